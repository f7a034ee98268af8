//! Words of other scripts: which typeface draws each of them, in which order they stand on the line, which glyphs they
//! become. French never comes here.

use unicode_bidi::{Level, ParagraphBidiInfo, get_base_direction_full};
use unicode_normalization::char::is_combining_mark;

use crate::DocumentError;
use crate::font::{Face, Font, Typeface, Weight};

/// Begins words read rightwards (UAX #9: left-to-right isolate), whatever is around them.
const RIGHTWARDS: char = '\u{2066}';
/// Begins words read leftwards (right-to-left isolate).
const LEFTWARDS: char = '\u{2067}';
/// Ends either.
pub(crate) const END: char = '\u{2069}';

/// Whether a character begins or ends words read apart. It draws nothing.
pub(crate) const fn is_isolate(c: char) -> bool {
    matches!(c, '\u{2066}'..='\u{2069}')
}

/// Whether some of the words are read leftwards.
pub(crate) fn has_leftwards(words: &str) -> bool {
    use unicode_bidi::BidiClass::{AL, R};
    words
        .chars()
        .any(|c| matches!(unicode_bidi::bidi_class(c), R | AL))
}

/// The words of lines, in the order they are read.
pub(crate) fn without_isolates(lines: &[String]) -> String {
    let lines = lines.join(" ");
    lines.chars().filter(|c| !is_isolate(*c)).collect()
}

/// Words to be put among others that are read leftwards, in an order of their own: « 037-BAQ » would be read « BAQ-037 ».
/// Words without a letter, as a telephone number, are read rightwards.
pub(crate) fn isolated(words: &str) -> String {
    let begin = match get_base_direction_full(words) {
        unicode_bidi::Direction::Rtl => LEFTWARDS,
        unicode_bidi::Direction::Ltr | unicode_bidi::Direction::Mixed => RIGHTWARDS,
    };
    let inside = words.chars().filter(|c| !is_isolate(*c));
    [begin].into_iter().chain(inside).chain([END]).collect()
}

/// Words read leftwards, their telephone numbers read rightwards: three figures or more with a space between them would
/// else stand in the order of the words.
pub(crate) fn with_numbers_apart(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(begin) = rest.find(|c: char| c.is_ascii_digit() || c == '+') {
        let (before, from) = rest.split_at(begin);
        let outside = |c: char| !(c.is_ascii_digit() || matches!(c, ' ' | '\u{A0}' | '+'));
        let (number, after) = from.split_at(from.find(outside).unwrap_or(from.len()));
        let (number, spaces) = number.split_at(number.trim_end().len());
        out.push_str(before);
        if number.split_whitespace().count() >= 3 {
            out.push_str(&isolated(number));
        } else {
            out.push_str(number);
        }
        out.push_str(spaces);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Which way a text is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Direction {
    #[default]
    Rightwards,
    Leftwards,
}

/// A part of a line in one font, from left to right.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Run {
    pub(crate) font: Font,
    pub(crate) drawn: Drawn,
    /// In em.
    pub(crate) width: f32,
}

/// What is drawn of a run, from left to right.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Drawn {
    /// Characters that are glyphs enough: Atkinson's.
    Characters(String),
    Glyphs(Vec<Glyph>),
}

/// A glyph in its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Glyph {
    pub(crate) id: u16,
    /// How far the next one is, in em.
    pub(crate) advance: f32,
    /// From where it would stand by itself, in em: rightwards and upwards.
    pub(crate) moved: (f32, f32),
    /// The characters it stands for, in the order they are read: several for a ligature, none when another glyph has them.
    pub(crate) text: String,
}

/// Width of the words of a line, in em.
pub(crate) fn width(
    line: &str,
    weight: Weight,
    direction: Direction,
) -> Result<f32, DocumentError> {
    let runs = runs(line, weight, direction)?;
    Ok(runs.iter().map(|run| run.width).sum())
}

/// The parts of a line, from left to right. The order is that of UAX #9, whose rules are applied line by line.
pub(crate) fn runs(
    line: &str,
    weight: Weight,
    direction: Direction,
) -> Result<Vec<Run>, DocumentError> {
    let level = match direction {
        Direction::Rightwards => Level::ltr(),
        Direction::Leftwards => Level::rtl(),
    };
    let order = ParagraphBidiInfo::new(line, Some(level));
    let (levels, stretches) = order.visual_runs(0..line.len());
    let typefaces = typefaces(line, weight);
    let mut runs = Vec::new();
    for stretch in stretches {
        let leftwards = levels.get(stretch.start).is_some_and(Level::is_rtl);
        let inside = typefaces.iter().filter(|(at, ..)| stretch.contains(at));
        let mut parts: Vec<(Typeface, String)> = Vec::new();
        for &(_, c, typeface) in inside {
            match parts.last_mut() {
                Some((same, text)) if *same == typeface => text.push(c),
                _ => parts.push((typeface, c.to_string())),
            }
        }
        if leftwards {
            parts.reverse();
        }
        for (typeface, text) in parts {
            runs.push(run(text, Font { typeface, weight }, leftwards)?);
        }
    }
    Ok(runs)
}

/// The typeface of each character of a line: the first that has it; but in a word that another script writes alone, the
/// figures and the punctuation are of that script's typeface where it has them.
fn typefaces(line: &str, weight: Weight) -> Vec<(usize, char, Typeface)> {
    let mut found: Vec<(usize, char, Typeface)> = Vec::new();
    let mut start = 0;
    for word in line.split_inclusive([' ', '\u{A0}']) {
        let own = |c: char| Typeface::with(c, weight).unwrap_or(Typeface::Atkinson);
        let mut letters = word.chars().filter(|c| c.is_alphabetic()).map(own);
        let first = letters.next().unwrap_or(Typeface::Atkinson);
        let alone = letters.all(|other| other == first).then_some(first);
        for (at, c) in word.char_indices() {
            if is_isolate(c) {
                continue;
            }
            let before = found.last().map(|&(.., typeface)| typeface);
            let followed = match c {
                ' ' | '\u{A0}' => None,
                c if is_combining_mark(c) || matches!(c, '\u{200C}' | '\u{200D}') => before,
                c if c.is_alphabetic() => None,
                _ => alone,
            };
            let followed = followed.filter(|typeface| typeface.has(c, weight));
            found.push((start + at, c, followed.unwrap_or_else(|| own(c))));
        }
        start += word.len();
    }
    found
}

fn run(text: String, font: Font, leftwards: bool) -> Result<Run, DocumentError> {
    let face = Face::of(font)?;
    if font.typeface == Typeface::Atkinson {
        let text = if leftwards {
            text.chars().rev().map(mirrored).collect()
        } else {
            text
        };
        return Ok(Run {
            font,
            width: face.width(&text),
            drawn: Drawn::Characters(text),
        });
    }
    let shaped = face.shape(&text, leftwards);
    let clusters: Vec<usize> = shaped
        .glyph_infos()
        .iter()
        .filter_map(|info| usize::try_from(info.cluster).ok())
        .collect();
    let mut ends = clusters.clone();
    ends.push(text.len());
    ends.sort_unstable();
    let mut said = None;
    let mut glyphs = Vec::new();
    let places = shaped.glyph_positions().iter();
    for ((info, at), start) in shaped.glyph_infos().iter().zip(places).zip(clusters) {
        let end = ends.get(ends.partition_point(|end| *end <= start)).copied();
        // A character that becomes several glyphs, one after another, is said once.
        let characters = if said == Some(start) {
            None
        } else {
            text.get(start..end.unwrap_or(text.len()))
        };
        said = Some(start);
        let em = |units: i32| f32::from(i16::try_from(units).unwrap_or(i16::MAX)) / face.em();
        glyphs.push(Glyph {
            id: u16::try_from(info.glyph_id).map_err(|_| DocumentError::Font)?,
            advance: em(at.x_advance),
            moved: (em(at.x_offset), em(at.y_offset)),
            text: characters.unwrap_or_default().to_owned(),
        });
    }
    Ok(Run {
        font,
        width: glyphs.iter().map(|glyph| glyph.advance).sum(),
        drawn: Drawn::Glyphs(glyphs),
    })
}

/// A bracket as it stands in words read leftwards.
const fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        '‹' => '›',
        '›' => '‹',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arabic(text: &str) -> Vec<Glyph> {
        let font = Font {
            typeface: Typeface::NotoArabic,
            weight: Weight::Regular,
        };
        match run(text.to_owned(), font, true).unwrap().drawn {
            Drawn::Glyphs(glyphs) => glyphs,
            Drawn::Characters(text) => panic!("{text} is not shaped"),
        }
    }

    /// What each run of a line says, from left to right.
    fn said(line: &str, direction: Direction) -> Vec<String> {
        let runs = runs(line, Weight::Regular, direction).unwrap();
        let said = runs.into_iter().map(|run| match run.drawn {
            Drawn::Characters(text) => text,
            Drawn::Glyphs(glyphs) => glyphs.into_iter().map(|glyph| glyph.text).collect(),
        });
        said.collect()
    }

    #[test]
    fn letters_of_an_arabic_word_are_joined() {
        // beh three times: final, medial and initial, from left to right; none as it stands alone.
        let [last, middle, first] = &arabic("ببب")[..] else {
            panic!("three letters, three glyphs");
        };
        let alone = arabic("ب").remove(0).id;
        let forms = [first.id, middle.id, last.id, alone];
        for (n, form) in forms.iter().enumerate() {
            assert!(!forms[..n].contains(form), "{forms:?}");
        }
        // dal never joins the letter after it.
        assert_eq!(arabic("دب")[0].id, alone);
    }

    #[test]
    fn lam_and_alef_are_one_glyph_that_says_both() {
        let [glyph] = &arabic("لا")[..] else {
            panic!("one ligature");
        };
        assert_eq!(glyph.text, "لا");
        assert_eq!(arabic("سلام").len(), 3);
        // A joiner that forbids it.
        assert_eq!(arabic("ل\u{200C}ا").len(), 2);
    }

    #[test]
    fn marks_stand_over_their_letter() {
        let glyphs = arabic("تخطٍّ");
        let texts: String = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
        assert_eq!(texts.chars().count(), 5);
        assert!(glyphs.iter().any(|glyph| glyph.moved != (0.0, 0.0)));
    }

    #[test]
    fn mixed_words_stand_in_the_order_they_are_read() {
        let line = "افتح Open Badge ثم 12 (هنا)";
        let runs = said(line, Direction::Leftwards).concat();
        let at = |word| {
            runs.find(word)
                .unwrap_or_else(|| panic!("{word} in {runs}"))
        };
        // From left to right: the last word, between brackets; the figures; the Latin words in their own order; the first.
        let order = ["(انه)", "12", "مث", "Open Badge", "حتفا"].map(at);
        assert!(order.is_sorted(), "{runs}");

        let french = said("Nom : سلام, badge (12).", Direction::Rightwards).concat();
        assert!(french.starts_with("Nom : "), "{french}");
        assert!(french.ends_with(", badge (12)."), "{french}");
    }

    #[test]
    fn a_value_keeps_its_order_among_words_read_leftwards() {
        let values = [
            "037-BAQ",
            "05 56 12 34 56",
            "Claire, 05 56 12 34 56",
            "9tdh-0w (2)",
        ];
        for value in values {
            let line = format!("هل لديك سؤال؟ {}.", isolated(value));
            let runs = said(&line, Direction::Leftwards);
            assert!(runs.concat().starts_with(&format!(".{value}")), "{runs:?}");
        }
        // One of Arabic words is read as they are; marks that others put in a value end nothing.
        let value = isolated("كلير\u{2069} 12");
        assert_eq!(value, "\u{2067}كلير 12\u{2069}");
        assert_eq!(said(&value, Direction::Leftwards).concat(), "12 ريلك");
        let width = |line| width(line, Weight::Bold, Direction::Leftwards).unwrap();
        assert!((width(&isolated("037-BAQ")) - width("037-BAQ")).abs() < 0.001);
    }

    #[test]
    fn a_telephone_number_in_arabic_words_keeps_its_order() {
        for (words, number) in [
            ("اتصل 05 56 12 34 56، غدا", "05 56 12 34 56"),
            ("+33 5 56 12 34 56", "+33 5 56 12 34 56"),
            ("من 9 إلى 12", "9"),
        ] {
            let line = with_numbers_apart(words);
            let runs = said(&line, Direction::Leftwards).concat();
            assert!(runs.contains(number), "{runs}");
        }
        let few = "12 34 إلى";
        assert_eq!(with_numbers_apart(few), few);
    }

    #[test]
    fn words_of_another_script_keep_their_punctuation_together() {
        let runs = runs("Le nom : «Об’єднання»", Weight::Bold, Direction::Rightwards).unwrap();
        let [french, foreign] = &runs[..] else {
            panic!("{runs:?}");
        };
        assert_eq!(french.drawn, Drawn::Characters("Le nom : ".into()));
        assert_eq!(foreign.font.typeface, Typeface::Noto);
    }
}
