//! Our guichet against named tus clients: npm `tus-js-client` and PyPI `tuspy`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)] // a test that cannot go on has failed

use std::path::{Path, PathBuf};
use std::process::Command;

use atelier_protocol::RecordHash;
use atelier_tests::place::root;
use guichet::{Config, Guichet};
use serde_json::{Value, json};

/// A guichet on port 0 with one device, and a folder to keep the files to send.
struct Desk {
    url: String,
    token: String,
    folder: tempfile::TempDir,
}

impl Desk {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let guichet = Guichet::open(Config::new(folder.path().join("data"))).unwrap();
        let code = guichet.new_enrolment_code("Chantier du Parc").unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(guichet::serve(guichet, listener, std::future::pending()));
        // A second installation is refused, and does not matter.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let answer: Value = reqwest::Client::new()
            .post(format!("{url}/v1/enrol"))
            .json(&json!({ "protocol": 1, "code": code, "device_name": "Portable" }))
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        Self {
            url,
            token: answer["device_token"].as_str().unwrap().to_owned(),
            folder,
        }
    }

    fn collection(&self) -> String {
        format!("{}/v1/files", self.url)
    }

    /// A picture of 1.5 MB on disk, different for each seed, and its bytes.
    fn picture(&self, seed: u8) -> (PathBuf, Vec<u8>) {
        let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
        bytes.extend((bytes.len()..1_500_000).map(|n| (n * 31 + n / 251) as u8 ^ seed));
        let path = self.folder.path().join(format!("{seed}.png"));
        std::fs::write(&path, &bytes).unwrap();
        (path, bytes)
    }

    /// What the guichet holds under the hash of these bytes.
    fn held(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let hash = RecordHash::of_bytes(bytes);
        let evidence = self.folder.path().join("data/evidence");
        std::fs::read(evidence.join(&hash.as_str()[..2]).join(hash.as_str())).ok()
    }

    /// Bytes of the one unfinished upload.
    fn unfinished(&self) -> u64 {
        let parts: Vec<u64> = std::fs::read_dir(self.folder.path().join("data/uploads"))
            .unwrap()
            .map(|entry| entry.unwrap().metadata().unwrap().len())
            .collect();
        assert_eq!(parts.len(), 1);
        parts[0]
    }

    /// Runs a client to its end and returns the lines that it prints.
    async fn run(
        &self,
        client: fn() -> Command,
        manner: &str,
        file: &Path,
        address: &str,
    ) -> Vec<String> {
        let mut command = client();
        command
            .args([manner, file.to_str().unwrap(), "image/png", address])
            .env("ATELIER_INTEROP_TOKEN", &self.token);
        let output = tokio::task::spawn_blocking(move || command.output())
            .await
            .unwrap()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{manner}: {said}");
        let printed = String::from_utf8(output.stdout).unwrap();
        printed.lines().map(str::to_owned).collect()
    }
}

fn variable(name: &str) -> std::ffi::OsString {
    std::env::var_os(name).unwrap_or_else(|| {
        panic!("{name} is not set: the peers of tests/interop are made ready by `cargo xtask test`")
    })
}

fn tus_js_client() -> Command {
    // Fails here rather than in the script when it is missing.
    let modules = variable("ATELIER_INTEROP_NODE_MODULES");
    let mut command = Command::new("node");
    command
        .arg(root().join("tests/interop/tus-upload.mjs"))
        .env("ATELIER_INTEROP_NODE_MODULES", modules);
    command
}

fn tuspy() -> Command {
    let mut command = Command::new(variable("ATELIER_INTEROP_PYTHON"));
    command.arg(root().join("tests/interop/tus_upload.py"));
    command
}

async fn a_whole_file_is_held_byte_for_byte(client: fn() -> Command) {
    let desk = Desk::open().await;
    let (file, bytes) = desk.picture(1);
    desk.run(client, "whole", &file, &desk.collection()).await;
    assert!(desk.held(&bytes).is_some_and(|held| held == bytes));
    // Announced again, it is complete at once: the client has nothing to send.
    desk.run(client, "whole", &file, &desk.collection()).await;
}

#[tokio::test]
async fn tus_js_client_sends_a_file_in_chunks() {
    a_whole_file_is_held_byte_for_byte(tus_js_client).await;
}

#[tokio::test]
async fn tuspy_sends_a_file_in_chunks_with_checksums() {
    a_whole_file_is_held_byte_for_byte(tuspy).await;
}

#[tokio::test]
async fn tus_js_client_goes_on_after_it_was_stopped_in_a_chunk() {
    let desk = Desk::open().await;
    let (file, bytes) = desk.picture(2);
    let address = desk
        .run(tus_js_client, "interrupt", &file, &desk.collection())
        .await;
    assert!(desk.held(&bytes).is_none());
    // Two whole chunks at least, and not all.
    assert!((800_000..1_500_000).contains(&desk.unfinished()));
    let again = desk.run(tus_js_client, "resume", &file, &address[0]).await;
    assert_eq!(again, address);
    assert!(desk.held(&bytes).is_some_and(|held| held == bytes));
}

#[tokio::test]
async fn tuspy_goes_on_after_it_was_stopped() {
    let desk = Desk::open().await;
    let (file, bytes) = desk.picture(3);
    let address = desk
        .run(tuspy, "interrupt", &file, &desk.collection())
        .await;
    // `stop_at` is reached within the second chunk of 400,000.
    let held = desk.unfinished();
    assert!((700_000..=800_000).contains(&held), "{held}");
    let again = desk.run(tuspy, "resume", &file, &address[0]).await;
    assert_eq!(again, [held.to_string(), address[0].clone()]);
    assert!(desk.held(&bytes).is_some_and(|held| held == bytes));
}
