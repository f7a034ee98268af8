//! « Mon image »: nothing of a person is told before they have shown theirs.

use std::sync::atomic::{AtomicI64, Ordering};

use crate::base::app::App;
use crate::base::clock::Clock;
use crate::demo;
use crate::station::tests::{Bench, PIN, bench, bench_with, code};
use crate::station::view::StationView;
use atelier_domain::{Attendance, BadgeId, EvidenceHash, Language, Moment, OwnPicture, RequestId};

/// What is asked of the person whose tile was chosen: the state, once nothing else of theirs is seen to be told.
pub(crate) fn asked(view: &StationView) -> &str {
    assert!(view.person.is_none() && view.request.is_none() && view.people.is_empty());
    assert_eq!(view.screen, "picture");
    &view.picture.as_ref().unwrap().state
}

/// Someone who chose the boat and wrote a few words, back at the welcome screen; gives their request.
fn written(bench: &Bench) -> RequestId {
    let app = &bench.app;
    app.open_station(bench.id(), Some(PIN)).unwrap();
    assert_eq!(asked(&app.station_sit(bench.present(0)).unwrap()), "choose");
    let seated = app.station_picture(OwnPicture::Boat).unwrap();
    assert!(seated.picture.is_none());
    let badges = seated.person.unwrap().badges;
    let free = badges.iter().find(|badge| badge.request.is_none()).unwrap();
    let id = app.station_ask(&free.id).unwrap().request.unwrap().line.id;
    app.station_words(id.0, "Mes mots à moi").unwrap();
    app.station_stand().unwrap();
    id.0
}

/// How a picture that is not theirs is refused.
fn shown(app: &App, picture: OwnPicture) -> String {
    code(app.station_picture(picture)).replace("station-picture-", "")
}

#[test]
fn the_first_time_one_picture_is_chosen_and_the_next_times_it_is_shown() {
    let bench = bench();
    let app = &bench.app;
    let id = written(&bench);
    let view = app.station_sit(bench.present(0)).unwrap();
    assert_eq!(asked(&view), "show");
    assert_eq!(view.picture.unwrap().pictures.len(), 12);
    let seated = app.station_picture(OwnPicture::Boat).unwrap();
    let requests = seated.person.unwrap().requests;
    assert!(requests.iter().any(|line| line.id == id));
}

#[test]
fn without_the_picture_no_command_of_the_station_answers() {
    let bench = bench();
    let app = &bench.app;
    let id = written(&bench);
    app.station_sit(bench.present(0)).unwrap();
    let hash = EvidenceHash::from_bytes([1; 32]);
    let refused = [
        code(app.station_go("words", Some(id), None)),
        code(app.station_ask(&BadgeId::parse("exemple-a1").unwrap())),
        code(app.station_words(id, "autre")),
        code(app.station_answer(id, "where", &[])),
        code(app.station_recompose(id)),
        code(app.station_add_evidence(id, "a.jpg", b"")),
        code(app.station_remove_evidence(id, hash)),
        code(app.station_evidence(hash)),
        code(app.station_hand_over(id)),
        code(app.station_take_back(id)),
        code(app.station_language(Language::Arabic)),
    ];
    for code in refused {
        assert_eq!(code, "station-picture-needed");
    }
    let told = serde_json::to_string(&app.station().unwrap()).unwrap();
    assert!(
        !told.contains("Mes mots") && !told.contains(&id.to_string()),
        "{told}"
    );
}

#[test]
fn the_picture_of_one_person_opens_the_place_of_that_person_only() {
    let bench = bench();
    let app = &bench.app;
    written(&bench);
    app.station_sit(bench.present(1)).unwrap();
    app.station_picture(OwnPicture::Bell).unwrap();
    app.station_stand().unwrap();
    app.station_sit(bench.present(0)).unwrap();
    assert_eq!(shown(app, OwnPicture::Bell), "wrong");
    assert_eq!(asked(&app.station().unwrap()), "show");
}

#[test]
fn three_wrong_pictures_close_the_place_until_the_facilitator_opens_it() {
    static NOW: AtomicI64 = AtomicI64::new(1_790_000_000_000);
    let bench = bench_with(Clock {
        now: || Moment::from_unix_millis(NOW.load(Ordering::SeqCst)),
        ..Clock::system()
    });
    let app = &bench.app;
    let id = written(&bench);
    app.station_sit(bench.present(0)).unwrap();
    assert_eq!(shown(app, OwnPicture::Sun), "wrong");
    // Neither going back nor a restart gives more tries.
    app.station_stand().unwrap();
    app.lock().unwrap();
    app.unlock(demo::PASSPHRASE).unwrap();
    app.station_sit(bench.present(0)).unwrap();
    assert_eq!(shown(app, OwnPicture::Moon), "wrong");
    assert_eq!(shown(app, OwnPicture::Key), "closed");
    assert_eq!(asked(&app.station().unwrap()), "closed");
    assert_eq!(shown(app, OwnPicture::Boat), "closed");

    assert_eq!(code(app.station_open_place("1111")), "station-pin-wrong");
    assert_eq!(code(app.station_open_place("1112")), "station-pin-wrong");
    assert_eq!(code(app.station_open_place("1113")), "station-pin-wait");
    // The same waits as for closing the station, counted together.
    assert_eq!(code(app.station_open_place(PIN)), "station-pin-wait");
    assert_eq!(code(app.close_station(PIN)), "station-pin-wait");
    NOW.fetch_add(5_000, Ordering::SeqCst);
    assert_eq!(asked(&app.station_open_place(PIN).unwrap()), "choose");
    let seated = app.station_picture(OwnPicture::Cup).unwrap();
    let requests = seated.person.unwrap().requests;
    assert!(
        requests.iter().any(|line| line.id == id),
        "the draft is kept"
    );
}

#[test]
fn a_right_picture_forgets_the_wrong_ones_before() {
    let bench = bench();
    let app = &bench.app;
    written(&bench);
    for _ in 0..3 {
        app.station_sit(bench.present(0)).unwrap();
        assert_eq!(shown(app, OwnPicture::Sun), "wrong");
        assert_eq!(shown(app, OwnPicture::Sun), "wrong");
        app.station_picture(OwnPicture::Boat).unwrap();
        app.station_stand().unwrap();
    }
}

#[test]
fn after_a_lock_or_a_crash_the_picture_is_asked_for_before_the_draft_is_shown() {
    let bench = bench();
    let (id, _) = bench.asks(0);
    bench.app.station_go("words", Some(id), None).unwrap();
    bench.app.lock().unwrap();
    bench.app.unlock(demo::PASSPHRASE).unwrap();
    assert_eq!(asked(&bench.app.station().unwrap()), "show");
    *bench.app.slot() = None;
    let after = App::new(bench.places.clone(), Clock::of_tests());
    after.unlock(demo::PASSPHRASE).unwrap();
    assert_eq!(asked(&after.station().unwrap()), "show");
    // Someone else may say that it is not them, and gets nothing.
    assert!(after.station_stand().unwrap().picture.is_none());
}

#[test]
fn the_facilitator_may_ask_for_no_picture_and_forget_one() {
    let bench = bench();
    let app = &bench.app;
    written(&bench);
    app.close_station(PIN).unwrap();
    let me = bench.present(0);
    assert!(app.person_station(me).unwrap().picture);
    assert!(!app.forget_picture(me).unwrap().picture);
    assert!(app.station_settings().unwrap().pictures, "on by itself");
    assert!(!app.set_station_pictures(false).unwrap().pictures);
    app.open_station(bench.id(), None).unwrap();
    let seated = app.station_sit(me).unwrap();
    assert!(seated.person.is_some() && seated.picture.is_none());
    app.close_station(PIN).unwrap();
    app.set_station_pictures(true).unwrap();
    app.open_station(bench.id(), None).unwrap();
    assert_eq!(asked(&app.station_sit(me).unwrap()), "choose");
}

#[test]
fn a_person_s_language_is_set_by_the_facilitator_and_is_that_of_their_screens() {
    let bench = bench();
    let app = &bench.app;
    let one = bench.workshop.attendees.iter();
    let mut one = one.filter(|one| one.attendance == Attendance::Present);
    let one = &one.next().unwrap().participant;
    let form = |language: Option<Language>| crate::people::view::ParticipantForm {
        id: Some(one.id),
        first_name: one.first_name.clone(),
        last_name: one.last_name.clone(),
        email: one.email.clone(),
        phone: one.phone.clone(),
        nickname: one.nickname.clone(),
        language: language.map(Into::into),
    };
    assert_eq!(
        app.person_station(one.id.0).unwrap().language,
        Language::French
    );
    app.save_participant(&form(Some(Language::Ukrainian)))
        .unwrap();
    app.save_participant(&form(None)).unwrap();
    assert_eq!(
        app.person_station(one.id.0).unwrap().language,
        Language::Ukrainian
    );
    app.open_station(bench.id(), Some(PIN)).unwrap();
    let view = app.station_sit(one.id.0).unwrap();
    assert_eq!(view.picture.unwrap().language, Language::Ukrainian);
    let seated = app.station_picture(OwnPicture::Sun).unwrap();
    assert_eq!(seated.person.unwrap().language, Language::Ukrainian);
}
