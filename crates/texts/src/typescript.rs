//! What the texts of the interface are filled with, for TypeScript: JSON says there only that they are texts.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::PathBuf;

use serde_json::Value;

/// Each text with `{placeholders}`, and their names; those of a plural together, with what it counts.
fn filled(node: &Value, key: &str, into: &mut BTreeMap<String, BTreeSet<String>>) {
    match node {
        Value::String(text) => {
            let names = text.split('{').skip(1);
            let names = names.filter_map(|after| Some(after.split_once('}')?.0.to_owned()));
            into.entry(key.to_owned()).or_default().extend(names);
        }
        Value::Object(forms) if forms.contains_key("one") && forms.contains_key("other") => {
            forms.values().for_each(|form| filled(form, key, into));
            into.entry(key.to_owned()).or_default().insert("n".into());
        }
        Value::Object(group) => group.iter().for_each(|(name, child)| match key {
            "" => filled(child, name, into),
            _ => filled(child, &format!("{key}.{name}"), into),
        }),
        other => panic!("{key}: {other}"),
    }
}

fn read(file: &str) -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(at("assets/i18n").join(file)).unwrap();
    let mut found = BTreeMap::new();
    filled(&serde_json::from_str(&text).unwrap(), "", &mut found);
    found.retain(|_, names| !names.is_empty());
    found
}

fn at(path: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "../..", path].iter().collect()
}

fn typescript() -> String {
    let mut out = String::from(
        "// Generated from assets/i18n by `cargo test -p atelier-texts`; do not edit.\n",
    );
    for (name, file) in [
        ("Filled", "fr/ui.json"),
        ("FilledAtStation", "station/fr.json"),
    ] {
        let about = format!("Each text of {file} that is filled in, with the names of its values.");
        writeln!(out, "\n/** {about} */\nexport interface {name} {{").unwrap();
        for (key, names) in read(file) {
            let names: Vec<_> = names.iter().map(|name| format!("'{name}'")).collect();
            let quote = if key.contains('.') { "'" } else { "" };
            writeln!(out, "  {quote}{key}{quote}: {}", names.join(" | ")).unwrap();
        }
        out.push_str("}\n");
    }
    out
}

#[test]
fn the_names_of_values_in_typescript_are_fresh() {
    let (path, fresh) = (at("ui/src/texts/filled.ts"), typescript());
    if std::env::var_os("UPDATE_TYPES").is_some() {
        std::fs::write(&path, &fresh).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(
        committed, fresh,
        "run UPDATE_TYPES=1 cargo test -p atelier-texts typescript"
    );
}
