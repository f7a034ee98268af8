//! Texts that people read are in `assets/i18n`, and nowhere else.

#![allow(clippy::unwrap_used, clippy::string_slice)] // a rule that cannot be read is broken

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::architecture::{content, tracked};

/// What is French without being a text that people read.
const DATA: [(&str, &str); 1] = [(
    "crates/app/src/demo.rs",
    "what invented people wrote, where they met",
)];

/// The literal texts of a source, each with its line: neither comments nor characters.
fn literals(source: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut rest = source;
    let line = |rest: &str| source[..source.len() - rest.len()].matches('\n').count() + 1;
    while let Some(at) = rest.find(['"', '/', '\'', 'r']) {
        let before = rest[..at].chars().next_back();
        rest = &rest[at..];
        if rest.starts_with("//") {
            rest = rest.find('\n').map_or("", |end| &rest[end..]);
        } else if let Some(character) = rest.strip_prefix("'\\") {
            rest = character.find('\'').map_or("", |end| &character[end + 1..]);
        } else if rest.starts_with('\'') {
            // A character, or the name of a lifetime.
            let end = rest.chars().nth(2).filter(|third| *third == '\'');
            let length: usize = rest.chars().take(3).map(char::len_utf8).sum();
            rest = &rest[end.map_or(1, |_| length)..];
        } else if rest.starts_with("r#\"") || rest.starts_with("r\"") {
            let word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
            let fences = rest[1..].find('"').unwrap();
            let closing = format!("\"{}", &rest[1..=fences]);
            let inside = &rest[fences + 2..];
            match inside.find(&closing).filter(|_| !word) {
                Some(end) => {
                    found.push((line(rest), inside[..end].to_owned()));
                    rest = &inside[end + closing.len()..];
                }
                None => rest = &rest[1..],
            }
        } else if let Some(inside) = rest.strip_prefix('"') {
            let mut escaped = false;
            let end = inside.find(|c: char| {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                ends
            });
            let end = end.unwrap_or(inside.len() - 1);
            found.push((line(rest), inside[..end].to_owned()));
            rest = &inside[end + 1..];
        } else {
            rest = &rest[1..];
        }
    }
    found
}

/// Whether it is written as French is. INAÉ is a name.
fn is_french(text: &str) -> bool {
    let text = text.replace("INAÉ", "");
    let signs = ["\\u{a0}", "\\u{202f}", "\\u{2019}"];
    text.contains(|c: char| "«»’\u{a0}\u{202f}".contains(c) || ('À'..='ÿ').contains(&c) && c != '×')
        || text.contains(['œ', 'Œ'])
        || signs.iter().any(|sign| text.contains(sign))
}

#[test]
fn what_people_read_is_written_in_the_assets() {
    let sources: Vec<PathBuf> = tracked()
        .into_iter()
        .filter(|file| {
            let rust = file.extension().is_some_and(|end| end == "rs");
            let ours = file.starts_with("crates") && !file.starts_with("crates/xtask");
            let of_tests = file.ends_with("tests.rs") || file.iter().any(|part| part == "tests");
            rust && (ours || file.starts_with("src-tauri")) && !of_tests
        })
        .collect();
    // Modules that only tests have, whose sources are files.
    let of_tests: BTreeSet<String> = sources
        .iter()
        .flat_map(|file| {
            let text = content(file);
            let after = text.split("#[cfg(test)]\n").skip(1);
            let names = after.filter_map(|after| {
                let (name, _) = after.split_once(';')?;
                name.trim_start_matches("pub(crate) ").strip_prefix("mod ")
            });
            names.map(|name| format!("{name}.rs")).collect::<Vec<_>>()
        })
        .collect();
    let mut french = Vec::new();
    for file in &sources {
        let name = file.file_name().unwrap().to_string_lossy();
        let is_data = DATA.iter().any(|(data, _)| file == Path::new(data));
        if is_data || of_tests.contains(name.as_ref()) {
            continue;
        }
        let text = content(file);
        let shipped = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        for (line, text) in literals(shipped) {
            if is_french(&text) {
                french.push(format!("{}:{line}: {text}", file.display()));
            }
        }
    }
    assert!(french.is_empty(), "{}", french.join("\n"));
}

/// A text is a function, which nobody warns of when no one calls it.
#[test]
fn every_text_is_said_somewhere() {
    let ours = |file: &PathBuf| {
        let of_tests = file.starts_with("tests") || file.ends_with("tests.rs");
        file.extension().is_some_and(|end| end == "rs") && !of_tests
    };
    let sources = tracked().into_iter().filter(ours);
    let sources: String = sources.map(|file| content(&file)).collect();
    let says = |name: &str| {
        let call = format!("::{name}");
        let mut calls = sources.split(&call).skip(1);
        calls.any(|after| !after.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    };
    let mut silent = Vec::new();
    for file in ["labels", "cli", "formats", "guichet"] {
        let text = content(
            &Path::new("assets/i18n/fr")
                .join(file)
                .with_extension("json"),
        );
        let groups = serde_json::from_str(&text).unwrap();
        unsaid(&groups, file, &says, &mut silent);
    }
    assert!(silent.is_empty(), "never said: {silent:?}");
}

/// The texts of a group that nobody says.
fn unsaid(group: &Value, path: &str, says: &impl Fn(&str) -> bool, silent: &mut Vec<String>) {
    for (key, value) in group.as_object().unwrap() {
        let (name, path) = (key.replace('-', "_"), format!("{path}.{key}"));
        let is_text = value.is_string() || value.get("one").is_some();
        match is_text {
            true if !says(&name) && !says(&format!("{name}_")) => silent.push(path),
            // What an enumeration is called is said whole.
            false if !says(&format!("{name}::of")) => unsaid(value, &path, says, silent),
            _ => {}
        }
    }
}

#[test]
fn a_literal_is_told_from_a_comment_and_from_a_character() {
    let source = r##"let a: &'static str = "été"; // « non »
let b = ['é', '\'', '"']; let c = r#"l’un "et" l’autre"#; let d = "\"\u{a0}";"##;
    let read = literals(source);
    let texts: Vec<&str> = read.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(texts, ["été", "l’un \"et\" l’autre", "\\\"\\u{a0}"]);
    assert!(texts.iter().all(|text| is_french(text)));
    assert_eq!((read[0].0, read[1].0), (1, 2));
    assert!(!is_french("what INAÉ said, 3 × 4"));
}
