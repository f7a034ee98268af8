use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use crate::base::app::{App, Places};
use crate::base::clock::Clock;
use crate::base::problem::Answer;
use crate::base::wire::Code;
use crate::demo;
use crate::requests::view::RequestFilterForm;
use crate::station::place::PLACE;
use crate::station::place::keep;
use crate::station::place::place;
use crate::station::view::{StationLine, StationView};
use crate::workshops::view::WorkshopView;
use atelier_domain::{
    Attendance, BadgeId, Language, Moment, Origin, OwnPicture, ParticipantId, RequestId,
    RequestState, Step, WorkshopId,
};

pub(crate) const PIN: &str = "2580";

const PICTURE: OwnPicture = OwnPicture::Fish;

pub(crate) struct Bench {
    pub(super) app: Arc<App>,
    pub(super) places: Places,
    pub(super) workshop: WorkshopView,
    _home: tempfile::TempDir,
}

/// The demonstration structure, at its first workshop.
pub(crate) fn bench_with(clock: Clock) -> Bench {
    let home = tempfile::tempdir().unwrap();
    let places = Places {
        data: home.path().join("store"),
        documents: home.path().join("documents"),
    };
    let app = App::new(places.clone(), clock);
    demo::fill(&app).unwrap();
    let workshops = app.workshops().unwrap();
    let busiest = workshops.iter().max_by_key(|one| one.present).unwrap();
    let workshop = app.workshop(busiest.id.0).unwrap();
    Bench {
        app,
        places,
        workshop,
        _home: home,
    }
}

pub(crate) fn bench() -> Bench {
    bench_with(Clock::of_tests())
}

impl Bench {
    pub(super) fn id(&self) -> WorkshopId {
        *self.workshop.form.id.as_deref().unwrap()
    }

    pub(super) fn present(&self, at: usize) -> ParticipantId {
        let everyone = self.workshop.attendees.iter();
        let mut here = everyone.filter(|one| one.attendance == Attendance::Present);
        here.nth(at).unwrap().participant.id.0
    }

    /// Seats someone, who chooses their picture or shows it.
    fn sit(&self, at: usize) -> StationView {
        self.app.station_sit(self.present(at)).unwrap();
        self.app.station_picture(PICTURE).unwrap()
    }

    /// Opens the station, seats a person, and has them ask for a badge they have no request for.
    pub(super) fn asks(&self, at: usize) -> (RequestId, BadgeId) {
        self.app.open_station(self.id(), Some(PIN)).unwrap();
        let seated = self.sit(at);
        let badges = seated.person.unwrap().badges;
        let badge = badges.iter().find(|badge| badge.request.is_none()).unwrap();
        let asked = self.app.station_ask(&badge.id).unwrap();
        let line: StationLine = asked.request.unwrap().line;
        assert_eq!(
            (asked.screen.as_str(), line.stage.as_str()),
            ("question", "writing")
        );
        (line.id.0, badge.id.clone().0)
    }
}

pub(crate) fn code<T: std::fmt::Debug>(answer: Answer<T>) -> String {
    answer.unwrap_err().code()
}

fn answers(given: &[&str]) -> Vec<String> {
    given.iter().map(|one| (*one).to_owned()).collect()
}

#[test]
fn the_first_opening_asks_for_a_code_and_the_next_ones_do_not() {
    let bench = bench();
    let open = |pin| bench.app.open_station(bench.id(), pin);
    assert_eq!(code(open(None)), "station-pin-form");
    assert_eq!(code(open(Some("1234"))), "station-pin-simple");
    assert!(!bench.app.station().unwrap().open);
    let opened = open(Some(PIN)).unwrap();
    assert!(opened.open && opened.pin_set && opened.person.is_none());
    bench.app.close_station(PIN).unwrap();
    assert!(open(None).unwrap().open);
}

#[test]
fn a_persons_steps_say_nothing_that_their_requests_may_say_otherwise() {
    let bench = bench();
    bench.asks(0);
    let shown = bench.app.station_go("steps", None, None).unwrap();
    let person = shown.person.unwrap();
    assert!(!person.requests.is_empty());
    let board = bench.app.board(bench.id()).unwrap();
    let derived = board.steps.iter().filter(|step| step.derived);
    let derived: Vec<Code<Step>> = derived.map(|step| step.code).collect();
    assert!(!derived.is_empty());
    let told: Vec<Code<Step>> = person.steps.iter().map(|one| one.code).collect();
    assert_eq!(told.len() + derived.len(), board.steps.len());
    assert!(!told.iter().any(|code| derived.contains(code)), "{told:?}");
}

#[test]
fn the_welcome_screen_names_those_present_and_says_nothing_else_of_them() {
    let bench = bench();
    let opened = bench.app.open_station(bench.id(), Some(PIN)).unwrap();
    let here = bench.workshop.attendees.iter();
    let here = here
        .filter(|one| one.attendance == Attendance::Present)
        .count();
    assert_eq!(opened.people.len(), here);
    let said = serde_json::to_string(&opened).unwrap();
    for attendee in &bench.workshop.attendees {
        let person = &attendee.participant;
        assert!(!said.contains(&person.last_name), "{said}");
        assert!(person.email.is_empty() || !said.contains(&person.email));
    }
}

#[test]
fn once_a_tile_is_chosen_nothing_of_the_others_can_be_reached() {
    let bench = bench();
    let (_, _) = bench.asks(0);
    let seated = bench.app.station().unwrap();
    assert!(seated.people.is_empty());
    assert_eq!(code(bench.app.station_sit(bench.present(1))), "not-found");

    let me = bench.present(0);
    let others = bench
        .app
        .requests(&RequestFilterForm {
            participant: None,
            workshop: None,
        })
        .unwrap();
    let other = others
        .iter()
        .find(|one| one.participant_id != me && one.evidence_count > 0)
        .unwrap();
    let hash = bench.app.request(other.id.0).unwrap().evidence[0].hash;
    let app = &bench.app;
    assert_eq!(
        code(app.station_go("review", Some(other.id.0), None)),
        "not-found"
    );
    assert_eq!(code(app.station_words(other.id.0, "x")), "not-found");
    assert_eq!(
        code(app.station_answer(other.id.0, "where", &[])),
        "not-found"
    );
    assert_eq!(code(app.station_recompose(other.id.0)), "not-found");
    assert_eq!(
        code(app.station_add_evidence(other.id.0, "a.pdf", b"%PDF-")),
        "not-found"
    );
    assert_eq!(
        code(app.station_remove_evidence(other.id.0, hash.0)),
        "not-found"
    );
    assert_eq!(code(app.station_evidence(hash.0)), "not-found");
    assert_eq!(code(app.station_hand_over(other.id.0)), "not-found");
    assert_eq!(code(app.station_take_back(other.id.0)), "not-found");
    assert_eq!(
        code(app.station_ask(&BadgeId::parse("ailleurs").unwrap())),
        "badge-unknown"
    );
}

#[test]
fn the_station_stays_open_until_the_code_is_given() {
    let bench = bench();
    assert!(!bench.app.station_is_open());
    bench.app.open_station(bench.id(), Some(PIN)).unwrap();
    assert!(bench.app.station_is_open());
    assert_eq!(code(bench.app.close_station("2581")), "station-pin-wrong");
    assert!(bench.app.station_is_open());
    bench.app.close_station(PIN).unwrap();
    assert!(!bench.app.station_is_open());
    assert_eq!(
        code(bench.app.station_sit(bench.present(0))),
        "station-closed"
    );
}

static NOW: AtomicI64 = AtomicI64::new(1_790_000_000_000);

#[test]
fn guessing_the_code_is_slowed_down_even_across_a_restart() {
    let bench = bench_with(Clock {
        now: || Moment::from_unix_millis(NOW.load(Ordering::SeqCst)),
        ..Clock::system()
    });
    let app = &bench.app;
    app.open_station(bench.id(), Some(PIN)).unwrap();
    assert_eq!(code(app.close_station("1111")), "station-pin-wrong");
    assert_eq!(code(app.close_station("1112")), "station-pin-wrong");
    assert_eq!(code(app.close_station("1113")), "station-pin-wait");
    // The right code too, before the five seconds have passed.
    NOW.fetch_add(4_000, Ordering::SeqCst);
    let wait = app.close_station(PIN).unwrap_err();
    assert!(wait.told().what.contains('1'), "{wait}");
    app.lock().unwrap();
    app.unlock(demo::PASSPHRASE).unwrap();
    assert_eq!(code(app.close_station(PIN)), "station-pin-wait");
    NOW.fetch_sub(60_000, Ordering::SeqCst);
    assert_eq!(code(app.close_station(PIN)), "station-pin-wait");
    NOW.fetch_add(62_000, Ordering::SeqCst);
    assert!(!app.close_station(PIN).unwrap().open);
}

#[test]
fn a_forgotten_code_is_replaced_by_the_passphrase_and_changed_in_the_settings() {
    let bench = bench();
    bench.app.open_station(bench.id(), Some(PIN)).unwrap();
    bench.app.close_station(demo::PASSPHRASE).unwrap();
    assert_eq!(code(bench.app.set_station_pin("12")), "station-pin-form");
    assert!(bench.app.set_station_pin("1397").unwrap().pin_set);
    bench.app.open_station(bench.id(), None).unwrap();
    assert_eq!(code(bench.app.close_station(PIN)), "station-pin-wrong");
    assert!(!bench.app.close_station("1397").unwrap().open);
}

#[test]
fn answers_make_the_text_until_the_person_changes_it() {
    let bench = bench();
    let (id, _) = bench.asks(0);
    let app = &bench.app;
    let question = app.station().unwrap().request.unwrap().questions[0].clone();
    let first = answers(&[&question.choices[0].id]);
    let told = app.station_answer(id, &question.id, &first).unwrap();
    let request = told.request.unwrap();
    assert!(!request.narrative.is_empty() && !request.own_words);
    assert_eq!(app.request(id).unwrap().narrative, request.narrative);

    let app_words = app
        .station_words(id, "Avec mes mots.")
        .unwrap()
        .request
        .unwrap();
    assert!(app_words.own_words);
    let second = answers(&[&question.choices[1].id]);
    let kept = app
        .station_answer(id, &question.id, &second)
        .unwrap()
        .request
        .unwrap();
    assert_eq!(kept.narrative, "Avec mes mots.");
    let again = app.station_recompose(id).unwrap().request.unwrap();
    assert!(!again.own_words);
    assert_ne!(again.narrative, request.narrative);
}

#[test]
fn a_person_reads_in_their_language_what_is_sent_in_french() {
    let bench = bench();
    let (id, _) = bench.asks(0);
    let app = &bench.app;
    app.station_language(Language::Arabic).unwrap();
    let told = app
        .station_answer(id, "with-whom", &answers(&["team"]))
        .unwrap();
    let request = told.request.unwrap();
    assert_eq!(request.narrative, "Je l’ai fait en équipe.");
    assert_eq!(request.narrative_read, "فعلته مع فريق.");
    app.station_stand().unwrap();
    let back = bench.sit(0);
    assert_eq!(back.person.unwrap().language, Language::Arabic);
}

#[test]
fn what_is_handed_over_waits_for_the_facilitator_who_alone_confirms_it() {
    let bench = bench();
    let (id, _) = bench.asks(0);
    let app = &bench.app;
    assert_eq!(code(app.station_hand_over(id)), "station-words-missing");
    app.station_words(id, "J’ai tenu le stand du marché toute la matinée.")
        .unwrap();
    let photo = include_bytes!("../../../../assets/demo/photo.jpg");
    let added = app.station_add_evidence(id, "stand.jpg", photo).unwrap();
    let hash = added.request.unwrap().evidence[0].hash;
    assert!(!app.station_evidence(hash.0).unwrap().is_empty());
    let handed = app.station_hand_over(id).unwrap();
    assert_eq!(handed.screen, "thanks");
    let request = handed.request.unwrap();
    assert_eq!(
        (request.line.stage.as_str(), request.editable),
        ("handed", false)
    );
    assert_eq!(code(app.station_words(id, "autre")), "request-not-editable");
    app.close_station(PIN).unwrap();

    let summary = app.request(id).unwrap().summary;
    assert_eq!(summary.missing, []);
    assert_eq!(
        (*summary.state, summary.state_label.as_str()),
        (RequestState::Ready, "À relire")
    );
    assert!(summary.to_review);
    assert_eq!(summary.origin, Origin::Station);
    // Sending everything at once leaves it: it has not been read.
    app.confirm_workshop(bench.id()).unwrap();
    assert_eq!(app.request(id).unwrap().summary.state, RequestState::Ready);
    let confirmed = app.confirm_request(id).unwrap().summary;
    assert!(!confirmed.to_review);
    assert_ne!(confirmed.state, RequestState::Ready);
}

#[test]
fn what_was_handed_over_can_be_taken_back_by_the_person() {
    let bench = bench();
    let (id, _) = bench.asks(0);
    bench
        .app
        .station_words(id, "J’ai tenu le stand du marché toute la matinée.")
        .unwrap();
    bench.app.station_hand_over(id).unwrap();
    let back = bench.app.station_take_back(id).unwrap();
    assert_eq!(back.screen, "review");
    assert!(back.request.unwrap().editable);
}

#[test]
fn leaving_the_screen_keeps_the_draft_for_its_own_person() {
    let bench = bench();
    let (id, badge) = bench.asks(0);
    bench.app.station_words(id, "J’ai tenu").unwrap();
    let welcome = bench.app.station_stand().unwrap();
    assert!(welcome.person.is_none() && welcome.request.is_none());
    let other = bench.sit(1);
    assert!(
        other
            .person
            .unwrap()
            .requests
            .iter()
            .all(|line| line.id != id)
    );
    bench.app.station_stand().unwrap();
    bench.sit(0);
    let again = bench.app.station_ask(&badge).unwrap().request.unwrap();
    assert_eq!(
        (again.line.id.0, again.narrative.as_str()),
        (id, "J’ai tenu")
    );
}

#[test]
fn after_a_crash_the_station_is_found_on_the_same_person_request_and_screen() {
    let bench = bench();
    let (id, _) = bench.asks(0);
    bench.app.station_words(id, "J’ai tenu").unwrap();
    bench.app.station_go("words", Some(id), None).unwrap();
    let before = bench.app.station().unwrap();
    // Without a word to the application: the store is simply no longer held.
    *bench.app.slot() = None;
    let after = App::new(bench.places.clone(), Clock::of_tests());
    assert!(!after.station_is_open(), "nothing is open yet");
    after.unlock(demo::PASSPHRASE).unwrap();
    assert!(after.station_is_open());
    let asked = after.station().unwrap();
    assert_eq!(asked.picture.unwrap().state, "show");
    assert!(asked.person.is_none() && asked.request.is_none());
    assert_eq!(after.station_picture(PICTURE).unwrap(), before);
}

#[test]
fn a_draft_is_recovered_for_its_own_person_only() {
    let bench = bench();
    let (id, _) = bench.asks(0);
    let stranger = bench.present(1);
    bench
        .app
        .with(|store| {
            let mut place = place(store)?;
            place.person = Some(stranger.into());
            keep(store, PLACE, &place)
        })
        .unwrap();
    let asked = bench.app.station().unwrap();
    assert!(asked.person.is_none() && asked.request.is_none());
    let shown = bench.app.station_picture(PICTURE).unwrap();
    assert_eq!(shown.request, None);
    assert_eq!(shown.screen, "steps");
    assert!(
        shown
            .person
            .unwrap()
            .requests
            .iter()
            .all(|line| line.id != id)
    );
}

#[test]
fn idle_time_is_a_setting() {
    let bench = bench();
    assert_eq!(bench.app.station().unwrap().idle_seconds, 180);
    assert_eq!(code(bench.app.set_station_idle(0)), "station-idle");
    assert_eq!(code(bench.app.set_station_idle(16)), "station-idle");
    assert_eq!(bench.app.set_station_idle(5).unwrap().idle_minutes, 5);
    assert_eq!(bench.app.station().unwrap().idle_seconds, 300);
}

#[test]
fn a_question_of_inae_is_shown_to_its_person_who_answers_and_hands_it_over_again() {
    let bench = bench();
    let (id, _) = bench.asks(0);
    let app = &bench.app;
    app.station_words(id, "J’ai tenu le stand toute la matinée.")
        .unwrap();
    assert_eq!(
        code(app.station_reply(id, "Rien n’est demandé.")),
        "not-found"
    );
    let question = "Quel jour était-ce ?";
    app.with(|store| {
        let at = app.now();
        let returned = atelier_domain::RequestState::Returned;
        store.set_request_state(id, returned, Some(question), at)?;
        Ok(store.set_request_asked(id, Some(at))?)
    })
    .unwrap();
    let back = |view: StationView| view.request.unwrap();
    let request = back(app.station_go("review", Some(id), None).unwrap());
    assert_eq!(request.line.stage, "back");
    assert_eq!(request.question.unwrap().text, question);
    assert!(request.editable);
    // As it was: nothing is answered.
    assert_eq!(code(app.station_hand_over(id)), "station-reply-missing");
    let request = back(app.station_reply(id, "C’était lundi.").unwrap());
    // The question stays beside its answer.
    assert_eq!(request.line.stage, "back");
    assert_eq!(request.question.unwrap().reply, "C’était lundi.");
    assert_eq!(
        back(app.station_hand_over(id).unwrap()).line.stage,
        "handed"
    );
    assert_eq!(code(app.station_reply(id, "Non.")), "request-not-editable");

    // Or the words answer by themselves.
    app.station_take_back(id).unwrap();
    app.station_reply(id, "").unwrap();
    assert_eq!(code(app.station_hand_over(id)), "station-reply-missing");
    app.station_words(id, "C’était lundi matin, au jardin.")
        .unwrap();
    app.station_hand_over(id).unwrap();
    app.station_stand().unwrap();
    let other = bench.sit(1);
    assert!(other.request.is_none());
    assert_eq!(code(app.station_reply(id, "Moi.")), "not-found");
}
