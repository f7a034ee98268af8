//! Which file of a crate names which other: read from its sources, `use` lines and written paths alike. What only tests
//! use is left out.

mod paths;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail, ensure};

use paths::{Path, Used, used};
use words::{declared_modules, without_macros, without_tests, words};

/// The files of one crate, by their path below its `src`, with `/` between folders.
pub type Sources = BTreeMap<String, String>;

/// What each file names, by path.
pub type Arrows = BTreeMap<String, BTreeSet<String>>;

/// Where a program or a library begins.
const ROOTS: [&str; 2] = ["lib.rs", "main.rs"];

/// The modules of a crate: the way to each from its root, and its file.
#[derive(Default)]
struct Modules {
    files: BTreeMap<Path, String>,
    only_for_tests: BTreeSet<String>,
}

/// Reads all the arrows between the files of a crate.
///
/// # Errors
/// When a file belongs to no module, a module has no file, or one is written inside another's file.
pub fn arrows(sources: &Sources) -> Result<Arrows> {
    let sources = &with_included(sources);
    let modules = Modules::read(sources)?;
    let reached: BTreeSet<&String> = modules.files.values().collect();
    for file in sources.keys() {
        ensure!(
            reached.contains(file) || modules.only_for_tests.contains(file),
            "{file} belongs to no module"
        );
    }
    let mut arrows = Arrows::new();
    for (module, file) in &modules.files {
        let text = sources.get(file).map_or("", String::as_str);
        let Used { names, paths } = used(&without_macros(&without_tests(&words(text))));
        let to = arrows.entry(file.clone()).or_default();
        for path in &paths {
            if let Some(found) = modules.file_of(module, &names, path)
                && found != file
            {
                to.insert(found.clone());
            }
        }
    }
    Ok(arrows)
}

/// The same, with each file that another includes (`include!("…")`) in its place.
fn with_included(sources: &Sources) -> Sources {
    const OPENING: &str = "include!(\"";
    let mut whole = sources.clone();
    for (file, text) in sources {
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let included = text.split(OPENING).skip(1).filter_map(|after| {
            let (name, _) = after.split_once('"')?;
            let path = format!("{folder}/{name}");
            whole.contains_key(&path).then_some((name, path))
        });
        for (name, path) in included.collect::<Vec<_>>() {
            let inside = whole.remove(&path).unwrap_or_default();
            let here = format!("{OPENING}{name}\");");
            if let Some(text) = whole.get_mut(file) {
                *text = text.replace(&here, &inside);
            }
        }
    }
    whole
}

impl Modules {
    fn read(sources: &Sources) -> Result<Self> {
        let mut modules = Self::default();
        let mut ahead: Vec<(Path, String)> = ROOTS
            .iter()
            .filter(|root| sources.contains_key(**root))
            .map(|root| (vec![(*root).to_owned()], (*root).to_owned()))
            .collect();
        while let Some((module, file)) = ahead.pop() {
            let all = words(sources.get(&file).map_or("", String::as_str));
            let shipped = declared_modules(&without_macros(&without_tests(&all)));
            if let Some(name) = shipped.written_inside.first() {
                bail!("{file}: the module {name} needs a file of its own");
            }
            for name in declared_modules(&all).with_file {
                let child = child_file(sources, &file, &name)?;
                if shipped.with_file.contains(&name) {
                    let mut path = module.clone();
                    path.push(name);
                    ahead.push((path, child));
                } else {
                    modules.only_for_tests.insert(child);
                }
            }
            modules.files.insert(module, file);
        }
        Ok(modules)
    }

    /// The file that a path leads to, seen from a module; `None` for what is not of this crate.
    fn file_of(&self, from: &Path, names: &BTreeMap<String, Path>, path: &Path) -> Option<&String> {
        let absolute = self.absolute(from, names, path, names.len())?;
        // The last words may be a type and its parts: the module is the longest beginning that is one.
        (1..=absolute.len())
            .rev()
            .find_map(|length| self.files.get(absolute.get(..length)?))
    }

    /// The path from the root. `more` bounds how many imported names may lead to each other.
    fn absolute(
        &self,
        from: &Path,
        names: &BTreeMap<String, Path>,
        path: &Path,
        more: usize,
    ) -> Option<Path> {
        let (first, mut rest) = path.split_first()?;
        let mut base = from.clone();
        match first.as_str() {
            "crate" => base.truncate(1),
            "self" => {}
            "super" => {
                base.pop();
                while let Some(("super", after)) = rest
                    .split_first()
                    .map(|(word, after)| (word.as_str(), after))
                {
                    base.pop();
                    rest = after;
                }
            }
            name => {
                base.push(name.to_owned());
                if !self.files.contains_key(&base) {
                    let imported = names.get(name).filter(|imported| *imported != path)?;
                    base = self.absolute(from, names, imported, more.checked_sub(1)?)?;
                }
            }
        }
        base.extend(rest.iter().cloned());
        Some(base)
    }
}

fn child_file(sources: &Sources, parent: &str, name: &str) -> Result<String> {
    let (folder, file) = parent.rsplit_once('/').unwrap_or(("", parent));
    let mut folder: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    if file != "mod.rs" && !ROOTS.contains(&parent) {
        folder.push(file.trim_end_matches(".rs"));
    }
    folder.push(name);
    let stem = folder.join("/");
    for candidate in [format!("{stem}.rs"), format!("{stem}/mod.rs")] {
        if sources.contains_key(&candidate) {
            return Ok(candidate);
        }
    }
    bail!("{parent}: the module {name} has no file")
}
