//! The real application in its real window, with the real guichet at the other end of a wire that the test holds.

#![allow(clippy::unwrap_used, clippy::panic)] // a test says plainly that something cannot be otherwise

use atelier_tests::guichet_process::GuichetProcess;
use atelier_tests::wire::{State, Wire};

#[tokio::test]
async fn the_guichet_answers_through_the_wire_and_stays_silent_when_it_is_cut() {
    let folder = tempfile::tempdir().unwrap();
    let guichet = GuichetProcess::start(folder.path()).unwrap();
    let wire = Wire::to(guichet.address()).await.unwrap();
    rustls::crypto::ring::default_provider()
        .install_default()
        .ok();
    let ping = format!("{}/v1/ping", wire.url());

    let pong: serde_json::Value = reqwest::get(&ping).await.unwrap().json().await.unwrap();
    assert_eq!(pong["service"], "atelier-badges-guichet");
    assert!(guichet.enrol("Chantier d'exemple").unwrap().len() >= 8);

    wire.set(State::Down);
    atelier_tests::wait_until("a refusal", async || {
        Ok(reqwest::get(&ping).await.is_err().then_some(()))
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn the_main_job_is_done_from_first_launch_to_receipts_and_posters() {
    let out = tempfile::tempdir().unwrap();
    let outcome = match atelier_tests::scenario::play(out.path()).await {
        Ok(outcome) => outcome,
        Err(problem) => panic!(
            "{problem:#}\n\n{}",
            std::fs::read_to_string(out.path().join("report.md")).unwrap()
        ),
    };
    assert_eq!(outcome.receipts.len(), 3);
    assert_eq!(outcome.addresses.len(), 2);
    assert!(outcome.cut_at > 0);
    assert!(out.path().join("01-bienvenue.png").is_file());
    assert!(out.path().join("affiches.pdf").is_file());
}
