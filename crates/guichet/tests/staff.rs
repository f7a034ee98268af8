//! The staff's pages, as a browser asks for them, and the reading addresses.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)] // a test that cannot go on has failed

mod desk;

use std::sync::atomic::Ordering;

use atelier_protocol::RecordHash;
use desk::*;
use reqwest::{RequestBuilder, Response};
use serde_json::Value;

const PASSWORD: &str = "Guichet;2026xy";

async fn log_in(desk: &Desk, name: &str, password: &str) -> Response {
    desk.client
        .post(desk.at("/login"))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .body(format!(
            "name={name}&password={}",
            password.replace(';', "%3B")
        ))
        .send()
        .await
        .unwrap()
}

/// Logs in and returns the cookie.
async fn inside(desk: &Desk) -> String {
    desk.guichet.add_user("Zoé", PASSWORD).unwrap();
    let answer = log_in(desk, "zoe", PASSWORD).await;
    assert_eq!(answer.status(), 303);
    let cookie = header(&answer, "set-cookie");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"),
        "{cookie}"
    );
    cookie.split(';').next().unwrap().to_owned()
}

async fn page(desk: &Desk, cookie: &str, path: &str) -> (u16, String) {
    let answer = desk
        .client
        .get(desk.at(path))
        .header("Cookie", cookie)
        .send()
        .await
        .unwrap();
    assert!(header(&answer, "content-security-policy").starts_with("default-src 'none'"));
    assert_eq!(header(&answer, "x-content-type-options"), "nosniff");
    (answer.status().as_u16(), answer.text().await.unwrap())
}

/// A desk with a few requests received.
async fn with_requests(desk: &Desk, count: u32) -> Vec<u8> {
    let device = desk.device("Chantier du Parc").await;
    let photo = picture(1, 5_000);
    device.deliver(&photo, "image/png").await;
    let mut records = vec![declaration(1)];
    for n in 0..count {
        let mut body = request_body(&[&photo]);
        body.person.last_name = format!("Personne{n:03}");
        records.push(seal(n + 2, 1, body));
    }
    assert_eq!(device.sync(&records).await.receipts.len(), records.len());
    photo
}

#[tokio::test]
async fn the_pages_are_closed_to_strangers() {
    let desk = desk().await;
    with_requests(&desk, 1).await;
    for path in [
        "/",
        "/demandes/R-2026-000001",
        "/demandes/R-2026-000001/pieces/x",
    ] {
        let answer = desk.client.get(desk.at(path)).send().await.unwrap();
        assert_eq!(answer.status(), 303, "{path}");
        assert_eq!(header(&answer, "location"), "/login");
        assert!(!answer.text().await.unwrap().contains("Personne"));
    }
}

#[tokio::test]
async fn a_weak_password_is_not_taken() {
    let desk = desk().await;
    assert!(desk.guichet.add_user("zoe", "secret").is_err());
    assert_eq!(log_in(&desk, "zoe", "secret").await.status(), 401);
}

#[tokio::test]
async fn wrong_passwords_and_unknown_names_get_the_same_answer_then_a_wait() {
    let desk = desk().await;
    desk.guichet.add_user("zoe", PASSWORD).unwrap();
    let wrong = log_in(&desk, "zoe", "x").await;
    let unknown = log_in(&desk, "zoo", "x").await;
    assert_eq!(wrong.status(), 401);
    assert_eq!(unknown.status(), 401);
    let (wrong, unknown) = (wrong.text().await.unwrap(), unknown.text().await.unwrap());
    assert_eq!(wrong, unknown.replace("value=\"zoo\"", "value=\"zoe\""));
    for _ in 0..8 {
        log_in(&desk, "zoe", "x").await;
    }
    let slowed = log_in(&desk, "zoe", PASSWORD).await;
    assert_eq!(slowed.status(), 429);
    assert_eq!(header(&slowed, "retry-after"), "60");
    desk.now.fetch_add(60_000, Ordering::SeqCst);
    assert_eq!(log_in(&desk, "zoe", PASSWORD).await.status(), 303);
}

#[tokio::test]
async fn a_form_from_another_site_is_refused() {
    let desk = desk().await;
    desk.guichet.add_user("zoe", PASSWORD).unwrap();
    let cookie = inside(&desk).await;
    for (name, value) in [
        ("Origin", "https://ailleurs.example"),
        ("Sec-Fetch-Site", "cross-site"),
    ] {
        let post = |path: &str| {
            desk.client
                .post(desk.at(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", &cookie)
                .header(name, value)
        };
        let login = post("/login").body(format!("name=zoe&password={PASSWORD}"));
        assert_eq!(login.send().await.unwrap().status(), 403);
        post("/logout").send().await.unwrap();
        assert_eq!(page(&desk, &cookie, "/").await.0, 200);
    }
}

#[tokio::test]
async fn a_session_ends_with_logout_with_time_and_with_a_new_password() {
    let desk = desk().await;
    let logout = |cookie: String| {
        let request = desk
            .client
            .post(desk.at("/logout"))
            .header("Cookie", cookie);
        async move { request.send().await.unwrap().status() }
    };
    let cookie = inside(&desk).await;
    assert_eq!(page(&desk, &cookie, "/").await.0, 200);
    assert_eq!(logout(cookie.clone()).await, 303);
    assert_eq!(page(&desk, &cookie, "/").await.0, 303);

    let cookie = inside(&desk).await;
    desk.now.fetch_add(12 * 3_600 * 1_000, Ordering::SeqCst);
    assert_eq!(page(&desk, &cookie, "/").await.0, 303);

    let cookie = inside(&desk).await;
    desk.guichet.add_user("ZOÉ", "Autre;2026xyz").unwrap();
    assert_eq!(page(&desk, &cookie, "/").await.0, 303);
}

#[tokio::test]
async fn the_list_is_empty_then_full_then_searched() {
    let desk = desk().await;
    let cookie = inside(&desk).await;
    let (_, empty) = page(&desk, &cookie, "/").await;
    assert!(empty.contains("Aucune demande pour l’instant"));
    assert!(empty.contains("Zoé") && empty.contains("Guichet INAÉ"));
    with_requests(&desk, 30).await;
    let (_, first) = page(&desk, &cookie, "/").await;
    assert!(first.contains("30 demandes reçues"));
    assert!(first.contains("Page 1 sur 2"));
    assert_eq!(first.matches("<th scope=\"row\">").count(), 25);
    let newest = first.find("Personne029").unwrap();
    assert!(newest < first.find("Personne028").unwrap());
    let (_, second) = page(&desk, &cookie, "/?page=2").await;
    assert_eq!(second.matches("<th scope=\"row\">").count(), 5);
    let (_, found) = page(&desk, &cookie, "/?q=p%C3%A9rsonne007%20amina").await;
    assert!(found.contains("1 demande trouvée"), "{found}");
    assert!(found.contains("/demandes/R-2026-000008"));
    let (_, by_number) = page(&desk, &cookie, "/?q=r-2026-000003").await;
    assert!(by_number.contains("Personne002"));
    let (_, none) = page(&desk, &cookie, "/?q=%25").await;
    assert!(none.contains("Aucune demande ne correspond"));
    let (status, _) = page(&desk, &cookie, "/?page=douze").await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn a_request_that_comes_back_shows_the_question_then_its_answer() {
    let desk = desk().await;
    let cookie = inside(&desk).await;
    let device = desk.device("Chantier").await;
    let photo = picture(1, 500);
    device.deliver(&photo, "image/png").await;
    device.sync(&[declaration(1), request(2, &[&photo])]).await;
    desk.database()
        .execute(
            "INSERT INTO change (request, state, message, at)
             VALUES (?1, 'returned', 'Quel <jour> ?', '2026-11-24T08:00:00.000Z')",
            [id(2)],
        )
        .unwrap();
    let path = "/demandes/R-2026-000001";
    let (_, asked) = page(&desk, &cookie, path).await;
    assert!(asked.contains("Quel &lt;jour&gt; ?"), "{asked}");
    assert!(!asked.contains("Réponse de la structure"));
    let mut body = request_body(&[&photo]);
    body.reply = Some("Lundi 23.\nLe matin.".into());
    let answered = seal(2, 2, body);
    let receipts = device.sync(std::slice::from_ref(&answered)).await.receipts;
    assert!(receipts[0].covers(&answered));
    let (_, shown) = page(&desk, &cookie, path).await;
    let place = |text: &str| shown.find(text).unwrap_or_else(|| panic!("{text}"));
    assert!(place("Quel &lt;jour&gt; ?") < place("<p>Lundi 23.</p><p>Le matin.</p>"));
    assert!(place("Réponse de la structure") < place("Ce que la personne a fait"));
}

#[tokio::test]
async fn what_waits_for_evidence_is_counted_and_not_listed() {
    let desk = desk().await;
    let cookie = inside(&desk).await;
    let device = desk.device("Chantier").await;
    device
        .sync(&[declaration(1), request(2, &[&picture(1, 50)])])
        .await;
    let (_, list) = page(&desk, &cookie, "/").await;
    assert!(list.contains("Une demande attend encore des preuves"));
    assert!(!list.contains("Amina"));
}

#[tokio::test]
async fn a_request_shows_everything_and_runs_nothing() {
    let desk = desk().await;
    let cookie = inside(&desk).await;
    let device = desk.device("Chantier").await;
    let (photo, paper) = (picture(1, 500), b"%PDF-1.4\n%%EOF\n".to_vec());
    device.deliver(&photo, "image/png").await;
    device.deliver(&paper, "application/pdf").await;
    let mut body = request_body(&[&photo, &paper]);
    body.evidence[1].media_type = "application/pdf".into();
    body.person.first_name = "<script>alert(1)</script>".into();
    body.narrative = "Une ligne.\nUne autre & <b>encore</b>.".into();
    let asked = seal(2, 1, body);
    device.sync(&[declaration(1), asked.clone()]).await;
    let (status, shown) = page(&desk, &cookie, "/demandes/R-2026-000001").await;
    assert_eq!(status, 200);
    assert!(!shown.contains("<script") && !shown.contains("<b>"));
    for expected in [
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<p>Une autre &amp; ",
        "exemple",
        "amina@example.org",
        "avoir validé sa période d'essai",
        "R-2026-000001",
        asked.hash.as_str(),
        "Reçue",
    ] {
        assert!(shown.contains(expected), "{expected}");
    }
    for (bytes, kind, manner) in [
        (&photo, "image/png", "inline"),
        (&paper, "application/pdf", "attachment"),
    ] {
        let path = format!(
            "/demandes/R-2026-000001/pieces/{}",
            RecordHash::of_bytes(bytes)
        );
        assert!(shown.contains(&path));
        let answer = desk
            .client
            .get(desk.at(&path))
            .header("Cookie", &cookie)
            .send()
            .await
            .unwrap();
        assert_eq!(header(&answer, "content-type"), kind);
        assert!(header(&answer, "content-disposition").starts_with(manner));
        assert_eq!(
            header(&answer, "content-security-policy"),
            "default-src 'none'; sandbox"
        );
        assert_eq!(header(&answer, "x-content-type-options"), "nosniff");
        assert_eq!(answer.bytes().await.unwrap(), bytes);
    }
    let (status, _) = page(&desk, &cookie, "/demandes/R-2026-000099").await;
    assert_eq!(status, 404);
    let (status, _) = page(
        &desk,
        &cookie,
        &format!("/demandes/R-2026-000001/pieces/{}", "ab".repeat(32)),
    )
    .await;
    assert_eq!(status, 404);
}

fn reading(desk: &Desk, token: &str, path: &str) -> RequestBuilder {
    desk.client.get(desk.at(path)).bearer_auth(token)
}

#[tokio::test]
async fn programs_read_what_was_received_in_order() {
    let desk = desk().await;
    let photo = with_requests(&desk, 3).await;
    let token = desk.guichet.add_api_token("tableau").unwrap();
    let read = async |path: &str| -> Value {
        let answer = reading(&desk, &token, path).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        answer.json().await.unwrap()
    };
    let first = read("/v1/requests?limit=2").await;
    assert_eq!(first["requests"].as_array().unwrap().len(), 2);
    assert_eq!((&first["next"], &first["more"]), (&2.into(), &true.into()));
    let second = read("/v1/requests?after=2&limit=2").await;
    assert_eq!(
        (&second["next"], &second["more"]),
        (&3.into(), &false.into())
    );
    let request = &second["requests"][0];
    assert_eq!(request["number"], "R-2026-000003");
    assert_eq!(request["structure"], "Chantier du Parc");
    assert_eq!(request["state"], "delivered");
    assert_eq!(
        request["record"]["body"]["person"]["last_name"],
        "Personne002"
    );
    let record: atelier_protocol::Record =
        serde_json::from_value(request["record"].clone()).unwrap();
    assert!(record.is_intact());
    assert_eq!(&read(&format!("/v1/requests/{}", record.id)).await, request);
    assert_eq!(&read("/v1/requests/R-2026-000003").await, request);
    let path = format!("/v1/evidence/{}", RecordHash::of_bytes(&photo));
    let bytes = reading(&desk, &token, &path)
        .send()
        .await
        .unwrap()
        .bytes()
        .await
        .unwrap();
    assert_eq!(bytes, photo);
    for path in [
        "/v1/requests/x",
        "/v1/evidence/x",
        &format!("/v1/evidence/{}", "ab".repeat(32)),
    ] {
        problem(
            reading(&desk, &token, path).send().await.unwrap(),
            404,
            "not-found",
        )
        .await;
    }
    problem(
        reading(&desk, &token, "/v1/requests?after=x")
            .send()
            .await
            .unwrap(),
        400,
        "malformed",
    )
    .await;
}

#[tokio::test]
async fn reading_needs_a_token_of_its_own() {
    let desk = desk().await;
    let device = desk.device("Chantier").await;
    let old = desk.guichet.add_api_token("tableau").unwrap();
    desk.guichet.add_api_token("tableau").unwrap();
    for token in [device.token.as_str(), old.as_str(), "x"] {
        for path in ["/v1/requests", "/v1/requests/x", "/v1/evidence/x"] {
            problem(
                reading(&desk, token, path).send().await.unwrap(),
                401,
                "not-enrolled",
            )
            .await;
        }
    }
}
