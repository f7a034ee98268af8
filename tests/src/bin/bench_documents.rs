//! Our printing beside the Python packages typst, reportlab, fpdf2 and weasyprint, and LibreOffice where it is installed:
//! the same words in the same places, the same illustrations, the same code matrices (given to the peers ready-made: as
//! SVG to typst, weasyprint and LibreOffice, as runs to the others).
//!
//! Two clocks. *In process*: from the data to the PDF on disk, without starting a program (and, for the peers, without
//! Python and its imports); LibreOffice cannot be asked without being started. *Whole program*: from its start to its
//! end, ours as well. Runs are interleaved, so that all sides meet the same minute of the machine; a peer that takes many
//! seconds runs once. Memory is the most that the whole program held. The first page on screen is from the data to the
//! picture, beside poppler, which draws the same page from a PDF that is ready.
//!
//! `bench_documents [--json FILE] [--python PYTHON] [--runs N] [--quick]`

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use atelier_documents::{
    Card, Content, Format, Hanging, Pathway, Poster, PosterBadge, Rule, Theme, cards, modules,
    posters, preview,
};
use atelier_tests::options::Options;
use serde_json::{Value, json};

const POSTERS: usize = 200;
/// The peer that is measured where it is installed.
const OFFICE: &str = "libreoffice";
/// Peers that take many seconds: one run each.
const SLOW: [&str; 3] = ["fpdf2", "weasyprint", OFFICE];
/// Width of a page on screen, in pixels.
const SCREEN: u32 = 1_000;
const CARDS: usize = 1_000;
const QUIET: usize = 4;
const STAR: [(u8, u8); 10] = [
    (50, 15),
    (61, 40),
    (88, 42),
    (67, 60),
    (74, 86),
    (50, 72),
    (26, 86),
    (33, 60),
    (12, 42),
    (39, 40),
];
const COLOURS: [&str; 3] = ["#a9431a", "#0f6b66", "#3a49a6"];
const EXAMPLE: &str = "Exemple — ce badge n’est pas un badge d’INAÉ";

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // The same program, once, for the whole-program clock: what to print, how many, then where.
    if let [once, kind, count, out] = arguments.as_slice()
        && once == "--once"
    {
        ours(kind, count.parse()?, Path::new(out))?;
        println!("{}", held()?);
        return Ok(());
    }
    measure(&Options::read(arguments.into_iter(), 5)?)
}

/// One side's figures over the runs.
#[derive(Default)]
struct Side {
    in_process: Vec<f64>,
    whole: Vec<f64>,
    bytes: f64,
    kilobytes: f64,
    version: String,
}

fn measure(options: &Options) -> Result<()> {
    let scratch = tempfile::tempdir()?;
    let data = scratch.path().join("data.json");
    let kinds = [
        ("posters", options.of(POSTERS, 2)),
        ("cards", options.of(CARDS, 12)),
    ];
    let [(_, posters), (_, cards)] = kinds;
    fs::write(&data, serde_json::to_vec(&peer_data(posters, cards)?)?)?;
    let mut rows = Vec::new();
    for (kind, count) in kinds {
        let label = format!("{count} {kind}");
        let mut own = Side::default();
        let mut peers: Vec<(&str, Side)> = ["typst", "reportlab", "fpdf2", "weasyprint", OFFICE]
            .into_iter()
            .filter(|peer| *peer != OFFICE || office())
            .map(|peer| (peer, Side::default()))
            .collect();
        for run in 0..options.runs {
            run_ours(kind, count, scratch.path(), &mut own)?;
            for (peer, side) in &mut peers {
                if run == 0 || !SLOW.contains(peer) {
                    run_peer(options, peer, kind, &data, side)?;
                }
            }
        }
        for (peer, side) in &peers {
            let named = format!("{peer} {}", side.version);
            let (ours, theirs) = (&own, side);
            for (case, ours, theirs, unit) in [
                (
                    "in process",
                    median(&ours.in_process),
                    median(&theirs.in_process),
                    "ms",
                ),
                (
                    "whole program",
                    median(&ours.whole),
                    median(&theirs.whole),
                    "ms",
                ),
                ("file size", ours.bytes, theirs.bytes, "bytes"),
                ("memory", ours.kilobytes, theirs.kilobytes, "kB"),
            ] {
                let case = format!("{label}, {case}, beside {peer}");
                let runs = side.whole.len();
                rows.push(row(&case, ours, theirs, &named, unit, runs));
            }
        }
    }
    rows.push(first_page(scratch.path(), options.runs)?);
    println!(
        "{:<48}{:>12}{:>12}{:>8}",
        "case (median)", "ours", "peer", "ratio"
    );
    for row in &rows {
        let number = |key: &str| row.get(key).and_then(Value::as_f64).unwrap_or(f64::NAN);
        let word = |key: &str| row.get(key).and_then(Value::as_str).unwrap_or_default();
        println!(
            "{:<48}{:>12.1}{:>12.1}{:>8.3}  {}, {}",
            word("case"),
            number("ours"),
            number("peer"),
            number("ratio"),
            word("unit"),
            word("peer_version"),
        );
    }
    println!("in process: from the data to the file, Python and its imports excluded.");
    if let Some(path) = &options.json {
        fs::write(path, serde_json::to_vec_pretty(&rows)?)?;
    }
    Ok(())
}

/// Whether LibreOffice is installed.
fn office() -> bool {
    let told = Command::new("soffice").arg("--version").output();
    told.is_ok_and(|told| told.status.success())
}

fn row(case: &str, ours: f64, peer: f64, version: &str, unit: &str, runs: usize) -> Value {
    json!({
        "case": case, "ours": ours, "peer": peer, "peer_version": version,
        "unit": unit, "ratio": ours / peer, "runs": runs,
    })
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

fn run_ours(kind: &str, count: usize, scratch: &Path, side: &mut Side) -> Result<()> {
    let out = scratch.join(format!("ours-{kind}.pdf"));
    let started = Instant::now();
    ours(kind, count, &out)?;
    side.in_process.push(millis(started));
    let started = Instant::now();
    let done = Command::new(std::env::current_exe()?)
        .args(["--once", kind, &count.to_string()])
        .arg(&out)
        .output()?;
    ensure!(done.status.success(), "our own program failed");
    side.whole.push(millis(started));
    side.kilobytes = String::from_utf8(done.stdout)?.trim().parse()?;
    side.bytes = size(&out)?;
    Ok(())
}

fn run_peer(options: &Options, peer: &str, kind: &str, data: &Path, side: &mut Side) -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = data.with_file_name(format!("{peer}-{kind}.pdf"));
    let started = Instant::now();
    let done = Command::new(&options.python)
        .arg(root.join("bench").join(format!("peer_{peer}.py")))
        .arg(kind)
        .args([data, &out])
        .arg(root.join("../assets/fonts"))
        .output()
        .with_context(|| format!("starting {}", options.python.display()))?;
    let whole = millis(started);
    ensure!(
        done.status.success(),
        "{peer} failed: {}",
        String::from_utf8_lossy(&done.stderr)
    );
    let report: Value = serde_json::from_slice(&done.stdout)?;
    side.whole.push(whole);
    side.in_process.push(
        report
            .get("ms")
            .and_then(Value::as_f64)
            .context("no time")?,
    );
    side.kilobytes = report
        .get("kilobytes")
        .and_then(Value::as_f64)
        .context("no memory")?;
    side.version = report
        .get("version")
        .and_then(Value::as_str)
        .context("no version")?
        .to_owned();
    side.bytes = size(&out)?;
    Ok(())
}

/// The most memory that this program held, in kilobytes.
fn held() -> Result<f64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let line = line.context("the system does not tell")?;
    Ok(line.trim().trim_end_matches(" kB").trim().parse()?)
}

/// One poster, from its data to its picture.
fn first_page(scratch: &Path, runs: usize) -> Result<Value> {
    let (mut own, mut peer) = (Vec::new(), Vec::new());
    let ready = scratch.join("first.pdf");
    let day = "2026-11-23".parse()?;
    for number in 0..runs {
        let started = Instant::now();
        let pdf = posters(&[hanging(number)], &Theme::default(), day)?;
        preview(&pdf, 0, SCREEN)?;
        own.push(millis(started));
        fs::write(&ready, pdf)?;
        let started = Instant::now();
        let drawn = Command::new("pdftoppm")
            .args([
                "-png",
                "-scale-to-x",
                &SCREEN.to_string(),
                "-scale-to-y",
                "-1",
            ])
            .arg(&ready)
            .arg(scratch.join("first"))
            .status()
            .context("pdftoppm")?;
        ensure!(drawn.success(), "pdftoppm failed");
        peer.push(millis(started));
    }
    let case = "first page on screen, beside poppler";
    let named = "poppler, from the PDF";
    Ok(row(case, median(&own), median(&peer), named, "ms", runs))
}

fn millis(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1_000.0
}

#[allow(clippy::cast_precision_loss)] // a file's size, far below 2^52
fn size(file: &Path) -> Result<f64> {
    Ok(fs::metadata(file)?.len() as f64)
}

fn ours(kind: &str, count: usize, out: &Path) -> Result<()> {
    let day = "2026-11-23".parse()?;
    let pdf = match kind {
        "posters" => {
            let all: Vec<Hanging> = (0..count).map(hanging).collect();
            posters(&all, &Theme::default(), day)?
        }
        "cards" => cards(
            &(0..count).map(card).collect::<Vec<_>>(),
            &Theme::default(),
            day,
        )?,
        other => bail!("unknown kind {other}"),
    };
    fs::write(out, pdf)?;
    Ok(())
}

fn colour(number: usize) -> &'static str {
    COLOURS
        .get(number % COLOURS.len())
        .copied()
        .unwrap_or("#000000")
}

fn art(number: usize) -> String {
    let star: Vec<String> = STAR.iter().map(|(x, y)| format!("{x} {y}")).collect();
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100'><circle cx='50' cy='50' r='46' \
         fill='{}'/><path d='M{}Z' fill='#ffc64d'/></svg>",
        colour(number),
        star.join("L")
    )
}

fn poster(number: usize) -> Poster {
    Poster {
        structure: "Les Jardins d’Exemple".into(),
        badge: PosterBadge {
            name: format!("Je travaille en équipe, niveau {}", number + 1),
            recognises: "Vous aidez vos collègues. Vous demandez de l’aide quand il le faut."
                .into(),
            image_svg: art(number),
            application_url: format!(
                "https://example.org/c/earnablebadge/EXEMPLE{number:05}/apply"
            ),
            pathway: Some(Pathway {
                name: "Mes premières actions".into(),
                colour: colour(number).into(),
            }),
            example: true,
        },
        rule: Rule {
            criterion: "Avoir validé la période d’essai.".into(),
            evidence: "Une attestation, ou le contrat sans les informations personnelles.".into(),
            assessor: "Le conseiller, l’accompagnateur ou la direction.".into(),
            process: "Après la signature du renouvellement, avec l’aide d’un permanent.".into(),
        },
        short_code: Some(format!("EQ-{number:04}")),
        contact: Some("Mme Diallo, bureau 3".into()),
        beside: None,
    }
}

fn hanging(number: usize) -> Hanging {
    Hanging {
        format: Format::A4,
        content: Content::Badge(Box::new(poster(number))),
    }
}

fn card(number: usize) -> Card {
    let poster = poster(number);
    Card {
        structure: poster.structure,
        name: poster.badge.name,
        image_svg: poster.badge.image_svg,
        application_url: poster.badge.application_url,
        pathway: poster.badge.pathway,
        example: true,
        short_code: poster.short_code,
        holder: None,
    }
}

/// The same content, as the peers' scripts want it.
fn peer_data(posters: usize, cards: usize) -> Result<Value> {
    let posters = (0..posters).map(peer_poster).collect::<Result<Vec<_>>>()?;
    let cards = (0..cards).map(peer_card).collect::<Result<Vec<_>>>()?;
    Ok(json!({ "posters": posters, "cards": cards }))
}

fn peer_code(address: &str) -> Result<(Value, usize, String)> {
    let code = modules(address)?;
    let whole = code.side + 2 * QUIET;
    let mut runs = Vec::new();
    let mut path = String::new();
    for (y, row) in code.dark.chunks(code.side).enumerate() {
        let mut x = QUIET;
        for run in row.chunk_by(|a, b| a == b) {
            if run.first() == Some(&true) {
                runs.push(json!([x, y + QUIET, run.len()]));
                path.push_str(&format!(
                    "M{x} {}h{}v1h-{}z",
                    y + QUIET,
                    run.len(),
                    run.len()
                ));
            }
            x += run.len();
        }
    }
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {whole} {whole}'>\
         <rect width='{whole}' height='{whole}' fill='#fff'/><path d='{path}'/></svg>"
    );
    Ok((Value::Array(runs), whole, svg))
}

fn peer_poster(number: usize) -> Result<Value> {
    let Poster {
        structure,
        badge,
        rule,
        short_code,
        contact,
        beside: _,
    } = poster(number);
    let (runs, whole, code_svg) = peer_code(&badge.application_url)?;
    Ok(json!({
        "structure": structure, "name": badge.name, "recognises": badge.recognises,
        "pathway": badge.pathway.map(|pathway| pathway.name), "colour": colour(number),
        "art_svg": badge.image_svg, "star": STAR, "address": badge.application_url,
        "runs": runs, "whole": whole, "code_svg": code_svg, "example": EXAMPLE,
        "cells": [["Pour quoi", rule.criterion], ["Ce qu’il faut apporter", rule.evidence],
                  ["À qui demander", rule.assessor], ["Quand et comment", rule.process]],
        "ask": "Pour demander ce badge",
        "steps": ["Scannez le code avec un téléphone, ou demandez à votre accompagnateur.",
                  "Écrivez ce que vous avez fait, avec vos mots.",
                  "Ajoutez une preuve\u{a0}: une photo ou un document."],
        "reach": "Code lisible jusqu’à 0,6\u{a0}m",
        "short_code": format!("Sans téléphone\u{a0}: code {}", short_code.unwrap_or_default()),
        "contact": format!("Une question\u{a0}? {}", contact.unwrap_or_default()),
        "printed": "Imprimé le lundi 23 novembre 2026",
    }))
}

fn peer_card(number: usize) -> Result<Value> {
    let Card {
        structure,
        name,
        image_svg,
        application_url,
        pathway,
        example: _,
        short_code,
        holder: _,
    } = card(number);
    let (runs, whole, code_svg) = peer_code(&application_url)?;
    Ok(json!({
        "structure": structure, "name": name, "art_svg": image_svg, "star": STAR,
        "address": application_url, "pathway": pathway.map(|pathway| pathway.name),
        "colour": colour(number), "runs": runs, "whole": whole, "code_svg": code_svg,
        "scan": "Scannez pour demander", "example": EXAMPLE,
        "short_code": format!("ou code {}", short_code.unwrap_or_default()),
    }))
}
