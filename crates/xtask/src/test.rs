//! `cargo xtask test`: every test, one line at the end.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use crate::checkout::{Checkout, EMBEDDED_INTERFACE};
use crate::step::{self, Problem};
use crate::tally::{self, Tally};
use crate::{node, python, system};

/// Runs everything, goes on after a failure, and says the sum on the last line.
pub fn test(checkout: &Checkout) -> Result<ExitCode, Problem> {
    let begun = Instant::now();
    let mut report = Report::default();

    report.step(system::require(&[
        system::COMPILE,
        system::WINDOW,
        system::PRINT,
    ]));
    if report.step(node::install_interface(checkout)).is_some() {
        interface(checkout, &mut report);
    }
    let node_peers = report.step(node::install_peers(checkout)).flatten();
    let python_peers = report.step(python::peers(checkout)).flatten();

    report.step(step::run(
        "formatting",
        &mut checkout.cargo(&["fmt", "--all", "--check"]),
    ));
    let built = report.step(step::run("build", &mut checkout.build_everything()));
    if built.is_some() {
        report.tests("Rust tests", rust_tests(checkout, node_peers, python_peers));
    }

    Ok(report.end(begun))
}

fn interface(checkout: &Checkout, report: &mut Report) {
    let ui = checkout.ui();
    for script in ["check", "lint"] {
        let name = format!("interface: {script}");
        report.step(step::run(
            &name,
            &mut node::npm(&ui, &["run", "--if-present", script]),
        ));
    }
    report.tests("interface: tests", interface_tests(checkout));
    report.step(node::build_interface(checkout));
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
    let succeeded = step::run_and_read("interface: tests", &mut command, |_| {})?;
    let json = fs::read_to_string(&file).unwrap_or_default();
    // Nothing to clean when the runner could not write its report: the read above says so.
    fs::remove_file(&file).ok();
    let tally = tally::vitest_report(&json)
        .ok_or_else(|| Problem::new("interface: tests: the runner wrote no report"))?;
    Ok((tally, succeeded))
}

fn rust_tests(
    checkout: &Checkout,
    node_peers: Option<PathBuf>,
    python_peers: Option<PathBuf>,
) -> Result<(Tally, bool), Problem> {
    let mut command = checkout.cargo(&[
        "test",
        "--workspace",
        "--features",
        EMBEDDED_INTERFACE,
        "--no-fail-fast",
    ]);
    if let Some(folder) = node_peers {
        command.env("ATELIER_INTEROP_NODE_MODULES", folder);
    }
    if let Some(interpreter) = python_peers {
        command.env("ATELIER_INTEROP_PYTHON", interpreter);
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
    if env::var_os("CARGO_TERM_COLOR").is_some() {
        command.env("CARGO_TERM_COLOR", "never");
    }
    let mut sum = Tally::default();
    let succeeded = step::run_and_read("Rust tests", &mut command, |line| {
        if let Some(tally) = tally::cargo_line(line) {
            sum += tally;
        }
    })?;
    Ok((sum, succeeded))
}

/// What has been counted so far.
#[derive(Default)]
struct Report {
    sum: Tally,
    problems: Vec<String>,
}

impl Report {
    /// Counts a step that failed; gives back what a step that succeeded made.
    fn step<T>(&mut self, outcome: Result<T, Problem>) -> Option<T> {
        match outcome {
            Ok(made) => Some(made),
            Err(problem) => {
                eprintln!("xtask: {problem}");
                self.sum.failed += 1;
                self.problems.push(problem.to_string());
                None
            }
        }
    }

    /// Counts tests. A runner that fails without naming a failed test is itself a failure.
    fn tests(&mut self, name: &str, outcome: Result<(Tally, bool), Problem>) {
        let Some((tally, succeeded)) = self.step(outcome) else {
            return;
        };
        self.sum += tally;
        if tally.failed > 0 {
            self.problems.push(format!("{name}: {tally}"));
        } else if !succeeded {
            self.sum.failed += 1;
            self.problems
                .push(format!("{name}: the runner itself failed"));
        }
    }

    fn end(self, begun: Instant) -> ExitCode {
        println!();
        for problem in &self.problems {
            println!("failed: {problem}");
        }
        println!("in {} s", begun.elapsed().as_secs());
        println!("{}", self.sum);
        if self.sum.failed == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}
