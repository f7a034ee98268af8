//! `cargo xtask test`: every test, one line at the end.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use std::thread;
use std::time::Instant;

use crate::checkout::{Checkout, EMBEDDED_INTERFACE};
use crate::report::Report;
use crate::step::{self, Problem};
use crate::tally::{self, Tally};
use crate::{bench, changelog, lint, look, node, package, python, run, system, tools};

/// Runs everything, goes on after a failure, and says the sum on the last line.
pub fn test(checkout: &Checkout) -> Result<ExitCode, Problem> {
    let begun = Instant::now();
    let mut report = Report::default();

    report.step(system::require(&[
        system::COMPILE,
        system::WINDOW,
        system::PRINT,
    ]));
    lint::steps(checkout, &mut report);
    let node_peers = report.step(node::install_peers(checkout)).flatten();
    let python_peers = report.step(python::peers(checkout)).flatten();
    let built = report.step(step::run("build", &mut checkout.build_everything()));
    if built.is_some() {
        report.tests("interface: tests", interface_tests(checkout));
        report.tests("Rust tests", rust_tests(checkout, node_peers, python_peers));
        report.tests("Rust examples", examples(checkout));
        report.tests("commands", commands(checkout));
    }

    Ok(report.end(begun))
}

/// The commands of this program that take long, as far as the place that can fail.
fn commands(checkout: &Checkout) -> Result<(Tally, bool), Problem> {
    let figures = checkout.target.join("figures.json").display().to_string();
    let bench = |subject| bench::bench(checkout, subject, &figures, true);
    let done = [
        changelog::changelog(checkout),
        package::rehearse(checkout),
        run::play(checkout),
        look::look(checkout, &["home"]),
        bench("documents"),
        bench("store"),
        bench("startup"),
    ];
    let mut tally = Tally::default();
    for one in done {
        match one {
            Ok(_) => tally.passed += 1,
            Err(problem) => {
                eprintln!("xtask: {problem}");
                tally.failed += 1;
            }
        }
    }
    Ok((tally, tally.failed == 0))
}

fn interface_tests(checkout: &Checkout) -> Result<(Tally, bool), Problem> {
    let file = checkout
        .cache
        .join(format!("vitest-{}.json", std::process::id()));
    let output = format!("--outputFile.json={}", file.display());
    let mut command = node::npm(
        &checkout.ui(),
        &[
            "test",
            "--",
            "--run",
            "--reporter=default",
            "--reporter=json",
            &output,
        ],
    );
    // The interface's tests ask the real core.
    command.env("ATELIER_BRIDGE", checkout.program("bridge"));
    let succeeded = step::run("interface: tests", &mut command).is_ok();
    let json = fs::read_to_string(&file).unwrap_or_default();
    // Nothing to clean when the runner could not write its report: the read above says so.
    fs::remove_file(&file).ok();
    let tally = tally::vitest_report(&json)
        .ok_or_else(|| Problem::new("interface: tests: the runner wrote no report"))?;
    Ok((tally, succeeded))
}

/// Each test in a process of its own, each with a limit (`.config/nextest.toml`); one more at once than there are processors,
/// since those of the window spend half of their time waiting for it.
fn rust_tests(
    checkout: &Checkout,
    node_peers: Option<PathBuf>,
    python_peers: Option<PathBuf>,
) -> Result<(Tally, bool), Problem> {
    let mut command = checkout.settled(Command::new(tools::ready_made(checkout, "cargo-nextest")?));
    command.args([
        "nextest",
        "run",
        "--workspace",
        "--features",
        EMBEDDED_INTERFACE,
    ]);
    let processors = thread::available_parallelism().map_or(1, usize::from);
    command.args(["--test-threads", &(processors + 1).to_string()]);
    command.args(["--color", "never"]).stderr(Stdio::piped());
    if let Some(folder) = node_peers {
        command.env("ATELIER_INTEROP_NODE_MODULES", folder);
    }
    if let Some(interpreter) = python_peers {
        command.env("ATELIER_INTEROP_PYTHON", interpreter);
    }
    // Those that fill a disk up need to mount a small one.
    if env::var_os("ATELIER_NO_MOUNT").is_some() {
        command.args(["--filterset", "not test(full_disk)"]);
    }
    // A person's own session must not answer in the place of the test's.
    for variable in [
        "ATELIER_DATA_DIR",
        "DBUS_SESSION_BUS_ADDRESS",
        "WAYLAND_DISPLAY",
        "DISPLAY",
    ] {
        command.env_remove(variable);
    }
    let mut sum = Tally::default();
    let succeeded = step::run_and_read("Rust tests", &mut command, |line| {
        if let Some(tally) = tally::nextest_line(line) {
            sum += tally;
        }
    })?;
    Ok((sum, succeeded))
}

/// The examples in the comments, which nextest does not run.
fn examples(checkout: &Checkout) -> Result<(Tally, bool), Problem> {
    let mut command = checkout.cargo(&["test", "--workspace", "--doc", "--no-fail-fast"]);
    command
        .args(["--features", EMBEDDED_INTERFACE])
        .stdout(Stdio::piped());
    if env::var_os("CARGO_TERM_COLOR").is_some() {
        command.env("CARGO_TERM_COLOR", "never");
    }
    let mut sum = Tally::default();
    let succeeded = step::run_and_read("Rust examples", &mut command, |line| {
        if let Some(tally) = tally::cargo_line(line) {
            sum += tally;
        }
    })?;
    Ok((sum, succeeded))
}
