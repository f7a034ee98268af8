//! Words into lines into boxes: nothing printed is wider or taller than the place it has.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use crate::DocumentError;
use crate::font::{Face, Typeface, Weight};
use crate::shape::{self, Direction};

/// Points in a millimetre.
pub(crate) const PT_PER_MM: f32 = 72.0 / 25.4;
/// What replaces the end of a text that has no room.
const ELLIPSIS: char = '…';
/// Between two sizes that are tried, in points.
const STEP: f32 = 0.5;
/// What Arabic takes at least, in em: above the baseline, below it, and from a baseline to the next.
const ARABIC: (f32, f32, f32) = (0.95, 0.42, 1.36);

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
    pub(crate) direction: Direction,
}

/// A text set into a box.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fitted {
    /// In points.
    pub(crate) size: f32,
    /// In the order they are read, as their words are.
    pub(crate) lines: Vec<String>,
    /// Height of all the lines, in millimetres.
    pub(crate) height: f32,
    /// From the top to the first baseline, from the last to the bottom, and between two: in em.
    pub(crate) ascent: f32,
    pub(crate) descent: f32,
    pub(crate) leading: f32,
    /// Whether the lines are more than characters one after another.
    pub(crate) shaped: bool,
}

/// Whether there are Arabic letters in the text.
fn is_arabic(text: &str, weight: Weight) -> bool {
    let letters = &mut text.chars().filter(|c| c.is_alphabetic());
    letters.any(|c| Typeface::with(c, weight) == Some(Typeface::NotoArabic))
}

/// What stands, until French spaces are glued, for a character that no typeface has: its `?` is no question.
const UNKNOWN: char = '\u{FFFD}';

/// The text with only characters that a typeface draws, and those that say how Arabic stands among other words:
/// composed accents, no control character, `?` for the rest.
pub(crate) fn drawable(text: &str, weight: Weight) -> Result<String, DocumentError> {
    let face = Face::of(weight)?;
    let kept = |c: char| match c {
        '\n' => Some('\n'),
        '\t' => Some(' '),
        '\u{202F}' | '\u{2007}' => Some('\u{A0}'),
        '\u{2192}' => Some('›'),
        '\u{2011}' => Some('-'),
        // These say how Arabic letters join, and which words among them are read apart; elsewhere they say nothing.
        '\u{200C}' | '\u{200D}' if is_arabic(text, weight) => Some(c),
        c if shape::is_isolate(c) && is_arabic(text, weight) => Some(c),
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => None,
        '\u{FE0F}' | '\u{FEFF}' => None,
        UNKNOWN => Some(c),
        c if c.is_control() => None,
        c if face.advance(c).is_some() => Some(c),
        c if Typeface::with(c, weight).is_some() => Some(c),
        _ => Some(UNKNOWN),
    };
    Ok(glued(text.nfc().filter_map(kept)).replace(UNKNOWN, "?"))
}

/// The text with the spaces at which French never goes to the next line: before « : », after « « », between 9 and h,
/// between the figures of a number.
fn glued(text: impl Iterator<Item = char>) -> String {
    let letters: Vec<char> = text.collect();
    let hour = |at: usize| {
        letters.get(at) == Some(&'h') && letters.get(at + 1).is_none_or(|c| !c.is_alphabetic())
    };
    let sign = |c: &char| matches!(c, ':' | ';' | '!' | '?' | '»' | '%');
    let glue = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        before == Some(&'«')
            || letters.get(at + 1).is_some_and(sign)
            || before.is_some_and(char::is_ascii_digit)
                && (hour(at + 1) || letters.get(at + 1).is_some_and(char::is_ascii_digit))
    };
    let kept = letters.iter().enumerate();
    kept.map(|(at, &c)| if c == ' ' && glue(at) { '\u{A0}' } else { c })
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
    let mut text = drawable(text.trim(), setting.weight)?;
    if setting.direction == Direction::Leftwards {
        text = shape::with_numbers_apart(&text);
    }
    let mut measure = Measure::new(&text, setting)?;
    let mut set = |size: f32| -> Result<(Vec<String>, bool), DocumentError> {
        let lines = measure.wrap(&text, width * PT_PER_MM / size)?;
        let holds = measure.height(lines.len(), size) <= height;
        Ok((lines, holds))
    };
    let mut size = setting.size;
    let (mut lines, mut holds) = set(size)?;
    if !holds {
        // Smaller letters never take more lines: the largest size that holds is found by halves.
        let sizes = ((setting.size - setting.min) / STEP).ceil().max(0.0) as u16;
        let sized = |steps: u16| (setting.size - STEP * f32::from(steps)).max(setting.min);
        let (mut below, mut within) = (0, sizes);
        size = sized(within);
        (lines, holds) = set(size)?;
        while holds && within - below > 1 {
            let steps = below.midpoint(within);
            let (other, held) = set(sized(steps))?;
            if held {
                (within, lines, size) = (steps, other, sized(steps));
            } else {
                below = steps;
            }
        }
    }
    if !holds {
        measure.shorten(&mut lines, width * PT_PER_MM / size, size, height)?;
    }
    Ok(Fitted {
        size,
        height: measure.height(lines.len(), size),
        lines,
        ascent: measure.ascent,
        descent: measure.descent,
        leading: measure.leading,
        shaped: measure.shaped,
    })
}

/// The largest size, within those of the setting, at which no word, or no part of a word with hyphens, is wider than
/// `width` millimetres.
pub(crate) fn unbroken(text: &str, setting: Setting, width: f32) -> Result<f32, DocumentError> {
    let text = drawable(text, setting.weight)?;
    let mut measure = Measure::new(&text, setting)?;
    let mut widest: f32 = 0.0;
    for word in text
        .split([' ', '\n'])
        .flat_map(|word| word.split_inclusive('-'))
    {
        widest = widest.max(measure.word(word)?);
    }
    let size = width * PT_PER_MM / widest.max(f32::EPSILON);
    Ok(size.min(setting.size).max(setting.min))
}

/// Words read apart that go on from one line to the next are read apart on each: the order of a line is its own.
fn isolated_again(lines: &mut [String]) {
    let mut open = String::new();
    for line in lines {
        line.insert_str(0, &open);
        open.clear();
        for c in line.chars() {
            match c {
                shape::END => drop(open.pop()),
                c if shape::is_isolate(c) => open.push(c),
                _ => {}
            }
        }
        line.extend(open.chars().map(|_| shape::END));
    }
}

/// How wide and how high a text's words are.
struct Measure {
    face: &'static Face,
    setting: Setting,
    /// Whether there is more in the text than characters one after another.
    shaped: bool,
    /// Words measured already, in em.
    known: HashMap<String, f32>,
    ascent: f32,
    descent: f32,
    leading: f32,
}

impl Measure {
    fn new(text: &str, setting: Setting) -> Result<Self, DocumentError> {
        let face = Face::of(setting.weight)?;
        let words = |c: &char| *c != '\n';
        let shaped = setting.direction == Direction::Leftwards
            || !text
                .chars()
                .filter(words)
                .all(|c| face.advance(c).is_some());
        let (ascent, descent, leading) = if shaped && is_arabic(text, setting.weight) {
            ARABIC
        } else {
            (0.0, 0.0, 0.0)
        };
        Ok(Self {
            ascent: face.ascent.max(ascent),
            descent: face.descent.max(descent),
            leading: setting.leading.max(leading),
            face,
            setting,
            shaped,
            known: HashMap::new(),
        })
    }

    fn height(&self, lines: usize, size: f32) -> f32 {
        if lines == 0 {
            return 0.0;
        }
        let gaps = f32::from(u16::try_from(lines - 1).unwrap_or(u16::MAX));
        (gaps * self.leading + self.ascent + self.descent) * size / PT_PER_MM
    }

    /// Width of words, in em.
    fn width(&self, words: &str) -> Result<f32, DocumentError> {
        if self.shaped {
            shape::width(words, self.setting.weight, self.setting.direction)
        } else {
            Ok(self.face.width(words))
        }
    }

    /// The same for one word, which is likely to come again.
    fn word(&mut self, word: &str) -> Result<f32, DocumentError> {
        if !self.shaped {
            return self.width(word);
        }
        if let Some(known) = self.known.get(word) {
            return Ok(*known);
        }
        let width = self.width(word)?;
        self.known.insert(word.to_owned(), width);
        Ok(width)
    }

    /// Keeps the lines that hold, the last one with « … » in place of its end.
    fn shorten(
        &self,
        lines: &mut Vec<String>,
        room: f32,
        size: f32,
        height: f32,
    ) -> Result<(), DocumentError> {
        let mut keep = lines.len().saturating_sub(1).max(1);
        while keep > 1 && self.height(keep, size) > height {
            keep -= 1;
        }
        let cut = keep < lines.len();
        lines.truncate(keep);
        if cut && let Some(last) = lines.last_mut() {
            while self.width(&format!("{last}{ELLIPSIS}"))? > room {
                if last.pop().is_none() {
                    break;
                }
            }
            let trimmed = last.trim_end_matches([' ', ',', ';', '.', '\u{A0}']).len();
            last.truncate(trimmed);
            last.push(ELLIPSIS);
        }
        Ok(())
    }

    /// Breaks a text into lines of at most `room` em. Breaks at spaces; inside a word only when it is wider than a line.
    fn wrap(&mut self, text: &str, room: f32) -> Result<Vec<String>, DocumentError> {
        let space = self.face.advance(' ').unwrap_or(0.25);
        let mut lines = Vec::new();
        for paragraph in text.split('\n') {
            let mut line = String::new();
            let mut used = 0.0;
            for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
                let width = self.word(word)?;
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
                (line, used) = self.broken((word, width), room, &mut lines)?;
            }
            if !line.is_empty() {
                lines.push(line);
            }
        }
        if self.shaped {
            isolated_again(&mut lines);
        }
        Ok(lines)
    }

    /// Breaks a word wider than a line; its end, and how wide that is, are left to be followed by other words.
    fn broken(
        &self,
        (word, width): (&str, f32),
        room: f32,
        lines: &mut Vec<String>,
    ) -> Result<(String, f32), DocumentError> {
        let mut line = String::new();
        let mut used = 0.0;
        if !self.shaped {
            for c in word.chars() {
                let advance = self.face.advance(c).unwrap_or(0.0);
                while !line.is_empty() && used + advance > room {
                    // After a hyphen, if there is one.
                    let at = line.rfind('-').map_or(line.len(), |at| at + 1);
                    let rest = line.split_off(at);
                    lines.push(std::mem::replace(&mut line, rest));
                    used = self.face.width(&line);
                }
                line.push(c);
                used += advance;
            }
            return Ok((line, used));
        }
        // A letter's width depends on those around it: each line is measured whole, from about what it should hold.
        let letters: Vec<char> = word.chars().collect();
        let mut rest = letters.as_slice();
        let mut count = ((letters.len() as f32 * room / width) as usize).max(1);
        while !rest.is_empty() {
            let begin = |count: usize| rest.iter().take(count).collect::<String>();
            count = count.min(rest.len());
            while count > 1 && self.width(&begin(count))? > room {
                count -= 1;
            }
            while count < rest.len() && self.width(&begin(count + 1))? <= room {
                count += 1;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line = begin(count);
            rest = rest.get(count..).unwrap_or_default();
        }
        used += self.width(&line)?;
        Ok((line, used))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::{texts, words};
    use proptest::prelude::*;

    const SETTING: Setting = Setting {
        weight: Weight::Regular,
        size: 20.0,
        min: 10.0,
        leading: 1.3,
        direction: Direction::Rightwards,
    };

    fn stays_in_its_box(text: &str, (width, height): (f32, f32)) {
        let fitted = fit(text, SETTING, width, height).unwrap();
        assert!(fitted.height <= height + 0.01, "{text} {width}x{height}");
        for line in &fitted.lines {
            let em = if fitted.shaped {
                shape::width(line, SETTING.weight, SETTING.direction).unwrap()
            } else {
                Face::of(SETTING.weight).unwrap().width(line)
            };
            let wide = em * fitted.size / PT_PER_MM;
            assert!(wide <= width + 0.01, "{line} is {wide} in {width}");
        }
    }

    #[test]
    fn words_without_end_stay_in_their_box() {
        let texts = [
            "a".repeat(900),
            "préparation-d’une-commande ".repeat(40),
            "W".repeat(30) + " " + &"i".repeat(200),
            "\u{1F600}\u{0301}\u{202F}\n\n\tx".to_owned(),
        ];
        for text in &texts {
            for place in [(20.0, 9.0), (60.0, 20.0), (180.0, 8.0)] {
                stays_in_its_box(text, place);
            }
        }
    }

    proptest! {
        #![proptest_config(texts(96))]

        #[test]
        fn whatever_is_written_stays_in_its_box(text in words(), width in 20.0..180_f32, height in 9.0..60_f32) {
            stays_in_its_box(&text, (width, height));
        }
    }

    #[test]
    fn a_text_that_is_cut_says_so() {
        let fitted = fit(&"mot ".repeat(300), SETTING, 40.0, 10.0).unwrap();
        assert!(fitted.lines.last().unwrap().ends_with("mot…"));
        assert_eq!(fitted.size, SETTING.min);
    }

    #[test]
    fn a_word_is_broken_at_its_hyphen_first() {
        let fitted = fit("en Nouvelle-Aquitaine", SETTING, 38.0, 90.0).unwrap();
        assert_eq!(fitted.lines, ["en", "Nouvelle-", "Aquitaine"]);
        let size = unbroken("en Nouvelle-Aquitaine", SETTING, 25.0).unwrap();
        assert!((SETTING.min..SETTING.size).contains(&size), "{size}");
        let setting = Setting { size, ..SETTING };
        let fitted = fit("en Nouvelle-Aquitaine", setting, 25.0, 90.0).unwrap();
        assert_eq!(fitted.lines, ["en", "Nouvelle-", "Aquitaine"]);
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
    fn french_signs_and_hours_stay_with_their_word() {
        let words = "Où ? « Ici » : de 9 h à 12 h 30, hier, au 05 56 12";
        let said = drawable(words, Weight::Regular).unwrap();
        let plain = said.replace('\u{A0}', "_");
        assert_eq!(plain, "Où_? «_Ici_»_: de 9_h à 12_h 30, hier, au 05_56_12");
    }

    #[test]
    fn a_value_that_goes_on_to_the_next_line_keeps_its_order() {
        let leftwards = Setting {
            direction: Direction::Leftwards,
            ..SETTING
        };
        let contact = shape::isolated("Claire ou Karim, 05 56 12 34 56");
        let words = format!("هل لديك سؤال؟ {contact}");
        for width in 20..140_u8 {
            let fitted = fit(&words, leftwards, width.into(), 200.0).unwrap();
            let mut read = String::new();
            for line in &fitted.lines {
                for run in shape::runs(line, SETTING.weight, Direction::Leftwards).unwrap() {
                    if let shape::Drawn::Characters(words) = run.drawn {
                        read += words.trim();
                    }
                }
            }
            let read: String = read.chars().filter(|c| !c.is_whitespace()).collect();
            assert!(
                read.ends_with("ClaireouKarim,0556123456"),
                "{read} in {width}"
            );
        }
    }

    #[test]
    fn accents_typed_apart_are_joined() {
        let kept = |text| drawable(text, Weight::Regular).unwrap();
        assert_eq!(kept("e\u{301}te\u{301}\u{202F}!"), "été\u{A0}!");
        // Joiners are kept for Arabic alone; what no typeface has is a question mark.
        assert_eq!(kept("a\u{200D}b ї 漢"), "ab ї ?");
        assert_eq!(kept("ل\u{200C}ا"), "ل\u{200C}ا");
    }
}
