//! `cargo xtask package`: the installable package of this system.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::checkout::Checkout;
use crate::step::{self, Problem};
use crate::{node, system};

/// The last version whose npm package has all its platforms.
const TAURI_CLI: &str = "2.12.3";

/// Builds the release with everything inside (OpenSSL too) and wraps it as a `.deb`. What is written on the package is tried
/// first: it is read by the bundler only once all is compiled.
pub fn package(checkout: &Checkout) -> Result<ExitCode, Problem> {
    system::require(&[system::COMPILE])?;
    node::install_interface(checkout)?;
    node::build_interface(checkout)?;
    let tauri = bundler(checkout)?;
    rehearse_in(checkout, &tauri)?;
    step::run(
        "package",
        Command::new(tauri)
            .args(["build", "--ci", "--bundles", "deb"])
            .current_dir(checkout.root.join("src-tauri"))
            .env("CARGO_TARGET_DIR", &checkout.target)
            // `.cargo/config.toml` asks for the system's libcrypto; what we ship must not need it.
            .env("OPENSSL_NO_VENDOR", "0"),
    )?;
    said("The package", &packages(&checkout.target))
}

/// Wraps a program that is there already in the place of ours, in seconds: the same package but for what it runs.
pub fn rehearse(checkout: &Checkout) -> Result<ExitCode, Problem> {
    let tauri = bundler(checkout)?;
    let made = rehearse_in(checkout, &tauri)?;
    said("A package that runs nothing", &made)
}

fn bundler(checkout: &Checkout) -> Result<PathBuf, Problem> {
    node::install_command(checkout, "@tauri-apps/cli", TAURI_CLI, "tauri")
}

/// Gives the folder of the package.
fn rehearse_in(checkout: &Checkout, tauri: &Path) -> Result<PathBuf, Problem> {
    let target = checkout.target.join("rehearsal");
    // Of before: a package that was not made again must not be taken for this one.
    if target.exists() {
        fs::remove_dir_all(&target)?;
    }
    let release = target.join("release");
    fs::create_dir_all(&release)?;
    let program = format!("atelier-badges{}", env::consts::EXE_SUFFIX);
    fs::copy(env::current_exe()?, release.join(program))?;
    step::run_quietly(
        "package: rehearsal",
        Command::new(tauri)
            .args(["bundle", "--ci", "--bundles", "deb"])
            .current_dir(checkout.root.join("src-tauri"))
            .env("CARGO_TARGET_DIR", &target),
    )?;
    Ok(packages(&target))
}

fn packages(target: &Path) -> PathBuf {
    target.join("release").join("bundle").join("deb")
}

fn said(what: &str, folder: &Path) -> Result<ExitCode, Problem> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "deb") {
            names.push(path);
        }
    }
    let [package] = names.as_slice() else {
        return Err(Problem::new(format!(
            "{} packages in {}",
            names.len(),
            folder.display()
        )));
    };
    println!("\n{what}: {}", package.display());
    Ok(ExitCode::SUCCESS)
}
