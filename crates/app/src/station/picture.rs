//! « Mon image »: the picture that a person chooses the first time they sit, and shows each time after. It keeps one
//! person's words from a neighbour who taps another tile; it is no password (one of twelve, see docs/THREATS.md).
//!
//! Who showed theirs is known to the running program alone: after a crash or a lock the picture is asked for again.

use atelier_domain::{OwnPicture, ParticipantId};
use atelier_store::Store;

use crate::base::app::App;
use crate::base::problem::{Answer, Case, Problem};
use crate::base::wire::Code;
use crate::station::place::Seat;
use crate::station::place::Seated;
use crate::station::place::check_secret;
use crate::station::place::keep;
use crate::station::place::kept;
use crate::station::view::{PersonStation, StationPicture, StationSettings, StationView};

/// The setting; on when it is not there.
const PICTURES: &str = "station-pictures";

/// Whether people show a picture at the station.
pub(crate) fn asked(store: &Store) -> Answer<bool> {
    Ok(kept(store, PICTURES)?.unwrap_or(true))
}

/// What is asked of the person whose tile was chosen.
pub(super) fn view(store: &Store, seat: &Seat) -> Answer<StationPicture> {
    let state = match store.own_picture(seat.person.id)? {
        None => "choose",
        Some(row) if row.wrong >= OwnPicture::MOST_WRONG => "closed",
        Some(_) => "show",
    };
    Ok(StationPicture {
        name: seat.person.shown_name().to_owned(),
        language: store.participant_language(seat.person.id)?.into(),
        state: state.to_owned(),
        pictures: OwnPicture::ALL.map(Code).into(),
    })
}

impl App {
    /// Whether the person seated showed their picture, or none is asked for.
    pub(super) fn is_proved(&self, store: &Store, seat: &Seat) -> Answer<bool> {
        let proved = self.keeping(|seated: &mut Seated| seated.proved);
        Ok(proved == Some(seat.person.id) || !asked(store)?)
    }

    fn prove(&self, person: Option<ParticipantId>) {
        self.keeping(|seated: &mut Seated| seated.proved = person);
    }

    /// The picture is asked for again, of whoever sits.
    pub(crate) fn nobody_is_proved(&self) {
        self.prove(None);
    }

    /// The person chooses their picture, the first time, or shows it.
    ///
    /// # Errors
    /// `station-picture-wrong`; `station-picture-closed` from the third wrong one in a row; `station-nobody`.
    pub fn station_picture(&self, shown: OwnPicture) -> Answer<StationView> {
        // Not in one transaction: a wrong picture is counted although it is refused.
        let person = self.with(|store| {
            let person = Seat::asked(store)?.person.id;
            let Some(row) = store.own_picture(person)? else {
                store.set_own_picture(person, shown)?;
                return Ok(person);
            };
            let closed = || Problem::of(Case::StationPictureClosed);
            if row.wrong >= OwnPicture::MOST_WRONG {
                return Err(closed());
            }
            if row.picture == shown {
                if row.wrong > 0 {
                    store.set_wrong_pictures(person, 0)?;
                }
                return Ok(person);
            }
            let wrong = row.wrong.saturating_add(1);
            store.set_wrong_pictures(person, wrong)?;
            if wrong < OwnPicture::MOST_WRONG {
                return Err(Problem::of(Case::StationPictureWrong));
            }
            store.append_journal(self.now(), "station-picture-closed", &person.to_string())?;
            Err(closed())
        })?;
        self.prove(Some(person));
        self.station()
    }

    /// The facilitator opens the place of the person whose tile was chosen, with their code or the passphrase: a new
    /// picture is chosen.
    ///
    /// # Errors
    /// `station-pin-wrong`, `station-pin-wait` as for closing the station; `station-nobody`.
    pub fn station_open_place(&self, secret: &str) -> Answer<StationView> {
        self.with(|store| {
            let person = Seat::asked(store)?.person.id;
            check_secret(store, secret, self.now())?;
            self.forget(store, person)
        })?;
        self.station()
    }

    fn forget(&self, store: &Store, person: ParticipantId) -> Answer<()> {
        store.atomically(|store| {
            store.forget_own_picture(person)?;
            let id = person.to_string();
            Ok(store.append_journal(self.now(), "station-picture-forgotten", &id)?)
        })
    }

    /// Whether people show a picture at the station.
    ///
    /// # Errors
    /// When no store is open or it cannot be written.
    pub fn set_station_pictures(&self, on: bool) -> Answer<StationSettings> {
        self.with(|store| keep(store, PICTURES, &on))?;
        self.station_settings()
    }

    /// What the station knows of a person, for the facilitator: never which picture.
    ///
    /// # Errors
    /// `not-found`.
    pub fn person_station(&self, id: ParticipantId) -> Answer<PersonStation> {
        self.with(|store| {
            let language = store.participant_language(id)?;
            Ok(PersonStation {
                language: language.into(),
                picture: store.own_picture(id)?.is_some(),
            })
        })
    }

    /// Forgets a person's picture: they choose another the next time they sit.
    ///
    /// # Errors
    /// `not-found`.
    pub fn forget_picture(&self, id: ParticipantId) -> Answer<PersonStation> {
        self.with(|store| self.forget(store, id))?;
        self.person_station(id)
    }
}
