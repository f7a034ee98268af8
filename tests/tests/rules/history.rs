//! What is said of each change, and the version that it comes with.

#![allow(clippy::unwrap_used)] // a rule that cannot be read is broken

use std::path::Path;
use std::process::Command;

use atelier_tests::place::root;

use crate::architecture::content;

/// The longest subject that is read whole in a list, in characters.
const LONGEST: usize = 72;

fn git(arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    let output = command.args(arguments).current_dir(root()).output();
    let output = output.unwrap();
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_change_is_told_in_a_line() {
    // Where the list of changes begins.
    let source = content(Path::new("crates/xtask/src/changelog.rs"));
    let after = source.split_once("BEFORE: &str = \"").unwrap().1;
    let first = after.split_once('"').unwrap().0;
    let subjects = git(&["log", "--format=%s", &format!("{first}..HEAD")]);
    assert!(subjects.lines().count() > 80, "{subjects}");
    for subject in subjects.lines() {
        assert!(subject.chars().count() <= LONGEST, "{subject}");
    }
}

#[test]
fn the_version_is_said_once() {
    for file in ["ui/package.json", "src-tauri/tauri.conf.json"] {
        assert!(
            !content(Path::new(file)).contains("\"version\""),
            "{file}: it is Cargo.toml's"
        );
    }
    let manifest = content(Path::new("Cargo.toml"));
    let versions = manifest.lines().filter(|line| line.starts_with("version"));
    assert_eq!(versions.count(), 1);
    for package in ["crates/app", "src-tauri", "crates/guichet"] {
        let manifest = content(&Path::new(package).join("Cargo.toml"));
        assert!(manifest.contains("version.workspace = true"), "{package}");
    }
}
