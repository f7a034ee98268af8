//! A real guichet on port 0, and a small client to talk to it.
#![allow(dead_code)]

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use atelier_domain::Moment;
use atelier_protocol::{
    BadgeRequestRecord, DeclarationRecord, EnrolmentAnswer, EvidenceRecord, ExchangeAnswer,
    LocalRuleRecord, PersonRecord, Problem, Record, RecordBody, RecordHash,
};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use guichet::{Clock, Config, Guichet};
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};

/// 2026-11-23T10:00:00Z.
pub const MORNING: i64 = 1_795_428_000_000;

pub struct Desk {
    pub guichet: Guichet,
    pub url: String,
    pub client: Client,
    pub dir: tempfile::TempDir,
    pub now: Arc<AtomicI64>,
}

pub async fn desk() -> Desk {
    desk_in(tempfile::tempdir().unwrap(), MORNING).await
}

pub async fn desk_in(dir: tempfile::TempDir, at: i64) -> Desk {
    let now = Arc::new(AtomicI64::new(at));
    let hands = Arc::clone(&now);
    let guichet = Guichet::open(Config {
        clock: Clock::from_fn(move || Moment::from_unix_millis(hands.load(Ordering::SeqCst))),
        ..Config::new(dir.path().join("data"))
    })
    .unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(guichet::serve(
        guichet.clone(),
        listener,
        std::future::pending(),
    ));
    Desk {
        guichet,
        url,
        client: client(),
        dir,
        now,
    }
}

pub fn client() -> Client {
    // A second installation is refused, and does not matter.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
}

impl Desk {
    pub fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    pub fn database(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.data().join("guichet.db")).unwrap()
    }

    pub fn held(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let sha = RecordHash::of_bytes(bytes);
        let path = self.data().join("evidence").join(&sha.as_str()[..2]);
        std::fs::read(path.join(sha.as_str())).ok()
    }

    /// A device of this structure.
    pub async fn device(&self, structure: &str) -> Device<'_> {
        let code = self.guichet.new_enrolment_code(structure).unwrap();
        let answer = self.enrol(&code).await;
        assert_eq!(answer.status(), 200);
        let answer: EnrolmentAnswer = answer.json().await.unwrap();
        Device {
            desk: self,
            token: answer.device_token,
        }
    }

    pub async fn enrol(&self, code: &str) -> Response {
        self.client
            .post(self.at("/v1/enrol"))
            .json(&json!({ "protocol": 1, "code": code, "device_name": "Portable" }))
            .send()
            .await
            .unwrap()
    }
}

#[derive(Clone)]
pub struct Device<'a> {
    pub desk: &'a Desk,
    pub token: String,
}

impl Device<'_> {
    pub async fn post_sync(&self, body: Value) -> Response {
        self.desk
            .client
            .post(self.desk.at("/v1/sync"))
            .bearer_auth(&self.token)
            .json(&body)
            .send()
            .await
            .unwrap()
    }

    pub async fn sync_from(&self, cursor: u64, records: &[Record]) -> ExchangeAnswer {
        let answer = self
            .post_sync(json!({ "protocol": 1, "cursor": cursor, "records": records }))
            .await;
        assert_eq!(answer.status(), 200);
        answer.json().await.unwrap()
    }

    pub async fn sync(&self, records: &[Record]) -> ExchangeAnswer {
        self.sync_from(0, records).await
    }

    pub fn tus(&self, request: RequestBuilder) -> RequestBuilder {
        request
            .bearer_auth(&self.token)
            .header("Tus-Resumable", "1.0.0")
    }

    pub fn create(&self, length: u64, sha: &str, media_type: &str) -> RequestBuilder {
        let (sha, media_type) = (STANDARD.encode(sha), STANDARD.encode(media_type));
        self.tus(self.desk.client.post(self.desk.at("/v1/files")))
            .header("Upload-Length", length)
            .header(
                "Upload-Metadata",
                format!("sha256 {sha},media_type {media_type}"),
            )
    }

    pub async fn announce(&self, bytes: &[u8], media_type: &str) -> String {
        let sha = RecordHash::of_bytes(bytes);
        let answer = self
            .create(bytes.len() as u64, sha.as_str(), media_type)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), StatusCode::CREATED);
        header(&answer, "location")
    }

    pub fn patch(&self, url: &str, offset: u64) -> RequestBuilder {
        self.tus(self.desk.client.patch(url))
            .header("Upload-Offset", offset)
            .header("Content-Type", "application/offset+octet-stream")
    }

    pub async fn send(&self, url: &str, offset: u64, bytes: &[u8]) -> Response {
        self.patch(url, offset)
            .body(bytes.to_vec())
            .send()
            .await
            .unwrap()
    }

    pub async fn head(&self, url: &str) -> Response {
        self.tus(self.desk.client.head(url)).send().await.unwrap()
    }

    pub async fn offset(&self, url: &str) -> u64 {
        let answer = self.head(url).await;
        assert_eq!(answer.status(), 200);
        header(&answer, "upload-offset").parse().unwrap()
    }

    /// Sends a piece of evidence whole.
    pub async fn deliver(&self, bytes: &[u8], media_type: &str) {
        let url = self.announce(bytes, media_type).await;
        assert_eq!(self.send(&url, 0, bytes).await.status(), 204);
    }
}

pub fn header(answer: &Response, name: &str) -> String {
    answer
        .headers()
        .get(name)
        .unwrap_or_else(|| panic!("no {name} in {:?}", answer.headers()))
        .to_str()
        .unwrap()
        .to_owned()
}

/// Checks that an answer is a problem document, and returns it.
pub async fn problem(answer: Response, status: u16, code: &str) -> Problem {
    assert_eq!(answer.status(), status);
    assert_eq!(header(&answer, "content-type"), "application/problem+json");
    let value: Value = answer.json().await.unwrap();
    assert_eq!(value["code"], code);
    assert_eq!(value["status"], status);
    let problem: Problem = serde_json::from_value(value).unwrap();
    assert!(!problem.title.is_empty() && problem.detail.is_some());
    problem
}

/// A PNG signature and as many bytes as wanted, different for each seed.
pub fn picture(seed: u8, length: usize) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    bytes.extend((bytes.len()..length).map(|n| (n as u8).wrapping_mul(31).wrapping_add(seed)));
    bytes
}

/// UUIDv7-shaped identifiers: 1, 2, 3…
pub fn id(n: u32) -> String {
    format!("01890a5d-ac96-774b-bcce-{n:012}")
}

pub fn declaration(n: u32) -> Record {
    Record::seal(id(n), 1, RecordBody::Declaration(declaration_body(3))).unwrap()
}

pub fn declaration_body(staff_count: u32) -> DeclarationRecord {
    DeclarationRecord {
        structure_name: "Chantier du Parc".into(),
        structure_kind: "aci".into(),
        validation_mode: "committee".into(),
        staff_count,
        badges: vec!["exemple-a1".into()],
        declared_at: "2026-11-23T09:00:00.000Z".into(),
    }
}

pub fn request_body(evidence: &[&[u8]]) -> BadgeRequestRecord {
    BadgeRequestRecord {
        person: PersonRecord {
            first_name: "Amina".into(),
            last_name: "Exemple".into(),
            email: "amina@example.org".into(),
        },
        badge: "exemple-a1".into(),
        badge_name: "Prendre la parole".into(),
        example: true,
        rule: LocalRuleRecord {
            criterion: "avoir validé sa période d'essai".into(),
            evidence: "attestation".into(),
            assessor: "ASP".into(),
            process: "au renouvellement".into(),
        },
        workshop: None,
        narrative: "J'ai préparé la commande du matin.".into(),
        evidence: evidence
            .iter()
            .map(|bytes| EvidenceRecord {
                sha256: RecordHash::of_bytes(bytes),
                media_type: "image/png".into(),
                size: bytes.len() as u64,
                label: "Photo".into(),
            })
            .collect(),
        reply: None,
        confirmed_at: "2026-11-23T09:30:00.000Z".into(),
    }
}

pub fn request(n: u32, evidence: &[&[u8]]) -> Record {
    seal(n, 1, request_body(evidence))
}

pub fn seal(n: u32, revision: u32, body: BadgeRequestRecord) -> Record {
    Record::seal(id(n), revision, RecordBody::BadgeRequest(body)).unwrap()
}
