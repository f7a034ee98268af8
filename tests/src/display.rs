//! A display that nobody looks at.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::process::Group;

/// A virtual display, ended when dropped.
#[derive(Debug)]
pub struct Display {
    _server: Group,
    name: String,
}

/// The sizes of the two monitors of [`Display::open_two`]: width and height in pixels.
pub const TWO: [(u32, u32); 2] = [(1280, 720), (1024, 768)];

/// A graphics card of sixteen outputs with nothing behind them.
const DUMMY: &str = r#"
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoAddGPU" "false"
  Option "DontVTSwitch" "true"
EndSection
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 64000
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 1-200
  VertRefresh 1-200
EndSection
Section "Screen"
  Identifier "screen"
  Device "card"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Virtual 2304 768
  EndSubSection
EndSection
"#;

impl Display {
    /// Opens a display of that size, in pixels, on a free number chosen by the server.
    ///
    /// # Errors
    /// When Xvfb is not installed or does not come up.
    pub fn open(width: u32, height: u32) -> Result<Self> {
        Self::start(
            Command::new("Xvfb")
                .args(["-screen", "0"])
                .arg(format!("{width}x{height}x24")),
        )
    }

    /// Opens a display of two monitors side by side, as with a laptop and a projector ([`TWO`]).
    /// `folder` keeps the server's files; it must outlive the display.
    ///
    /// # Errors
    /// When Xorg or its driver without a card is not installed or does not come up: Xvfb has one
    /// monitor only.
    pub fn open_two(folder: &Path) -> Result<Self> {
        let config = folder.join("xorg.conf");
        std::fs::write(&config, DUMMY)?;
        let display = Self::start(
            Command::new("Xorg")
                .args(["-noreset", "-novtswitch", "-sharevts", "-config"])
                .arg(&config)
                .arg("-logfile")
                .arg(folder.join("xorg.log")),
        )?;
        let [(width, height), (beside_width, beside_height)] = TWO;
        // The second output has nothing behind it, thus no mode of its own: dots and lines of the
        // classic 1024×768.
        display.xrandr("--newmode beamer 65 1024 1048 1184 1344 768 771 777 806")?;
        display.xrandr("--addmode DUMMY1 beamer")?;
        display.xrandr(&format!(
            "--output DUMMY0 --primary --mode {width}x{height} \
             --output DUMMY1 --mode beamer --right-of DUMMY0"
        ))?;
        let monitors = display.ask("xrandr", &["--listmonitors"])?;
        let wanted = [
            format!(" {width}/"),
            format!(" {beside_width}/"),
            format!("x{beside_height}/"),
        ];
        if !wanted.iter().all(|size| monitors.contains(size)) {
            bail!("the two monitors are not there: {monitors}");
        }
        Ok(display)
    }

    fn start(command: &mut Command) -> Result<Self> {
        let mut server = Group::start(
            command
                .args(["-displayfd", "1", "-nolisten", "tcp"])
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        )?;
        let output = server
            .child()
            .stdout
            .take()
            .context("the X server has no output")?;
        let mut number = String::new();
        BufReader::new(output).read_line(&mut number)?;
        if number.trim().is_empty() {
            bail!("the X server ended before it had a display");
        }
        Ok(Self {
            _server: server,
            name: format!(":{}", number.trim()),
        })
    }

    fn xrandr(&self, arguments: &str) -> Result<()> {
        let arguments: Vec<&str> = arguments.split_whitespace().collect();
        self.ask("xrandr", &arguments).map(drop)
    }

    /// Runs a program on this display and returns what it says.
    ///
    /// # Errors
    /// When it cannot be started or fails.
    pub fn ask(&self, program: &str, arguments: &[&str]) -> Result<String> {
        let output = Command::new(program)
            .args(arguments)
            .env("DISPLAY", &self.name)
            .output()
            .with_context(|| program.to_owned())?;
        if !output.status.success() {
            bail!("{program} {arguments:?}: {output:?}");
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// How many colours are on that area of the display, `WxH+X+Y` in pixels: one where nothing is drawn.
    ///
    /// # Errors
    /// When the display is gone.
    pub fn colours(&self, area: &str) -> Result<usize> {
        let count = [
            "-silent", "-window", "root", "-crop", area, "-format", "%k", "info:-",
        ];
        Ok(self.ask("import", &count)?.trim().parse()?)
    }

    /// What `DISPLAY` must hold.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}
