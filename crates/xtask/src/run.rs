//! `cargo xtask run`: the application, or its main job played where there is no display.

use std::env;
use std::process::{Command, ExitCode};

use crate::checkout::Checkout;
use crate::step::{self, Problem};
use crate::{node, system};

/// Installs what is missing, builds, and opens the window.
pub fn run(checkout: &Checkout) -> Result<ExitCode, Problem> {
    if has_display() {
        system::require(&[system::COMPILE])?;
        node::install_interface(checkout)?;
        node::build_interface(checkout)?;
        step::run(
            "build",
            &mut checkout.cargo(&[
                "build",
                "--package",
                "atelier-badges",
                "--features",
                "custom-protocol",
            ]),
        )?;
        step::run(
            "Atelier Badges",
            &mut Command::new(checkout.program("atelier-badges")),
        )?;
        return Ok(ExitCode::SUCCESS);
    }

    play(checkout)
}

/// Plays the main job under a virtual display.
pub fn play(checkout: &Checkout) -> Result<ExitCode, Problem> {
    println!("The main job will be played in the real window under a virtual display.");
    system::require(&[system::COMPILE, system::WINDOW])?;
    node::install_interface(checkout)?;
    node::build_interface(checkout)?;
    step::run("build", &mut checkout.build_everything())?;
    let out = checkout.root.join("target").join("demo");
    step::run(
        "the main job",
        Command::new(checkout.program("demo"))
            .current_dir(&checkout.root)
            .arg("--out")
            .arg(&out),
    )?;
    println!("\nScreenshots, posters and report: target/demo/ (begin with report.md)");
    Ok(ExitCode::SUCCESS)
}

fn has_display() -> bool {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
