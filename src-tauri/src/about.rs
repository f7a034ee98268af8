//! What the program is made of.

use std::sync::LazyLock;

use atelier_app::view::ComponentView;
use atelier_app::{Answer, Case, Problem};
use serde::Deserialize;

/// Collected by `build.rs` from the packages themselves.
const COMPONENTS: &str = include_str!(concat!(env!("OUT_DIR"), "/components.json"));

#[derive(Deserialize)]
struct Collected {
    /// Each text once.
    texts: Vec<String>,
    components: Vec<Component>,
}

#[derive(Deserialize)]
struct Component {
    name: String,
    version: String,
    licence: String,
    /// Which texts are its own.
    texts: Vec<usize>,
}

fn collected() -> &'static Collected {
    static READ: LazyLock<Collected> = LazyLock::new(|| {
        serde_json::from_str(COMPONENTS).unwrap_or(Collected {
            texts: Vec::new(),
            components: Vec::new(),
        })
    });
    &READ
}

/// What the program is made of besides its own work.
pub(crate) fn components() -> Vec<ComponentView> {
    let components = collected().components.iter();
    components
        .map(|one| ComponentView {
            name: one.name.clone(),
            version: one.version.clone(),
            licence: one.licence.clone(),
        })
        .collect()
}

/// The terms under which a component comes, in full.
pub(crate) fn licence_text(name: &str, version: &str) -> Answer<String> {
    let Collected { texts, components } = collected();
    let one = components
        .iter()
        .find(|one| one.name == name && one.version == version);
    let one = one.ok_or_else(|| Problem::of(Case::NotFound))?;
    let own = one.texts.iter().filter_map(|text| texts.get(*text));
    Ok(own.cloned().collect::<Vec<_>>().join("\n\n"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_component_has_its_terms_in_full() {
        let Collected { texts, components } = collected();
        assert!(components.len() > 200, "{}", components.len());
        for one in components {
            let length: usize = one.texts.iter().map(|text| texts[*text].len()).sum();
            assert!(
                length > 100 && !one.licence.is_empty(),
                "{} has no terms",
                one.name
            );
        }
        let names: BTreeSet<&str> = components.iter().map(|one| one.name.as_str()).collect();
        for known in [
            "tauri",
            "libsqlite3-sys",
            "printpdf",
            "svelte",
            "@tauri-apps/api",
            "Atkinson Hyperlegible",
        ] {
            assert!(names.contains(known), "{known}");
        }
        assert!(
            !names.iter().any(|name| name.starts_with("atelier")),
            "our own work"
        );
    }

    #[test]
    fn they_are_those_of_the_lock_files() {
        let lock = include_str!("../../Cargo.lock");
        let npm = include_str!("../../ui/package-lock.json");
        for Component { name, version, .. } in &collected().components {
            let crate_ = format!("name = \"{name}\"\nversion = \"{version}\"");
            let package = format!("\"node_modules/{name}\": {{\n      \"version\": \"{version}\"");
            let shipped = version.is_empty();
            assert!(
                shipped || lock.contains(&crate_) || npm.contains(&package),
                "{name} {version}"
            );
        }
    }
}
