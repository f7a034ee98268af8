//! Words into lines into boxes: nothing printed is wider or taller than the place it has.

use unicode_normalization::UnicodeNormalization;

use crate::DocumentError;
use crate::font::{Face, Weight};

/// Points in a millimetre.
pub(crate) const PT_PER_MM: f32 = 72.0 / 25.4;
/// What replaces the end of a text that has no room.
const ELLIPSIS: char = '…';

/// How a text may be set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting {
    pub(crate) weight: Weight,
    /// Wished size, in points.
    pub(crate) size: f32,
    /// Smallest size, in points.
    pub(crate) min: f32,
    /// Distance of two baselines, as a multiple of the size.
    pub(crate) leading: f32,
}

/// A text set into a box.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fitted {
    /// In points.
    pub(crate) size: f32,
    pub(crate) lines: Vec<String>,
    /// Height of all the lines, in millimetres.
    pub(crate) height: f32,
}

/// The text with only characters that the typeface draws: composed accents, no control character, `?` for the rest.
pub(crate) fn drawable(text: &str, face: &Face) -> String {
    text.nfc()
        .filter_map(|c| match c {
            '\n' => Some('\n'),
            '\t' => Some(' '),
            '\u{202F}' | '\u{2007}' => Some('\u{A0}'),
            '\u{2192}' => Some('›'),
            '\u{2011}' => Some('-'),
            '\u{200B}'..='\u{200F}' | '\u{FE0F}' | '\u{FEFF}' => None,
            c if c.is_control() => None,
            c if face.advance(c).is_some() => Some(c),
            _ => Some('?'),
        })
        .collect()
}

/// Sets `text` in a box of `width` x `height` millimetres: at the wished size if it holds, smaller if it must, and with
/// its end replaced by « … » when even the smallest size is too large.
pub(crate) fn fit(
    text: &str,
    setting: Setting,
    width: f32,
    height: f32,
) -> Result<Fitted, DocumentError> {
    let face = Face::of(setting.weight)?;
    let text = drawable(text.trim(), face);
    let mut size = setting.size;
    loop {
        let lines = wrap(&text, face, width * PT_PER_MM / size);
        let tall = height_of(lines.len(), face, setting, size);
        if tall <= height {
            return Ok(Fitted {
                size,
                lines,
                height: tall,
            });
        }
        if size <= setting.min {
            return Ok(shortened(lines, face, setting, width, height, size));
        }
        size = (size - 0.5).max(setting.min);
    }
}

fn height_of(lines: usize, face: &Face, setting: Setting, size: f32) -> f32 {
    if lines == 0 {
        return 0.0;
    }
    let gaps = f32::from(u16::try_from(lines - 1).unwrap_or(u16::MAX));
    (gaps * setting.leading + face.ascent + face.descent) * size / PT_PER_MM
}

fn shortened(
    mut lines: Vec<String>,
    face: &Face,
    setting: Setting,
    width: f32,
    height: f32,
    size: f32,
) -> Fitted {
    let mut keep = lines.len().saturating_sub(1).max(1);
    while keep > 1 && height_of(keep, face, setting, size) > height {
        keep -= 1;
    }
    let room = width * PT_PER_MM / size;
    let cut = keep < lines.len();
    lines.truncate(keep);
    if cut && let Some(last) = lines.last_mut() {
        while face.width(last) + face.advance(ELLIPSIS).unwrap_or(0.0) > room {
            if last.pop().is_none() {
                break;
            }
        }
        let trimmed = last.trim_end_matches([' ', ',', ';', '.', '\u{A0}']).len();
        last.truncate(trimmed);
        last.push(ELLIPSIS);
    }
    Fitted {
        size,
        height: height_of(lines.len(), face, setting, size),
        lines,
    }
}

/// Breaks a text into lines of at most `room` em. Breaks at spaces; inside a word only when it is wider than a line.
fn wrap(text: &str, face: &Face, room: f32) -> Vec<String> {
    let space = face.advance(' ').unwrap_or(0.25);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        let mut used = 0.0;
        for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
            let width = face.width(word);
            if !line.is_empty() && used + space + width <= room {
                line.push(' ');
                line.push_str(word);
                used += space + width;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            if width <= room {
                line.push_str(word);
                used = width;
                continue;
            }
            used = 0.0;
            for c in word.chars() {
                let width = face.advance(c).unwrap_or(0.0);
                if !line.is_empty() && used + width > room {
                    lines.push(std::mem::take(&mut line));
                    used = 0.0;
                }
                line.push(c);
                used += width;
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETTING: Setting = Setting {
        weight: Weight::Regular,
        size: 20.0,
        min: 10.0,
        leading: 1.3,
    };

    #[test]
    fn whatever_is_written_stays_in_its_box() {
        let texts = [
            "court".to_owned(),
            "a".repeat(900),
            "mot ".repeat(300),
            "préparation-d’une-commande ".repeat(40),
            "W".repeat(30) + " " + &"i".repeat(200),
            "\u{1F600}\u{0301}\u{202F}\n\n\tx".to_owned(),
        ];
        for text in &texts {
            for (width, height) in [(20.0, 9.0), (60.0, 20.0), (180.0, 8.0)] {
                let fitted = fit(text, SETTING, width, height).unwrap();
                let face = Face::of(SETTING.weight).unwrap();
                assert!(fitted.height <= height + 0.01, "{text} {width}x{height}");
                for line in &fitted.lines {
                    let wide = face.width(line) * fitted.size / PT_PER_MM;
                    assert!(wide <= width + 0.01, "{line} is {wide} in {width}");
                }
            }
        }
    }

    #[test]
    fn a_text_that_is_cut_says_so() {
        let fitted = fit(&"mot ".repeat(300), SETTING, 40.0, 10.0).unwrap();
        assert!(fitted.lines.last().unwrap().ends_with("mot…"));
        assert_eq!(fitted.size, SETTING.min);
    }

    #[test]
    fn a_non_breaking_space_never_breaks() {
        for width in 10..60_u8 {
            let fitted = fit(
                "Ce qu’il faut\u{A0}: une preuve",
                SETTING,
                width.into(),
                90.0,
            )
            .unwrap();
            assert!(!fitted.lines.iter().any(|line| line.starts_with(':')) || width < 22);
        }
    }

    #[test]
    fn accents_typed_apart_are_joined() {
        let face = Face::of(Weight::Regular).unwrap();
        assert_eq!(drawable("e\u{301}te\u{301}\u{202F}!", face), "été\u{A0}!");
    }
}
