//! Files as people bring them, made by hand.

#![allow(dead_code, reason = "each test file uses its part")]

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, Stream, dictionary};

/// Latitude written in the photograph's EXIF: 45° 49′ 12″ (Limoges), as its 24 bytes of fractions.
pub const LATITUDE: [u8; 24] = [
    0, 0, 0, 45, 0, 0, 0, 1, 0, 0, 0, 49, 0, 0, 0, 1, 0, 0, 0, 12, 0, 0, 0, 1,
];

/// Left half red, right half blue, with a green top-left corner block.
fn scene(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        if x < width / 4 && y < height / 4 {
            Rgb([0, 200, 0])
        } else if x < width / 2 {
            Rgb([220, 20, 20])
        } else {
            Rgb([20, 20, 220])
        }
    })
}

/// A photograph of [`scene`] with the camera's EXIF: orientation, device, place.
pub fn photograph(width: u32, height: u32, orientation: u8) -> Vec<u8> {
    let mut plain = Vec::new();
    scene(width, height)
        .write_with_encoder(JpegEncoder::new_with_quality(&mut plain, 92))
        .unwrap();
    let exif = exif(orientation);
    let length = u16::try_from(exif.len() + 2).unwrap();
    let mut out = plain[..2].to_vec();
    out.extend([0xFF, 0xE1]);
    out.extend(length.to_be_bytes());
    out.extend(exif);
    out.extend(&plain[2..]);
    out
}

/// `Exif\0\0` and a big-endian TIFF: IFD0 {Make, Orientation, GPS pointer}, GPS IFD {LatitudeRef, Latitude}.
pub fn exif(orientation: u8) -> Vec<u8> {
    let mut out = b"Exif\0\0MM\0*\0\0\0\x08".to_vec();
    out.extend(3u16.to_be_bytes());
    // Make (0x010F), ASCII, 12 bytes, at offset 8 + 2 + 3*12 + 4 = 50
    out.extend([0x01, 0x0F, 0, 2, 0, 0, 0, 12, 0, 0, 0, 50]);
    // Orientation (0x0112), SHORT, 1
    out.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    // GPS IFD (0x8825), LONG, 1, at offset 62
    out.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 62]);
    out.extend([0, 0, 0, 0]);
    out.extend(b"CameraSecret");
    out.extend(2u16.to_be_bytes());
    out.extend([0, 1, 0, 2, 0, 0, 0, 2, b'N', 0, 0, 0]);
    // Latitude, RATIONAL x 3, at offset 62 + 2 + 24 + 4 = 92
    out.extend([0, 2, 0, 5, 0, 0, 0, 3, 0, 0, 0, 92]);
    out.extend([0, 0, 0, 0]);
    out.extend(LATITUDE);
    out
}

/// A screenshot with a comment and EXIF in its chunks, and bytes after its end.
pub fn screenshot(width: u32, height: u32) -> Vec<u8> {
    let image = RgbaImage::from_fn(width, height, |x, y| {
        Rgba([
            (x % 256) as u8,
            (y % 256) as u8,
            90,
            if x < 4 { 0 } else { 255 },
        ])
    });
    let mut plain = Vec::new();
    image
        .write_to(&mut Cursor::new(&mut plain), ImageFormat::Png)
        .unwrap();
    let mut out = plain[..33].to_vec();
    out.extend(chunk(b"tEXt", b"Author\0Madame Secrete"));
    out.extend(chunk(b"eXIf", &exif(1)[6..]));
    out.extend(&plain[33..]);
    out.extend(b"PK\x03\x04 hidden archive");
    out
}

/// A PNG that announces `width` x `height` and holds nearly nothing.
pub fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut header = Vec::new();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 6, 0, 0, 0]);
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    out.extend(chunk(b"IHDR", &header));
    out.extend(chunk(b"IDAT", &[0x78, 0x9C, 3, 0, 0, 0, 0, 1]));
    out.extend(chunk(b"IEND", b""));
    out
}

pub fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut out = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
    out.extend(name);
    out.extend(data);
    let crc = out[4..].iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                (crc >> 1) ^ 0xEDB8_8320
            } else {
                crc >> 1
            }
        })
    });
    out.extend((!crc).to_be_bytes());
    out
}

/// A document of `pages` pages.
pub fn document(pages: usize) -> Document {
    let mut document = Document::with_version("1.5");
    let tree = document.new_object_id();
    let kids: Vec<Object> = (0..pages)
        .map(|number| {
            let content = Content {
                operations: vec![
                    Operation::new("BT", vec![]),
                    Operation::new("Tj", vec![Object::string_literal(format!("page {number}"))]),
                    Operation::new("ET", vec![]),
                ],
            };
            let content =
                document.add_object(Stream::new(dictionary! {}, content.encode().unwrap()));
            document
                .add_object(
                    dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content,
                    "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()] },
                )
                .into()
        })
        .collect();
    let count = i64::try_from(pages).unwrap();
    document.objects.insert(
        tree,
        dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into(),
    );
    let catalogue = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalogue);
    let id = || Object::string_literal(vec![7u8; 16]);
    document.trailer.set("ID", Object::Array(vec![id(), id()]));
    document
}

pub fn saved(mut document: Document) -> Vec<u8> {
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out
}
