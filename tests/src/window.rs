//! The real application in its real window, driven as a person would: by what is written on the screen.

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
use crate::webdriver::{Element, Session, plain};
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
    const fn selector(self) -> &'static str {
        match self {
            Self::Action => {
                "button, summary, a[href], [role=button], [role=link], [role=tab], input[type=submit]"
            }
            Self::Field => {
                "textarea, input:not([type=checkbox]):not([type=radio]):not([type=file]):not([type=submit]):not([type=hidden])"
            }
            Self::Checkbox => "input[type=checkbox], [role=checkbox], [role=switch]",
            Self::Radio => "input[type=radio], [role=radio]",
            Self::List => "select, [role=combobox]",
            Self::File => "input[type=file]",
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
        let begin = async || {
            Self::open_program(&program, display, home, variables)
                .await?
                .first_page()
                .await
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

    /// Waits until the page shows something.
    async fn first_page(self) -> Result<Self> {
        const READY: &str =
            "return document.readyState === 'complete' && document.body.innerText.trim() !== ''";
        wait_until("the first page", async || {
            let shown = self.session.script(READY, Value::Null).await;
            Ok(shown
                .is_ok_and(|ready| ready == Value::Bool(true))
                .then_some(()))
        })
        .await?;
        Ok(self)
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

    /// Waits for an element with that role and that accessible name. A name that is exactly the one
    /// wanted is preferred; otherwise the first that begins with it.
    ///
    /// # Errors
    /// When no such element came; the message says what is on the screen.
    pub async fn find(&self, role: Role, name: &str) -> Result<Element> {
        let wanted = plain(name);
        let found = wait_until("it", async || self.look_for(role, &wanted).await).await;
        match found {
            Ok(element) => Ok(element),
            Err(_) => {
                self.complain(&format!("no {role:?} called « {wanted} »"))
                    .await
            }
        }
    }

    /// Whether such an element is there now.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn has(&self, role: Role, name: &str) -> Result<bool> {
        Ok(self.look_for(role, &plain(name)).await?.is_some())
    }

    async fn look_for(&self, role: Role, wanted: &str) -> Result<Option<Element>> {
        let mut near = None;
        for element in self.session.find_all(role.selector()).await? {
            let name = self.session.accessible_name(&element).await?;
            if name == wanted {
                return Ok(Some(element));
            }
            if near.is_none() && name.starts_with(wanted) {
                near = Some(element);
            }
        }
        Ok(near)
    }

    /// Presses a button or follows a link, once it can be.
    ///
    /// # Errors
    /// When there is none, or it stays out of reach.
    pub async fn press(&self, name: &str) -> Result<()> {
        let wanted = plain(name);
        let pressed = wait_until("it", async || {
            Ok(self.press_now(&wanted).await?.then_some(()))
        })
        .await;
        match pressed {
            Ok(()) => Ok(()),
            Err(error) => {
                self.complain(&format!("« {wanted} » could not be pressed ({error})"))
                    .await
            }
        }
    }

    /// Presses a button or follows a link if it can be at this moment; says whether it was done.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn press_now(&self, name: &str) -> Result<bool> {
        let Some(element) = self.look_for(Role::Action, &plain(name)).await? else {
            return Ok(false);
        };
        Ok(self.is_enabled(&element).await? && self.session.click(&element).await?)
    }

    async fn is_enabled(&self, element: &Element) -> Result<bool> {
        const ENABLED: &str = "const e = arguments[0]; return e.isConnected && !e.disabled && e.getAttribute('aria-disabled') !== 'true'";
        Ok(self
            .session
            .script_on(element, ENABLED)
            .await
            .is_ok_and(|enabled| enabled == Value::Bool(true)))
    }

    /// Types in a field, in the place of what it held.
    ///
    /// # Errors
    /// When there is no such field or it cannot be changed.
    pub async fn type_in(&self, label: &str, text: &str) -> Result<()> {
        let typed = wait_until("it", async || {
            let Some(field) = self.look_for(Role::Field, &plain(label)).await? else {
                return Ok(None);
            };
            let done =
                self.session.clear(&field).await? && self.session.send_keys(&field, text).await?;
            Ok(done.then_some(()))
        })
        .await;
        match typed {
            Ok(()) => Ok(()),
            Err(error) => {
                self.complain(&format!("nothing could be typed in « {label} » ({error})"))
                    .await
            }
        }
    }

    /// Writes a date (`YYYY-MM-DD`) in a date field, whose typing depends on the system's habits.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn set_date(&self, label: &str, date: &str) -> Result<()> {
        let field = self.find(Role::Field, label).await?;
        let source = format!(
            "const e = arguments[0]; e.value = '{date}'; for (const t of ['input', 'change']) e.dispatchEvent(new Event(t, {{bubbles: true}}))"
        );
        self.session.script_on(&field, &source).await.map(drop)
    }

    /// Ticks a box or a choice that is not ticked yet.
    ///
    /// # Errors
    /// When there is none or it stays out of reach.
    pub async fn tick(&self, role: Role, name: &str) -> Result<()> {
        let wanted = plain(name);
        let ticked = wait_until("it", async || {
            let Some(element) = self.look_for(role, &wanted).await? else {
                return Ok(None);
            };
            let on = "const e = arguments[0]; return e.checked ?? e.getAttribute('aria-checked') === 'true'";
            // An element that the page has replaced meanwhile cannot be asked: look again.
            match self.session.script_on(&element, on).await {
                Ok(Value::Bool(true)) => return Ok(Some(())),
                Ok(_) => {}
                Err(_) => return Ok(None),
            }
            // The box itself may be drawn by its label, which then takes the click.
            if !self.session.click(&element).await? {
                let label = "(arguments[0].labels?.[0] ?? arguments[0]).click()";
                // Whether it worked is seen at the next look.
                self.session.script_on(&element, label).await.ok();
            }
            Ok(None)
        })
        .await;
        match ticked {
            Ok(()) => Ok(()),
            Err(error) => {
                self.complain(&format!("« {wanted} » could not be ticked ({error})"))
                    .await
            }
        }
    }

    /// Chooses an entry of a list by the words that are shown.
    ///
    /// # Errors
    /// When there is no such list or no such entry.
    pub async fn choose(&self, label: &str, entry: &str) -> Result<()> {
        const CHOOSE: &str = "
            const list = arguments[0];
            const plain = (text) => text.replace(/\\s+/g, ' ').replace(/’/g, \"'\").trim();
            const found = [...list.options].find((option) => plain(option.textContent).startsWith(WANTED));
            if (!found) return false;
            list.value = found.value;
            for (const type of ['input', 'change']) list.dispatchEvent(new Event(type, { bubbles: true }));
            return true";
        let list = self.find(Role::List, label).await?;
        // As text in the script: the driver hands over an element only when it is the argument itself.
        let script = CHOOSE.replace("WANTED", &json!(plain(entry)).to_string());
        if self.session.script_on(&list, &script).await? == Value::Bool(true) {
            return Ok(());
        }
        self.complain(&format!("no entry « {entry} » in « {label} »"))
            .await
    }

    /// Gives a file to the file field that a CSS selector finds.
    ///
    /// # Errors
    /// When there is none.
    pub async fn give_file(&self, css: &str, file: &Path) -> Result<()> {
        let path = file
            .canonicalize()
            .with_context(|| format!("{}", file.display()))?;
        let path = path.to_str().context("a path that is not text")?;
        let given = wait_until("it", async || {
            let Some(field) = self.session.find(css).await? else {
                return Ok(None);
            };
            Ok(self.session.send_keys(&field, path).await?.then_some(()))
        })
        .await;
        match given {
            Ok(()) => Ok(()),
            Err(error) => {
                self.complain(&format!("no file could be given to {css} ({error})"))
                    .await
            }
        }
    }

    /// Brings what a CSS selector finds into sight.
    ///
    /// # Errors
    /// When there is nothing such.
    pub async fn look_at(&self, css: &str) -> Result<()> {
        let Some(element) = self.session.find(css).await? else {
            return self.complain(&format!("nothing is {css}")).await;
        };
        let script = "arguments[0].scrollIntoView({ block: 'start' })";
        self.session.script_on(&element, script).await.map(drop)
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
        let running = || process::running(&self.program, DATA, &data);
        if running().is_empty() {
            bail!("the application was not running");
        }
        running().into_iter().for_each(process::sigkill);
        wait_until("the end of the application", async || {
            Ok(running().is_empty().then_some(()))
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
        let mut names = Vec::new();
        for role in [
            Role::Action,
            Role::Field,
            Role::Checkbox,
            Role::Radio,
            Role::List,
            Role::File,
        ] {
            for element in self
                .session
                .find_all(role.selector())
                .await
                .unwrap_or_default()
            {
                let name = self
                    .session
                    .accessible_name(&element)
                    .await
                    .unwrap_or_default();
                names.push(format!("{role:?} « {name} »"));
            }
        }
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
