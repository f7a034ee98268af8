//! The sheets, whatever they are filled with.

use super::*;
use crate::font::Weight;
use crate::generated::{texts, words};
use crate::layout::{OUT_OF_REACH, Place, palette};
use crate::text::drawable;
use proptest::prelude::*;

/// Every name that a sheet says, with the same words for each; lists of `rows` rows.
fn fields(name: &str, words: &str, rows: usize) -> Fields {
    let shipped = shipped(name).unwrap();
    let said = shipped.words.iter().map(|(_, text)| *text);
    let all: String = said.chain([shipped.description]).collect();
    let mut values = Values::new();
    for piece in all.split('{').skip(1) {
        if let Some((name, _)) = piece.split_once('}')
            && !name.is_empty()
            && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
        {
            let value = if name.ends_with("address") {
                "https://exemple.fr/app/user/register/fr".to_owned()
            } else if name.ends_with("_svg") {
                r#"<svg xmlns="http://www.w3.org/2000/svg"/>"#.to_owned()
            } else {
                words.to_owned()
            };
            values.insert(name.to_owned(), value);
        }
    }
    values.insert("structure".to_owned(), words.to_owned());
    let template = template(name).unwrap();
    let mut lists = BTreeMap::new();
    let mut names: Vec<String> = template.each.iter().cloned().collect();
    for part in &template.blocks {
        names.extend(part.when.iter().cloned());
        match &part.block {
            Block::Table(table) => names.push(table.list.clone()),
            Block::Entries(entries) => names.push(entries.list.clone()),
            _ => {}
        }
    }
    for list in names {
        lists.insert(list, vec![values.clone(); rows]);
    }
    Fields { values, lists }
}

#[test]
fn words_without_end_stay_on_the_page() {
    // A few rows of endless words go from a page to the next as many times as forty of one line.
    for (words, rows) in [
        (&*"Anticonstitutionnellement ".repeat(60), 5),
        (&"x".repeat(2_000), 5),
        ("Mot", 40),
        ("", 40),
    ] {
        stays_on_the_page(words, &[1, rows]);
    }
}

proptest! {
    #![proptest_config(texts(6))]

    #[test]
    fn whatever_is_written_stays_on_the_page(words in words(), rows in 1..9_usize) {
        stays_on_the_page(&words, &[rows]);
    }
}

fn stays_on_the_page(words: &str, rows: &[usize]) {
    let day = "2026-11-23".parse().unwrap();
    for name in sheet_names() {
        let template = template(name).unwrap();
        // Those that hang on a wall, on each shape of paper, in each language.
        let shapes = [Format::A4, Format::A3Landscape, Format::FlyerTwo];
        let papers: Vec<_> = match (template.wall, shipped(name).unwrap().words) {
            (false, _) => vec![None],
            (true, []) => shapes.map(|format| Some((format, None))).into(),
            (true, _) => {
                let both = [
                    (Format::A4, Some(Language::Arabic)),
                    (Format::FlyerTwo, Some(Language::Ukrainian)),
                ];
                let alone = shapes.map(|format| (format, None));
                alone.into_iter().chain(both).map(Some).collect()
            }
        };
        for (n, rows) in rows.iter().enumerate() {
            let fields = fields(name, words, *rows);
            if n > 0 && fields.lists.is_empty() {
                continue;
            }
            for paper in &papers {
                let theme = Theme {
                    line: "Une ligne".to_owned(),
                    ..Theme::default()
                };
                let format = paper.map(|(format, _)| format);
                let layout = layout(&template, format, &fields, &theme).unwrap();
                let side = layout.length("side").unwrap();
                let (press, size) = match *paper {
                    Some((format, beside)) => {
                        let mut press = Press::new(layout.page);
                        let sheet = (name, &fields, beside);
                        hang(&mut press, sheet, (format, &theme), day).unwrap();
                        (press, format.shape().page())
                    }
                    None => (
                        set(&template, &fields, &theme, day).unwrap(),
                        template.page.unwrap_or(layout.page),
                    ),
                };
                for (_, line, at) in &press.marks {
                    assert!(at.x >= side - 0.1, "{name}: {line} {at:?}");
                    assert!(
                        at.x + at.w <= size.width - side + 0.1,
                        "{name}: {line} {at:?}"
                    );
                    let upright = size.height >= 297.0 && format.is_none_or(|it| it == Format::A4);
                    let bottom = if upright { OUT_OF_REACH } else { 4.0 };
                    assert!(at.y + at.h <= size.height - bottom, "{name}: {line} {at:?}");
                }
                // Lines of one page never lie one over the other.
                let middle = |at: &Place| (at.y + at.h * 0.3, at.y + at.h * 0.7);
                for (n, (page, line, at)) in press.marks.iter().enumerate() {
                    for (other_page, other, beside) in press.marks.iter().skip(n + 1).take(12) {
                        let ((a, b), (c, d)) = (middle(at), middle(beside));
                        let across =
                            at.x + 0.01 < beside.x + beside.w && beside.x + 0.01 < at.x + at.w;
                        assert!(
                            page != other_page || !across || b <= c || d <= a,
                            "{name}: {line} {at:?} and {other} {beside:?}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn a_page_each_where_a_sheet_is_for_one_person() {
    let day = "2026-11-23".parse().unwrap();
    let press = set(
        &template("convocation").unwrap(),
        &fields("convocation", "Mot", 3),
        &Theme::default(),
        day,
    )
    .unwrap();
    assert_eq!(press.pages() % 3, 0);
    let none = fields("convocation", "Mot", 0);
    assert_eq!(
        set(
            &template("convocation").unwrap(),
            &none,
            &Theme::default(),
            day
        )
        .err(),
        Some(DocumentError::Nothing)
    );
}

#[test]
fn four_memo_cards_a_sheet_each_of_its_own_person() {
    let day = "2026-11-23".parse().unwrap();
    let mut fields = fields("memo-cards", "Les Jardins d’Exemple", 6);
    for (number, row) in (0..).zip(fields.lists.get_mut("people").unwrap()) {
        row.insert("person".to_owned(), format!("Personne{number}"));
        row.insert("email".to_owned(), "personne@exemple.fr".to_owned());
    }
    let contact = "Claire Martin, Karim Haddad, 05 56 12 34 56";
    fields
        .values
        .insert("contact".to_owned(), contact.to_owned());
    for theme in looks() {
        let press = set(&template("memo-cards").unwrap(), &fields, &theme, day).unwrap();
        assert_eq!(press.pages(), 6);
        for page in 0..6 {
            assert_eq!(press.codes(page), [38.0, 38.0]);
        }
        let pdf = sheet("memo-cards", &fields, &theme, day).unwrap();
        let pdf = lopdf::Document::load_mem(&pdf).unwrap();
        assert_eq!(pdf.get_pages().len(), 2);
        for (page, people) in [(1, 0..4), (2, 4..6)] {
            let text = pdf.extract_text(&[page]).unwrap();
            assert_eq!(text.matches("Personne").count(), people.len(), "{text}");
            for number in people {
                assert_eq!(text.matches(&format!("Personne{number}")).count(), 1);
            }
        }
    }
}

#[test]
fn a_missing_value_is_told_by_its_name() {
    let day = "2026-11-23".parse().unwrap();
    let mut fields = fields("attendance", "Mot", 2);
    fields.values.remove("structure");
    for rows in fields.lists.values_mut() {
        for row in rows {
            row.remove("structure");
        }
    }
    let problem = sheet("attendance", &fields, &Theme::default(), day).unwrap_err();
    assert!(problem.to_string().contains("structure"), "{problem}");
}

#[test]
fn in_every_colour_all_words_can_be_read_on_their_ground() {
    let day = "2026-11-23".parse().unwrap();
    let names = sheet_names();
    for (number, colour) in palette().into_iter().enumerate() {
        let name = names[number % names.len()];
        let mut fields = fields(name, "Mot", 3);
        fields.values.insert("colour".to_owned(), colour.clone());
        let theme = Theme {
            colour: Some(colour.clone()),
            ..Theme::default()
        };
        let press = set(&template(name).unwrap(), &fields, &theme, day).unwrap();
        press.can_be_read(&format!("{colour} in {name}"));
    }
}

/// What a badge of a poster is called and recognises in a language.
fn said_in(beside: Option<Language>) -> [&'static str; 2] {
    match beside {
        None => ["", ""],
        Some(Language::English) => [
            "Example: I use my phone for official paperwork",
            "You read your emails. You find information online.",
        ],
        Some(Language::Arabic) => [
            "مثال: أستعمل هاتفي لإجراءاتي الإدارية",
            "تقرأ رسائلك الإلكترونية. تجد معلومة على الإنترنت.",
        ],
        Some(Language::Ukrainian) => [
            "Приклад: я користуюся телефоном для оформлення документів",
            "Ви читаєте електронну пошту. Ви знаходите інформацію в інтернеті.",
        ],
    }
}

/// A poster of so many badges, with everything that it can say.
fn together(count: usize, beside: Option<Language>) -> Fields {
    let [badge_beside, recognises_beside] = said_in(beside);
    let value = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    let badges = (0..count).map(|number| {
        let mut badge: Values = [
            ("image_svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M1 1h7v7z'/></svg>"),
            ("badge", "Exemple : J’utilise mon téléphone pour mes démarches"),
            ("recognises", "Vous lisez vos courriels. Vous trouvez une information en ligne."),
            ("badge_beside", badge_beside),
            ("recognises_beside", recognises_beside),
            ("short_code", "Code 9TD-H0W"),
        ]
        .map(value)
        .into();
        let address = format!("https://example.org/c/earnablebadge/EXEMPLE{number:04}/apply#9tdh0w");
        badge.insert("address".to_owned(), address);
        badge
    });
    Fields {
        values: [
            ("structure", "Les Jardins d’Exemple"),
            ("title", "Nos badges"),
            ("colour", ""),
            (
                "example",
                "Exemples — ces badges ne sont pas des badges d’INAÉ",
            ),
            ("open_badges", "Badgeons l’IAE en Nouvelle-Aquitaine"),
            ("open_badges_beside", "Badgeons l’IAE en Nouvelle-Aquitaine"),
            (
                "contact",
                "Claire ou Karim, au bureau de l’accueil, 05 56 12 34 56",
            ),
        ]
        .map(value)
        .into(),
        lists: [("badges".to_owned(), badges.collect())].into(),
    }
}

/// What a structure can add, and nothing.
fn looks() -> [Theme; 2] {
    let logo = |wide: u32| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {wide} 10'><path d='M0 0h9v9z'/></svg>"
        )
    };
    let full = Theme {
        logo: Some(logo(40)),
        line: "Avec le soutien de l’Union européenne et de la Région Nouvelle-Aquitaine".to_owned(),
        partners: vec![logo(10), logo(90)],
        ..Theme::default()
    };
    [full, Theme::default()]
}

fn hung(name: &str, fields: &Fields, format: Format, theme: &Theme) -> Press {
    hung_in((name, None), fields, format, theme)
}

fn hung_in(
    (name, beside): (&str, Option<Language>),
    fields: &Fields,
    format: Format,
    theme: &Theme,
) -> Press {
    let mut press = Press::new(format.shape().page());
    let day = "2026-11-23".parse().unwrap();
    hang(&mut press, (name, fields, beside), (format, theme), day).unwrap();
    press
}

#[test]
fn fifteen_badges_hold_on_one_a3_page_with_codes_that_are_read() {
    for theme in looks() {
        // Lying, what is left under the head holds fewer rows of codes and words that are read: two pages.
        for (format, pages) in [(Format::A3, 1), (Format::A3Landscape, 2)] {
            let press = hung("together", &together(15, None), format, &theme);
            assert_eq!(press.pages(), pages, "{format:?}");
            let codes: Vec<f32> = (0..pages).flat_map(|page| press.codes(page)).collect();
            assert_eq!(codes.len(), 15);
            assert!(codes.iter().all(|side| *side >= 51.99), "{codes:?}");
            // No word of a name is broken.
            for word in ["Exemple", "téléphone", "démarches"] {
                let whole = press
                    .marks
                    .iter()
                    .filter(|(_, line, _)| line.contains(word));
                assert!(whole.count() >= 15, "{word} in {format:?}");
            }
        }
    }
}

#[test]
fn each_page_on_a_wall_is_complete() {
    let languages = Language::ALL.map(Some);
    for beside in [None].into_iter().chain(languages) {
        for (theme, format) in looks()
            .iter()
            .flat_map(|one| Format::ALL.map(|format| (one, format)))
            // In two languages, what leaves the least room, on each shape of paper.
            .filter(|(theme, format)| {
                beside.is_none() || !theme.line.is_empty() && format.imposition().scale == 1.0
            })
        {
            let count = 15;
            let sheet = ("together", beside);
            let fields = together(count, beside);
            let press = hung_in(sheet, &fields, format, theme);
            press.can_be_read(&format!("{beside:?} {format:?}"));
            let mut expected: Vec<String> = [
                "Les Jardins d’Exemple",
                "Nos badges",
                "Exemples — ces badges ne sont pas des badges d’INAÉ",
                "Une question ?",
                "Claire ou Karim",
                "Codes lisibles jusqu’à 0,",
                &theme.line,
            ]
            .map(str::to_owned)
            .into();
            if let Some(language) = beside {
                let (_, mut other) = in_both("together", language).unwrap().beside.unwrap();
                let french = template("together").unwrap();
                let mut shown = french
                    .opening
                    .iter()
                    .map(|part| french.filled(&fields).shown(part));
                other.opening.retain(|_| shown.next() == Some(true));
                let texts = texts_of(&other).into_iter().flat_map(|(_, texts)| texts);
                expected.extend(texts.filter(|text| !text.contains('{')));
                expected.push(said_in(beside).first().copied().unwrap().to_owned());
            }
            let mut codes = 0;
            for page in 0..press.pages() {
                codes += press.codes(page).len();
                let on_page = press.marks.iter().filter(|(on, ..)| *on == page);
                let said: Vec<&str> = on_page.map(|(_, line, _)| line.as_str()).collect();
                let said = said.join(" ").replace('\u{a0}', " ");
                let said = said.replace(crate::shape::is_isolate, "");
                for words in &expected {
                    let words = words.replace('\u{a0}', " ");
                    assert!(
                        said.contains(&words),
                        "{words} on {page} of {format:?} in {beside:?}: {said}"
                    );
                }
                assert!(press.codes(page).iter().all(|side| *side >= 51.99));
            }
            assert_eq!(codes, count, "{format:?} {beside:?}");
        }
    }
}

#[test]
fn whom_several_badges_are_for_is_said_whole() {
    let names = "Badgeons l’IAE en Nouvelle-Aquitaine, Je découvre une association, Je soutiens mon quartier, \
        J’apprends une langue.";
    for (beside, format) in [None, Some(Language::English)]
        .into_iter()
        .flat_map(|beside| {
            [Format::A4, Format::A3, Format::FlyerTwo].map(|format| (beside, format))
        })
    {
        let mut fields = together(15, beside);
        for value in ["open_badges", "open_badges_beside"] {
            let names = names.trim_end_matches('.').to_owned();
            fields.values.insert(value.to_owned(), names);
        }
        let press = hung_in(("together", beside), &fields, format, &looks()[0]);
        for page in 0..press.pages() {
            let on_page = press.marks.iter().filter(|(on, ..)| *on == page);
            let said: Vec<&str> = on_page.map(|(_, line, _)| line.as_str()).collect();
            let said = said.join(" ");
            let times = if beside.is_some() { 2 } else { 1 };
            assert_eq!(said.matches(names).count(), times, "{format:?}: {said}");
        }
    }
}

#[test]
fn how_far_codes_are_read_is_said_on_walls_alone() {
    let reach = |press: &Press| {
        let lines = press.marks.iter();
        lines
            .filter(|(_, line, _)| line.starts_with("Codes lisibles"))
            .count()
    };
    for format in Format::ALL {
        let press = hung(
            "how-to-ask",
            &fields("how-to-ask", "Mot", 0),
            format,
            &Theme::default(),
        );
        assert_eq!((press.pages(), reach(&press)), (1, 1), "{format:?}");
    }
    let day = "2026-11-23".parse().unwrap();
    let memo = set(
        &template("memo").unwrap(),
        &fields("memo", "Mot", 1),
        &Theme::default(),
        day,
    );
    assert_eq!(reach(&memo.unwrap()), 0);
}

#[test]
fn who_funds_is_named_on_each_page_given_to_someone() {
    let day = "2026-11-23".parse().unwrap();
    let [theme, _] = looks();
    for name in sheet_names() {
        let template = template(name).unwrap();
        let named = template.wall || template.partners;
        let kept_small = ["memo", "memo-cards", "mailbox-note", "recovery"].contains(&name);
        assert_ne!(named, kept_small, "{name}");
        let press = set(&template, &fields(name, "Mot", 24), &theme, day).unwrap();
        for page in 0..press.pages() {
            let on_page = press.marks.iter().filter(|(on, ..)| *on == page);
            let said = on_page.map(|(_, line, _)| line.as_str());
            let said = said.collect::<Vec<_>>().join(" ");
            assert_eq!(
                said.contains(&theme.line),
                named,
                "{name}, page {page}: {said}"
            );
        }
    }
}

#[test]
fn an_invitation_and_a_certificate_are_one_page_with_all_that_a_structure_adds() {
    let day = "2026-11-23".parse().unwrap();
    for theme in looks() {
        for name in ["convocation", "certificate", "information"] {
            let words = "Claire Martin et Karim Haddad, au bureau";
            let press = set(
                &template(name).unwrap(),
                &fields(name, words, 1),
                &theme,
                day,
            );
            assert_eq!(press.unwrap().pages(), 1, "{name}");
        }
    }
}

/// All the texts of a sheet but its addresses, block by block.
fn texts_of(template: &Template) -> Vec<(&'static str, Vec<String>)> {
    let names = |all: &[[String; 2]]| all.iter().map(|[name, _]| name.clone()).collect();
    let head = vec![template.title.clone(), template.subtitle.clone()];
    let said = |part: &Part| match &part.block {
        Block::Steps(all) => ("steps", all.clone()),
        Block::Note(words) => ("note", vec![words.clone()]),
        Block::Codes(all) => ("codes", names(all)),
        Block::Facts(all) => ("facts", names(all)),
        Block::Entries(entries) => ("entries", vec![entries.name.clone(), entries.text.clone()]),
        Block::Strong(words) => ("strong", vec![words.clone()]),
        other => panic!("{other:?} is not said in two languages"),
    };
    let blocks = template.opening.iter().chain(&template.blocks).map(said);
    let closing = ("closing", names(&template.closing));
    [("head", head)]
        .into_iter()
        .chain(blocks)
        .chain([closing])
        .collect()
}

#[test]
fn another_language_says_all_that_french_does() {
    for (name, language) in ["how-to-ask", "together"]
        .into_iter()
        .flat_map(|name| Language::ALL.map(|language| (name, language)))
    {
        let french = texts_of(&template(name).unwrap());
        let (_, other) = in_both(name, language).unwrap().beside.unwrap();
        let other = texts_of(&other);
        assert_eq!(other.len(), french.len());
        for ((kind, french), (same, other)) in french.iter().zip(&other) {
            assert_eq!((kind, french.len()), (same, other.len()), "{language:?}");
            for text in other {
                assert!(!text.trim().is_empty() && !french.contains(text), "{text}");
                for weight in [Weight::Regular, Weight::Bold] {
                    assert_eq!(drawable(text, weight).unwrap(), *text);
                }
            }
        }
    }
    let none = in_both("attendance", Language::English).err();
    assert!(matches!(none, Some(DocumentError::Layout(_))));
}

#[test]
fn in_two_languages_how_to_ask_is_one_page_that_can_be_read() {
    let mut fields = fields("how-to-ask", "Les Jardins d’Exemple", 0);
    let contact = "Claire ou Karim, au bureau de l’accueil, du lundi au jeudi, 05 56 12 34 56";
    fields
        .values
        .insert("contact".to_owned(), contact.to_owned());
    for language in Language::ALL {
        let (_, other) = in_both("how-to-ask", language).unwrap().beside.unwrap();
        let mut expected = texts_of(&template("how-to-ask").unwrap());
        expected.extend(texts_of(&other));
        for (theme, format) in looks()
            .iter()
            .flat_map(|one| Format::ALL.map(|format| (one, format)))
        {
            let press = hung_in(("how-to-ask", Some(language)), &fields, format, theme);
            assert_eq!(press.pages(), 1, "{language:?} {format:?}");
            press.can_be_read(&format!("{language:?} {format:?}"));
            assert_eq!(press.codes(0).len(), 2);
            // Lines of a column are written one after another: no end is cut.
            let lines: Vec<&str> = press
                .marks
                .iter()
                .map(|(_, line, _)| line.as_str())
                .collect();
            let said = lines.join(" ").replace('\u{a0}', " ");
            for text in expected.iter().flat_map(|(_, texts)| texts) {
                let text = text.replace('\u{a0}', " ");
                assert!(said.contains(&text), "{text} in {said}");
            }
            let reach = language.said("reach", "{reach}", "").unwrap();
            let start: String = reach.chars().take(8).collect();
            assert!(said.contains(&start), "{start} in {said}");
            assert!(said.contains("Claire ou Karim") && said.contains("05 56 12 34 56"));
        }
    }
}
