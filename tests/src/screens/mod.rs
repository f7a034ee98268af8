//! Every screen of the real window, and how one gets there: one list, in [`list`], for all that looks at all of them.

mod dialogs;
mod furnish;
mod list;
mod measure;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use tempfile::TempDir;

pub use dialogs::{DIALOGS, ELSEWHERE, OPENED, Opening};
pub use list::JOURNEYS;
pub use measure::{Cut, Measure};

use crate::display::Display;
use crate::guichet_process::GuichetProcess;
use crate::window::{Role, Turn, Window};
use crate::{place, station, wait_until};

/// One screen.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    /// What its pictures are called.
    pub name: &'static str,
    /// Where it is; otherwise it follows the one before.
    pub address: Option<&'static str>,
    /// What is done there to show it.
    pub then: &'static [Do],
}

impl Screen {
    const fn at(name: &'static str, address: &'static str, then: &'static [Do]) -> Self {
        Self {
            name,
            address: Some(address),
            then,
        }
    }

    const fn next(name: &'static str, then: &'static [Do]) -> Self {
        Self {
            name,
            address: None,
            then,
        }
    }

    /// Its address, with a star in the place of each identifier; none when it has none.
    #[must_use]
    pub fn pattern(&self) -> Option<String> {
        self.address.map(pattern)
    }
}

/// One address stands for all those that differ by an identifier or a number.
#[must_use]
pub fn pattern(address: &str) -> String {
    let parts = address.split('/').map(|part| {
        let identifier = part.len() > 12 && part.contains('-');
        match identifier || part.starts_with('{') || part.parse::<u32>().is_ok() {
            true => "*",
            false => part,
        }
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Something done on the way to a screen. `{name}` and the like are filled in.
#[derive(Clone, Copy, Debug)]
pub enum Do {
    /// A button or a link is pressed.
    Press(&'static str),
    /// A text is typed in a field.
    Type(&'static str, &'static str),
    /// A box or a choice is ticked.
    Tick(Role, &'static str),
    /// An entry of a list is chosen.
    Choose(&'static str, &'static str),
    /// A file of `tests/fixtures` is given to a file field.
    Give(&'static str, &'static str),
    /// The form of that selector is sent.
    Submit(&'static str),
    /// The last of what a selector finds is pressed.
    Last(&'static str),
    /// A key is pressed, wherever the focus is.
    Key(&'static str),
    /// Several screens are gone through.
    Play(&'static str, &'static [Turn<'static>]),
    /// One waits until that is shown.
    See(&'static str),
}

/// Screens that are visited one after the other, in one run of the application.
#[derive(Clone, Copy, Debug)]
pub struct Journey {
    /// What it is about.
    pub name: &'static str,
    beginning: Beginning,
    /// In their order.
    pub screens: &'static [Screen],
}

/// What is on the computer when a journey begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beginning {
    /// Nothing.
    Nothing,
    /// The demonstration, with a workshop today and posters that hang, linked to a real guichet. It is locked.
    Furnished,
}

/// How large the window is, and what it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// A common laptop.
    Laptop,
    /// An old or a small one.
    Small,
    /// The laptop of someone who has chosen « 200 % ».
    Double,
}

impl Size {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Laptop, Self::Small, Self::Double];

    /// Width and height of the display, in pixels.
    #[must_use]
    pub const fn pixels(self) -> (u32, u32) {
        match self {
            Self::Laptop | Self::Double => (1366, 768),
            Self::Small => (1024, 600),
        }
    }

    /// In a few letters, for a file's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Laptop => "1366x768",
            Self::Small => "1024x600",
            Self::Double => "200",
        }
    }
}

/// A run of the application through the screens of a journey.
#[derive(Debug)]
pub struct Walk {
    /// The window.
    pub window: Window,
    size: Size,
    known: BTreeMap<&'static str, String>,
    _guichet: Option<GuichetProcess>,
    _display: Display,
    _home: TempDir,
}

impl Walk {
    /// Starts the application for a journey, at that size.
    ///
    /// # Errors
    /// When the computer cannot be furnished or the application does not start.
    pub async fn begin(journey: &Journey, size: Size) -> Result<Self> {
        Self::begin_with(journey, size, |_| Ok(())).await
    }

    /// The same, once something more was done in the store.
    ///
    /// # Errors
    /// When the computer cannot be furnished or the application does not start.
    pub async fn begin_with(
        journey: &Journey,
        size: Size,
        more: impl FnOnce(&atelier_app::App) -> Result<()>,
    ) -> Result<Self> {
        let home = tempfile::tempdir()?;
        let (known, guichet) = match journey.beginning {
            Beginning::Nothing => (BTreeMap::new(), None),
            Beginning::Furnished => {
                let (known, guichet) = furnish::furnish(home.path(), more).await?;
                (known, Some(guichet))
            }
        };
        let (width, height) = size.pixels();
        let display = Display::open(width, height)?;
        let window = Window::open(&display, home.path(), &[]).await?;
        window.session().resize(width, height).await?;
        // What is under the pointer would be drawn otherwise.
        display.ask("xdotool", &["mousemove", "0", "0"])?;
        let walk = Self {
            window,
            size,
            known,
            _guichet: guichet,
            _display: display,
            _home: home,
        };
        walk.zoom(true).await?;
        walk.settled().await?;
        Ok(walk)
    }

    /// How large the window is.
    #[must_use]
    pub const fn size(&self) -> Size {
        self.size
    }

    /// Everything as large as the size wants it, by the application's own setting; or as it is on a laptop, since the driver's
    /// hand misses what is enlarged.
    async fn zoom(&self, wanted: bool) -> Result<()> {
        if self.size != Size::Double {
            return Ok(());
        }
        const ZOOM: &str = "window.__TAURI_INTERNALS__.invoke('plugin:webview|set_webview_zoom', { label: 'main', value: arguments[0] })";
        let (factor, narrow) = if wanted { (2, true) } else { (1, false) };
        self.window.session().script(ZOOM, json!(factor)).await?;
        wait_until("the size of everything", async || {
            let width = "return innerWidth";
            let width = self.window.session().script(width, Value::Null).await?;
            Ok(width
                .as_u64()
                .filter(|width| (*width < 700) == narrow)
                .map(drop))
        })
        .await
    }

    /// Shows a screen of the journey: those before it have been shown.
    ///
    /// # Errors
    /// When it does not come; the message says which one.
    pub async fn go(&self, screen: &Screen) -> Result<()> {
        self.try_go(screen)
            .await
            .with_context(|| format!("the screen « {} »", screen.name))
    }

    async fn try_go(&self, screen: &Screen) -> Result<()> {
        if let Some(address) = screen.address {
            self.unlock().await?;
            self.show(&self.filled(address)?).await?;
        }
        if !screen.then.is_empty() {
            self.zoom(false).await?;
            for one in screen.then {
                self.act(one).await?;
            }
            self.settled().await?;
            self.zoom(true).await?;
        }
        self.window.session().rest_pointer().await?;
        self.settled().await
    }

    /// Opens the store, if it is not open.
    ///
    /// # Errors
    /// When it does not open.
    pub async fn unlock(&self) -> Result<()> {
        if self.is_locked().await? {
            self.zoom(false).await?;
            station::unlock(&self.window).await?;
            self.window.wait_for("Accueil").await?;
            self.zoom(true).await?;
        }
        Ok(())
    }

    async fn is_locked(&self) -> Result<bool> {
        self.window
            .has(Role::Action, "Phrase de passe oubliée")
            .await
    }

    /// Goes to an address, which is shown anew.
    ///
    /// # Errors
    /// When the window is gone or does not settle.
    pub async fn show(&self, address: &str) -> Result<()> {
        const GO: &str = "for (const one of document.querySelectorAll('dialog[open]')) one.close();
            const there = location.hash === arguments[0];
            location.hash = there ? '#/settings/about' : arguments[0]; return there";
        let session = self.window.session();
        if session.script(GO, json!(address)).await? == Value::Bool(true) {
            self.settled().await?;
            session.script(GO, json!(address)).await?;
        }
        self.settled().await
    }

    async fn act(&self, one: &Do) -> Result<()> {
        let window = &self.window;
        match one {
            Do::Press(name) => window.press(&self.filled(name)?).await,
            Do::Type(label, text) => window.type_in(label, text).await,
            Do::Tick(role, name) => window.tick(*role, name).await,
            Do::Choose(label, entry) => window.choose(label, entry).await,
            Do::Give(css, file) => window.give_file(css, &place::fixture(file)).await,
            Do::Submit(css) => {
                let submit = "document.querySelector(arguments[0]).requestSubmit()";
                window.session().script(submit, json!(css)).await.map(drop)
            }
            Do::Last(css) => {
                let press = "[...document.querySelectorAll(arguments[0])].at(-1).click()";
                window.session().script(press, json!(css)).await.map(drop)
            }
            Do::Key(key) => window.session().press_key(key).await,
            Do::Play(what, turns) => window.play(what, turns).await,
            Do::See(text) => window.wait_for(&self.filled(text)?).await,
        }
    }

    fn filled(&self, text: &str) -> Result<String> {
        let mut filled = text.to_owned();
        for (name, value) in &self.known {
            filled = filled.replace(&format!("{{{name}}}"), value);
        }
        if filled.contains('{') {
            bail!("nothing in the store is called so: {filled}");
        }
        Ok(filled)
    }

    /// Waits until nothing is loading, nothing moves and nothing is written any more.
    ///
    /// # Errors
    /// When it goes on for ever.
    pub async fn settled(&self) -> Result<()> {
        let mut before = Value::Null;
        wait_until("the screen to settle", async || {
            let now = measure::settled(&self.window).await?;
            let still = !now.is_null() && now == before;
            before = now;
            Ok(still.then_some(()))
        })
        .await
    }

    /// Shows the window light or dark.
    ///
    /// # Errors
    /// When the window is gone or does not settle.
    pub async fn paint(&self, theme: &str) -> Result<()> {
        const PAINT: &str = "document.documentElement.dataset.theme = arguments[0]";
        let session = self.window.session();
        session.script(PAINT, json!(theme)).await?;
        self.settled().await
    }

    /// Takes a picture of the window, light or dark.
    ///
    /// # Errors
    /// When the window is gone or the file cannot be written.
    pub async fn picture(&self, theme: &str, file: &Path) -> Result<()> {
        self.paint(theme).await?;
        self.window.screenshot(file).await
    }
}
