//! The real guichet: the program that INAÉ runs, on a free port, with data of its own.

use atelier_domain::RequestId;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::process::Group;
use crate::{place, webdriver};

/// A running guichet, ended when dropped.
#[derive(Debug)]
pub struct GuichetProcess {
    program: Group,
    data: PathBuf,
    address: SocketAddr,
}

impl GuichetProcess {
    /// Starts a guichet that keeps its data in a folder, and waits until it listens.
    ///
    /// # Errors
    /// When the program is not built or does not come up.
    pub fn start(data: &Path) -> Result<Self> {
        std::fs::create_dir_all(data)?;
        let mut program = Group::start(
            Command::new(place::program("guichet")?)
                .args(["serve", "--listen", "127.0.0.1:0", "--data"])
                .arg(data)
                .stdout(Stdio::piped())
                .stderr(Stdio::from(std::fs::File::create(
                    data.join("guichet.log"),
                )?)),
        )?;
        let output = program
            .child()
            .stdout
            .take()
            .context("the guichet has no output")?;
        let mut lines = BufReader::new(output);
        let address = loop {
            let mut line = String::new();
            if lines.read_line(&mut line)? == 0 {
                bail!("the guichet ended before it listened");
            }
            if let Some(address) = address_in(&line) {
                break address;
            }
        };
        // Whatever it says later must find a reader.
        std::thread::spawn(move || lines.lines().for_each(drop));
        Ok(Self {
            program,
            data: data.to_path_buf(),
            address,
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where it keeps its data.
    #[must_use]
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// A one-time code for a structure, as INAÉ's staff would hand it over.
    ///
    /// # Errors
    /// When the guichet refuses.
    pub fn enrol(&self, structure: &str) -> Result<String> {
        self.order(&["enrol", "--structure", structure])
    }

    /// What INAÉ's own programs read: every request received, in order of receipt.
    ///
    /// # Errors
    /// When the guichet refuses or does not answer.
    pub async fn received(&self) -> Result<Vec<Value>> {
        let page: Value = self.read("/v1/requests?limit=200").await?.json().await?;
        let requests = page.get("requests").and_then(Value::as_array);
        Ok(requests.context("no list of requests")?.clone())
    }

    /// A piece of evidence that the guichet holds.
    ///
    /// # Errors
    /// When the guichet does not hold it.
    pub async fn evidence(&self, sha256: &str) -> Result<Vec<u8>> {
        let answer = self.read(&format!("/v1/evidence/{sha256}")).await?;
        Ok(answer.bytes().await?.to_vec())
    }

    /// INAÉ answers a request: the structure learns it at its next exchange. The guichet's own row, as its staff will write it.
    ///
    /// # Errors
    /// When the guichet does not know the request, or that state is no answer.
    pub fn answer(&self, request: RequestId, state: &str, message: Option<&str>) -> Result<()> {
        let desk = rusqlite::Connection::open(self.data.join("guichet.db"))?;
        desk.busy_timeout(std::time::Duration::from_secs(10))?;
        desk.execute(
            "INSERT INTO change (request, state, message, at)
             VALUES (?1, ?2, ?3, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))",
            (request.to_string(), state, message),
        )?;
        Ok(())
    }

    async fn read(&self, path: &str) -> Result<reqwest::Response> {
        // Given anew each time: a token replaces the one of the same name.
        let token = self.order(&["api-token", "add", "tests"])?;
        let url = format!("http://{}{path}", self.address);
        let answer = webdriver::client()
            .get(url)
            .bearer_auth(token)
            .send()
            .await?;
        Ok(answer.error_for_status()?)
    }

    /// Runs the guichet's program on the same data and gives the last word that it prints.
    fn order(&self, words: &[&str]) -> Result<String> {
        let output = Command::new(place::program("guichet")?)
            .args(words)
            .arg("--data")
            .arg(&self.data)
            .stdin(Stdio::null())
            .output()?;
        if !output.status.success() {
            bail!(
                "guichet {}: {}",
                words.join(" "),
                String::from_utf8_lossy(&output.stderr)
            );
        }
        let said = String::from_utf8(output.stdout)?;
        let word = said.split_whitespace().last();
        Ok(word
            .with_context(|| format!("guichet {} printed nothing", words.join(" ")))?
            .to_owned())
    }

    /// Ends it at once, as a power cut would.
    ///
    /// # Errors
    /// When the system does not know it any more.
    pub fn sigkill(mut self) -> Result<()> {
        self.program.signal("KILL");
        self.program.wait().map(drop)
    }
}

fn address_in(line: &str) -> Option<SocketAddr> {
    let words = line.split(|letter: char| letter.is_whitespace() || letter == '/');
    words.filter_map(|word| word.parse().ok()).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_found_in_what_the_guichet_says() {
        let expected = "127.0.0.1:40123".parse().ok();
        assert_eq!(address_in("http://127.0.0.1:40123\n"), expected);
        assert_eq!(
            address_in("Le guichet écoute sur http://127.0.0.1:40123/ depuis 14 h"),
            expected
        );
        assert_eq!(address_in("Bonjour"), None);
    }
}
