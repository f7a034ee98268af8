//! How windows are drawn. Where there is no graphics card, the web view would have the processor play one, and every change
//! would take three times as long to be seen: pages are then drawn directly.

use tauri::Runtime;
use tauri::plugin::{Builder, TauriPlugin};

/// Where Linux shows the cards that can draw.
#[cfg(target_os = "linux")]
const CARDS: &str = "/dev/dri";

/// Draws every window directly when the computer has no graphics card.
pub(crate) fn plugin<R: Runtime>() -> TauriPlugin<R> {
    Builder::new("drawing")
        .on_webview_ready(|_webview| {
            #[cfg(target_os = "linux")]
            if !has_card() && _webview.with_webview(draw_directly).is_err() {
                tracing::warn!("a window is drawn more slowly than it could be");
            }
        })
        .build()
}

#[cfg(target_os = "linux")]
fn has_card() -> bool {
    std::fs::read_dir(CARDS).is_ok_and(|entries| {
        entries
            .flatten()
            .any(|entry| entry.file_name().to_string_lossy().starts_with("renderD"))
    })
}

#[cfg(target_os = "linux")]
fn draw_directly(webview: tauri::webview::PlatformWebview) {
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};

    if let Some(settings) = webview.inner().settings() {
        settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
    }
}
