//! `docs/PROTOCOL.md` tells the truth: its examples are records that the guichet takes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)] // a test that cannot go on has failed

mod desk;

use atelier_protocol::{Record, RecordBody, canonical_json};

const PAGE: &str = include_str!("../../../docs/PROTOCOL.md");

fn blocks(kind: &str) -> Vec<&'static str> {
    let opening = format!("```{kind}\n");
    PAGE.split(&opening as &str)
        .skip(1)
        .map(|rest| rest.split("\n```").next().unwrap())
        .collect()
}

#[tokio::test]
async fn its_examples_are_taken() {
    let records: Vec<Record> = blocks("json record")
        .iter()
        .map(|text| serde_json::from_str(text).unwrap())
        .collect();
    assert_eq!(records.len(), 2);
    let desk = desk::desk().await;
    let device = desk.device("Chantier du Parc").await;
    let answer = device.sync(&records).await;
    assert_eq!(answer.problems, []);
    assert!(answer.receipts[0].covers(&records[0]));
    let RecordBody::BadgeRequest(request) = &records[1].body else {
        panic!("the second example is a request");
    };
    assert_eq!(answer.missing, [request.evidence[0].sha256.clone()]);
}

#[test]
fn its_canonical_form_is_the_one_that_is_hashed() {
    let request: Record = serde_json::from_str(blocks("json record")[1]).unwrap();
    assert_eq!(blocks("text"), [canonical_json(&request.body).unwrap()]);
    assert!(request.is_intact());
}

#[test]
fn its_table_of_problems_has_every_code_and_its_status() {
    use atelier_protocol::ProblemCode as P;
    for code in [
        P::Malformed,
        P::ProtocolVersion,
        P::EnrolmentCode,
        P::NotEnrolled,
        P::HashMismatch,
        P::Conflict,
        P::InvalidRecord,
        P::NotDeclared,
        P::EvidenceRefused,
        P::TooLarge,
        P::TooMany,
        P::Unavailable,
        P::NotFound,
    ] {
        let name = serde_json::to_value(code).unwrap();
        let row = format!("| `{}` | {}", name.as_str().unwrap(), code.status());
        assert!(PAGE.contains(&row), "{row}");
    }
}
