//! The system's notification that INAÉ answered: once for what came together, while nobody looks at the window.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use atelier_app::App;
use atelier_app::answers::notification;
use atelier_app::view::SyncView;
use tauri::{AppHandle, Manager};
use tauri_plugin_notification::NotificationExt;

/// What was told already.
pub struct News {
    app: Arc<App>,
    handle: AppHandle,
    /// Answers learned since the store was opened, as of the last view.
    learned: AtomicU32,
}

impl News {
    /// Nothing was told yet.
    pub fn new(app: Arc<App>, handle: AppHandle) -> Self {
        Self {
            app,
            handle,
            learned: AtomicU32::new(0),
        }
    }

    /// Tells of the answers that came since the last view, if the person wishes it and looks elsewhere.
    pub fn tell(&self, sync: &SyncView) {
        let before = self.learned.swap(sync.learned, Ordering::Relaxed);
        let new = sync.learned.saturating_sub(before);
        if new == 0 || self.is_looked_at() || !self.app.habits().is_ok_and(|habits| habits.notify) {
            return;
        }
        let shown = self
            .handle
            .notification()
            .builder()
            .title("Atelier Badges")
            .body(notification(new))
            .show();
        if shown.is_err() {
            // A system without notifications: the answers are counted in the window all the same.
            tracing::info!("the system shows no notification");
        }
    }

    fn is_looked_at(&self) -> bool {
        self.handle
            .get_webview_window("main")
            .is_some_and(|window| window.is_focused().unwrap_or(false))
    }
}
