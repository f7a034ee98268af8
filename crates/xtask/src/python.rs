//! Python environments for the programs that we are compared with.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::checkout::{Checkout, fingerprint};
use crate::step::{self, Problem};
use crate::system;

/// Makes an environment in the cache that holds exactly a requirements file, and returns its
/// interpreter. A complete one is used again.
pub fn environment(checkout: &Checkout, requirements: &Path) -> Result<PathBuf, Problem> {
    let folder = checkout
        .cache
        .join(format!("python-{}", fingerprint(&[requirements])?));
    let interpreter = if cfg!(windows) {
        folder.join("Scripts").join("python.exe")
    } else {
        folder.join("bin").join("python")
    };
    let mark = folder.join(".installed");
    if mark.is_file() && interpreter.exists() {
        return Ok(interpreter);
    }
    let python = if cfg!(windows) { "python" } else { "python3" };
    let ready = Command::new(python)
        .args(["-c", "import ensurepip, venv"])
        .output();
    if !ready.is_ok_and(|output| output.status.success()) {
        system::require(&[&["python3", "python3-venv"]])?;
    }
    step::run_quietly(
        "Python environment",
        Command::new(python)
            .args(["-m", "venv", "--clear"])
            .arg(&folder),
    )?;
    step::run_quietly(
        "Python packages",
        Command::new(&interpreter)
            .args(["-m", "pip", "install", "--quiet", "--requirement"])
            .arg(requirements),
    )?;
    fs::write(mark, "")?;
    Ok(interpreter)
}

/// The environment of the interoperability peers; `None` if the tests name none.
pub fn peers(checkout: &Checkout) -> Result<Option<PathBuf>, Problem> {
    let requirements = checkout
        .root
        .join("tests")
        .join("interop")
        .join("requirements.txt");
    if !requirements.is_file() {
        return Ok(None);
    }
    environment(checkout, &requirements).map(Some)
}
