//! Evidence on its way: cut, resumed, refused.

use std::sync::atomic::{AtomicU64, Ordering};

use super::*;

const CREATED: &[u8] =
    b"HTTP/1.1 201 Created\r\nTus-Resumable: 1.0.0\r\nLocation: /v1/files/7\r\nContent-Length: 0\r\n\r\n";

fn holds(offset: usize, length: usize) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: {offset}\r\nUpload-Length: {length}\r\n\r\n").into_bytes()
}

fn took(offset: usize) -> Vec<u8> {
    format!("HTTP/1.1 204 No Content\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: {offset}\r\n\r\n")
        .into_bytes()
}

/// Expects the creation of an upload of this size, without the file.
async fn creation(talk: &mut Conversation, size: usize) {
    let asked = talk.request().await;
    assert_eq!(asked.line, "POST /v1/files HTTP/1.1");
    assert_eq!(asked.header("tus-resumable"), Some("1.0.0"));
    assert_eq!(asked.header("upload-length"), Some(&*size.to_string()));
    assert_eq!(asked.length(), 0);
    talk.say(CREATED).await;
}

/// Expects the head of a chunk from `offset` on, and returns the length announced. How a file is cut into chunks is the
/// uploader's choice.
async fn chunk(talk: &mut Conversation, offset: usize, size: usize) -> usize {
    let asked = talk.request().await;
    assert_eq!(asked.line, "PATCH /v1/files/7 HTTP/1.1");
    assert_eq!(asked.header("upload-offset"), Some(&*offset.to_string()));
    assert_eq!(
        asked.header("content-type"),
        Some("application/offset+octet-stream")
    );
    let length = asked.length();
    assert!((1..=size - offset).contains(&length), "{length}");
    length
}

/// Takes chunks from `offset` on, confirming each, until exactly `until` bytes are held: the last one may be left in its
/// middle, and then is not confirmed.
async fn chunks(talk: &mut Conversation, mut offset: usize, until: usize, size: usize) -> Vec<u8> {
    let mut held = Vec::new();
    while offset < until {
        let length = chunk(talk, offset, size).await;
        let taken = length.min(until - offset);
        held.extend(talk.body(taken).await);
        offset += taken;
        if taken == length {
            talk.say(&took(offset)).await;
        }
    }
    held
}

/// Takes and confirms everything. Returns the file, and the count confirmed after each chunk.
async fn whole(talk: &mut Conversation, size: usize) -> (Vec<u8>, Vec<u64>) {
    let mut held = Vec::with_capacity(size);
    let mut confirmed = Vec::new();
    while held.len() < size {
        let length = chunk(talk, held.len(), size).await;
        held.extend(talk.body(length).await);
        talk.say(&took(held.len())).await;
        confirmed.push(held.len() as u64);
    }
    (held, confirmed)
}

async fn question(talk: &mut Conversation) {
    assert_eq!(talk.request().await.line, "HEAD /v1/files/7 HTTP/1.1");
}

#[tokio::test]
async fn a_connection_cut_in_the_middle_is_resumed_with_exactly_the_bytes_that_lack() {
    let bytes = file(3_000_000);
    let peer = Peer::open().await;
    let guichet = guichet(&peer.url());
    let mut created = Vec::new();
    let mut progress = Vec::new();
    let serve = async {
        let mut talk = peer.accept().await;
        creation(&mut talk, 3_000_000).await;
        let mut held = chunks(&mut talk, 0, 1_234_567, 3_000_000).await;
        drop(talk);
        let mut talk = peer.accept().await;
        question(&mut talk).await;
        talk.say(&holds(held.len(), 3_000_000)).await;
        held.extend(chunks(&mut talk, 1_234_567, 3_000_000, 3_000_000).await);
        held
    };
    let job = job(&bytes);
    let upload = guichet.upload(
        &job,
        |url| created.push(url.to_owned()),
        |sent, total| progress.push((sent, total)),
    );
    let (result, held) = tokio::join!(upload, serve);
    assert_eq!(result, Ok(()));
    assert!(held == bytes, "another file arrived");
    assert_eq!(created, [format!("{}/v1/files/7", peer.url())]);
    assert!(progress.contains(&(1_234_567, 3_000_000)));
    assert_eq!(progress.last(), Some(&(3_000_000, 3_000_000)));
    assert!(progress.iter().all(|(sent, total)| sent <= total));
    assert!(progress.is_sorted(), "{progress:?}");
    // After the cut it begins with small chunks again.
    assert!(progress.contains(&(1_234_567 + 65_536, 3_000_000)));
}

#[tokio::test]
async fn a_large_file_takes_few_requests_on_a_fast_line_and_its_progress_is_what_was_confirmed() {
    const SIZE: usize = 50_000_000;
    let bytes = file(SIZE);
    let peer = Peer::open().await;
    let guichet = guichet(&peer.url());
    let serve = async {
        let mut talk = peer.accept().await;
        creation(&mut talk, SIZE).await;
        whole(&mut talk, SIZE).await
    };
    let mut progress = Vec::new();
    let job = job(&bytes);
    let upload = guichet.upload(&job, |_| {}, |held, total| progress.push((held, total)));
    let (result, (held, confirmed)) = tokio::join!(upload, serve);
    assert_eq!(result, Ok(()));
    assert!(held == bytes, "another file arrived");
    // 64 KiB, then four times as much each time: 64 KiB x (1 + 4 + 16 + 64 + 256) is 22 MB. One chunk more takes the
    // rest; two, when one of them was slow.
    assert!((4..=7).contains(&confirmed.len()), "{confirmed:?}");
    assert_eq!(confirmed[0], 65_536);
    let mut expected = vec![(0, SIZE as u64)];
    expected.extend(confirmed.iter().map(|held| (*held, SIZE as u64)));
    assert_eq!(progress, expected);
}

#[tokio::test]
async fn on_a_slow_line_chunks_stay_small_and_nothing_is_told_before_it_is_confirmed() {
    const SIZE: usize = 150_000;
    let bytes = file(SIZE);
    let peer = Peer::open().await;
    let guichet = guichet(&peer.url());
    let told = AtomicU64::new(0);
    let serve = async {
        let mut talk = peer.accept().await;
        creation(&mut talk, SIZE).await;
        let mut held = Vec::new();
        let mut pace = tokio::time::interval(Duration::from_millis(1_700));
        for length in [65_536, 65_536, 18_928] {
            assert_eq!(chunk(&mut talk, held.len(), SIZE).await, length);
            let before = held.len() as u64;
            held.extend(talk.body(length).await);
            // All of it has left; the confirmation takes its time.
            pace.reset();
            pace.tick().await;
            assert_eq!(told.load(Ordering::SeqCst), before);
            talk.say(&took(held.len())).await;
        }
        held
    };
    let job = job(&bytes);
    let upload = guichet.upload(&job, |_| {}, |held, _| told.store(held, Ordering::SeqCst));
    let (result, held) = tokio::join!(upload, serve);
    assert_eq!(result, Ok(()));
    assert!(held == bytes, "another file arrived");
    assert_eq!(told.load(Ordering::SeqCst), SIZE as u64);
}

#[tokio::test]
async fn a_sending_left_on_another_day_goes_on_where_the_guichet_says() {
    let bytes = file(500_000);
    let peer = Peer::open().await;
    let guichet = guichet(&peer.url());
    let job = UploadJob {
        resume_url: Some(format!("{}/v1/files/7", peer.url())),
        ..job(&bytes)
    };
    let serve = async {
        let mut talk = peer.accept().await;
        question(&mut talk).await;
        talk.say(&holds(499_000, 500_000)).await;
        chunks(&mut talk, 499_000, 500_000, 500_000).await
    };
    let mut created = 0;
    let upload = guichet.upload(&job, |_| created += 1, |_, _| {});
    let (result, rest) = tokio::join!(upload, serve);
    assert_eq!(result, Ok(()));
    assert_eq!(rest, bytes[499_000..]);
    assert_eq!(created, 0);
}

#[tokio::test]
async fn a_file_that_is_whole_already_is_not_sent_again() {
    let peer = Peer::open().await;
    let guichet = guichet(&peer.url());
    let job = UploadJob {
        resume_url: Some(format!("{}/v1/files/7", peer.url())),
        ..job(&file(300_000))
    };
    let serve = async {
        let mut talk = peer.accept().await;
        question(&mut talk).await;
        talk.say(&holds(300_000, 300_000)).await;
    };
    let (result, ()) = tokio::join!(guichet.upload(&job, |_| {}, |_, _| {}), serve);
    assert_eq!(result, Ok(()));
}

#[tokio::test]
async fn a_sending_that_the_guichet_forgot_is_begun_again() {
    let bytes = file(300_000);
    for forgotten in ["404 Not Found", "410 Gone", "403 Forbidden"] {
        let peer = Peer::open().await;
        let guichet = guichet(&peer.url());
        let job = UploadJob {
            resume_url: Some(format!("{}/v1/files/7", peer.url())),
            ..job(&bytes)
        };
        let serve = async {
            let mut talk = peer.accept().await;
            question(&mut talk).await;
            let gone = format!("HTTP/1.1 {forgotten}\r\nTus-Resumable: 1.0.0\r\n\r\n");
            talk.say(gone.as_bytes()).await;
            let mut talk = peer.accept_unless(talk).await;
            creation(&mut talk, 300_000).await;
            chunks(&mut talk, 0, 300_000, 300_000).await
        };
        let mut created = 0;
        let upload = guichet.upload(&job, |_| created += 1, |_, _| {});
        let (result, held) = tokio::join!(upload, serve);
        assert_eq!((result, created), (Ok(()), 1), "{forgotten}");
        assert!(held == bytes, "another file arrived");
    }
}

#[tokio::test]
async fn a_small_file_takes_one_round_trip() {
    let peer = Peer::open().await;
    let guichet = guichet(&peer.url());
    let serve = async {
        let mut talk = peer.accept().await;
        let asked = talk.request().await;
        assert_eq!(asked.line, "POST /v1/files HTTP/1.1");
        // `printf %s $(printf photo | sha256sum | cut -d' ' -f1) | base64 -w0`, `printf image/jpeg | base64`
        assert_eq!(
            asked.header("upload-metadata"),
            Some(
                "sha256 NTVjNjRkMGZjZDZmOWQ1ZjdjODI4MDkzODU3ZTNmZGZkYTY4NDc4YmI0ZTliZDI0ZDQ4MWVmMzkxYzc4MDRlOA==,media_type aW1hZ2UvanBlZw=="
            )
        );
        let body = talk.body(asked.length()).await;
        talk.say(b"HTTP/1.1 201 Created\r\nTus-Resumable: 1.0.0\r\nLocation: 7\r\nUpload-Offset: 5\r\nContent-Length: 0\r\n\r\n").await;
        body
    };
    let job = job(b"photo");
    let (result, body) = tokio::join!(guichet.upload(&job, |_| {}, |_, _| {}), serve);
    assert_eq!(result, Ok(()));
    assert_eq!(body, b"photo");
}

#[tokio::test]
async fn a_server_that_ignores_the_file_sent_along_is_sent_it_apart() {
    let peer = Peer::open().await;
    let guichet = guichet(&peer.url());
    let serve = async {
        let mut talk = peer.accept().await;
        let asked = talk.request().await;
        talk.body(asked.length()).await;
        talk.say(CREATED).await;
        question(&mut talk).await;
        talk.say(&holds(0, 5)).await;
        chunks(&mut talk, 0, 5, 5).await
    };
    let job = job(b"photo");
    let mut told = Vec::new();
    let upload = guichet.upload(&job, |_| {}, |held, total| told.push((held, total)));
    let (result, body) = tokio::join!(upload, serve);
    assert_eq!(result, Ok(()));
    assert_eq!(body, b"photo");
    // The five bytes that left with the creation were not kept: they were not told as such.
    assert_eq!(told, [(0, 5), (5, 5)]);
}

#[tokio::test]
async fn a_wrong_count_is_settled_by_asking() {
    let bytes = file(400_000);
    let peer = Peer::open().await;
    let guichet = guichet(&peer.url());
    let serve = async {
        let mut talk = peer.accept().await;
        creation(&mut talk, 400_000).await;
        let length = chunk(&mut talk, 0, 400_000).await;
        talk.body(length).await;
        talk.say(&problem(409, "conflict", "Tus-Resumable: 1.0.0\r\n"))
            .await;
        question(&mut talk).await;
        talk.say(&holds(100_000, 400_000)).await;
        chunks(&mut talk, 100_000, 400_000, 400_000).await
    };
    let job = job(&bytes);
    let (result, rest) = tokio::join!(guichet.upload(&job, |_| {}, |_, _| {}), serve);
    assert_eq!(result, Ok(()));
    assert!(rest == bytes[100_000..]);
}

#[tokio::test]
async fn a_connection_cut_again_and_again_without_getting_further_is_left_to_wait() {
    let peer = Peer::open().await;
    let guichet = guichet(&peer.url());
    let serve = async {
        let mut talk = peer.accept().await;
        creation(&mut talk, 600_000).await;
        chunk(&mut talk, 0, 600_000).await;
        drop(talk);
        let mut talk = peer.accept().await;
        question(&mut talk).await;
        talk.say(&holds(0, 600_000)).await;
        talk.until_closed().await;
    };
    let job = job(&file(600_000));
    let client = async {
        let result = guichet.upload(&job, |_| {}, |_, _| {}).await;
        drop(guichet);
        result
    };
    let (result, ()) = tokio::join!(client, serve);
    assert_eq!(result, Err(Failure::Interrupted));
}

#[tokio::test]
async fn a_server_that_no_longer_reads_is_given_up() {
    let size = 40_000_000;
    let bytes = file(size);
    // In a chunk that the system's buffers swallow whole, and in one that fills them.
    for most in [0, 8_000_000] {
        let peer = Peer::open().await;
        let guichet = with_patience(&peer.url(), QUICK);
        let serve = async {
            let mut talk = peer.accept().await;
            creation(&mut talk, size).await;
            let mut held = 0;
            loop {
                let length = chunk(&mut talk, held, size).await;
                if held + length > most {
                    break;
                }
                talk.body(length).await;
                held += length;
                talk.say(&took(held)).await;
            }
            let mut asked = peer.accept().await;
            question(&mut asked).await;
            asked.until_closed().await;
            held as u64
        };
        let job = job(&bytes);
        let mut told = 0;
        let upload = guichet.upload(&job, |_| {}, |held, _| told = held);
        let (result, held) = tokio::join!(upload, serve);
        assert_eq!(result, Err(Failure::Stalled));
        assert_eq!(told, held, "not what was confirmed");
    }
}

#[tokio::test]
async fn evidence_is_never_carried_to_another_host() {
    let peer = Peer::open().await;
    let guichet = guichet(&peer.url());
    let serve = async {
        let mut talk = peer.accept().await;
        talk.request().await;
        talk.say(b"HTTP/1.1 201 Created\r\nTus-Resumable: 1.0.0\r\nLocation: http://autre.example/7\r\nContent-Length: 0\r\n\r\n").await;
    };
    let job = job(&file(300_000));
    let (result, ()) = tokio::join!(guichet.upload(&job, |_| {}, |_, _| {}), serve);
    assert_eq!(
        result,
        Err(Failure::RedirectedElsewhere {
            host: Some("autre.example".into())
        })
    );
}

#[tokio::test]
async fn refused_evidence_is_refused_for_good() {
    let peer = Peer::open().await;
    let guichet = guichet(&peer.url());
    let serve = async {
        let mut talk = peer.accept().await;
        creation(&mut talk, 300_000).await;
        let mut held = 0;
        while held < 300_000 {
            let length = chunk(&mut talk, held, 300_000).await;
            talk.body(length).await;
            held += length;
            if held < 300_000 {
                talk.say(&took(held)).await;
            }
        }
        talk.say(&problem(422, "evidence-refused", "")).await;
    };
    let job = job(&file(300_000));
    let (result, ()) = tokio::join!(guichet.upload(&job, |_| {}, |_, _| {}), serve);
    let failure = result.unwrap_err();
    assert!(failure.is_permanent());
    assert_eq!(failure.code(), "refused-evidence");
}

#[test]
fn the_token_is_not_shown() {
    let shown = format!(
        "{:?} {:?}",
        DeviceToken::new("secret-of-the-device"),
        guichet("https://guichet.example")
    );
    assert!(!shown.contains("secret"), "{shown}");
}
