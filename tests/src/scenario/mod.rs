//! The whole main job, played in the real window against the real guichet, as a facilitator would: from the
//! first launch to the receipts and the poster, with a connection that fails on the way.

mod first_launch;
mod group;
mod posters;
mod report;
mod requests;
mod sending;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::display::Display;
use crate::guichet_process::GuichetProcess;
use crate::window::Window;
use crate::wire::Wire;
use report::Report;

/// The structure that the story is about; like everyone in it, it is made up.
const STRUCTURE: &str = "Chantier des Tilleuls";
/// Seven words.
const PASSPHRASE: &str = "tilleul brouette matin sirop clavier neige rabot";

/// What the story ends with, for whoever wants to check more.
#[derive(Debug)]
pub struct Outcome {
    /// INAÉ's numbers of the requests, as shown by the window.
    pub receipts: Vec<String>,
    /// Bytes of evidence that had reached the guichet's disk when the application was killed.
    pub cut_at: u64,
    /// Addresses read on the printed posters.
    pub addresses: Vec<String>,
}

/// Plays the whole story. Screenshots (`01-….png`), PDF files and `report.md` are left in `out`, also when it fails.
///
/// # Errors
/// At the first thing that is not as it should be; the report then ends with it.
pub async fn play(out: &Path) -> Result<Outcome> {
    std::fs::create_dir_all(out)?;
    let mut story = Story::begin(out).await?;
    let outcome = story.tell().await;
    if let Err(problem) = &outcome {
        story.fail(problem).await;
    }
    story.report.write(out)?;
    outcome
}

/// What the steps share.
struct Story {
    out: PathBuf,
    report: Report,
    window: Option<Window>,
    wire: Wire,
    guichet: GuichetProcess,
    display: Display,
    computer: TempDir,
    _desk: TempDir,
}

impl Story {
    async fn begin(out: &Path) -> Result<Self> {
        let computer = tempfile::tempdir()?;
        let desk = tempfile::tempdir()?;
        let guichet = GuichetProcess::start(desk.path())?;
        let wire = Wire::to(guichet.address()).await?;
        Ok(Self {
            out: out.to_path_buf(),
            report: Report::default(),
            window: None,
            wire,
            guichet,
            display: Display::open(1366, 768)?,
            computer,
            _desk: desk,
        })
    }

    async fn tell(&mut self) -> Result<Outcome> {
        first_launch::play(self).await.context("first launch")?;
        group::play(self).await.context("people and workshop")?;
        requests::play(self).await.context("requests")?;
        let (cut_at, receipts) = sending::play(self).await.context("sending")?;
        let addresses = posters::play(self).await.context("posters")?;
        Ok(Outcome {
            receipts,
            cut_at,
            addresses,
        })
    }

    /// Starts the application, for the first time or again on the same computer.
    async fn start(&mut self) -> Result<()> {
        self.window = Some(Window::open(&self.display, self.computer.path(), &[]).await?);
        Ok(())
    }

    fn window(&self) -> Result<&Window> {
        self.window
            .as_ref()
            .context("the application is not running")
    }

    /// Takes a numbered picture of the window and shows it in the report.
    async fn picture(&mut self, name: &str, caption: &str) -> Result<()> {
        let file = self.report.picture(name, caption);
        self.window()?.screenshot(&self.out.join(file)).await
    }

    async fn fail(&mut self, problem: &anyhow::Error) {
        self.report.say(&format!("**Interrompu.** {problem:#}"));
        if self
            .picture("interrompu", "L'écran à ce moment")
            .await
            .is_err()
        {
            self.report.say("Il n'y avait plus de fenêtre.");
        }
        let log = self.computer.path().join("application.log");
        // Kept for whoever looks for the cause; its absence must not hide the failure.
        std::fs::copy(log, self.out.join("application.log")).ok();
    }
}
