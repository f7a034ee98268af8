// Part of the build script: collects what the program is made of, and the terms of each component in full, from the
// packages themselves. Nothing is kept in the repository that could grow old.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use serde_json::{Value, json};

/// What the interface is built from and ships with, beside its `dependencies`.
const BUNDLED: [&str; 4] = [
    "svelte",
    "@fontsource/atkinson-hyperlegible",
    "@fontsource-variable/noto-sans",
    "@fontsource-variable/noto-sans-arabic",
];

/// How the files of terms begin.
const TERMS: [&str; 6] = [
    "LICENSE",
    "LICENCE",
    "COPYING",
    "NOTICE",
    "UNLICENSE",
    "COPYRIGHT",
];

struct Component {
    name: String,
    version: String,
    licence: String,
    texts: Vec<String>,
}

pub(crate) fn collect() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("..");
    for watched in [
        "Cargo.lock",
        "ui/package-lock.json",
        "assets/fonts",
        "assets/words/README.md",
    ] {
        println!("cargo::rerun-if-changed={}", root.join(watched).display());
    }
    let mut components = crates(&root)?;
    components.extend(packages(&root.join("ui")));
    components.extend(assets(&root.join("assets")));
    components.sort_by_key(|one| (one.name.to_lowercase(), one.version.clone()));
    let mut texts: Vec<String> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let listed: Vec<Value> = components
        .into_iter()
        .map(|one| {
            let own = one.texts.into_iter().map(|text| {
                *places.entry(text.clone()).or_insert_with(|| {
                    texts.push(text);
                    texts.len() - 1
                })
            });
            let own: Vec<usize> = own.collect();
            json!({"name": one.name, "version": one.version, "licence": one.licence, "texts": own})
        })
        .collect();
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let whole = json!({"texts": texts, "components": listed}).to_string();
    fs::write(out.join("components.json"), whole)
}

/// The files of terms of a package; without any, who wrote it and the licence that it names.
fn terms(folder: &Path, licence: &str, authors: &str) -> Vec<String> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .to_uppercase();
            path.is_file() && TERMS.iter().any(|begin| name.starts_with(begin))
        })
        .collect();
    files.sort();
    let texts: Vec<String> = files
        .iter()
        .filter_map(|file| fs::read_to_string(file).ok())
        .map(|text| text.trim().replace("\r\n", "\n"))
        .filter(|text| !text.is_empty())
        .collect();
    if texts.is_empty() {
        standard(licence, authors)
    } else {
        texts
    }
}

/// The usual terms of the licences that a package without a file names.
fn standard(licence: &str, authors: &str) -> Vec<String> {
    let known = [
        ("MIT", include_str!("../assets/licences/MIT.txt")),
        (
            "BSD-3-Clause",
            include_str!("../assets/licences/BSD-3-Clause.txt"),
        ),
        ("MPL-2.0", include_str!("../assets/licences/MPL-2.0.txt")),
    ];
    let found = known.into_iter().find(|(name, _)| licence.contains(name));
    let found = found.map(|(_, text)| text.trim().replace("{authors}", authors));
    found.into_iter().collect()
}

/// What a JSON object holds under this name: nothing where it is none, or has no such name.
fn at<'value>(value: &'value Value, name: &str) -> &'value Value {
    value.get(name).unwrap_or(&Value::Null)
}

/// Crates linked in the program: what it needs to run on this system, not what builds or tests it.
fn crates(root: &Path) -> io::Result<Vec<Component>> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let target = env::var("TARGET").unwrap_or_default();
    let said = Command::new(cargo)
        .args([
            "metadata",
            "--format-version",
            "1",
            "--locked",
            "--filter-platform",
            &target,
        ])
        .current_dir(root.join("src-tauri"))
        .output()?;
    if !said.status.success() {
        return Err(io::Error::other(
            String::from_utf8_lossy(&said.stderr).into_owned(),
        ));
    }
    let whole: Value = serde_json::from_slice(&said.stdout)?;
    let nothing = Vec::new();
    let list = |value: &'_ Value| value.as_array().unwrap_or(&nothing).clone();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let packages: BTreeMap<String, Value> = list(at(&whole, "packages"))
        .into_iter()
        .map(|one| (text(at(&one, "id")), one))
        .collect();
    let nodes: BTreeMap<String, Value> = list(at(at(&whole, "resolve"), "nodes"))
        .into_iter()
        .map(|one| (text(at(&one, "id")), one))
        .collect();
    let own = packages
        .iter()
        .find(|(_, one)| at(one, "name") == "atelier-badges");
    let mut left: Vec<String> = own.map(|(id, _)| id.clone()).into_iter().collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = left.pop() {
        if !seen.insert(id.clone()) {
            continue;
        }
        for one in nodes
            .get(&id)
            .map(|node| list(at(node, "deps")))
            .unwrap_or_default()
        {
            if list(at(&one, "dep_kinds"))
                .iter()
                .any(|kind| at(kind, "kind").is_null())
            {
                left.push(text(at(&one, "pkg")));
            }
        }
    }
    let linked = seen.iter().filter_map(|id| packages.get(id));
    Ok(linked
        .filter(|one| !at(one, "source").is_null())
        .map(|one| {
            let licence = text(at(one, "license"));
            let authors: Vec<String> = list(at(one, "authors")).iter().map(text).collect();
            let manifest = PathBuf::from(text(at(one, "manifest_path")));
            let folder = manifest.parent().unwrap_or(Path::new("."));
            Component {
                texts: terms(folder, &licence, &authors.join(", ")),
                name: text(at(one, "name")),
                version: text(at(one, "version")),
                licence,
            }
        })
        .collect())
}

/// Packages of the interface. Without `node_modules` there is no interface to ship either.
fn packages(ui: &Path) -> Vec<Component> {
    let read = |path: PathBuf| -> Value {
        let text = fs::read_to_string(path).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    };
    let own = read(ui.join("package.json"));
    let needed = at(&own, "dependencies").as_object().into_iter().flatten();
    let names = needed.map(|(name, _)| name.clone());
    names
        .chain(BUNDLED.map(str::to_owned))
        .filter_map(|name| {
            let folder = ui.join("node_modules").join(&name);
            let package = read(folder.join("package.json"));
            let version = at(&package, "version").as_str()?.to_owned();
            let licence = at(&package, "license")
                .as_str()
                .unwrap_or_default()
                .to_owned();
            let author = at(&package, "author");
            let author = at(author, "name").as_str().or(author.as_str());
            Some(Component {
                texts: terms(&folder, &licence, author.unwrap_or(&name)),
                name,
                version,
                licence,
            })
        })
        .collect()
}

/// What ships with the program and is no package.
fn assets(assets: &Path) -> Vec<Component> {
    let read = |path: &str| fs::read_to_string(assets.join(path)).unwrap_or_default();
    let fonts = read("fonts/OFL.txt");
    let typefaces = ["Atkinson Hyperlegible", "Noto Sans", "Noto Sans Arabic"].map(|name| {
        let licence = "OFL-1.1".to_owned();
        (name.to_owned(), licence, fonts.clone())
    });
    let words = (
        "BIP 39 / Monero (mots)".to_owned(),
        "MIT".to_owned(),
        read("words/README.md"),
    );
    typefaces
        .into_iter()
        .chain([words])
        .map(|(name, licence, text)| Component {
            name,
            version: String::new(),
            licence,
            texts: vec![text],
        })
        .collect()
}
