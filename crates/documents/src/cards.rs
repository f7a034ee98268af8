//! Badge cards: ten on an A4 sheet, to cut out and hand over. Those of a person tell a company what they have obtained;
//! the others, how a badge is asked for.

use atelier_domain::CalendarDate;
use serde::{Deserialize, Serialize};

use crate::DocumentError;
use crate::aloud;
use crate::layout::Layout;
use crate::poster::{Pathway, accent};
use crate::press::{CutMark, Press, Role};
use crate::theme::Theme;

/// What stands on a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// Name of the structure.
    pub structure: String,
    /// Name of the badge.
    pub name: String,
    /// Its picture, as SVG text.
    pub image_svg: String,
    /// Where one applies for it; a card of a badge obtained has no code when it is empty.
    pub application_url: String,
    /// Its pathway; none for a badge open to anyone.
    #[serde(default)]
    pub pathway: Option<Pathway>,
    /// From the example catalogue: marked so that nobody takes it for one of INAÉ's.
    pub example: bool,
    /// A short code to find the badge without scanning.
    #[serde(default)]
    pub short_code: Option<String>,
    /// Who obtained it; none for a card that says how to ask for it.
    #[serde(default)]
    pub holder: Option<Holder>,
}

/// Who obtained a badge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holder {
    /// First name and last name.
    pub person: String,
    /// The day, in words.
    pub date: String,
    /// The receipt's number; may be empty.
    pub number: String,
}

/// The cards, ten a page, each 85 x 54 mm, with cut marks in the margins.
///
/// # Errors
/// [`DocumentError::Nothing`] without cards; [`DocumentError::Address`] or [`DocumentError::Illustration`] when a
/// badge's address or picture cannot be drawn.
pub fn cards(
    cards: &[Card],
    theme: &Theme,
    printed_on: CalendarDate,
) -> Result<Vec<u8>, DocumentError> {
    let layouts = Layouts::read()?;
    let press = set(&layouts, cards, theme)?;
    let layout = layouts.of(cards.first().ok_or(DocumentError::Nothing)?);
    press.finish(layout.word("title")?, printed_on, theme.mark.as_deref())
}

/// Where things stand on a card: one that says how to ask, one that says who obtained.
struct Layouts {
    ask: Layout,
    holder: Layout,
}

impl Layouts {
    fn read() -> Result<Self, DocumentError> {
        let ask = include_str!("../../../assets/documents/cards/layout.json");
        let holder = include_str!("../../../assets/documents/cards/holder.json");
        Ok(Self {
            ask: Layout::read(ask)?,
            holder: Layout::read_changed(ask, [Layout::change(holder)?])?,
        })
    }

    fn of(&self, card: &Card) -> &Layout {
        match card.holder {
            Some(_) => &self.holder,
            None => &self.ask,
        }
    }
}

/// Places on a sheet: corners (across, down), and where to cut across and down.
type Sheet = (Vec<(f32, f32)>, [Vec<f32>; 2]);

/// Corners of the cards on a sheet, row by row, and where to cut.
fn corners(layout: &Layout) -> Result<Sheet, DocumentError> {
    let (grid, card) = (layout.place("grid")?, layout.place("card")?);
    let steps = |count: f32, from: f32, step: f32| {
        let mut at = Vec::new();
        let mut n = 0.0;
        while n <= count {
            at.push(from + n * step);
            n += 1.0;
        }
        at
    };
    let across = steps(layout.length("columns")?, grid.x, card.w);
    let down = steps(layout.length("rows")?, grid.y, card.h);
    let inner = |all: &[f32]| {
        all.split_last()
            .map(|(_, inner)| inner.to_vec())
            .unwrap_or_default()
    };
    let corners = inner(&down)
        .into_iter()
        .flat_map(|y| inner(&across).into_iter().map(move |x| (x, y)))
        .collect();
    Ok((corners, [across, down]))
}

fn set(layouts: &Layouts, cards: &[Card], theme: &Theme) -> Result<Press, DocumentError> {
    if cards.is_empty() {
        return Err(DocumentError::Nothing);
    }
    // The sheet and its marks are those of every card.
    let layout = &layouts.ask;
    let (corners, cuts) = corners(layout)?;
    let mark = CutMark {
        gap: layout.length("cut_gap")?,
        length: layout.length("cut_length")?,
        width: layout.length("cut_width")?,
    };
    let (grid, colour) = (layout.place("grid")?, layout.colour("cut")?);
    let mut press = Press::new(layout.page);
    let addresses = cards.iter().map(|card| card.application_url.as_str());
    press.prepare_codes(addresses.filter(|address| !address.is_empty()));
    for sheet in cards.chunks(corners.len().max(1)) {
        for (card, (x, y)) in sheet.iter().zip(&corners) {
            press.tagged(Role::Part, |press| {
                print(press, layouts.of(card), card, theme, (*x, *y))
            })?;
        }
        press.cut_marks(&cuts, grid, mark, colour);
        press.end_page();
    }
    Ok(press)
}

fn print(
    press: &mut Press,
    layout: &Layout,
    card: &Card,
    theme: &Theme,
    (x, y): (f32, f32),
) -> Result<(), DocumentError> {
    let Card {
        structure,
        name,
        image_svg,
        application_url,
        pathway,
        example,
        short_code,
        holder,
    } = card;
    let code = layout.place("code")?.moved(x, y);
    let coded = holder.is_none() || !application_url.is_empty();
    let write_as =
        |press: &mut Press, role: Role, name: &str, words: &str| -> Result<(), DocumentError> {
            let mut at = layout.text(name)?.moved(x, y);
            if !coded {
                // No code beside the words.
                at.at.w = at.at.w.max(code.x + code.w - at.at.x);
            }
            press
                .write_as(role, words, &at, layout.colour(&at.colour)?)
                .map(drop)
        };
    let write =
        |press: &mut Press, name, words: &str| write_as(press, Role::Paragraph, name, words);
    press.fill(
        layout.place("stripe")?.moved(x, y),
        accent(layout, pathway.as_ref(), theme)?,
    );
    let at = layout.place("illustration")?.moved(x, y);
    press.illustrate(image_svg, &aloud::badge(name), at)?;
    let pathway = match pathway {
        Some(pathway) => pathway.name.as_str(),
        None => layout.word("no_pathway")?,
    };
    write(press, "pathway", pathway)?;
    write_as(press, Role::Heading(1), "name", name)?;
    let mut named = layout.text("structure")?.moved(x, y);
    let mut logo = layout.place("logo")?.moved(x, y);
    if *example {
        logo.h = logo.h.min(y + layout.place("example")?.y - logo.y);
    }
    if let Some(logo) = theme.logo_place(press, logo, 0.0)? {
        theme.set_logo(press, logo, 0.0)?;
        // Beside the logo, in the middle of its height.
        (named.at.y, named.at.h) = (logo.y, logo.h);
        named.at.w -= logo.w + layout.length("logo_gap")?;
    }
    press.write(structure, &named, layout.colour(&named.colour)?)?;
    if coded {
        press.code(application_url, code)?;
        write(press, "scan", layout.word("scan")?)?;
    }
    if let Some(Holder {
        person,
        date,
        number,
    }) = holder
    {
        write(press, "person", person)?;
        let told = if number.is_empty() {
            "obtained"
        } else {
            "numbered"
        };
        let told = layout.said(told, &[("date", date), ("number", number)])?;
        write(press, "obtained", &told)?;
    }
    if let Some(code) = short_code {
        write(
            press,
            "short_code",
            &layout.said("short_code", &[("code", code)])?,
        )?;
    }
    if *example {
        press.fill(
            layout.place("example")?.moved(x, y),
            layout.colour("warning")?,
        );
        write(press, "example", layout.word("example")?)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::{texts, words};
    use crate::layout::palette;
    use proptest::prelude::*;

    fn card(words: &str) -> Card {
        Card {
            structure: words.into(),
            name: words.into(),
            image_svg: "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M1 1h7v7z'/></svg>".into(),
            application_url: "https://exemple.fr/badge".into(),
            pathway: None,
            example: true,
            short_code: Some(words.into()),
            holder: None,
        }
    }

    fn held(words: &str) -> Card {
        let holder = Holder {
            person: words.into(),
            date: words.into(),
            number: words.into(),
        };
        Card {
            short_code: None,
            holder: Some(holder),
            ..card(words)
        }
    }

    fn pageless(card: Card) -> Card {
        Card {
            application_url: String::new(),
            ..card
        }
    }

    #[test]
    fn ten_cards_a_sheet() {
        let (layouts, theme) = (Layouts::read().unwrap(), Theme::default());
        for (count, pages) in [(1, 1), (10, 1), (11, 2), (25, 3)] {
            let press = set(&layouts, &vec![card("Badge"); count], &theme).unwrap();
            assert_eq!(press.pages(), pages);
        }
        let (corners, _) = corners(&layouts.ask).unwrap();
        assert_eq!(corners.len(), 10);
        assert_eq!(corners.last(), Some(&(105.0, 229.5)));
    }

    #[test]
    fn a_badge_without_a_page_has_a_card_without_a_code() {
        let layouts = Layouts::read().unwrap();
        let name = "Un nom trop long à côté d’un code";
        let lines = |card: &Card| {
            let press = set(&layouts, std::slice::from_ref(card), &Theme::default()).unwrap();
            let said = press.marks.iter().map(|(_, line, _)| line.clone());
            (press.codes(0).len(), said.collect::<Vec<_>>())
        };
        let paged = Card {
            name: name.into(),
            ..held("Amina")
        };
        let (codes, said) = lines(&paged);
        assert_eq!(codes, 1);
        assert!(!said.contains(&name.to_owned()), "{said:?}");
        let alone = pageless(paged);
        let (codes, said) = lines(&alone);
        assert_eq!(codes, 0);
        // It takes the room of the code.
        assert!(said.contains(&name.to_owned()), "{said:?}");
        assert!(said.contains(&"Amina".to_owned()), "{said:?}");
        let asks = Card {
            holder: None,
            ..alone
        };
        assert!(set(&layouts, &[asks], &Theme::default()).is_err());
    }

    #[test]
    fn words_without_end_stay_on_their_card() {
        for words in ["Mot ".repeat(200), "x".repeat(900), String::new()] {
            stays_on_its_card(&words);
        }
    }

    proptest! {
        #![proptest_config(texts(48))]

        #[test]
        fn whatever_is_written_stays_on_its_card(words in words()) {
            stays_on_its_card(&words);
        }
    }

    #[test]
    fn in_every_colour_all_words_can_be_read_on_their_ground() {
        let layouts = Layouts::read().unwrap();
        for colour in palette() {
            let pathway = Some(Pathway {
                name: "Mot".into(),
                colour: colour.clone(),
            });
            let all = [card("Mot"), held("Mot")].map(|card| Card {
                pathway: pathway.clone(),
                ..card
            });
            let press = set(&layouts, &all, &Theme::default()).unwrap();
            press.can_be_read(&colour);
        }
    }

    #[test]
    fn a_card_bears_the_logo_of_the_structure() {
        let layouts = Layouts::read().unwrap();
        for wide in [4, 10, 30, 400] {
            let theme = Theme {
                logo: Some(format!(
                    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {wide} 10'><path d='M0 0h9v9z'/></svg>"
                )),
                ..Theme::default()
            };
            for example in [false, true] {
                for one in [card("Mot"), held("Mot")] {
                    let card = Card { example, ..one };
                    let press = set(&layouts, std::slice::from_ref(&card), &theme).unwrap();
                    let &[_, logo] = &press.pictures()[..] else {
                        panic!("a picture and a logo");
                    };
                    assert!(logo.x >= 24.0 && logo.x + logo.w <= 103.0, "{logo:?}");
                    let bottom = 13.5 + if example { 48.0 } else { 53.0 };
                    assert!(logo.y >= 13.5 && logo.y + logo.h <= bottom, "{logo:?}");
                    let code = layouts.of(&card).place("code").unwrap().moved(20.0, 13.5);
                    assert!(!logo.touches(&code), "{logo:?}");
                    for (_, line, at) in &press.marks {
                        assert!(!logo.touches(at), "{line} {at:?} and the logo {logo:?}");
                    }
                }
            }
        }
    }

    fn stays_on_its_card(words: &str) {
        let (layouts, theme) = (Layouts::read().unwrap(), Theme::default());
        for card in [card(words), held(words), pageless(held(words))] {
            let press = set(&layouts, std::slice::from_ref(&card), &theme).unwrap();
            let code = layouts.of(&card).place("code").unwrap().moved(20.0, 13.5);
            for (n, (_, line, at)) in press.marks.iter().enumerate() {
                assert!(at.x >= 24.0 && at.x + at.w <= 105.0, "{line} {at:?}");
                assert!(at.y >= 13.5 && at.y + at.h <= 67.6, "{line} {at:?}");
                let beside = card.application_url.is_empty()
                    || at.x + at.w <= code.x + 0.01
                    || at.y >= code.y + code.h - 0.6;
                assert!(beside, "{line} {at:?} covers the code");
                for (_, other, below) in &press.marks[n + 1..] {
                    assert!(!at.overlaps(below), "{line} {at:?} and {other} {below:?}");
                }
            }
        }
    }
}
