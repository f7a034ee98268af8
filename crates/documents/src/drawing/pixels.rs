//! Pixels as an object of the document.

use std::collections::BTreeMap;

use image::RgbaImage;
use printpdf::{DictItem, ExternalStream};

/// Pixels as an object of the document; what is transparent in them stays so.
pub(super) fn pixels(mut picture: RgbaImage) -> DictItem {
    let name = |text: &str| DictItem::Name(text.as_bytes().to_vec());
    let (width, height) = picture.dimensions();
    let object = |space: &str, content: Vec<u8>| ExternalStream {
        dict: BTreeMap::from([
            ("Type".to_owned(), name("XObject")),
            ("Subtype".to_owned(), name("Image")),
            ("Width".to_owned(), DictItem::Int(width.into())),
            ("Height".to_owned(), DictItem::Int(height.into())),
            ("ColorSpace".to_owned(), name(space)),
            ("BitsPerComponent".to_owned(), DictItem::Int(8)),
        ]),
        content,
        compress: true,
    };
    let opacity: Vec<u8> = picture.pixels().map(|pixel| pixel.0[3]).collect();
    let seen_through = opacity.iter().any(|one| *one < u8::MAX);
    if seen_through {
        spread(&mut picture);
    }
    let colours = picture.pixels().flat_map(|pixel| {
        let [r, g, b, _] = pixel.0;
        [r, g, b]
    });
    let mut stream = object("DeviceRGB", colours.collect());
    if seen_through {
        let stream_of = object("DeviceGray", opacity);
        let mask = DictItem::Stream { stream: stream_of };
        stream.dict.insert("SMask".to_owned(), mask);
    }
    DictItem::Stream { stream }
}

/// Gives pixels that are not seen the colour of one beside them: a reader that makes a picture smaller mixes colours apart
/// from opacities, and would draw a dark line around what is seen.
fn spread(picture: &mut RgbaImage) {
    let mut above: Option<Vec<[u8; 3]>> = None;
    for row in picture.rows_mut() {
        let row: Vec<&mut image::Rgba<u8>> = row.collect();
        let known = |pixel: &image::Rgba<u8>| {
            let [r, g, b, a] = pixel.0;
            (a > 0).then_some([r, g, b])
        };
        let mut colours: Vec<Option<[u8; 3]>> = row.iter().map(|pixel| known(pixel)).collect();
        let mut last = None;
        for colour in &mut colours {
            last = colour.or(last);
            *colour = last;
        }
        let mut next = None;
        for colour in colours.iter_mut().rev() {
            next = colour.or(next);
            *colour = next;
        }
        let whole: Option<Vec<[u8; 3]>> = colours.into_iter().collect();
        // A row without any takes those above it.
        above = whole.or(above);
        if let Some(colours) = &above {
            for (pixel, [r, g, b]) in row.into_iter().zip(colours) {
                if pixel.0[3] == 0 {
                    pixel.0 = [*r, *g, *b, 0];
                }
            }
        }
    }
}
