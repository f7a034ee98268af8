//! Our own client against our own guichet, over a wire that can be cut.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)] // a test that cannot go on has failed

use std::net::SocketAddr;

use atelier_protocol::{
    BadgeRequestRecord, DeclarationRecord, EvidenceRecord, ExchangeRequest, LocalRuleRecord,
    PersonRecord, ProblemCode, Record, RecordBody, RecordHash,
};
use atelier_sync::{DeviceToken, Failure, Guichet, GuichetAddress, Patience, UploadJob};
use atelier_tests::wait_until;
use atelier_tests::wire::{State, Wire};

struct Desk {
    guichet: guichet::Guichet,
    address: SocketAddr,
    folder: tempfile::TempDir,
}

impl Desk {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let guichet = guichet::Guichet::open(guichet::Config::new(folder.path())).unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(guichet::serve(
            guichet.clone(),
            listener,
            std::future::pending(),
        ));
        Self {
            guichet,
            address,
            folder,
        }
    }

    /// A device's client that reaches the guichet at this address.
    async fn device(&self, url: &str) -> Guichet {
        let code = self.guichet.new_enrolment_code("Chantier du Parc").unwrap();
        let answer = client(url, None).enrol(&code, "Portable").await.unwrap();
        assert_eq!(answer.structure_name, "Chantier du Parc");
        client(url, Some(&DeviceToken::new(answer.device_token)))
    }

    fn held(&self, hash: &RecordHash) -> Vec<u8> {
        let evidence = self.folder.path().join("evidence");
        std::fs::read(evidence.join(&hash.as_str()[..2]).join(hash.as_str())).unwrap()
    }
}

fn client(url: &str, token: Option<&DeviceToken>) -> Guichet {
    let address = GuichetAddress::parse(url).unwrap();
    Guichet::new(address, token, Patience::default()).unwrap()
}

fn photo(size: usize) -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xE0];
    bytes.extend((bytes.len()..size).map(|n| (n * 31 + n / 251) as u8));
    bytes
}

fn job(bytes: &[u8], resume_url: Option<String>) -> UploadJob {
    UploadJob {
        hash: RecordHash::of_bytes(bytes),
        media_type: "image/jpeg".into(),
        bytes: bytes.to_vec().into(),
        resume_url,
    }
}

fn id(n: u32) -> String {
    format!("01890a5d-ac96-774b-bcce-{n:012}")
}

fn records(photos: &[&[u8]]) -> [Record; 2] {
    let declaration = RecordBody::Declaration(DeclarationRecord {
        structure_name: "Chantier du Parc".into(),
        structure_kind: "aci".into(),
        validation_mode: "systematic".into(),
        staff_count: 3,
        badges: vec!["exemple-a1".into()],
        declared_at: "2026-11-23T09:00:00.000Z".into(),
    });
    let request = RecordBody::BadgeRequest(BadgeRequestRecord {
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
        evidence: photos
            .iter()
            .map(|bytes| EvidenceRecord {
                sha256: RecordHash::of_bytes(bytes),
                media_type: "image/jpeg".into(),
                size: bytes.len() as u64,
                label: "Photo".into(),
            })
            .collect(),
        confirmed_at: "2026-11-23T09:30:00.000Z".into(),
    });
    [
        Record::seal(id(1), 1, declaration).unwrap(),
        Record::seal(id(2), 1, request).unwrap(),
    ]
}

fn ask(records: &[Record]) -> ExchangeRequest {
    ExchangeRequest {
        protocol: atelier_protocol::PROTOCOL_VERSION,
        cursor: 0,
        records: records.to_vec(),
    }
}

#[tokio::test]
async fn a_request_and_its_photographs_get_a_receipt() {
    let desk = Desk::open().await;
    let device = desk.device(&format!("http://{}", desk.address)).await;
    assert_eq!(device.ping().await.unwrap().guichet_name, "INAÉ");
    // One that goes along with its creation, one that does not.
    let (small, large) = (photo(20_000), photo(2_000_000));
    let records = records(&[&small, &large]);
    let answer = device.exchange(&ask(&records)).await.unwrap();
    assert_eq!(answer.receipts.len(), 1);
    assert_eq!(answer.missing.len(), 2);
    for bytes in [&small, &large] {
        device
            .upload(&job(bytes, None), |_| {}, |_, _| {})
            .await
            .unwrap();
        assert!(desk.held(&RecordHash::of_bytes(bytes)) == *bytes);
    }
    let answer = device.exchange(&ask(&records)).await.unwrap();
    assert_eq!(answer.missing, []);
    assert!(answer.receipts[0].covers(&records[0]));
    assert!(answer.receipts[1].covers(&records[1]));
    // Sent again, as after a lost answer: nothing travels, the receipts are the same.
    for bytes in [&small, &large] {
        let mut told = Vec::new();
        device
            .upload(&job(bytes, None), |_| {}, |sent, _| told.push(sent))
            .await
            .unwrap();
        assert_eq!(told.last(), Some(&(bytes.len() as u64)));
    }
    let again = device.exchange(&ask(&records)).await.unwrap();
    assert_eq!(again.receipts, answer.receipts);
}

#[tokio::test]
async fn a_photograph_cut_in_the_middle_goes_on_where_it_stopped() {
    let desk = Desk::open().await;
    let wire = Wire::to(desk.address).await.unwrap();
    let device = desk.device(&wire.url()).await;
    let bytes = photo(6_000_000);
    wire.set(State::Slow(4_000_000));
    let before = wire.sent();
    let mut url = String::new();
    let begun = job(&bytes, None);
    let sending = device.upload(&begun, |at| url = at.to_owned(), |_, _| {});
    let cut = async {
        wait_until("the middle of the file", async || {
            Ok((wire.sent() - before > 2_000_000).then_some(()))
        })
        .await
        .unwrap();
        wire.set(State::Down);
    };
    let (result, ()) = tokio::join!(sending, cut);
    assert_eq!(result, Err(Failure::Interrupted));

    wire.set(State::Up);
    let mut told = Vec::new();
    let resumed = job(&bytes, Some(url));
    wait_until("the end of the file", async || {
        let sending = device.upload(
            &resumed,
            |_| panic!("created again"),
            |sent, _| told.push(sent),
        );
        match sending.await {
            Ok(()) => Ok(Some(())),
            // The wire has only just come back.
            Err(Failure::Unreachable | Failure::Interrupted) => Ok(None),
            Err(other) => Err(other.into()),
        }
    })
    .await
    .unwrap();
    assert!((1..6_000_000).contains(&told[0]), "{}", told[0]);
    assert!(desk.held(&RecordHash::of_bytes(&bytes)) == bytes);
}

#[tokio::test]
async fn refusals_are_read_as_refusals_even_with_much_to_send() {
    let desk = Desk::open().await;
    let url = format!("http://{}", desk.address);
    let stranger = client(&url, Some(&DeviceToken::new("inconnu")));
    let bytes = photo(3_000_000);
    let refused = |result| match result {
        Err(Failure::Refused { code, .. }) => code,
        other => panic!("{other:?}"),
    };
    let sent = stranger.upload(&job(&bytes, None), |_| {}, |_, _| {}).await;
    assert_eq!(refused(sent), ProblemCode::NotEnrolled);
    let told = stranger.exchange(&ask(&records(&[&bytes]))).await;
    assert_eq!(refused(told.map(drop)), ProblemCode::NotEnrolled);

    let device = desk.device(&url).await;
    let mut text = job(b"not a photograph, whatever its label says", None);
    let sent = device.upload(&text, |_| {}, |_, _| {}).await;
    assert_eq!(refused(sent), ProblemCode::EvidenceRefused);
    text.bytes = photo(900_000).into();
    let sent = device.upload(&text, |_| {}, |_, _| {}).await;
    assert_eq!(refused(sent), ProblemCode::EvidenceRefused);
}
