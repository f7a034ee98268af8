//! What is measured on a screen: how far it reaches, and what of it cannot be read.

use anyhow::{Context, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Walk;
use crate::window::Window;

/// The page's side.
const PAGE: &str = include_str!("measure.js");

/// How far the document is larger than its window, and where it was scrolled to, in CSS pixels.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Measure {
    /// Of the document, under the window's lower edge.
    pub below: f64,
    /// Of the document, beside the window's right edge.
    pub beside: f64,
    /// Whether the content scrolls by itself: the document then has nothing to scroll.
    pub inner: bool,
    /// How far the document was scrolled.
    pub top: f64,
    /// How far its content was scrolled.
    pub main: f64,
}

/// A text that cannot be read whole.
#[derive(Clone, Debug, Deserialize)]
pub struct Cut {
    /// `cut`, or `aside` when it must be moved across to be read.
    pub how: String,
    /// The text, whole.
    pub text: String,
    /// The beginning of its element.
    pub r#where: String,
}

async fn ask<T: DeserializeOwned>(window: &Window, expression: &str) -> Result<T> {
    let source = format!("{PAGE}\nreturn {expression}");
    let said = window.session().script(&source, Value::Null).await?;
    serde_json::from_value(said).with_context(|| expression.to_owned())
}

/// The words on a screen where nothing moves; null otherwise.
pub(super) async fn settled(window: &Window) -> Result<Value> {
    ask(window, "settled()").await
}

impl Walk {
    /// How far the document reaches.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn extent(&self) -> Result<Measure> {
        ask(&self.window, "extent()").await
    }

    /// Scrolls everything to its end.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn scroll_to_end(&self) -> Result<()> {
        ask::<Value>(&self.window, "scrollToEnd()").await.map(drop)
    }

    /// What runs out of the window sideways.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn beside(&self) -> Result<Vec<String>> {
        ask(&self.window, "beside()").await
    }

    /// What of the navigation is out of the window.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn navigation_out(&self) -> Result<Vec<String>> {
        ask(&self.window, "navigationOut()").await
    }

    /// Every text that is cut.
    ///
    /// # Errors
    /// When the window is gone.
    pub async fn cut(&self) -> Result<Vec<Cut>> {
        ask(&self.window, "cut()").await
    }
}
