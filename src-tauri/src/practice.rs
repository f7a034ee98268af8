//! The trial with invented people: how far it is made, and what the window is called meanwhile.

use std::sync::Arc;

use atelier_app::commands::events;
use atelier_app::view::{PracticeState, SessionView};
use atelier_app::{Answer, App};
use tauri::{AppHandle, Manager, Runtime};

use crate::told::tell;

/// What the window is called otherwise.
const TITLE: &str = "Atelier Badges";

/// The system's list of windows says it too.
fn name_window<R: Runtime>(handle: &AppHandle<R>, view: &SessionView) {
    let title = match view.practice {
        PracticeState::Off => TITLE.to_owned(),
        PracticeState::On | PracticeState::Demonstration => atelier_texts::practice::window(),
    };
    if let Some(window) = handle.get_webview_window("main") {
        // A window that is being closed has no name any more.
        let _ = window.set_title(&title);
    }
}

/// Makes a trial and opens it.
pub(crate) fn start<R: Runtime>(handle: &AppHandle<R>, app: &Arc<App>) -> Answer<SessionView> {
    let view = app.start_practice(|progress| tell(handle, events::PRACTICE, progress))?;
    name_window(handle, &view);
    Ok(view)
}

/// Ends the trial and deletes all of it.
pub(crate) fn end<R: Runtime>(handle: &AppHandle<R>, app: &Arc<App>) -> Answer<SessionView> {
    let ended = app.end_practice();
    // Whatever remains on the disk, the trial is over.
    if let Ok(view) = app.session() {
        name_window(handle, &view);
    }
    ended
}
