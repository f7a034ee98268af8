//! Exchanges: what is an answer, and what only looks like one.

use super::*;

#[tokio::test]
async fn a_page_with_200_is_not_the_guichet() {
    let welcome = page("200 OK", "");
    assert_eq!(
        exchange_answered(welcome).await,
        Err(Failure::CaptivePortal)
    );
    let other_service = json(
        "200 OK",
        "",
        r#"{"service":"other","protocol":1,"guichet_name":"x"}"#,
    );
    let peer = Peer::open().await;
    let guichet = guichet(&peer.url());
    let serve = async {
        let mut talk = peer.accept().await;
        talk.request().await;
        talk.say(&other_service).await;
        talk.request().await;
        talk.say(&page("200 OK", "")).await;
        let mut talk = peer.accept_unless(talk).await;
        let created = talk.request().await;
        talk.body(created.length()).await;
        talk.say(&page("200 OK", "")).await;
    };
    let client = async {
        assert_eq!(guichet.ping().await, Err(Failure::CaptivePortal));
        assert_eq!(guichet.ping().await, Err(Failure::CaptivePortal));
        let sent = guichet.upload(&job(b"photo"), |_| {}, |_, _| {}).await;
        assert_eq!(sent, Err(Failure::CaptivePortal));
    };
    tokio::join!(serve, client);
}

#[tokio::test]
async fn a_redirection_is_said_and_not_followed() {
    let elsewhere = page("302 Found", "Location: http://portail.example/accueil\r\n");
    assert_eq!(
        exchange_answered(elsewhere).await,
        Err(Failure::RedirectedElsewhere {
            host: Some("portail.example".into())
        })
    );
    let other = Peer::open().await;
    let nearby = page("307 X", &format!("Location: {}/v1/sync\r\n", other.url()));
    assert_eq!(
        exchange_answered(nearby).await,
        Err(Failure::RedirectedElsewhere { host: None })
    );
    assert!(!other.was_called(), "the token went elsewhere");
}

#[tokio::test]
async fn an_answer_cut_short_is_no_answer() {
    let whole = serde_json::to_string(&answer()).unwrap();
    let half = &whole[..whole.len() / 2];
    let cut = json("200 OK", "", half);
    assert_eq!(
        exchange_answered(cut).await,
        Err(Failure::ProtocolMismatch),
        "valid HTTP, half a JSON"
    );
    let mut dropped = json("200 OK", "", &whole);
    dropped.truncate(dropped.len() - 10);
    assert_eq!(
        exchange_answered(dropped).await,
        Err(Failure::Interrupted),
        "the connection closed before the end"
    );
    assert_eq!(exchange_answered(vec![]).await, Err(Failure::Interrupted));
    assert_eq!(
        exchange_answered(json("200 OK", "", &whole)).await,
        Ok(answer())
    );
}

#[tokio::test]
async fn an_answer_that_stops_moving_is_given_up() {
    for heard in [
        "",
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{\"prot",
    ] {
        let peer = Peer::open().await;
        let guichet = with_patience(&peer.url(), QUICK);
        let serve = async {
            let mut talk = peer.accept().await;
            let asked = talk.request().await;
            talk.body(asked.length()).await;
            talk.say(heard.as_bytes()).await;
            talk.until_closed().await;
        };
        let ask = nothing_new();
        let (result, ()) = tokio::join!(guichet.exchange(&ask), serve);
        assert_eq!(result, Err(Failure::Stalled));
    }
}

#[tokio::test]
async fn an_answer_that_is_slow_but_moves_is_waited_for() {
    let peer = Peer::open().await;
    let guichet = with_patience(&peer.url(), QUICK);
    let whole = json("200 OK", "", &serde_json::to_string(&answer()).unwrap());
    let begun = std::time::Instant::now();
    let serve = async {
        let mut talk = peer.accept().await;
        let asked = talk.request().await;
        talk.body(asked.length()).await;
        let mut pace = tokio::time::interval(QUICK.stall / 4);
        for piece in whole.chunks(whole.len() / 10) {
            pace.tick().await;
            talk.say(piece).await;
        }
    };
    let ask = nothing_new();
    let (result, ()) = tokio::join!(guichet.exchange(&ask), serve);
    assert_eq!(result, Ok(answer()));
    assert!(begun.elapsed() > QUICK.stall * 2);
}

#[tokio::test]
async fn no_connection_is_told_from_an_unsafe_one() {
    let closed = Peer::open().await.url();
    let ask = nothing_new();
    assert_eq!(
        guichet(&closed).exchange(&ask).await,
        Err(Failure::Unreachable)
    );
    let peer = Peer::open().await;
    let secure = guichet(&peer.url().replace("http://", "https://"));
    let serve = async {
        let mut talk = peer.accept().await;
        talk.say(&page("400 Bad Request", "")).await;
        talk.until_closed().await;
    };
    let (result, ()) = tokio::join!(secure.ping(), serve);
    assert_eq!(result, Err(Failure::TlsRefused));
}

#[tokio::test]
async fn a_host_that_never_takes_the_call_is_unreachable() {
    // A queue of one that is full: the system lets further calls ring.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let full = socket.listen(0).unwrap();
    let address = full.local_addr().unwrap();
    let mut queue = Vec::new();
    let short = Duration::from_millis(300);
    while let Ok(Ok(waiting)) =
        tokio::time::timeout(short, tokio::net::TcpStream::connect(address)).await
    {
        queue.push(waiting);
        assert!(queue.len() < 64, "the queue has no end");
    }
    let patience = Patience {
        connect: short,
        ..Patience::default()
    };
    let guichet = with_patience(&format!("http://{address}"), patience);
    assert_eq!(guichet.ping().await, Err(Failure::Unreachable));
}

#[tokio::test]
async fn the_guichets_refusal_arrives_with_its_words_and_its_delay() {
    let refused = exchange_answered(problem(429, "too-many", "Retry-After: 90\r\n")).await;
    assert_eq!(
        refused,
        Err(Failure::Refused {
            code: ProblemCode::TooMany,
            detail: Some("Voici pourquoi.".into()),
            retry_after_millis: Some(90_000),
        })
    );
    let busy = exchange_answered(page("503 Service Unavailable", "Retry-After: 5\r\n")).await;
    assert_eq!(
        busy,
        Err(Failure::ServerTrouble {
            status: 503,
            retry_after_millis: Some(5_000)
        })
    );
    let withdrawn = exchange_answered(problem(401, "not-enrolled", "")).await;
    assert!(withdrawn.unwrap_err().is_not_enrolled());
    let newer = serde_json::to_string(&ExchangeAnswer {
        protocol: 2,
        ..answer()
    });
    assert_eq!(
        exchange_answered(json("200 OK", "", &newer.unwrap())).await,
        Err(Failure::refused(ProblemCode::ProtocolVersion))
    );
}

#[tokio::test]
async fn an_answer_without_end_is_not_read_to_the_end() {
    let peer = Peer::open().await;
    let guichet = guichet(&peer.url());
    let serve = async {
        let mut talk = peer.accept().await;
        let asked = talk.request().await;
        talk.body(asked.length()).await;
        talk.say(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
            .await;
        let mut poured = 0;
        while talk.try_say(&[b' '; 65_536]).await && poured < 64 << 20 {
            poured += 65_536;
        }
        poured
    };
    let ask = nothing_new();
    let (result, poured) = tokio::join!(guichet.exchange(&ask), serve);
    assert_eq!(result, Err(Failure::ProtocolMismatch));
    assert!(poured < 64 << 20, "everything was read");
}

#[tokio::test]
async fn only_what_concerns_the_records_sent_is_taken_from_an_answer() {
    let record = a_request(b"photo");
    let good = Receipt {
        id: record.id.clone(),
        revision: 1,
        hash: record.hash.clone(),
        evidence: vec![RecordHash::of_bytes(b"photo")],
        number: "R-2026-000001".into(),
        received_at: "2026-11-23T10:00:01.000Z".into(),
    };
    let without_evidence = Receipt {
        evidence: vec![],
        ..good.clone()
    };
    let ask = ExchangeRequest {
        records: vec![record],
        ..nothing_new()
    };
    let told = |receipts: Vec<Receipt>| {
        let told = ExchangeAnswer {
            receipts,
            missing: vec![
                RecordHash::of_bytes(b"photo"),
                RecordHash::of_bytes(b"foreign"),
            ],
            ..answer()
        };
        json("200 OK", "", &serde_json::to_string(&told).unwrap())
    };
    let peer = Peer::open().await;
    let guichet = guichet(&peer.url());
    let serve = async {
        let mut talk = peer.accept().await;
        for receipts in [
            vec![good.clone(), without_evidence.clone()],
            vec![without_evidence.clone()],
        ] {
            let asked = talk.request().await;
            assert_eq!(
                asked.header("authorization"),
                Some("Bearer secret-of-the-device")
            );
            talk.body(asked.length()).await;
            talk.say(&told(receipts)).await;
        }
    };
    let client = async {
        let taken = guichet.exchange(&ask).await.unwrap();
        assert_eq!(taken.receipts, std::slice::from_ref(&good));
        assert_eq!(taken.missing, [RecordHash::of_bytes(b"photo")]);
        assert_eq!(guichet.exchange(&ask).await, Err(Failure::NotAReceipt));
    };
    tokio::join!(serve, client);
}
