//! How fast the real window answers, on a store of 5,000 people and 50,000 requests: from the click to the painted
//! change, action by action; and how long it takes to start. The peer of each is the start of a bare browser of the same
//! engine, in the same run: machines differ, and one machine differs from one hour to the next. `goal_ms` is what an action
//! may take on a quiet machine.
//!
//! `bench_startup [--json FILE] [--runs N] [--quick] [--python IGNORED]`. `cargo xtask bench startup` builds what people run, in the
//! release profile, with the one difference that an outside driver is obeyed (the feature `driven`).

mod actions;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Instant;

use actions::{ACTIONS, Action, WORDS};
use anyhow::{Context, Result, bail};
use atelier_app::{App, Clock, Places, demo};
use atelier_domain::{RequestId, RequestState};
use atelier_store::Store;
use atelier_tests::display::Display;
use atelier_tests::options::Options;
use atelier_tests::store_sample::{at, person, request};
use atelier_tests::window::Window;
use serde_json::{Value, json};

const PEOPLE: u32 = 5_000;
const REQUESTS: u32 = 50_000;
/// What an action may take, in milliseconds.
const GOAL: f64 = 100.0;
/// What every case is divided by.
const PEER: &str = "start of a blank WebKitGTK MiniBrowser";
/// Starts of ours and of the peer, by turns.
const STARTS: usize = 5;
/// The engine's own bare browser.
const BROWSER: &str = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

fn main() -> Result<()> {
    let options = Options::read(std::env::args().skip(1), 12)?;
    let runtime = tokio::runtime::Runtime::new()?;
    let rows = runtime.block_on(measure(&options))?;
    println!("{:<34}{:>10}{:>10}{:>8}", "case", "ours", "peer", "ratio");
    for row in &rows {
        let number = |key: &str| row.get(key).and_then(Value::as_f64).unwrap_or(f64::NAN);
        let word = |key: &str| row.get(key).and_then(Value::as_str).unwrap_or_default();
        println!(
            "{:<34}{:>10.1}{:>10.1}{:>8.2}  {}",
            word("case"),
            number("ours"),
            number("peer"),
            number("ratio"),
            word("unit"),
        );
    }
    println!("peer: {PEER}, median of this run; an action's goal on a quiet machine: {GOAL} ms");
    if let Some(file) = options.json {
        fs::write(file, serde_json::to_vec_pretty(&rows)?)?;
    }
    Ok(())
}

async fn measure(options: &Options) -> Result<Vec<Value>> {
    let runs = options.runs;
    let home = tempfile::tempdir()?;
    let grown = Instant::now();
    let (people, requests) = (options.of(PEOPLE, 40), options.of(REQUESTS, 200));
    grow(home.path(), people, requests)?;
    eprintln!(
        "{people} people and {requests} requests written in {:.0} s",
        grown.elapsed().as_secs_f64()
    );
    let display = Display::open(1366, 768)?;
    let (starts, blank) = start_up(&display, home.path(), options.of(STARTS, 1)).await?;
    let peer = median(&blank);
    let mut rows = vec![row(
        "start-up",
        median(&starts),
        peer,
        "ms, median",
        starts.len(),
    )];
    let window = Window::open(&display, home.path(), &[]).await?;
    window.type_in("Phrase de passe", demo::PASSPHRASE).await?;
    window.press("Ouvrir").await?;
    window.wait_for("Accueil").await?;
    window.session().script(WORDS, Value::Null).await?;
    let mut all = Vec::new();
    for action in ACTIONS {
        let name = action.name;
        let mut taken = Vec::new();
        for run in 0..=runs {
            let took = act(&window, action)
                .await
                .with_context(|| format!("« {name} »"))?;
            // The first time fetches the screen's own code; people do it once.
            if run > 0 {
                taken.push(took);
            }
        }
        all.extend_from_slice(&taken);
        eprintln!(
            "{name}: {:.0} ms, median {:.0}; {:.2} of a blank browser's start",
            percentile(&taken),
            median(&taken),
            percentile(&taken) / peer
        );
        rows.push(row(name, percentile(&taken), peer, "ms, p95", runs));
    }
    rows.push(row(
        "every action",
        percentile(&all),
        peer,
        "ms, p95",
        all.len(),
    ));
    Ok(rows)
}

/// The demonstration structure, grown: people and requests in every state, in one transaction.
fn grow(home: &Path, people: u32, requests: u32) -> Result<()> {
    let data = Window::data(home);
    let places = Places {
        data: data.clone(),
        documents: home.join("documents"),
    };
    let app = App::new(places, Clock::system());
    demo::fill(&app)?;
    // The navigation leads to new answers first, when there are some.
    let numbers: Vec<i32> = app
        .answers(100)?
        .answers
        .iter()
        .map(|one| one.number)
        .collect();
    app.mark_answers(&numbers, true)?;
    app.lock()?;
    drop(app);
    let store = Store::open(&data, demo::PASSPHRASE)?;
    let states = [
        RequestState::Draft,
        RequestState::Delivered,
        RequestState::InCommittee,
        RequestState::Accepted,
        RequestState::InPassport,
    ];
    store.atomically(|store| {
        for n in 0..people {
            if let Some(person) = person(n) {
                store.insert_participant(&person, at(n))?;
            }
        }
        for n in 0..requests {
            // A few wait for someone to act; the others are spread.
            let state = match n % 100 {
                0 => RequestState::Returned,
                1 => RequestState::Issued,
                _ => states
                    .get(n as usize % states.len())
                    .copied()
                    .unwrap_or(RequestState::Draft),
            };
            let made = person(n % people).and_then(|person| request(n, person.id, state));
            if let Some(mut request) = made {
                request.evidence.clear();
                request.id = RequestId::new(atelier_domain::NewId {
                    at: at(n),
                    random: random(n),
                });
                store.save_request(&request, at(n))?;
            }
        }
        Ok::<(), atelier_store::StoreError>(())
    })?;
    Ok(())
}

fn random(n: u32) -> [u8; 10] {
    let mut random = [7; 10];
    for (place, byte) in random.iter_mut().zip(n.to_be_bytes()) {
        *place = byte;
    }
    random
}

/// From the start of the program to a page that can be used, and to the blank page of the engine's bare browser, both under
/// automation: milliseconds of each.
async fn start_up(display: &Display, home: &Path, runs: usize) -> Result<(Vec<f64>, Vec<f64>)> {
    // It obeys the driver only when asked to.
    let folder = tempfile::tempdir()?;
    let browser = folder.path().join("browser");
    fs::write(
        &browser,
        format!("#!/bin/sh\nexec {BROWSER} --automation\n"),
    )?;
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o755))?;
    let (mut ours, mut peer) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        let started = Instant::now();
        let window = Window::open(display, home, &[]).await?;
        window.wait_for("Phrase de passe").await?;
        ours.push(started.elapsed().as_secs_f64() * 1_000.0);
        drop(window);
        let bare = tempfile::tempdir()?;
        let started = Instant::now();
        let window = Window::open_program(&browser, display, bare.path(), &[]).await?;
        peer.push(started.elapsed().as_secs_f64() * 1_000.0);
        drop(window);
    }
    Ok((ours, peer))
}

/// One action: milliseconds from the click to the painted change.
async fn act(window: &Window, action: &Action) -> Result<f64> {
    let Action {
        name: _,
        before,
        act,
        seen,
    } = action;
    let run = format!(
        "window.took = null; (async () => {{
            await {before}; const was = screen_now();
            const started = performance.now(); {act};
            await until(() => {seen});
            await frame(); window.took = performance.now() - started;
        }})().catch((thrown) => {{ window.took = `${{thrown}} (${{location.hash}}: ${{main().slice(0, 300)}})` }})"
    );
    window.session().script(&run, Value::Null).await?;
    let took = atelier_tests::wait_until("the action", async || {
        let took = window
            .session()
            .script("return window.took", Value::Null)
            .await?;
        Ok((!took.is_null()).then_some(took))
    })
    .await?;
    match took.as_f64() {
        Some(took) => Ok(took),
        None => bail!("the change did not come: {took}"),
    }
}

fn row(case: &str, ours: f64, peer: f64, unit: &str, runs: usize) -> Value {
    let mut row = json!({
        "case": case, "ours": ours, "peer": peer, "peer_version": PEER,
        "unit": unit, "ratio": ours / peer, "runs": runs,
    });
    if case != "start-up"
        && let Some(row) = row.as_object_mut()
    {
        row.insert("goal_ms".to_owned(), json!(GOAL));
    }
    row
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

fn median(values: &[f64]) -> f64 {
    let sorted = sorted(values);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The 95th percentile: of few values, the greatest.
fn percentile(values: &[f64]) -> f64 {
    let sorted = sorted(values);
    let rank = (sorted.len() * 95).div_ceil(100).max(1) - 1;
    sorted.get(rank).copied().unwrap_or(f64::NAN)
}
