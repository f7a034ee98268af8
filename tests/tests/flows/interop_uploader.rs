//! Our uploader against a named tus peer: npm `@tus/server` with `@tus/file-store`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use atelier_protocol::RecordHash;
use atelier_sync::{Failure, Guichet, GuichetAddress, Patience, UploadJob};
use atelier_tests::place::root;
use atelier_tests::wait_until;
use atelier_tests::wire::{State, Wire};

/// The peer and the folder where it keeps what it gets.
struct TusServer {
    child: Child,
    address: SocketAddr,
    folder: tempfile::TempDir,
}

impl TusServer {
    fn start(location: &str) -> Self {
        let modules = std::env::var_os("ATELIER_INTEROP_NODE_MODULES").expect(
            "ATELIER_INTEROP_NODE_MODULES must name the node_modules that `npm ci` made from tests/interop/package.json; \
             `cargo xtask test` sees to it",
        );
        let folder = tempfile::tempdir().unwrap();
        let mut child = Command::new("node")
            .arg(root().join("tests/interop/tus-server.mjs"))
            .arg(folder.path())
            .arg(location)
            .env("ATELIER_INTEROP_NODE_MODULES", modules)
            // It ends when this pipe closes, however the test ends.
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node must be installed");
        let mut first = String::new();
        let output = child.stdout.take().unwrap();
        BufReader::new(output).read_line(&mut first).unwrap();
        let port = first.trim().parse().expect("the peer prints its port");
        Self {
            child,
            address: SocketAddr::from(([127, 0, 0, 1], port)),
            folder,
        }
    }

    /// The content that the peer holds under an upload's address.
    fn held(&self, url: &str) -> Vec<u8> {
        let name = Path::new(url).file_name().unwrap();
        std::fs::read(self.folder.path().join(name)).unwrap()
    }
}

impl Drop for TusServer {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn guichet(url: &str) -> Guichet {
    let address = GuichetAddress::parse(url).unwrap();
    Guichet::new(address, None, Patience::default()).unwrap()
}

fn file(size: usize) -> Vec<u8> {
    (0..size).map(|n| (n * 31 + n / 251) as u8).collect()
}

fn job(bytes: &[u8], resume_url: Option<String>) -> UploadJob {
    UploadJob {
        hash: RecordHash::of_bytes(bytes),
        media_type: "image/jpeg".into(),
        bytes: bytes.to_vec().into(),
        resume_url,
    }
}

#[tokio::test]
async fn small_and_large_files_arrive_identical() {
    for location in ["absolute", "relative"] {
        let peer = TusServer::start(location);
        let guichet = guichet(&format!("http://{}", peer.address));
        for size in [1, 5_000, 262_144, 262_145, 5_000_000] {
            let bytes = file(size);
            let mut url = String::new();
            let mut progress = 0;
            guichet
                .upload(
                    &job(&bytes, None),
                    |at| url = at.to_owned(),
                    |sent, _| progress = sent,
                )
                .await
                .unwrap();
            assert!(peer.held(&url) == bytes, "{size} bytes, {location}");
            assert_eq!(progress, size as u64);
            // Asked for once more, it is whole already.
            let again = job(&bytes, Some(url.clone()));
            let sent = guichet.upload(&again, |_| panic!("created again"), |_, _| {});
            sent.await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_sending_cut_in_the_middle_is_resumed_with_what_lacks() {
    const SIZE: usize = 6_000_000;
    let peer = TusServer::start("absolute");
    let wire = Wire::to(peer.address).await.unwrap();
    let bytes = file(SIZE);

    wire.set(State::Slow(4_000_000));
    let mut url = String::new();
    let first = guichet(&wire.url());
    let begun = job(&bytes, None);
    let sending = first.upload(&begun, |at| url = at.to_owned(), |_, _| {});
    let cut = async {
        wait_until("the middle of the file", async || {
            Ok((wire.sent() > 2_000_000).then_some(()))
        })
        .await
        .unwrap();
        wire.set(State::Down);
    };
    let (result, ()) = tokio::join!(sending, cut);
    assert_eq!(result, Err(Failure::Interrupted));

    // Another day: another client, which knows only where the sending was left.
    wire.set(State::Up);
    let sent_before = wire.sent();
    let mut told = Vec::new();
    let second = guichet(&wire.url());
    let resumed = job(&bytes, Some(url.clone()));
    wait_until("the end of the file", async || {
        let sending = second.upload(
            &resumed,
            |_| panic!("created again"),
            |sent, _| told.push(sent),
        );
        match sending.await {
            Ok(()) => Ok(Some(())),
            // The wire has only just come back.
            Err(Failure::Unreachable) => Ok(None),
            Err(other) => Err(other.into()),
        }
    })
    .await
    .unwrap();

    assert!(peer.held(&url) == bytes, "another file arrived");
    let held_before = told.first().copied().unwrap();
    assert!((1..SIZE as u64).contains(&held_before), "{held_before}");
    assert_eq!(told.last(), Some(&(SIZE as u64)));
    let lacked = SIZE as u64 - held_before;
    let sent = wire.sent() - sent_before;
    // Beyond the bytes that lacked, only the heads of a few requests.
    assert!(
        sent >= lacked && sent < lacked + 16_384,
        "sent {sent} for {lacked} that lacked"
    );
}

#[tokio::test]
async fn a_sending_that_the_peer_forgot_is_begun_again() {
    let peer = TusServer::start("relative");
    let here = format!("http://{}", peer.address);
    let bytes = file(300_000);
    let lost = format!("{here}/v1/files/0123456789abcdef0123456789abcdef");
    let mut url = String::new();
    let forgotten = job(&bytes, Some(lost));
    guichet(&here)
        .upload(&forgotten, |at| url = at.to_owned(), |_, _| {})
        .await
        .unwrap();
    assert!(peer.held(&url) == bytes);
}
