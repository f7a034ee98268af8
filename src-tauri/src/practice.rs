//! The trial with invented people: how far it is made, and what the window is called meanwhile.

use std::sync::Arc;

use atelier_app::view::{PracticeState, SessionView};
use atelier_app::{Answer, App, labels};
use tauri::{AppHandle, Emitter, Manager, Runtime, State};

/// The event that tells how far a trial is made.
const EVENT: &str = "practice";
/// What the window is called otherwise.
const TITLE: &str = "Atelier Badges";

/// The system's list of windows says it too.
fn name_window<R: Runtime>(handle: &AppHandle<R>, view: &SessionView) {
    let title = match view.practice {
        PracticeState::Off => TITLE.to_owned(),
        PracticeState::On | PracticeState::Demonstration => labels::label("practice", "window"),
    };
    if let Some(window) = handle.get_webview_window("main") {
        // A window that is being closed has no name any more.
        let _ = window.set_title(&title);
    }
}

/// Makes a trial and opens it.
#[tauri::command(async)]
pub(crate) fn start_practice<R: Runtime>(
    handle: AppHandle<R>,
    app: State<'_, Arc<App>>,
) -> Answer<SessionView> {
    let view = app.start_practice(|progress| {
        // A window that is being closed is no longer told.
        let _ = handle.emit_to("main", EVENT, progress);
    })?;
    name_window(&handle, &view);
    Ok(view)
}

/// Opens the trial again after it was locked.
#[tauri::command(async)]
pub(crate) fn resume_practice(app: State<'_, Arc<App>>) -> Answer<SessionView> {
    app.resume_practice()
}

/// Ends the trial and deletes all of it.
#[tauri::command(async)]
pub(crate) fn end_practice<R: Runtime>(
    handle: AppHandle<R>,
    app: State<'_, Arc<App>>,
) -> Answer<SessionView> {
    crate::passport::close(&handle);
    let ended = app.end_practice();
    // Whatever remains on the disk, the trial is over.
    if let Ok(view) = app.session() {
        name_window(&handle, &view);
    }
    ended
}
