//! The participant's station, played in the real window.

use anyhow::Result;
use atelier_domain::WorkshopId;
use serde_json::Value;

use crate::place;
use crate::window::{Act, Turn, Window};

/// The facilitator's code.
pub const PIN: &str = "2580";

/// Opens the store of the demonstration.
///
/// # Errors
/// When the window does not show what it should.
pub async fn unlock(window: &Window) -> Result<()> {
    window
        .type_in("Phrase de passe", atelier_app::demo::PASSPHRASE)
        .await?;
    window.press("Ouvrir").await
}

/// Opens the station of a workshop with [`PIN`], up to « Qui êtes-vous ».
///
/// # Errors
/// When the window does not show what it should.
pub async fn open(window: &Window, workshop: WorkshopId) -> Result<()> {
    window.wait_for("Accueil").await?;
    let run = format!("location.hash = '#/workshops/{workshop}/run'");
    window.session().script(&run, Value::Null).await?;
    window.press("Ouvrir le poste").await?;
    window.type_in("Votre code", PIN).await?;
    window.type_in("Le même code, encore une fois", PIN).await?;
    let submit = "document.querySelector('#open-station').requestSubmit()";
    window.session().script(submit, Value::Null).await?;
    window.wait_for("Qui êtes-vous").await
}

/// From the badges to « Avez-vous une preuve », for the last badge of the list: the first may be the person's own already.
///
/// # Errors
/// When the window does not show what it should.
pub async fn ask_for_last_badge(window: &Window) -> Result<()> {
    window.press("Demander un badge").await?;
    window.wait_for("Quel badge voulez-vous").await?;
    let free = "[...document.querySelectorAll('main li button')].at(-1).click()";
    window.session().script(free, Value::Null).await?;
    window.wait_for("Étape 1 sur").await?;
    up_to_evidence(window).await
}

/// From a question to « Avez-vous une preuve ».
///
/// # Errors
/// When the window does not show what it should.
pub async fn up_to_evidence(window: &Window) -> Result<()> {
    let turns = [
        Turn::on("Avez-vous une preuve", Act::Arrive),
        Turn::anywhere(Act::Press("Passer")),
        Turn::anywhere(Act::Press("Continuer")),
    ];
    window.play("the evidence", &turns).await
}

/// One person from their name to « Envoyer à mon accompagnateur », and away from the station: they choose a picture, go on
/// with their first request, give a photograph, say a few words.
///
/// # Errors
/// When the window does not show what it should.
pub async fn hand_in(window: &Window, name: &str, picture: &str) -> Result<()> {
    window.press(name).await?;
    window.press(picture).await?;
    window.wait_for("Voici vos étapes").await?;
    // The request was begun for the whole group: it is gone on with.
    let own = "document.querySelector('main li button').click()";
    window.session().script(own, Value::Null).await?;
    window.wait_for("Étape 1 sur").await?;
    up_to_evidence(window).await?;
    let photo = place::fixture("photo.jpg");
    window.give_file("input[type=file]", &photo).await?;
    window.wait_for("Mes preuves").await?;
    window.press("Continuer").await?;
    window.wait_for("Relisez votre demande").await?;
    let words = "J'ai rangé l'atelier avec mon équipe.";
    window
        .type_in("Voulez-vous ajouter quelque chose", words)
        .await?;
    window.press("Envoyer à mon accompagnateur").await?;
    window.wait_for(&format!("Merci {name}")).await?;
    window.press("J’ai fini").await?;
    window.wait_for("Qui êtes-vous").await
}
