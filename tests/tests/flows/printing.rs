//! Printing, through the application, on a real CUPS queue.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

use std::path::Path;
use std::process::{Command, Output, Stdio};

use anyhow::{Context as _, Result};
use atelier_app::{App, Places, demo};
use atelier_tests::print_service::{PrintService, QUEUE};
use atelier_tests::{paper, place, wait_until, when};

const BADGE: &str = "exemple-a1";

fn atelier(arguments: &[&str], variables: &[(&str, &Path)]) -> Result<Output> {
    Ok(Command::new(place::program("atelier")?)
        .args(arguments)
        .envs(variables.iter().copied())
        .env("ATELIER_PASSPHRASE", demo::PASSPHRASE)
        .stdin(Stdio::null())
        .output()?)
}

fn print(store: &Path, service: &PrintService, copies: &str) -> Result<Output> {
    print_on(QUEUE, store, service, copies)
}

fn print_on(queue: &str, store: &Path, service: &PrintService, copies: &str) -> Result<Output> {
    let (name, value) = service.variable();
    let store = store.display().to_string();
    let arguments = [
        "documents",
        "poster",
        "--all",
        "--dir",
        &store,
        "--printer",
        queue,
        "--copies",
        copies,
    ];
    atelier(&arguments, &[(name, &value)])
}

/// A store of invented people, in a folder.
fn demonstration(home: &Path) -> Result<std::path::PathBuf> {
    let store = home.join("store");
    let made = atelier(&["demo", "--dir", &store.display().to_string()], &[])?;
    anyhow::ensure!(made.status.success(), "{}", told(&made));
    Ok(store)
}

/// The application on that store.
fn opened(store: &Path) -> Result<std::sync::Arc<App>> {
    let places = Places {
        data: store.to_path_buf(),
        documents: store.join("documents"),
    };
    let app = App::new(places, when::morning());
    app.unlock(demo::PASSPHRASE)?;
    Ok(app)
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn kept(store: &Path) -> Result<Vec<std::path::PathBuf>> {
    Ok(std::fs::read_dir(store.join("documents"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?)
}

/// The part of the page whose ink is not where it was asked: printed smaller or larger, everything moves.
fn moved(asked: &Path, came: &Path) -> Result<f64> {
    let (asked, came) = (
        image::open(asked)?.to_luma8(),
        image::open(came)?.to_luma8(),
    );
    assert!(
        asked.width().abs_diff(came.width()) <= 1 && asked.height().abs_diff(came.height()) <= 1
    );
    let points = asked.enumerate_pixels();
    let changed = points
        .filter(|(x, y, point)| {
            came.get_pixel_checked(*x, *y)
                .is_some_and(|other| other.0[0].abs_diff(point.0[0]) > 96)
        })
        .count();
    Ok(changed as f64 / asked.len() as f64)
}

#[tokio::test]
async fn two_copies_are_printed_and_a_stopped_printer_is_told_with_the_pdf_kept() -> Result<()> {
    let home = tempfile::tempdir()?;
    let store = demonstration(home.path())?;
    let service = PrintService::start().await?;

    let (name, value) = service.variable();
    let listed = atelier(&["documents", "--printers"], &[(name, &value)])?;
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    // 9, 12, 36 and 12 points, to the tenth of a millimetre.
    let edges = "210 × 297 mm sans 3.1 mm en haut, 4.2 à droite, 12.7 en bas, 4.2 à gauche";
    assert!(
        listed.starts_with(QUEUE) && listed.contains(edges),
        "{listed}"
    );

    let printed = print(&store, &service, "2")?;
    assert!(printed.status.success(), "{}", told(&printed));
    service.wait_printed().await?;
    let [pdf] = &kept(&store)?[..] else {
        panic!("one PDF is kept: {:?}", kept(&store)?);
    };
    let asked = paper::pages(pdf, &home.path().join("asked"), 75)?;
    let came = paper::pages(&service.paper(), &home.path().join("came"), 75)?;
    assert_eq!(came.len(), asked.len());
    // Two copies of each, one after the other, and each with its own code.
    let code = |page: &std::path::PathBuf| -> Result<String> {
        let codes = paper::read_by_zbar(page)?;
        anyhow::ensure!(codes.len() == 1, "{codes:?}");
        Ok(codes.concat())
    };
    let mut codes = std::collections::BTreeSet::new();
    for (pair, same) in came.chunks(2).zip(asked.chunks(2)) {
        let [one, two] = [code(&pair[0])?, code(&pair[1])?];
        let badge = |code: &str| code.split_once('#').map(|(badge, _)| badge.to_owned());
        assert_eq!(badge(&one), badge(&two));
        assert_eq!([&one, &two], [&code(&same[0])?, &code(&same[1])?]);
        codes.extend([one, two]);
    }
    assert_eq!(codes.len(), came.len());
    // Each is printed; whether it hangs is for somebody to say.
    let app = opened(&store)?;
    let view = app.posters()?;
    assert_eq!(view.unsaid.len(), came.len());
    for poster in &view.posters {
        assert_eq!(poster.state, "printed");
        assert!(!poster.printed.is_empty() && poster.hung.is_empty());
    }
    app.lock()?;
    let moved = moved(&asked[0], &came[0])?;
    assert!(
        moved < 0.005,
        "{moved} of the first page is not where it was"
    );

    service.stop_queue()?;
    let refused = print(&store, &service, "1")?;
    assert!(!refused.status.success());
    let message = told(&refused);
    assert!(message.contains("arrêtée"), "{message}");
    // Other posters, with codes of their own: another file.
    let name = pdf.file_stem().context("a name")?.to_string_lossy();
    let kept = pdf.with_file_name(format!("{name} (2).pdf"));
    assert!(message.contains(&kept.display().to_string()), "{message}");
    assert!(kept.exists() && pdf.exists());

    service.start_queue()?;
    let again = print(&store, &service, "1")?;
    assert!(again.status.success(), "{}", told(&again));

    service.wait_printed().await?;

    // Flyers are handed out: two sheets of them are one page of the file, printed twice.
    let (name, value) = service.variable();
    let store_text = store.display().to_string();
    let flyers = ["documents", "poster", BADGE, "--format", "flyer-two"];
    let twice = ["--dir", &store_text, "--printer", QUEUE, "--copies", "2"];
    let sent = atelier(&[&flyers[..], &twice].concat(), &[(name, &value)])?;
    assert!(sent.status.success(), "{}", told(&sent));
    service.wait_printed().await?;
    let came = paper::pages(&service.paper(), &home.path().join("flyers"), 75)?;
    assert_eq!(came.len(), 2);
    let [first, second] = [&came[0], &came[1]].map(|page| paper::read_by_zbar(page).unwrap());
    assert_eq!((first.len(), &first), (2, &second));

    // A large poster comes on large paper: the queue's usual one would cut it.
    let (name, value) = service.variable();
    let store_text = store.display().to_string();
    let large = [
        "documents",
        "poster",
        BADGE,
        "--format",
        "a3",
        "--dir",
        &store_text,
    ];
    let sent = atelier(
        &[&large[..], &["--printer", QUEUE]].concat(),
        &[(name, &value)],
    )?;
    assert!(sent.status.success(), "{}", told(&sent));
    service.wait_printed().await?;
    let came = paper::pages(&service.paper(), &home.path().join("large"), 50)?;
    let (width, height) = image::image_dimensions(&came[0])?;
    // 297 × 420 mm at 50 dots an inch.
    assert!(
        width.abs_diff(585) <= 1 && height.abs_diff(827) <= 1,
        "{width}x{height}"
    );

    // Out of paper: the document waits in the printer, which is told.
    service.empty_tray()?;
    print(&store, &service, "1")?;
    wait_until("the printer to ask for paper", async || {
        let waiting = print(&store, &service, "1")?;
        assert!(waiting.status.success(), "{}", told(&waiting));
        let said = String::from_utf8_lossy(&waiting.stdout).into_owned() + &told(&waiting);
        Ok(said.contains("plus de papier").then_some(()))
    })
    .await?;
    service.fill_tray()?;
    service.wait_printed().await?;

    let (name, _) = service.variable();
    let nowhere = home.path().join("no-service");
    let store_text = store.display().to_string();
    let lost = atelier(
        &[
            "documents",
            "poster",
            BADGE,
            "--dir",
            &store_text,
            "--printer",
            QUEUE,
        ],
        &[(name, &nowhere)],
    )?;
    assert!(!lost.status.success());
    assert!(
        told(&lost).contains(&store.display().to_string()),
        "{}",
        told(&lost)
    );
    Ok(())
}

#[tokio::test]
async fn a_queue_that_refuses_or_whose_printer_is_away_is_told_with_the_pdf_kept() -> Result<()> {
    let home = tempfile::tempdir()?;
    let store = demonstration(home.path())?;
    let service = PrintService::start().await?;
    let (name, value) = service.variable();

    service.refuse_documents()?;
    let listed = atelier(&["documents", "--printers"], &[(name, &value)])?;
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    assert!(listed.contains("N’accepte pas"), "{listed}");
    let refused = print(&store, &service, "1")?;
    assert!(!refused.status.success());
    let message = told(&refused);
    assert!(message.contains("n’accepte pas"), "{message}");
    assert!(!message.contains("accepting"), "{message}");
    let [pdf] = &kept(&store)?[..] else {
        panic!("one PDF is kept: {:?}", kept(&store)?);
    };
    assert!(message.contains(&pdf.display().to_string()), "{message}");
    service.accept_documents()?;
    let taken = print(&store, &service, "1")?;
    assert!(taken.status.success(), "{}", told(&taken));
    service.wait_printed().await?;

    // A port where nobody listens: it was free a moment ago.
    let port = std::net::TcpListener::bind("127.0.0.1:0")?
        .local_addr()?
        .port();
    service.add_network_queue("Etage", port)?;
    wait_until("the printer upstairs to be said away", async || {
        let sent = print_on("Etage", &store, &service, "1")?;
        assert!(sent.status.success(), "{}", told(&sent));
        let said = String::from_utf8_lossy(&sent.stdout).into_owned();
        Ok(said.contains("ne répond pas").then_some(()))
    })
    .await?;
    assert!(!kept(&store)?.is_empty());

    let unknown = print_on("Cave", &store, &service, "1")?;
    assert!(!unknown.status.success());
    assert!(
        told(&unknown).contains("n’est pas installée"),
        "{}",
        told(&unknown)
    );
    Ok(())
}

#[test]
fn a_print_service_that_hangs_is_not_waited_for_for_ever() -> Result<()> {
    let home = tempfile::tempdir()?;
    let store = demonstration(home.path())?;
    // Whoever calls is heard, and never answered.
    let place = home.path().join("cups.sock");
    let _silent = std::os::unix::net::UnixListener::bind(&place)?;
    let variables = [("CUPS_SERVER", place.as_path())];
    let listed = atelier(&["documents", "--printers"], &variables)?;
    assert!(!listed.status.success());
    assert!(
        told(&listed).contains("n’a pas répondu"),
        "{}",
        told(&listed)
    );

    let store_text = store.display().to_string();
    let lost = ["documents", "poster", BADGE, "--dir", &store_text];
    let lost = atelier(&[&lost[..], &["--printer", QUEUE]].concat(), &variables)?;
    assert!(!lost.status.success());
    let message = told(&lost);
    let [pdf] = &kept(&store)?[..] else {
        panic!("one PDF is kept: {:?}", kept(&store)?);
    };
    assert!(message.contains("n’a pas répondu"), "{message}");
    assert!(message.contains(&pdf.display().to_string()), "{message}");
    Ok(())
}
