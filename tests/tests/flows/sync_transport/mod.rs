//! The transport against peers that misbehave, each written out by hand as a few lines of conversation.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

mod exchange;
mod page;
mod peer;
mod uploads;

use std::time::Duration;

use atelier_protocol::{
    BadgeRequestRecord, EvidenceRecord, ExchangeAnswer, ExchangeRequest, LocalRuleRecord,
    PersonRecord, ProblemCode, Receipt, Record, RecordBody, RecordHash,
};
use atelier_sync::{DeviceToken, Failure, Guichet, GuichetAddress, Patience, UploadJob};
use peer::{Conversation, Peer};

/// For the peers that stop moving. Everything else is given the patience of a real device.
const QUICK: Patience = Patience {
    connect: Duration::from_secs(5),
    stall: Duration::from_millis(1_000),
    drain: Duration::from_millis(1_500),
};

fn guichet(address: &str) -> Guichet {
    with_patience(address, Patience::default())
}

fn with_patience(address: &str, patience: Patience) -> Guichet {
    let address = GuichetAddress::parse(address).unwrap();
    let token = DeviceToken::new("secret-of-the-device");
    Guichet::new(address, Some(&token), patience).unwrap()
}

/// A file whose every part is recognisable.
fn file(size: usize) -> Vec<u8> {
    (0..size).map(|n| (n * 31 + n / 251) as u8).collect()
}

fn job(bytes: &[u8]) -> UploadJob {
    UploadJob {
        hash: RecordHash::of_bytes(bytes),
        media_type: "image/jpeg".into(),
        bytes: bytes.to_vec().into(),
        resume_url: None,
    }
}

fn nothing_new() -> ExchangeRequest {
    ExchangeRequest {
        protocol: 1,
        cursor: 0,
        records: vec![],
    }
}

fn a_request(evidence: &[u8]) -> Record {
    let body = BadgeRequestRecord {
        person: PersonRecord {
            first_name: "Amina".into(),
            last_name: "Exemple".into(),
            email: "amina@example.org".into(),
        },
        badge: "exemple-a1".into(),
        badge_name: "Exemple".into(),
        example: true,
        rule: LocalRuleRecord {
            criterion: "a".into(),
            evidence: "b".into(),
            assessor: "c".into(),
            process: "d".into(),
        },
        workshop: None,
        narrative: "J'ai préparé la commande.".into(),
        evidence: vec![EvidenceRecord {
            sha256: RecordHash::of_bytes(evidence),
            media_type: "image/jpeg".into(),
            size: evidence.len() as u64,
            label: "Photo".into(),
        }],
        reply: None,
        confirmed_at: "2026-11-23T10:00:00.000Z".into(),
    };
    let id = "01890a5d-ac96-774b-bcce-b302099a8057".to_owned();
    Record::seal(id, 1, RecordBody::BadgeRequest(body)).unwrap()
}

fn answer() -> ExchangeAnswer {
    ExchangeAnswer {
        protocol: 1,
        receipts: vec![],
        missing: vec![],
        changes: vec![],
        cursor: 0,
        more: false,
        problems: vec![],
    }
}

/// What an exchange becomes when the peer answers it with these bytes and closes.
async fn exchange_answered(raw: Vec<u8>) -> Result<ExchangeAnswer, Failure> {
    let peer = Peer::open().await;
    let guichet = guichet(&peer.url());
    let serve = async {
        let mut talk = peer.accept().await;
        let asked = talk.request().await;
        talk.body(asked.length()).await;
        talk.say(&raw).await;
    };
    let ask = nothing_new();
    let (result, ()) = tokio::join!(guichet.exchange(&ask), serve);
    result
}

fn page(status: &str, more: &str) -> Vec<u8> {
    const PAGE: &str = "<html><h1>Bienvenue sur le Wi-Fi</h1></html>";
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html\r\n{more}Content-Length: {}\r\n\r\n{PAGE}",
        PAGE.len()
    )
    .into_bytes()
}

fn json(status: &str, more: &str, body: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\n{more}Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

fn problem(status: u16, code: &str, more: &str) -> Vec<u8> {
    let body = format!(
        r#"{{"type":"about:blank","title":"Non.","status":{status},"code":"{code}","detail":"Voici pourquoi."}}"#
    );
    format!(
        "HTTP/1.1 {status} X\r\nContent-Type: application/problem+json\r\n{more}Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}
