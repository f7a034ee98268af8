//! No state and no name is ever cut at 1366 px, in any screen of the real window: on the demonstration (`access` looks for it
//! on its way through them), then with names as long as people have. Every other text is held to the same.

#![allow(clippy::unwrap_used, clippy::panic)] // a test says plainly that something cannot be otherwise

use anyhow::Result;
use atelier_app::App;
use atelier_app::view::{ParticipantForm, StaffView, StructureView};
use atelier_domain::StructureKind;
use atelier_tests::screens::{JOURNEYS, Journey, Screen, Size, Walk};

/// What is known to be cut: a screen, and what its element has. Only names as long as nobody has may stand here, or what is
/// being drawn again; the list may only grow shorter.
const KNOWN: &[(&str, &str)] = &[];

/// Everything that cannot be read whole on the screen where the walk is.
pub(crate) async fn cut_on(walk: &Walk, screen: &Screen) -> Result<Vec<String>> {
    let mut cut = Vec::new();
    for one in walk.cut().await? {
        let known = |(name, has): &(&str, &str)| *name == screen.name && one.r#where.contains(has);
        if !KNOWN.iter().any(known) {
            cut.push(format!(
                "{}: {}: « {} » in {}",
                screen.name, one.how, one.text, one.r#where
            ));
        }
    }
    Ok(cut)
}

/// The same in all the screens of a journey.
async fn cut_in(journey: &Journey, more: impl FnOnce(&App) -> Result<()>) -> Vec<String> {
    let walk = Walk::begin_with(journey, Size::Laptop, more).await.unwrap();
    let mut cut = Vec::new();
    for screen in journey.screens {
        if let Err(problem) = walk.go(screen).await {
            cut.push(format!("{problem:#}"));
            break;
        }
        cut.extend(cut_on(&walk, screen).await.unwrap());
    }
    cut
}

/// Everybody and everything gets a long name.
fn lengthen(app: &App) -> Result<()> {
    for person in app.participants("")? {
        let form = ParticipantForm {
            id: Some(person.id),
            first_name: format!("{} Emmanuelle-Alexandrine", person.first_name),
            last_name: format!("{} Rakotomalala-Andriamahefa", person.last_name),
            email: person
                .email
                .replace('@', ".rakotomalala.andriamahefa@atelier."),
            phone: person.phone,
            nickname: person.nickname,
            language: None,
        };
        app.save_participant(&form)?;
    }
    for member in app.setup()?.staff {
        let name = format!("{}-Vandenbroucke", member.name);
        app.save_staff(&StaffView { name, ..member })?;
    }
    let name = "Association intermédiaire et chantier d’insertion des vallées de la Haute-Dordogne"
        .to_owned();
    app.save_structure(&StructureView {
        name,
        kind: Some(StructureKind::Aci.into()),
    })?;
    for workshop in app.workshops()? {
        let mut form = app.workshop(workshop.id.0)?.form;
        form.place = format!(
            "{} du pôle de services de la communauté de communes",
            form.place
        );
        app.save_workshop(&form)?;
    }
    Ok(())
}

#[tokio::test]
async fn long_names_are_not_cut_at_1366() {
    let mut cut = Vec::new();
    for journey in JOURNEYS {
        cut.extend(cut_in(journey, lengthen).await);
    }
    assert!(cut.is_empty(), "{}", cut.join("\n"));
}
