//! The architecture, as tests: what may depend on what, and what is written nowhere twice.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a rule that cannot be read is broken

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use atelier_app::commands::ALL;
use atelier_tests::place::root;
use serde_json::Value;

/// Every arrow that is allowed between our crates, as in `docs/ARCHITECTURE.md`.
const ARROWS: &[(&str, &[&str])] = &[
    ("atelier-domain", &[]),
    ("atelier-protocol", &["atelier-domain"]),
    ("atelier-store", &["atelier-domain"]),
    ("atelier-evidence", &["atelier-domain"]),
    ("atelier-texts", &["atelier-domain"]),
    ("atelier-documents", &["atelier-domain", "atelier-texts"]),
    ("atelier-sync", &["atelier-domain", "atelier-protocol"]),
    (
        "atelier-app",
        &[
            "atelier-documents",
            "atelier-domain",
            "atelier-evidence",
            "atelier-protocol",
            "atelier-store",
            "atelier-sync",
            "atelier-texts",
        ],
    ),
    ("atelier-cli", &["atelier-app", "atelier-texts"]),
    ("atelier-badges", &["atelier-app", "atelier-texts"]),
    (
        "guichet",
        &[
            "atelier-documents",
            "atelier-domain",
            "atelier-evidence",
            "atelier-protocol",
            "atelier-texts",
        ],
    ),
    ("xtask", &[]),
];

/// The tests may use any crate.
const TESTS: &str = "atelier-tests";

/// Heavy crates that a room may not reach, even through another.
const NEVER: &[(&str, &[&str])] = &[
    (
        "atelier-domain",
        &[
            "serde",
            "serde_json",
            "tokio",
            "rusqlite",
            "reqwest",
            "axum",
            "tauri",
        ],
    ),
    (
        "atelier-protocol",
        &["axum", "reqwest", "rusqlite", "tokio", "tauri"],
    ),
    ("atelier-store", &["axum", "reqwest", "tauri"]),
    (
        "atelier-evidence",
        &["axum", "reqwest", "rusqlite", "tokio", "tauri"],
    ),
    (
        "atelier-documents",
        &["axum", "reqwest", "rusqlite", "tokio", "tauri"],
    ),
    ("atelier-sync", &["axum", "rusqlite", "tauri"]),
    ("atelier-app", &["axum", "tauri"]),
    ("atelier-cli", &["axum", "tauri"]),
    ("atelier-badges", &["axum"]),
    ("guichet", &["tauri"]),
];

/// Longest source file, in lines.
const LONGEST: usize = 600;

#[test]
fn crates_depend_on_each_other_along_the_arrows_only() {
    let allowed: BTreeMap<&str, BTreeSet<&str>> = ARROWS
        .iter()
        .map(|(from, to)| (*from, to.iter().copied().collect()))
        .collect();
    let packages = packages();
    let ours: BTreeSet<String> = packages.keys().cloned().collect();
    for (name, package) in &packages {
        if name == TESTS {
            continue;
        }
        let arrows = allowed.get(name.as_str()).unwrap_or_else(|| {
            panic!("the crate {name} has no place in the architecture yet: add its arrows here")
        });
        for dependency in list(package, "dependencies") {
            // What only tests use may go anywhere.
            if dependency["kind"] == "dev" {
                continue;
            }
            let to = text(dependency, "name");
            assert!(
                !ours.contains(to) || arrows.contains(to),
                "{name} must not depend on {to}"
            );
        }
    }
}

#[test]
fn heavy_crates_stay_in_their_rooms() {
    let graph = Graph::read();
    for (room, never) in NEVER {
        let reached = graph.reached_from(room);
        for heavy in *never {
            assert!(!reached.contains(*heavy), "{room} reaches {heavy}");
        }
    }
}

#[test]
fn the_domain_depends_on_nothing_of_ours_and_xtask_on_nothing_at_all() {
    let packages = packages();
    assert_eq!(list(&packages["xtask"], "dependencies").len(), 0);
    let graph = Graph::read();
    let ours: Vec<&String> = packages
        .keys()
        .filter(|name| *name != "atelier-domain")
        .collect();
    let reached = graph.reached_from("atelier-domain");
    assert!(
        ours.iter().all(|name| !reached.contains(name.as_str())),
        "{reached:?}"
    );
}

#[test]
fn every_crate_inherits_licence_lints_and_versions() {
    for (name, package) in packages() {
        let path = PathBuf::from(text(&package, "manifest_path"));
        let manifest = fs::read_to_string(&path).unwrap();
        for line in [
            "license.workspace = true",
            "version.workspace = true",
            "edition.workspace = true",
            "[lints]\nworkspace = true",
        ] {
            assert!(
                manifest.contains(line),
                "{name}: no `{}`",
                line.replace('\n', " ")
            );
        }
        assert_eq!(package["license"], "EUPL-1.2", "{name}");
        let mut section = "";
        for line in manifest.lines().map(str::trim) {
            if line.starts_with('[') {
                section = line;
            } else if section.contains("dependencies") && !line.is_empty() && !line.starts_with('#')
            {
                let inherited =
                    line.contains(".workspace = true") || line.contains("workspace = true");
                assert!(
                    inherited,
                    "{name}: the version of `{line}` belongs in [workspace.dependencies]"
                );
            }
        }
    }
}

#[test]
fn the_same_sqlcipher_is_linked_everywhere() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    assert_eq!(lock.matches("name = \"libsqlite3-sys\"").count(), 1);
}

#[test]
fn no_source_file_is_too_long_to_be_read() {
    let generated = ["client", "types"].map(|name| PathBuf::from(format!("ui/src/api/{name}.ts")));
    let mut long = Vec::new();
    for file in tracked() {
        let source = ["rs", "ts", "svelte"]
            .iter()
            .any(|end| file.extension().is_some_and(|found| found == *end));
        if !source || generated.contains(&file) {
            continue;
        }
        let lines = content(&file).lines().count();
        if lines > LONGEST {
            long.push(format!("{} ({lines} lines)", file.display()));
        }
    }
    assert!(
        long.is_empty(),
        "to be divided by feature: {}",
        long.join(", ")
    );
}

#[test]
fn only_the_backend_folder_knows_tauri() {
    for file in tracked() {
        if file.starts_with("ui/src") && !file.starts_with("ui/src/api") {
            assert!(
                !content(&file).contains("@tauri-apps"),
                "{} imports Tauri",
                file.display()
            );
        }
    }
}

#[test]
fn no_tracked_file_names_a_folder_of_one_machine() {
    // Written in two parts, so that this file is not found itself.
    let folders = [
        ["/ro", "ot/"],
        ["/wo", "rk/main"],
        ["/wo", "rk/shared"],
        ["/home", "/"],
        ["/Us", "ers/"],
    ]
    .map(|parts| parts.concat());
    for file in tracked() {
        let Ok(bytes) = fs::read(root().join(&file)) else {
            continue;
        };
        let Ok(text) = String::from_utf8(bytes) else {
            continue;
        };
        // The interface has a feature of that name.
        let text = text.replace("./home/", "").replace("features/home/", "");
        for folder in &folders {
            assert!(
                !text.contains(folder.as_str()),
                "{} names {folder}",
                file.display()
            );
        }
    }
}

#[test]
fn migrations_are_numbered_without_gap() {
    let mut folders: BTreeMap<PathBuf, Vec<u32>> = BTreeMap::new();
    for file in tracked() {
        let folder = file.parent().unwrap_or(Path::new("")).to_path_buf();
        if file.extension().is_some_and(|end| end == "sql") && folder.ends_with("migrations") {
            let name = file.file_name().unwrap().to_string_lossy();
            let number: String = name.chars().take_while(char::is_ascii_digit).collect();
            let number = number
                .parse()
                .unwrap_or_else(|_| panic!("{} has no number", file.display()));
            folders.entry(folder).or_default().push(number);
        }
    }
    assert!(!folders.is_empty(), "no migration found");
    for (folder, mut numbers) in folders {
        numbers.sort_unstable();
        let expected: Vec<u32> = (1..).take(numbers.len()).collect();
        assert_eq!(numbers, expected, "{}", folder.display());
    }
}

#[test]
fn every_problem_says_what_happened_what_was_kept_and_what_to_do() {
    let file = root().join("assets/i18n/fr/problems.json");
    let problems: BTreeMap<String, BTreeMap<String, String>> =
        serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    assert!(!problems.is_empty());
    for (code, said) in problems {
        let keys: Vec<&str> = said.keys().map(String::as_str).collect();
        assert_eq!(keys, ["kept", "todo", "what"], "{code}");
        for (key, sentence) in &said {
            assert!(!sentence.trim().is_empty(), "{code}: {key} is empty");
        }
        assert!(
            said["what"].ends_with(['.', '!', '?', '…', '}']),
            "{code}: « {} »",
            said["what"]
        );
    }
}

/// `Problem::unexpected` is the one way there, and wants a cause for the log.
#[test]
fn a_fault_of_the_program_never_goes_without_its_cause() {
    let bare = concat!("Case::", "Unexpected");
    let mut saying = tracked();
    saying.retain(|file| file.extension().is_some_and(|end| end == "rs"));
    saying.retain(|file| content(file).contains(bare));
    assert_eq!(saying, [Path::new("crates/app/src/base/problem.rs")]);
}

/// A command is one line of the table and its use case; all else follows from that line. Another list by hand would be
/// forgotten by the next one who adds a command.
#[test]
fn a_command_is_written_once() {
    let table = Path::new("crates/app/src/commands/table.rs");
    let declared: Vec<String> = content(table)
        .lines()
        .filter_map(|line| Some(line.strip_prefix("        ")?.split_once('(')?.0.to_owned()))
        .filter(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
        .collect();
    assert_eq!(
        declared.len(),
        ALL.len(),
        "the table is read otherwise than Rust does"
    );

    // What is generated from the table, and compared with it by a test.
    let generated = [
        "src-tauri/capabilities/main.json",
        "src-tauri/capabilities/projector.json",
        "ui/src/api/client.ts",
        "ui/src/api/types.ts",
    ];
    let on_the_way: Vec<PathBuf> = tracked()
        .into_iter()
        .filter(|file| {
            file.starts_with("src-tauri")
                || file.starts_with("crates/app/src/commands")
                || file.starts_with("ui/src/api")
        })
        .filter(|file| {
            ["rs", "ts", "json"]
                .iter()
                .any(|end| file.extension().is_some_and(|e| e == *end))
        })
        .filter(|file| file != table && !generated.iter().any(|one| file == Path::new(one)))
        .filter(|file| file.file_name().is_some_and(|name| name != "tests.rs"))
        .collect();
    assert!(on_the_way.len() > 15, "{on_the_way:?}");

    for name in &declared {
        let camel = atelier_app::commands::camel(name);
        let kebab = name.replace('_', "-");
        let mut written = vec![
            format!("\"allow-{kebab}\""),
            format!("tauri::command]\nfn {name}"),
        ];
        // A single word may be the name of anything.
        if name.contains('_') {
            written.extend([format!("\"{name}\""), format!("'{name}'")]);
        }
        // In TypeScript, a method of the client.
        let method = [format!("  {camel}("), format!("  {camel}: (")];
        for file in &on_the_way {
            let text = content(file);
            let again = written.iter().any(|one| text.contains(one))
                || (file.extension().is_some_and(|end| end == "ts")
                    && !IN_TYPESCRIPT.contains(&camel.as_str())
                    && method.iter().any(|one| text.contains(one)));
            assert!(!again, "{name} is written again in {}", file.display());
        }
    }
}

/// What the interface does otherwise where the application cannot.
const IN_TYPESCRIPT: &[&str] = &["copyText"];

/// Our packages by name, as cargo describes them.
fn packages() -> BTreeMap<String, Value> {
    let metadata = metadata(&["--no-deps"]);
    list(&metadata, "packages")
        .iter()
        .map(|package| (text(package, "name").to_owned(), package.clone()))
        .collect()
}

fn metadata(more: &[&str]) -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline"])
        .args(more)
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The platform that the tests run on, as cargo names it.
fn host() -> String {
    let output = Command::new(env!("CARGO")).arg("-vV").output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.expect("cargo names its host").to_owned()
}

/// What depends on what among all the crates, without what only tests use.
struct Graph {
    names: BTreeMap<String, String>,
    next: BTreeMap<String, Vec<String>>,
}

impl Graph {
    fn read() -> Self {
        let metadata = metadata(&["--filter-platform", &host()]);
        let names = list(&metadata, "packages")
            .iter()
            .map(|package| {
                (
                    text(package, "id").to_owned(),
                    text(package, "name").to_owned(),
                )
            })
            .collect();
        let next = list(&metadata["resolve"], "nodes")
            .iter()
            .map(|node| {
                (
                    text(node, "id").to_owned(),
                    dependencies_outside_tests(node),
                )
            })
            .collect();
        Self { names, next }
    }

    /// The names of all that a crate of ours ends up with, itself included.
    fn reached_from(&self, name: &str) -> BTreeSet<String> {
        let local = self
            .names
            .iter()
            .find(|(id, found)| *found == name && id.starts_with("path+"))
            .unwrap_or_else(|| panic!("no crate {name}"));
        let mut reached = BTreeSet::new();
        let mut ahead = vec![local.0.clone()];
        while let Some(id) = ahead.pop() {
            if reached.insert(id.clone()) {
                ahead.extend(self.next[&id].iter().cloned());
            }
        }
        reached.iter().map(|id| self.names[id].clone()).collect()
    }
}

fn dependencies_outside_tests(node: &Value) -> Vec<String> {
    list(node, "deps")
        .iter()
        .filter(|dependency| {
            list(dependency, "dep_kinds")
                .iter()
                .any(|kind| kind["kind"].is_null())
        })
        .map(|dependency| text(dependency, "pkg").to_owned())
        .collect()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a Vec<Value> {
    value[key]
        .as_array()
        .unwrap_or_else(|| panic!("no list `{key}`"))
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key]
        .as_str()
        .unwrap_or_else(|| panic!("no text `{key}`"))
}

/// The files that git follows, relative to the root.
pub(crate) fn tracked() -> Vec<PathBuf> {
    let output = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let names = String::from_utf8(output.stdout).unwrap();
    let files: Vec<PathBuf> = names
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(PathBuf::from)
        .collect();
    assert!(files.len() > 20, "git follows too few files here");
    files
}

pub(crate) fn content(file: &Path) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_default()
}
