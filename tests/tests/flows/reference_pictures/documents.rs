//! Every layout filled with invented words, with and without a structure's own look.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use atelier_documents::{
    Beside, Card, Content, Fields, Format, Hanging, Holder, Language, Pathway, Poster, PosterBadge,
    Rule, Theme, Values, cards, posters, sheet, sheet_names,
};
use atelier_domain::CalendarDate;
use serde_json::Value;

use super::root;

const ART: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100'><circle cx='50' cy='50' r='46' \
    fill='#0f6b66'/><path d='M30 52l14 14 28-30' fill='none' stroke='#ffc64d' stroke-width='10'/></svg>";
const LOGO: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 200 60'><rect width='60' height='60' \
    fill='#a01a5a'/><rect x='75' y='20' width='120' height='20' fill='#a01a5a'/></svg>";

fn day() -> CalendarDate {
    "2026-11-23".parse().unwrap()
}

fn poster(number: usize) -> Poster {
    Poster {
        structure: "Les Jardins d’Exemple".into(),
        badge: PosterBadge {
            name: format!("Je travaille en équipe, niveau {number}"),
            recognises: "Vous aidez vos collègues. Vous demandez de l’aide quand il le faut."
                .into(),
            image_svg: ART.into(),
            application_url: format!("https://example.org/c/earnablebadge/EXEMPLE{number}/apply"),
            pathway: number.is_multiple_of(2).then(|| Pathway {
                name: "Mes premières actions".into(),
                colour: "#a9431a".into(),
            }),
            example: true,
        },
        rule: Rule {
            criterion: "Avoir validé la période d’essai.".into(),
            evidence: "Une attestation, ou le contrat sans les informations personnelles.".into(),
            assessor: "Le conseiller, l’accompagnateur ou la direction.".into(),
            process: "Après la signature du renouvellement, avec l’aide d’un permanent.".into(),
        },
        short_code: Some("K7M-2QX".into()),
        contact: None,
        beside: None,
    }
}

/// The same in another language, but for a part of the rule that nobody translated.
fn bilingual(language: Language) -> Poster {
    let [name, recognises, criterion, evidence, process] = match language {
        Language::English => [
            "I work in a team",
            "You help others. You ask for help when you need it.",
            "Having completed the trial period.",
            "A certificate, or the contract without personal details.",
            "After the renewal is signed, with the help of a staff member.",
        ],
        Language::Ukrainian => [
            "Я працюю в команді",
            "Ви допомагаєте колегам. Ви просите про допомогу, коли треба.",
            "Завершити випробувальний термін.",
            "Довідка або договір без особистих даних.",
            "Після підписання продовження, з допомогою працівника.",
        ],
        Language::Arabic => [
            "أعمل ضمن فريق",
            "تساعد زملاءك. وتطلب المساعدة عند الحاجة.",
            "إتمام فترة التجربة.",
            "شهادة، أو العقد بدون المعلومات الشخصية.",
            "بعد توقيع التجديد، بمساعدة أحد الموظفين.",
        ],
    };
    let beside = Beside {
        language,
        name: name.into(),
        recognises: recognises.into(),
        rule: Rule {
            criterion: criterion.into(),
            evidence: evidence.into(),
            assessor: String::new(),
            process: process.into(),
        },
    };
    Poster {
        beside: Some(beside),
        ..poster(2)
    }
}

fn theme() -> Theme {
    Theme {
        colour: Some("#5a2d8a".into()),
        logo: Some(LOGO.into()),
        contact: "Claire, au bureau, le mardi de 9 h à 12 h".into(),
        line: "Cofinancé par l’Union européenne".into(),
        partners: vec![LOGO.into(), ART.into()],
        mark: None,
    }
}

/// What a sheet asks for, by the names that it says: their own words, an address or a drawing. Lists have three rows.
fn fields(template: &Value) -> Fields {
    let (mut names, mut lists) = (BTreeSet::new(), BTreeSet::new());
    collect(template, "", &mut names, &mut lists);
    // What is said beside French has its own name.
    names.extend(["structure", "open_badges_beside"].map(str::to_owned));
    let values: Values = names
        .into_iter()
        .map(|name| {
            let value = match name.as_str() {
                "structure" => "Les Jardins d’Exemple".to_owned(),
                "colour" => "#0f6b66".to_owned(),
                "short_code" => "Code K7M-2QX".to_owned(),
                name if name.ends_with("_svg") => ART.to_owned(),
                name if name.ends_with("address") => {
                    "https://example.org/app/user/register/fr".to_owned()
                }
                name => format!("({})", name.replace('_', " ")),
            };
            (name, value)
        })
        .collect();
    let rows = vec![values.clone(); 3];
    let lists: BTreeMap<_, _> = lists.into_iter().map(|list| (list, rows.clone())).collect();
    Fields { values, lists }
}

fn collect(value: &Value, key: &str, names: &mut BTreeSet<String>, lists: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if ["each", "list", "when"].contains(&key) => {
            lists.insert(text.clone());
        }
        Value::String(text) => {
            let said = text.split('{').skip(1);
            names.extend(said.filter_map(|part| Some(part.split_once('}')?.0.to_owned())));
        }
        Value::Array(all) => all.iter().for_each(|one| collect(one, key, names, lists)),
        Value::Object(map) => map
            .iter()
            .for_each(|(key, one)| collect(one, key, names, lists)),
        _ => {}
    }
}

fn hung(format: Format, content: Content, theme: &Theme) -> Vec<u8> {
    posters(&[Hanging { format, content }], theme, day()).unwrap()
}

/// Every layout: its name and its PDF.
pub fn documents() -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    let looks = [("plain", Theme::default()), ("look", theme())];
    for (look, theme) in &looks {
        for format in [
            Format::A4,
            Format::A4Landscape,
            Format::FlyerTwo,
            Format::FlyerFour,
        ] {
            let content = Content::Badge(Box::new(poster(2)));
            let name = format!("poster-{}-{look}", format.code());
            all.push((name, hung(format, content, theme)));
        }
        for name in sheet_names() {
            let file = root().join("assets/documents").join(name);
            let text = fs::read_to_string(file.join("sheet.json")).unwrap();
            let template: Value = serde_json::from_str(&text).unwrap();
            let fields = fields(&template);
            if template["wall"] != true {
                let pdf = sheet(name, &fields, theme, day()).unwrap();
                all.push((format!("sheet-{name}-{look}"), pdf));
                continue;
            }
            for format in [Format::A4, Format::A4Landscape, Format::FlyerTwo] {
                let content = Content::Sheet {
                    name: name.to_owned(),
                    fields: fields.clone(),
                    beside: None,
                };
                let file = format!("wall-{name}-{}-{look}", format.code());
                all.push((file, hung(format, content, theme)));
            }
            let words = root().join("assets/documents").join(name).join("words");
            if !words.is_dir() {
                continue;
            }
            for (format, language) in [
                (Format::A4, Language::Arabic),
                (Format::A4Landscape, Language::English),
                (Format::FlyerTwo, Language::Ukrainian),
            ] {
                let mut fields = fields.clone();
                let said = bilingual(language).beside.unwrap();
                for row in fields.lists.values_mut().flatten() {
                    row.insert("badge_beside".into(), said.name.clone());
                    row.insert("recognises_beside".into(), said.recognises.clone());
                }
                let content = Content::Sheet {
                    name: name.to_owned(),
                    fields,
                    beside: Some(language),
                };
                let code = language.code();
                let file = format!("wall-{name}-{}-{code}-{look}", format.code());
                all.push((file, hung(format, content, theme)));
            }
        }
    }
    for (format, language) in [
        (Format::A4, Language::Arabic),
        (Format::A4, Language::English),
        (Format::A4Landscape, Language::Ukrainian),
        (Format::A4Landscape, Language::Arabic),
        (Format::FlyerTwo, Language::Arabic),
    ] {
        for (look, theme) in &looks {
            let content = Content::Badge(Box::new(bilingual(language)));
            let name = format!("poster-{}-{}-{look}", format.code(), language.code());
            all.push((name, hung(format, content, theme)));
        }
    }
    let several: Vec<Card> = (0..7).map(card).collect();
    let obtained: Vec<Card> = several.iter().cloned().map(held).collect();
    for (look, theme) in &looks {
        for (name, some) in [("cards", &several), ("cards-obtained", &obtained)] {
            let pdf = cards(some, theme, day()).unwrap();
            all.push((format!("{name}-{look}"), pdf));
        }
    }
    all
}

fn card(number: usize) -> Card {
    let Poster {
        structure,
        badge,
        short_code,
        ..
    } = poster(number);
    Card {
        structure,
        name: badge.name,
        image_svg: badge.image_svg,
        application_url: badge.application_url,
        pathway: badge.pathway,
        example: number.is_multiple_of(3),
        short_code,
        holder: None,
    }
}

/// The same card, of someone who obtained the badge; every other time with a long name and no number.
fn held(card: Card) -> Card {
    let long = card.example;
    let holder = Holder {
        person: if long {
            "Marie-Antoinette Exemple-De La Fontaine".into()
        } else {
            "Abel Essai".into()
        },
        date: "20 novembre 2026".into(),
        number: if long {
            String::new()
        } else {
            "R-2026-000001".into()
        },
    };
    Card {
        short_code: None,
        holder: Some(holder),
        ..card
    }
}
