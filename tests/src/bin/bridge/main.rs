//! The application over loopback, for the tests of the interface and for looking at screens in a browser: the real core on
//! copies of the demonstration store. `bridge [--port N]` prints its address once it answers, and ends with its input.
//!
//! `POST /stores` opens a copy and gives its number; `POST /stores/N/ask/COMMAND` asks a command; `GET /stores/N/told` tells
//! the events.

mod windows;

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use atelier_app::commands::{Caller, Input, Reply, dispatch, events};
use atelier_app::view::{StaffView, StructureView};
use atelier_app::{App, Clock, Places, Problem, demo};
use atelier_domain::{Moment, StaffRole, StructureKind, ValidationMode};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Path as Address, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Map, Value};
use tempfile::TempDir;

use windows::{Told, Windows};

/// Tuesday 24 November 2026, ten to nine in the morning in France.
const MORNING: i64 = 1_795_506_600_000;
/// As in the window: the arguments that come beside a file.
const ARGUMENTS: &str = "x-arguments";
/// Which window asks; the main one when it does not say.
const WINDOW: &str = "x-window";

/// The same morning at each run; time passes all the same, so that what is done later is later.
fn now() -> Moment {
    static BEGUN: OnceLock<Instant> = OnceLock::new();
    let since = BEGUN.get_or_init(Instant::now).elapsed().as_millis();
    Moment::from_unix_millis(MORNING.saturating_add(i64::try_from(since).unwrap_or(0)))
}

fn clock() -> Clock {
    Clock {
        now,
        ..Clock::system()
    }
}

fn places(folder: &Path) -> Places {
    Places {
        data: folder.join("store"),
        documents: folder.join("documents"),
    }
}

/// A copy of the demonstration store, and the application on it.
struct Opened {
    app: Arc<App>,
    windows: Windows,
    _folder: TempDir,
}

struct Bridge {
    /// The demonstration store, made once.
    made: TempDir,
    stores: Mutex<BTreeMap<usize, Arc<Opened>>>,
}

impl Bridge {
    fn new() -> Result<Arc<Self>> {
        let made = tempfile::tempdir()?;
        let app = App::new(places(made.path()), clock());
        demo::fill(&app)?;
        app.lock()?;
        Ok(Arc::new(Self {
            made,
            stores: Mutex::default(),
        }))
    }

    fn store(&self, number: usize) -> Option<Arc<Opened>> {
        let stores = self.stores.lock().unwrap_or_else(PoisonError::into_inner);
        stores.get(&number).cloned()
    }

    /// The demonstration, `open` or `locked`; `new`, nothing yet; `setup`, what comes after the passphrase; `empty`, a
    /// structure without anybody.
    fn open(&self, beginning: &str) -> Result<usize> {
        let folder = tempfile::tempdir()?;
        if matches!(beginning, "open" | "locked") {
            copy(self.made.path(), folder.path())?;
        }
        let app = App::new(places(folder.path()), clock());
        match beginning {
            "new" | "locked" => {}
            "open" => drop(app.unlock(demo::PASSPHRASE)?),
            "setup" => drop(app.create_store(demo::PASSPHRASE)?),
            "empty" => settle(&app)?,
            _ => bail!("nothing begins as {beginning}"),
        }
        let windows = Windows::new(Arc::clone(&app));
        let told = windows.told();
        tokio::spawn(Arc::clone(&app).run_courier(move |sync| told.tell(&events::SYNC, &sync)));
        // Nobody looks whether there is a connection: nothing here reaches further than this computer.
        let mut stores = self.stores.lock().unwrap_or_else(PoisonError::into_inner);
        let number = stores.len();
        let opened = Opened {
            app,
            windows,
            _folder: folder,
        };
        stores.insert(number, Arc::new(opened));
        Ok(number)
    }
}

/// All that the first launch asks.
fn settle(app: &App) -> Result<()> {
    app.create_store(demo::PASSPHRASE)?;
    app.save_structure(&StructureView {
        name: "Les Jardins du Phare".to_owned(),
        kind: Some(StructureKind::Aci.into()),
    })?;
    app.save_staff(&StaffView {
        id: None,
        name: "Claire Fontaine".to_owned(),
        role: StaffRole::Cip.into(),
        role_label: String::new(),
    })?;
    let pathways = app.catalogue()?.pathways;
    let badge = pathways.into_iter().flat_map(|one| one.badges).next();
    let badge = badge.context("an example has badges")?;
    app.save_offer(&badge.id, badge.rule)?;
    app.set_validation_mode(ValidationMode::Committee)?;
    app.finish_setup()?;
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    fs::set_permissions(to, fs::metadata(from)?.permissions())?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => copy(&entry.path(), &target)?,
            false => drop(fs::copy(entry.path(), target)?),
        }
    }
    Ok(())
}

async fn open(State(bridge): State<Arc<Bridge>>, beginning: String) -> Response {
    match tokio::task::block_in_place(|| bridge.open(&beginning)) {
        Ok(number) => number.to_string().into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, format!("{error:#}")).into_response(),
    }
}

async fn answer(
    opened: &Opened,
    command: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Reply, Problem> {
    let window = match headers.get(WINDOW).map(|name| name.as_bytes()) {
        None | Some(b"main") => Caller::Main,
        Some(b"projector") => Caller::Projector,
        Some(_) => return Err(Problem::unexpected("an unknown window")),
    };
    let beside = headers.get(ARGUMENTS).map(|text| decoded(text.as_bytes()));
    let arguments: Map<String, Value> =
        serde_json::from_slice(beside.as_deref().unwrap_or(body)).map_err(Problem::unexpected)?;
    let input = Input {
        arguments: &arguments,
        file: beside.is_some().then_some(body),
    };
    dispatch(&opened.app, &opened.windows, window, command, &input).await
}

/// What `encodeURIComponent` wrote.
fn decoded(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, after @ ..] = rest {
        let hex = match (*first, after) {
            (b'%', [high, low, after @ ..]) => std::str::from_utf8(&[*high, *low])
                .ok()
                .and_then(|hex| u8::from_str_radix(hex, 16).ok())
                .map(|byte| (byte, after)),
            _ => None,
        };
        let (byte, after) = hex.unwrap_or((*first, after));
        bytes.push(byte);
        rest = after;
    }
    bytes
}

async fn ask(
    State(bridge): State<Arc<Bridge>>,
    Address((number, command)): Address<(usize, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Some(opened) = bridge.store(number) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match answer(&opened, &command, &headers, &body).await {
        Ok(Reply::Json(text)) => ([(CONTENT_TYPE, "application/json")], text).into_response(),
        Ok(Reply::Bytes(bytes)) => bytes.into_response(),
        Err(problem) => {
            let said = serde_json::to_string(&problem).unwrap_or_default();
            (StatusCode::UNPROCESSABLE_ENTITY, said).into_response()
        }
    }
}

async fn told(State(bridge): State<Arc<Bridge>>, Address(number): Address<usize>) -> Response {
    let Some(opened) = bridge.store(number) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let stream: Told = opened.windows.told().listen();
    (
        [(CONTENT_TYPE, "text/event-stream")],
        Body::from_stream(stream),
    )
        .into_response()
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let port: u16 = match arguments.as_slice() {
        [] => 0,
        [option, port] if option == "--port" => port.parse().context("--port")?,
        _ => bail!("usage: bridge [--port N]"),
    };
    let bridge = tokio::task::block_in_place(Bridge::new)?;
    let router = Router::new()
        .route("/stores", post(open))
        .route("/stores/{number}/ask/{command}", post(ask))
        .route("/stores/{number}/told", get(told))
        .layer(DefaultBodyLimit::disable())
        .with_state(bridge);
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    println!("http://{}", listener.local_addr()?);
    // Whoever started it holds its input: when they end, however they do, so does this.
    let ended = tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new()));
    tokio::select! {
        served = axum::serve(listener, router).into_future() => served?,
        _ = ended => {}
    }
    Ok(())
}
