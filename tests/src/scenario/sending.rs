//! The queue without a connection, a slow connection, a power cut in the middle of a file, and the receipts.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::first_launch::{self, FIRST_BADGE};
use super::requests::APPLICANTS;
use super::{STRUCTURE, Story};
use crate::wait_until;
use crate::webdriver::plain;
use crate::wire::State;

/// A mobile connection at the far end of a valley.
const SLOW: State = State::Slow(60_000);
/// How much of a file must have reached the guichet's disk before the cut.
const ENOUGH: u64 = 64 * 1024;

/// Gives the bytes on the guichet's disk at the cut, and the receipts' numbers.
pub(super) async fn play(story: &mut Story) -> Result<(u64, Vec<String>)> {
    queue(story).await?;
    let cut_at = cut(story).await?;
    let sent_before = story.wire.sent();
    resume(story).await?;
    let sent_after = story.wire.sent() - sent_before;
    let numbers = check_guichet(story, cut_at, sent_after).await?;
    Ok((cut_at, numbers))
}

async fn queue(story: &mut Story) -> Result<()> {
    story.report.part("La file d'envoi, sans connexion");
    let window = story.window()?;
    window.press("Envois").await?;
    window.wait_for("Prêt à partir").await?;
    for applicant in APPLICANTS {
        window
            .wait_for(&format!("{} {}", applicant.first_name, applicant.last_name))
            .await?;
    }
    window
        .wait_for("Aucun accusé de réception pour l'instant")
        .await?;
    story
        .picture(
            "file-sans-connexion",
            "Ce qui attend est montré, rien n'est dit envoyé",
        )
        .await
}

/// Kills the application while a file is on its way; gives how much of it the guichet has on disk.
async fn cut(story: &mut Story) -> Result<u64> {
    story
        .report
        .part("Une connexion lente, puis une coupure de courant");
    story.wire.set(SLOW);
    // It may have noticed by itself that the connection is back.
    story.window()?.press_now("Envoyer maintenant").await?;
    let uploads = story.guichet.data().join("uploads");
    let cut_at = wait_until("a part of a file at the guichet", async || {
        let held = longest_part(&uploads);
        Ok((held >= ENOUGH).then_some(held))
    })
    .await?;
    story
        .picture(
            "envoi-lent",
            "La connexion est lente : l'avancement de chaque fichier est montré",
        )
        .await?;
    let window = story.window.take().context("no window")?;
    window.sigkill().await?;
    let received = story.guichet.received().await?;
    ensure!(
        received.len() < APPLICANTS.len(),
        "everything had been received before the cut: nothing was tried"
    );
    let cut_at = longest_part(&uploads).max(cut_at);
    story.report.say(&format!(
        "L'application est tuée (SIGKILL) alors que {cut_at} octets d'un fichier sont arrivés au guichet. \
         Demandes déjà reçues : {}.",
        received.len()
    ));
    Ok(cut_at)
}

fn longest_part(uploads: &Path) -> u64 {
    let Ok(entries) = std::fs::read_dir(uploads) else {
        return 0;
    };
    entries
        .filter_map(|entry| entry.ok())
        .filter(|entry| entry.path().extension().is_some_and(|end| end == "part"))
        .filter_map(|entry| Some(entry.metadata().ok()?.len()))
        .max()
        .unwrap_or(0)
}

async fn resume(story: &mut Story) -> Result<()> {
    story.report.part("Le redémarrage");
    story.wire.set(State::Up);
    story.start().await?;
    // Nobody asks for anything: opening the store is enough for what waits to leave.
    first_launch::unlock(story).await?;
    let window = story.window()?;
    window.press("Envois").await?;
    window
        .wait_longer_for(
            Duration::from_secs(60),
            "Tout est envoyé, et INAÉ l'a bien reçu",
        )
        .await?;
    story
        .picture("recus", "Tout est reçu : un numéro par demande")
        .await
}

/// What INAÉ's own programs read must be exactly what was prepared, once each.
async fn check_guichet(story: &mut Story, cut_at: u64, sent_after: u64) -> Result<Vec<String>> {
    story.report.part("Du côté du guichet");
    let received = story.guichet.received().await?;
    ensure!(
        received.len() == APPLICANTS.len(),
        "{} requests at the guichet",
        received.len()
    );
    let mut lines =
        String::from("| numéro | personne | badge | preuves (octets) |\n|---|---|---|---|\n");
    let mut numbers = Vec::new();
    let mut sizes = std::collections::BTreeMap::new();
    for applicant in APPLICANTS {
        let mine: Vec<&Value> = received
            .iter()
            .filter(|request| text(request, "/record/body/person/last_name") == applicant.last_name)
            .collect();
        let [request] = mine.as_slice() else {
            anyhow::bail!("{}: {} requests", applicant.last_name, mine.len());
        };
        ensure!(text(request, "/record/body/person/first_name") == applicant.first_name);
        ensure!(text(request, "/record/body/narrative") == applicant.words);
        ensure!(plain(text(request, "/record/body/badge_name")) == FIRST_BADGE);
        ensure!(text(request, "/structure") == STRUCTURE);
        let evidence = request
            .pointer("/record/body/evidence")
            .and_then(Value::as_array)
            .context("no evidence")?;
        ensure!(
            evidence.len() == applicant.files.len(),
            "{}: {} files",
            applicant.last_name,
            evidence.len()
        );
        let mut counts = Vec::new();
        for piece in evidence {
            let hash = text(piece, "/sha256");
            let size = piece
                .pointer("/size")
                .and_then(Value::as_u64)
                .context("no size")?;
            let bytes = story.guichet.evidence(hash).await?;
            ensure!(
                bytes.len() as u64 == size,
                "{hash}: {} bytes instead of {size}",
                bytes.len()
            );
            ensure!(hex(&Sha256::digest(&bytes)) == hash, "{hash}: other bytes");
            counts.push(size.to_string());
            sizes.insert(hash.to_owned(), size);
        }
        let number = text(request, "/number");
        ensure!(
            story.window()?.sees(number).await?,
            "{number} is at the guichet and not in the window"
        );
        let person = format!("{} {}", applicant.first_name, applicant.last_name);
        lines.push_str(&format!(
            "| {number} | {person} | {FIRST_BADGE} | {} |\n",
            counts.join(", ")
        ));
        numbers.push(number.to_owned());
    }
    let largest = sizes.values().copied().max().unwrap_or(0);
    ensure!(
        cut_at < largest,
        "the cut came after the file: {cut_at} of {largest} bytes"
    );
    let whole: u64 = sizes.values().sum();
    ensure!(
        sent_after < whole,
        "{sent_after} bytes sent after the cut: the file of {largest} bytes began again"
    );
    story.report.say(&lines);
    story.report.say(&format!(
        "Chaque demande y est une seule fois, chaque preuve octet pour octet. Le fichier coupé à {cut_at} octets sur \
         {largest} a repris où il en était : {sent_after} octets sont passés après le redémarrage."
    ));
    Ok(numbers)
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
