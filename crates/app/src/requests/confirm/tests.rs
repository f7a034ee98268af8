use atelier_domain::{ParticipantId, RequestId, RequestState};
use atelier_protocol::{BadgeRequestRecord, RecordBody};
use std::sync::Arc;
use tempfile::TempDir;

use crate::base::app::App;
use crate::base::clock::Clock;
use crate::base::problem::Answer;
use crate::catalogue::view::RuleView;
use crate::demo;
use crate::people::view::ParticipantForm;
use crate::requests::view::{RequestFilterForm, RequestView};
use crate::sealing::seal::record_of;

/// The demonstration structure, and its request that INAÉ sent back.
fn sent_back() -> (TempDir, Arc<App>, RequestView) {
    let (folder, app) = demo::opened(Clock::of_tests());
    let all = RequestFilterForm {
        participant: None,
        workshop: None,
    };
    let mut requests = app.requests(&all).unwrap().into_iter();
    let returned = requests
        .find(|one| one.state == RequestState::Returned)
        .unwrap();
    let request = app.request(returned.id.0).unwrap();
    (folder, app, request)
}

fn code<T>(answer: Answer<T>) -> String {
    answer.err().unwrap().code()
}

fn lacks(view: &RequestView) -> Vec<&str> {
    let missing = view.summary.missing.iter();
    missing.map(|one| one.code.as_str()).collect()
}

/// The record that waits to leave.
fn waiting(app: &App, id: RequestId) -> (u32, BadgeRequestRecord) {
    let row = app
        .with(|store| Ok(store.outbox_row(&id.to_string())?.unwrap()))
        .unwrap();
    match record_of(&row).unwrap().body {
        RecordBody::BadgeRequest(body) => (row.revision, body),
        RecordBody::Declaration(_) => panic!("a request"),
    }
}

#[test]
fn what_was_sent_back_is_not_sent_again_as_it_was() {
    let (_folder, app, request) = sent_back();
    let id = &request.summary.id;
    let question = request.question.as_ref().unwrap();
    assert_eq!(
        question.text,
        "Pouvez-vous ajouter une photo du poste rangé ?"
    );
    assert_eq!(request.message, None);
    assert_eq!(lacks(&request), ["reply"]);
    assert_eq!(code(app.confirm_request(id.0)), "request-not-answered");

    // Saved again as it was: nothing is answered.
    let same = app.save_narrative(id.0, &request.narrative).unwrap();
    assert_eq!(
        (*same.summary.state, lacks(&same)),
        (RequestState::Returned, vec!["reply"])
    );
    assert_eq!(code(app.confirm_request(id.0)), "request-not-answered");
    // Prepared at another workshop: nothing is answered either.
    let workshops = app.workshops().unwrap().into_iter().map(|one| one.id);
    for workshop in workshops {
        let (person, badge) = (&request.summary.participant_id, &request.summary.badge_id);
        app.open_request(person.0, badge, Some(workshop.0)).unwrap();
        assert_eq!(code(app.confirm_request(id.0)), "request-not-answered");
    }

    let other = format!("{} Et j’ai rangé.", request.narrative);
    let changed = app.save_narrative(id.0, &other).unwrap();
    assert_eq!(
        (*changed.summary.state, lacks(&changed)),
        (RequestState::Ready, vec![])
    );
    assert!(changed.question.as_ref().unwrap().changed);
    // Put back as it was: INAÉ's question is still there.
    let back = app.save_narrative(id.0, &request.narrative).unwrap();
    assert_eq!(back.summary.state, RequestState::Returned);
    assert_eq!(back.question, request.question);
    assert_eq!(code(app.confirm_request(id.0)), "request-not-answered");
}

#[test]
fn what_is_answered_goes_with_the_next_revision_and_outlives_taking_back() {
    let (_folder, app, request) = sent_back();
    let id = &request.summary.id;
    let answered = app.save_reply(id.0, " Il n’y en a pas. ").unwrap();
    assert_eq!(answered.summary.state, RequestState::Ready);
    let confirmed = app.confirm_request(id.0).unwrap();
    assert_eq!(confirmed.summary.state, RequestState::Queued);
    let (revision, body) = waiting(&app, id.0);
    assert_eq!(revision, 2);
    assert_eq!(body.reply.as_deref(), Some("Il n’y en a pas."));
    assert_eq!(body.narrative, request.narrative);

    let taken = app.take_back_request(id.0).unwrap();
    assert_eq!(taken.summary.state, RequestState::Ready);
    assert_eq!(
        taken.question.as_ref().unwrap().text,
        request.question.unwrap().text
    );
    assert_eq!(
        app.save_reply(id.0, "").unwrap().summary.state,
        RequestState::Returned
    );
    assert_eq!(code(app.confirm_request(id.0)), "request-not-answered");
    app.save_reply(id.0, "Voici pourquoi.").unwrap();
    app.confirm_request(id.0).unwrap();
    let (revision, body) = waiting(&app, id.0);
    assert_eq!(
        (revision, body.reply.as_deref()),
        (2, Some("Voici pourquoi."))
    );

    // Received, then sent back once more: the first answer does not answer the second question.
    demo::answer_all(&app).unwrap();
    let received = app.request(id.0).unwrap();
    assert_eq!(received.summary.state, RequestState::Delivered);
    assert_eq!(received.question.unwrap().reply, "Voici pourquoi.");
    demo::change(&app, id.0, RequestState::Returned, Some("Et la date ?")).unwrap();
    let again = app.request(id.0).unwrap();
    let question = again.question.as_ref().unwrap();
    assert_eq!(
        (question.text.as_str(), question.reply.as_str()),
        ("Et la date ?", "")
    );
    assert_eq!(lacks(&again), ["reply"]);
    assert_eq!(code(app.confirm_request(id.0)), "request-not-answered");
    app.save_reply(id.0, "Lundi.").unwrap();
    app.confirm_request(id.0).unwrap();
    assert_eq!(waiting(&app, id.0).0, 3);

    // Once INAÉ has said something else, there is no question any more.
    demo::answer_all(&app).unwrap();
    demo::change(&app, id.0, RequestState::Accepted, None).unwrap();
    let accepted = app.request(id.0).unwrap();
    assert_eq!((accepted.question, accepted.message), (None, None));
}

#[test]
fn a_corrected_address_is_a_change() {
    let (_folder, app, request) = sent_back();
    let person = app.participant(request.summary.participant_id.0).unwrap();
    let form = ParticipantForm {
        id: Some(person.id),
        first_name: person.first_name,
        last_name: person.last_name,
        email: "une.autre@example.org".into(),
        phone: person.phone,
        nickname: person.nickname,
        language: None,
    };
    app.save_participant(&form).unwrap();
    let id = &request.summary.id;
    assert_eq!(
        app.request(id.0).unwrap().summary.state,
        RequestState::Ready
    );
    app.confirm_request(id.0).unwrap();
    assert_eq!(waiting(&app, id.0).1.person.email, form.email);
}

#[test]
fn nothing_is_answered_where_nothing_was_asked() {
    let (_folder, app, request) = sent_back();
    let long = "x".repeat(2_001);
    assert_eq!(
        code(app.save_reply(request.summary.id.0, &long)),
        "reply-too-long"
    );
    let all = RequestFilterForm {
        participant: None,
        workshop: None,
    };
    for one in app.requests(&all).unwrap() {
        if one.id != request.summary.id {
            assert_eq!(
                code(app.save_reply(one.id.0, "Oui.")),
                "not-found",
                "{:?}",
                one.state
            );
        }
    }
}

/// The same person, whose address is written in this way.
fn readdress(app: &App, person: ParticipantId, write: fn(&str) -> String) {
    let person = app.participant(person).unwrap();
    app.save_participant(&ParticipantForm {
        id: Some(person.id),
        first_name: format!("  {} ", person.first_name),
        last_name: person.last_name,
        email: write(&person.email),
        phone: "06 00 00 00 00".into(),
        nickname: "Autrement".into(),
        language: None,
    })
    .unwrap();
}

#[test]
fn what_says_the_same_in_another_way_is_no_change() {
    let (_folder, app, request) = sent_back();
    let id = &request.summary.id;
    let stays = |view: &RequestView, what: &str| {
        assert_eq!(
            (*view.summary.state, lacks(view)),
            (RequestState::Returned, vec!["reply"]),
            "{what}"
        );
        assert_eq!(code(app.confirm_request(id.0)), "request-not-answered");
    };
    // Sent again with a second piece of evidence, and sent back once more.
    let photo = include_bytes!("../../../../../assets/demo/photo.jpg");
    app.add_evidence(id.0, "photo.jpg", photo).unwrap();
    let sheet = include_bytes!("../../../../../assets/demo/attestation.pdf");
    app.add_evidence(id.0, "attestation.pdf", sheet).unwrap();
    app.confirm_request(id.0).unwrap();
    demo::answer_all(&app).unwrap();
    demo::change(&app, id.0, RequestState::Returned, Some("Et la date ?")).unwrap();
    let again = app.request(id.0).unwrap();
    stays(&again, "sent back");
    assert!(again.evidence.len() > 1);

    for text in [
        format!("{}  ", again.narrative),
        format!("\n {}\u{a0}\n", again.narrative),
        again.narrative.replace(' ', "  "),
    ] {
        stays(&app.save_narrative(id.0, &text).unwrap(), &text);
    }
    for text in [" ", "\n\t", "…", ".\u{200b}"] {
        stays(&app.save_reply(id.0, text).unwrap(), text);
    }
    // Each piece taken off, then put back: the other order is no answer.
    for piece in &again.evidence {
        app.remove_evidence(id.0, piece.hash.0).unwrap();
        let label = format!(" {} ", piece.label);
        let back = app.restore_evidence(id.0, piece.hash.0, &label).unwrap();
        stays(&back, &piece.label);
    }
    readdress(&app, request.summary.participant_id.0, str::to_uppercase);
    stays(&app.request(id.0).unwrap(), "an address in capitals");
    // Another rule of the structure answers no question of INAÉ.
    let rule = RuleView {
        criterion: "Un autre critère.".into(),
        evidence: "Une autre preuve.".into(),
        assessor: "Une autre personne.".into(),
        process: "Un autre jour.".into(),
    };
    app.save_offer(&request.summary.badge_id, rule).unwrap();
    stays(&app.request(id.0).unwrap(), "another rule");
}

#[test]
fn one_that_is_not_answered_does_not_keep_the_others_of_a_workshop() {
    let (_folder, app, request) = sent_back();
    let all = RequestFilterForm {
        participant: None,
        workshop: None,
    };
    let all = app.requests(&all).unwrap();
    let ready = all
        .iter()
        .find(|one| one.state == RequestState::Ready)
        .unwrap();
    let workshop = ready.workshop_id.unwrap();
    let (person, badge) = (&request.summary.participant_id, &request.summary.badge_id);
    app.open_request(person.0, badge, Some(workshop.0)).unwrap();
    // As it was left by a program that did not ask for an answer.
    let id = request.summary.id.0;
    let at = app.now();
    app.with(|store| Ok(store.move_request(id, RequestState::Ready, at)?))
        .unwrap();
    let ids = [ready, &request.summary].map(|one| one.id);
    let done = app
        .confirm_requests(&crate::lists::view::Picked {
            list: crate::lists::view::ListKind::Requests,
            found: None,
            ids: ids.map(|id| id.to_string()).to_vec(),
        })
        .unwrap();
    assert_eq!((done.confirmed.as_slice(), done.left), (&ids[..1], 1));
    app.take_back_request(ready.id.0).unwrap();
    app.confirm_workshop(workshop.0).unwrap();
    assert_eq!(
        app.request(ready.id.0).unwrap().summary.state,
        RequestState::Queued
    );
    assert_ne!(
        app.request(ids[1].0).unwrap().summary.state,
        RequestState::Queued
    );
}
