//! Posters of several badges: each badge with a code of its own, printed again together on the same paper.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test says plainly that something cannot be otherwise

use std::path::Path;

use anyhow::Result;
use atelier_app::App;
use atelier_app::documents::Format;
use atelier_app::view::{BadgeView, DocumentChoice};
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
