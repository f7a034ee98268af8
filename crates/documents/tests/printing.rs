//! The documents as files: read back by other programs' eyes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

use atelier_documents::{
    Beside, Card, Content, DocumentError, Fields, Format, Hanging, Language, Pathway, Poster,
    PosterBadge, Rule, Theme, Values, cards, preview, sheet,
};
use atelier_domain::CalendarDate;
use lopdf::Document;

const STAR: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100'>\
    <circle cx='50' cy='50' r='46' fill='#a9431a'/><path d='M50 15 61 40 88 42 67 60 74 86 50 72 26 86 33 60 12 42 39 40Z' fill='#ffc64d'/></svg>";

fn day() -> CalendarDate {
    "2026-11-23".parse().unwrap()
}

fn poster(number: usize) -> Poster {
    Poster {
        structure: "Les Jardins d’Exemple".into(),
        badge: PosterBadge {
            name: format!("Je travaille en équipe {number}"),
            recognises: "Vous aidez vos collègues.".into(),
            image_svg: STAR.into(),
            application_url: format!(
                "https://example.org/c/earnablebadge/EXEMPLE{number:04}/apply"
            ),
            pathway: Some(Pathway {
                name: "Mes premières actions".into(),
                colour: "#A9431A".into(),
            }),
            example: true,
        },
        rule: Rule {
            criterion: "Avoir validé la période d’essai.".into(),
            evidence: "Une attestation.".into(),
            assessor: "La direction.".into(),
            process: "Après le renouvellement.".into(),
        },
        short_code: Some("EQ-1234".into()),
        contact: None,
        beside: None,
    }
}

/// Posters on A4, without any look of the structure's own.
fn posters(all: &[Poster]) -> Result<Vec<u8>, DocumentError> {
    let hung = all.iter().map(|poster| Hanging {
        format: Format::A4,
        content: Content::Badge(Box::new(poster.clone())),
    });
    atelier_documents::posters(&hung.collect::<Vec<_>>(), &Theme::default(), day())
}

fn card(number: usize) -> Card {
    let poster = poster(number);
    Card {
        structure: poster.structure,
        name: poster.badge.name,
        image_svg: poster.badge.image_svg,
        application_url: poster.badge.application_url,
        pathway: poster.badge.pathway,
        example: number.is_multiple_of(2),
        short_code: poster.short_code,
        holder: None,
    }
}

/// The address that a scanner reads in a part of a page (millimetres: left, top, side), `width` pixels a page.
fn scanned(pdf: &[u8], page: usize, width: u32, part: (f32, f32, f32)) -> String {
    let preview = preview(pdf, page, width).unwrap();
    let grey = image::load_from_memory(&preview.png).unwrap();
    assert_eq!(
        (grey.width(), grey.height()),
        (preview.width, preview.height)
    );
    let px = |mm: f32| (mm * preview.width as f32 / 210.0) as u32;
    let (x, y, side) = part;
    let part = grey.crop_imm(px(x), px(y), px(side), px(side)).into_luma8();
    let mut part = rqrr::PreparedImage::prepare(part);
    let grids = part.detect_grids();
    assert_eq!(grids.len(), 1);
    grids[0].decode().unwrap().1
}

/// A poster with a few words in another language.
fn bilingual(language: Language, name: &str) -> Poster {
    Poster {
        beside: Some(Beside {
            language,
            name: name.into(),
            recognises: String::new(),
            rule: Rule {
                criterion: name.into(),
                evidence: String::new(),
                assessor: String::new(),
                process: String::new(),
            },
        }),
        ..poster(0)
    }
}

/// What a page says to who copies or searches its text, from left to right, without spaces.
fn copied(pdf: &[u8]) -> String {
    let pdf = Document::load_mem(pdf).unwrap();
    let text = pdf.extract_text(&[1]).unwrap();
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn the_words_of_another_language_can_be_copied_and_searched() {
    // Two ligatures, a mark; no letter is lost, and none changes its place.
    let pdf = posters(&[bilingual(Language::Arabic, "السلامة إلى الأقلّ")]).unwrap();
    let text = copied(&pdf);
    for word in ["السلامة", "الأقلّ", "إلى", "لطلب", "الشارة"] {
        let leftwards: String = word.chars().rev().collect();
        let marked = leftwards.replace("\u{651}ل", "ل\u{651}");
        assert!(
            text.contains(&leftwards) || text.contains(&marked),
            "{word} in {text}"
        );
    }
    let pdf = posters(&[bilingual(Language::Ukrainian, "Об’єднання")]).unwrap();
    for word in [
        "Об’єднання",
        "Супровідника".to_lowercase().as_str(),
        "Попросіть".to_lowercase().as_str(),
    ] {
        assert!(copied(&pdf).contains(word), "{word}");
    }
}

#[test]
fn a_code_and_a_telephone_number_keep_their_order_in_arabic() {
    let poster = Poster {
        short_code: Some("037-BAQ".into()),
        contact: Some("05 56 12 34 56".into()),
        ..bilingual(Language::Arabic, "شارة")
    };
    let text = copied(&posters(&[poster]).unwrap());
    // In French, and in Arabic.
    for value in ["037-BAQ", "0556123456"] {
        assert_eq!(text.matches(value).count(), 2, "{value} in {text}");
    }
}

/// Whether part of a document is said to be in a language.
fn says_language(pdf: &[u8], language: Language) -> bool {
    let read = Document::load_mem(pdf).unwrap();
    let mut elements = read.objects.values().filter_map(|one| one.as_dict().ok());
    elements.any(|element| {
        element.has(b"S")
            && element
                .get(b"Lang")
                .and_then(lopdf::Object::as_str)
                .is_ok_and(|code| code == language.code().as_bytes())
    })
}

#[test]
fn a_bilingual_poster_is_light_always_the_same_and_says_its_languages() {
    for language in Language::ALL {
        let poster = bilingual(language, "Open Badge");
        let pdf = posters(std::slice::from_ref(&poster)).unwrap();
        assert_eq!(pdf, posters(&[poster]).unwrap());
        assert!(pdf.len() < 120_000, "{} bytes in {language:?}", pdf.len());
        assert!(says_language(&pdf, language), "{language:?}");
    }
}

#[test]
fn a_name_of_another_script_in_a_french_poster_is_written() {
    let mut poster = poster(0);
    poster.badge.name = "Avec Оксана et سلام".into();
    let text = copied(&posters(&[poster]).unwrap());
    assert!(text.contains("AvecОксанаet"), "{text}");
    assert!(text.contains("مالس"), "{text}");
    assert!(!text.contains('?'), "{text}");
}

/// The code in the middle of a poster in two languages.
#[test]
fn the_code_of_a_bilingual_poster_is_scanned() {
    for language in Language::ALL {
        let poster = bilingual(language, "Open Badge");
        let pdf = posters(std::slice::from_ref(&poster)).unwrap();
        let found = scanned(&pdf, 0, 800, (64.0, 175.0, 82.0));
        assert_eq!(found, poster.badge.application_url);
    }
}

/// The lower right of a poster, where its code is.
const POSTER_CODE: (f32, f32, f32) = (100.0, 172.0, 92.0);

#[test]
fn each_poster_is_a_page_whose_code_leads_to_its_address() {
    let all: Vec<Poster> = (0..3).map(poster).collect();
    let pdf = posters(&all).unwrap();
    for (page, poster) in all.iter().enumerate() {
        assert_eq!(
            scanned(&pdf, page, 800, POSTER_CODE),
            poster.badge.application_url
        );
    }
    assert_eq!(preview(&pdf, 0, 300).unwrap().pages, 3);
}

#[test]
fn a_long_address_with_accents_is_still_scanned() {
    let mut long = poster(0);
    long.badge.application_url = format!("https://exemple.fr/é/{}", "abcdef12".repeat(25));
    let pdf = posters(&[long]).unwrap();
    let expected = format!("https://exemple.fr/%C3%A9/{}", "abcdef12".repeat(25));
    assert_eq!(scanned(&pdf, 0, 2_400, POSTER_CODE), expected);
}

#[test]
fn ten_cards_on_a_sheet_all_lead_to_their_address() {
    let all: Vec<Card> = (0..10).map(card).collect();
    let pdf = cards(&all, &Theme::default(), day()).unwrap();
    for (number, card) in all.iter().enumerate() {
        // 85 x 54 mm cards, two across, from (20, 13.5); the code fills the right of each.
        let (column, row) = ((number % 2) as f32, (number / 2) as f32);
        let part = (20.0 + column * 85.0 + 46.0, 13.5 + row * 54.0 + 3.0, 38.0);
        assert_eq!(scanned(&pdf, 0, 1_600, part), card.application_url);
    }
}

#[test]
fn words_can_be_selected_and_searched() {
    let pdf = Document::load_mem(&posters(&[poster(7)]).unwrap()).unwrap();
    let text = pdf.extract_text(&[1]).unwrap();
    for words in [
        "Je travaille en équipe 7",
        "Pour quoi",
        "Avoir validé la période d’essai.",
        "Exemple — ce badge n’est pas un badge d’INAÉ",
        "Les Jardins d’Exemple",
        "EQ-1234",
        "https://example.org/c/earnablebadge/EXEMPLE0007/apply",
    ] {
        assert!(text.contains(words), "{words} not in {text}");
    }
}

#[test]
fn a_document_says_its_title_language_and_day() {
    let pdf = Document::load_mem(&posters(&[poster(0)]).unwrap()).unwrap();
    let catalogue = pdf.catalog().unwrap();
    assert_eq!(catalogue.get(b"Lang").unwrap().as_str().unwrap(), b"fr-FR");
    let info = pdf.trailer.get(b"Info").unwrap();
    let info = pdf.dereference(info).unwrap().1.as_dict().unwrap();
    for key in [&b"CreationDate"[..], b"ModDate"] {
        assert!(
            info.get(key)
                .unwrap()
                .as_str()
                .unwrap()
                .starts_with(b"D:20261123")
        );
    }
    let title = lopdf::decode_text_string(info.get(b"Title").unwrap()).unwrap();
    assert_eq!(title, "Affiches des badges");
}

#[test]
fn the_example_mark_is_on_examples_alone() {
    let mut real = poster(0);
    real.badge.example = false;
    let text = |poster| {
        let pdf = Document::load_mem(&posters(&[poster]).unwrap()).unwrap();
        pdf.extract_text(&[1]).unwrap()
    };
    assert!(!text(real).contains("INAÉ"));
    assert!(text(poster(0)).contains("INAÉ"));
}

#[test]
fn what_is_the_same_is_written_once() {
    let pdf = Document::load_mem(&posters(&vec![poster(0); 50]).unwrap()).unwrap();
    let having = |key: &[u8], value: &[u8]| {
        let dictionaries = pdf.objects.values().filter_map(|object| {
            object
                .as_stream()
                .map(|stream| &stream.dict)
                .or(object.as_dict())
                .ok()
        });
        dictionaries
            .filter(|dict| {
                dict.get(key)
                    .and_then(|name| name.as_name())
                    .is_ok_and(|name| name == value)
            })
            .count()
    };
    assert_eq!(having(b"Type", b"Page"), 50);
    // One illustration and one code; two weights of one typeface.
    assert_eq!(having(b"Subtype", b"Form"), 2);
    assert_eq!(having(b"Subtype", b"Type0"), 2);
    assert_eq!(posters(&[poster(0)]), posters(&[poster(0)]));
}

/// A drawing of a logo, so many times as wide as high.
fn logo(wide: u32) -> String {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {wide} 10'><path d='M0 0h9v9z'/></svg>"
    )
}

fn how_to_ask(beside: Option<Language>) -> Content {
    let values = [
        ("structure", "Les Jardins d’Exemple"),
        (
            "contact",
            "Claire ou Karim, au bureau de l’accueil, du lundi au jeudi de 9 h à 12 h",
        ),
        (
            "register_address",
            "https://example.org/app/user/register/fr",
        ),
        ("login_address", "https://example.org/app/user/login/fr"),
    ];
    Content::Sheet {
        name: "how-to-ask".into(),
        fields: Fields {
            values: values
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
            lists: [].into(),
        },
        beside,
    }
}

#[test]
fn a_sheet_in_two_languages_says_them_and_is_always_the_same() {
    for language in Language::ALL {
        let hung = [Hanging {
            format: Format::A4,
            content: how_to_ask(Some(language)),
        }];
        let make = || atelier_documents::posters(&hung, &Theme::default(), day()).unwrap();
        let pdf = make();
        assert_eq!(pdf, make());
        assert!(says_language(&pdf, language), "{language:?}");
        assert!(copied(&pdf).contains("Commentdemanderunbadge"));
    }
}

#[test]
fn how_to_ask_is_one_page_on_every_paper_whatever_the_structure_adds() {
    let theme = Theme {
        logo: Some(logo(40)),
        line: "Avec le soutien de l’Union européenne et de la Région Nouvelle-Aquitaine".into(),
        partners: vec![logo(10), logo(90)],
        ..Theme::default()
    };
    for format in Format::ALL {
        for theme in [&theme, &Theme::default()] {
            let hung = [Hanging {
                format,
                content: how_to_ask(None),
            }];
            let pdf = atelier_documents::posters(&hung, theme, day()).unwrap();
            let pages = Document::load_mem(&pdf).unwrap().get_pages().len();
            assert_eq!(pages, 1, "{format:?}");
        }
    }
}

#[test]
fn a_sheet_of_receipts_is_searchable() {
    let values = |pairs: &[(&str, &str)]| -> Values {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    };
    let rows = (0..40).map(|n| {
        values(&[
            ("person", &format!("Amina Exemple {n}")),
            ("badge", "Je travaille en équipe"),
            ("received", "20 novembre 2026 à 14 h 05"),
            ("number", &format!("2026-{n:04}")),
        ])
    });
    let fields = Fields {
        values: values(&[
            ("structure", "Les Jardins d’Exemple"),
            ("subject", "Atelier du 20 novembre 2026"),
        ]),
        lists: [("receipts".to_owned(), rows.collect())].into(),
    };
    let pdf = sheet("receipts", &fields, &Theme::default(), day()).unwrap();
    let pdf = Document::load_mem(&pdf).unwrap();
    assert_eq!(pdf.get_pages().len(), 2);
    let text = pdf.extract_text(&[1, 2]).unwrap();
    for words in [
        "Amina Exemple 39",
        "20 novembre 2026",
        "2026-0000",
        "Page 2 sur 2",
    ] {
        assert!(text.contains(words), "{words}");
    }
}

#[test]
fn what_cannot_be_printed_is_refused() {
    assert_eq!(posters(&[]), Err(DocumentError::Nothing));
    assert_eq!(
        cards(&[], &Theme::default(), day()),
        Err(DocumentError::Nothing)
    );
    let mut bad = poster(0);
    bad.badge.application_url = " ".into();
    assert_eq!(posters(&[bad]), Err(DocumentError::Address));
    let mut bad = poster(0);
    bad.badge.image_svg = "<html>".into();
    assert_eq!(posters(&[bad]), Err(DocumentError::Illustration));
    assert_eq!(preview(b"%PDF-1.7", 0, 300), Err(DocumentError::Pdf));
    let pdf = posters(&[poster(0)]).unwrap();
    assert_eq!(preview(&pdf, 1, 300), Err(DocumentError::Page));
    assert_eq!(preview(&pdf, 0, 0), Err(DocumentError::Page));
}

#[test]
fn data_travels_as_json() {
    let json = serde_json::to_string(&poster(1)).unwrap();
    assert_eq!(serde_json::from_str::<Poster>(&json).unwrap(), poster(1));
    assert!(serde_json::from_str::<Poster>(&json.replace("structure", "struct")).is_err());
}
