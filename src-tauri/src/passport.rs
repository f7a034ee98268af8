//! Open Badge Passport in a window of its own, for one person at a time: an empty cookie store that ends with the window, the
//! platform's sites only, no new window, no file kept, and no capability, hence no command of the application. What its page
//! is refused, or lacks, is said in the main window.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use atelier_app::commands::events;
use atelier_app::passport::{self, Platform};
use atelier_app::view::{ParticipantId, PassportNews};
use atelier_app::{Answer, App, Case, Problem};
use tauri::webview::{NewWindowResponse, PageLoadEvent, PageLoadPayload};
use tauri::{
    AppHandle, Manager, Runtime, Url, Webview, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
    Window, WindowEvent,
};

use crate::{copied, told};

/// What the windows' names begin with; each has another, so that none is ever taken for the one before.
const LABEL: &str = "passport-";
/// How many were opened.
static COUNT: AtomicU32 = AtomicU32::new(0);
/// Narrowest window worth putting beside the panel, in CSS pixels.
const NARROWEST: f64 = 480.0;

/// Whose window is open, and its name.
#[derive(Default)]
pub(crate) struct Shown(Mutex<Option<(ParticipantId, String)>>);

impl Shown {
    fn set(&self, shown: Option<(ParticipantId, String)>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = shown;
    }

    /// The name of that person's own window.
    fn label_of(&self, participant: ParticipantId) -> Option<String> {
        let shown = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (person, label) = shown.as_ref()?;
        (*person == participant).then(|| label.clone())
    }
}

fn windows<R: Runtime>(handle: &AppHandle<R>) -> Vec<WebviewWindow<R>> {
    handle
        .webview_windows()
        .into_iter()
        .filter(|(label, _)| label.starts_with(LABEL))
        .map(|(_, window)| window)
        .collect()
}

/// Wipes and ends every such window, and what was copied for its person.
pub(crate) fn close<R: Runtime>(handle: &AppHandle<R>) {
    handle.state::<Shown>().set(None);
    for window in windows(handle) {
        // What it held is in memory and ends with it; wiped first all the same.
        let _ = window.clear_all_browsing_data();
        let _ = window.destroy();
    }
    copied::forget(handle);
}

/// Tells the main window.
fn tell<R: Runtime>(handle: &AppHandle<R>, open: bool, problem: Option<Problem>) {
    told::tell(handle, events::PASSPORT, PassportNews { open, problem });
}

/// The window does not outlive the main one; its end is told, however it came.
pub(crate) fn on_window_event<R: Runtime>(window: &Window<R>, event: &WindowEvent) {
    if !matches!(event, WindowEvent::Destroyed) {
        return;
    }
    let handle = window.app_handle();
    if window.label() == "main" {
        close(handle);
    } else if window.label().starts_with(LABEL) {
        let mut others = windows(handle).into_iter();
        let open = others.any(|other| other.label() != window.label());
        if !open {
            copied::forget(handle);
        }
        tell(handle, open, None);
    }
}

/// A main page that is shown anew (the first time, by itself after its process ended, or by hand) knows of no window: none
/// stays open without its panel.
pub(crate) fn on_page_load<R: Runtime>(webview: &Webview<R>, load: &PageLoadPayload<'_>) {
    if webview.label() == "main" && load.event() == PageLoadEvent::Started {
        close(webview.app_handle());
    }
}

/// Opens a page of the platform for a person, in a window that knows nothing of anyone else: theirs if it is open. `beside` is the part of the main
/// window's width that its panel leaves free, from 0 to 1.
pub(crate) async fn open<R: Runtime>(
    handle: &AppHandle<R>,
    app: &Arc<App>,
    participant: ParticipantId,
    page: &str,
    beside: f64,
) -> Answer<()> {
    app.may_open_passport()?;
    let view = app.passport(participant)?;
    let platform = app.passport_platform()?;
    let page = view.pages.iter().find(|one| one.code == page);
    let page = page.ok_or_else(|| Problem::of(Case::PassportPage))?;
    let address = Url::parse(&page.address)
        .map_err(|error| Problem::of(Case::PassportNotOpened).because(error))?;
    if !atelier_app::connection::reaches(&platform).await {
        return Err(Problem::of(Case::PassportOffline));
    }
    let own = handle.state::<Shown>().label_of(participant);
    let shown = match own.and_then(|label| handle.get_webview_window(&label)) {
        // Still signed in: what is done on one page is of use on the next.
        Some(window) => window.navigate(address),
        None => {
            close(handle);
            show(handle, address, platform, &view.title, beside)
                .map(|label| handle.state::<Shown>().set(Some((participant, label))))
        }
    };
    shown.map_err(|error| Problem::of(Case::PassportNotOpened).because(error))
}

/// Whether such a window is open.
pub(crate) fn is_open<R: Runtime>(handle: &AppHandle<R>) -> bool {
    !windows(handle).is_empty()
}

/// Empty frames that a page fills itself.
fn is_blank(url: &Url) -> bool {
    matches!(url.as_str(), "about:blank" | "about:srcdoc")
}

fn show<R: Runtime>(
    handle: &AppHandle<R>,
    address: Url,
    platform: Platform,
    title: &str,
    beside: f64,
) -> tauri::Result<String> {
    let label = format!("{LABEL}{}", COUNT.fetch_add(1, Ordering::Relaxed));
    let (for_new_windows, for_lost_pages) = (platform.clone(), platform.clone());
    let (opener, own) = (handle.clone(), label.clone());
    let (navigating, downloading) = (handle.clone(), handle.clone());
    let lost = Arc::new(AtomicBool::new(false));
    let replaced = Arc::clone(&lost);
    let mut builder = WebviewWindowBuilder::new(handle, &label, WebviewUrl::External(address))
        .title(title)
        .incognito(true)
        .devtools(false)
        .on_navigation(move |url| {
            if is_blank(url) {
                return true;
            }
            let allowed = platform.allows(url);
            if !allowed {
                tell(&navigating, true, Some(passport::refused(url)));
            }
            allowed
        })
        .on_page_load(move |window, load| {
            // A page that came: what was said of the one before is over, unless it is ours in its place.
            if load.event() == PageLoadEvent::Started && !replaced.swap(false, Ordering::SeqCst) {
                tell(window.app_handle(), true, None);
            }
        })
        .on_new_window(move |url, _features| {
            // In the same window if it may be shown at all: one window, one store.
            if !for_new_windows.allows(&url) {
                tell(&opener, true, Some(passport::refused(&url)));
            } else if let Some(window) = opener.get_webview_window(&own) {
                let _ = window.navigate(url);
            }
            NewWindowResponse::Deny
        })
        .on_download(move |_, _| {
            tell(
                &downloading,
                true,
                Some(Problem::of(Case::PassportDownload)),
            );
            false
        });
    if let Some(main) = handle.get_webview_window("main") {
        let scale = main.scale_factor()?;
        let size = main.inner_size()?.to_logical::<f64>(scale);
        let width = size.width * beside.clamp(0.0, 1.0);
        if width >= NARROWEST {
            let place = main.inner_position()?.to_logical::<f64>(scale);
            builder = builder
                .inner_size(width, size.height)
                .position(place.x, place.y);
        }
        // Above the main window, whose panel stays in sight beside it.
        builder = builder.parent(&main)?;
    }
    let window = builder.build()?;
    say_when_lost(&window, for_lost_pages, lost)?;
    tell(handle, true, None);
    Ok(label)
}

/// A page that does not come, as when the connection is lost, is replaced by one of ours, in French, that tries again.
#[cfg(target_os = "linux")]
fn say_when_lost<R: Runtime>(
    window: &WebviewWindow<R>,
    platform: Platform,
    lost: Arc<AtomicBool>,
) -> tauri::Result<()> {
    use webkit2gtk::{NetworkError, PolicyError, WebViewExt};

    let handle = window.app_handle().clone();
    window.with_webview(move |webview| {
        webview
            .inner()
            .connect_load_failed(move |view, _, address, error| {
                // Another page was asked for meanwhile, or it was refused: said elsewhere.
                if error.matches(NetworkError::Cancelled)
                    || error.matches(PolicyError::FrameLoadInterruptedByPolicyChange)
                {
                    return true;
                }
                let Ok(url) = Url::parse(address) else {
                    return false;
                };
                if !platform.allows(&url) {
                    return false;
                }
                lost.store(true, Ordering::SeqCst);
                view.load_alternate_html(&passport::lost_page(&url), address, None);
                tell(&handle, true, Some(Problem::of(Case::PassportLost)));
                true
            });
    })
}

/// Elsewhere the web view shows its own page.
#[cfg(not(target_os = "linux"))]
fn say_when_lost<R: Runtime>(
    _: &WebviewWindow<R>,
    _: Platform,
    _: Arc<AtomicBool>,
) -> tauri::Result<()> {
    Ok(())
}
