//! How a poster stands: made, printed, hung, taken down; and whether it still says what is true.

use atelier_store::PosterRow;

use crate::base::labels::label;
use crate::posters::code::hyphened;
use crate::posters::printing::Hung;
use crate::posters::wall::{Print, Wall};

/// How a poster stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// Saved as a file; nobody said that it hangs.
    Saved,
    /// Sent to a printer; nobody said that it hangs.
    Printed,
    /// It does not hang that one knows, and does not say what is true any more.
    Stale,
    /// It hangs, and says what is true.
    Hung,
    /// It hangs, and is to be printed again.
    Outdated,
    /// It hangs, and the one that takes its place is made: it is to be hung.
    ToReplace,
    /// It hangs, and nothing on it is offered any more: it is to be taken down.
    Gone,
    /// It was taken down.
    Withdrawn,
    /// It was made, and will not be hung.
    Dropped,
}

impl State {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::Printed => "printed",
            Self::Stale => "stale",
            Self::Hung => "hung",
            Self::Outdated => "outdated",
            Self::ToReplace => "to-replace",
            Self::Gone => "gone",
            Self::Withdrawn => "withdrawn",
            Self::Dropped => "dropped",
        }
    }

    /// Whether nothing more is to be done with it.
    pub(super) const fn is_over(self) -> bool {
        match self {
            Self::Withdrawn | Self::Dropped => true,
            Self::Saved
            | Self::Printed
            | Self::Stale
            | Self::Hung
            | Self::Outdated
            | Self::ToReplace
            | Self::Gone => false,
        }
    }

    /// In French; flyers are handed out.
    pub(super) fn told(self, flyer: bool) -> String {
        label(
            if flyer { "flyer-state" } else { "poster-state" },
            self.code(),
        )
    }
}

/// How a poster stands among all, and why. Of several badges, one that is no longer offered makes the poster to be printed
/// again without it.
pub(crate) fn state_of(wall: &Wall, all: &[Hung], poster: &Hung) -> (State, String) {
    if poster.withdrawn() {
        let mut codes = poster.rows.iter();
        let by = codes.find_map(|row| row.replaced_by.as_deref());
        let state = if poster.hung_at().is_some() {
            State::Withdrawn
        } else {
            State::Dropped
        };
        return (
            state,
            by.map(|by| with_code("replaced", by)).unwrap_or_default(),
        );
    }
    let (truth, why) = truth_of(wall, poster);
    let waiting = poster.waiting(all).map(|next| next.first().code.as_str());
    match (poster.hung_at().is_some(), truth, waiting) {
        (true, Truth::Gone, _) => (State::Gone, why),
        (true, _, Some(code)) => (State::ToReplace, with_code("to-replace", code)),
        (true, Truth::Outdated, None) => (State::Outdated, why),
        (true, Truth::Current, None) => (State::Hung, String::new()),
        (false, Truth::Current, _) if poster.sent_at().is_some() => (State::Printed, String::new()),
        (false, Truth::Current, _) => (State::Saved, String::new()),
        (false, Truth::Outdated | Truth::Gone, _) => (State::Stale, why),
    }
}

fn why(code: &str) -> String {
    label("poster-why", code)
}

fn with_code(why_code: &str, code: &str) -> String {
    why(why_code).replace("{code}", &hyphened(code))
}

/// Whether a poster says what is true.
enum Truth {
    Current,
    Outdated,
    /// Nothing on it is offered any more.
    Gone,
}

fn truth_of(wall: &Wall, poster: &Hung) -> (Truth, String) {
    let rows: Vec<Row> = poster
        .rows
        .iter()
        .map(|row| row_state(wall, poster, row))
        .collect();
    // What there is now of what it shows the whole of.
    let all = poster.printing.whole.as_ref();
    let all = all.map(|whole| wall.all_of(whole)).unwrap_or_default();
    if rows.iter().all(|row| *row == Row::Gone) && all.is_empty() {
        return (Truth::Gone, why("not-offered"));
    }
    if rows.contains(&Row::Gone) {
        return (Truth::Outdated, why("not-offered"));
    }
    let changed = rows.into_iter().find_map(|row| match row {
        Row::Says(changed) => changed,
        Row::Gone => None,
    });
    match changed {
        Some(part) => (Truth::Outdated, why(part)),
        None if all.iter().any(|id| !poster.badges().contains(id)) => {
            (Truth::Outdated, why("more"))
        }
        None => (Truth::Current, String::new()),
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
