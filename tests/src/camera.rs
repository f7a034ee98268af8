//! A camera without a lens: to the programs of this computer it is a webcam, and it films the picture given to it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::process::Group;
use crate::wait_until;

/// A webcam that can be plugged in, shown things, and unplugged by dropping it.
#[derive(Debug)]
pub struct Camera {
    runtime: PathBuf,
    film: Option<Group>,
    // Ended after what is filmed.
    _services: [Group; 2],
}

/// The size of its picture, in pixels.
pub const SIZE: (u32, u32) = (1280, 720);

impl Camera {
    /// Starts the system's media service, without a camera yet. `folder` keeps its files; it must outlive the camera.
    ///
    /// # Errors
    /// When PipeWire or its session manager is not installed or does not come up.
    pub async fn service(folder: &Path) -> Result<Self> {
        let runtime = folder.join("media");
        std::fs::create_dir(&runtime)?;
        let quiet = |program: &str| {
            let mut command = Command::new(program);
            command
                .env("XDG_RUNTIME_DIR", &runtime)
                .env("XDG_STATE_HOME", &runtime)
                .env_remove("DBUS_SESSION_BUS_ADDRESS")
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            command
        };
        let server = Group::start(&mut quiet("pipewire"))?;
        let socket = runtime.join("pipewire-0");
        wait_until("the media service", async || {
            Ok(socket.exists().then_some(()))
        })
        .await?;
        // It joins those who film to those who look, and ends when it finds no session bus.
        let manager = Group::start(quiet("dbus-run-session").args(["--", "wireplumber"]))?;
        Ok(Self {
            film: None,
            _services: [server, manager],
            runtime,
        })
    }

    /// Where a program must look for its cameras: the variable and its value.
    #[must_use]
    pub fn variable(&self) -> (&'static str, PathBuf) {
        ("PIPEWIRE_RUNTIME_DIR", self.runtime.clone())
    }

    /// Plugs the camera in, in front of a picture (PNG, [`SIZE`]), and waits until programs can see it.
    ///
    /// # Errors
    /// When `GStreamer` is not installed, or the camera does not come up.
    pub async fn film(&mut self, picture: &Path) -> Result<()> {
        let (width, height) = SIZE;
        let camera = "stream-properties=props,media.class=Video/Source,node.name=webcam,node.description=Webcam";
        let mut command = Command::new("gst-launch-1.0");
        command
            .arg("--quiet")
            .args(["videotestsrc", "is-live=true", "!"])
            .arg(format!(
                "video/x-raw,format=YUY2,width={width},height={height},framerate=15/1"
            ))
            .args(["!", "gdkpixbufoverlay"])
            .arg(format!("location={}", picture.display()))
            .args(["!", "pipewiresink", "mode=provide", camera])
            .env("XDG_RUNTIME_DIR", &self.runtime)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        self.film = Some(Group::start(&mut command)?);
        wait_until("the camera", async || {
            let seen = Command::new("pw-cli")
                .args(["list-objects", "Node"])
                .env("XDG_RUNTIME_DIR", &self.runtime)
                .output()
                .context("pw-cli")?;
            let seen = String::from_utf8_lossy(&seen.stdout);
            Ok(seen.contains("Video/Source").then_some(()))
        })
        .await
    }
}
