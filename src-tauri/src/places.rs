//! Where things are on this computer.

use std::env;
use std::path::PathBuf;

use atelier_app::Places;
use tauri::{AppHandle, Manager};

/// The system's own folders; `ATELIER_DATA_DIR` moves the store elsewhere (a second store, a USB stick, a test).
pub(crate) fn find(handle: &AppHandle) -> tauri::Result<Places> {
    let paths = handle.path();
    let data = match env::var_os("ATELIER_DATA_DIR") {
        Some(folder) => PathBuf::from(folder),
        None => paths.app_data_dir()?,
    };
    let documents = paths
        .document_dir()
        .or_else(|_| paths.home_dir())?
        .join("Atelier Badges");
    Ok(Places { data, documents })
}
