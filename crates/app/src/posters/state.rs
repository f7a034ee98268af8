//! Whether what hangs still says what is true.

use std::fmt::Write as _;

use atelier_documents::Language as Beside;
use atelier_domain::{Badge, BadgeWords, LocalRule};
use atelier_store::{PosterRow, Store};
use sha2::{Digest, Sha256};

use super::{Printing, hyphened};
use crate::catalogue::Shelf;
use crate::documents::printed_pathway;
use crate::labels::label;
use crate::problem::Answer;
use crate::words;

/// What a poster says of its badge: when this changes, the poster is out of date.
fn fingerprint(
    badge: &Badge,
    pathway: &str,
    rule: &LocalRule,
    beside: Option<&BadgeWords>,
) -> String {
    let mut parts = vec![
        badge.name.as_str(),
        &badge.recognises,
        pathway,
        &badge.application_url,
    ];
    parts.extend(rule.parts());
    if let Some(BadgeWords {
        name,
        recognises,
        rule,
    }) = beside
    {
        parts.extend([name.as_str(), recognises]);
        parts.extend(rule.parts());
    }
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        digest.update(part);
    }
    digest
        .finalize()
        .iter()
        .fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

/// What a poster of the badge would say now.
pub(super) fn present(shelf: &Shelf, badge: &Badge, beside: Option<Beside>) -> String {
    let rule = shelf.offers.get(&badge.id).unwrap_or(&badge.suggested_rule);
    let words = beside.map(|beside| words::of(shelf, &badge.id, beside));
    let pathway = printed_pathway(shelf, badge).map(|pathway| pathway.name);
    fingerprint(
        badge,
        pathway.as_deref().unwrap_or_default(),
        rule,
        words.as_ref(),
    )
}

/// How a poster stands among all, and why. Of several badges together, one that is no longer offered makes the poster to
/// be printed again without it.
pub(super) fn state_of(
    shelf: &Shelf,
    row: &PosterRow,
    all: &[PosterRow],
) -> (&'static str, String) {
    let (state, why) = state_alone(shelf, row);
    let left = |other: &PosterRow| {
        other.format == row.format && matches!(state_alone(shelf, other).0, "current" | "outdated")
    };
    let together = Printing::read(&row.format).first.is_some();
    if state == "gone" && together && all.iter().any(left) {
        return ("outdated", why);
    }
    (state, why)
}

fn state_alone(shelf: &Shelf, row: &PosterRow) -> (&'static str, String) {
    let why = |code: &str| label("poster-why", code);
    if row.withdrawn_at.is_some() {
        let replaced = row.replaced_by.as_deref();
        let told = replaced.map(|code| why("replaced").replace("{code}", &hyphened(code)));
        return ("withdrawn", told.unwrap_or_default());
    }
    match shelf.catalogue.badge(&row.badge) {
        Some(badge) if shelf.offers.contains_key(&badge.id) => {
            let beside = Printing::read(&row.format).beside;
            if present(shelf, badge, beside) == row.fingerprint {
                ("current", String::new())
            } else if badge.application_url != row.application_url {
                ("outdated", why("address"))
            } else if badge.name != row.badge_name {
                ("outdated", why("name"))
            } else {
                ("outdated", why("rule"))
            }
        }
        _ => ("gone", why("not-offered")),
    }
}

/// How many posters are out of date.
pub(crate) fn outdated(store: &Store, shelf: &Shelf) -> Answer<u32> {
    let posters = store.posters()?;
    let outdated = posters
        .iter()
        .filter(|row| state_of(shelf, row, &posters).0 == "outdated");
    Ok(u32::try_from(outdated.count()).unwrap_or(u32::MAX))
}
