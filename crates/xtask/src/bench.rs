//! `cargo xtask bench`: ours beside named peers, in the release profile.

use std::env;
use std::process::ExitCode;

use crate::checkout::{Checkout, EMBEDDED_INTERFACE};
use crate::step::{self, Problem};
use crate::{node, python, system};

/// Measures one subject and writes the figures as JSON in a file.
pub fn bench(checkout: &Checkout, subject: &str, file: &str) -> Result<ExitCode, Problem> {
    let program = match subject {
        "documents" => "bench_documents",
        "store" => "bench_store",
        "startup" => return startup(checkout, file),
        other => {
            eprintln!(
                "xtask: nothing to measure is called {other}; there are `documents`, `store` and `startup`"
            );
            return Ok(ExitCode::from(2));
        }
    };
    // What draws pages and starts windows is the peers' too.
    system::require(&[system::COMPILE, system::WINDOW])?;
    let requirements = checkout
        .root
        .join("tests")
        .join("bench")
        .join("requirements.txt");
    let interpreter = python::environment(checkout, &requirements)?;
    step::run(
        "build (release)",
        &mut checkout.cargo(&[
            "build",
            "--release",
            "--package",
            "atelier-tests",
            "--bin",
            program,
        ]),
    )?;
    let json = env::current_dir()?.join(file);
    let built = checkout.target.join("release").join(program);
    step::run(
        &format!("measure {subject}"),
        std::process::Command::new(built)
            .current_dir(&checkout.root)
            .arg("--json")
            .arg(&json)
            .arg("--python")
            .arg(&interpreter),
    )?;
    Ok(ExitCode::SUCCESS)
}

/// The window itself, as people run it, but obeying an outside driver. That difference must never be shipped: it is
/// built in a folder of its own, where nothing looks for a program to package.
fn startup(checkout: &Checkout, file: &str) -> Result<ExitCode, Problem> {
    system::require(&[system::COMPILE, system::WINDOW])?;
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
                "bench_startup",
                "--features",
                &features,
            ])
            .env("CARGO_TARGET_DIR", &target),
    )?;
    let json = env::current_dir()?.join(file);
    step::run(
        "measure startup",
        std::process::Command::new(target.join("release").join("bench_startup"))
            .current_dir(&checkout.root)
            .arg("--json")
            .arg(&json),
    )?;
    Ok(ExitCode::SUCCESS)
}
