//! The recipe « Add a document layout », followed to the letter: its own examples, and the command that it gives.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test says plainly that something cannot be otherwise

use std::fs;
use std::process::Command;

use atelier_app::demo;
use atelier_tests::place::{program, root};
use atelier_tests::window::Window;
use atelier_tests::{group, paper};

#[test]
fn a_new_sheet_is_a_file_and_no_rust() {
    let recipe = fs::read_to_string(root().join("docs/recipes/document-layout.md")).unwrap();
    let examples: Vec<&str> = recipe
        .split("```json\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap())
        .collect();
    assert_eq!(examples.len(), 2, "a description and its data");
    let command = recipe
        .lines()
        .find_map(|line| line.strip_prefix("atelier documents sheet sheet.json "))
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("sheet.json"), examples[0]).unwrap();
    fs::write(folder.path().join("data.json"), examples[1]).unwrap();
    let try_it = || {
        Command::new(program("atelier").unwrap())
            .args(["documents", "sheet", "sheet.json"])
            .args(command.split_whitespace())
            .current_dir(folder.path())
            .output()
            .unwrap()
    };
    let done = try_it();
    assert!(done.status.success(), "{done:?}");
    let text = paper::text(&folder.path().join("pret.pdf")).unwrap();
    for words in ["Prêt de matériel", "Alex Exemple", "Bottes", "31 décembre"] {
        assert!(text.contains(words), "{words} not in {text}");
    }
    // Filled from the store, as the real ones are: `offered` says from what, and nothing else is written anywhere.
    let home = tempfile::tempdir().unwrap();
    let app = group::demonstration(home.path()).unwrap();
    let workshop = group::gather(&app, &["Abel"], "Salle bleue", "14:00").unwrap();
    drop(app);
    let command = recipe
        .lines()
        .find_map(|line| {
            line.strip_prefix(
                "atelier documents sheet sheet.json --dir DOSSIER --workshop ATELIER ",
            )
        })
        .unwrap();
    let own = examples[0]
        .replacen(
            '{',
            r#"{ "offered": { "of": "workshop", "where": ["prepare"], "order": 9, "button": "Prêt",
            "name": "Prêt de matériel", "file": "Prêt du {date}" }, "each": "people","#,
            1,
        )
        .replace("{until}", "{date}")
        .replace(r#""list": "things""#, r#""list": "people""#)
        .replace("{thing}", "{email}");
    fs::write(folder.path().join("sheet.json"), own).unwrap();
    let done = Command::new(program("atelier").unwrap())
        .args(["documents", "sheet", "sheet.json", "--dir"])
        .arg(Window::data(home.path()))
        .args(["--workshop", &workshop.to_string()])
        .args(command.split_whitespace())
        .env("ATELIER_PASSPHRASE", demo::PASSPHRASE)
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(done.status.success(), "{done:?}");
    let text = paper::text(&folder.path().join("pret.pdf")).unwrap();
    assert!(text.contains("Abel"), "{text}");
    // A fault in the description is told in plain words.
    let wrong = examples[0].replace("{until}", "{unknown}");
    fs::write(folder.path().join("sheet.json"), wrong).unwrap();
    let done = try_it();
    assert!(!done.status.success());
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(told.contains("unknown is missing"), "{told}");
}
