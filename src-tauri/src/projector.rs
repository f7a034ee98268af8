//! The projector: a second window, full screen on the second display, that shows what the group may see. It can ask for
//! nothing but what is on show; the main window decides what that is.

use std::sync::{Mutex, PoisonError};

use atelier_app::commands::events;
use atelier_app::view::ProjectionView;
use atelier_app::{Answer, Case, Problem};
use tauri::{
    AppHandle, Emitter, Manager, Monitor, Runtime, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
};

/// The window's name, which its capability is given to.
pub(crate) const LABEL: &str = "projector";

/// What is on show.
#[derive(Default)]
pub(crate) struct OnShow(Mutex<Option<ProjectionView>>);

impl OnShow {
    fn set(&self, view: Option<ProjectionView>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = view;
    }
}

fn window<R: Runtime>(handle: &AppHandle<R>) -> Option<WebviewWindow<R>> {
    handle.get_webview_window(LABEL)
}

/// Shows something, opening the window if it is not there.
pub(crate) fn show<R: Runtime>(handle: &AppHandle<R>, view: ProjectionView) -> Answer<()> {
    handle.state::<OnShow>().set(Some(view.clone()));
    let shown = match window(handle) {
        Some(window) => window.emit_to(LABEL, events::PROJECTION.name, view),
        None => open(handle),
    };
    shown.map_err(|error| Problem::of(Case::ProjectorNotOpened).because(error))
}

/// Whether the window is open.
pub(crate) fn is_open<R: Runtime>(handle: &AppHandle<R>) -> bool {
    window(handle).is_some()
}

/// What is on show; asked by the projector's own window when it starts.
pub(crate) fn on_show<R: Runtime>(handle: &AppHandle<R>) -> Option<ProjectionView> {
    let shown = handle.state::<OnShow>();
    let shown = shown.0.lock().unwrap_or_else(PoisonError::into_inner);
    shown.clone()
}

/// Closes the projector's window.
pub(crate) fn stop<R: Runtime>(handle: &AppHandle<R>) -> Answer<()> {
    handle.state::<OnShow>().set(None);
    match window(handle).map(|window| window.close()) {
        Some(Err(error)) => Err(Problem::unexpected(error)),
        Some(Ok(())) | None => Ok(()),
    }
}

/// Full screen, or back to a window.
pub(crate) fn full_screen<R: Runtime>(handle: &AppHandle<R>) -> Answer<()> {
    let Some(window) = window(handle) else {
        return Ok(());
    };
    let full = window.is_fullscreen().unwrap_or(false);
    window.set_fullscreen(!full).map_err(Problem::unexpected)
}

fn open<R: Runtime>(handle: &AppHandle<R>) -> tauri::Result<()> {
    let mut window = WebviewWindowBuilder::new(
        handle,
        LABEL,
        WebviewUrl::App("index.html?window=projector".into()),
    )
    .title("Atelier Badges")
    .inner_size(1280.0, 720.0)
    .min_inner_size(640.0, 400.0);
    // It is made at its place and with its size: WebKitGTK may crash when a page that is just being made is resized.
    if let Some(screen) = second_screen(handle)? {
        let place = screen.position().to_logical(screen.scale_factor());
        let size = screen.size().to_logical(screen.scale_factor());
        window = window
            .position(place.x, place.y)
            .inner_size(size.width, size.height)
            .fullscreen(true);
    }
    window.build()?;
    Ok(())
}

/// The display that the main window is not on, if there are two.
fn second_screen<R: Runtime>(handle: &AppHandle<R>) -> tauri::Result<Option<Monitor>> {
    let main = handle.get_webview_window("main");
    let own = main.and_then(|main| main.current_monitor().ok().flatten());
    let screens = handle.available_monitors()?.into_iter();
    Ok(own.and_then(|own| {
        let mut screens = screens.filter(|screen| screen.position() != own.position());
        screens.next()
    }))
}
