//! Requests with real evidence, prepared without a connection.

use anyhow::{Result, ensure};

use super::Story;
use super::first_launch::FIRST_BADGE;
use crate::place;
use crate::wire::State;

/// Somebody who asks for the badge: name, words, files of `tests/fixtures`.
pub(super) struct Applicant {
    pub(super) first_name: &'static str,
    pub(super) last_name: &'static str,
    pub(super) words: &'static str,
    pub(super) files: &'static [&'static str],
}

pub(super) const APPLICANTS: &[Applicant] = &[
    Applicant {
        first_name: "Jean-Noël",
        last_name: "Lefèvre",
        words: "J'ai appris à préparer le chantier et à ranger les outils.",
        files: &["document.pdf"],
    },
    Applicant {
        first_name: "Amélie",
        last_name: "Garcin",
        words: "J'ai réparé l'établi de l'atelier avec mon équipe. Je suis fière du résultat.",
        files: &["photo.jpg", "document.pdf"],
    },
    Applicant {
        first_name: "Mamadou",
        last_name: "Diallo",
        words: "J'ai accueilli un nouveau collègue et je lui ai montré les gestes.",
        files: &["photo.jpg"],
    },
];

pub(super) async fn play(story: &mut Story) -> Result<()> {
    story.report.part("Les demandes, sans connexion");
    story.wire.set(State::Down);
    story
        .report
        .say("La connexion est coupée : le guichet ne répond plus.");

    story.window()?.press("Tout le monde est là").await?;
    story.window()?.wait_for("Présents : 11 sur 11").await?;
    let everyone = format!("Demander ce badge pour 11 personnes : {FIRST_BADGE}");
    story.window()?.press(&everyone).await?;
    story.window()?.wait_for("11 à compléter").await?;
    story
        .picture(
            "atelier",
            "Le groupe : les présences et une demande par personne",
        )
        .await?;

    for (rank, applicant) in APPLICANTS.iter().enumerate() {
        fill_in(story, applicant, rank == 1).await?;
    }
    story.window()?.wait_for("3 en attente d'envoi").await?;
    story
        .picture(
            "atelier-apres",
            "Trois demandes confirmées, les autres restent à compléter",
        )
        .await
}

async fn fill_in(story: &mut Story, applicant: &Applicant, shown: bool) -> Result<()> {
    let person = format!("{} {}", applicant.first_name, applicant.last_name);
    let window = story.window()?;
    window.press(&format!("{FIRST_BADGE}, {person}")).await?;
    window.wait_for("Ce que j'ai fait").await?;
    // What is missing is said, and nothing can be confirmed before.
    window.wait_for("Il manque encore").await?;
    window.type_in("Ce que j'ai fait", applicant.words).await?;
    for (count, name) in applicant.files.iter().enumerate() {
        window
            .give_file("#request-evidence input[type=file]", &place::fixture(name))
            .await?;
        let word = if count == 0 { "Preuve" } else { "Preuves" };
        window.wait_for(&format!("{word} ({})", count + 1)).await?;
    }
    window.wait_for("Tout y est").await?;
    if shown {
        window.look_at("#request-evidence").await?;
        story
            .picture(
                "demande",
                "Une demande : les mots de la personne, une photo et un document",
            )
            .await?;
    }
    let window = story.window()?;
    window.press("Confirmer l'envoi à INAÉ").await?;
    window.wait_for("Confirmée, prête à partir").await?;
    ensure!(
        !window.sees("INAÉ a bien reçu").await?,
        "a receipt is shown although nothing can have left"
    );
    if shown {
        story
            .picture(
                "demande-confirmee",
                "Confirmée sans connexion : gardée sur l'ordinateur",
            )
            .await?;
    }
    story.window()?.press("Retour").await
}
