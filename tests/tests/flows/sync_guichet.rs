//! The machine and the transport against the real guichet, over a line that fails.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;

use atelier_domain::Moment;
use atelier_protocol::{
    BadgeRequestRecord, DeclarationRecord, EvidenceRecord, ExchangeRequest, LocalRuleRecord,
    PersonRecord, ProblemCode, Receipt, Record, RecordBody, RecordHash,
};
use atelier_sync::{
    DeviceToken, Effect, Event, ExchangeSummary, Failure, Guichet, GuichetAddress, Machine,
    MachineConfig, Patience, Status, UploadJob,
};
use atelier_tests::wait_until;
use atelier_tests::wire::{State, Wire};

/// The real guichet on a free port.
struct Desk {
    address: SocketAddr,
    guichet: guichet::Guichet,
    folder: tempfile::TempDir,
}

impl Desk {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = guichet::Config::new(folder.path().join("data"));
        let guichet = guichet::Guichet::open(config).unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(guichet::serve(
            guichet.clone(),
            listener,
            std::future::pending(),
        ));
        Self {
            address,
            guichet,
            folder,
        }
    }

    /// What it holds under the hash of these bytes.
    fn held(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let hash = RecordHash::of_bytes(bytes);
        let evidence = self.folder.path().join("data/evidence");
        std::fs::read(evidence.join(&hash.as_str()[..2]).join(hash.as_str())).ok()
    }

    /// A device enrolled through this address.
    async fn device(&self, url: &str) -> Guichet {
        let code = self.guichet.new_enrolment_code("Chantier du Parc").unwrap();
        let answer = stranger(url).enrol(&code, "Portable").await.unwrap();
        assert_eq!(answer.structure_name, "Chantier du Parc");
        with_token(url, &answer.device_token)
    }

    fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

fn stranger(url: &str) -> Guichet {
    let address = GuichetAddress::parse(url).unwrap();
    Guichet::new(address, None, Patience::default()).unwrap()
}

fn with_token(url: &str, token: &str) -> Guichet {
    let address = GuichetAddress::parse(url).unwrap();
    let token = DeviceToken::new(token);
    Guichet::new(address, Some(&token), Patience::default()).unwrap()
}

/// A picture of this size, different for each seed.
fn picture(size: usize, seed: u8) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    bytes.extend((bytes.len()..size).map(|n| (n * 31 + n / 251) as u8 ^ seed));
    bytes
}

fn declaration() -> Record {
    let body = DeclarationRecord {
        structure_name: "Chantier du Parc".into(),
        structure_kind: "aci".into(),
        validation_mode: "committee".into(),
        staff_count: 3,
        badges: vec!["exemple-a1".into()],
        declared_at: "2026-11-23T09:00:00.000Z".into(),
    };
    let id = "01890a5d-ac96-774b-bcce-b30209900000".to_owned();
    Record::seal(id, 1, RecordBody::Declaration(body)).unwrap()
}

fn request(number: u8, evidence: &[&[u8]]) -> Record {
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
        confirmed_at: "2026-11-23T10:00:00.000Z".into(),
    };
    let id = format!("01890a5d-ac96-774b-bcce-b302099{number:05}");
    Record::seal(id, 1, RecordBody::BadgeRequest(body)).unwrap()
}

/// A device without a disk: runs the machine's effects on the real transport, and lets the waits pass at once.
struct Device {
    guichet: Guichet,
    machine: Machine,
    now: Moment,
    waiting: Vec<Record>,
    receipts: Vec<Receipt>,
    files: BTreeMap<String, Vec<u8>>,
    places: BTreeMap<String, String>,
    cursor: u64,
    failures: Vec<&'static str>,
    waits: usize,
}

impl Device {
    fn new(guichet: Guichet, records: Vec<Record>, files: &[&[u8]]) -> Self {
        let named = |bytes: &&[u8]| (RecordHash::of_bytes(bytes).to_string(), bytes.to_vec());
        Self {
            guichet,
            machine: Machine::new(MachineConfig::default()),
            now: Moment::from_unix_millis(0),
            waiting: records,
            receipts: vec![],
            files: files.iter().map(named).collect(),
            places: BTreeMap::new(),
            cursor: 0,
            failures: vec![],
            waits: 0,
        }
    }

    /// Runs until the machine says that everything has its receipt, or that it needs a person. `at_wait` is told each
    /// time that the machine wants to wait.
    async fn run(&mut self, mut at_wait: impl AsyncFnMut(usize)) -> Status {
        let mut events = VecDeque::from([Event::Started {
            enrolled: true,
            has_work: true,
        }]);
        let mut last = Status::NotEnrolled;
        while let Some(event) = events.pop_front() {
            for effect in self.machine.handle(event, self.now, 0.5) {
                match effect {
                    Effect::Exchange => {
                        let result = self.exchange().await;
                        events.push_back(Event::ExchangeDone(result));
                    }
                    Effect::Upload(hash) => {
                        let result = self.upload(&hash).await;
                        events.push_back(Event::UploadDone(hash, result));
                    }
                    Effect::SetTimer(at) => {
                        self.now = at;
                        self.waits += 1;
                        assert!(self.waits < 200, "no end: {:?}", self.failures);
                        events.push_back(Event::TimerFired);
                    }
                    Effect::CancelTimer => {}
                    Effect::Report(status) => match status {
                        Status::Idle { .. } | Status::AttentionNeeded { .. } => return status,
                        Status::Offline { .. } | Status::Waiting { .. } => {
                            at_wait(self.waits).await;
                            last = status;
                        }
                        Status::Sending { .. } | Status::NotEnrolled => last = status,
                    },
                }
            }
        }
        last
    }

    async fn exchange(&mut self) -> Result<ExchangeSummary, Failure> {
        let ask = ExchangeRequest {
            protocol: 1,
            cursor: self.cursor,
            records: self.waiting.clone(),
        };
        let answer = self.guichet.exchange(&ask).await;
        let answer = answer.inspect_err(|failure| self.failures.push(failure.code()))?;
        assert_eq!(answer.problems, []);
        self.cursor = answer.cursor;
        let before = self.waiting.len();
        self.waiting
            .retain(|record| !answer.receipts.iter().any(|r| r.covers(record)));
        self.receipts.extend(answer.receipts);
        Ok(ExchangeSummary {
            missing: answer.missing,
            receipts: before - self.waiting.len(),
            changes: answer.changes.len(),
            more: answer.more,
            remaining_work: !self.waiting.is_empty(),
            declaration_acknowledged: false,
        })
    }

    async fn upload(&mut self, hash: &RecordHash) -> Result<(), Failure> {
        let job = UploadJob {
            hash: hash.clone(),
            media_type: "image/png".into(),
            bytes: self.files[hash.as_str()].clone().into(),
            resume_url: self.places.get(hash.as_str()).cloned(),
        };
        let places = &mut self.places;
        let created = |url: &str| {
            places.insert(hash.to_string(), url.to_owned());
        };
        let result = self.guichet.upload(&job, created, |_, _| {}).await;
        result.inspect_err(|failure| self.failures.push(failure.code()))
    }
}

#[tokio::test]
async fn everything_gets_a_receipt_that_covers_it() {
    let desk = Desk::open().await;
    let (small, large) = (picture(40_000, 1), picture(3_000_000, 2));
    let records = vec![
        declaration(),
        request(1, &[&small]),
        request(2, &[&small, &large]),
    ];
    let guichet = desk.device(&desk.url()).await;
    assert_eq!(guichet.ping().await.unwrap().guichet_name, "INAÉ");
    let mut device = Device::new(guichet, records.clone(), &[&small, &large]);
    let end = device.run(async |_| {}).await;
    assert!(matches!(end, Status::Idle { .. }), "{end:?}");
    assert!(device.failures.is_empty());
    for record in &records {
        assert!(device.receipts.iter().any(|r| r.covers(record)));
    }
    assert!(desk.held(&small) == Some(small) && desk.held(&large) == Some(large));
    // Nothing to wait for: the only timer is that of the next look for changes.
    assert_eq!(device.waits, 1);
}

#[tokio::test]
async fn a_line_cut_in_the_middle_of_a_picture_costs_only_what_had_not_arrived() {
    const SIZE: u64 = 8_000_000;
    let desk = Desk::open().await;
    let wire = Wire::to(desk.address).await.unwrap();
    let photo = picture(SIZE as usize, 3);
    let records = vec![declaration(), request(1, &[&photo])];
    let guichet = desk.device(&wire.url()).await;
    let mut device = Device::new(guichet, records, &[&photo]);
    wire.set(State::Slow(6_000_000));
    let mut heard_by_the_cut = 0;
    let cut = async {
        wait_until("the middle of the picture", async || {
            Ok((wire.sent() > SIZE / 2).then_some(()))
        })
        .await
        .unwrap();
        wire.set(State::Down);
        heard_by_the_cut = wire.sent();
    };
    let back = async |_| wire.set(State::Up);
    let (end, ()) = tokio::join!(device.run(back), cut);
    assert!(matches!(end, Status::Idle { .. }), "{end:?}");
    assert!(desk.held(&photo) == Some(photo));
    assert_eq!(device.receipts.len(), 2);
    assert!(!device.failures.is_empty());
    // What was on its way when the line was cut goes twice, and no more than that.
    let twice = wire.sent() - SIZE;
    assert!(twice < SIZE / 4, "{twice} bytes too many");
    assert!(heard_by_the_cut < SIZE);
}

#[tokio::test]
async fn a_connection_page_is_no_receipt_and_the_work_goes_once_it_is_passed() {
    let desk = Desk::open().await;
    let wire = Wire::to(desk.address).await.unwrap();
    let guichet = desk.device(&wire.url()).await;
    let mut device = Device::new(guichet, vec![declaration()], &[]);
    wire.set(State::Portal);
    let passed = async |waits| {
        if waits == 3 {
            wire.set(State::Up);
        }
    };
    let end = device.run(passed).await;
    assert!(matches!(end, Status::Idle { .. }), "{end:?}");
    // The connections that were cut first, then the page, each time until it was passed.
    assert_eq!(device.failures.last(), Some(&"captive-portal"));
    assert_eq!(device.receipts.len(), 1);
}

#[tokio::test]
async fn a_wrong_code_and_an_unknown_device_are_told_from_each_other() {
    let desk = Desk::open().await;
    let stranger = stranger(&desk.url());
    let wrong = stranger.enrol("AAAA-BBBB-CCCC", "Portable").await;
    let failure = wrong.unwrap_err();
    assert!(
        matches!(
            failure,
            Failure::Refused {
                code: ProblemCode::EnrolmentCode,
                ..
            }
        ),
        "{failure:?}"
    );
    let unknown = with_token(&desk.url(), "0123456789abcdef");
    let mut device = Device::new(unknown, vec![declaration()], &[]);
    let end = device.run(async |_| {}).await;
    let Status::AttentionNeeded {
        failure,
        next_try_at: None,
    } = end
    else {
        panic!("{end:?}");
    };
    assert!(failure.is_not_enrolled());
}

#[tokio::test]
async fn evidence_that_is_not_what_was_announced_is_refused_for_good() {
    let desk = Desk::open().await;
    let guichet = desk.device(&desk.url()).await;
    for size in [30_000, 600_000] {
        let announced = picture(size, 4);
        let job = UploadJob {
            hash: RecordHash::of_bytes(&announced),
            media_type: "image/png".into(),
            bytes: picture(size, 5).into(),
            resume_url: None,
        };
        let failure = guichet.upload(&job, |_| {}, |_, _| {}).await.unwrap_err();
        assert!(failure.is_permanent(), "{failure:?}");
        assert!(desk.held(&announced).is_none());
    }
}
