//! `cargo xtask bench`: ours beside named peers, in the release profile.

use std::env;
use std::process::ExitCode;

use crate::checkout::Checkout;
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
    system::require(&[system::COMPILE])?;
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

/// The window itself: in the development build, since what is shipped cannot be driven by another program.
fn startup(checkout: &Checkout, file: &str) -> Result<ExitCode, Problem> {
    system::require(&[system::COMPILE, system::WINDOW])?;
    node::install_interface(checkout)?;
    node::build_interface(checkout)?;
    step::run("build", &mut checkout.build_everything())?;
    let json = env::current_dir()?.join(file);
    step::run(
        "measure startup",
        std::process::Command::new(checkout.program("bench_startup"))
            .current_dir(&checkout.root)
            .arg("--json")
            .arg(&json),
    )?;
    Ok(ExitCode::SUCCESS)
}
