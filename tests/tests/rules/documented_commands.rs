//! Every command that the README and `docs/` name is run: here as it is written, by another test, or by `cargo xtask test`. One that
//! nobody runs is found, and one that is no longer written too.

#![cfg(unix)] // as it is written: by a shell
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test says plainly that something cannot be otherwise

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use atelier_app::demo;
use atelier_tests::place::{program, root};
use atelier_tests::process::Group;

/// Programs whose name begins a command.
const PROGRAMS: [&str; 9] = [
    "cargo", "atelier", "guichet", "npm", "npx", "node", "pdftoppm", "python3", "apt-get",
];

/// Who runs a command.
enum Run {
    /// This test, as it is written.
    Here,
    /// A test of that file.
    Test(&'static str, &'static str),
    /// `cargo xtask test` itself, by that call.
    Xtask(&'static str),
    /// `cargo xtask test`, which runs every test of that crate; a test or a module of that name is among them.
    Among(&'static str, &'static str),
}
use Run::{Among, Here, Test, Xtask};

/// Every command that is written, in the order of [`HERE`] where it is run here.
const COMMANDS: &[(&str, Run)] = &[
    ("cargo xtask", Here),
    ("cargo xtask run", Xtask("run::play(")),
    ("cargo xtask test", Test(".ci/run", "cargo xtask test")),
    ("cargo xtask lint", Xtask("lint::steps(")),
    (
        "cargo xtask changelog > docs/CHANGELOG.md",
        Xtask("changelog::changelog("),
    ),
    ("cargo xtask look", Xtask("look::look(")),
    ("cargo xtask package", Xtask("package::rehearse(")),
    (
        "cargo xtask package --rehearse",
        Xtask("package::rehearse("),
    ),
    (
        "cargo xtask bench documents --json FILE",
        Xtask("bench(\"documents\")"),
    ),
    (
        "cargo xtask bench store --json FILE",
        Xtask("bench(\"store\")"),
    ),
    (
        "cargo xtask bench startup --json FILE",
        Xtask("bench(\"startup\")"),
    ),
    (
        "cargo metadata",
        Test(
            "tests/tests/rules/architecture.rs",
            "crates_depend_on_each_other_along_the_arrows_only",
        ),
    ),
    ("cargo test -p atelier-documents", Among("documents", "fn ")),
    (
        "cargo test --workspace --features atelier-badges/custom-protocol --test flows -- printing",
        Test("tests/tests/flows/main.rs", "mod printing;"),
    ),
    ("cargo test -p atelier-app guide", Among("app", "mod guide")),
    (
        "UPDATE_TYPES=1 cargo test -p atelier-app typescript",
        Among("app", "fn the_typescript_file_is_fresh"),
    ),
    (
        "UPDATE_TYPES=1 cargo test -p atelier-texts typescript",
        Among("texts", "fn the_names_of_values_in_typescript_are_fresh"),
    ),
    (
        "UPDATE_TYPES=1 cargo test -p atelier-badges capabilities",
        Test("src-tauri/src/commands.rs", "fn the_capabilities_are_fresh"),
    ),
    ("guichet user add fanny --data /srv/guichet", Here),
    (
        "guichet enrol --structure \"Nom de la SIAE\" --data /srv/guichet",
        Here,
    ),
    (
        "guichet enrol --structure \"Chantier du Parc\" --data DIR",
        Here,
    ),
    (
        "guichet serve --data /srv/guichet --public-url https://guichet.example.org",
        Here,
    ),
    (
        "guichet serve --public-url https://…",
        Test("tests/tests/rules/documented_commands.rs", "serve"),
    ),
    (
        "guichet api-token add",
        Test("tests/src/guichet_process.rs", "[\"api-token\", \"add\""),
    ),
    ("guichet api-token add NAME --data DIR", Here),
    ("guichet openapi", Here),
    ("cargo run -p guichet -- openapi > docs/openapi.json", Here),
    ("cargo run -p atelier-cli -- demo --dir demo-store", Here),
    ("atelier documents --list", Here),
    (
        "atelier documents poster --all --format a3 --out affiches.pdf",
        Here,
    ),
    (
        "atelier documents poster --all --together --out nos-badges.pdf",
        Here,
    ),
    (
        "atelier documents poster --all --dir DATA --beside uk --out p.pdf",
        Here,
    ),
    (
        "atelier documents --printers",
        Test("tests/tests/flows/printing.rs", "--printers"),
    ),
    (
        "ATELIER_PASSPHRASE=… atelier documents sheet attestation --dir DATA --out attestations.pdf",
        Here,
    ),
    (
        "atelier documents sheet <name> --data FILE.json --out FILE.pdf",
        Here,
    ),
    ("atelier documents <name> --data FILE.json", Here),
    (
        "atelier documents sheet sheet.json --data data.json --out pret.pdf",
        Test("tests/tests/rules/recipe_layout.rs", "sheet.json"),
    ),
    (
        "atelier documents sheet sheet.json --dir DOSSIER --workshop ATELIER --out pret.pdf",
        Test("tests/tests/rules/recipe_layout.rs", "--workshop"),
    ),
    ("pdftoppm -r 100 -png", Here),
];

/// What words of the documents stand for, in the shell of this test; longest first.
const STANDS_FOR: &[(&str, &str)] = &[
    ("/srv/guichet", "guichet-data"),
    ("docs/openapi.json", "openapi.json"),
    ("ATELIER_PASSPHRASE=…", ""),
    (
        "sheet <name> --data FILE.json",
        "sheet memo-cards --data FILE.json",
    ),
    (
        "documents <name> --data FILE.json",
        "documents poster --data posters.json --out posters.pdf",
    ),
    ("--data DIR", "--data guichet-data"),
    ("--dir DATA", "--dir demo-store"),
    ("-png", "-png affiches.pdf page"),
    ("--public-url", "--listen 127.0.0.1:0 --public-url"),
];

/// What one poster says.
const POSTERS: &str = r##"[{"structure": "Les Jardins", "badge": {"name": "Exemple", "recognises": "Un travail.",
    "image_svg": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><circle cx='4' cy='4' r='4' fill='#a9431a'/></svg>",
    "application_url": "https://example.org/c/earnablebadge/EXEMPLE/apply", "example": true},
    "rule": {"criterion": "Avoir fait.", "evidence": "Une photo.", "assessor": "La direction.", "process": "Le lundi."}}]"##;

/// A command as it is written, and where.
struct Written {
    words: String,
    place: String,
}

/// The README and all that is in `docs/`.
fn documents() -> Vec<PathBuf> {
    let mut found = vec![root().join("README.md")];
    let mut folders = vec![root().join("docs")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "md") {
                found.push(path);
            }
        }
    }
    found
}

/// Whether a text is a command: a program, after what is put in its environment, and something it is asked.
fn is_command(text: &str) -> bool {
    let mut words = text.split_whitespace().skip_while(|word| {
        let name = word.split_once('=').map(|(name, _)| name);
        name.is_some_and(|name| name.chars().all(|c| c.is_ascii_uppercase() || c == '_'))
    });
    let program = words.next().unwrap_or_default();
    PROGRAMS.contains(&program) && words.next().is_some()
}

/// The commands of a page: in its blocks of code, and between back quotes in its text.
fn written(page: &Path) -> Vec<Written> {
    let source = fs::read_to_string(page).unwrap();
    let mut found = Vec::new();
    let mut fenced = false;
    for (line, number) in source.lines().zip(1..) {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            continue;
        }
        let texts: Vec<&str> = match fenced {
            true => vec![line.split(" #").next().unwrap().trim()],
            // What is between back quotes is every other part.
            false => line.split('`').skip(1).step_by(2).collect(),
        };
        for text in texts.into_iter().filter(|text| is_command(text)) {
            let place = page.strip_prefix(root()).unwrap().display();
            for words in alternatives(text) {
                found.push(Written {
                    words,
                    place: format!("{place}:{number}"),
                });
            }
        }
    }
    found
}

/// `a b|c` is `a b` and `a c`.
fn alternatives(text: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    for word in text.split_whitespace() {
        let ways: Vec<&str> = word.split('|').collect();
        all = all
            .iter()
            .flat_map(|before| ways.iter().map(move |way| format!("{before} {way}")))
            .collect();
    }
    all.into_iter().map(|one| one.trim().to_owned()).collect()
}

fn everything() -> Vec<Written> {
    documents().iter().flat_map(|page| written(page)).collect()
}

#[test]
fn every_command_that_is_written_is_run() {
    let written = everything();
    assert!(written.len() > 25, "too few commands were found");
    let table: BTreeMap<&str, &Run> = COMMANDS.iter().map(|(words, run)| (*words, run)).collect();
    let forgotten: Vec<String> = written
        .iter()
        .filter(|one| !table.contains_key(one.words.as_str()))
        .map(|one| format!("{}: {}", one.place, one.words))
        .collect();
    assert!(
        forgotten.is_empty(),
        "nobody runs:\n{}",
        forgotten.join("\n")
    );
    let unwritten: Vec<&&str> = table
        .keys()
        .filter(|words| !written.iter().any(|one| one.words == **words))
        .collect();
    assert!(
        unwritten.is_empty(),
        "written nowhere any more: {unwritten:?}"
    );
}

#[test]
fn who_is_said_to_run_a_command_does() {
    let read = |file: &str| fs::read_to_string(root().join(file)).unwrap();
    let test = read("crates/xtask/src/test.rs");
    for (words, run) in COMMANDS {
        match run {
            Here => {}
            Test(file, has) => assert!(read(file).contains(has), "{words}: {file} has no {has}"),
            Xtask(call) => assert!(test.contains(call), "{words}: nobody calls {call}"),
            Among(of, has) => {
                let folder = root().join("crates").join(of);
                assert!(anywhere(&folder, has), "{words}: nothing in {of} is {has}");
            }
        }
    }
}

#[test]
fn the_readme_says_the_rust_that_is_declared() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let declared = manifest
        .lines()
        .find_map(|line| line.strip_prefix("rust-version = "))
        .unwrap()
        .trim_matches('"');
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    assert!(
        readme.contains(&format!("With Rust {declared} or newer")),
        "{declared}"
    );
}

/// Whether a Rust file below a folder has that in it.
fn anywhere(folder: &Path, has: &str) -> bool {
    fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => anywhere(&path, has),
            false => {
                path.extension().is_some_and(|end| end == "rs")
                    && fs::read_to_string(&path).unwrap().contains(has)
            }
        }
    })
}

/// A folder where the programs are called as in the documents: `cargo run -p … --` and `cargo xtask` run what is built.
fn programs(folder: &Path) -> PathBuf {
    let bin = folder.join("bin");
    fs::create_dir(&bin).unwrap();
    let built = |name: &str| program(name).unwrap().display().to_string();
    let way = |name: &str, script: String| {
        let file = bin.join(name);
        fs::write(&file, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    };
    for name in ["atelier", "guichet"] {
        way(name, format!("exec '{}' \"$@\"", built(name)));
    }
    way(
        "cargo",
        format!(
            "case \"$1 $3\" in
             'run atelier-cli') shift 4; exec '{}' \"$@\" ;;
             'run guichet') shift 4; exec '{}' \"$@\" ;;
             'xtask '*) shift; exec '{}' \"$@\" ;;
             *) echo \"not run here: cargo $*\" >&2; exit 1 ;;
             esac",
            built("atelier"),
            built("guichet"),
            built("xtask")
        ),
    );
    bin
}

#[test]
fn what_is_written_works() {
    let folder = tempfile::tempdir().unwrap();
    let bin = programs(folder.path());
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    let person = r#"{"person": "Alex Exemple", "email": "alex@example.org", "phone": "", "structure": "Les Jardins", "contact": "Claire",
        "register_address": "https://example.org/inscription", "login_address": "https://example.org/connexion"}"#;
    let data = format!(r#"{{"values": {person}, "lists": {{"people": [{person}]}}}}"#);
    fs::write(folder.path().join("FILE.json"), data).unwrap();
    fs::write(folder.path().join("posters.json"), POSTERS).unwrap();
    let shell = |words: &str| {
        let mut shell = Command::new("sh");
        shell
            .args(["-c", words])
            .current_dir(folder.path())
            .env("PATH", &path)
            .env("ATELIER_PASSPHRASE", demo::PASSPHRASE)
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY");
        shell
    };
    // What others need first.
    let begun = [
        "cargo run -p atelier-cli -- demo --dir demo-store",
        "guichet user add fanny --data /srv/guichet",
    ];
    let rest = COMMANDS
        .iter()
        .filter(|(words, run)| matches!(run, Here) && !begun.contains(words));
    for words in begun.into_iter().chain(rest.map(|(words, _)| *words)) {
        let mut line = words.to_owned();
        for (word, meant) in STANDS_FOR {
            line = line.replace(word, meant);
        }
        if words.starts_with("guichet serve") {
            serve(&mut shell(&format!("exec {line}")), words);
            continue;
        }
        let done = shell(&format!("echo 'Cheval-orange-table-7-lundi' | {line}"))
            .output()
            .unwrap();
        assert!(done.status.success(), "{words}\n({line})\n{}", said(&done));
    }
    for made in [
        "affiches.pdf",
        "nos-badges.pdf",
        "p.pdf",
        "attestations.pdf",
        "FILE.pdf",
        "posters.pdf",
    ] {
        let bytes = fs::read(folder.path().join(made)).unwrap();
        assert!(bytes.starts_with(b"%PDF-"), "{made}");
    }
    let openapi = fs::read_to_string(folder.path().join("openapi.json")).unwrap();
    let kept = fs::read_to_string(root().join("docs/openapi.json")).unwrap();
    assert_eq!(openapi, kept);
}

/// Serves until it has said where.
fn serve(command: &mut Command, words: &str) {
    let mut program = Group::start(command.stdout(Stdio::piped())).unwrap();
    let output = program.child().stdout.take().unwrap();
    let line = BufReader::new(output).lines().next();
    let line = line
        .unwrap_or_else(|| panic!("{words}: ended at once"))
        .unwrap();
    assert!(line.starts_with("http://127.0.0.1:"), "{words}: {line}");
}

fn said(done: &Output) -> String {
    let both =
        [&done.stdout, &done.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    both.join("\n")
}
