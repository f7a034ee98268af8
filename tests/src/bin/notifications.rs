//! The desktop's notifications, for the tests: what is asked to be shown goes to a file, a line each.
//!
//! Started by the session's bus when something is first shown; ends with it.

use std::collections::HashMap;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result};
use zbus::blocking::connection;
use zbus::interface;
use zbus::zvariant::OwnedValue;

struct Notifications {
    file: PathBuf,
    shown: u32,
}

#[interface(name = "org.freedesktop.Notifications")]
impl Notifications {
    #[expect(
        clippy::too_many_arguments,
        reason = "as the desktop's specification has it"
    )]
    fn notify(
        &mut self,
        _program: &str,
        _replaces: u32,
        _icon: &str,
        summary: &str,
        body: &str,
        _actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _expires: i32,
    ) -> zbus::fdo::Result<u32> {
        let failed = |error: std::io::Error| zbus::fdo::Error::IOError(error.to_string());
        let mut file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(&self.file)
            .map_err(failed)?;
        writeln!(file, "{summary} | {body}").map_err(failed)?;
        self.shown += 1;
        Ok(self.shown)
    }

    fn get_capabilities(&self) -> Vec<String> {
        vec!["body".to_owned()]
    }

    fn get_server_information(&self) -> (String, String, String, String) {
        ["tests", "atelier-badges", "1", "1.2"]
            .map(str::to_owned)
            .into()
    }
}

fn main() -> Result<()> {
    let file = std::env::args_os().nth(1).context("where to write")?;
    let shown = Notifications {
        file: file.into(),
        shown: 0,
    };
    let _bus = connection::Builder::session()?
        .serve_at("/org/freedesktop/Notifications", shown)?
        .name("org.freedesktop.Notifications")?
        .build()?;
    loop {
        std::thread::park();
    }
}
