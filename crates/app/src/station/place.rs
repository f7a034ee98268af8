//! Where the station stands, who is seated there, and the code that closes it.

use atelier_domain::station::wait_after;
use atelier_domain::{Moment, Participant, ParticipantId, RequestId, WorkshopId};
use atelier_store::Store;
use serde::{Deserialize, Serialize};
use std::time::Duration;

use crate::base::problem::{Answer, Case, Problem};
use crate::base::wire::Id;

pub(crate) const PLACE: &str = "station-place";

pub(crate) const TRIES: &str = "station-tries";

pub(crate) const IDLE: &str = "station-idle-minutes";

/// Three minutes: long enough to think, short enough for the next person not to find one's words.
const IDLE_MINUTES: u32 = 3;

/// Whether the station is open, and who is seated there and has shown their picture.
#[derive(Default)]
pub(crate) struct Seated {
    pub(crate) open: bool,
    pub(super) proved: Option<ParticipantId>,
}

/// Where the station stands.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Place {
    pub(crate) workshop: Id<WorkshopId>,
    pub(super) person: Option<Id<ParticipantId>>,
    pub(crate) request: Option<Id<RequestId>>,
    pub(crate) screen: String,
    pub(crate) question: Option<String>,
}

impl Place {
    pub(crate) fn welcome(workshop: Id<WorkshopId>) -> Self {
        Self {
            workshop,
            person: None,
            request: None,
            screen: "welcome".to_owned(),
            question: None,
        }
    }
}

/// Wrong codes in a row, and when the last one was tried.
#[derive(Default, Serialize, Deserialize)]
struct Tries {
    wrong: u32,
    at: i64,
}

pub(crate) fn kept<T: for<'a> Deserialize<'a>>(store: &Store, key: &str) -> Answer<Option<T>> {
    let text = store.setting(key)?;
    // What cannot be read any more, as after a return to an older program, is as if it were not there.
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

pub(crate) fn keep<T: Serialize>(store: &Store, key: &str, value: &T) -> Answer<()> {
    let text = serde_json::to_string(value).map_err(Problem::unexpected)?;
    Ok(store.set_setting(key, &text)?)
}

pub(crate) fn place(store: &Store) -> Answer<Place> {
    kept(store, PLACE)?.ok_or_else(|| Problem::of(Case::StationClosed))
}

/// The place, and the person seated.
pub(crate) struct Seat {
    pub(crate) place: Place,
    pub(crate) workshop: WorkshopId,
    pub(crate) person: Participant,
}

impl Seat {
    /// Who chose their tile, whether or not they showed their picture: nothing of theirs may be told yet.
    pub(crate) fn asked(store: &Store) -> Answer<Self> {
        let place = place(store)?;
        let nobody = || Problem::of(Case::StationNobody);
        let id = place.person.ok_or_else(nobody)?.0;
        Ok(Self {
            workshop: place.workshop.0,
            person: store.participant(id)?.ok_or_else(nobody)?,
            place,
        })
    }
}

pub(crate) fn idle_minutes(store: &Store) -> Answer<u32> {
    Ok(kept(store, IDLE)?.unwrap_or(IDLE_MINUTES))
}

/// How long one must still wait before another code may be tried.
fn still_to_wait(tries: &Tries, now: Moment) -> Duration {
    let wait = wait_after(tries.wrong);
    // A clock that was put back does not let one try at once.
    let passed = u64::try_from(now.unix_millis().saturating_sub(tries.at)).unwrap_or(0);
    wait.saturating_sub(Duration::from_millis(passed))
}

/// Whether this is the facilitator's code or the passphrase of the store. Wrong ones are counted: each makes one wait longer.
///
/// # Errors
/// `station-pin-wrong`; `station-pin-wait` after three wrong ones, even with the right one, until the time has passed.
pub(crate) fn check_secret(store: &Store, secret: &str, now: Moment) -> Answer<()> {
    let tries: Tries = kept(store, TRIES)?.unwrap_or_default();
    let told = |wait: Duration| {
        let seconds = u32::try_from(wait.as_millis().div_ceil(1_000)).unwrap_or(u32::MAX);
        Problem::of(Case::StationPinWait { seconds }).on("pin")
    };
    let wait = still_to_wait(&tries, now);
    if !wait.is_zero() {
        return Err(told(wait));
    }
    if store.pin_matches(secret)?
        || store.passphrase_matches(secret)?
        || crate::base::practice::closes_station(store, secret)?
    {
        return Ok(store.clear_setting(TRIES)?);
    }
    let wrong = tries.wrong.saturating_add(1);
    let at = now.unix_millis();
    keep(store, TRIES, &Tries { wrong, at })?;
    let wait = wait_after(wrong);
    if wait.is_zero() {
        let case = match crate::base::practice::is(store)? {
            true => Case::PracticePinWrong,
            false => Case::StationPinWrong,
        };
        return Err(Problem::of(case).on("pin"));
    }
    Err(told(wait))
}

pub(crate) fn go(
    store: &Store,
    place: Place,
    screen: &str,
    request: Option<RequestId>,
    question: Option<&str>,
) -> Answer<()> {
    let next = Place {
        screen: screen.to_owned(),
        request: request.map(Id),
        question: question.map(str::to_owned),
        ..place
    };
    keep(store, PLACE, &next)
}
