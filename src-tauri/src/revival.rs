//! A page whose process ended (no memory left, a fault in one of the system's libraries) is shown again by itself: without
//! this its window stays empty until the program is started again. What was being written is offered again by the page.

use tauri::Runtime;
use tauri::plugin::{Builder, TauriPlugin};

/// A page that ended so many times within [`AWHILE`] would end again: it is then left alone.
#[cfg(target_os = "linux")]
const TIMES: usize = 3;
/// See [`TIMES`].
#[cfg(target_os = "linux")]
const AWHILE: std::time::Duration = std::time::Duration::from_secs(60);

/// Shows again every page that ends.
pub(crate) fn plugin<R: Runtime>() -> TauriPlugin<R> {
    Builder::new("revival")
        .on_webview_ready(|_webview| {
            // Elsewhere the system's web view does so itself.
            #[cfg(target_os = "linux")]
            if _webview.with_webview(show_again).is_err() {
                tracing::warn!("a page that ends would not be shown again");
            }
        })
        .build()
}

#[cfg(target_os = "linux")]
fn show_again(webview: tauri::webview::PlatformWebview) {
    use std::cell::RefCell;
    use std::time::Instant;

    use webkit2gtk::{BackForwardListExt, WebViewExt};

    let ends = RefCell::new(Vec::new());
    webview
        .inner()
        .connect_web_process_terminated(move |view, reason| {
            let now = Instant::now();
            let mut ends = ends.borrow_mut();
            ends.retain(|end| now.duration_since(*end) < AWHILE);
            ends.push(now);
            tracing::warn!(?reason, times = ends.len(), "a page ended");
            if ends.len() > TIMES {
                return;
            }
            // A page that ended while it was being opened is none to load again: only its address is known.
            let opened = view
                .back_forward_list()
                .and_then(|list| list.current_item());
            match (opened, view.uri()) {
                (None, Some(address)) => view.load_uri(&address),
                _ => view.reload(),
            }
        });
}
