//! `cargo xtask bench`: ours beside named peers, in the release profile.

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::checkout::{Checkout, EMBEDDED_INTERFACE};
use crate::step::{self, Problem};
use crate::{node, python, system};

/// Measures one subject and writes the figures as JSON in a file. `quick` tries that everything works: little data, the
/// development profile, figures that mean nothing.
pub fn bench(
    checkout: &Checkout,
    subject: &str,
    file: &str,
    quick: bool,
) -> Result<ExitCode, Problem> {
    let program = match subject {
        "documents" => "bench_documents",
        "store" => "bench_store",
        "startup" => "bench_startup",
        other => {
            eprintln!(
                "xtask: nothing to measure is called {other}; there are `documents`, `store` and `startup`"
            );
            return Ok(ExitCode::from(2));
        }
    };
    // What draws pages and starts windows is the peers' too.
    system::require(&[system::COMPILE, system::WINDOW])?;
    let peers = ["tests", "bench", "requirements.txt"];
    let requirements = peers
        .iter()
        .fold(checkout.root.clone(), |at, one| at.join(one));
    let interpreter = python::environment(checkout, &requirements)?;
    let built = match (quick, subject) {
        (true, _) => development(checkout, program)?,
        (false, "startup") => driven(checkout, program)?,
        (false, _) => release(checkout, program)?,
    };
    let mut measure = std::process::Command::new(built);
    measure
        .current_dir(&checkout.root)
        .arg("--json")
        .arg(env::current_dir()?.join(file))
        .arg("--python")
        .arg(&interpreter);
    if quick {
        measure.arg("--quick");
    }
    step::run(&format!("measure {subject}"), &mut measure)?;
    Ok(ExitCode::SUCCESS)
}

/// What the tests use.
fn development(checkout: &Checkout, program: &str) -> Result<PathBuf, Problem> {
    node::install_interface(checkout)?;
    node::build_interface(checkout)?;
    step::run("build", &mut checkout.build_everything())?;
    Ok(checkout.program(program))
}

fn release(checkout: &Checkout, program: &str) -> Result<PathBuf, Problem> {
    let tests = [
        "build",
        "--release",
        "--package",
        "atelier-tests",
        "--bin",
        program,
    ];
    step::run("build (release)", &mut checkout.cargo(&tests))?;
    Ok(checkout.target.join("release").join(program))
}

/// The window itself, as people run it, but obeying an outside driver. That difference must never be shipped: it is
/// built in a folder of its own, where nothing looks for a program to package.
fn driven(checkout: &Checkout, program: &str) -> Result<PathBuf, Problem> {
    node::install_interface(checkout)?;
    node::build_interface(checkout)?;
    let target = checkout.target.join("driven");
    let features = format!("{EMBEDDED_INTERFACE},atelier-badges/driven");
    step::run(
        "build (release, driven)",
        checkout
            .cargo(&[
                "build",
                "--release",
                "--package",
                "atelier-badges",
                "--package",
                "atelier-tests",
                "--bin",
                "atelier-badges",
                "--bin",
                program,
                "--features",
                &features,
            ])
            .env("CARGO_TARGET_DIR", &target),
    )?;
    Ok(target.join("release").join(program))
}
