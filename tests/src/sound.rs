//! A loudspeaker that nobody hears: to the programs of this computer it is one, and what it plays is kept.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::process::Group;
use crate::wait_until;

/// The sink, for the system's sound service.
const SPEAKER: &str = "context.objects = [
  { factory = adapter args = {
    factory.name = support.null-audio-sink node.name = speaker media.class = Audio/Sink
    audio.position = [ FL FR ] object.linger = true } }
]
";
/// A sample below this is silence.
const SILENCE: u16 = 500;
/// What stands before the samples of a file that is being recorded.
const HEAD: usize = 44;

/// A loudspeaker, gone when dropped.
#[derive(Debug)]
pub struct Loudspeaker {
    runtime: PathBuf,
    kept: PathBuf,
    // Ended after who listens.
    _services: [Group; 4],
}

impl Loudspeaker {
    /// Plugs it in. `folder` keeps its files; it must outlive the loudspeaker.
    ///
    /// # Errors
    /// When PipeWire, its session manager or its PulseAudio side is not installed or does not come up.
    pub async fn plug_in(folder: &Path) -> Result<Self> {
        let runtime = folder.join("sound");
        let settings = runtime.join("pipewire/pipewire.conf.d");
        std::fs::create_dir_all(&settings)?;
        std::fs::write(settings.join("speaker.conf"), SPEAKER)?;
        let quiet = |program: &str| {
            let mut command = Command::new(program);
            command
                .env("XDG_RUNTIME_DIR", &runtime)
                .env("XDG_STATE_HOME", &runtime)
                .env("XDG_CONFIG_HOME", &runtime)
                .env_remove("PIPEWIRE_RUNTIME_DIR")
                .env_remove("DBUS_SESSION_BUS_ADDRESS")
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            command
        };
        let there = async |what: &str, path: PathBuf| {
            wait_until(what, async || Ok(path.exists().then_some(()))).await
        };
        let server = Group::start(&mut quiet("pipewire"))?;
        there("the sound service", runtime.join("pipewire-0")).await?;
        // It joins those who play to the loudspeaker, and ends when it finds no session bus.
        let manager = Group::start(quiet("dbus-run-session").args(["--", "wireplumber"]))?;
        let pulse = Group::start(&mut quiet("pipewire-pulse"))?;
        there("the sound server", runtime.join("pulse/native")).await?;
        let kept = runtime.join("played.wav");
        let listener = Group::start(
            quiet("pw-record")
                .args(["--target", "speaker", "--format", "s16"])
                .args(["--properties", "{ stream.capture.sink=true }"])
                .arg(&kept),
        )?;
        wait_until("the loudspeaker", async || {
            let joined = quiet("pw-link")
                .arg("--links")
                .stdout(Stdio::piped())
                .output()
                .context("pw-link")?;
            let joined = String::from_utf8_lossy(&joined.stdout);
            Ok(joined.contains("speaker:monitor_FL").then_some(()))
        })
        .await?;
        Ok(Self {
            runtime,
            kept,
            _services: [listener, pulse, manager, server],
        })
    }

    /// Where a program must look for it: the variable and its value.
    #[must_use]
    pub fn variable(&self) -> (&'static str, String) {
        let server = self.runtime.join("pulse/native");
        ("PULSE_SERVER", format!("unix:{}", server.display()))
    }

    /// How many samples that are not silence were played since it was plugged in.
    #[must_use]
    pub fn loud(&self) -> usize {
        // Not written yet: nothing was played.
        let bytes = std::fs::read(&self.kept).unwrap_or_default();
        let (samples, _) = bytes.get(HEAD..).unwrap_or_default().as_chunks::<2>();
        let samples = samples.iter().map(|one| i16::from_le_bytes(*one));
        samples.filter(|one| one.unsigned_abs() > SILENCE).count()
    }
}
