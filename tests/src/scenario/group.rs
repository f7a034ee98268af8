//! The group: a list from a spreadsheet, then a workshop.

use anyhow::Result;

use super::Story;
use super::first_launch::FIRST_BADGE;
use crate::place;
use crate::window::Role;

pub(super) async fn play(story: &mut Story) -> Result<()> {
    people(story).await?;
    workshop(story).await
}

async fn people(story: &mut Story) -> Result<()> {
    story.report.part("La liste des personnes");
    let window = story.window()?;
    window.press("Personnes").await?;
    window.press("Importer une liste").await?;
    window
        .give_file("input[type=file]", &place::fixture("participants.xlsx"))
        .await?;
    // Thirteen lines: one typed twice, one whose address cannot be one, one with a likely slip of the keyboard.
    window.wait_for("2 lignes ne seront pas prises").await?;
    window
        .wait_for("La même personne est déjà à la ligne")
        .await?;
    window
        .tick(Role::Checkbox, "Corriger en karima.benali@gmail.com")
        .await?;
    story
        .picture(
            "liste",
            "Le vrai fichier XLSX : rien n'est gardé avant l'accord, chaque refus dit pourquoi",
        )
        .await?;
    let window = story.window()?;
    window.press("Ajouter 11 personnes").await?;
    window.wait_for("11 personnes ajoutées").await?;
    story.picture("personnes", "Les personnes du groupe").await
}

async fn workshop(story: &mut Story) -> Result<()> {
    story.report.part("L'atelier");
    let window = story.window()?;
    window.press("Ateliers").await?;
    window.press("Nouvel atelier").await?;
    window.type_in("Lieu", "Salle de réunion, Limoges").await?;
    window.press("Tout choisir").await?;
    window.wait_for("11 personnes choisies").await?;
    window.tick(Role::Checkbox, FIRST_BADGE).await?;
    story
        .picture("nouvel-atelier", "Un atelier se prépare sur un écran")
        .await?;
    let window = story.window()?;
    window.press("Créer l'atelier").await?;
    window.wait_for("Tout le monde est là").await
}
