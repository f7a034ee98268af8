//! Atelier Badges: the desktop application. A thin shell over `atelier-app`: windows, dialogs, the system's viewer.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod about;
mod commands;
mod copied;
mod drawing;
mod news;
mod passport;
mod places;
mod practice;
mod projector;
mod remembered;
mod revival;
mod shell;
mod told;

use std::sync::Arc;

use atelier_app::commands::events;
use atelier_app::connection::Pace;
use atelier_app::{App, Clock};
use tauri::Manager;
use tauri::webview::{PermissionKind, PermissionResponse};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer};

use crate::remembered::Remembered;

fn main() -> anyhow::Result<()> {
    if relaunched_without_automation()? {
        return Ok(());
    }
    let filter = EnvFilter::try_from_env("ATELIER_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    let remembered = Remembered::default();
    let written = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_filter(filter);
    tracing_subscriber::registry()
        .with(written)
        .with(remembered.clone())
        .init();

    tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(
            |handle, _arguments, _folder| {
                if let Some(window) = handle.get_webview_window("main") {
                    let _ = window.unminimize();
                    let _ = window.set_focus();
                }
            },
        ))
        .plugin(drawing::plugin())
        .plugin(revival::plugin())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_notification::init())
        .plugin(tauri_plugin_opener::init())
        .on_permission_request(|webview, kind| match kind {
            // Photographs of evidence, at the participant's station. Nothing else, and no other window.
            PermissionKind::Camera if webview.label() == "main" => PermissionResponse::Allow,
            _ => PermissionResponse::Deny,
        })
        .setup(move |tauri| {
            let app = App::new(places::find(tauri.handle())?, Clock::system());
            app.sweep_practice();
            tauri.manage(Arc::clone(&app));
            tauri.manage(remembered.clone());
            tauri.manage(projector::OnShow::default());
            tauri.manage(copied::Copied::default());
            tauri.manage(passport::Shown::default());
            let handle = tauri.handle().clone();
            let news = news::News::new(Arc::clone(&app), handle.clone());
            tauri::async_runtime::spawn(Arc::clone(&app).run_courier(move |sync| {
                news.tell(&sync);
                told::tell(&handle, events::SYNC, sync);
            }));
            let handle = tauri.handle().clone();
            tauri::async_runtime::spawn(app.run_lookout(Pace::default(), move |connection| {
                told::tell(&handle, events::CONNECTION, connection);
            }));
            Ok(())
        })
        .on_window_event(passport::on_window_event)
        .on_page_load(passport::on_page_load)
        .invoke_handler(commands::handler())
        .run(tauri::generate_context!())?;
    Ok(())
}

/// What we ship must not be driven by another program: the system's web view obeys this variable, so a released program
/// that finds it starts again without it. Development builds are driven by the tests, and `driven` ones are measured.
fn relaunched_without_automation() -> std::io::Result<bool> {
    const AUTOMATION: &str = "TAURI_WEBVIEW_AUTOMATION";
    if cfg!(any(debug_assertions, feature = "driven")) || std::env::var_os(AUTOMATION).is_none() {
        return Ok(false);
    }
    let arguments = std::env::args_os().skip(1);
    std::process::Command::new(std::env::current_exe()?)
        .args(arguments)
        .env_remove(AUTOMATION)
        .spawn()?;
    Ok(true)
}
