//! `cargo xtask lint`: what a reviewer should not have to say.

use std::process::{Command, ExitCode};
use std::thread;
use std::time::Instant;

use crate::checkout::{Checkout, EMBEDDED_INTERFACE};
use crate::report::Report;
use crate::step::{self, Problem};
use crate::{node, system, tools};

/// Every check, and what each found.
pub fn lint(checkout: &Checkout) -> Result<ExitCode, Problem> {
    let begun = Instant::now();
    let mut report = Report::default();
    report.step(system::require(&[system::COMPILE]));
    steps(checkout, &mut report);
    Ok(report.end(begun))
}

/// Formatting, spelling, dependencies (used, of a known source, under a licence that ours can live with), the interface's own
/// checks, and clippy with every warning refused. What is quick comes first.
pub fn steps(checkout: &Checkout, report: &mut Report) {
    report.check(step::run(
        "formatting",
        &mut checkout.cargo(&["fmt", "--all", "--check"]),
    ));
    report.check(spelling(checkout));
    report.check(unused(checkout));
    report.check(dependencies(checkout));
    if report.step(node::install_interface(checkout)).is_some() {
        // Each keeps one processor busy.
        let [checked, linted] = thread::scope(|scope| {
            let asked =
                ["check", "lint"].map(|script| scope.spawn(move || interface(checkout, script)));
            asked.map(|one| {
                one.join()
                    .unwrap_or_else(|_| Err(Problem::new("interface: a check broke off")))
            })
        });
        report.check(checked);
        report.check(linted);
        report.step(node::build_interface(checkout));
    }
    report.check(step::run(
        "clippy",
        &mut checkout.cargo(&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--features",
            EMBEDDED_INTERFACE,
            "--",
            "--deny",
            "warnings",
        ]),
    ));
}

/// A check that the interface has for itself.
fn interface(checkout: &Checkout, script: &str) -> Result<(), Problem> {
    let mut command = node::npm(&checkout.ui(), &["run", script]);
    step::run_quietly(&format!("interface: {script}"), &mut command)
}

/// English words written as they should be; French is what people read, and people read it (`typos.toml`).
fn spelling(checkout: &Checkout) -> Result<(), Problem> {
    let typos = tools::ready_made(checkout, "typos")?;
    step::run(
        "spelling",
        Command::new(typos)
            .args(["--format", "brief"])
            .current_dir(&checkout.root),
    )
}

/// Crates that a manifest names and nothing uses.
fn unused(checkout: &Checkout) -> Result<(), Problem> {
    let machete = tools::built(checkout, &tools::MACHETE)?;
    step::run_quietly(
        "unused dependencies",
        Command::new(machete).current_dir(&checkout.root),
    )
}

/// Licences, sources and banned crates (`deny.toml`). Known flaws are on a server: nothing here asks one.
fn dependencies(checkout: &Checkout) -> Result<(), Problem> {
    let deny = tools::ready_made(checkout, "cargo-deny")?;
    // Those of every system are read, and a machine that never built them has none yet.
    step::run_quietly(
        "crates of every system",
        &mut checkout.cargo(&["fetch", "--locked"]),
    )?;
    step::run_quietly(
        "licences and sources of dependencies",
        Command::new(deny)
            .args(["--offline", "check", "licenses", "bans", "sources"])
            .current_dir(&checkout.root),
    )
}
