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
            sheets.push((name, fs::read_to_string(&file)?));
        }
    }
    sheets.sort();
    let mut list = String::from("&[\n");
    for (name, text) in sheets {
        writeln!(list, "({name:?}, {text:?}),")?;
    }
    list.push_str("]\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("sheets.rs"), list)?;
    Ok(())
}
