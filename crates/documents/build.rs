//! Lists the sheets of `assets/documents`: a folder with a `sheet.json` is a document, without a line of Rust.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo gives it");
    let folder = Path::new(&root).join("../../assets/documents");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut names: Vec<String> = fs::read_dir(&folder)
        .expect("the layouts' folder")
        .map(|entry| entry.expect("a folder").file_name())
        .map(|name| name.into_string().expect("a plain name"))
        .filter(|name| folder.join(name).join("sheet.json").is_file())
        .collect();
    names.sort();
    let mut list = String::from("&[\n");
    for name in names {
        let file = folder.join(&name).join("sheet.json");
        println!("cargo::rerun-if-changed={}", file.display());
        let text = fs::read_to_string(&file).expect("a readable sheet");
        writeln!(list, "({name:?}, {text:?}),").expect("a string takes all");
    }
    list.push_str("]\n");
    let out = env::var("OUT_DIR").expect("cargo gives it");
    fs::write(Path::new(&out).join("sheets.rs"), list).expect("the list is written");
}
