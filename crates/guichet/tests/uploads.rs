//! Evidence by tus, over HTTP.

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
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use desk::*;
use reqwest::StatusCode;
use sha1::Sha1;
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

fn sha256_of(bytes: &[u8]) -> String {
    format!("sha256 {}", STANDARD.encode(Sha256::digest(bytes)))
}

#[tokio::test]
async fn the_options_say_what_is_spoken() {
    let desk = desk().await;
    let answer = desk
        .client
        .request(reqwest::Method::OPTIONS, desk.at("/v1/files"))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 204);
    assert_eq!(header(&answer, "tus-version"), "1.0.0");
    assert_eq!(header(&answer, "tus-max-size"), "50000000");
    assert_eq!(header(&answer, "tus-checksum-algorithm"), "sha256,sha1");
    assert_eq!(
        header(&answer, "tus-extension"),
        "creation,creation-with-upload,checksum,expiration,termination"
    );
}

#[tokio::test]
async fn a_file_in_three_chunks_is_held_byte_for_byte() {
    let desk = desk().await;
    let device = desk.device("Chantier").await;
    let photo = picture(1, 300_000);
    let url = device.announce(&photo, "image/png").await;
    assert!(url.starts_with(&desk.at("/v1/files/")), "{url}");
    for (from, to) in [(0, 100_000), (100_000, 250_000), (250_000, 300_000)] {
        assert_eq!(device.offset(&url).await, from as u64);
        let answer = device.send(&url, from as u64, &photo[from..to]).await;
        assert_eq!(answer.status(), 204);
        assert_eq!(header(&answer, "upload-offset"), to.to_string());
        assert_eq!(header(&answer, "tus-resumable"), "1.0.0");
    }
    assert_eq!(desk.held(&photo).as_deref(), Some(&photo[..]));
    assert_eq!(device.offset(&url).await, 300_000);
    assert_eq!(
        std::fs::read_dir(desk.data().join("uploads"))
            .unwrap()
            .count(),
        0
    );
}

#[tokio::test]
async fn the_rules_of_tus_are_kept() {
    let desk = desk().await;
    let device = desk.device("Chantier").await;
    let photo = picture(1, 1_000);
    let url = device.announce(&photo, "image/png").await;
    problem(device.send(&url, 5, &photo).await, 409, "conflict").await;
    let no_version = desk
        .client
        .patch(&url)
        .bearer_auth(&device.token)
        .send()
        .await
        .unwrap();
    assert_eq!(header(&no_version, "tus-version"), "1.0.0");
    assert_eq!(header(&no_version, "tus-resumable"), "1.0.0");
    problem(no_version, 412, "protocol-version").await;
    let typed = device
        .tus(desk.client.patch(&url))
        .header("Upload-Offset", 0)
        .header("Content-Type", "image/png");
    problem(typed.send().await.unwrap(), 415, "malformed").await;
    let mut longer = photo.clone();
    longer.push(0);
    problem(device.send(&url, 0, &longer).await, 413, "too-large").await;
    assert_eq!(device.offset(&url).await, 0);
    let unfinished = device.head(&url).await;
    assert_eq!(header(&unfinished, "upload-length"), "1000");
    assert_eq!(header(&unfinished, "cache-control"), "no-store");
    assert_eq!(
        header(&unfinished, "upload-expires"),
        "Mon, 30 Nov 2026 10:00:00 GMT"
    );
    let unknown = device.head(&desk.at("/v1/files/0")).await;
    assert_eq!(unknown.status(), 404);
}

#[tokio::test]
async fn an_announcement_must_be_whole_and_not_too_large() {
    let desk = desk().await;
    let device = desk.device("Chantier").await;
    let sha = "ab".repeat(32);
    let create = |length, sha: &str, kind| device.create(length, sha, kind).send();
    problem(
        create(50_000_001, &sha, "image/png").await.unwrap(),
        413,
        "too-large",
    )
    .await;
    problem(
        create(0, &sha, "image/png").await.unwrap(),
        400,
        "malformed",
    )
    .await;
    problem(
        create(5, &sha, "text/html").await.unwrap(),
        400,
        "malformed",
    )
    .await;
    problem(
        create(5, "../../../etc/passwd", "image/png").await.unwrap(),
        400,
        "malformed",
    )
    .await;
    assert_eq!(
        create(50_000_000, &sha, "image/png")
            .await
            .unwrap()
            .status(),
        201
    );
    let bare = device
        .tus(desk.client.post(desk.at("/v1/files")))
        .header("Upload-Length", 5);
    problem(bare.send().await.unwrap(), 400, "malformed").await;
    let stranger = desk
        .client
        .post(desk.at("/v1/files"))
        .header("Tus-Resumable", "1.0.0");
    problem(stranger.send().await.unwrap(), 401, "not-enrolled").await;
}

#[tokio::test]
async fn a_file_may_come_with_its_announcement() {
    let desk = desk().await;
    let device = desk.device("Chantier").await;
    let photo = picture(1, 1_000);
    let answer = device
        .create(1_000, RecordHash::of_bytes(&photo).as_str(), "image/png")
        .header("Content-Type", "application/offset+octet-stream")
        .header("Upload-Checksum", sha256_of(&photo[..400]))
        .body(photo[..400].to_vec())
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 201);
    assert_eq!(header(&answer, "upload-offset"), "400");
    let url = header(&answer, "location");
    assert_eq!(device.send(&url, 400, &photo[400..]).await.status(), 204);
    assert_eq!(desk.held(&photo), Some(photo));
}

#[tokio::test]
async fn a_damaged_chunk_is_not_kept() {
    let desk = desk().await;
    let device = desk.device("Chantier").await;
    let photo = picture(1, 1_000);
    let url = device.announce(&photo, "image/png").await;
    assert_eq!(device.send(&url, 0, &photo[..300]).await.status(), 204);
    let chunk = |sum: String| device.patch(&url, 300).header("Upload-Checksum", sum);
    let damaged = chunk(sha256_of(b"other"))
        .body(photo[300..].to_vec())
        .send()
        .await
        .unwrap();
    problem(damaged, 460, "hash-mismatch").await;
    assert_eq!(device.offset(&url).await, 300);
    let unheard = chunk("md5 AAAA".into())
        .body(photo[300..].to_vec())
        .send()
        .await
        .unwrap();
    problem(unheard, 400, "malformed").await;
    let sha1 = format!("sha1 {}", STANDARD.encode(Sha1::digest(&photo[300..])));
    let good = chunk(sha1)
        .body(photo[300..].to_vec())
        .send()
        .await
        .unwrap();
    assert_eq!(good.status(), 204);
    assert_eq!(desk.held(&photo), Some(photo));
}

#[tokio::test]
async fn what_is_not_what_was_announced_is_refused_and_removed() {
    let desk = desk().await;
    let device = desk.device("Chantier").await;
    let photo = picture(1, 1_000);
    let url = device.announce(&photo, "image/png").await;
    let other = picture(2, 1_000);
    problem(device.send(&url, 0, &other).await, 422, "evidence-refused").await;
    assert_eq!(device.head(&url).await.status(), 404);
    // The right bytes, but not of the type announced.
    let page = b"<!doctype html><script>alert(1)</script>".to_vec();
    let url = device.announce(&page, "image/png").await;
    problem(device.send(&url, 0, &page).await, 422, "evidence-refused").await;
    let url = device.announce(&photo, "application/pdf").await;
    problem(device.send(&url, 0, &photo).await, 422, "evidence-refused").await;
    assert_eq!(desk.held(&other), None);
    assert_eq!(desk.held(&page), None);
    assert_eq!(desk.held(&photo), None);
    assert_eq!(
        std::fs::read_dir(desk.data().join("uploads"))
            .unwrap()
            .count(),
        0
    );
}

#[tokio::test]
async fn a_file_already_held_is_not_sent_twice() {
    let desk = desk().await;
    let device = desk.device("Chantier").await;
    let photo = picture(1, 1_000);
    device.deliver(&photo, "image/png").await;
    let sha = RecordHash::of_bytes(&photo);
    let answer = device
        .create(1_000, sha.as_str(), "image/png")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 201);
    assert_eq!(header(&answer, "upload-offset"), "1000");
    assert_eq!(device.offset(&header(&answer, "location")).await, 1_000);
    // A client that does not look at this offset sends from the beginning: it is told that all is there.
    let url = header(&answer, "location");
    let blind = device.send(&url, 0, &photo[..300]).await;
    assert_eq!(blind.status(), 204);
    assert_eq!(header(&blind, "upload-offset"), "1000");
    assert_eq!(desk.held(&photo).as_deref(), Some(&photo[..]));
    // Another structure must send it itself: knowing a hash is not having the file.
    let other = desk.device("Autre").await;
    let url = other.announce(&photo, "image/png").await;
    assert_eq!(other.offset(&url).await, 0);
}

#[tokio::test]
async fn a_device_sees_its_own_uploads_only() {
    let desk = desk().await;
    let device = desk.device("Chantier").await;
    let other = desk.device("Chantier").await;
    let photo = picture(1, 1_000);
    let url = device.announce(&photo, "image/png").await;
    assert_eq!(other.head(&url).await.status(), 404);
    problem(other.send(&url, 0, &photo).await, 404, "not-found").await;
    let delete = other.tus(desk.client.delete(&url)).send().await.unwrap();
    problem(delete, 404, "not-found").await;
    assert_eq!(device.send(&url, 0, &photo).await.status(), 204);
}

#[tokio::test]
async fn an_upload_given_up_is_forgotten() {
    let desk = desk().await;
    let device = desk.device("Chantier").await;
    let photo = picture(1, 1_000);
    for override_method in [false, true] {
        let url = device.announce(&photo, "image/png").await;
        let request = if override_method {
            desk.client
                .post(&url)
                .header("X-HTTP-Method-Override", "DELETE")
        } else {
            desk.client.delete(&url)
        };
        assert_eq!(
            device.tus(request).send().await.unwrap().status(),
            StatusCode::NO_CONTENT
        );
        assert_eq!(device.head(&url).await.status(), 404);
    }
    assert_eq!(
        std::fs::read_dir(desk.data().join("uploads"))
            .unwrap()
            .count(),
        0
    );
}

#[tokio::test]
async fn an_upload_is_forgotten_seven_days_after_its_last_chunk() {
    let desk = desk().await;
    let device = desk.device("Chantier").await;
    let photo = picture(1, 1_000);
    let url = device.announce(&photo, "image/png").await;
    let days = |n: i64| desk.now.fetch_add(n * 24 * 3_600 * 1_000, Ordering::SeqCst);
    days(6);
    assert_eq!(device.send(&url, 0, &photo[..10]).await.status(), 204);
    days(6);
    desk.guichet.purge().unwrap();
    assert_eq!(device.offset(&url).await, 10);
    days(1);
    assert_eq!(device.head(&url).await.status(), 404);
    desk.guichet.purge().unwrap();
    assert_eq!(
        std::fs::read_dir(desk.data().join("uploads"))
            .unwrap()
            .count(),
        0
    );
}

/// Sends the head of a PATCH and a part of its body on a connection of its own.
async fn half_a_patch(
    desk: &Desk,
    device: &Device<'_>,
    url: &str,
    whole: &[u8],
    part: usize,
    more: &str,
) -> tokio::net::TcpStream {
    let address = desk.url.strip_prefix("http://").unwrap();
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let path = url.strip_prefix(&desk.url).unwrap();
    let head = format!(
        "PATCH {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {}\r\nTus-Resumable: 1.0.0\r\n\
         Upload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: {}\r\n{more}\r\n",
        device.token,
        whole.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&whole[..part]).await.unwrap();
    stream.flush().await.unwrap();
    stream
}

/// Waits until the partial file has this size, as seen from outside.
async fn until_on_disk(desk: &Desk, size: u64) {
    let folder = desk.data().join("uploads");
    let wait = async {
        loop {
            let sizes: Vec<u64> = std::fs::read_dir(&folder)
                .unwrap()
                .map(|entry| entry.unwrap().metadata().unwrap().len())
                .collect();
            if sizes == [size] {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), wait)
        .await
        .unwrap();
}

#[tokio::test]
async fn bytes_that_came_before_the_line_dropped_are_kept() {
    let desk = desk().await;
    let device = desk.device("Chantier").await;
    let photo = picture(1, 200_000);
    let url = device.announce(&photo, "image/png").await;
    let stream = half_a_patch(&desk, &device, &url, &photo, 70_000, "").await;
    until_on_disk(&desk, 70_000).await;
    drop(stream);
    assert_eq!(device.offset(&url).await, 70_000);
    assert_eq!(
        device.send(&url, 70_000, &photo[70_000..]).await.status(),
        204
    );
    assert_eq!(desk.held(&photo), Some(photo));
}

#[tokio::test]
async fn a_new_request_takes_over_from_a_connection_that_hangs() {
    let desk = desk().await;
    let device = desk.device("Chantier").await;
    let photo = picture(1, 200_000);
    let url = device.announce(&photo, "image/png").await;
    let mut hanging = half_a_patch(&desk, &device, &url, &photo, 70_000, "").await;
    until_on_disk(&desk, 70_000).await;
    assert_eq!(device.offset(&url).await, 70_000);
    let mut answer = vec![0; 12];
    hanging.read_exact(&mut answer).await.unwrap();
    assert_eq!(answer, b"HTTP/1.1 423");
    assert_eq!(
        device.send(&url, 70_000, &photo[70_000..]).await.status(),
        204
    );
    assert_eq!(desk.held(&photo), Some(photo));
}

#[tokio::test]
async fn half_a_chunk_with_a_checksum_does_not_count() {
    let desk = desk().await;
    let device = desk.device("Chantier").await;
    let photo = picture(1, 200_000);
    let url = device.announce(&photo, "image/png").await;
    let sum = format!("Upload-Checksum: {}\r\n", sha256_of(&photo));
    let stream = half_a_patch(&desk, &device, &url, &photo, 70_000, &sum).await;
    until_on_disk(&desk, 70_000).await;
    drop(stream);
    assert_eq!(device.offset(&url).await, 0);
    assert_eq!(device.send(&url, 0, &photo).await.status(), 204);
    assert_eq!(desk.held(&photo), Some(photo));
}

#[tokio::test]
async fn a_full_disk_says_to_come_back_and_spoils_nothing() {
    let desk = desk().await;
    let device = desk.device("Chantier").await;
    let photo = picture(1, 1_000);
    let url = device.announce(&photo, "image/png").await;
    let part = desk
        .data()
        .join("uploads")
        .join(format!("{}.part", url.rsplit('/').next().unwrap()));
    std::fs::remove_file(&part).unwrap();
    std::os::unix::fs::symlink("/dev/full", &part).unwrap();
    let answer = device.send(&url, 0, &photo).await;
    assert_eq!(header(&answer, "retry-after"), "60");
    problem(answer, 503, "unavailable").await;
    // Room again.
    std::fs::remove_file(&part).unwrap();
    std::fs::write(&part, b"").unwrap();
    assert_eq!(device.send(&url, 0, &photo).await.status(), 204);
    assert_eq!(desk.held(&photo), Some(photo));
}

#[tokio::test]
async fn a_power_cut_between_the_move_and_the_note_loses_nothing() {
    let desk = desk().await;
    let device = desk.device("Chantier").await;
    let photo = picture(1, 1_000);
    let told = request(2, &[&photo]);
    device.sync(&[declaration(1), told.clone()]).await;
    let url = device.announce(&photo, "image/png").await;
    assert_eq!(device.send(&url, 0, &photo).await.status(), 204);
    // What the disk holds if the power goes just before the transaction that follows the move.
    desk.database()
        .execute_batch(
            "DELETE FROM evidence; UPDATE upload SET completed = 0;
             UPDATE record SET number = NULL, received_at = NULL WHERE kind = 'badge-request'; DELETE FROM series WHERE letter = 'R'",
        )
        .unwrap();
    assert_eq!(device.offset(&url).await, 1_000);
    let answer = device.sync(std::slice::from_ref(&told)).await;
    assert!(answer.receipts[0].covers(&told));
}

#[tokio::test]
async fn a_refusal_is_read_even_by_those_who_are_still_sending() {
    let desk = desk().await;
    let device = desk.device("Chantier").await;
    let photo = picture(1, 3_000_000);
    let url = device.announce(&photo, "image/png").await;
    for _ in 0..10 {
        problem(device.send(&url, 5, &photo).await, 409, "conflict").await;
    }
    let stranger = Device {
        desk: &desk,
        token: "x".into(),
    };
    problem(stranger.send(&url, 0, &photo).await, 401, "not-enrolled").await;
}

#[tokio::test]
async fn the_public_address_is_the_one_given() {
    let dir = tempfile::tempdir().unwrap();
    let guichet = guichet::Guichet::open(guichet::Config {
        public_url: Some("https://guichet.example.org/".into()),
        ..guichet::Config::new(dir.path().join("data"))
    })
    .unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(guichet::serve(
        guichet.clone(),
        listener,
        std::future::pending(),
    ));
    let desk = Desk {
        guichet,
        url,
        client: client(),
        dir,
        now: Default::default(),
    };
    let device = desk.device("Chantier").await;
    let url = device.announce(&picture(1, 10), "image/png").await;
    assert!(
        url.starts_with("https://guichet.example.org/v1/files/"),
        "{url}"
    );
}
