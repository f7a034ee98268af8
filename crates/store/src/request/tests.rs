use super::*;
use crate::sample::{
    amina, at, badge, evidence, person, request, request_id, store, workshop, workshop_id,
};
use atelier_domain::EvidenceHash;

fn piece(hash: EvidenceHash, size: u64, label: &str) -> EvidenceRef {
    EvidenceRef {
        hash,
        kind: EvidenceKind::Jpeg,
        size,
        label: label.into(),
    }
}

#[test]
fn a_request_reads_back_with_its_evidence_in_order() {
    let (_dir, store) = store();
    let mut one = request(1, amina(&store));
    let (first, second) = (evidence(&store, b"zz"), evidence(&store, b"aaa"));
    one.evidence = vec![piece(first, 2, "photo"), piece(second, 3, "attestation")];
    store.save_request(&one, at(1)).unwrap();
    let kept = store.request(one.id).unwrap().unwrap();
    assert_eq!(kept.request, one);
    assert_eq!((kept.created_at, kept.updated_at), (at(1), at(1)));

    one.evidence.swap(0, 1);
    one.narrative.push_str(" Et celle du soir.");
    store.save_request(&one, at(2)).unwrap();
    let kept = store.request(one.id).unwrap().unwrap();
    assert_eq!(kept.request, one);
    assert_eq!((kept.created_at, kept.updated_at), (at(1), at(2)));
}

#[test]
fn requests_come_in_the_order_asked_for() {
    let (_dir, store) = store();
    let who = amina(&store);
    for n in 1..=120 {
        let one = request(n, who);
        store.save_request(&one, at(i64::from(n))).unwrap();
    }
    let asked: Vec<RequestId> = (1..=121).rev().map(request_id).collect();
    let rows = store.requests_of(&asked).unwrap();
    let ids: Vec<RequestId> = rows.iter().map(|row| row.request.id).collect();
    assert_eq!(ids.as_slice(), &asked[1..]);
    assert_eq!(store.requests_of(&[]).unwrap(), []);
}

#[test]
fn evidence_that_is_not_in_the_store_changes_nothing() {
    let (_dir, store) = store();
    let mut one = request(1, amina(&store));
    store.save_request(&one, at(1)).unwrap();
    let unknown = EvidenceHash::from_bytes([7; 32]);
    one.evidence = vec![piece(unknown, 1, "x")];
    one.narrative = "autre".into();
    let refused = store.save_request(&one, at(2)).unwrap_err();
    assert_eq!(refused.code(), "store-conflict");
    let kept = store.request(one.id).unwrap().unwrap();
    assert_ne!(kept.request.narrative, "autre");
}

#[test]
fn filters_add_up() {
    let (_dir, store) = store();
    let amina = amina(&store);
    let lea = person(2, "Léa", "Modèle", None);
    store.insert_participant(&lea, at(0)).unwrap();
    store
        .save_workshop(&workshop(workshop_id(1)), at(0))
        .unwrap();
    for (n, who, code, state, at_workshop) in [
        (1, amina, "a", RequestState::Draft, true),
        (2, amina, "b", RequestState::Ready, false),
        (3, lea.id, "a", RequestState::Ready, true),
        (4, lea.id, "b", RequestState::Queued, false),
    ] {
        let mut one = request(n, who);
        one.badge = badge(code);
        one.state = state;
        one.workshop = at_workshop.then(|| workshop_id(1));
        store.save_request(&one, at(i64::from(n))).unwrap();
    }
    let find = |filter: RequestFilter| -> Vec<RequestId> {
        let rows = store.requests(&filter).unwrap();
        rows.iter().map(|row| row.request.id).collect()
    };
    let all = RequestFilter::default;
    assert_eq!(find(all()), [1, 2, 3, 4].map(request_id));
    let of_amina = RequestFilter {
        participant: Some(amina),
        ..all()
    };
    assert_eq!(find(of_amina.clone()), [1, 2].map(request_id));
    let ready = Some(vec![RequestState::Ready, RequestState::Queued]);
    let amina_ready = RequestFilter {
        states: ready,
        ..of_amina
    };
    assert_eq!(find(amina_ready), [request_id(2)]);
    let for_a = RequestFilter {
        badge: Some(badge("a")),
        workshop: Some(workshop_id(1)),
        ..all()
    };
    assert_eq!(find(for_a), [1, 3].map(request_id));
    let none = RequestFilter {
        states: Some(Vec::new()),
        ..all()
    };
    assert_eq!(find(none), []);

    let counts = store.counts_by_state().unwrap();
    assert_eq!(counts.len(), RequestState::ALL.len());
    assert!(counts.contains(&(RequestState::Ready, 2)));
    assert!(counts.contains(&(RequestState::Issued, 0)));

    let found = store.find_request(amina, &badge("a"), Some(workshop_id(1)));
    assert_eq!(found.unwrap().unwrap().request.id, request_id(1));
    assert_eq!(store.find_request(amina, &badge("a"), None).unwrap(), None);
    let without = store.find_request(amina, &badge("b"), None).unwrap();
    assert_eq!(without.unwrap().request.id, request_id(2));
}

#[test]
fn origin_answers_and_handing_over_outlive_every_other_change() {
    let (_dir, store) = store();
    let mut one = request(1, amina(&store));
    store.save_request(&one, at(0)).unwrap();
    let kept = store.request(one.id).unwrap().unwrap();
    assert_eq!(kept.origin, Origin::Together);
    assert_eq!((kept.answers.as_str(), kept.handed_at), ("{}", None));

    store.set_request_origin(one.id, Origin::Station).unwrap();
    store
        .set_request_answers(one.id, r#"{"where":["shop"]}"#)
        .unwrap();
    store.set_request_handed(one.id, Some(at(5))).unwrap();
    one.narrative = "autre".into();
    store.save_request(&one, at(6)).unwrap();
    let kept = store.request(one.id).unwrap().unwrap();
    assert_eq!(kept.origin, Origin::Station);
    assert_eq!(kept.answers, r#"{"where":["shop"]}"#);
    assert_eq!(kept.handed_at, Some(at(5)));
    store.set_request_handed(one.id, None).unwrap();
    assert_eq!(store.request(one.id).unwrap().unwrap().handed_at, None);

    let absent = request_id(9);
    for refused in [
        store.set_request_origin(absent, Origin::Group),
        store.set_request_answers(absent, "{}"),
        store.set_request_handed(absent, None),
    ] {
        assert_eq!(refused.unwrap_err().code(), "not-found");
    }
}

#[test]
fn a_question_is_kept_until_the_next_state() {
    let (_dir, store) = store();
    let one = request(1, amina(&store));
    store.save_request(&one, at(0)).unwrap();
    let question = Some("Quelle date ?");
    store
        .set_request_state(one.id, RequestState::Returned, question, at(1))
        .unwrap();
    store.save_request(&one, at(2)).unwrap();
    let kept = store.request(one.id).unwrap().unwrap();
    assert_eq!(kept.message.as_deref(), question);
    store
        .set_request_state(one.id, RequestState::Accepted, None, at(3))
        .unwrap();
    let kept = store.request(one.id).unwrap().unwrap();
    assert_eq!((kept.message, kept.updated_at), (None, at(3)));
    let absent = store.set_request_state(request_id(9), RequestState::Draft, None, at(0));
    assert_eq!(absent.unwrap_err().code(), "not-found");
}

#[test]
fn what_is_answered_goes_with_its_question() {
    let (_dir, store) = store();
    let mut one = request(1, amina(&store));
    store.save_request(&one, at(0)).unwrap();
    let question = Some("Quelle date ?");
    store
        .set_request_state(one.id, RequestState::Returned, question, at(1))
        .unwrap();
    store.set_request_asked(one.id, Some(at(1))).unwrap();
    store.set_request_received(one.id, "abc").unwrap();
    one.reply = "Le 3 mars.".into();
    one.state = RequestState::Ready;
    store.save_request(&one, at(2)).unwrap();
    // Confirmed, taken back, sent, received: the question and its answer are still known.
    for state in [
        RequestState::Queued,
        RequestState::Ready,
        RequestState::Delivered,
    ] {
        store.move_request(one.id, state, at(3)).unwrap();
        let kept = store.request(one.id).unwrap().unwrap();
        assert_eq!(kept.request.state, state);
        assert_eq!(kept.message.as_deref(), question);
        assert_eq!(kept.asked_at, Some(at(1)));
        assert_eq!(kept.request.reply, "Le 3 mars.");
        assert_eq!(kept.received_content.as_deref(), Some("abc"));
    }
    store.set_request_asked(one.id, Some(at(4))).unwrap();
    let kept = store.request(one.id).unwrap().unwrap();
    assert_eq!(
        (kept.asked_at, kept.request.reply),
        (Some(at(4)), String::new())
    );
    let absent = request_id(9);
    for refused in [
        store.move_request(absent, RequestState::Draft, at(0)),
        store.set_request_asked(absent, None),
        store.set_request_received(absent, ""),
    ] {
        assert_eq!(refused.unwrap_err().code(), "not-found");
    }
}

#[test]
fn what_has_been_confirmed_is_not_removed() {
    let (_dir, store) = store();
    let mut one = request(1, amina(&store));
    one.evidence = vec![piece(evidence(&store, b"photo"), 5, "photo")];
    for state in RequestState::ALL {
        one.state = state;
        store.save_request(&one, at(0)).unwrap();
        let removed = store.remove_request(one.id);
        if state.is_editable() {
            let removed = removed.unwrap();
            assert_eq!(store.request(one.id).unwrap(), None);
            store.put_back(&removed).unwrap();
            assert_eq!(store.request(one.id).unwrap().unwrap().request, one);
            store.remove_request(one.id).unwrap();
        } else {
            assert_eq!(removed.unwrap_err().code(), "in-use", "{state:?}");
        }
    }
}
