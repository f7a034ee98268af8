//! Posters of several badges, each with a code of its own and printed again together.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test says plainly that something cannot be otherwise

use std::path::Path;

use anyhow::Result;
use atelier_app::App;
use atelier_app::documents::{Format, Language};
use atelier_app::view::{BadgeView, DocumentChoice, LookView, RequestFilterForm};
use atelier_tests::group::{pathway, together};
use atelier_tests::{group, paper};

/// Whom to ask is someone else: everything that hangs is to be printed again.
fn ask_someone_else(app: &App, contact: &str) -> Result<()> {
    app.save_look(&LookView {
        contact: contact.into(),
        ..LookView::default()
    })?;
    Ok(())
}

/// The width and height of the first page, in points, and the addresses of its codes.
fn first_page(pdf: &Path) -> Result<((u32, u32), Vec<String>)> {
    let picture = paper::pages(pdf, &pdf.with_extension(""), 150)?.remove(0);
    let size = image::image_dimensions(&picture)?;
    Ok((size, paper::read_by_zbar(&picture)?))
}

#[test]
fn a_poster_of_several_badges_is_one_poster_with_a_code_for_each() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = group::demonstration(home.path())?;
    let badges = pathway(&app)?;
    let before = app.posters()?.posters.len();
    let choice = together(&badges, Format::A3);
    assert_eq!(app.document_page(&choice, 1, 300)?.pages, 1);
    assert_eq!(app.posters()?.posters.len(), before, "a look gives no code");

    let pdf = home.path().join("parcours.pdf");
    app.save_document(&choice, Some(&pdf))?;
    let posters = app.posters()?.posters;
    assert_eq!(posters.len(), before + 1);
    let made = &posters[0];
    let ids = |badges: &[BadgeView]| {
        badges
            .iter()
            .map(|one| one.id.to_string())
            .collect::<Vec<_>>()
    };
    let shown: Vec<String> = made.badges.iter().map(|one| one.badge.clone()).collect();
    assert_eq!(shown, ids(&badges), "in the order of the catalogue");
    let (size, codes) = first_page(&pdf)?;
    // A3 is 297 × 420 mm, at 150 dots an inch.
    assert_eq!(size, (1754, 2481));
    assert_eq!(codes.len(), badges.len());
    for address in &codes {
        let found = app.find_poster(address)?;
        assert!(
            badges
                .iter()
                .any(|badge| badge.id == found.badge.as_ref().unwrap().id)
        );
    }
    // The same on the same day is the same poster; of other badges, another.
    app.save_document(&choice, Some(&pdf))?;
    assert_eq!(app.posters()?.posters.len(), posters.len());
    let fewer = together(&badges[1..], Format::A3);
    app.save_document(&fewer, Some(&home.path().join("autre.pdf")))?;
    assert_eq!(app.posters()?.posters.len(), posters.len() + 1);
    // Where it hangs and that it is taken down are said once for the whole sheet, by any of its codes.
    let last = &made.badges.last().unwrap().code;
    app.set_poster_place(last, "couloir")?;
    assert_eq!(app.find_poster(&made.code)?.place, "couloir");
    let view = app.set_poster_withdrawn(last, true)?;
    let one = view
        .posters
        .iter()
        .find(|one| one.code == made.code)
        .unwrap();
    assert_eq!(
        (one.state.as_str(), one.place.as_str()),
        ("withdrawn", "couloir")
    );
    Ok(())
}

#[test]
fn what_is_out_of_date_is_printed_again_whole_and_on_the_same_paper() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = group::demonstration(home.path())?;
    let badges = pathway(&app)?;
    let file = |name: &str| home.path().join(name);
    app.save_document(
        &together(&badges, Format::A3Landscape),
        Some(&file("a.pdf")),
    )?;
    let flyer = DocumentChoice::Poster {
        badges: vec![badges[0].id.clone()],
        together: false,
        format: Format::FlyerTwo,
        beside: None,
    };
    app.save_document(&flyer, Some(&file("b.pdf")))?;
    group::hang_all(&app)?;
    // A rule is on the badge's own poster alone.
    let mut rule = badges[0].rule.clone();
    rule.criterion = "Autre critère".into();
    app.save_offer(&badges[0].id, rule)?;
    assert_eq!(app.posters()?.outdated.len(), 1);
    ask_someone_else(&app, "Karim, à l’accueil")?;
    let outdated = app.posters()?.outdated;
    assert_eq!(outdated.len(), 2);
    let again = DocumentChoice::Reprint { posters: outdated };
    app.save_document(&again, Some(&file("c.pdf")))?;
    let sizes: Vec<(u32, u32)> = paper::pages(&file("c.pdf"), &file("c"), 50)?
        .iter()
        .map(image::image_dimensions)
        .collect::<Result<_, _>>()?;
    // Both are on their own paper: A3 lying (420 × 297 mm) and A4 lying (297 × 210 mm), at 50 dots an inch.
    let mut sorted = sizes;
    sorted.sort_unstable();
    assert_eq!(sorted, [(585, 414), (827, 585)]);
    let view = app.posters()?;
    assert!(view.outdated.is_empty());
    assert_eq!(view.to_replace, 2, "they hang until the new ones do");
    group::hang_all(&app)?;
    let view = app.posters()?;
    let withdrawn = view.posters.iter().filter(|one| one.state == "withdrawn");
    assert_eq!(withdrawn.count(), 2, "the whole poster is replaced");
    assert_eq!(view.to_replace, 0);
    Ok(())
}

#[test]
fn a_poster_that_could_not_be_kept_has_no_code_and_replaces_none() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = group::demonstration(home.path())?;
    let badges = pathway(&app)?;
    let choice = together(&badges, Format::A4);
    app.save_document(&choice, Some(&home.path().join("a.pdf")))?;
    group::hang_all(&app)?;
    ask_someone_else(&app, "Karim, à l’accueil")?;
    let before = app.posters()?;
    assert_eq!(before.outdated.len(), 1);
    // No folder can be where a file is.
    let nowhere = home.path().join("a.pdf/b.pdf");
    let again = DocumentChoice::Reprint {
        posters: before.outdated.clone(),
    };
    for choice in [&choice, &again] {
        let refused = app.save_document(choice, Some(&nowhere)).unwrap_err();
        assert_eq!(refused.code(), "document-not-saved");
    }
    assert_eq!(app.posters()?, before);
    // Nor does one that no printer took: it is kept as a file, and what hangs is still to be printed again.
    let refused = app.print_document(&again, Some("Nulle-part"), 1, false);
    assert!(refused.is_err());
    let after = app.posters()?;
    assert_eq!(after.outdated, before.outdated);
    let kept = after
        .posters
        .iter()
        .find(|one| !before.posters.contains(one));
    let kept = kept.unwrap();
    assert_eq!((kept.state.as_str(), kept.printed.as_str()), ("saved", ""));
    Ok(())
}

#[test]
fn a_poster_hangs_once_somebody_says_so_and_is_printed_again_only_then() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = group::demonstration(home.path())?;
    let badge = pathway(&app)?.remove(0);
    let choice = DocumentChoice::Poster {
        badges: vec![badge.id.clone()],
        together: false,
        format: Format::A4,
        beside: None,
    };
    let save = |name: &str| app.save_document(&choice, Some(&home.path().join(name)));
    let states = || -> Result<Vec<(String, String)>> {
        let posters = app.posters()?.posters.into_iter();
        Ok(posters.map(|one| (one.code, one.state)).collect())
    };
    save("a.pdf")?;
    let (first, state) = states()?.remove(0);
    assert_eq!(state, "saved");
    let today = app.session()?.today;
    let one = app.posters()?.posters.remove(0);
    assert_eq!(
        (one.made, one.printed, one.hung),
        (today.clone(), String::new(), String::new())
    );

    // What it says changes before it is hung: there is nothing to print again, nor to take down.
    ask_someone_else(&app, "Karim, à l’accueil")?;
    assert_eq!(states()?, [(first.clone(), "stale".to_owned())]);
    assert!(app.posters()?.outdated.is_empty());
    assert_eq!(app.home()?.posters_outdated, 0);
    // Saved as it is now, it is another one. The first will not be hung.
    save("b.pdf")?;
    let second = states()?.remove(0).0;
    app.set_poster_withdrawn(&first, true)?;
    let expected = [
        (second.clone(), "saved".to_owned()),
        (first, "dropped".to_owned()),
    ];
    assert_eq!(states()?, expected);

    // It hangs, in one click; then it is to be printed again when it has to be.
    let view = app.set_posters_hung(std::slice::from_ref(&second), true)?;
    assert_eq!(
        (view.posters[0].state.as_str(), &view.posters[0].hung),
        ("hung", &today)
    );
    ask_someone_else(&app, "Sofia, au bureau 2")?;
    assert_eq!(app.posters()?.outdated, std::slice::from_ref(&second));
    assert_eq!(app.home()?.posters_outdated, 1);
    let again = DocumentChoice::Reprint {
        posters: vec![second.clone()],
    };
    app.save_document(&again, Some(&home.path().join("c.pdf")))?;
    let third = states()?.remove(0).0;
    let all = states()?;
    assert_eq!(all[0], (third.clone(), "saved".to_owned()));
    assert_eq!(all[1], (second.clone(), "to-replace".to_owned()));

    // The new one is out of date before it is hung: another takes its place, and that of the one that hangs.
    ask_someone_else(&app, "Léo, à l’atelier")?;
    app.save_document(&again, Some(&home.path().join("d.pdf")))?;
    let fourth = states()?.remove(0).0;
    assert_ne!(fourth, third);
    let of = |code: &str| -> Result<String> {
        let mut all = states()?.into_iter();
        Ok(all.find(|(one, _)| one == code).unwrap().1)
    };
    assert_eq!(
        (of(&third)?.as_str(), of(&second)?.as_str()),
        ("dropped", "to-replace")
    );
    // Hung, it takes the place of the one that hung; undone, it does not.
    let up = std::slice::from_ref(&fourth);
    app.set_posters_hung(up, true)?;
    assert_eq!(
        (of(&fourth)?.as_str(), of(&second)?.as_str()),
        ("hung", "withdrawn")
    );
    app.set_posters_hung(up, false)?;
    assert_eq!(
        (of(&fourth)?.as_str(), of(&second)?.as_str()),
        ("saved", "to-replace")
    );
    // A place is where it hangs.
    app.set_poster_place(&fourth, "accueil")?;
    assert_eq!(
        (of(&fourth)?.as_str(), of(&second)?.as_str()),
        ("hung", "withdrawn")
    );

    // Its badge is offered no more: what hangs is to be taken down.
    app.withdraw_offer(&badge.id)?;
    assert_eq!(of(&fourth)?, "gone");
    assert_eq!(app.posters()?.gone, 1);
    Ok(())
}

#[test]
fn each_poster_printed_again_at_once_has_its_own_code() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = group::demonstration(home.path())?;
    let badge = pathway(&app)?.remove(0);
    let alone = |format| DocumentChoice::Poster {
        badges: vec![badge.id.clone()],
        together: false,
        format,
        beside: None,
    };
    let file = |name: &str| home.path().join(name);
    app.save_document(&alone(Format::A4), Some(&file("a.pdf")))?;
    let first = app.posters()?.posters[0].code.clone();
    app.set_poster_place(&first, "entrée")?;
    app.save_document(&alone(Format::A4), Some(&file("b.pdf")))?;
    let second = app
        .posters()?
        .posters
        .iter()
        .find(|one| one.code != first)
        .unwrap()
        .code
        .clone();
    app.set_poster_place(&second, "entrée")?;
    ask_someone_else(&app, "Karim, à l’accueil")?;
    let outdated = app.posters()?.outdated;
    assert_eq!(outdated.len(), 2);
    let again = DocumentChoice::Reprint { posters: outdated };
    app.save_document(&again, Some(&file("c.pdf")))?;
    let view = app.posters()?;
    let up = view.posters.iter().filter(|one| one.state == "saved");
    let codes: std::collections::BTreeSet<&str> = up.map(|one| one.code.as_str()).collect();
    assert_eq!(codes.len(), 2);
    let text = paper::text(&file("c.pdf"))?;
    assert!(codes.iter().all(|code| text.contains(code)));
    // One that still says what is true is the same poster once more.
    let before = app.posters()?;
    let torn = (*codes.iter().next().unwrap()).to_owned();
    let again = DocumentChoice::Reprint {
        posters: vec![torn.clone()],
    };
    app.save_document(&again, Some(&file("d.pdf")))?;
    assert!(paper::text(&file("d.pdf"))?.contains(&torn));
    assert_eq!(app.posters()?, before);
    // One after the other, too.
    group::hang_all(&app)?;
    ask_someone_else(&app, "Sofia, au bureau 2")?;
    for code in app.posters()?.outdated {
        let again = DocumentChoice::Reprint {
            posters: vec![code],
        };
        app.save_document(&again, Some(&file("e.pdf")))?;
    }
    let view = app.posters()?;
    let up = view.posters.iter().filter(|one| one.state == "saved");
    assert_eq!(up.count(), 2);
    assert_eq!(view.to_replace, 2);
    Ok(())
}

#[test]
fn how_to_ask_has_its_own_code_which_counts_what_came_of_it() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = group::demonstration(home.path())?;
    let how = DocumentChoice::HowToAsk {
        format: Format::A4,
        beside: Some(Language::English),
    };
    let pdf = home.path().join("how.pdf");
    app.save_document(&how, Some(&pdf))?;
    let poster = app.posters()?.posters.remove(0);
    assert!(paper::text(&pdf)?.contains(&poster.code));
    assert!(poster.format_text.contains("anglais"));
    for address in first_page(&pdf)?.1 {
        assert_eq!(app.find_poster(&address)?.badge, None, "{address}");
    }
    // Someone who saw it says which badge they want.
    let person = app.participants("")?.remove(0);
    let refused = app.open_poster_request(person.id.0, &poster.code, None);
    assert_eq!(refused.unwrap_err().code(), "poster-badge");
    let asked = app.requests(&RequestFilterForm {
        participant: Some(person.id),
        workshop: None,
    })?;
    let catalogue = app.catalogue()?;
    let mut offered = catalogue
        .pathways
        .iter()
        .flat_map(|pathway| &pathway.badges);
    let badge = offered
        .find(|badge| badge.offered && !asked.iter().any(|request| request.badge_id == badge.id))
        .unwrap();
    let before = app.home()?.posters_requests;
    app.open_poster_request(person.id.0, &poster.code, Some(&badge.id))?;
    assert_eq!(app.posters()?.posters[0].requests, 1);
    assert_eq!(app.home()?.posters_requests, before + 1);
    // It says whom to ask: someone else, and it is to be printed again, on the same paper and in both languages.
    ask_someone_else(&app, "Karim, à l’accueil")?;
    let outdated = app.posters()?.outdated;
    assert_eq!(outdated, [poster.code]);
    let again = DocumentChoice::Reprint { posters: outdated };
    app.save_document(&again, Some(&pdf))?;
    let text = paper::text(&pdf)?;
    assert!(
        text.contains("Karim") && text.contains("Who to ask"),
        "{text}"
    );
    Ok(())
}

#[test]
fn several_badges_hang_in_two_languages() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = group::demonstration(home.path())?;
    let badges = pathway(&app)?;
    let mut words = app.badge_words(std::slice::from_ref(&badges[0].id), Language::Ukrainian)?;
    words[0].name = "Я працюю в команді".into();
    app.save_badge_words(&words[0])?;
    let DocumentChoice::Poster {
        badges: ids,
        together,
        format,
        ..
    } = together(&badges, Format::A3)
    else {
        unreachable!()
    };
    let choice = DocumentChoice::Poster {
        badges: ids,
        together,
        format,
        beside: Some(Language::Ukrainian),
    };
    let pdf = home.path().join("uk.pdf");
    app.save_document(&choice, Some(&pdf))?;
    let text = paper::text(&pdf)?;
    for part in ["команді", "Бейджі, які можна", "Є питання?"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert_eq!(first_page(&pdf)?.1.len(), badges.len());
    group::hang_all(&app)?;
    // A word changes: the poster is to be printed again.
    words[0].recognises = "Ви допомагаєте колегам".into();
    app.save_badge_words(&words[0])?;
    assert_eq!(app.posters()?.outdated.len(), 1);
    Ok(())
}

#[test]
fn what_was_printed_again_together_can_be_once_more() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = group::demonstration(home.path())?;
    let badges = pathway(&app)?;
    let file = |name: &str| home.path().join(name);
    app.save_document(&together(&badges, Format::A4), Some(&file("a.pdf")))?;
    group::hang_all(&app)?;
    ask_someone_else(&app, "Karim, à l’accueil")?;
    let outdated = app.posters()?.outdated;
    let again = DocumentChoice::Reprint { posters: outdated };
    // Kept, looked at, kept once more: one poster.
    app.save_document(&again, Some(&file("b.pdf")))?;
    let once = app.posters()?;
    assert_eq!(app.document_page(&again, 1, 200)?.pages, 1);
    app.save_document(&again, Some(&file("c.pdf")))?;
    assert_eq!(app.posters()?, once);
    assert_eq!(first_page(&file("b.pdf"))?.1, first_page(&file("c.pdf"))?.1);

    // A badge that is no longer offered: the poster is to be printed again without it.
    group::hang_all(&app)?;
    app.withdraw_offer(&badges[1].id)?;
    let outdated = app.posters()?.outdated;
    assert_eq!(outdated.len(), 1);
    let again = DocumentChoice::Reprint { posters: outdated };
    app.save_document(&again, Some(&file("d.pdf")))?;
    assert_eq!(first_page(&file("d.pdf"))?.1.len(), badges.len() - 1);
    assert!(app.posters()?.outdated.is_empty());
    Ok(())
}

#[test]
fn a_bilingual_poster_says_the_words_of_the_structure_and_follows_them() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = group::demonstration(home.path())?;
    let badge = pathway(&app)?.remove(0);
    let choice = |beside| DocumentChoice::Poster {
        badges: vec![badge.id.clone()],
        together: false,
        format: Format::A4,
        beside,
    };
    let file = |name: &str| home.path().join(name);
    let pdf = file("fr.pdf");
    app.save_document(&choice(None), Some(&pdf))?;
    assert!(!paper::text(&pdf)?.contains("من أجل ماذا"));

    // Fixed words first; those of the structure once they are written, and kept.
    let mut words = app.badge_words(std::slice::from_ref(&badge.id), Language::Arabic)?;
    let mut words = words.remove(0);
    assert_eq!(words.name, "");
    words.name = "أعمل ضمن فريق".into();
    words.rule.evidence = "صورة للعمل".into();
    assert_eq!(app.save_badge_words(&words)?, words);
    let pdf = file("ar.pdf");
    app.save_document(&choice(Some(Language::Arabic)), Some(&pdf))?;
    let said = paper::text(&pdf)?;
    for part in ["أعمل", "فريق", "صورة", "اكتب"] {
        assert!(said.contains(part), "{part} is not in {said}");
    }
    // Its name takes two lines.
    for word in badge.name.split_whitespace() {
        assert!(said.contains(word), "{word} is not in {said}");
    }
    let hung = app.posters()?.posters;
    let bilingual = hung.iter().find(|one| one.format_text.contains("arabe"));
    assert!(bilingual.is_some(), "the French poster is another one");

    group::hang_all(&app)?;
    // Its words change: it alone is out of date, and is printed again in both languages.
    words.rule.evidence = "صورة أو وثيقة".into();
    app.save_badge_words(&words)?;
    let outdated = app.posters()?.outdated;
    assert_eq!(outdated.len(), 1);
    let pdf = file("again.pdf");
    let again = DocumentChoice::Reprint { posters: outdated };
    app.save_document(&again, Some(&pdf))?;
    assert!(paper::text(&pdf)?.contains("وثيقة"));
    assert!(app.posters()?.outdated.is_empty());

    // Nothing is said any more: the words are forgotten.
    words.name.clear();
    words.rule.evidence.clear();
    app.save_badge_words(&words)?;
    let kept = app.badge_words(std::slice::from_ref(&badge.id), Language::Arabic)?;
    assert_eq!(kept[0].rule.evidence, "");
    words.name = "x".repeat(2_001);
    assert_eq!(
        app.save_badge_words(&words).unwrap_err().code(),
        "text-too-long"
    );
    Ok(())
}
