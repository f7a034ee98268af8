//! Posters of several badges, each with a code of its own and printed again together; and the look of the structure.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test says plainly that something cannot be otherwise

use std::path::Path;

use anyhow::Result;
use atelier_app::App;
use atelier_app::documents::{Format, Language};
use atelier_app::view::{BadgeView, DocumentChoice, LookView, PartnerView};
use atelier_tests::{group, paper};

/// Those of the first pathway that offers several.
fn pathway(app: &App) -> Vec<BadgeView> {
    let pathways = app.catalogue().unwrap().pathways.into_iter();
    let mut offered = pathways.map(|pathway| {
        let badges = pathway.badges.into_iter();
        badges.filter(|badge| badge.offered).collect::<Vec<_>>()
    });
    offered.find(|badges| badges.len() > 1).unwrap()
}

fn together(badges: &[BadgeView], format: Format) -> DocumentChoice {
    DocumentChoice::Poster {
        badges: badges.iter().map(|badge| badge.id.clone()).collect(),
        together: true,
        format,
        beside: None,
    }
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
    let badges = pathway(&app);
    let before = app.posters()?.posters.len();
    let choice = together(&badges, Format::A3);
    assert_eq!(app.document_page(&choice, 1, 300)?.pages, 1);
    assert_eq!(app.posters()?.posters.len(), before, "a look gives no code");

    let pdf = home.path().join("parcours.pdf");
    app.save_document(&choice, Some(&pdf))?;
    let posters = app.posters()?.posters;
    assert_eq!(posters.len(), before + badges.len());
    let (size, codes) = first_page(&pdf)?;
    // A3 is 297 × 420 mm, at 150 dots an inch.
    assert_eq!(size, (1754, 2481));
    assert_eq!(codes.len(), badges.len());
    for address in &codes {
        let found = app.find_poster(address)?;
        assert!(badges.iter().any(|badge| badge.id == found.badge.id));
    }
    // The same on the same day is the same poster; of other badges, another.
    app.save_document(&choice, Some(&pdf))?;
    assert_eq!(app.posters()?.posters.len(), posters.len());
    let fewer = together(&badges[1..], Format::A3);
    app.save_document(&fewer, Some(&home.path().join("autre.pdf")))?;
    assert_eq!(
        app.posters()?.posters.len(),
        posters.len() + badges.len() - 1
    );
    Ok(())
}

#[test]
fn what_is_out_of_date_is_printed_again_whole_and_on_the_same_paper() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = group::demonstration(home.path())?;
    let badges = pathway(&app);
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
    let mut rule = badges[0].rule.clone();
    rule.criterion = "Autre critère".into();
    app.save_offer(&badges[0].id, rule)?;
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
    let withdrawn = view.posters.iter().filter(|one| one.state == "withdrawn");
    assert_eq!(
        withdrawn.count(),
        badges.len() + 1,
        "the whole poster is replaced"
    );
    Ok(())
}

#[test]
fn a_poster_that_could_not_be_kept_has_no_code_and_replaces_none() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = group::demonstration(home.path())?;
    let badges = pathway(&app);
    let choice = together(&badges, Format::A4);
    app.save_document(&choice, Some(&home.path().join("a.pdf")))?;
    let mut rule = badges[0].rule.clone();
    rule.criterion = "Autre critère".into();
    app.save_offer(&badges[0].id, rule)?;
    let before = app.posters()?;
    assert_eq!(before.outdated.len(), 1);
    // No folder can be where a file is.
    let nowhere = home.path().join("a.pdf/b.pdf");
    let again = DocumentChoice::Reprint {
        posters: before.outdated.clone(),
    };
    for choice in [&choice, &again] {
        let refused = app.save_document(choice, Some(&nowhere)).unwrap_err();
        assert_eq!(refused.code, "document-not-saved");
    }
    assert_eq!(app.posters()?, before);
    Ok(())
}

#[test]
fn what_was_printed_again_together_can_be_once_more() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = group::demonstration(home.path())?;
    let badges = pathway(&app);
    let file = |name: &str| home.path().join(name);
    app.save_document(&together(&badges, Format::A4), Some(&file("a.pdf")))?;
    let mut rule = badges[0].rule.clone();
    rule.criterion = "Autre critère".into();
    app.save_offer(&badges[0].id, rule)?;
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
    app.withdraw_offer(&badges[1].id)?;
    let outdated = app.posters()?.outdated;
    assert_eq!(outdated.len(), 1);
    let again = DocumentChoice::Reprint { posters: outdated };
    app.save_document(&again, Some(&file("d.pdf")))?;
    assert_eq!(first_page(&file("d.pdf"))?.1.len(), badges.len() - 1);
    assert!(app.posters()?.outdated.is_empty());
    Ok(())
}

/// A logo as people have them: pixels, wider than high, with a transparent ground.
fn logo(width: u32, colour: [u8; 3]) -> Vec<u8> {
    let [r, g, b] = colour;
    let picture = image::RgbaImage::from_fn(width, 100, |x, y| {
        let inside = (x / 20 + y / 20) % 2 == 0;
        image::Rgba([r, g, b, if inside { 255 } else { 0 }])
    });
    let mut png = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut png, image::ImageFormat::Png).unwrap();
    png.into_inner()
}

#[test]
fn what_is_printed_takes_the_look_of_the_structure() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = group::demonstration(home.path())?;
    assert_eq!(app.look()?, LookView::default());
    let partner = |name: &str, width: u32, colour| -> Result<PartnerView> {
        let image = app.read_picture("logo.png", &logo(width, colour))?.image;
        Ok(PartnerView {
            name: name.into(),
            image,
        })
    };
    let look = LookView {
        colour: "#FFD400".into(),
        printed_colour: String::new(),
        logo: Some(partner("Nous", 260, [160, 20, 90])?.image),
        contact: "  Claire, au bureau,  le mardi de 9 h à 12 h ".into(),
        line: "Cofinancé par l’Union européenne".into(),
        partners: vec![
            partner("INAÉ", 300, [20, 60, 160])?,
            partner("Région", 100, [200, 80, 20])?,
        ],
    };
    let kept = app.save_look(&look)?;
    assert_eq!(kept.contact, "Claire, au bureau, le mardi de 9 h à 12 h");
    assert_ne!(
        kept.printed_colour, kept.colour,
        "yellow cannot be read on white"
    );
    assert_eq!(app.look()?, kept);
    assert_eq!(app.save_look(&kept)?, kept, "kept again, it is the same");

    let badge = pathway(&app)[0].id.clone();
    let poster = |format| DocumentChoice::Poster {
        badges: vec![badge.clone()],
        together: false,
        format,
        beside: None,
    };
    let sheet = DocumentChoice::Sheet {
        name: "attestation".into(),
        workshop: None,
        people: vec![],
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    for (name, choice, said) in [
        ("look-a4", poster(Format::A4), true),
        ("look-lying", poster(Format::A3Landscape), true),
        ("look-flyer", poster(Format::FlyerTwo), true),
        ("look-together", together(&pathway(&app), Format::A4), true),
        (
            "look-how",
            DocumentChoice::HowToAsk {
                format: Format::A4,
                beside: None,
            },
            true,
        ),
        ("look-sheet", sheet, false),
    ] {
        let pdf = folder.join(format!("{name}.pdf"));
        app.save_document(&choice, Some(&pdf))?;
        let text = paper::text(&pdf)?;
        for words in [&kept.contact, &kept.line] {
            assert!(!said || text.contains(words), "{name}: {words}");
        }
        // The logo's own colour is on the page.
        let mut pages = paper::pages(&pdf, &pdf.with_extension(""), 60)?;
        assert!(!said || pages.len() == 1, "{name}: {} pages", pages.len());
        let page = pages.remove(0);
        let page = image::open(page)?.to_rgb8();
        let close = |pixel: &&image::Rgb<u8>| {
            let [r, g, b] = pixel.0;
            r.abs_diff(160) < 12 && g.abs_diff(20) < 12 && b.abs_diff(90) < 12
        };
        assert!(page.pixels().filter(close).count() > 100, "{name}: no logo");
    }

    // What cannot be taken says so, and changes nothing.
    let mut wrong = kept.clone();
    wrong.colour = "jaune".into();
    assert_eq!(app.save_look(&wrong).unwrap_err().code, "colour-unreadable");
    let mut wrong = kept.clone();
    wrong.line = "x".repeat(161);
    assert_eq!(app.save_look(&wrong).unwrap_err().code, "text-too-long");
    let mut wrong = kept.clone();
    let script = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>";
    wrong.logo = Some(script.into());
    assert_eq!(app.save_look(&wrong).unwrap_err().code, "picture-script");
    let mut wrong = kept.clone();
    wrong.partners = vec![kept.partners[0].clone(); 7];
    assert_eq!(app.save_look(&wrong).unwrap_err().code, "too-many-partners");
    assert_eq!(app.look()?, kept);
    Ok(())
}

#[test]
fn a_bilingual_poster_says_the_words_of_the_structure_and_follows_them() -> Result<()> {
    let home = tempfile::tempdir()?;
    let app = group::demonstration(home.path())?;
    let badge = pathway(&app).remove(0);
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
        app.save_badge_words(&words).unwrap_err().code,
        "text-too-long"
    );
    Ok(())
}
