//! The posters: saved, printed on pictures, and their codes read as a telephone would.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::Story;
use super::first_launch::BADGES;
use crate::webdriver::plain;
use crate::{paper, place, wait_until};

/// Fine enough for a reader, coarse enough to be quick.
const DOTS_PER_INCH: u32 = 150;

/// Gives the addresses that were read.
pub(super) async fn play(story: &mut Story) -> Result<Vec<String>> {
    story.report.part("Les affiches");
    let window = story.window()?;
    window.press("Affiches").await?;
    window.wait_for("Badges à afficher").await.ok();
    window.press("Tout choisir").await?;
    window
        .wait_for(&format!("{} badges choisis", BADGES.len()))
        .await?;
    window.wait_for_end_of("Préparation de l'aperçu").await?;
    window.press("Enregistrer en PDF").await?;
    window.wait_for("est enregistré").await?;
    story
        .picture("affiches", "L'aperçu des affiches, et le PDF enregistré")
        .await?;

    let pdf = saved(story).await?;
    let copy = story.out.join("affiches.pdf");
    std::fs::copy(&pdf, &copy)?;
    let pages = paper::pages(&copy, &story.out.join("affiche"), DOTS_PER_INCH)?;
    ensure!(
        pages.len() == BADGES.len(),
        "{} pages for {} badges",
        pages.len(),
        BADGES.len()
    );

    let expected = addresses()?;
    let mut read = Vec::new();
    for page in &pages {
        let zbar = paper::read_by_zbar(page)?;
        let rqrr = paper::read_by_rqrr(page)?;
        ensure!(zbar == rqrr, "two readers disagree: {zbar:?} and {rqrr:?}");
        ensure!(zbar.len() == 1, "{} codes on a poster", zbar.len());
        read.extend(zbar);
    }
    // Each poster has its own code after the address, which the site never sees.
    let split = |text: &String| -> Result<(String, String)> {
        let (address, code) = text.split_once('#').context("no code in the address")?;
        Ok((address.to_owned(), code.to_owned()))
    };
    let (read, codes): (Vec<String>, Vec<String>) = read
        .iter()
        .map(split)
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .unzip();
    let distinct: std::collections::BTreeSet<&String> = codes.iter().collect();
    ensure!(
        distinct.len() == BADGES.len() && codes.iter().all(|code| code.len() == 6),
        "the codes of the posters are {codes:?}"
    );
    let mut wanted = Vec::new();
    for badge in BADGES {
        wanted.push(
            expected
                .get(*badge)
                .with_context(|| format!("{badge} is not in the catalogue"))?
                .clone(),
        );
    }
    let mut found = read.clone();
    found.sort();
    wanted.sort();
    ensure!(
        found == wanted,
        "the codes lead to {found:?} instead of {wanted:?}"
    );
    story.report.say(&format!(
        "Le code de chaque affiche, imprimé à {DOTS_PER_INCH} points par pouce, est lu par zbar et par rqrr : {}",
        read.join(", ")
    ));
    Ok(read)
}

/// The file that the application says it has saved.
async fn saved(story: &Story) -> Result<PathBuf> {
    let folder = story
        .computer
        .path()
        .join("Documents")
        .join("Atelier Badges");
    wait_until("the saved poster", async || {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            return Ok(None);
        };
        let found = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .find(|path| path.extension().is_some_and(|end| end == "pdf"));
        Ok(found)
    })
    .await
}

/// The address where each badge of the example catalogue is asked for, by name.
fn addresses() -> Result<BTreeMap<String, String>> {
    let json = std::fs::read_to_string(place::root().join("assets/catalogue/example.json"))?;
    let catalogue: Value = serde_json::from_str(&json)?;
    let badges = catalogue
        .get("badges")
        .and_then(Value::as_array)
        .context("no badge")?;
    let text = |badge: &Value, key: &str| badge.get(key).and_then(Value::as_str).map(str::to_owned);
    Ok(badges
        .iter()
        .filter_map(|badge| {
            Some((
                plain(&text(badge, "name")?),
                text(badge, "application_url")?,
            ))
        })
        .collect())
}
