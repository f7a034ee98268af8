//! The first launch: a passphrase, the structure, its team, its badges, its mode of validation; then the link with INAÉ.

use anyhow::{Result, ensure};

use serde_json::Value;

use super::{PASSPHRASE, STRUCTURE, Story};
use crate::window::Role;

/// The badge that the workshop is about.
pub(super) const FIRST_BADGE: &str = "Exemple : Mes premiers pas dans l'équipe";
/// The badges that the structure offers.
pub(super) const BADGES: &[&str] = &[FIRST_BADGE, "Exemple : Je travaille en sécurité"];

/// The team, and what each does.
const TEAM: &[(&str, &str)] = &[
    ("Claire Fontenay", "Conseiller en insertion professionnelle"),
    ("Bruno Salas", "Encadrant technique d'insertion"),
    ("Nadia Perrin", "Direction"),
];

pub(super) async fn play(story: &mut Story) -> Result<()> {
    story.report.part("Premier lancement");
    story.start().await?;
    story
        .window()?
        .wait_for("Bienvenue dans Atelier Badges")
        .await?;
    story.picture("bienvenue", "Le premier écran").await?;
    passphrase(story).await?;
    structure(story).await?;
    badges(story).await?;
    mode(story).await?;
    recovery(story).await?;
    story.window()?.wait_for("Pour commencer").await?;
    story
        .picture("accueil", "L'accueil d'une structure qui commence")
        .await?;
    link(story).await
}

async fn passphrase(story: &mut Story) -> Result<()> {
    let window = story.window()?;
    window.press("Commencer").await?;
    window.type_in("Phrase de passe", "secret").await?;
    window.wait_for("Faible").await?;
    window.type_in("Phrase de passe", PASSPHRASE).await?;
    window
        .type_in("La même phrase, encore une fois", PASSPHRASE)
        .await?;
    window.wait_for("C'est bon").await?;
    story
        .picture("phrase-de-passe", "La phrase de passe, et sa solidité")
        .await?;
    let window = story.window()?;
    window.press("Créer mon espace").await?;
    window.wait_for("Étape 1 sur 5").await
}

async fn structure(story: &mut Story) -> Result<()> {
    let window = story.window()?;
    window.type_in("Nom de la structure", STRUCTURE).await?;
    window
        .tick(Role::Radio, "Atelier et chantier d'insertion (ACI)")
        .await?;
    window.press("Continuer").await?;
    window.wait_for("Étape 2 sur 5").await?;
    for (name, role) in TEAM {
        window.type_in("Prénom et nom", name).await?;
        window.choose("Fonction", role).await?;
        window.press("Ajouter à l'équipe").await?;
        window.wait_for(name).await?;
    }
    story.picture("equipe", "L'équipe de la structure").await?;
    story.window()?.press("Continuer").await
}

async fn badges(story: &mut Story) -> Result<()> {
    let window = story.window()?;
    window.wait_for("Étape 3 sur 5").await?;
    for badge in BADGES {
        window.tick(Role::Checkbox, badge).await?;
    }
    window.wait_for("2 règles terminées sur 2").await?;
    story
        .picture(
            "badges",
            "Les badges proposés ; chacun a déjà une règle que l'on adapte",
        )
        .await?;
    story.window()?.press("Continuer").await
}

async fn mode(story: &mut Story) -> Result<()> {
    let window = story.window()?;
    window.wait_for("Étape 4 sur 5").await?;
    window.tick(Role::Radio, "Comité d'attribution").await?;
    window
        .wait_for("INAÉ en sera informé avant toute demande")
        .await?;
    story
        .picture(
            "validation",
            "Le mode de validation, dit à INAÉ avant toute demande",
        )
        .await?;
    story.window()?.press("Continuer").await
}

/// The code on paper, and two of its groups copied back from it.
async fn recovery(story: &mut Story) -> Result<()> {
    let window = story.window()?;
    window.wait_for("Étape 5 sur 5").await?;
    window.press("Faire une fiche de secours").await?;
    window
        .type_in("Phrase de passe actuelle", PASSPHRASE)
        .await?;
    window.press("Faire la fiche").await?;
    window
        .wait_for("Ce code n'est affiché que maintenant")
        .await?;
    let read = "return document.querySelector('[role=group] .letters')?.textContent ?? ''";
    let code = window.session().script(read, Value::Null).await?;
    let code = code.as_str().unwrap_or_default();
    let groups: Vec<&str> = code.split('-').collect();
    ensure!(groups.len() == 5, "« {code} » is not a code");
    story
        .picture(
            "fiche-de-secours",
            "La fiche de secours, proposée dès le début",
        )
        .await?;
    let window = story.window()?;
    window.press("C'est sur papier").await?;
    window.wait_for("Le code est caché").await?;
    for (number, group) in (1..).zip(&groups) {
        let label = format!("Groupe {number}");
        if window.has(Role::Field, &label).await? {
            window.type_in(&label, group).await?;
        }
    }
    window.press("Vérifier").await?;
    window.wait_for("vérifiée sur le papier").await?;
    window.press("Terminer et entrer").await
}

/// Links the computer with the guichet, with the code that INAÉ's staff gave.
async fn link(story: &mut Story) -> Result<()> {
    let code = story.guichet.enrol(STRUCTURE)?;
    let address = story.wire.url();
    let window = story.window()?;
    window.press("Envois").await?;
    window.type_in("Adresse du guichet", &address).await?;
    window.type_in("Code à usage unique", &code).await?;
    window.press("Relier cet ordinateur").await?;
    window.wait_for("Cet ordinateur est relié à INAÉ").await?;
    window.wait_for("Rien à envoyer pour l'instant").await?;
    story
        .picture("relie", "L'ordinateur est relié au guichet")
        .await
}

/// Opens the store again after a restart.
pub(super) async fn unlock(story: &mut Story) -> Result<()> {
    let window = story.window()?;
    window.type_in("Phrase de passe", PASSPHRASE).await?;
    story
        .picture(
            "deverrouiller",
            "Après le redémarrage, tout est resté fermé à clé",
        )
        .await?;
    let window = story.window()?;
    window.press("Ouvrir").await?;
    window.press("Accueil").await?;
    window.wait_for("Voici ce qui vous attend").await
}
