//! The real application in its real window, driven as a person would: by what is written on the screen.

mod acts;

pub use acts::{Act, Turn};

use std::ffi::OsString;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::display::Display;
use crate::process::{self, Group};
use crate::webdriver::{Session, plain};
use crate::{PATIENCE, place, wait_at_most, wait_until};

/// The variable that says where the application keeps its store.
const DATA: &str = "ATELIER_DATA_DIR";

/// What an element is for the person who uses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A button to press, or a link to follow.
    Action,
    /// Where one types.
    Field,
    /// A box to tick.
    Checkbox,
    /// One choice among several.
    Radio,
    /// A list to choose from.
    List,
    /// Where one gives a file.
    File,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Action,
        Self::Field,
        Self::Checkbox,
        Self::Radio,
        Self::List,
        Self::File,
    ];

    /// As `page.js` calls it.
    const fn word(self) -> &'static str {
        match self {
            Self::Action => "action",
            Self::Field => "field",
            Self::Checkbox => "checkbox",
            Self::Radio => "radio",
            Self::List => "list",
            Self::File => "file",
        }
    }
}

/// WebKit's driver once left the first question of a session unanswered for ever, in many hundreds of starts: after this
/// long the application is started again, so many times in all.
const STARTING: Duration = Duration::from_secs(60);
const STARTS: u8 = 3;

/// A running application. Ended, with all that it started, when dropped.
#[derive(Debug)]
pub struct Window {
    program: PathBuf,
    home: PathBuf,
    display: String,
    session: Session,
    _driver: Group,
}

impl Window {
    /// Starts the application on a display, as a user whose home folder is `home`, and waits for its first page.
    /// Everything that it keeps is below `home`, its store in [`Window::data`]; opening again with the same
    /// folder is starting again on the same computer.
    ///
    /// # Errors
    /// When the application, the driver or the session bus cannot be started.
    pub async fn open(display: &Display, home: &Path, variables: &[(&str, &str)]) -> Result<Self> {
        let program = place::program("atelier-badges")?;
        let begin = async || -> Result<Self> {
            let window = Self::open_program(&program, display, home, variables).await?;
            window.first_page().await?;
            Ok(window)
        };
        for _ in 1..STARTS {
            if let Ok(done) = timeout(STARTING, begin()).await {
                return done;
            }
        }
        begin().await
    }

    /// Starts another program that shows a WebKitGTK window under automation.
    ///
    /// # Errors
    /// When the program, the driver or the session bus cannot be started.
    pub async fn open_program(
        program: &Path,
        display: &Display,
        home: &Path,
        variables: &[(&str, &str)],
    ) -> Result<Self> {
        let data = Self::data(home);
        std::fs::create_dir_all(&data)?;
        documents(home)?;
        let port = free_port()?;
        // A session bus of its own: the application is started once per bus only.
        let mut command = Command::new("dbus-run-session");
        command
            .args(["--", "WebKitWebDriver", &format!("--port={port}")])
            .env("DISPLAY", display.name())
            .env("GDK_BACKEND", "x11")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("NO_AT_BRIDGE", "1")
            .env("LANG", "fr_FR.UTF-8")
            .env("HOME", home)
            .env(DATA, &data)
            .envs(folders(home))
            .envs(variables.iter().copied())
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .stdout(Stdio::null())
            .stderr(log(home)?);
        let driver = Group::start(&mut command)?;
        wait_until("the driver", async || {
            Ok(Session::driver_is_ready(port).await.then_some(()))
        })
        .await?;
        let session = Session::open(port, program).await?;
        let window = Self {
            program: program.to_path_buf(),
            home: home.to_path_buf(),
            display: display.name().to_owned(),
            session,
            _driver: driver,
        };
        window.session.resize(1366, 768).await?;
        Ok(window)
    }

    /// Waits until the page shows something; while it loads, the driver may have no word for what it cannot answer.
    async fn first_page(&self) -> Result<()> {
        const READY: &str =
            "return document.readyState === 'complete' && document.body.innerText.trim() !== ''";
        wait_until("the first page", async || {
            let shown = self.session.script(READY, Value::Null).await;
            Ok(shown
                .is_ok_and(|ready| ready == Value::Bool(true))
                .then_some(()))
        })
        .await
    }

    /// Drives another window from now on, once its page is there.
    ///
    /// # Errors
    /// When it is gone.
    pub async fn drive(&self, window: &Value) -> Result<()> {
        self.session.drive(window).await?;
        self.first_page().await
    }

    /// Where the application of that home folder keeps its store.
    #[must_use]
    pub fn data(home: &Path) -> PathBuf {
        home.join("donnees")
    }

    /// The driver's session, for what is not offered here.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Asks a command from the page that is driven: `ok` and the answer, or how it is refused.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn asked(&self, command: &str, arguments: Value) -> Result<String> {
        const ASK: &str = "const [command, given] = arguments[0];
            window.answered = null;
            window.__TAURI_INTERNALS__.invoke(command, given).then(
                (got) => (window.answered = 'ok ' + JSON.stringify(got)), (no) => (window.answered = no.code ?? String(no)));
            return true;";
        self.session
            .script(ASK, json!([command, arguments]))
            .await?;
        wait_until("an answer", async || {
            let answered = self
                .session
                .script("return window.answered", Value::Null)
                .await?;
            Ok(answered.as_str().map(str::to_owned))
        })
        .await
    }

    /// Brings what a CSS selector finds into sight.
    ///
    /// # Errors
    /// When there is nothing such.
    pub async fn look_at(&self, css: &str) -> Result<()> {
        const LOOK: &str = "const e = document.querySelector(arguments[0]);
            e?.scrollIntoView({ block: 'start' }); return e !== null";
        if self.session.script(LOOK, json!(css)).await? == Value::Bool(true) {
            return Ok(());
        }
        self.complain(&format!("nothing is {css}")).await
    }

    /// The whole text that is shown, with plain spaces.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn text(&self) -> Result<String> {
        let text = self
            .session
            .script("return document.body.innerText", Value::Null)
            .await?;
        Ok(text.as_str().map(plain).unwrap_or_default())
    }

    /// Whether that text is shown now.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn sees(&self, text: &str) -> Result<bool> {
        Ok(self.text().await?.contains(&plain(text)))
    }

    /// Waits until that text is shown.
    ///
    /// # Errors
    /// When it did not come; the message says what is on the screen.
    pub async fn wait_for(&self, text: &str) -> Result<()> {
        self.wait_longer_for(PATIENCE, text).await
    }

    /// Waits until that text is shown, for at most `patience`.
    ///
    /// # Errors
    /// When it did not come; the message says what is on the screen.
    pub async fn wait_longer_for(&self, patience: std::time::Duration, text: &str) -> Result<()> {
        let seen = wait_at_most(patience, "it", async || {
            Ok(self.sees(text).await?.then_some(()))
        })
        .await;
        match seen {
            Ok(()) => Ok(()),
            Err(_) => self.complain(&format!("« {text} » did not appear")).await,
        }
    }

    /// Waits until that text is no longer shown.
    ///
    /// # Errors
    /// When it stayed.
    pub async fn wait_for_end_of(&self, text: &str) -> Result<()> {
        let gone = wait_until("it", async || Ok((!self.sees(text).await?).then_some(()))).await;
        match gone {
            Ok(()) => Ok(()),
            Err(_) => self.complain(&format!("« {text} » stayed")).await,
        }
    }

    /// Writes the picture of the window as a PNG file.
    ///
    /// # Errors
    /// When the window is gone or the file cannot be written.
    pub async fn screenshot(&self, file: &Path) -> Result<()> {
        timeout(PATIENCE, self.session.painted()).await??;
        // From the display: WebKit's driver may never answer when it is asked itself.
        let arguments = ["-silent", "-window", "root"];
        let taken = Command::new("import")
            .args(["-display", &self.display])
            .args(arguments)
            .arg(file)
            .status()
            .context("import")?;
        ensure!(taken.success(), "no picture {}", file.display());
        Ok(())
    }

    /// Ends the application at once, as a power cut would.
    ///
    /// # Errors
    /// When it was not running, or does not end.
    pub async fn sigkill(self) -> Result<()> {
        let data = Self::data(&self.home);
        let running = process::running(&self.program, DATA, &data);
        if running.is_empty() {
            bail!("the application was not running");
        }
        running.iter().copied().for_each(process::sigkill);
        wait_until("the end of the application", async || {
            Ok(running.iter().copied().all(process::is_over).then_some(()))
        })
        .await
    }

    /// Ends the process that shows the page at once, as a fault in the system's web view would; the application lives on.
    ///
    /// # Errors
    /// When there is none, or none takes its place.
    pub async fn end_page(&self) -> Result<()> {
        let data = Self::data(&self.home);
        let running = || process::running(Path::new("WebKitWebProcess"), DATA, &data);
        let ended = running();
        if ended.is_empty() {
            bail!("no process shows the page");
        }
        ended.iter().copied().for_each(process::sigkill);
        wait_until("another process for the page", async || {
            let another = running().iter().any(|one| !ended.contains(one));
            Ok(another.then_some(()))
        })
        .await
    }

    async fn complain<T>(&self, problem: &str) -> Result<T> {
        let shown = self
            .text()
            .await
            .unwrap_or_else(|error| format!("nothing: {error}"));
        let names = self.names().await.unwrap_or_default();
        // For whoever reads the failure; its own failure must not hide the first one.
        self.screenshot(&self.home.join("complaint.png")).await.ok();
        bail!(
            "{problem}.\nOn the screen: {shown}\nElements: {}",
            names.join(", ")
        )
    }
}

/// The folders of a user, below a home that is not the tester's.
fn folders(home: &Path) -> Vec<(&'static str, OsString)> {
    [
        ("XDG_CONFIG_HOME", ".config"),
        ("XDG_DATA_HOME", ".local/share"),
        ("XDG_CACHE_HOME", ".cache"),
        ("XDG_STATE_HOME", ".local/state"),
    ]
    .map(|(variable, folder)| (variable, home.join(folder).into_os_string()))
    .into()
}

/// Names the folder of documents, as the desktop does at a user's first session.
fn documents(home: &Path) -> Result<()> {
    let settings = home.join(".config");
    std::fs::create_dir_all(&settings)?;
    std::fs::create_dir_all(home.join("Documents"))?;
    std::fs::write(
        settings.join("user-dirs.dirs"),
        "XDG_DOCUMENTS_DIR=\"$HOME/Documents\"\n",
    )?;
    Ok(())
}

fn log(home: &Path) -> Result<Stdio> {
    let file = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(home.join("application.log"))?;
    Ok(file.into())
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
