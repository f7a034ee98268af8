//! Where things are: the sources, what is kept between two checkouts, and how cargo is called.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::step::Problem;

/// The cargo feature that puts the built interface inside the application.
pub const EMBEDDED_INTERFACE: &str = "atelier-badges/custom-protocol";

/// A checkout of the sources and the cache folder shared by all checkouts.
pub struct Checkout {
    /// The folder that holds the workspace's `Cargo.toml`.
    pub root: PathBuf,
    /// Downloads and builds that outlive a checkout.
    pub cache: PathBuf,
    /// Cargo's target folder: kept outside the checkout unless the caller chose one.
    pub target: PathBuf,
}

impl Checkout {
    /// Finds the checkout that holds this crate.
    pub fn find() -> Result<Self, Problem> {
        let start = match env::var_os("CARGO_MANIFEST_DIR") {
            Some(folder) => PathBuf::from(folder),
            None => env::current_dir()?,
        };
        let root = start
            .ancestors()
            .find(|folder| folder.join("Cargo.lock").is_file())
            .ok_or_else(|| Problem::new("no workspace here: call `cargo xtask` from the checkout"))?
            .to_path_buf();
        let cache = cache_folder()?.join("atelier-badges");
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => root.join(folder),
            None => cache.join("target"),
        };
        fs::create_dir_all(&cache)?;
        Ok(Self {
            root,
            cache,
            target,
        })
    }

    /// The interface's folder.
    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// A cargo command at the root, with the shared target folder and the system's libcrypto.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = self.settled(Command::new(program));
        command.args(arguments);
        command
    }

    /// Any program that calls cargo, told the same.
    pub fn settled(&self, mut command: Command) -> Command {
        command
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("OPENSSL_NO_VENDOR", "1")
            .stdin(Stdio::null());
        // What cargo says of this very program: the build script of `ring` reads some of it, so that all that depends on it
        // would be compiled again after every cargo called by hand.
        for (name, _) in env::vars_os() {
            let of_this_program = name.to_str().is_some_and(|name| {
                name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
            });
            if of_this_program {
                command.env_remove(name);
            }
        }
        command
    }

    /// A program built in the development profile.
    pub fn program(&self, name: &str) -> PathBuf {
        self.target
            .join("debug")
            .join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }

    /// Builds every program and every test once, with the features that `cargo test` uses
    /// (`--tests` makes cargo take the development dependencies' features into account, so
    /// that the test run compiles nothing again).
    pub fn build_everything(&self) -> Command {
        self.cargo(&[
            "build",
            "--workspace",
            "--bins",
            "--tests",
            "--features",
            EMBEDDED_INTERFACE,
        ])
    }
}

fn cache_folder() -> Result<PathBuf, Problem> {
    let set = |name: &str| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    if let Some(folder) = set("XDG_CACHE_HOME") {
        return Ok(folder);
    }
    if let Some(folder) = set("LOCALAPPDATA") {
        return Ok(folder);
    }
    set("HOME")
        .map(|home| home.join(".cache"))
        .ok_or_else(|| Problem::new("no HOME: set XDG_CACHE_HOME to a folder that may be written"))
}

/// A short name for the content of files, stable from one machine to the next (FNV-1a, 64 bits).
pub fn fingerprint(files: &[&Path]) -> Result<String, Problem> {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for file in files {
        for byte in fs::read(file)? {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    Ok(format!("{hash:016x}"))
}
