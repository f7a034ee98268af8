//! People and workshops for the tests that play in the real window.

use atelier_domain::{BadgeId, WorkshopId};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use atelier_app::documents::{Format, Language};
use atelier_app::view::{BadgeView, DocumentChoice, Id, ParticipantForm, PlanView, WorkshopForm};
use atelier_app::{App, Clock, Places, demo};
use tempfile::TempDir;

use crate::when;
use crate::window::Window;

/// Of an empty store.
const PASSPHRASE: &str = "cheval orange table lundi pomme vélo sept";

/// The demonstration structure in the home folder of a user; open, its passphrase is [`demo::PASSPHRASE`].
///
/// # Errors
/// When it cannot be written there.
pub fn demonstration(home: &Path) -> Result<Arc<App>> {
    demonstration_at(home, Clock::system())
}

/// The same, with another clock or other dice.
///
/// # Errors
/// When it cannot be written there.
pub fn demonstration_at(home: &Path, clock: Clock) -> Result<Arc<App>> {
    let places = Places {
        data: Window::data(home),
        documents: home.join("documents"),
    };
    let app = App::new(places, clock);
    demo::fill(&app)?;
    Ok(app)
}

/// An application on a store of its own, empty and open; it ends with its folder.
///
/// # Errors
/// When it cannot be written there.
pub fn empty() -> Result<(TempDir, Arc<App>)> {
    let home = tempfile::tempdir()?;
    let places = Places {
        data: home.path().join("store"),
        documents: home.path().join("documents"),
    };
    let app = App::new(places, when::morning());
    app.create_store(PASSPHRASE)?;
    Ok((home, app))
}

/// The badges of the first pathway that offers several.
///
/// # Errors
/// When there is none, or the catalogue cannot be read.
pub fn pathway(app: &App) -> Result<Vec<BadgeView>> {
    let pathways = app.catalogue()?.pathways.into_iter();
    let mut offered = pathways.map(|pathway| {
        let badges = pathway.badges.into_iter();
        badges.filter(|badge| badge.offered).collect::<Vec<_>>()
    });
    let several = offered.find(|badges| badges.len() > 1);
    several.context("a pathway that offers several badges")
}

/// One poster of these badges.
#[must_use]
pub fn together(badges: &[BadgeView], format: Format) -> DocumentChoice {
    DocumentChoice::Poster {
        badges: badges.iter().map(|badge| badge.id.clone()).collect(),
        together: true,
        format,
        beside: None,
    }
}

/// Says that everything that was made hangs.
///
/// # Errors
/// When the posters cannot be read or written.
pub fn hang_all(app: &App) -> Result<()> {
    let posters = app.posters()?.posters.into_iter();
    let made = posters.filter(|one| ["saved", "printed", "stale"].contains(&one.state.as_str()));
    let codes: Vec<String> = made.map(|one| one.code).collect();
    app.set_posters_hung(&codes, true)?;
    Ok(())
}

/// Hangs a poster of the first badge offered and one of all those offered, in two languages; the one that says how a badge
/// is asked for is saved.
///
/// # Errors
/// When they cannot be written in the documents' folder.
pub fn hang_posters(app: &App) -> Result<()> {
    let pathways = app.catalogue()?.pathways.into_iter();
    let offered = pathways.flat_map(|pathway| pathway.badges);
    let ids: Vec<Id<BadgeId>> = offered
        .filter(|badge| badge.offered)
        .map(|badge| badge.id)
        .collect();
    let (format, beside) = (Format::A4, Some(Language::Ukrainian));
    let alone = DocumentChoice::Poster {
        badges: ids.iter().take(1).cloned().collect(),
        together: false,
        format,
        beside: None,
    };
    let together = DocumentChoice::Poster {
        badges: ids,
        together: true,
        format,
        beside,
    };
    for choice in [alone, together] {
        app.save_document(&choice, None)?;
    }
    hang_all(app)?;
    app.save_document(&DocumentChoice::HowToAsk { format, beside }, None)?;
    Ok(())
}

/// The workshop of the demonstration with the most people present.
///
/// # Errors
/// When the workshops cannot be read.
pub fn busiest(app: &App) -> Result<WorkshopId> {
    let workshops = app.workshops()?;
    let busiest = workshops.into_iter().max_by_key(|one| one.present);
    busiest.map(|one| one.id.0).context("a workshop")
}

/// People of those first names, with a workshop of theirs today for the first badge offered; gives the workshop.
///
/// # Errors
/// When they cannot be written.
pub fn gather(app: &App, names: &[&str], place: &str, starts_at: &str) -> Result<WorkshopId> {
    let mut participants = Vec::new();
    for name in names {
        let form = ParticipantForm {
            id: None,
            first_name: (*name).into(),
            last_name: "Essai".into(),
            email: format!("{}@example.org", name.to_lowercase().replace('è', "e")),
            phone: String::new(),
            nickname: String::new(),
            language: None,
        };
        participants.push(app.save_participant(&form)?.id);
    }
    let mut badges = app
        .catalogue()?
        .pathways
        .into_iter()
        .flat_map(|pathway| pathway.badges);
    let badge = badges
        .find(|badge| badge.offered)
        .context("a badge offered")?;
    let form = WorkshopForm {
        id: None,
        date: app.session()?.today,
        place: place.into(),
        facilitators: vec![],
        participants,
        badges: vec![badge.id],
        plan: PlanView {
            starts_at: starts_at.into(),
            ..PlanView::default()
        },
    };
    let id = app.save_workshop(&form)?.form.id;
    Ok(id.context("its identifier")?.0)
}
