//! The participant's station, played in the real window.

use anyhow::Result;
use serde_json::Value;

use crate::wait_until;
use crate::window::Window;

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
pub async fn open(window: &Window, workshop: &str) -> Result<()> {
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
    wait_until("the evidence", async || {
        if window.sees("Avez-vous une preuve").await? {
            return Ok(Some(()));
        }
        if !window.press_now("Passer").await? {
            window.press_now("Continuer").await?;
        }
        Ok(None)
    })
    .await
}
