//! Posters: one page a badge, to hang where people work; smaller, flyers to hand out.

use atelier_domain::CalendarDate;
use atelier_texts::french;
use serde::{Deserialize, Serialize};

use crate::DocumentError;
use crate::aloud;
use crate::bilingual::{Beside, Other};
use crate::code::{percent_encoded, reach};
use crate::format::{Format, Shape};
use crate::layout::{Colour, Layout, TextBox};
use crate::press::{Press, Role};
use crate::theme::Theme;

/// What stands on a poster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Poster {
    /// Name of the structure.
    pub structure: String,
    /// The badge.
    pub badge: PosterBadge,
    /// What the structure decided for it.
    pub rule: Rule,
    /// A short code to find the badge without scanning.
    #[serde(default)]
    pub short_code: Option<String>,
    /// Whom to ask, in a line.
    #[serde(default)]
    pub contact: Option<String>,
    /// The same in another language, beside French.
    #[serde(default)]
    pub beside: Option<Beside>,
}

/// A badge, as printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PosterBadge {
    /// Name.
    pub name: String,
    /// What it recognises.
    pub recognises: String,
    /// Its picture, as SVG text.
    pub image_svg: String,
    /// Where one applies for it.
    pub application_url: String,
    /// Its pathway; none for a badge open to anyone.
    #[serde(default)]
    pub pathway: Option<Pathway>,
    /// From the example catalogue: marked so that nobody takes it for one of INAÉ's.
    pub example: bool,
}

/// A pathway, as printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pathway {
    /// Name.
    pub name: String,
    /// Colour, `#rrggbb`. Darkened where words in it could not be read.
    pub colour: String,
}

/// The structure's rule for a badge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// What must have been done.
    pub criterion: String,
    /// What shows it.
    pub evidence: String,
    /// Who assesses.
    pub assessor: String,
    /// When and how the request is made.
    pub process: String,
}

impl Rule {
    /// Its parts with the names of their headings, in the order they are read.
    pub(crate) fn parts(&self) -> [(&'static str, &str); 4] {
        let Self {
            criterion,
            evidence,
            assessor,
            process,
        } = self;
        [
            ("criterion", criterion),
            ("evidence", evidence),
            ("assessor", assessor),
            ("process", process),
        ]
    }
}

macro_rules! asset {
    ($name:literal) => {
        include_str!(concat!("../../../assets/documents/poster/", $name, ".json"))
    };
}

/// The layout of a format: what changes from the upright page is said apart, and what leaves room at the foot, and what
/// leaves room for another language.
pub(crate) fn layout(format: Format, foot: bool, bilingual: bool) -> Result<Layout, DocumentError> {
    let shape = format.shape();
    let mut changes = Vec::new();
    match shape {
        Shape::Upright => {}
        Shape::Lying => changes.push(asset!("landscape")),
        Shape::Flyer => changes.push(asset!("flyer")),
    }
    let with_foot = if bilingual {
        changes.push(asset!("bilingual"));
        match shape {
            Shape::Upright => {}
            Shape::Lying => changes.push(asset!("bilingual-landscape")),
            Shape::Flyer => changes.push(asset!("bilingual-flyer")),
        }
        match shape {
            Shape::Upright => asset!("bilingual-foot"),
            Shape::Lying => asset!("bilingual-landscape-foot"),
            Shape::Flyer => asset!("bilingual-flyer-foot"),
        }
    } else {
        match shape {
            Shape::Upright => asset!("foot"),
            Shape::Lying => asset!("landscape-foot"),
            Shape::Flyer => asset!("flyer-foot"),
        }
    };
    if foot {
        changes.push(with_foot);
    }
    let changes: Result<Vec<_>, _> = changes.into_iter().map(Layout::change).collect();
    Layout::read_changed(asset!("layout"), changes?)
}

/// Adds the page of a poster, laid out by the [`layout`] of its format.
pub(crate) fn add(
    press: &mut Press,
    layout: &Layout,
    poster: &Poster,
    (format, theme): (Format, &Theme),
    printed_on: CalendarDate,
) -> Result<(), DocumentError> {
    press.on(layout.page, format.imposition());
    press.tagged(Role::Part, |press| {
        page(press, layout, poster, theme, printed_on)
    })?;
    press.end_page();
    Ok(())
}

fn page(
    press: &mut Press,
    layout: &Layout,
    poster: &Poster,
    theme: &Theme,
    printed_on: CalendarDate,
) -> Result<(), DocumentError> {
    let Poster {
        structure,
        badge,
        rule,
        short_code,
        contact,
        beside,
    } = poster;
    // Each language is read by itself, French first.
    let french = press.part(Role::Part, None);
    let other = beside
        .as_ref()
        .map(|beside| Other::of(beside, press))
        .transpose()?;
    let accent = accent(layout, badge.pathway.as_ref(), theme)?;
    let write = |press: &mut Press, name: &str, text: &str| -> Result<(), DocumentError> {
        let at = layout.text(name)?;
        let colour = layout.colour(&at.colour)?;
        press
            .within(french, |press| press.write(text, at, colour))
            .map(drop)
    };
    // A fixed word, in both languages where there are two.
    let say = |press: &mut Press, name: &str, hole: &str, value: &str| {
        write(press, name, &layout.word(name)?.replace(hole, value))?;
        match &other {
            Some(other) => other.write(press, layout, name, (hole, value)),
            None => Ok(()),
        }
    };

    press.fill(layout.place("band")?, accent);
    // A badge of a pathway is for the employees of the structure, another for whoever asks for it.
    let (at, word) = match &badge.pathway {
        Some(pathway) => {
            write(press, "pathway", &pathway.name)?;
            ("whom", "whom")
        }
        None => ("open", "no_pathway"),
    };
    write(press, at, layout.word(word)?)?;
    if let Some(other) = &other {
        other.whom(press, layout, (at, word))?;
    }
    let mut named = layout.text("structure")?.clone();
    let pad = layout.length("logo_pad")?;
    if let Some(at) = theme.logo_place(press, layout.place("logo")?, pad)? {
        press.within(french, |press| theme.set_logo(press, at, pad))?;
        named.at.w -= at.w + layout.length("logo_gap")?;
    }
    let colour = layout.colour(&named.colour)?;
    press.within(french, |press| press.write(structure, &named, colour))?;
    if badge.example {
        press.fill(layout.place("example")?, layout.colour("warning")?);
        say(press, "example", "{}", "")?;
    }

    match &other {
        None => press.within(french, |press| {
            headline(press, layout, badge)?;
            rule_cells(press, layout, rule, accent)
        })?,
        Some(other) => {
            other.headline(press, layout, french, badge)?;
            other.rule(press, layout, (french, rule), accent)?;
        }
    }

    let ground = accent.wash(0.09);
    press.fill_round(
        layout.place("panel")?,
        layout.length("panel_radius")?,
        ground,
    );
    let (ask, asked) = (layout.text("ask")?, accent.legible_on(ground));
    press.within(french, |press| {
        press.write_as(Role::Heading(2), layout.word("ask")?, ask, asked)?;
        steps(press, layout, accent)
    })?;
    if let Some(other) = &other {
        other.ask(press, layout, asked)?;
        other.steps(press, layout, accent)?;
    }
    let square = layout.place("code")?;
    press.fill_round(square, layout.length("code_radius")?, Colour::WHITE);
    let side = press.within(french, |press| press.code(&badge.application_url, square))?;
    // The poster's own code, after `#`, is written by itself: nobody types it twice.
    let address = badge.application_url.trim();
    let typed = address.split_once('#').map_or(address, |(typed, _)| typed);
    say(press, "reach", "{reach}", &reach(side))?;
    if let Some(code) = short_code {
        say(press, "short_code", "{code}", code)?;
    }
    write(press, "address", &percent_encoded(typed))?;
    let contact = contact.as_deref().unwrap_or(theme.contact.as_str());
    if !contact.trim().is_empty() {
        say(press, "contact", "{contact}", contact)?;
    }
    if theme.has_foot() {
        write(press, "line", &theme.line)?;
        let at = layout.place("partners")?;
        press.within(french, |press| theme.partners(press, at))?;
    }
    let day = french::date(printed_on);
    write(press, "printed", &layout.said("printed", &[("day", &day)])?)
}

/// The pathway's colour, or the structure's without pathway, dark enough for white words on it and for words in it on
/// white.
pub(crate) fn accent(
    layout: &Layout,
    pathway: Option<&Pathway>,
    theme: &Theme,
) -> Result<Colour, DocumentError> {
    let neutral = theme
        .accent()
        .map_or_else(|| layout.colour("neutral"), Ok)?;
    Ok(pathway
        .and_then(|pathway| Colour::parse(&pathway.colour))
        .unwrap_or(neutral)
        .legible_on_white())
}

/// Illustration, name, and what the badge recognises right under the name, however many lines it takes.
fn headline(press: &mut Press, layout: &Layout, badge: &PosterBadge) -> Result<(), DocumentError> {
    let at = layout.place("illustration")?;
    press.illustrate(&badge.image_svg, &aloud::badge(&badge.name), at)?;
    let name = layout.text("name")?;
    let set = press.write_as(
        Role::Heading(1),
        &badge.name,
        name,
        layout.colour(&name.colour)?,
    )?;
    let below: &TextBox = layout.text("recognises")?;
    let taken = set.height + layout.length("name_gap")?;
    let mut below = below.moved(0.0, taken);
    below.at.h -= taken;
    press.write(&badge.recognises, &below, layout.colour(&below.colour)?)?;
    Ok(())
}

/// The four parts of the structure's rule, two by two. An empty part leaves its place to the next.
fn rule_cells(
    press: &mut Press,
    layout: &Layout,
    rule: &Rule,
    accent: Colour,
) -> Result<(), DocumentError> {
    let parts = rule.parts();
    let cell = layout.place("cell")?;
    let (across, down) = (layout.length("cell_across")?, layout.length("cell_down")?);
    let (label, text) = (layout.text("cell_label")?, layout.text("cell_text")?);
    let corners = [(0.0, 0.0), (across, 0.0), (0.0, down), (across, down)];
    let filled = parts.iter().filter(|(_, words)| !words.trim().is_empty());
    for ((name, words), (right, below)) in filled.zip(corners) {
        let (x, y) = (cell.x + right, cell.y + below);
        press.fill(layout.place("cell_mark")?.moved(x, y), accent);
        let heading = Role::Heading(2);
        press.write_as(heading, layout.word(name)?, &label.moved(x, y), accent)?;
        press.write(words, &text.moved(x, y), layout.colour(&text.colour)?)?;
    }
    Ok(())
}

fn steps(press: &mut Press, layout: &Layout, accent: Colour) -> Result<(), DocumentError> {
    let first = layout.place("step")?;
    let (disc, down) = (layout.place("step_disc")?, layout.length("step_down")?);
    let (number, words) = (layout.text("step_number")?, layout.text("step")?);
    let mut y = first.y;
    press.tagged(Role::Steps, |press| {
        for step in ["1", "2", "3"] {
            press.fill_round(disc.moved(first.x, y), disc.w / 2.0, accent);
            let (number, words) = (number.moved(first.x, y), words.moved(first.x, y));
            let (text, colour) = (
                layout.word(&format!("step_{step}"))?,
                layout.colour(&words.colour)?,
            );
            press.tagged(Role::Item, |press| {
                press.write_as(Role::Label, step, &number, Colour::WHITE)?;
                press.write_as(Role::Body, text, &words, colour)
            })?;
            y += down;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::{texts, words};
    use crate::language::Language;
    use crate::layout::{OUT_OF_REACH, palette};
    use proptest::prelude::*;
    use proptest::sample::select;

    fn poster(words: &str) -> Poster {
        Poster {
            structure: words.into(),
            badge: PosterBadge {
                name: words.into(),
                recognises: words.into(),
                image_svg: "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M1 1h7v7z'/></svg>".into(),
                application_url: "https://exemple.fr/badge".into(),
                pathway: Some(Pathway {
                    name: words.into(),
                    colour: "#ffee00".into(),
                }),
                example: true,
            },
            rule: Rule {
                criterion: words.into(),
                evidence: words.into(),
                assessor: words.into(),
                process: words.into(),
            },
            short_code: Some(words.into()),
            contact: Some(words.into()),
            beside: None,
        }
    }

    /// Everything that a structure can add, or nothing.
    fn theme(words: &str, foot: bool) -> Theme {
        if !foot {
            return Theme::default();
        }
        let logo = |width: u32| {
            format!(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} 10'><path d='M0 0h9v9z'/></svg>"
            )
        };
        Theme {
            colour: Some("#ffe100".into()),
            logo: Some(logo(400)),
            contact: words.into(),
            line: format!("Ligne {words}"),
            partners: vec![logo(3), logo(90), logo(30)],
            mark: None,
        }
    }

    /// The same words in French and in another language; or one of them short, or not said.
    fn posters(words: &str, beside: Option<Language>) -> Vec<Poster> {
        let Some(language) = beside else {
            return vec![poster(words)];
        };
        let pairs = [(words, words), (words, ""), ("Un badge", words)];
        let said = pairs.map(|(french, other)| Poster {
            beside: Some(Beside {
                language,
                name: other.into(),
                recognises: other.into(),
                rule: poster(other).rule,
            }),
            ..poster(french)
        });
        said.to_vec()
    }

    #[test]
    fn words_without_end_run_over_nothing() {
        let day_long = "Avoir validé sa période d’essai, et bien davantage encore. ".repeat(40);
        for words in ["É".repeat(3_000), "i\n".repeat(60), day_long] {
            nothing_runs_over(&words, None);
        }
        for words in ["لا\n".repeat(30), "ش".repeat(150)] {
            nothing_runs_over(&words, Some(Language::Arabic));
        }
    }

    proptest! {
        #![proptest_config(texts(12))]

        #[test]
        fn whatever_is_written_nothing_runs_over(words in words()) {
            nothing_runs_over(&words, None);
        }
    }

    proptest! {
        #![proptest_config(texts(6))]

        // English stands where Ukrainian does.
        #[test]
        fn whatever_is_written_in_two_languages_nothing_runs_over(
            words in words(),
            language in select(vec![Language::Arabic, Language::Ukrainian]),
        ) {
            nothing_runs_over(&words, Some(language));
        }
    }

    fn nothing_runs_over(words: &str, beside: Option<Language>) {
        let day = "2026-11-23".parse().unwrap();
        let shapes = [Format::A4, Format::A4Landscape, Format::FlyerTwo];
        for (format, foot) in shapes
            .into_iter()
            .flat_map(|one| [(one, false), (one, true)])
        {
            let layout = layout(format, foot, beside.is_some()).unwrap();
            assert_eq!(layout.page, format.shape().page());
            let left = layout.place("illustration").unwrap().x - 0.1;
            let right = layout.page.width - left;
            let bottom = layout.page.height
                - match format {
                    Format::A4 => OUT_OF_REACH,
                    _ => 5.0,
                };
            let partners = layout.place("partners").unwrap();
            assert!(partners.y + partners.h <= bottom);
            let code = layout.place("code").unwrap();
            let theme = theme(words, foot);
            for poster in posters(words, beside) {
                let mut press = Press::new(layout.page);
                add(&mut press, &layout, &poster, (format, &theme), day).unwrap();
                for (_, line, at) in &press.marks {
                    assert!(at.x >= left && at.x + at.w <= right, "{line} {at:?}");
                    assert!(at.y >= 0.0 && at.y + at.h <= bottom, "{line} {at:?}");
                    assert!(!at.overlaps(&code), "{line} covers the code");
                }
                for (n, (_, line, at)) in press.marks.iter().enumerate() {
                    for (_, other, beside) in &press.marks[n + 1..] {
                        assert!(!at.overlaps(beside), "{line} {at:?} and {other} {beside:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn in_every_colour_all_words_can_be_read_on_their_ground() {
        let day = "2026-11-23".parse().unwrap();
        for (number, colour) in palette().into_iter().enumerate() {
            let formats = [Format::A4, Format::A4Landscape, Format::FlyerTwo];
            let format = formats[number % formats.len()];
            for beside in [None, Some(Language::Arabic)] {
                let layout = layout(format, true, beside.is_some()).unwrap();
                let mut one = posters("Mot", beside).remove(0);
                // The colour is the pathway's, or the structure's where there is no pathway.
                let pathway = one.badge.pathway.take().filter(|_| number % 2 == 0);
                one.badge.pathway = pathway.map(|pathway| Pathway {
                    colour: colour.clone(),
                    ..pathway
                });
                let theme = Theme {
                    colour: Some(colour.clone()),
                    ..theme("Mot", true)
                };
                let mut press = Press::new(layout.page);
                add(&mut press, &layout, &one, (format, &theme), day).unwrap();
                press.can_be_read(&format!("{colour} on {format:?}"));
            }
        }
    }
}
