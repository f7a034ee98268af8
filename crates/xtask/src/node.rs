//! Node packages: the interface's, and those of the programs that we are compared with.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::checkout::{Checkout, fingerprint};
use crate::step::{self, Problem};

const LOCK: &str = "package-lock.json";
/// Written in `node_modules` when an installation is complete: the lock file's fingerprint.
const MARK: &str = ".installed-lock";

/// An npm command in a folder.
pub fn npm(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.args(arguments).current_dir(folder);
    command
}

/// Installs what the interface's lock file says, unless that is done already.
pub fn install_interface(checkout: &Checkout) -> Result<(), Problem> {
    install(&checkout.ui(), "interface: npm ci")
}

/// Builds the interface into `ui/dist`, once in the life of this program.
pub fn build_interface(checkout: &Checkout) -> Result<(), Problem> {
    static BUILT: OnceLock<()> = OnceLock::new();
    if BUILT.get().is_none() {
        step::run_quietly(
            "interface: build",
            &mut npm(&checkout.ui(), &["run", "build"]),
        )?;
        BUILT.set(()).ok();
    }
    Ok(())
}

/// Installs the interoperability peers in the cache; `None` if the tests name none.
pub fn install_peers(checkout: &Checkout) -> Result<Option<PathBuf>, Problem> {
    let source = checkout.root.join("tests").join("interop");
    let manifest = source.join("package.json");
    let lock = source.join(LOCK);
    if !lock.is_file() {
        return Ok(None);
    }
    let folder = checkout
        .cache
        .join(format!("interop-{}", fingerprint(&[&manifest, &lock])?));
    fs::create_dir_all(&folder)?;
    fs::copy(&manifest, folder.join("package.json"))?;
    fs::copy(&lock, folder.join(LOCK))?;
    install(&folder, "interoperability peers: npm ci")?;
    Ok(Some(folder.join("node_modules")))
}

/// Installs one published command in the cache and returns the path of its program.
pub fn install_command(
    checkout: &Checkout,
    package: &str,
    version: &str,
    program: &str,
) -> Result<PathBuf, Problem> {
    let name = package.replace(['@', '/'], "-");
    let folder = checkout.cache.join(format!("npm{name}-{version}"));
    let bin = folder.join("node_modules").join(".bin").join(program);
    if !bin.exists() {
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("package.json"), "{\"private\":true}\n")?;
        let wanted = format!("{package}@{version}");
        step::run_quietly(
            &format!("npm install {wanted}"),
            &mut npm(
                &folder,
                &[
                    "install",
                    "--save-exact",
                    "--no-audit",
                    "--no-fund",
                    &wanted,
                ],
            ),
        )?;
    }
    Ok(bin)
}

fn install(folder: &Path, name: &str) -> Result<(), Problem> {
    require_node()?;
    let lock = fingerprint(&[&folder.join(LOCK)])?;
    let mark = folder.join("node_modules").join(MARK);
    if fs::read_to_string(&mark).is_ok_and(|known| known == lock) {
        return Ok(());
    }
    step::run_quietly(name, &mut npm(folder, &["ci", "--no-audit", "--no-fund"]))?;
    fs::write(mark, lock)?;
    Ok(())
}

fn require_node() -> Result<(), Problem> {
    let version = Command::new("node").arg("--version").output().ok();
    let major = version
        .and_then(|output| String::from_utf8(output.stdout).ok())
        .and_then(|text| {
            text.trim()
                .trim_start_matches('v')
                .split('.')
                .next()?
                .parse::<u32>()
                .ok()
        });
    match major {
        Some(20..) => Ok(()),
        Some(old) => Err(Problem::new(format!(
            "Node {old} est trop ancien : installez Node 20 ou plus récent (Node 20 or newer is needed)"
        ))),
        None => Err(Problem::new(
            "Node n’est pas installé : installez Node 20 ou plus récent, avec npm (Node 20 or newer is needed)",
        )),
    }
}
