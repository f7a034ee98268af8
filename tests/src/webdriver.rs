//! A W3C WebDriver client, as small as the tests need.
//!
//! `WebKitWebDriver` starts the application itself; Tauri's own driver would only stand between them.
//! Choosing a file works by `send_keys` of its path on an `<input type="file">`.

use std::path::Path;

use anyhow::{Context, Result, bail};
use reqwest::{Client, Method};
use serde_json::{Value, json};

/// The key under which the standard puts an element's reference.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A session with a driver.
#[derive(Clone, Debug)]
pub struct Session {
    http: Client,
    base: String,
}

/// An element of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element(String);

impl Element {
    /// The element that a script answered, if it is one.
    #[must_use]
    pub fn of(answer: &Value) -> Option<Self> {
        Some(Self(answer.get(ELEMENT)?.as_str()?.to_owned()))
    }
}

/// What the driver answered.
enum Answer {
    Value(Value),
    Refused { error: String, message: String },
}

impl Session {
    /// Whether a driver listens on that port of the loopback interface.
    pub async fn driver_is_ready(port: u16) -> bool {
        let http = client();
        let Ok(response) = http
            .get(format!("http://127.0.0.1:{port}/status"))
            .send()
            .await
        else {
            return false;
        };
        response
            .json::<Value>()
            .await
            .is_ok_and(|status| status.pointer("/value/ready") == Some(&Value::Bool(true)))
    }

    /// Makes the driver start a program and opens a session with its window.
    ///
    /// # Errors
    /// When the program does not start or shows no window that can be driven.
    pub async fn open(port: u16, program: &Path) -> Result<Self> {
        let http = client();
        let driver = format!("http://127.0.0.1:{port}/session");
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "webkitgtk:browserOptions": {"binary": program, "args": []}
        }}});
        match call(&http, Method::POST, &driver, Some(wanted)).await? {
            Answer::Value(value) => {
                let id = value
                    .get("sessionId")
                    .and_then(Value::as_str)
                    .context("a session without a name")?;
                Ok(Self {
                    http,
                    base: format!("{driver}/{id}"),
                })
            }
            Answer::Refused { error, message } => bail!("no session: {error}: {message}"),
        }
    }

    /// The first element that a CSS selector finds, if any.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn find(&self, css: &str) -> Result<Option<Element>> {
        Ok(self.find_all(css).await?.into_iter().next())
    }

    /// Every element that a CSS selector finds, in the page's order.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn find_all(&self, css: &str) -> Result<Vec<Element>> {
        let wanted = json!({"using": "css selector", "value": css});
        let url = format!("{}/elements", self.base);
        let found = match call(&self.http, Method::POST, &url, Some(wanted)).await? {
            Answer::Value(found) => found,
            // The page changed while it was being searched: there is nothing certain now, look again later.
            Answer::Refused { error, .. } if error == "stale element reference" => json!([]),
            Answer::Refused { error, message } => bail!("{css}: {error}: {message}"),
        };
        let list = found.as_array().context("no list of elements")?;
        Ok(list.iter().filter_map(Element::of).collect())
    }

    /// The name that assistive technologies read; empty if the element is gone.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn accessible_name(&self, element: &Element) -> Result<String> {
        let name = self
            .about(element, Method::GET, "/computedlabel", None)
            .await?;
        Ok(name
            .and_then(|name| name.as_str().map(plain))
            .unwrap_or_default())
    }

    /// Clicks; false if the element cannot be clicked now (gone, hidden, covered).
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn click(&self, element: &Element) -> Result<bool> {
        let done = self
            .about(element, Method::POST, "/click", Some(json!({})))
            .await?;
        Ok(done.is_some())
    }

    /// Types, or chooses a file by its path; false if the element takes no key now.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn send_keys(&self, element: &Element, text: &str) -> Result<bool> {
        let done = self
            .about(element, Method::POST, "/value", Some(json!({"text": text})))
            .await?;
        Ok(done.is_some())
    }

    /// Presses a key of the keyboard, wherever the focus is.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn press_key(&self, key: &str) -> Result<()> {
        self.press_often(key, 1).await
    }

    /// Presses a key so many times in a row.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn press_often(&self, key: &str, times: usize) -> Result<()> {
        let press = [
            json!({"type": "keyDown", "value": key}),
            json!({"type": "keyUp", "value": key}),
        ];
        let presses: Vec<Value> = std::iter::repeat_n(press, times).flatten().collect();
        let keyboard = json!({"type": "key", "id": "keyboard", "actions": presses});
        self.post("/actions", json!({"actions": [keyboard]}))
            .await
            .map(drop)
    }

    /// Takes the pointer to the upper left corner, where it is over nothing that says something about itself.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn rest_pointer(&self) -> Result<()> {
        let to_corner = json!({"type": "pointerMove", "duration": 0, "x": 1, "y": 1});
        let mouse = json!({"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": [to_corner]});
        self.post("/actions", json!({"actions": [mouse]}))
            .await
            .map(drop)
    }

    /// Presses a key while another one, such as Control, is held.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn press_together(&self, held: &str, key: &str) -> Result<()> {
        let presses = json!([
            {"type": "keyDown", "value": held},
            {"type": "keyDown", "value": key},
            {"type": "keyUp", "value": key},
            {"type": "keyUp", "value": held}
        ]);
        let keyboard = json!({"type": "key", "id": "keyboard", "actions": presses});
        self.post("/actions", json!({"actions": [keyboard]}))
            .await
            .map(drop)
    }

    /// Runs a script in the page; `arguments[0]` is the given value.
    ///
    /// # Errors
    /// When the script throws or the window is gone.
    pub async fn script(&self, source: &str, argument: Value) -> Result<Value> {
        self.post(
            "/execute/sync",
            json!({"script": source, "args": [argument]}),
        )
        .await
    }

    /// Waits until the page has painted what it holds now (two seconds at most, should it be hidden), pictures included.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn painted(&self) -> Result<()> {
        const TWO_FRAMES: &str = "
            const done = arguments[arguments.length - 1];
            const pictures = [...document.images].map((picture) => picture.decode().catch(() => {}));
            Promise.all(pictures).then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true))));
            setTimeout(() => done(false), 2000);";
        let wanted = json!({"script": TWO_FRAMES, "args": []});
        self.post("/execute/async", wanted).await.map(drop)
    }

    /// Gives the window a place and a size, in pixels.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        let place = json!({"x": 0, "y": 0, "width": width, "height": height});
        self.post("/window/rect", place).await.map(drop)
    }

    /// The windows that can be driven, as the driver names them.
    ///
    /// # Errors
    /// When the session is over.
    pub async fn windows(&self) -> Result<Vec<Value>> {
        let handles = self.ask(Method::GET, "/window/handles", None).await?;
        Ok(handles.as_array().cloned().unwrap_or_default())
    }

    /// The one that is driven.
    ///
    /// # Errors
    /// When it is gone.
    pub async fn driven(&self) -> Result<Value> {
        self.ask(Method::GET, "/window", None).await
    }

    /// Drives this window from now on.
    ///
    /// # Errors
    /// When it is gone.
    pub async fn drive(&self, window: &Value) -> Result<()> {
        self.post("/window", json!({"handle": window}))
            .await
            .map(drop)
    }

    async fn post(&self, path: &str, body: Value) -> Result<Value> {
        self.ask(Method::POST, path, Some(body)).await
    }

    async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> Result<Value> {
        match call(&self.http, method, &format!("{}{path}", self.base), body).await? {
            Answer::Value(value) => Ok(value),
            Answer::Refused { error, message } => bail!("{path}: {error}: {message}"),
        }
    }

    /// Asks about one element; `None` when the element is not in a state to answer.
    async fn about(
        &self,
        element: &Element,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Result<Option<Value>> {
        let url = format!("{}/element/{}{path}", self.base, element.0);
        match call(&self.http, method, &url, body).await? {
            Answer::Value(value) => Ok(Some(value)),
            Answer::Refused { error, message } => match error.as_str() {
                "stale element reference"
                | "no such element"
                | "element not interactable"
                | "element click intercepted"
                | "invalid element state" => Ok(None),
                // What the driver says of an element that is being removed at this very moment.
                "unknown error" if message.is_empty() => Ok(None),
                _ => bail!("{path}: {error}: {message}"),
            },
        }
    }
}

/// Text as a person reads it: any run of spaces, breakable or not, is one space; any apostrophe is one.
#[must_use]
pub fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace('’', "'")
}

/// An HTTP client of the tests' own.
#[must_use]
pub fn client() -> Client {
    // reqwest is built without a cryptographic provider of its own; a second installation changes nothing.
    rustls::crypto::ring::default_provider()
        .install_default()
        .ok();
    Client::new()
}

async fn call(http: &Client, method: Method, url: &str, body: Option<Value>) -> Result<Answer> {
    let mut request = http.request(method, url);
    if let Some(body) = body {
        request = request.json(&body);
    }
    let response = request.send().await.context("the driver does not answer")?;
    let refused = !response.status().is_success();
    let mut answer: Value = response.json().await.context("the driver's answer")?;
    let value = answer.get_mut("value").map(Value::take).unwrap_or_default();
    if !refused {
        return Ok(Answer::Value(value));
    }
    let said = |name: &str| {
        value
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    Ok(Answer::Refused {
        error: said("error"),
        message: said("message"),
    })
}
