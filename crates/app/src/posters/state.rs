//! Whether what hangs still says what is true.

use atelier_store::PosterRow;

use super::hyphened;
use super::printing::Hung;
use super::wall::{Print, Wall};
use crate::labels::label;

/// How a poster stands, and why. Of several badges, one that is no longer offered makes the poster to be printed again
/// without it.
pub(super) fn state_of(wall: &Wall, poster: &Hung) -> (&'static str, String) {
    let why = |code: &str| label("poster-why", code);
    if poster.withdrawn() {
        let by = poster
            .rows
            .iter()
            .find_map(|row| row.replaced_by.as_deref());
        let told = by.map(|code| why("replaced").replace("{code}", &hyphened(code)));
        return ("withdrawn", told.unwrap_or_default());
    }
    let rows: Vec<Row> = poster
        .rows
        .iter()
        .map(|row| row_state(wall, poster, row))
        .collect();
    // What there is now of what it shows the whole of.
    let all = poster.printing.whole.as_ref();
    let all = all.map(|whole| wall.all_of(whole)).unwrap_or_default();
    if rows.iter().all(|row| *row == Row::Gone) && all.is_empty() {
        return ("gone", why("not-offered"));
    }
    if rows.contains(&Row::Gone) {
        return ("outdated", why("not-offered"));
    }
    let changed = rows.into_iter().find_map(|row| match row {
        Row::Says(changed) => changed,
        Row::Gone => None,
    });
    match changed {
        Some(part) => ("outdated", why(part)),
        None if all.iter().any(|id| !poster.badges().contains(id)) => ("outdated", why("more")),
        None => ("current", String::new()),
    }
}

#[derive(PartialEq)]
enum Row {
    /// Its badge is no longer offered.
    Gone,
    /// What changed in it, if anything.
    Says(Option<&'static str>),
}

fn row_state(wall: &Wall, poster: &Hung, row: &PosterRow) -> Row {
    let printing = &poster.printing;
    let badge = row.badge.as_ref();
    if badge.is_some_and(|id| !wall.shelf.is_offered(id)) {
        return Row::Gone;
    }
    match wall.print(printing.shows, badge, printing.beside) {
        Ok(now) => Row::Says(now.changed(&Print::read(&row.fingerprint))),
        Err(_) => Row::Gone,
    }
}
