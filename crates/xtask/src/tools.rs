//! Programs that check what we write: ready-made where a registry has them, else built once into the cache.

use std::env;
use std::fs;
use std::path::PathBuf;

use crate::checkout::Checkout;
use crate::python;
use crate::step::{self, Problem};

/// A program of the crates' registry, at one version.
pub struct Tool {
    name: &'static str,
    version: &'static str,
    options: &'static [&'static str],
}

/// Finds dependencies that nothing uses.
pub const MACHETE: Tool = Tool {
    name: "cargo-machete",
    version: "0.9.2",
    options: &[],
};

/// The program of a tool. Building it once is quicker without optimisation than its use is slower.
pub fn built(checkout: &Checkout, tool: &Tool) -> Result<PathBuf, Problem> {
    let folder = checkout
        .cache
        .join(format!("{}-{}", tool.name, tool.version));
    let program = folder
        .join("bin")
        .join(format!("{}{}", tool.name, env::consts::EXE_SUFFIX));
    if program.is_file() {
        return Ok(program);
    }
    let wanted = format!("{}@{}", tool.name, tool.version);
    let target = folder.join("build");
    step::run_quietly(
        &format!("build {wanted}"),
        checkout
            .cargo(&["install", "--quiet", "--locked", "--debug", &wanted])
            .args(tool.options)
            .arg("--root")
            .arg(&folder)
            .env("CARGO_TARGET_DIR", &target)
            .env("CARGO_PROFILE_DEV_DEBUG", "0"),
    )?;
    // What is left of the building is large, and of no use any more.
    fs::remove_dir_all(&target)?;
    Ok(program)
}

/// A program of the Python registry (`crates/xtask/requirements.txt`), where it needs no building.
pub fn ready_made(checkout: &Checkout, name: &str) -> Result<PathBuf, Problem> {
    let requirements = checkout
        .root
        .join("crates")
        .join("xtask")
        .join("requirements.txt");
    let interpreter = python::environment(checkout, &requirements)?;
    Ok(interpreter.with_file_name(format!("{name}{}", env::consts::EXE_SUFFIX)))
}
