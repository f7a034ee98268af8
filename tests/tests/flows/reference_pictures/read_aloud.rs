//! Every layout as it is read aloud: what its tags say, in the order of reading, beside what was looked at and kept; and
//! what two programs that know nothing of ours find wrong in it.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;

use super::documents::documents;
use super::root;

/// What the checkers say of a document.
#[derive(Deserialize)]
struct Checked {
    problems: Vec<String>,
    pictures: Vec<String>,
}

/// The checkers' word on files, in their order.
fn checked(files: &[String]) -> Vec<Checked> {
    let interpreter = std::env::var_os("ATELIER_INTEROP_PYTHON");
    assert!(
        interpreter.is_some(),
        "ATELIER_INTEROP_PYTHON is not set: the checkers are made ready by `cargo xtask test`"
    );
    let mut program = Command::new(interpreter.unwrap())
        .arg(root().join("tests/interop/check_aloud.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut asked = program.stdin.take().unwrap();
    let paths = files.join("\n") + "\n";
    let writing = std::thread::spawn(move || asked.write_all(paths.as_bytes()));
    let output = program.wait_with_output().unwrap();
    writing.join().unwrap().unwrap();
    assert!(output.status.success());
    let lines = String::from_utf8(output.stdout).unwrap();
    lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// What Poppler finds in the tags of a file: each part and its words, in the order of reading; not where it stands.
fn read(file: &Path) -> String {
    let output = Command::new("pdfinfo")
        .arg("-struct-text")
        .arg(file)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", file.display());
    let said = String::from_utf8(output.stdout).unwrap();
    let mut kept = String::new();
    for line in said.lines().map(str::trim_end) {
        let words = line.trim_start();
        if words.is_empty() || words.starts_with('/') || words == "\"\"" {
            continue;
        }
        let shown = line.trim_end_matches(':');
        let shown = shown.trim_end_matches(" (block)");
        kept.push_str(shown.trim_end_matches(" (inline)"));
        kept.push('\n');
    }
    kept
}

#[test]
fn every_layout_is_read_aloud_in_its_order() {
    let kept = root().join("tests/fixtures/read-aloud");
    let update = std::env::var_os("UPDATE_REFERENCE").is_some();
    if update {
        fs::remove_dir_all(&kept).ok();
        fs::create_dir_all(&kept).unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let (mut names, mut files) = (Vec::new(), Vec::new());
    for (name, pdf) in documents() {
        let file = folder.path().join(format!("{name}.pdf"));
        fs::write(&file, pdf).unwrap();
        files.push(file.to_str().unwrap().to_owned());
        names.push(name);
    }
    let checked = checked(&files);
    assert_eq!(checked.len(), files.len());
    let (mut wrong, mut known) = (Vec::new(), BTreeSet::new());
    for ((name, file), checked) in names.iter().zip(&files).zip(checked) {
        let Checked { problems, pictures } = checked;
        wrong.extend(problems.iter().map(|problem| format!("{name}: {problem}")));
        let mut now = read(Path::new(file));
        for words in pictures {
            assert!(!words.trim().is_empty(), "{name}: a picture without words");
            now.push_str(&format!("[{words}]\n"));
        }
        let expected = kept.join(format!("{name}.txt"));
        known.insert(expected.clone());
        if update {
            fs::write(&expected, &now).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != now {
            wrong.push(format!("{name} is read otherwise:\n{now}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let found: BTreeSet<_> = fs::read_dir(&kept)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(found, known, "what is kept of a layout that is no more");
}

#[test]
fn what_is_not_tagged_is_seen() {
    let file = root().join("tests/fixtures/document.pdf");
    let checked = checked(&[file.to_str().unwrap().to_owned()]);
    assert!(!checked[0].problems.is_empty());
}
