//! A display that nobody looks at.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::process::Group;

/// A virtual display (Xvfb), ended when dropped.
#[derive(Debug)]
pub struct Display {
    _server: Group,
    name: String,
}

impl Display {
    /// Opens a display of that size, in pixels, on a free number chosen by the server.
    ///
    /// # Errors
    /// When Xvfb is not installed or does not come up.
    pub fn open(width: u32, height: u32) -> Result<Self> {
        let mut server = Group::start(
            Command::new("Xvfb")
                .args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0"])
                .arg(format!("{width}x{height}x24"))
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        )?;
        let output = server.child().stdout.take().context("Xvfb has no output")?;
        let mut number = String::new();
        BufReader::new(output).read_line(&mut number)?;
        if number.trim().is_empty() {
            bail!("Xvfb ended before it had a display");
        }
        Ok(Self {
            _server: server,
            name: format!(":{}", number.trim()),
        })
    }

    /// What `DISPLAY` must hold.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}
