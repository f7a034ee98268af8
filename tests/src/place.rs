//! Where the tests find what they need.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

/// The root of the checkout.
#[must_use]
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests).to_path_buf()
}

/// A file of `tests/fixtures`.
#[must_use]
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(name)
}

/// A program of the workspace, built in the same profile as the running test.
///
/// # Errors
/// When it is not built: `cargo xtask test` builds every program before the tests.
pub fn program(name: &str) -> Result<PathBuf> {
    let running = std::env::current_exe()?;
    let profile = running
        .ancestors()
        .skip(1)
        .find(|folder| !folder.ends_with("deps"))
        .context("the test runs from no folder")?;
    let program = profile.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    ensure!(
        program.is_file(),
        "{name} is not built; `cargo xtask test` builds it, or: cargo build --workspace --bins --tests \
         --features atelier-badges/custom-protocol"
    );
    Ok(program)
}
