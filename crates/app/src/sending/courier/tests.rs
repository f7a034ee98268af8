use std::path::Path;
use std::sync::Arc;

use atelier_domain::{RequestId, RequestState};
use atelier_protocol::{Change, ExchangeAnswer, PROTOCOL_VERSION, RecordHash};
use atelier_store::OutboxState;
use atelier_sync::{Event, Failure};
use tempfile::TempDir;
use tokio::sync::mpsc::unbounded_channel;

use super::intake::{learn, take_in};
use super::upload;
use crate::base::app::App;
use crate::base::clock::Clock;
use crate::base::problem::Answer;
use crate::demo;
use crate::requests::view::RequestFilterForm;

fn demonstration() -> (TempDir, Arc<App>) {
    demo::opened(Clock::of_tests())
}

/// A request in this state.
fn one(app: &App, state: RequestState) -> RequestId {
    let every = RequestFilterForm {
        participant: None,
        workshop: None,
    };
    let mut requests = app.requests(&every).unwrap().into_iter();
    let found = requests.find(|request| request.state == state);
    found.unwrap().id.0
}

fn state(app: &App, id: RequestId) -> RequestState {
    let read = app.with(|store| -> Answer<_> { Ok(store.request(id)?.unwrap().request.state) });
    read.unwrap()
}

/// A cursor, and what INAÉ said.
fn answer(cursor: u64, changes: Vec<Change>) -> ExchangeAnswer {
    ExchangeAnswer {
        protocol: PROTOCOL_VERSION,
        receipts: Vec::new(),
        missing: Vec::new(),
        changes,
        cursor,
        more: false,
        problems: Vec::new(),
    }
}

#[test]
fn what_this_version_does_not_know_is_learned_by_one_that_does() {
    let (_folder, app) = demonstration();
    let id = one(&app, RequestState::Delivered);
    let change = |state: &str| Change {
        id: id.to_string(),
        state: state.to_owned(),
        message: None,
        at: "2027-01-04T09:00:00.000Z".to_owned(),
    };
    let summary = take_in(&app, &[], answer(900, vec![change("heard-by-a-jury")])).unwrap();
    assert_eq!(summary.changes, 0);
    assert_eq!(state(&app, id), RequestState::Delivered);
    learn(&app).unwrap();
    let kept = app.with(|store| Ok(store.take_unlearned()?)).unwrap();
    assert_eq!(kept.len(), 1, "what is still not known stays");
    // As a version that knows this state finds it.
    let known = kept.into_iter().map(|mut kept| {
        kept.state = RequestState::InCommittee.code().to_owned();
        kept
    });
    for kept in known {
        app.with(|store| Ok(store.keep_unlearned(&kept)?)).unwrap();
    }
    learn(&app).unwrap();
    assert_eq!(state(&app, id), RequestState::InCommittee);
    let left = app.with(|store| Ok(store.take_unlearned()?)).unwrap();
    assert!(left.is_empty());
}

#[test]
fn whatever_inae_says_is_kept_or_left_aside_and_the_rest_is_taken_in() {
    let (_folder, app) = demonstration();
    let id = one(&app, RequestState::Delivered);
    let change = |id: &str, state: &str| Change {
        id: id.to_owned(),
        state: state.to_owned(),
        message: Some("« Qu’en dit le jury\u{a0}?\n\u{202e} »".repeat(500)),
        at: "hier".to_owned(),
    };
    let ours = id.to_string();
    let changes = vec![
        change(&ours, ""),
        change(&ours, &"jury-".repeat(2_000)),
        change("01890a5d-ac96-774b-bcce-b302099a8057", "heard-by-a-jury"),
        change("not an identifier", "heard-by-a-jury"),
        change(&ours, RequestState::InCommittee.code()),
    ];
    let summary = take_in(&app, &[], answer(900, changes)).unwrap();
    assert_eq!(summary.changes, 1);
    assert_eq!(state(&app, id), RequestState::InCommittee);
    let kept = app.with(|store| Ok(store.take_unlearned()?)).unwrap();
    assert_eq!(kept.len(), 2, "those of our own request alone");
}

/// In the place of each file of the evidence, something that cannot be read for now.
fn block(evidence: &Path) {
    for entry in std::fs::read_dir(evidence).unwrap() {
        let path = entry.unwrap().path();
        std::fs::rename(&path, path.with_extension("aside")).unwrap();
        std::fs::create_dir(path).unwrap();
    }
}

/// The file named in the outbox, and how its sending ends.
async fn send(app: &Arc<App>) -> (RecordHash, Failure) {
    let rows = app.with(|store| Ok(store.outbox()?)).unwrap();
    let hash = RecordHash::from(*rows.iter().flat_map(|row| &row.evidence).next().unwrap());
    let (line, _end) = unbounded_channel();
    match upload(Arc::clone(app), hash.clone(), line, 0).await {
        Event::UploadDone(sent, Err(failure)) if sent == hash => (hash, failure),
        other => panic!("{other:?}"),
    }
}

fn stopped(app: &App, hash: &RecordHash) -> bool {
    let hash = hash.as_str().parse().unwrap();
    let rows = app.with(|store| Ok(store.outbox()?)).unwrap();
    let mut naming = rows.iter().filter(|row| row.evidence.contains(&hash));
    naming.any(|row| row.state == OutboxState::Stopped)
}

#[tokio::test]
async fn a_disk_that_fails_for_now_stops_no_request() {
    let (folder, app) = demonstration();
    block(&folder.path().join("store/evidence"));
    let (hash, failure) = send(&app).await;
    assert_eq!(failure, Failure::Local);
    assert!(
        !stopped(&app, &hash),
        "it goes by itself once the disk works"
    );
}

#[tokio::test]
async fn evidence_that_is_gone_stops_what_names_it() {
    let (folder, app) = demonstration();
    for entry in std::fs::read_dir(folder.path().join("store/evidence")).unwrap() {
        std::fs::write(entry.unwrap().path(), b"something else").unwrap();
    }
    let (hash, failure) = send(&app).await;
    assert_eq!(failure, Failure::EvidenceUnreadable);
    assert!(stopped(&app, &hash));
}
