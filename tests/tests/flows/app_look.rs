//! The look of the structure, on all that is printed.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test says plainly that something cannot be otherwise

use std::path::Path;

use anyhow::Result;
use atelier_app::documents::Format;
use atelier_app::view::{DocumentChoice, LookView, PartnerView};
use atelier_tests::group::{pathway, together};
use atelier_tests::{group, paper};

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

    let badge = pathway(&app)?[0].id.clone();
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
        ("look-together", together(&pathway(&app)?, Format::A4), true),
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
    assert_eq!(
        app.save_look(&wrong).unwrap_err().code(),
        "colour-unreadable"
    );
    let mut wrong = kept.clone();
    wrong.line = "x".repeat(161);
    assert_eq!(app.save_look(&wrong).unwrap_err().code(), "text-too-long");
    let mut wrong = kept.clone();
    let script = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>";
    wrong.logo = Some(script.into());
    assert_eq!(app.save_look(&wrong).unwrap_err().code(), "picture-script");
    let mut wrong = kept.clone();
    wrong.partners = vec![kept.partners[0].clone(); 7];
    assert_eq!(
        app.save_look(&wrong).unwrap_err().code(),
        "too-many-partners"
    );
    assert_eq!(app.look()?, kept);
    Ok(())
}
