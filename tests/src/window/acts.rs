//! What a person does in the window. Each act finds and acts in one go: what was found is what is acted upon, or nothing is,
//! however the screen moves meanwhile; then it is tried again.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::{Role, Window};
use crate::webdriver::{Element, plain};
use crate::{wait_at_most, wait_until};

/// What is read in the page before each script here.
const PAGE: &str = include_str!("page.js");
/// How long a way of several screens may take.
const WAY: Duration = Duration::from_secs(120);

/// One thing to do, on a screen that shows certain words.
#[derive(Clone, Copy, Debug)]
pub struct Turn<'a> {
    when: &'a str,
    act: Act<'a>,
}

/// What a [`Turn`] does.
#[derive(Clone, Copy, Debug)]
pub enum Act<'a> {
    /// The way ends here.
    Arrive,
    /// A button or a link of that name is pressed, if it can be.
    Press(&'a str),
    /// The field of that name is given that text, unless it holds it already.
    Write(&'a str, &'a str),
}

impl<'a> Turn<'a> {
    /// That act, on a screen that shows those words.
    #[must_use]
    pub const fn on(when: &'a str, act: Act<'a>) -> Self {
        Self { when, act }
    }

    /// That act, on whatever screen it can be done.
    #[must_use]
    pub const fn anywhere(act: Act<'a>) -> Self {
        Self { when: "", act }
    }

    fn told(&self) -> Value {
        let when = plain(self.when);
        match self.act {
            Act::Arrive => json!({"when": when, "act": "arrive"}),
            Act::Press(name) => json!({"when": when, "act": "press", "wanted": plain(name)}),
            Act::Write(label, text) => {
                json!({"when": when, "act": "write", "wanted": plain(label), "text": text})
            }
        }
    }
}

impl Window {
    /// Waits for an element with that role and that accessible name. A name that is exactly the one
    /// wanted is preferred; otherwise the first that begins with it.
    ///
    /// # Errors
    /// When no such element came; the message says what is on the screen.
    pub async fn find(&self, role: Role, name: &str) -> Result<Element> {
        let what = format!("no {role:?} called « {name} »");
        self.until(&what, async || self.look_for(role, name).await)
            .await
    }

    /// Whether such an element is there now.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn has(&self, role: Role, name: &str) -> Result<bool> {
        Ok(self.look_for(role, name).await?.is_some())
    }

    async fn look_for(&self, role: Role, name: &str) -> Result<Option<Element>> {
        let wanted = json!([role.word(), plain(name)]);
        let found = self.in_page("find(...given)", wanted).await?;
        Ok(Element::of(&found))
    }

    /// Presses a button or follows a link, once it can be.
    ///
    /// # Errors
    /// When there is none, or it stays out of reach.
    pub async fn press(&self, name: &str) -> Result<()> {
        self.press_first(&[name]).await
    }

    /// Presses the first of several buttons that can be pressed, once one can be.
    ///
    /// # Errors
    /// When there is none, or all stay out of reach.
    pub async fn press_first(&self, names: &[&str]) -> Result<()> {
        let named = names.iter().map(|name| Turn::anywhere(Act::Press(name)));
        self.play_once(&named.collect::<Vec<_>>()).await
    }

    /// Does the first of these that can be done, once one can be.
    ///
    /// # Errors
    /// When none can be.
    pub async fn play_once(&self, turns: &[Turn<'_>]) -> Result<()> {
        self.until(&format!("nothing of {turns:?} could be done"), async || {
            Ok((self.turn(turns).await? != Turned::Nothing).then_some(()))
        })
        .await
    }

    /// Presses a button or follows a link if it can be at this moment; says whether it was done.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn press_now(&self, name: &str) -> Result<bool> {
        let press = Turn::anywhere(Act::Press(name));
        Ok(self.turn(&[press]).await? == Turned::Done)
    }

    /// Goes from screen to screen, each time by the first of these that can be done, to where one of them arrives.
    ///
    /// # Errors
    /// When nothing of all that can be done any more, and it is not there.
    pub async fn play(&self, what: &str, turns: &[Turn<'_>]) -> Result<()> {
        let arrived = wait_at_most(WAY, what, async || {
            Ok((self.turn(turns).await? == Turned::Arrived).then_some(()))
        })
        .await;
        match arrived {
            Ok(()) => Ok(()),
            Err(error) => {
                self.complain(&format!("{what} was not reached ({error})"))
                    .await
            }
        }
    }

    async fn turn(&self, turns: &[Turn<'_>]) -> Result<Turned> {
        let told: Vec<Value> = turns.iter().map(Turn::told).collect();
        let answer = self.in_page("turn(given)", json!(told)).await?;
        match answer.as_str() {
            Some("arrived") => Ok(Turned::Arrived),
            Some(_) => Ok(Turned::Done),
            None => match Element::of(&answer) {
                Some(target) if self.click_meant(&target).await? => Ok(Turned::Done),
                _ => Ok(Turned::Nothing),
            },
        }
    }

    /// Clicks what `aim` in the page has just found; false if the click was withheld, or did not come.
    async fn click_meant(&self, target: &Element) -> Result<bool> {
        // What the page saw is what happened, whatever the driver thinks of it.
        self.session.click(target).await?;
        self.was_done().await
    }

    async fn was_done(&self) -> Result<bool> {
        let state = self.in_page("withdraw()", Value::Null).await?;
        // A page that knows nothing of it is another one, which came of the click.
        Ok(state == "done" || state.is_null())
    }

    /// Types in a field, in the place of what it held.
    ///
    /// # Errors
    /// When there is no such field or it cannot be changed.
    pub async fn type_in(&self, label: &str, text: &str) -> Result<()> {
        let write = json!({"wanted": plain(label), "text": text, "when": ""});
        let what = format!("nothing could be typed in « {label} »");
        self.done(&what, "write(given) === 'done'", write).await
    }

    /// Writes a date (`YYYY-MM-DD`) in a date field, whose typing depends on the system's habits.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn set_date(&self, label: &str, date: &str) -> Result<()> {
        let given = json!({"wanted": plain(label), "date": date});
        let what = format!("no date could be written in « {label} »");
        self.done(&what, "setDate(given)", given).await
    }

    /// Ticks a box or a choice that is not ticked yet.
    ///
    /// # Errors
    /// When there is none or it stays out of reach.
    pub async fn tick(&self, role: Role, name: &str) -> Result<()> {
        let given = json!({"role": role.word(), "wanted": plain(name), "when": ""});
        self.until(&format!("« {name} » could not be ticked"), async || {
            let answer = self.in_page("aim(given)", given.clone()).await?;
            if answer == "already" {
                return Ok(Some(()));
            }
            if let Some(target) = Element::of(&answer) {
                self.click_meant(&target).await?;
            }
            // Whether it is ticked is seen at the next look.
            Ok(None)
        })
        .await
    }

    /// Chooses an entry of a list by the words that are shown.
    ///
    /// # Errors
    /// When there is no such list or no such entry.
    pub async fn choose(&self, label: &str, entry: &str) -> Result<()> {
        let given = json!({"wanted": plain(label), "entry": plain(entry)});
        let what = format!("no entry « {entry} » in « {label} »");
        self.done(&what, "choose(given)", given).await
    }

    /// Presses a key if what has the focus is called so, to begin with, when the key comes to it; says whether it was.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn key_on(&self, name: &str, key: &str) -> Result<bool> {
        let meant = self.in_page("meanKey(given)", json!(plain(name))).await?;
        if meant != Value::Bool(true) {
            return Ok(false);
        }
        self.session.press_key(key).await?;
        self.was_done().await
    }

    /// The accessible name of what has the focus; empty when nothing has it.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn focused(&self) -> Result<String> {
        let name = "nameOf(document.activeElement ?? document.body)";
        let name = self.in_page(name, Value::Null).await?;
        Ok(name.as_str().unwrap_or_default().to_owned())
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
        self.until(&format!("no file could be given to {css}"), async || {
            let Some(field) = self.session.find(css).await? else {
                return Ok(None);
            };
            Ok(self.session.send_keys(&field, path).await?.then_some(()))
        })
        .await
    }

    /// Everything of that role that can be reached, with its name, in the page's order.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn all(&self, role: Role) -> Result<Vec<(Element, String)>> {
        let word = json!(role.word());
        let names = self.in_page("reachable(given).map(nameOf)", word.clone());
        let names = names.await?;
        let elements = self.in_page("reachable(given)", word).await?;
        let (names, elements) = (names.as_array(), elements.as_array());
        let names = names.context("no list of names")?.iter();
        let elements = elements.context("no list of elements")?.iter();
        let both = elements
            .zip(names)
            .filter_map(|(element, name)| Some((Element::of(element)?, name.as_str()?.to_owned())));
        Ok(both.collect())
    }

    /// What can be acted on, as `role « name »`, in the page's order.
    pub(super) async fn names(&self) -> Result<Vec<String>> {
        let names = self.in_page("names()", Value::Null).await?;
        let names = names.as_array().context("no list of names")?;
        let names = names.iter().filter_map(Value::as_str);
        Ok(names.map(str::to_owned).collect())
    }

    /// Evaluates an expression in the page with the words of `page.js`; `given` is what it is given.
    ///
    /// # Errors
    /// When it throws or the window is gone.
    pub async fn in_page(&self, expression: &str, given: Value) -> Result<Value> {
        let source = format!("{PAGE}\nconst given = arguments[0]; return {expression}");
        // The driver hands over an element only when it is the argument itself.
        self.session.script(&source, given).await
    }

    /// Evaluates it again and again until it is true.
    async fn done(&self, what: &str, expression: &str, given: Value) -> Result<()> {
        self.until(what, async || {
            let answer = self.in_page(expression, given.clone()).await?;
            Ok((answer == Value::Bool(true)).then_some(()))
        })
        .await
    }

    /// Tries again and again until it is done; otherwise says what was not, and what is on the screen.
    async fn until<T>(&self, what: &str, act: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
        match wait_until("it", act).await {
            Ok(done) => Ok(done),
            Err(error) => self.complain(&format!("{what} ({error})")).await,
        }
    }
}

/// What became of a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turned {
    Arrived,
    Done,
    Nothing,
}
