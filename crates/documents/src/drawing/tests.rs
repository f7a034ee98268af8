use std::fs;
use std::process::Command;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use image::{GenericImageView, RgbImage, Rgba, RgbaImage};
use resvg::tiny_skia::{Color, Pixmap};

use super::*;
use crate::layout::{Place, Size};
use crate::press::Press;

/// Side of the page on which a picture is tried, in millimetres, and in pixels when it is looked at; it is drawn three times
/// as fine, since Poppler moves what is made of dots by a part of a pixel.
const SIDE: f32 = 25.4;
const LOOKED_AT: u32 = 200;

fn svg(inside: &str) -> String {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 100 100'>{inside}</svg>"
    )
}

fn drawing(svg: &str) -> Drawing {
    Picture::read(svg).unwrap().drawn(4.0).unwrap()
}

fn png(picture: &RgbaImage) -> String {
    let mut png = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut png, image::ImageFormat::Png).unwrap();
    BASE64_STANDARD.encode(png.into_inner())
}

/// The picture on a page of ours.
fn page(svg: &str) -> Vec<u8> {
    let mut press = Press::new(Size {
        width: SIDE,
        height: SIDE,
    });
    let whole = Place {
        x: 0.0,
        y: 0.0,
        w: SIDE,
        h: SIDE,
    };
    press.illustrate(svg, "", whole).unwrap();
    press.end_page();
    let day = "2026-11-23".parse().unwrap();
    press.finish("Essai", day, None).unwrap()
}

/// A page as Poppler draws it.
fn printed(pdf: &[u8]) -> RgbImage {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.pdf");
    fs::write(&file, pdf).unwrap();
    let drawn = Command::new("pdftoppm")
        .args([
            "-scale-to",
            &(LOOKED_AT * 3).to_string(),
            "-png",
            "-singlefile",
        ])
        .args([&file, &folder.path().join("page")])
        .status()
        .unwrap();
    assert!(drawn.success());
    let fine = image::open(folder.path().join("page.png")).unwrap();
    looked_at(&fine.into_rgb8())
}

/// A page as it is shown before it is printed.
fn previewed(pdf: &[u8]) -> RgbImage {
    let seen = crate::preview::preview(pdf, 0, LOOKED_AT * 3).unwrap();
    looked_at(&image::load_from_memory(&seen.png).unwrap().into_rgb8())
}

fn looked_at(fine: &RgbImage) -> RgbImage {
    image::imageops::thumbnail(fine, LOOKED_AT, LOOKED_AT)
}

/// The picture as resvg draws it, which is held to look as in a browser.
fn wished(svg: &str) -> RgbImage {
    let tree = parsed(svg).unwrap();
    let side = LOOKED_AT * 3;
    let mut pixels = Pixmap::new(side, side).unwrap();
    pixels.fill(Color::WHITE);
    let scale = side as f32 / tree.size().width();
    resvg::render(
        &tree,
        usvg::Transform::from_scale(scale, scale),
        &mut pixels.as_mut(),
    );
    let whole = RgbaImage::from_raw(side, side, pixels.take()).unwrap();
    looked_at(&image::DynamicImage::ImageRgba8(whole).into_rgb8())
}

/// Mean distance of two pictures, and how many pixels in a thousand are far apart.
fn distance(one: &RgbImage, other: &RgbImage) -> (f64, usize) {
    assert_eq!(one.dimensions(), other.dimensions());
    let (mut sum, mut far) = (0.0, 0);
    for (a, b) in one.pixels().zip(other.pixels()) {
        let apart = a.0.iter().zip(b.0).map(|(a, b)| a.abs_diff(b)).max();
        let apart = apart.unwrap_or_default();
        sum += f64::from(apart);
        far += usize::from(apart > 40);
    }
    let all = one.pixels().len();
    (sum / all as f64, far * 1_000 / all)
}

#[track_caller]
fn looks_as_in_a_browser(name: &str, svg: &str) {
    let (pdf, wished) = (page(svg), wished(svg));
    let blank = RgbImage::from_pixel(wished.width(), wished.height(), image::Rgb([255; 3]));
    assert!(distance(&blank, &wished).0 > 2.0, "{name} shows nothing");
    for (how, seen) in [("printed", printed(&pdf)), ("previewed", previewed(&pdf))] {
        let (mean, far) = distance(&seen, &wished);
        assert!(
            mean < 2.5 && far < 25,
            "{name} {how}: {mean} in the mean, {far} ‰ far apart"
        );
    }
}

const SHAPES: &str = "<rect x='10' y='10' width='60' height='50' fill='#0f6b66'/>\
    <circle cx='60' cy='60' r='30' fill='#ffc64d' stroke='#a01a5a' stroke-width='4'/>";

#[test]
fn gradients_look_as_in_a_browser() {
    let linear = "<linearGradient id='g' x1='0' y1='0' x2='1' y2='.4'><stop offset='.1' stop-color='#ff0040'/>\
        <stop offset='.6' stop-color='#ffe000'/><stop offset='1' stop-color='#0040ff' stop-opacity='.2'/></linearGradient>";
    let radial = "<radialGradient id='g' cx='.4' cy='.4' r='.6' fx='.25' fy='.3' spreadMethod='reflect'>\
        <stop offset='0' stop-color='white'/><stop offset='1' stop-color='#125'/></radialGradient>";
    for (name, gradient) in [("linear", linear), ("radial", radial)] {
        let filled = "<path d='M5 5h90v60q-40 60-90 20z' fill='url(#g)'/>";
        looks_as_in_a_browser(name, &svg(&format!("{gradient}{SHAPES}{filled}")));
        let stroked = "<g transform='rotate(20 50 50)'><path d='M20 20q60 0 60 60' fill='none' stroke='url(#g)' \
            stroke-width='16'/></g>";
        let name = format!("{name}-stroke");
        looks_as_in_a_browser(&name, &svg(&format!("{gradient}{SHAPES}{stroked}")));
    }
}

#[test]
fn filters_and_masks_look_as_in_a_browser() {
    let shadow = "<filter id='f'><feDropShadow dx='3' dy='4' stdDeviation='3' flood-color='#000' flood-opacity='.6'/></filter>";
    let blur = "<filter id='f' x='-50%' y='-50%' width='200%' height='200%'><feGaussianBlur stdDeviation='4 1'/></filter>";
    let grey = "<filter id='f'><feColorMatrix type='saturate' values='0'/></filter>";
    for (name, filter) in [("shadow", shadow), ("blur", blur), ("grey", grey)] {
        let inside = format!(
            "{filter}<rect width='100' height='50' fill='#cde'/><g transform='translate(10 5) scale(.8)' filter='url(#f)'>{SHAPES}</g>"
        );
        looks_as_in_a_browser(name, &svg(&inside));
    }
    for kind in ["luminance", "alpha"] {
        let inside = format!(
            "<mask id='m' mask-type='{kind}'><circle cx='50' cy='50' r='40' fill='#fff'/><rect x='40' width='20' height='100' \
             fill='#888' opacity='.7'/></mask><g mask='url(#m)'>{SHAPES}</g>"
        );
        looks_as_in_a_browser(&format!("mask-{kind}"), &svg(&inside));
    }
}

#[test]
fn patterns_clips_and_opacities_look_as_in_a_browser() {
    let pattern = "<pattern id='p' width='30' height='30' patternUnits='userSpaceOnUse' patternTransform='rotate(30)'>\
        <circle cx='15' cy='15' r='9' fill='#a01a5a'/></pattern><circle cx='50' cy='50' r='45' fill='url(#p)' stroke='#000'/>";
    let two =
        "<clipPath id='c'><circle cx='35' cy='50' r='30'/><path d='M50 20v60h45v-60z'/></clipPath>";
    let hole = "<clipPath id='c'><path clip-rule='evenodd' d='M5 5h90v90h-90zM30 30h40v40h-40z'/></clipPath>";
    let twice = "<clipPath id='d'><rect width='60' height='100'/></clipPath><clipPath id='c' clip-path='url(#d)'>\
        <circle cx='50' cy='50' r='40'/></clipPath>";
    let turned = "<clipPath id='c' transform='rotate(10 50 50)'><rect x='20' y='20' width='60' height='30' transform='skewX(9)'/></clipPath>";
    let nothing = "<clipPath id='c'/><rect x='60' width='40' height='40' fill='red'/>";
    looks_as_in_a_browser("pattern", &svg(pattern));
    for (name, clip) in [
        ("clip-two", two),
        ("clip-hole", hole),
        ("clip-twice", twice),
        ("clip-turned", turned),
        ("clip-nothing", nothing),
    ] {
        let inside = format!("{clip}<g clip-path='url(#c)'>{SHAPES}</g>");
        looks_as_in_a_browser(name, &svg(&inside));
    }
    let group = format!("{SHAPES}<g opacity='.5' transform='rotate(15)'>{SHAPES}</g>");
    looks_as_in_a_browser("opacity", &svg(&group));
    let mixed = format!(
        "{SHAPES}<g style='mix-blend-mode:multiply' transform='translate(10 20)'>{SHAPES}</g>"
    );
    looks_as_in_a_browser("multiply", &svg(&mixed));
    let apart = format!(
        "<rect width='100' height='100' fill='#fc6'/><g style='isolation:isolate'>{SHAPES}<rect x='20' y='20' width='60' \
         height='60' fill='#08f' style='mix-blend-mode:difference'/></g>"
    );
    looks_as_in_a_browser("isolated", &svg(&apart));
}

#[test]
fn other_shapes_look_as_in_a_browser() {
    let used = "<defs><g id='a' opacity='.6'><rect width='30' height='30' fill='#0a0'/></g><g id='b'><use href='#a'/>\
         <use href='#a' transform='translate(20 10)'/></g><symbol id='s' viewBox='0 0 10 10'><path d='M0 0l10 5-10 5z'/>\
         </symbol></defs><use href='#b'/><use href='#b' x='40' y='40'/><use href='#s' x='60' width='30' height='30'/>";
    looks_as_in_a_browser("used", &svg(used));
    let marked = "<marker id='k' markerWidth='4' markerHeight='4' refX='2' refY='2' orient='auto'><path d='M0 0l4 2-4 2z' \
        fill='red'/></marker><path d='M10 80 40 30 90 60' fill='none' stroke='#333' stroke-width='5' marker-end='url(#k)' \
        stroke-dasharray='9 4' stroke-linecap='round'/>";
    looks_as_in_a_browser("marked", &svg(marked));
    let sharp = "<path d='M10 90 50 20 90 90' fill='none' stroke='#036' stroke-width='14' stroke-linejoin='miter-clip' \
        stroke-miterlimit='1.2'/>";
    looks_as_in_a_browser("miter-clip", &svg(sharp));
    let line = "<linearGradient id='g' gradientUnits='userSpaceOnUse' x1='0' x2='100' y1='0' y2='0'><stop stop-color='red'/>\
        <stop offset='1' stop-color='blue'/></linearGradient><path d='M5 50H95' stroke='url(#g)' stroke-width='20'/>";
    looks_as_in_a_browser("level-line", &svg(line));
    let words = "<text x='5' y='60' font-size='40' font-weight='bold' font-family='Arial' fill='#036'>Bravo</text>";
    looks_as_in_a_browser("words", &svg(words));
    assert!(drawing(&svg(words)).pictures.is_empty());
    let inner = BASE64_STANDARD.encode(svg(SHAPES));
    let inside = format!(
        "<g transform='rotate(10)'><image x='20' y='10' width='70' height='70' href='data:image/svg+xml;base64,{inner}'/></g>"
    );
    looks_as_in_a_browser("inner", &svg(&inside));
}

#[test]
fn pictures_of_pixels_look_as_in_a_browser() {
    let picture = RgbaImage::from_fn(64, 48, |x, y| {
        Rgba([
            (x * 4) as u8,
            (y * 5) as u8,
            90,
            if x > y { 255 } else { 120 },
        ])
    });
    let data = png(&picture);
    let image = format!(
        "<image x='10' y='20' width='80' height='60' href='data:image/png;base64,{data}'/>"
    );
    looks_as_in_a_browser("pixels", &svg(&format!("{SHAPES}{image}")));
    let faded = format!(
        "<filter id='f'><feGaussianBlur stdDeviation='2'/></filter><g filter='url(#f)'>{image}</g>"
    );
    looks_as_in_a_browser("pixels-blurred", &svg(&faded));
    let drawing = drawing(&svg(&format!(
        "{image}<g transform='scale(.5)'>{image}</g>"
    )));
    assert_eq!(drawing.pictures.len(), 1, "the same pixels are kept once");
    let DictItem::Stream { stream } = &drawing.pictures["P0"] else {
        panic!("no stream");
    };
    assert_eq!(stream.content.len(), 64 * 48 * 3);
    assert!(stream.dict.contains_key("SMask"));
}

#[test]
fn plain_shapes_stay_shapes() {
    let drawing = drawing(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50">
           <rect width="10" height="20" fill="#ff0000"/>
           <circle cx="50" cy="25" r="5" fill="none" stroke="#0000ff" stroke-width="2"/></svg>"##,
    );
    assert!(drawing.operators.starts_with("1 0 0 -1 0 50 cm\n"));
    assert!(
        drawing
            .operators
            .contains("1 0 0 rg\n0 0 m\n10 0 l\n10 20 l\n0 20 l\nh\nf\n")
    );
    assert!(drawing.operators.contains("0 0 1 RG 2 w"));
    assert!(drawing.states.is_empty() && drawing.pictures.is_empty());
    looks_as_in_a_browser("shapes", &svg(SHAPES));
}

#[test]
fn the_badges_of_the_program_are_shapes() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/catalogue/badges");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        assert!(drawing(&text).pictures.is_empty());
        count += 1;
    }
    assert!(count > 5);
}

#[test]
fn what_is_no_plain_shape_leaves_the_others_shapes() {
    let inside = format!(
        "<linearGradient id='g'><stop stop-color='red'/><stop offset='1' stop-color='blue'/></linearGradient>{SHAPES}\
         <rect x='20' y='20' width='25' height='50' fill='url(#g)'/>{SHAPES}"
    );
    let drawing = drawing(&svg(&inside));
    assert_eq!(drawing.pictures.len(), 1);
    let DictItem::Stream { stream } = &drawing.pictures["P0"] else {
        panic!("no stream");
    };
    // Four dots a unit: only what is no plain shape is made of dots.
    assert_eq!(stream.content.len(), 100 * 200 * 3);
    let (before, after) = drawing.operators.split_once("/P0 Do").unwrap();
    assert!(before.contains("\nf\n") && after.contains("\nf\n"));
}

#[test]
fn pixels_are_as_fine_as_a_printer_at_the_size_on_paper() {
    let inside = "<linearGradient id='g'><stop stop-color='red'/><stop offset='1' stop-color='blue'/></linearGradient>\
        <rect width='100' height='100' fill='url(#g)'/>";
    let text = svg(inside);
    let whole = Size {
        width: 100.0,
        height: 100.0,
    };
    let mut press = Press::new(whole);
    for side in [25.4, 12.7] {
        let at = Place {
            x: 0.0,
            y: 0.0,
            w: side,
            h: side,
        };
        press.illustrate(&text, "Un carré", at).unwrap();
    }
    press.end_page();
    let day = "2026-11-23".parse().unwrap();
    let pdf = lopdf::Document::load_mem(&press.finish("Essai", day, None).unwrap()).unwrap();
    let widths = pdf.objects.values().filter_map(|object| {
        let dict = &object.as_stream().ok()?.dict;
        dict.get(b"Width").ok()?.as_i64().ok()
    });
    assert_eq!(widths.collect::<Vec<_>>(), [600], "an inch at the most");
}

#[test]
fn what_is_no_illustration_is_refused() {
    for text in ["bonjour", "", "<svg", "<a/>"] {
        let read = Picture::read(text).err();
        assert_eq!(read, Some(DocumentError::Illustration), "{text}");
    }
}

/// Refused, or drawn soon and in little room.
#[track_caller]
fn is_bounded(name: &str, text: &str) -> bool {
    let drawn = Picture::read(text).and_then(|picture| picture.drawn(12.0));
    match drawn {
        Ok(drawing) => {
            let sizes = drawing.pictures.values().map(|picture| match picture {
                DictItem::Stream { stream } => stream.content.len(),
                _ => panic!("no stream"),
            });
            let whole: usize = sizes.sum();
            assert!(
                whole < 10_000_000 && drawing.operators.len() < 20_000_000,
                "{name}"
            );
            true
        }
        Err(problem) => {
            assert_eq!(problem, DocumentError::Illustration, "{name}");
            false
        }
    }
}

#[test]
fn a_drawing_made_to_harm_is_bounded_or_refused() {
    let entities: String = (1..12)
        .map(|n| {
            format!(
                "<!ENTITY e{n} '&e{p};&e{p};&e{p};&e{p};&e{p};&e{p};&e{p};&e{p};'>",
                p = n - 1
            )
        })
        .collect();
    let laughs = format!(
        "<!DOCTYPE svg [<!ENTITY e0 '<rect width=\"9\" height=\"9\"/>'>{entities}]>{}",
        svg("&e11;")
    );
    assert!(!is_bounded("laughs", &laughs));
    let mut used = "<g id='u0'><rect width='9' height='9'/></g>".to_owned();
    for n in 1..30 {
        let one = format!("<use href='#u{}'/>", n - 1);
        used.push_str(&format!("<g id='u{n}'>{one}{one}</g>"));
    }
    assert!(!is_bounded(
        "used",
        &svg(&format!("<defs>{used}</defs><use href='#u29'/>"))
    ));
    let deep = format!(
        "{}{SHAPES}{}",
        "<g opacity='.9'>".repeat(900),
        "</g>".repeat(900)
    );
    is_bounded("deep", &svg(&deep));
    let endless = "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>";
    is_bounded("endless", &svg(endless));
    for (name, filter) in [
        (
            "region",
            "<feFlood x='-1e9' y='-1e9' width='2e9' height='2e9'/>",
        ),
        (
            "octaves",
            "<feTurbulence baseFrequency='.1' numOctaves='2000000000'/>",
        ),
        (
            "spread",
            "<feMorphology operator='dilate' radius='100000'/>",
        ),
        ("blur", "<feGaussianBlur stdDeviation='1e9'/>"),
    ] {
        let inside = format!(
            "<filter id='f' filterUnits='userSpaceOnUse' primitiveUnits='userSpaceOnUse' x='-1e9' y='-1e9' width='2e9' \
             height='2e9'>{}</filter><g filter='url(#f)'>{SHAPES}</g>",
            filter.repeat(40)
        );
        is_bounded(name, &svg(&inside));
    }
    let tile = "<pattern id='p' width='1e6' height='1e6' patternUnits='userSpaceOnUse'><rect width='9' height='9'/></pattern>\
        <rect width='100' height='100' fill='url(#p)'/>";
    assert!(!is_bounded("tile", &svg(tile)));
    let many = "<filter id='f'><feGaussianBlur stdDeviation='9'/></filter>".to_owned()
        + &format!("<g filter='url(#f)'>{SHAPES}</g>").repeat(3_000);
    assert!(is_bounded(
        "wide",
        &svg(SHAPES).replace("0 0 100 100", "0 0 1e7 1e7")
    ));
    is_bounded("many", &svg(&many));
}

#[test]
fn parts_share_what_a_drawing_may_ask_for() {
    let blur = "<filter id='f'><feGaussianBlur stdDeviation='2'/></filter>";
    let one = format!("<g filter='url(#f)'>{SHAPES}</g>");
    let asks = |times: usize| svg(&format!("{blur}{}", one.repeat(times)));
    for times in [1, 12] {
        assert!(can_be_printed(&asks(times)), "{times}");
    }
    assert!(!can_be_printed(&asks(3_000)));
    // All are coarser, rather than the last ones refused.
    let drawing = Picture::read(&asks(12)).unwrap().drawn(24.0).unwrap();
    let sizes = drawing.pictures.values().map(|picture| match picture {
        DictItem::Stream { stream } => stream.content.len(),
        _ => panic!("no stream"),
    });
    let sizes: std::collections::BTreeSet<_> = sizes.collect();
    assert_eq!((drawing.pictures.len(), sizes.len()), (12, 1));
}

#[test]
fn pixels_that_unpack_to_too_much_are_refused() {
    // A header says how large; there is nothing behind it.
    let mut header = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    header.extend([
        0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff, 8, 6, 0, 0, 0, 0, 0, 0, 0,
    ]);
    let data = BASE64_STANDARD.encode(header);
    let image = format!("<image width='9' height='9' href='data:image/png;base64,{data}'/>");
    assert!(!is_bounded("huge", &svg(&image)));
}

#[test]
fn nothing_outside_the_drawing_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secret.png");
    RgbaImage::from_pixel(9, 9, Rgba([200, 30, 60, 255]))
        .save(&file)
        .unwrap();
    assert_eq!(image::open(&file).unwrap().dimensions(), (9, 9));
    let file = file.display();
    for address in [
        file.to_string(),
        format!("file://{file}"),
        "https://exemple.fr/a.png".to_owned(),
    ] {
        let image = format!("<image width='90' height='90' href='{address}'/>");
        let drawing = drawing(&svg(&image));
        assert!(
            drawing.pictures.is_empty() && !drawing.operators.contains(" Do"),
            "{address}"
        );
    }
    let entity = format!(
        "<!DOCTYPE svg [<!ENTITY e SYSTEM 'file://{file}'>]>{}",
        svg("<text>&e;</text>")
    );
    is_bounded("entity", &entity);
}

#[test]
fn saves_and_restores_are_paired() {
    let drawing = drawing(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><clipPath id="c"><circle cx="5" cy="5" r="4"/>
           </clipPath><g clip-path="url(#c)" opacity="0.5"><rect width="10" height="10"/></g></svg>"##,
    );
    let count = |what: &str| {
        drawing
            .operators
            .lines()
            .filter(|line| *line == what)
            .count()
    };
    assert_eq!((count("q"), count("Q")), (2, 2));
    assert!(drawing.operators.contains("W n") && drawing.states.contains_key("O500"));
    assert!(drawing.pictures.is_empty());
}
