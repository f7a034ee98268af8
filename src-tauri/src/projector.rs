//! The projector: a second window, full screen on the second display, that shows what the group may see. It can ask for
//! nothing but what is on show; the main window decides what that is.

use std::sync::{Arc, Mutex, PoisonError};

use atelier_app::view::ProjectionView;
use atelier_app::{Answer, App, Problem};
use tauri::{
    AppHandle, Emitter, Manager, Runtime, State, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
};

/// The window's name, which its capability is given to.
const LABEL: &str = "projector";
/// The event that carries what is on show.
const EVENT: &str = "projection";

/// What is on show.
#[derive(Default)]
pub(crate) struct OnShow(Mutex<Option<ProjectionView>>);

impl OnShow {
    fn set(&self, view: Option<ProjectionView>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = view;
    }
}

/// Shows a step of a workshop, opening the window if it is not there.
#[tauri::command]
pub(crate) async fn project<R: Runtime>(
    handle: AppHandle<R>,
    app: State<'_, Arc<App>>,
    shown: State<'_, OnShow>,
    workshop: String,
    step: String,
) -> Answer<()> {
    let view = app.projection(&workshop, &step)?;
    shown.set(Some(view.clone()));
    match handle.get_webview_window(LABEL) {
        Some(window) => window.emit_to(LABEL, EVENT, view),
        None => open(&handle),
    }
    .map_err(|error| {
        tracing::warn!(%error, "projector");
        Problem::of("projector-not-opened")
    })
}

/// Whether the window is open.
#[tauri::command]
pub(crate) async fn projecting<R: Runtime>(handle: AppHandle<R>) -> Answer<bool> {
    Ok(handle.get_webview_window(LABEL).is_some())
}

/// What is on show; asked by the projector's own window when it starts.
#[tauri::command]
pub(crate) async fn on_show(shown: State<'_, OnShow>) -> Answer<Option<ProjectionView>> {
    Ok(shown
        .0
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone())
}

/// Closes the projector's window.
#[tauri::command]
pub(crate) async fn stop_projecting<R: Runtime>(
    handle: AppHandle<R>,
    shown: State<'_, OnShow>,
) -> Answer<()> {
    shown.set(None);
    if let Some(window) = handle.get_webview_window(LABEL) {
        window.close().map_err(|_| Problem::of("unexpected"))?;
    }
    Ok(())
}

/// Full screen, or back to a window.
#[tauri::command]
pub(crate) async fn projector_full_screen<R: Runtime>(handle: AppHandle<R>) -> Answer<()> {
    let Some(window) = handle.get_webview_window(LABEL) else {
        return Ok(());
    };
    let full = window.is_fullscreen().unwrap_or(false);
    window
        .set_fullscreen(!full)
        .map_err(|_| Problem::of("unexpected"))
}

fn open<R: Runtime>(handle: &AppHandle<R>) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(
        handle,
        LABEL,
        WebviewUrl::App("index.html?window=projector".into()),
    )
    .title("Atelier Badges")
    .inner_size(1280.0, 720.0)
    .min_inner_size(640.0, 400.0)
    .build()?;
    if let Some(screen) = second_screen(handle, &window)? {
        window.set_position(screen)?;
        window.set_fullscreen(true)?;
    }
    Ok(())
}

/// Where the display begins that the main window is not on, if there are two.
fn second_screen<R: Runtime>(
    handle: &AppHandle<R>,
    window: &WebviewWindow<R>,
) -> tauri::Result<Option<tauri::PhysicalPosition<i32>>> {
    let main = handle.get_webview_window("main");
    let own = main.and_then(|main| main.current_monitor().ok().flatten());
    let screens = window.available_monitors()?;
    Ok(screens
        .iter()
        .map(|screen| *screen.position())
        .find(|position| own.as_ref().is_some_and(|own| own.position() != position)))
}
