//! The picture of a badge: an SVG that shows nothing but itself, or a PNG or JPEG made into one.
//!
//! Every room knows one form of picture, the text of an SVG. A drawing is kept word for word when it is safe, and
//! refused when it is not; a picture made of pixels is cleaned as any piece of evidence, brought down, and wrapped in
//! an SVG that holds this one image.

use std::panic::{AssertUnwindSafe, catch_unwind};

use atelier_domain::EvidenceKind;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use usvg::roxmltree::{Document, Node, ParsingOptions};

use crate::{Refusal, clean, picture};

/// Longest side of a badge's picture made of pixels.
pub const MAX_BADGE_SIDE: u32 = 600;
/// Largest drawing, in bytes (`assets/catalogue/catalogue.schema.json`).
const MAX_SVG_BYTES: usize = 2_000_000;
/// Most elements of a drawing.
const MAX_NODES: u32 = 50_000;
const PNG_URI: &str = "data:image/png;base64,";
const JPEG_URI: &str = "data:image/jpeg;base64,";

/// A badge's picture, safe to show and to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadgePicture {
    /// The text of an SVG without script nor reference to anything outside itself.
    pub svg: String,
    /// Whether words are written in it as text: they are printed in another typeface than on the screen, unless they are made
    /// into paths.
    pub has_text: bool,
}

/// Why a file cannot be a badge's picture.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureRefusal {
    /// A file that cannot be evidence either.
    #[error(transparent)]
    File(#[from] Refusal),
    /// A PDF.
    #[error("a document is not a picture")]
    Document,
    /// An SVG that cannot be read or drawn.
    #[error("the drawing cannot be read")]
    Drawing,
    /// Heavier than what a badge's drawing may be.
    #[error("the drawing is too large: at most {max} bytes")]
    TooLarge {
        /// The limit, in bytes.
        max: usize,
    },
    /// It holds a program.
    #[error("the drawing holds a script")]
    Script,
    /// It calls something outside itself.
    #[error("the drawing refers to something outside itself")]
    Outside,
}

impl PictureRefusal {
    /// Stable code, for the interface's wording.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::File(refusal) => refusal.code(),
            Self::Document => "picture-document",
            Self::Drawing => "picture-unreadable",
            Self::TooLarge { .. } => "picture-too-large",
            Self::Script => "picture-script",
            Self::Outside => "picture-outside",
        }
    }
}

/// Makes a safe picture of a file: SVG, PNG or JPEG, told by its content. Its own result gives itself again.
///
/// # Errors
/// A [`PictureRefusal`] that says what to tell the person.
pub fn badge_picture(bytes: &[u8]) -> Result<BadgePicture, PictureRefusal> {
    // The readers are not ours: should one fail outright on a forged file, that file is refused.
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        if crate::sniff(bytes).is_some() {
            return pixels(bytes);
        }
        match std::str::from_utf8(bytes) {
            Ok(text) if text.contains("<svg") || text.contains(":svg") => drawing(text),
            _ => Err(clean(bytes).map_or_else(PictureRefusal::File, |_| PictureRefusal::Drawing)),
        }
    }));
    outcome.unwrap_or(Err(PictureRefusal::Drawing))
}

fn pixels(bytes: &[u8]) -> Result<BadgePicture, PictureRefusal> {
    let cleaned = clean(bytes)?;
    if cleaned.kind == EvidenceKind::Pdf {
        return Err(PictureRefusal::Document);
    }
    let small = picture::small_png(cleaned.kind, &cleaned.bytes, MAX_BADGE_SIDE)?;
    let (width, height) = (small.width, small.height);
    let data = BASE64_STANDARD.encode(&small.bytes);
    let svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"><image width="{width}" height="{height}" href="{PNG_URI}{data}"/></svg>"#
    );
    Ok(BadgePicture {
        svg,
        has_text: false,
    })
}

/// A drawing, word for word, if nothing in it acts or calls outside. The pictures inside it are cleaned.
fn drawing(text: &str) -> Result<BadgePicture, PictureRefusal> {
    if text.len() > MAX_SVG_BYTES {
        return Err(PictureRefusal::TooLarge { max: MAX_SVG_BYTES });
    }
    let text = without_doctype(text.trim_start_matches('\u{feff}').trim());
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: MAX_NODES,
        ..ParsingOptions::default()
    };
    let document =
        Document::parse_with_options(&text, options).map_err(|_| PictureRefusal::Drawing)?;
    let mut cleaned = Vec::new();
    let mut has_text = false;
    for node in document.descendants() {
        if node.is_pi() {
            return Err(PictureRefusal::Outside);
        }
        if node.is_element() {
            element(node, &mut cleaned)?;
            has_text |= node.has_tag_name((node.tag_name().namespace().unwrap_or(""), "text"));
        }
    }
    let mut svg = text.clone();
    // From the end, so that what comes before keeps its place.
    for (range, data) in cleaned.into_iter().rev() {
        if text.get(range.clone()) != Some(data.as_str()) {
            svg.replace_range(range, &data);
        }
    }
    usvg::Tree::from_str(&svg, &usvg::Options::default()).map_err(|_| PictureRefusal::Drawing)?;
    Ok(BadgePicture { svg, has_text })
}

/// Drawing programs write a `DOCTYPE` that says nothing; one that declares entities is left for the reader to refuse.
fn without_doctype(text: &str) -> String {
    let Some((before, rest)) = text.split_once("<!DOCTYPE") else {
        return text.to_owned();
    };
    match rest.split_once('>') {
        Some((declared, after)) if !declared.contains('[') => format!("{before}{after}"),
        _ => text.to_owned(),
    }
}

type Cleaned = Vec<(std::ops::Range<usize>, String)>;

fn element(node: Node<'_, '_>, cleaned: &mut Cleaned) -> Result<(), PictureRefusal> {
    let name = node.tag_name().name().to_ascii_lowercase();
    match name.as_str() {
        "script" | "handler" | "listener" | "foreignobject" | "iframe" | "object" | "embed"
        | "audio" | "video" | "animate" | "set" => return Err(PictureRefusal::Script),
        "style" => {
            let style: String = node.children().filter_map(|child| child.text()).collect();
            words(&style, true)?;
        }
        _ => {}
    }
    for attribute in node.attributes() {
        let (key, value) = (attribute.name().to_ascii_lowercase(), attribute.value());
        if key.starts_with("on") {
            return Err(PictureRefusal::Script);
        }
        if key == "href" || key == "src" {
            if value.trim_start().starts_with('#') {
                continue;
            }
            if name != "image" && name != "feimage" {
                return Err(outside(value));
            }
            cleaned.push((attribute.range_value(), inner_picture(value)?));
        } else {
            words(value, key == "style")?;
        }
    }
    Ok(())
}

fn outside(value: &str) -> PictureRefusal {
    let value = value.trim().to_ascii_lowercase();
    if value.starts_with("javascript") || value.starts_with("data:text") {
        PictureRefusal::Script
    } else {
        PictureRefusal::Outside
    }
}

/// A picture inside a drawing, as PNG and nothing else.
fn inner_picture(value: &str) -> Result<String, PictureRefusal> {
    let value = value.trim();
    let encoded = value
        .strip_prefix(PNG_URI)
        .or_else(|| value.strip_prefix(JPEG_URI))
        .ok_or_else(|| outside(value))?;
    let encoded: String = encoded.split_ascii_whitespace().collect();
    let bytes = BASE64_STANDARD
        .decode(encoded)
        .map_err(|_| PictureRefusal::Drawing)?;
    let inner = clean(&bytes)?;
    let small = picture::small_png(inner.kind, &inner.bytes, MAX_BADGE_SIDE)?;
    Ok(format!("{PNG_URI}{}", BASE64_STANDARD.encode(small.bytes)))
}

/// What is written in a style or an attribute may name a part of the drawing itself, and nothing else.
fn words(text: &str, is_style: bool) -> Result<(), PictureRefusal> {
    let text = text.to_ascii_lowercase();
    // An escape in a style may spell any word.
    if text.contains("@import") || is_style && text.contains('\\') {
        return Err(PictureRefusal::Outside);
    }
    let mut rest = text.as_str();
    while let Some((_, after)) = rest.split_once("url(") {
        let target = after.trim_start_matches([' ', '\t', '\n', '\r', '"', '\'']);
        if !target.starts_with('#') {
            return Err(PictureRefusal::Outside);
        }
        rest = after;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, RgbaImage};

    use super::*;

    fn svg(inside: &str) -> String {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 9 9'>{inside}</svg>"
        )
    }

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = std::io::Cursor::new(Vec::new());
        RgbaImage::from_pixel(width, height, image::Rgba([200, 30, 60, 128]))
            .write_to(&mut bytes, ImageFormat::Png)
            .unwrap();
        bytes.into_inner()
    }

    fn refusal(inside: &str) -> &'static str {
        badge_picture(svg(inside).as_bytes()).unwrap_err().code()
    }

    #[test]
    fn a_safe_drawing_is_kept_word_for_word() {
        for inside in [
            "<path d='M1 1h7v7z' fill='url(#g)' style=\"stroke:url('#g')\"/>",
            "<use xlink:href='#a'/><g id='a'/><style>.x{fill:red}</style>",
            "<metadata><x about='http://exemple.fr'/></metadata>",
        ] {
            let text = svg(inside);
            let read = badge_picture(text.as_bytes()).unwrap();
            assert_eq!(read.svg, text);
            assert!(!read.has_text);
        }
        assert!(
            badge_picture(svg("<text>A</text>").as_bytes())
                .unwrap()
                .has_text
        );
    }

    #[test]
    fn what_acts_or_calls_outside_is_refused() {
        for script in [
            "<script>1</script>",
            "<g onload='x()'/>",
            "<foreignObject/>",
            "<a xlink:href='javascript:1'/>",
            "<set attributeName='href' to='https://exemple.fr'/>",
        ] {
            assert_eq!(refusal(script), "picture-script", "{script}");
        }
        for outside in [
            "<image href='https://exemple.fr/a.png'/>",
            "<image xlink:href='file:///etc/hosts'/>",
            "<use href='autre.svg#a'/>",
            "<rect fill='url( https://exemple.fr/a)'/>",
            "<style>@import 'a.css';</style>",
            "<style>rect{fill:u\\72l(a)}</style>",
            "<?xml-stylesheet href='a.css'?>",
        ] {
            assert_eq!(refusal(outside), "picture-outside", "{outside}");
        }
        let bomb = format!("<!DOCTYPE svg [<!ENTITY a \"b\">]>{}", svg("&a;"));
        let refused = badge_picture(bomb.as_bytes()).unwrap_err();
        assert_eq!(refused.code(), "picture-unreadable");
        assert_eq!(
            badge_picture(b"<svg").unwrap_err().code(),
            "picture-unreadable"
        );
    }

    #[test]
    fn a_doctype_that_declares_nothing_is_left_out() {
        let plain = svg("<path d='M0 0h1v1z'/>");
        let text = format!("<?xml version='1.0'?><!DOCTYPE svg PUBLIC 'a' 'b'>{plain}");
        let read = badge_picture(text.as_bytes()).unwrap();
        assert_eq!(read.svg, format!("<?xml version='1.0'?>{plain}"));
    }

    #[test]
    fn pixels_become_a_drawing_of_one_small_picture_and_stay_the_same_after() {
        let read = badge_picture(&png(1_200, 300)).unwrap();
        assert!(read.svg.contains("viewBox=\"0 0 600 150\""), "{}", read.svg);
        assert_eq!(badge_picture(read.svg.as_bytes()).unwrap(), read);
        let mut jpeg = std::io::Cursor::new(Vec::new());
        image::RgbImage::from_pixel(40, 30, image::Rgb([9, 9, 9]))
            .write_to(&mut jpeg, ImageFormat::Jpeg)
            .unwrap();
        let read = badge_picture(&jpeg.into_inner()).unwrap();
        assert!(read.svg.contains("viewBox=\"0 0 40 30\""));
    }

    #[test]
    fn a_picture_inside_a_drawing_is_cleaned_too() {
        let mut hidden = png(20, 20);
        hidden.extend_from_slice(b"something after the end");
        let data = BASE64_STANDARD.encode(&hidden);
        let text = svg(&format!(
            "<image href='{PNG_URI}{data}'/><path d='M0 0h1v1z'/>"
        ));
        let read = badge_picture(text.as_bytes()).unwrap();
        assert!(!read.svg.contains(&data));
        assert!(read.svg.ends_with("'/><path d='M0 0h1v1z'/></svg>"));
        assert_eq!(badge_picture(read.svg.as_bytes()).unwrap(), read);
    }

    #[test]
    fn other_files_are_refused_by_name_of_what_they_are() {
        let code = |bytes: &[u8]| badge_picture(bytes).unwrap_err().code();
        assert_eq!(code(b""), "evidence-empty");
        assert_eq!(code(b"bonjour"), "evidence-unknown-kind");
        assert_eq!(code(&png(20, 20)[..40]), "evidence-damaged");
    }
}
