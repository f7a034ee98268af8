//! What the main window is told without asking.

use atelier_app::commands::Event;
use serde::Serialize;
use tauri::{AppHandle, Emitter, Runtime};

/// Tells it.
pub(crate) fn tell<R: Runtime, T: Serialize + Clone>(
    handle: &AppHandle<R>,
    event: Event<T>,
    carried: T,
) {
    // A window that is being closed is no longer told.
    let _ = handle.emit_to("main", event.name, carried);
}
