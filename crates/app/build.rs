//! Lists the pictures of the example catalogue and the steps of the guide, so that they travel inside the program.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    // Asked when it runs: compiled once, this program may serve several checkouts that share a target directory.
    let package = std::env::var_os("CARGO_MANIFEST_DIR").ok_or(io::ErrorKind::NotFound)?;
    let home = Path::new(&package).join("../../assets/catalogue");
    let pictures = home.join("badges");
    println!("cargo::rerun-if-changed={}", home.display());
    println!("cargo::rerun-if-changed={}", pictures.display());

    let mut names: Vec<String> = fs::read_dir(&pictures)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".svg"))
        .collect();
    names.sort();

    let mut code = format!(
        "pub(crate) const EXAMPLE_CATALOGUE: &str = include_str!({:?});\nconst EXAMPLE_PICTURES: &[(&str, &str)] = &[\n",
        home.join("example.json")
    );
    for name in names {
        let path = pictures.join(&name);
        let _ = writeln!(code, "    (\"badges/{name}\", include_str!({path:?})),");
    }
    code.push_str("];\n");
    let out = env::var_os("OUT_DIR")
        .map(PathBuf::from)
        .ok_or(io::ErrorKind::NotFound)?;
    fs::write(out.join("example_catalogue.rs"), code)?;

    let steps = Path::new(&package).join("../../assets/guide/fr");
    println!("cargo::rerun-if-changed={}", steps.display());
    let mut names: Vec<String> = fs::read_dir(&steps)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".md").map(str::to_owned))
        .collect();
    names.sort();
    let mut code = String::from("const STEPS: &[(&str, &str)] = &[\n");
    for name in names {
        let path = steps.join(format!("{name}.md"));
        let _ = writeln!(code, "    ({name:?}, include_str!({path:?})),");
    }
    code.push_str("];\n");
    fs::write(out.join("guide_steps.rs"), code)
}
