//! Open Badge Passport in a window of its own, for one person at a time: an empty cookie store that ends with the window, the
//! platform's sites only, no new window, no file kept, and no capability, hence no command of the application.

use std::net::{TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use atelier_app::passport::Platform;
use atelier_app::{Answer, App, Problem};
use tauri::webview::NewWindowResponse;
use tauri::{
    AppHandle, Manager, Runtime, State, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
    Window, WindowEvent,
};

/// What the windows' names begin with; each has another, so that none is ever taken for the one before.
const LABEL: &str = "passport-";
/// How many were opened.
static COUNT: AtomicU32 = AtomicU32::new(0);
/// Width left to the panel of the main window, in CSS pixels.
const PANEL: f64 = 520.0;
/// Narrowest window worth putting beside the panel, in CSS pixels.
const NARROWEST: f64 = 480.0;
/// How long the platform may take to answer a call.
const PATIENCE: Duration = Duration::from_secs(6);

fn windows<R: Runtime>(handle: &AppHandle<R>) -> Vec<WebviewWindow<R>> {
    handle
        .webview_windows()
        .into_iter()
        .filter(|(label, _)| label.starts_with(LABEL))
        .map(|(_, window)| window)
        .collect()
}

/// Wipes and ends every such window.
pub(crate) fn close<R: Runtime>(handle: &AppHandle<R>) {
    for window in windows(handle) {
        // What it held is in memory and ends with it; wiped first all the same.
        let _ = window.clear_all_browsing_data();
        let _ = window.destroy();
    }
}

/// The window does not outlive the main one.
pub(crate) fn on_window_event<R: Runtime>(window: &Window<R>, event: &WindowEvent) {
    if window.label() == "main" && matches!(event, WindowEvent::Destroyed) {
        close(window.app_handle());
    }
}

/// Opens the platform for a person, in a window that knows nothing of anyone: to create an account, or to sign in.
#[tauri::command]
pub(crate) async fn open_passport<R: Runtime>(
    handle: AppHandle<R>,
    app: State<'_, Arc<App>>,
    participant: String,
    register: bool,
) -> Answer<()> {
    let view = app.passport(&participant)?;
    let platform = app.passport_platform()?;
    let address = if register { view.register } else { view.login };
    let address = Url::parse(&address).map_err(|_| Problem::of("passport-not-opened"))?;
    let place = platform.place();
    let reached = tauri::async_runtime::spawn_blocking(move || reaches(place))
        .await
        .unwrap_or(false);
    if !reached {
        return Err(Problem::of("passport-offline"));
    }
    close(&handle);
    open(&handle, address, platform, &view.title).map_err(|error| {
        tracing::warn!(%error, "passport");
        Problem::of("passport-not-opened")
    })
}

/// Closes the window and wipes what it held.
#[tauri::command]
pub(crate) async fn close_passport<R: Runtime>(handle: AppHandle<R>) -> Answer<()> {
    close(&handle);
    Ok(())
}

/// Whether such a window is open.
#[tauri::command]
pub(crate) async fn passport_open<R: Runtime>(handle: AppHandle<R>) -> Answer<bool> {
    Ok(!windows(&handle).is_empty())
}

/// Whether the platform answers a call. Nothing is sent.
fn reaches(place: Option<(String, u16)>) -> bool {
    let Some(addresses) = place.and_then(|place| place.to_socket_addrs().ok()) else {
        return false;
    };
    let mut addresses = addresses;
    addresses.any(|address| TcpStream::connect_timeout(&address, PATIENCE).is_ok())
}

fn allowed(platform: &Platform, url: &Url) -> bool {
    // Empty frames that a page fills itself.
    matches!(url.as_str(), "about:blank" | "about:srcdoc") || platform.allows(url)
}

fn open<R: Runtime>(
    handle: &AppHandle<R>,
    address: Url,
    platform: Platform,
    title: &str,
) -> tauri::Result<()> {
    let label = format!("{LABEL}{}", COUNT.fetch_add(1, Ordering::Relaxed));
    let for_new_windows = platform.clone();
    let (opener, own) = (handle.clone(), label.clone());
    let mut builder = WebviewWindowBuilder::new(handle, &label, WebviewUrl::External(address))
        .title(title)
        .incognito(true)
        .devtools(false)
        .on_navigation(move |url| allowed(&platform, url))
        .on_new_window(move |url, _features| {
            // In the same window if it may be shown at all: one window, one store.
            if allowed(&for_new_windows, &url)
                && let Some(window) = opener.get_webview_window(&own)
            {
                let _ = window.navigate(url);
            }
            NewWindowResponse::Deny
        })
        .on_download(|_, _| false);
    if let Some(main) = handle.get_webview_window("main") {
        let scale = main.scale_factor()?;
        let size = main.inner_size()?.to_logical::<f64>(scale);
        let width = size.width - PANEL;
        if width >= NARROWEST {
            let place = main.outer_position()?.to_logical::<f64>(scale);
            builder = builder
                .inner_size(width, size.height)
                .position(place.x, place.y);
        }
        // Above the main window, whose panel stays in sight beside it.
        builder = builder.parent(&main)?;
    }
    builder.build()?;
    Ok(())
}
