//! What was copied for a person, to be pasted by them: it does not stay in the clipboard after them.

use std::sync::{Mutex, PoisonError};

use atelier_app::{Answer, Case, Problem};
use tauri::{AppHandle, Manager, Runtime};

/// The last text that was copied here, until it is forgotten.
#[derive(Default)]
pub(crate) struct Copied(Mutex<Option<String>>);

impl Copied {
    fn replace(&self, text: Option<String>) -> Option<String> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut held, text)
    }
}

/// Copies a text.
pub(crate) fn copy<R: Runtime>(handle: &AppHandle<R>, text: String) -> Answer<()> {
    if !clipboard::SET {
        return Err(Problem::of(Case::CopyFailed));
    }
    handle.state::<Copied>().replace(Some(text.clone()));
    handle
        .run_on_main_thread(move || clipboard::set(&text))
        .map_err(|error| Problem::of(Case::CopyFailed).because(error))
}

/// Empties the clipboard, if it still holds what was copied here.
pub(crate) fn forget<R: Runtime>(handle: &AppHandle<R>) {
    if let Some(text) = handle.state::<Copied>().replace(None) {
        // A main thread that is ending takes the clipboard with it.
        let _ = handle.run_on_main_thread(move || clipboard::clear(text));
    }
}

/// The desktop's own, under X11 and Wayland alike. To be called on the main thread.
#[cfg(target_os = "linux")]
mod clipboard {
    use gtk::gdk::SELECTION_CLIPBOARD;

    /// Whether it can be set from here.
    pub(super) const SET: bool = true;

    pub(super) fn set(text: &str) {
        gtk::Clipboard::get(&SELECTION_CLIPBOARD).set_text(text);
    }

    /// Empties it if it holds this text.
    pub(super) fn clear(text: String) {
        gtk::Clipboard::get(&SELECTION_CLIPBOARD).request_text(move |clipboard, held| {
            if held == Some(text.as_str()) {
                clipboard.clear();
            }
        });
    }
}

/// Elsewhere the web view copies by itself, and the clipboard is not emptied.
#[cfg(not(target_os = "linux"))]
mod clipboard {
    /// Whether it can be set from here.
    pub(super) const SET: bool = false;

    pub(super) fn set(_: &str) {}

    pub(super) fn clear(_: String) {}
}
