//! What posters say, from the badges and the structure.

use atelier_documents::{Content, Fields, Hanging, Language, Poster};
use atelier_domain::PosterKind;
use atelier_texts as texts;
use std::collections::BTreeMap;

use crate::base::pages::values;
use crate::base::problem::Answer;
use crate::catalogue::words;
use crate::posters::code;
use crate::posters::context::PosterContext;
use crate::posters::make::Wanted;
use crate::posters::poster::{HOW_TO_ASK, poster};

/// A poster as it is hung, with its codes; none for a preview of a new one.
pub(crate) fn hangings(
    context: &PosterContext,
    wanted: &Wanted,
    codes: &[String],
) -> Answer<Vec<Hanging>> {
    let Wanted { format, beside, .. } = *wanted;
    let mut made = Vec::new();
    for (number, badge) in wanted.badges.iter().enumerate() {
        let mut poster = poster(&context.shelf, badge, &context.structure)?;
        poster.beside = beside.map(|beside| words::beside(&context.shelf, badge, beside));
        if let Some(code) = codes.get(number) {
            poster.short_code = Some(code::hyphened(code));
            let address = &mut poster.badge.application_url;
            *address = code::with_code(address, code);
        }
        made.push(poster);
    }
    let contents = match wanted.kind {
        PosterKind::HowToAsk => {
            let pages = [context.platform.register(), context.platform.login()];
            let (addresses, short_code) = match codes.first() {
                Some(code) => {
                    let coded = pages.map(|page| code::with_code(&page, code));
                    (coded, code::hyphened(code))
                }
                None => (pages, code::NO_CODE_YET.to_owned()),
            };
            let names = (context.structure.as_str(), context.theme.contact.as_str());
            vec![how_to_ask(names, addresses, short_code, beside)]
        }
        PosterKind::Badges => vec![together(&made, &context.theme.contact, beside)],
        PosterKind::Badge => {
            let made = made.into_iter();
            made.map(|poster| Content::Badge(Box::new(poster)))
                .collect()
        }
    };
    let hung = contents.into_iter();
    Ok(hung.map(|content| Hanging { format, content }).collect())
}

/// The poster that says how a badge is asked for, in the name of a structure and with whom to ask there.
pub(crate) fn how_to_ask(
    (structure, contact): (&str, &str),
    [register, login]: [String; 2],
    short_code: String,
    beside: Option<Language>,
) -> Content {
    Content::Sheet {
        name: HOW_TO_ASK.to_owned(),
        fields: Fields {
            values: values([
                ("structure", structure.to_owned()),
                ("contact", contact.to_owned()),
                ("register_address", register),
                ("login_address", login),
                ("short_code", short_code),
            ]),
            lists: BTreeMap::new(),
        },
        beside,
    }
}

/// What a poster of several badges says: under the pathway's name when they all are of one; with another language beside
/// French if one is wanted.
pub(crate) fn together(posters: &[Poster], contact: &str, beside: Option<Language>) -> Content {
    let mut pathways = posters.iter().map(|poster| poster.badge.pathway.as_ref());
    let first = pathways.next().flatten();
    let one = first.filter(|first| pathways.all(|pathway| pathway == Some(*first)));
    let examples = posters.iter().any(|poster| poster.badge.example);
    let structure = posters.first().map(|poster| poster.structure.clone());
    let open = posters
        .iter()
        .filter(|poster| poster.badge.pathway.is_none());
    let (open, open_beside): (Vec<&str>, Vec<&str>) = open
        .map(|poster| {
            let french = poster.badge.name.as_str();
            let said = poster.beside.as_ref().map(|beside| beside.name.as_str());
            (
                french,
                said.filter(|said| !said.is_empty()).unwrap_or(french),
            )
        })
        .unzip();
    // Whom they are for: employees, some for anyone, or anyone. What is so has its own words in the sheet.
    let whom = match open.len() {
        0 => ("employees", "employees".to_owned()),
        all if all == posters.len() => ("anyone", "anyone".to_owned()),
        _ => ("open_badges", open.join(", ")),
    };
    let badges = posters.iter().map(|poster| {
        let badge = &poster.badge;
        let code = poster.short_code.as_deref().unwrap_or_default();
        let (name, recognises) = match &poster.beside {
            Some(beside) => (beside.name.clone(), beside.recognises.clone()),
            None => (String::new(), String::new()),
        };
        values([
            ("image_svg", badge.image_svg.clone()),
            ("badge", badge.name.clone()),
            ("recognises", badge.recognises.clone()),
            ("badge_beside", name),
            ("recognises_beside", recognises),
            ("address", badge.application_url.clone()),
            ("short_code", texts::together::code(code)),
        ])
    });
    Content::Sheet {
        name: "together".to_owned(),
        fields: Fields {
            values: values([
                ("structure", structure.unwrap_or_default()),
                (
                    "title",
                    one.map_or_else(texts::together::title, |one| one.name.clone()),
                ),
                (
                    "colour",
                    one.map(|one| one.colour.clone()).unwrap_or_default(),
                ),
                (
                    "example",
                    if examples {
                        texts::together::example()
                    } else {
                        String::new()
                    },
                ),
                whom,
                ("open_badges_beside", open_beside.join(", ")),
                ("contact", contact.to_owned()),
            ]),
            lists: BTreeMap::from([("badges".to_owned(), badges.collect())]),
        },
        beside,
    }
}
