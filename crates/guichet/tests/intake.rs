//! Enrolment and exchange, over HTTP.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)] // a test that cannot go on has failed

mod desk;

use std::sync::atomic::Ordering;

use atelier_protocol::{ProblemCode, Record, RecordBody, RecordHash};
use desk::*;
use serde_json::{Value, json};

#[tokio::test]
async fn a_ping_tells_a_guichet() {
    let desk = desk().await;
    let pong: Value = desk
        .client
        .get(desk.at("/v1/ping"))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(
        pong,
        json!({ "service": "atelier-badges-guichet", "protocol": 1, "guichet_name": "INAÉ" })
    );
}

#[tokio::test]
async fn a_code_is_good_once_whatever_its_spelling() {
    let desk = desk().await;
    let code = desk.guichet.new_enrolment_code("Chantier du Parc").unwrap();
    let typed = code.to_lowercase().replace('-', " ");
    let answer: Value = desk.enrol(&typed).await.json().await.unwrap();
    assert_eq!(answer["structure_name"], "Chantier du Parc");
    assert_eq!(answer["guichet_name"], "INAÉ");
    problem(desk.enrol(&code).await, 403, "enrolment-code").await;
}

#[tokio::test]
async fn a_code_dies_after_thirty_days() {
    let desk = desk().await;
    let code = desk.guichet.new_enrolment_code("Chantier").unwrap();
    desk.now
        .fetch_add(30 * 24 * 3_600 * 1_000, Ordering::SeqCst);
    problem(desk.enrol(&code).await, 403, "enrolment-code").await;
}

#[tokio::test]
async fn guessing_codes_is_slowed_down() {
    let desk = desk().await;
    for _ in 0..10 {
        problem(desk.enrol("AAAA-AAAA-AAAA").await, 403, "enrolment-code").await;
    }
    let code = desk.guichet.new_enrolment_code("Chantier").unwrap();
    let slowed = desk.enrol(&code).await;
    assert_eq!(header(&slowed, "retry-after"), "60");
    problem(slowed, 429, "too-many").await;
    desk.now.fetch_add(60_000, Ordering::SeqCst);
    assert_eq!(desk.enrol(&code).await.status(), 200);
}

#[tokio::test]
async fn no_secret_is_written_in_the_database() {
    let desk = desk().await;
    let code = desk.guichet.new_enrolment_code("Chantier").unwrap();
    let answer: Value = desk.enrol(&code).await.json().await.unwrap();
    let token = answer["device_token"].as_str().unwrap();
    let all: Vec<u8> = ["guichet.db", "guichet.db-wal"]
        .iter()
        .flat_map(|name| std::fs::read(desk.data().join(name)).unwrap())
        .collect();
    let holds = |needle: &str| all.windows(needle.len()).any(|w| w == needle.as_bytes());
    assert!(holds("Portable"));
    for secret in [token, &code, &code.replace('-', "")] {
        assert!(!holds(secret));
    }
}

#[tokio::test]
async fn nobody_exchanges_without_a_good_token() {
    let desk = desk().await;
    let device = desk.device("Chantier").await;
    let stranger = Device {
        desk: &desk,
        token: "x".into(),
    };
    let empty = json!({ "protocol": 1, "cursor": 0, "records": [] });
    let refused = stranger.post_sync(empty.clone()).await;
    assert!(header(&refused, "www-authenticate").starts_with("Bearer"));
    problem(refused, 401, "not-enrolled").await;
    desk.database()
        .execute("UPDATE device SET withdrawn_at = 'x'", [])
        .unwrap();
    problem(device.post_sync(empty).await, 401, "not-enrolled").await;
}

#[tokio::test]
async fn another_version_is_told_to_update_before_anything_else_is_read() {
    let desk = desk().await;
    let device = desk.device("Chantier").await;
    let answer = device
        .post_sync(json!({ "protocol": 2, "unheard": "of" }))
        .await;
    problem(answer, 426, "protocol-version").await;
    problem(
        device.post_sync(json!({ "protocol": 1 })).await,
        400,
        "malformed",
    )
    .await;
    problem(device.post_sync(json!([])).await, 400, "malformed").await;
}

#[tokio::test]
async fn too_much_at_once_is_refused() {
    let desk = desk().await;
    let device = desk.device("Chantier").await;
    let record = declaration(1);
    let many: Vec<&Record> = vec![&record; 201];
    let answer = device
        .post_sync(json!({ "protocol": 1, "cursor": 0, "records": many }))
        .await;
    problem(answer, 413, "too-large").await;
    let padding = "x".repeat(4 * 1024 * 1024);
    problem(
        device
            .post_sync(json!({ "protocol": 1, "padding": padding }))
            .await,
        413,
        "too-large",
    )
    .await;
}

#[tokio::test]
async fn a_request_gets_its_receipt_once_its_evidence_is_held_and_the_same_ever_after() {
    let desk = desk().await;
    let device = desk.device("Chantier").await;
    let (first, second) = (picture(1, 3_000), picture(2, 100));
    let told = declaration(1);
    let asked = request(2, &[&first, &second]);

    let answer = device.sync(&[told.clone(), asked.clone()]).await;
    assert_eq!(answer.problems, []);
    assert_eq!(answer.receipts.len(), 1);
    assert!(answer.receipts[0].covers(&told));
    assert_eq!(answer.receipts[0].number, "D-2026-000001");
    assert_eq!(answer.receipts[0].received_at, "2026-11-23T10:00:00.000Z");
    assert_eq!(
        answer.missing,
        [RecordHash::of_bytes(&first), RecordHash::of_bytes(&second)]
    );

    device.deliver(&first, "image/png").await;
    let answer = device.sync(std::slice::from_ref(&asked)).await;
    assert_eq!(answer.receipts, []);
    assert_eq!(answer.missing, [RecordHash::of_bytes(&second)]);

    device.deliver(&second, "image/png").await;
    // Held since the last byte: the exchange only tells.
    desk.now.fetch_add(5_000, Ordering::SeqCst);
    let answer = device.sync(std::slice::from_ref(&asked)).await;
    assert_eq!(answer.missing, []);
    assert!(answer.receipts[0].covers(&asked));
    assert_eq!(answer.receipts[0].number, "R-2026-000001");
    assert_eq!(answer.receipts[0].received_at, "2026-11-23T10:00:00.000Z");

    desk.now
        .fetch_add(400 * 24 * 3_600 * 1_000, Ordering::SeqCst);
    let again = device.sync(std::slice::from_ref(&asked)).await;
    assert_eq!(again.receipts, answer.receipts);
}

#[tokio::test]
async fn evidence_is_shared_and_sent_once() {
    let desk = desk().await;
    let device = desk.device("Chantier").await;
    let photo = picture(1, 500);
    device.deliver(&photo, "image/png").await;
    let answer = device
        .sync(&[declaration(1), request(2, &[&photo]), request(3, &[&photo])])
        .await;
    let numbers: Vec<_> = answer.receipts.iter().map(|r| r.number.as_str()).collect();
    assert_eq!(numbers, ["D-2026-000001", "R-2026-000001", "R-2026-000002"]);
    assert_eq!(answer.missing, []);
}

#[tokio::test]
async fn a_request_before_any_declaration_is_not_taken() {
    let desk = desk().await;
    let device = desk.device("Chantier").await;
    let photo = picture(1, 500);
    let asked = request(2, &[&photo]);
    let answer = device.sync(std::slice::from_ref(&asked)).await;
    assert_eq!(answer.problems[0].code, ProblemCode::NotDeclared);
    assert_eq!(answer.problems[0].id, asked.id);
    assert_eq!(answer.missing, []);
    // The declaration of another structure does not count.
    let other = desk.device("Autre").await;
    other.sync(&[declaration(1)]).await;
    let answer = device.sync(&[asked]).await;
    assert_eq!(answer.problems[0].code, ProblemCode::NotDeclared);
}

#[tokio::test]
async fn one_bad_record_does_not_stop_the_others() {
    let desk = desk().await;
    let device = desk.device("Chantier").await;
    let photo = picture(1, 500);
    let mut tampered = request(2, &[&photo]);
    let RecordBody::BadgeRequest(body) = &mut tampered.body else {
        unreachable!()
    };
    body.narrative.push('!');
    let mut wrong = request_body(&[&photo]);
    wrong.person.email = "amina".into();
    let wrong = seal(3, 1, wrong);
    let mut unheard = serde_json::to_value(request(4, &[&photo])).unwrap();
    unheard["body"]["shoe_size"] = json!(41);
    let good = request(5, &[&photo]);
    let answer = device
        .post_sync(json!({ "protocol": 1, "cursor": 0, "records": [declaration(1), tampered, wrong, unheard, good] }))
        .await;
    let answer: atelier_protocol::ExchangeAnswer = answer.json().await.unwrap();
    let problems: Vec<_> = answer
        .problems
        .iter()
        .map(|p| (p.id.clone(), p.code))
        .collect();
    assert_eq!(
        problems,
        [
            (id(2), ProblemCode::HashMismatch),
            (id(3), ProblemCode::InvalidRecord),
            (id(4), ProblemCode::InvalidRecord),
        ]
    );
    assert!(answer.problems[1].detail.contains("email"));
    assert!(answer.problems[2].detail.contains("shoe_size"));
    assert_eq!(answer.missing, [RecordHash::of_bytes(&photo)]);
    assert_eq!(answer.receipts.len(), 1);
}

#[tokio::test]
async fn one_identity_has_one_spelling() {
    let desk = desk().await;
    let device = desk.device("Chantier").await;
    let mut shouted = declaration(1);
    shouted.id = shouted.id.to_uppercase();
    let mut spelled = request(2, &[&picture(1, 500)]);
    let RecordBody::BadgeRequest(body) = &mut spelled.body else {
        unreachable!()
    };
    let capitals = body.evidence[0].sha256.as_str().to_uppercase();
    body.evidence[0].sha256 = serde_json::from_value(capitals.into()).unwrap();
    let spelled = Record::seal(spelled.id, 1, spelled.body).unwrap();
    let answer = device
        .sync(&[shouted.clone(), declaration(1), spelled])
        .await;
    assert_eq!(answer.receipts.len(), 1);
    let details: Vec<_> = answer.problems.iter().map(|p| &p.detail).collect();
    assert!(details[0].contains("« id »"), "{details:?}");
    assert!(details[1].contains("« evidence.sha256 »"), "{details:?}");
}

#[tokio::test]
async fn a_revision_is_immutable_and_a_new_one_is_for_what_was_returned() {
    let desk = desk().await;
    let device = desk.device("Chantier").await;
    let photo = picture(1, 500);
    device.deliver(&photo, "image/png").await;
    let first = request(2, &[&photo]);
    device.sync(&[declaration(1), first.clone()]).await;
    let changed = |revision| {
        let mut body = request_body(&[&photo]);
        body.narrative.push_str(" Et celle du soir.");
        seal(2, revision, body)
    };
    for refused in [changed(1), changed(2)] {
        let answer = device.sync(&[refused]).await;
        assert_eq!(answer.receipts, []);
        assert_eq!(answer.problems[0].code, ProblemCode::Conflict);
    }
    desk.database()
        .execute(
            "INSERT INTO change (request, state, message, at) VALUES (?1, 'returned', 'Quel jour ?', '2026-11-24T08:00:00.000Z')",
            [id(2)],
        )
        .unwrap();
    let second = changed(2);
    let answer = device.sync(std::slice::from_ref(&second)).await;
    assert!(answer.receipts[0].covers(&second));
    assert_eq!(answer.receipts[0].number, "R-2026-000001");
    assert_eq!(answer.changes[0].state, "returned");
    assert_eq!(answer.changes[0].message.as_deref(), Some("Quel jour ?"));
    // The first revision keeps its receipt.
    let answer = device
        .sync_from(answer.cursor, std::slice::from_ref(&first))
        .await;
    assert!(answer.receipts[0].covers(&first));
    assert_eq!(answer.changes, []);
    // And the second is now being treated.
    assert_eq!(
        device.sync(&[changed(3)]).await.problems[0].code,
        ProblemCode::Conflict
    );
}

#[tokio::test]
async fn a_declaration_may_always_be_revised_but_never_backwards() {
    let desk = desk().await;
    let device = desk.device("Chantier").await;
    let declare = |revision, staff| {
        Record::seal(
            id(1),
            revision,
            RecordBody::Declaration(declaration_body(staff)),
        )
        .unwrap()
    };
    for revision in [1, 3] {
        let record = declare(revision, revision);
        let answer = device.sync(std::slice::from_ref(&record)).await;
        assert!(answer.receipts[0].covers(&record));
        assert_eq!(answer.receipts[0].number, "D-2026-000001");
    }
    let answer = device.sync(&[declare(2, 2)]).await;
    assert_eq!(answer.problems[0].code, ProblemCode::Conflict);
}

#[tokio::test]
async fn a_structure_sees_nothing_of_another() {
    let desk = desk().await;
    let (a, b) = (desk.device("A").await, desk.device("B").await);
    let photo = picture(1, 500);
    a.deliver(&photo, "image/png").await;
    let asked = request(2, &[&photo]);
    a.sync(&[declaration(1), asked.clone()]).await;
    desk.database()
        .execute(
            "INSERT INTO change (request, state, at) VALUES (?1, 'accepted', 'x')",
            [id(2)],
        )
        .unwrap();
    let answer = b
        .sync(&[declaration(9), asked, request(3, &[&photo])])
        .await;
    assert_eq!(answer.changes, []);
    assert_eq!(answer.problems[0].code, ProblemCode::Conflict);
    // Naming the hash of a file is not enough to be given it.
    assert_eq!(answer.missing, [RecordHash::of_bytes(&photo)]);
    assert_eq!(answer.receipts.len(), 1);
}

#[tokio::test]
async fn numbers_start_again_each_year_and_leave_no_hole() {
    let desk = desk().await;
    let device = desk.device("Chantier").await;
    let photo = picture(1, 500);
    device.deliver(&photo, "image/png").await;
    device.sync(&[declaration(1), request(2, &[&photo])]).await;
    desk.now
        .fetch_add(60 * 24 * 3_600 * 1_000, Ordering::SeqCst);
    let answer = device.sync(&[request(3, &[&photo])]).await;
    assert_eq!(answer.receipts[0].number, "R-2027-000001");
}

#[tokio::test]
async fn changes_come_in_order_from_the_cursor_and_say_when_there_are_more() {
    let desk = desk().await;
    let device = desk.device("Chantier").await;
    let photo = picture(1, 500);
    device.sync(&[declaration(1), request(2, &[&photo])]).await;
    let database = desk.database();
    for n in 0..203 {
        database
            .execute(
                "INSERT INTO change (request, state, message, at) VALUES (?1, 'in-committee', ?2, 'x')",
                rusqlite::params![id(2), n.to_string()],
            )
            .unwrap();
    }
    let first = device.sync(&[]).await;
    assert_eq!(
        (first.changes.len(), first.cursor, first.more),
        (200, 200, true)
    );
    let second = device.sync_from(first.cursor, &[]).await;
    assert_eq!(
        (second.changes.len(), second.cursor, second.more),
        (3, 203, false)
    );
    assert_eq!(second.changes[0].message.as_deref(), Some("200"));
    let third = device.sync_from(second.cursor, &[]).await;
    assert_eq!((third.changes.len(), third.cursor), (0, 203));
    // A guichet restored from an old copy tells everything again.
    assert_eq!(device.sync_from(9_000, &[]).await.changes.len(), 200);
}

#[tokio::test]
async fn a_database_that_refuses_half_way_takes_nothing_and_says_to_come_back() {
    let desk = desk().await;
    let device = desk.device("Chantier").await;
    // An error of SQLite inside the exchange, after its first record was written.
    desk.database()
        .execute_batch(
            "CREATE TRIGGER full AFTER INSERT ON record WHEN NEW.revision = 7
             BEGIN SELECT abs(-9223372036854775808); END",
        )
        .unwrap();
    let bad = Record::seal(id(2), 7, RecordBody::Declaration(declaration_body(3))).unwrap();
    let body = json!({ "protocol": 1, "cursor": 0, "records": [declaration(1), bad] });
    let answer = device.post_sync(body).await;
    assert_eq!(header(&answer, "retry-after"), "60");
    problem(answer, 503, "unavailable").await;
    let count: i64 = desk
        .database()
        .query_row("SELECT count(*) FROM record", [], |row| row.get(0))
        .unwrap();
    assert_eq!(count, 0);
}

#[tokio::test]
async fn wrong_addresses_and_methods_are_problems_too() {
    let desk = desk().await;
    problem(
        desk.client
            .get(desk.at("/nulle/part"))
            .send()
            .await
            .unwrap(),
        404,
        "not-found",
    )
    .await;
    problem(
        desk.client.get(desk.at("/v1/sync")).send().await.unwrap(),
        405,
        "not-found",
    )
    .await;
    problem(
        desk.client
            .put(desk.at("/v1/files/x"))
            .send()
            .await
            .unwrap(),
        405,
        "not-found",
    )
    .await;
}

#[test]
fn the_data_directory_is_private() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    std::fs::create_dir(&data).unwrap();
    guichet::Guichet::open(guichet::Config::new(&data)).unwrap();
    for path in [data.clone(), data.join("evidence"), data.join("uploads")] {
        assert_eq!(
            std::fs::metadata(path).unwrap().permissions().mode() & 0o777,
            0o700
        );
    }
}
