//! How a poster stands: made, printed, hung, taken down; and whether it still says what is true.

use atelier_domain::Difference;
use atelier_store::{Poster, PosterCode};
use atelier_texts as texts;
use atelier_texts::poster_why;

use crate::posters::code::hyphened;
use crate::posters::context::PosterContext;
use crate::posters::paper::{beside, hangs_since, waiting};

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
    pub(super) fn text(self, flyer: bool) -> String {
        use texts::{flyer_state, poster_state};
        match (self, flyer) {
            (Self::Saved, false) => poster_state::saved(),
            (Self::Printed, false) => poster_state::printed(),
            (Self::Stale, false) => poster_state::stale(),
            (Self::Hung, false) => poster_state::hung(),
            (Self::Outdated, false) => poster_state::outdated(),
            (Self::ToReplace, false) => poster_state::to_replace(),
            (Self::Gone, false) => poster_state::gone(),
            (Self::Withdrawn, false) => poster_state::withdrawn(),
            (Self::Dropped, false) => poster_state::dropped(),
            (Self::Saved, true) => flyer_state::saved(),
            (Self::Printed, true) => flyer_state::printed(),
            (Self::Stale, true) => flyer_state::stale(),
            (Self::Hung, true) => flyer_state::hung(),
            (Self::Outdated, true) => flyer_state::outdated(),
            (Self::ToReplace, true) => flyer_state::to_replace(),
            (Self::Gone, true) => flyer_state::gone(),
            (Self::Withdrawn, true) => flyer_state::withdrawn(),
            (Self::Dropped, true) => flyer_state::dropped(),
        }
    }
}

/// How a poster stands among all, and why. Of several badges, one that is no longer offered makes the poster to be printed
/// again without it.
pub(super) fn state_of(
    context: &PosterContext,
    all: &[Poster],
    poster: &Poster,
) -> (State, String) {
    let hangs = hangs_since(poster).is_some();
    if poster.withdrawn_at.is_some() {
        let by = poster.replaced_by.as_deref();
        let why = by
            .map(|by| poster_why::replaced(hyphened(by)))
            .unwrap_or_default();
        let state = if hangs {
            State::Withdrawn
        } else {
            State::Dropped
        };
        return (state, why);
    }
    let (truth, why) = truth_of(context, poster);
    match (hangs, truth, waiting(poster, all)) {
        (true, Truth::Gone, _) => (State::Gone, why),
        (true, _, Some(next)) => (
            State::ToReplace,
            poster_why::to_replace(hyphened(&next.code)),
        ),
        (true, Truth::Outdated, None) => (State::Outdated, why),
        (true, Truth::Current, None) => (State::Hung, String::new()),
        (false, Truth::Current, _) if poster.sent_at.is_some() => (State::Printed, String::new()),
        (false, Truth::Current, _) => (State::Saved, String::new()),
        (false, Truth::Outdated | Truth::Gone, _) => (State::Stale, why),
    }
}

fn why(difference: Difference) -> String {
    match difference {
        Difference::In(part) => texts::poster_changed::of(part),
        Difference::Unknown => poster_why::unknown(),
    }
}

/// Whether a poster says what is true.
enum Truth {
    Current,
    Outdated,
    /// Nothing on it is offered any more.
    Gone,
}

fn truth_of(context: &PosterContext, poster: &Poster) -> (Truth, String) {
    // What there is now of what it shows all of.
    let all = poster.scope.as_ref().map(|scope| context.all_of(scope));
    let all = all.unwrap_or_default();
    let offered = |its: &&PosterCode| {
        let badge = its.badge.as_ref();
        badge.is_none_or(|id| context.shelf.is_offered(id))
    };
    match poster.codes.iter().filter(offered).count() {
        0 if all.is_empty() => return (Truth::Gone, poster_why::not_offered()),
        some if some < poster.codes.len() => return (Truth::Outdated, poster_why::not_offered()),
        _ => {}
    }
    let changed = |its: &PosterCode| -> Option<Difference> {
        let says = context.says(poster.kind, its.badge.as_ref(), beside(poster));
        says.ok()?.since(&its.says)
    };
    match poster.codes.iter().find_map(changed) {
        Some(difference) => (Truth::Outdated, why(difference)),
        None if all.iter().any(|id| !poster.badges().contains(id)) => {
            (Truth::Outdated, poster_why::more())
        }
        None => (Truth::Current, String::new()),
    }
}
