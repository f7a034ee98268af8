//! `cargo xtask package`: the installable package of this system.

use std::process::{Command, ExitCode};

use crate::checkout::Checkout;
use crate::step::{self, Problem};
use crate::{node, system};

/// The last version whose npm package has all its platforms.
const TAURI_CLI: &str = "2.12.3";

/// Builds the release with everything inside (OpenSSL too) and wraps it as a `.deb`.
pub fn package(checkout: &Checkout) -> Result<ExitCode, Problem> {
    system::require(&[system::COMPILE])?;
    node::install_interface(checkout)?;
    node::build_interface(checkout)?;
    let tauri = node::install_command(checkout, "@tauri-apps/cli", TAURI_CLI, "tauri")?;
    step::run(
        "package",
        Command::new(tauri)
            .args(["build", "--ci", "--bundles", "deb"])
            .current_dir(checkout.root.join("src-tauri"))
            .env("CARGO_TARGET_DIR", &checkout.target)
            // `.cargo/config.toml` asks for the system's libcrypto; what we ship must not need it.
            .env("OPENSSL_NO_VENDOR", "0"),
    )?;
    println!(
        "\nThe package is in {}",
        checkout.target.join("release/bundle/deb").display()
    );
    Ok(ExitCode::SUCCESS)
}
