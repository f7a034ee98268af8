//! The real program, killed while it receives.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)] // a test that cannot go on has failed

mod desk;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use atelier_protocol::{EnrolmentAnswer, RecordHash};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use desk::{client, declaration, header, picture, request};
use serde_json::json;
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;

struct Program {
    child: Child,
    url: String,
}

impl Program {
    fn start(data: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_guichet"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        Self {
            child,
            url: line.trim().to_owned(),
        }
    }

    /// SIGKILL.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn enrolment_code(data: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_guichet"))
        .args(["enrol", "--structure", "Chantier du Parc", "--data"])
        .arg(data)
        .output()
        .unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// Kills the guichet once `part` bytes of a chunk are on disk; returns the offset told after the restart. The upload is
/// then finished, and its request gets its receipt.
async fn killed_in_a_chunk(checksum: bool) -> u64 {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let program = Program::start(&data);
    let client = client();
    let answer: EnrolmentAnswer = client
        .post(format!("{}/v1/enrol", program.url))
        .json(&json!({ "protocol": 1, "code": enrolment_code(&data), "device_name": "Portable" }))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let token = answer.device_token;
    let photo = picture(3, 900_000);
    let asked = request(2, &[&photo]);
    let sync = async |url: &str| -> atelier_protocol::ExchangeAnswer {
        let body = json!({ "protocol": 1, "cursor": 0, "records": [declaration(1), asked] });
        let answer = client
            .post(format!("{url}/v1/sync"))
            .bearer_auth(&token)
            .json(&body);
        answer.send().await.unwrap().json().await.unwrap()
    };
    assert_eq!(
        sync(&program.url).await.missing,
        [RecordHash::of_bytes(&photo)]
    );

    let tus = |method: reqwest::Method, url: String| {
        client
            .request(method, url)
            .bearer_auth(&token)
            .header("Tus-Resumable", "1.0.0")
    };
    let sha = STANDARD.encode(RecordHash::of_bytes(&photo).as_str());
    let created = tus(reqwest::Method::POST, format!("{}/v1/files", program.url))
        .header("Upload-Length", photo.len())
        .header(
            "Upload-Metadata",
            format!("sha256 {sha},media_type {}", STANDARD.encode("image/png")),
        )
        .send()
        .await
        .unwrap();
    let path = header(&created, "location")
        .strip_prefix(&program.url)
        .unwrap()
        .to_owned();
    let patch = |url: &str, offset: usize, bytes: &[u8]| {
        tus(reqwest::Method::PATCH, format!("{url}{path}"))
            .header("Upload-Offset", offset)
            .header("Content-Type", "application/offset+octet-stream")
            .body(bytes.to_vec())
    };
    assert_eq!(
        patch(&program.url, 0, &photo[..100_000])
            .send()
            .await
            .unwrap()
            .status(),
        204
    );

    let address = program.url.strip_prefix("http://").unwrap();
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let sum = if checksum {
        format!(
            "Upload-Checksum: sha256 {}\r\n",
            STANDARD.encode(Sha256::digest(&photo[100_000..]))
        )
    } else {
        String::new()
    };
    let head = format!(
        "PATCH {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\nTus-Resumable: 1.0.0\r\n\
         Upload-Offset: 100000\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: 800000\r\n{sum}\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&photo[100_000..500_000]).await.unwrap();
    let part = data
        .join("uploads")
        .join(format!("{}.part", path.rsplit('/').next().unwrap()));
    let on_disk = async {
        while std::fs::metadata(&part).unwrap().len() < 300_000 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), on_disk)
        .await
        .unwrap();
    program.kill();

    let program = Program::start(&data);
    let answer = tus(reqwest::Method::HEAD, format!("{}{path}", program.url))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    let offset: usize = header(&answer, "upload-offset").parse().unwrap();
    let finished = patch(&program.url, offset, &photo[offset..])
        .send()
        .await
        .unwrap();
    assert_eq!(finished.status(), 204);
    let receipts = sync(&program.url).await.receipts;
    assert!(receipts.iter().any(|receipt| receipt.covers(&asked)));
    let sha = RecordHash::of_bytes(&photo);
    let held = data
        .join("evidence")
        .join(&sha.as_str()[..2])
        .join(sha.as_str());
    assert_eq!(std::fs::read(held).unwrap(), photo);
    offset as u64
}

#[tokio::test]
async fn killed_in_a_chunk_it_goes_on_where_the_disk_stopped() {
    let offset = killed_in_a_chunk(false).await;
    assert!((300_000..=500_000).contains(&offset), "{offset}");
}

#[tokio::test]
async fn killed_in_a_chunk_with_a_checksum_it_goes_back_to_its_start() {
    assert_eq!(killed_in_a_chunk(true).await, 100_000);
}

#[test]
fn a_polite_order_stops_it_and_a_second_start_finds_everything() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let mut program = Program::start(&data);
    assert!(program.url.starts_with("http://127.0.0.1:"));
    let stopped = Command::new("kill")
        .arg(program.child.id().to_string())
        .status()
        .unwrap();
    assert!(stopped.success());
    assert!(program.child.wait().unwrap().success());
    assert!(Program::start(&data).url.starts_with("http://"));
}

#[test]
fn the_command_line_refuses_a_weak_password_and_takes_a_good_one() {
    let dir = tempfile::tempdir().unwrap();
    let add = |password: &str| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_guichet"))
            .args(["user", "add", "zoe", "--data"])
            .arg(dir.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        use std::io::Write;
        child
            .stdin
            .take()
            .unwrap()
            .write_all(password.as_bytes())
            .unwrap();
        child.wait_with_output().unwrap()
    };
    let weak = add("secret\n");
    assert!(!weak.status.success());
    assert!(
        String::from_utf8(weak.stderr)
            .unwrap()
            .contains("trop faible")
    );
    assert!(add("Guichet;2026xy\n").status.success());
}
