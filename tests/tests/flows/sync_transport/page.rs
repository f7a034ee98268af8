//! Whether the page of an address exists.

use atelier_sync::{PageFound, look_at_page};

use super::*;

/// Answers each request in turn, on as many connections as the caller likes, and gives the requests' first lines.
async fn answered(path: &str, answers: &[(&str, &str)]) -> (PageFound, Vec<peer::Head>) {
    let peer = Peer::open().await;
    let base = peer.url();
    let answers: Vec<String> = answers
        .iter()
        .map(|(status, headers)| {
            let headers = headers.replace("{base}", &base);
            format!("HTTP/1.1 {status}\r\n{headers}content-length: 0\r\nconnection: close\r\n\r\n")
        })
        .collect();
    let serve = async {
        let mut heads = Vec::new();
        for answer in &answers {
            let mut talk = peer.accept().await;
            heads.push(talk.request().await);
            talk.say(answer.as_bytes()).await;
        }
        heads
    };
    let asked = format!("{base}{path}");
    let (found, heads) = tokio::join!(look_at_page(&asked), serve);
    (found, heads)
}

#[tokio::test]
async fn a_page_that_answers_exists_and_nothing_personal_is_sent() {
    let (found, heads) = answered("/c/earnablebadge/A/apply#k7m2qx", &[("200 OK", "")]).await;
    assert_eq!(found, PageFound::Exists);
    assert_eq!(heads[0].line, "HEAD /c/earnablebadge/A/apply HTTP/1.1");
    for header in ["cookie", "referer", "authorization"] {
        assert_eq!(heads[0].header(header), None, "{header}");
    }
}

#[tokio::test]
async fn a_page_that_knows_no_head_is_asked_again() {
    let answers = [("405 No", ""), ("200 OK", "Set-Cookie: a=b\r\n")];
    let (found, heads) = answered("/a", &answers).await;
    assert_eq!(found, PageFound::Exists);
    assert_eq!(heads[1].line, "GET /a HTTP/1.1");
}

#[tokio::test]
async fn a_page_that_is_gone_is_said() {
    let (found, _) = answered("/a", &[("404 No", ""), ("404 No", "")]).await;
    assert_eq!(found, PageFound::Missing { status: 404 });
    let (found, _) = answered("/a", &[("503 No", ""), ("503 No", "")]).await;
    assert_eq!(found, PageFound::Refused { status: 503 });
}

#[tokio::test]
async fn a_redirection_to_another_page_is_said_and_a_cookie_is_not_carried() {
    let answers = [
        (
            "302 Found",
            "Set-Cookie: a=b\r\nLocation: {base}/login?next=a\r\n",
        ),
        ("200 OK", ""),
    ];
    let (found, heads) = answered("/a", &answers).await;
    let PageFound::Elsewhere { address } = found else {
        panic!("{found:?}");
    };
    assert!(address.ends_with("/login"), "{address}");
    assert_eq!(heads[1].header("cookie"), None);
    let (found, _) = answered("/a", &[("301 X", "Location: /a/\r\n"), ("200 OK", "")]).await;
    assert_eq!(found, PageFound::Exists);
}

#[tokio::test]
async fn redirections_are_not_followed_for_ever_nor_out_of_https() {
    let round = [("302 Found", "Location: /a\r\n"); 6];
    let (found, heads) = answered("/a", &round).await;
    assert!(matches!(found, PageFound::Refused { .. }), "{found:?}");
    assert_eq!(heads.len(), 6);
    let plain = [("302 Found", "Location: http://portail.example/accueil\r\n")];
    let (found, _) = answered("/a", &plain).await;
    let expected = "http://portail.example/accueil".to_owned();
    assert_eq!(found, PageFound::Elsewhere { address: expected });
}

#[tokio::test]
async fn nobody_at_the_other_end_is_no_connection() {
    let peer = Peer::open().await;
    let address = peer.url();
    drop(peer);
    assert_eq!(look_at_page(&address).await, PageFound::Unreachable);
    assert_eq!(
        look_at_page("pas une adresse").await,
        PageFound::Unreachable
    );
}
