//! The participant's station: the shared laptop, given to one person at a time.
//!
//! Where the station stands (its workshop, the person seated, their screen) is a setting of the store: after a crash it
//! is found again, on the same person and the same request. As long as it is open, every other command is refused to the
//! main window (`commands/`); the station's own commands know only the person seated, once they have shown their picture (`picture.rs`).

use atelier_domain::{
    Attendance, Language, Participant, ParticipantId, Pin, PinProblem, RequestId, WorkshopId,
};
use atelier_store::Store;
use atelier_texts::formats;

use crate::base::app::App;
use crate::base::problem::{Answer, Case, Problem};
use crate::catalogue::offered::Shelf;
use crate::station::place::{
    IDLE, PLACE, Place, Seat, Seated, TRIES, check_secret, go, idle_minutes, keep, kept, place,
};
use crate::station::view::{StationSettings, StationTile, StationView};
use crate::station::{own, picture};

const MOST_IDLE_MINUTES: u32 = 15;

/// The screens of the station.
const SCREENS: &[&str] = &[
    "steps", "badges", "question", "words", "evidence", "review", "thanks",
];

/// Those present, by name. Empty when the workshop is gone.
fn present(store: &Store, workshop: WorkshopId) -> Answer<Vec<Participant>> {
    let Some(found) = store.workshop(workshop)? else {
        return Ok(Vec::new());
    };
    let here: Vec<ParticipantId> = found
        .participants
        .iter()
        .filter(|(_, attendance)| *attendance == Attendance::Present)
        .map(|(id, _)| *id)
        .collect();
    let mut people = store.participants_of(workshop)?;
    people.retain(|person| here.contains(&person.id));
    Ok(people)
}

/// What is shown to the person seated, once they have shown their picture.
fn seated(store: &Store, seat: &Seat, view: &mut StationView) -> Answer<()> {
    let shelf = Shelf::read(store)?;
    let language = store.participant_language(seat.person.id)?;
    let place = &seat.place;
    let request = match place.request {
        Some(id) => own::request(store, &shelf, &seat.person, id.0, language).ok(),
        None => None,
    };
    // A recovered draft is shown to its own person or not at all.
    let lost = place.request.is_some() && request.is_none();
    view.screen = if lost {
        "steps".to_owned()
    } else {
        place.screen.clone()
    };
    view.question.clone_from(&place.question);
    view.person = Some(own::person(store, &shelf, seat, language)?);
    view.request = request;
    Ok(())
}

/// The tiles of the welcome screen, by name.
fn tiles(store: &Store, workshop: WorkshopId) -> Answer<Vec<StationTile>> {
    let people = present(store, workshop)?;
    let shown: Vec<&Participant> = people.iter().collect();
    let mut tiles: Vec<StationTile> = people
        .iter()
        .map(|person| StationTile {
            id: person.id.into(),
            name: tile_name(person, &shown),
        })
        .collect();
    tiles.sort_by_key(|tile| atelier_domain::fold::fold(&tile.name));
    Ok(tiles)
}

/// The name that the person knows as theirs: with the initial of their last name when another has the same.
fn tile_name(person: &Participant, people: &[&Participant]) -> String {
    let name = person.shown_name();
    let same = people.iter().filter(|one| one.shown_name() == name).count();
    match person.last_name.as_str().chars().next() {
        Some(initial) if same > 1 => formats::initialled(initial, name),
        _ => name.to_owned(),
    }
}

/// The code, or what is wrong with it.
fn read_pin(text: &str) -> Answer<Pin> {
    Pin::parse(text).map_err(|problem| {
        Problem::of(match problem {
            PinProblem::Length | PinProblem::NotDigits => Case::StationPinForm,
            PinProblem::TooSimple => Case::StationPinSimple,
        })
        .on("pin")
    })
}

impl App {
    /// The person seated, who has shown their picture: what every command of theirs begins with.
    ///
    /// # Errors
    /// `station-nobody`; `station-picture-needed` as long as the picture was not shown.
    pub(crate) fn seat(&self, store: &Store) -> Answer<Seat> {
        let seat = Seat::asked(store)?;
        if self.is_proved(store, &seat)? {
            Ok(seat)
        } else {
            Err(Problem::of(Case::StationPictureNeeded))
        }
    }

    pub(crate) fn station_view(&self, store: &Store) -> Answer<StationView> {
        let mut view = StationView {
            open: false,
            pin_set: store.has_pin()?,
            idle_seconds: idle_minutes(store)?.saturating_mul(60),
            screen: "welcome".to_owned(),
            question: None,
            people: Vec::new(),
            picture: None,
            person: None,
            request: None,
        };
        let Some(place) = kept::<Place>(store, PLACE)? else {
            return Ok(view);
        };
        view.open = true;
        match Seat::asked(store) {
            Ok(seat) if self.is_proved(store, &seat)? => seated(store, &seat, &mut view)?,
            Ok(seat) => {
                view.screen = "picture".to_owned();
                view.picture = Some(picture::view(store, &seat)?);
            }
            Err(_) => view.people = tiles(store, place.workshop.0)?,
        }
        Ok(view)
    }

    /// Whether the station is open: the main window is then in the hands of a participant.
    #[must_use]
    pub fn station_is_open(&self) -> bool {
        self.keeping(|seated: &mut Seated| seated.open)
    }

    /// Finds the station again, as it was when the program stopped.
    pub(crate) fn find_station(&self, store: &Store) {
        let open = matches!(kept::<Place>(store, PLACE), Ok(Some(_)));
        self.keeping(|seated: &mut Seated| seated.open = open);
    }

    /// The station, as it stands.
    ///
    /// # Errors
    /// When no store is open or it cannot be read.
    pub fn station(&self) -> Answer<StationView> {
        self.with(|store| self.station_view(store))
    }

    /// Opens the station on a workshop. The first time, with the code that will close it.
    ///
    /// # Errors
    /// `nobody-present`; `station-pin-form` or `station-pin-simple` on `pin`; `not-found`.
    pub fn open_station(&self, id: WorkshopId, pin: Option<&str>) -> Answer<StationView> {
        let opened = self.atomically(|store| {
            crate::workshops::plan::find(store, id)?;
            if present(store, id)?.is_empty() {
                return Err(Problem::of(Case::NobodyPresent));
            }
            if !store.has_pin()? {
                store.set_pin(&read_pin(pin.unwrap_or_default())?)?;
            }
            keep(store, PLACE, &Place::welcome(id.into()))?;
            store.append_journal(self.now(), "station-opened", &id.to_string())?;
            self.station_view(store)
        })?;
        self.keeping(|seated: &mut Seated| seated.open = true);
        Ok(opened)
    }

    /// Closes the station, with the facilitator's code or the passphrase of the store.
    ///
    /// # Errors
    /// `station-pin-wrong`; `station-pin-wait` after three wrong ones, even with the right one, until the time has passed.
    pub fn close_station(&self, secret: &str) -> Answer<StationView> {
        let closed = self.with(|store| {
            check_secret(store, secret, self.now())?;
            store.atomically(|store| {
                store.clear_setting(PLACE)?;
                store.append_journal(self.now(), "station-closed", "")?;
                self.station_view(store)
            })
        })?;
        self.keeping(|seated: &mut Seated| *seated = Seated::default());
        Ok(closed)
    }

    /// How the station is set.
    ///
    /// # Errors
    /// When no store is open or it cannot be read.
    pub fn station_settings(&self) -> Answer<StationSettings> {
        self.with(|store| {
            Ok(StationSettings {
                pin_set: store.has_pin()?,
                idle_minutes: idle_minutes(store)?,
                pictures: picture::asked(store)?,
            })
        })
    }

    /// Changes the code that closes the station.
    ///
    /// # Errors
    /// `station-pin-form` or `station-pin-simple` on `pin`.
    pub fn set_station_pin(&self, pin: &str) -> Answer<StationSettings> {
        let pin = read_pin(pin)?;
        self.atomically(|store| {
            store.set_pin(&pin)?;
            store.clear_setting(TRIES)?;
            Ok(store.append_journal(self.now(), "station-pin-changed", "")?)
        })?;
        self.station_settings()
    }

    /// Changes how long the station waits for a gesture, in minutes.
    ///
    /// # Errors
    /// `station-idle` outside 1 to 15.
    pub fn set_station_idle(&self, minutes: u32) -> Answer<StationSettings> {
        if !(1..=MOST_IDLE_MINUTES).contains(&minutes) {
            return Err(Problem::of(Case::StationIdle).on("idle"));
        }
        self.with(|store| keep(store, IDLE, &minutes))?;
        self.station_settings()
    }

    /// A person chose their tile. Their picture is asked for before anything of theirs is shown.
    ///
    /// # Errors
    /// `not-found` for someone who is not present, or while another person is seated.
    pub fn station_sit(&self, id: ParticipantId) -> Answer<StationView> {
        self.atomically(|store| {
            let place = place(store)?;
            let here = present(store, place.workshop.0)?;
            if place.person.is_some() || !here.iter().any(|person| person.id == id) {
                return Err(Problem::of(Case::NotFound));
            }
            let seated = Place {
                person: Some(id.into()),
                screen: "steps".to_owned(),
                ..Place::welcome(place.workshop)
            };
            self.nobody_is_proved();
            keep(store, PLACE, &seated)?;
            self.station_view(store)
        })
    }

    /// Back to the welcome screen. What was written is kept.
    ///
    /// # Errors
    /// `station-closed`.
    pub fn station_stand(&self) -> Answer<StationView> {
        self.nobody_is_proved();
        self.atomically(|store| {
            keep(store, PLACE, &Place::welcome(place(store)?.workshop))?;
            self.station_view(store)
        })
    }

    /// Notes the screen that is shown, for after a crash.
    ///
    /// # Errors
    /// `not-found` for another person's request, or an unknown screen.
    pub fn station_go(
        &self,
        screen: &str,
        request: Option<RequestId>,
        question: Option<&str>,
    ) -> Answer<StationView> {
        if !SCREENS.contains(&screen) {
            return Err(Problem::of(Case::NotFound));
        }
        self.atomically(|store| {
            let seat = self.seat(store)?;
            if let Some(id) = request {
                own::find(store, &seat.person, id)?;
            }
            go(store, seat.place, screen, request, question)?;
            self.station_view(store)
        })
    }

    /// The person's language, kept for the next time.
    ///
    /// # Errors
    /// `station-nobody`.
    pub fn station_language(&self, language: Language) -> Answer<StationView> {
        self.atomically(|store| {
            store.set_participant_language(self.seat(store)?.person.id, language)?;
            self.station_view(store)
        })
    }
}
