//! Lists the sheets of `assets/documents`: a folder with a `sheet.json` is a document, without a line of Rust.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../assets/documents");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut sheets = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let entry = entry?;
        let file = entry.path().join("sheet.json");
        if file.is_file() {
            println!("cargo::rerun-if-changed={}", file.display());
            let name = entry.file_name().to_string_lossy().into_owned();
            sheets.push((name, fs::read_to_string(&file)?, words(&entry.path())?));
        }
    }
    sheets.sort();
    let mut list = String::from("&[\n");
    for (name, text, words) in sheets {
        writeln!(
            list,
            "Shipped {{ name: {name:?}, description: {text:?}, words: &{words:?} }},"
        )?;
    }
    list.push_str("]\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("sheets.rs"), list)?;
    Ok(())
}

/// The same sheet in other languages, by their codes: `words/<code>.json`.
fn words(folder: &Path) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let mut words = Vec::new();
    let folder = folder.join("words");
    if !folder.is_dir() {
        return Ok(words);
    }
    for entry in fs::read_dir(folder)? {
        let file = entry?.path();
        println!("cargo::rerun-if-changed={}", file.display());
        let code = file.file_stem().unwrap_or_default().to_string_lossy();
        words.push((code.into_owned(), fs::read_to_string(&file)?));
    }
    words.sort();
    Ok(words)
}
