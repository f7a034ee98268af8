//! The floors of a crate, as a test: a file imports only from lower floors and from its own feature, and no file ends
//! up importing itself through others.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a rule that cannot be read is broken

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use atelier_tests::imports::{Arrows, Sources, arrows};
use atelier_tests::place::root;

/// A crate whose floors are told.
struct Plan {
    sources: &'static str,
    /// From the ground up, the names of the first level of its sources. What stands on one floor does not import each
    /// other.
    floors: &'static [&'static [&'static str]],
}

/// Each is told in `docs/ARCHITECTURE.md` too.
const PLANS: &[Plan] = &[
    Plan {
        sources: "crates/guichet/src",
        floors: &[
            &["base"],
            &["callers", "evidence"],
            &["enrolment", "intake", "reading"],
            &["staff", "uploads"],
            &["maintenance"],
            &["state"],
            &["openapi", "router"],
            &["server"],
            &["lib"],
            &["main"],
        ],
    },
    Plan {
        sources: "crates/app/src",
        floors: &[
            &["base"],
            &["catalogue"],
            &["sealing"],
            &["requests"],
            &["offers", "people", "platform", "sending", "structure"],
            &["posters", "workshops"],
            &["lists"],
            &["printing", "station"],
            &["home"],
            &["demo"],
            &["diagnostic", "practice"],
            &["view"],
            &["commands"],
            &["lib"],
        ],
    },
];

#[test]
fn every_file_stands_on_a_floor_and_imports_from_lower_ones_only() {
    for plan in PLANS {
        let faults = climbs(plan.floors, &read(plan));
        assert!(faults.is_empty(), "{}: {faults:#?}", plan.sources);
    }
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    for plan in PLANS {
        let arrows = read(plan);
        let circle = circle(&arrows);
        assert!(circle.is_none(), "{}: {circle:?}", plan.sources);
    }
}

fn read(plan: &Plan) -> Arrows {
    let folder = root().join(plan.sources);
    let mut sources = Sources::new();
    collect(&folder, &folder, &mut sources);
    let arrows = arrows(&sources).unwrap();
    let count: usize = arrows.values().map(BTreeSet::len).sum();
    assert!(count > arrows.len(), "too few imports were found: {count}");
    arrows
}

fn collect(folder: &Path, root: &Path, sources: &mut Sources) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, root, sources);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let name: Vec<String> = path
                .strip_prefix(root)
                .unwrap()
                .iter()
                .map(|part| part.to_string_lossy().into_owned())
                .collect();
            sources.insert(name.join("/"), fs::read_to_string(&path).unwrap());
        }
    }
}

/// The name of the first level that a file belongs to.
fn first_level(file: &str) -> &str {
    let name = file.split('/').next().unwrap_or(file);
    name.trim_end_matches(".rs")
}

/// What is on no floor, what is on one but nowhere else, and the arrows that do not go down.
fn climbs(floors: &[&[&str]], arrows: &Arrows) -> Vec<String> {
    let mut floor_of: BTreeMap<&str, usize> = BTreeMap::new();
    let mut faults = Vec::new();
    for (number, names) in floors.iter().enumerate() {
        for name in *names {
            if floor_of.insert(name, number).is_some() {
                faults.push(format!("{name} stands on two floors"));
            }
            if !arrows.keys().any(|file| first_level(file) == *name) {
                faults.push(format!("{name} stands on a floor and does not exist"));
            }
        }
    }
    for (from, targets) in arrows {
        let Some(here) = floor_of.get(first_level(from)) else {
            faults.push(format!("{from} stands on no floor"));
            continue;
        };
        for to in targets {
            let below = floor_of
                .get(first_level(to))
                .is_some_and(|there| there < here);
            if !below && first_level(from) != first_level(to) {
                faults.push(format!("{from} imports {to}, which is not below it"));
            }
        }
    }
    faults
}

/// Files that import each other in a circle, the first of them again at the end.
fn circle(arrows: &Arrows) -> Option<Vec<&str>> {
    let mut done = BTreeSet::new();
    arrows
        .keys()
        .find_map(|file| circle_through(file, arrows, &mut Vec::new(), &mut done))
}

fn circle_through<'a>(
    file: &'a str,
    arrows: &'a Arrows,
    way: &mut Vec<&'a str>,
    done: &mut BTreeSet<&'a str>,
) -> Option<Vec<&'a str>> {
    if let Some(place) = way.iter().position(|earlier| *earlier == file) {
        let mut circle = way[place..].to_vec();
        circle.push(file);
        return Some(circle);
    }
    if done.contains(file) {
        return None;
    }
    way.push(file);
    for next in arrows.get(file).into_iter().flatten() {
        if let Some(circle) = circle_through(next, arrows, way, done) {
            return Some(circle);
        }
    }
    way.pop();
    done.insert(file);
    None
}

/// A small crate: the ground, two features and a roof.
fn sample(changed: &[(&str, &str)]) -> anyhow::Result<Arrows> {
    let mut sources: Sources = [
        (
            "lib.rs",
            "mod base; mod near; mod far;\npub use near::Near;",
        ),
        ("base/mod.rs", "pub(crate) mod clock; pub(crate) mod desk;"),
        ("base/clock.rs", "pub(crate) struct Clock;"),
        (
            "base/desk.rs",
            "use super::clock::Clock; pub(crate) struct Desk(Clock);",
        ),
        (
            "near.rs",
            "use crate::base::{clock, desk::Desk as Table};\npub struct Near(Table, clock::Clock);",
        ),
        (
            "far/mod.rs",
            "mod rows; use rows::Row; pub(crate) fn row() -> Row { Row }",
        ),
        ("far/rows.rs", "pub(super) struct Row;"),
    ]
    .map(|(file, text)| (file.to_owned(), text.to_owned()))
    .into();
    for (file, text) in changed {
        sources.insert((*file).to_owned(), (*text).to_owned());
    }
    arrows(&sources)
}

const SAMPLE: &[&[&str]] = &[&["base"], &["far", "near"], &["lib"]];

#[test]
fn arrows_are_read_however_they_are_written() {
    let arrows = sample(&[]).unwrap();
    let to = |file: &str| arrows[file].iter().map(String::as_str).collect::<Vec<_>>();
    assert_eq!(to("lib.rs"), ["near.rs"]);
    assert_eq!(to("near.rs"), ["base/clock.rs", "base/desk.rs"]);
    assert_eq!(to("base/desk.rs"), ["base/clock.rs"]);
    assert_eq!(to("far/mod.rs"), ["far/rows.rs"]);
    assert!(climbs(SAMPLE, &arrows).is_empty());
    assert_eq!(circle(&arrows), None);
    let written = [
        "use crate::far::row;",
        "use super::far::*;",
        "use crate::{base::clock::Clock, far};",
        "fn f() { crate::far::row(); }",
        "use crate::far as other; fn f<'a>(c: &'a str) { let q = '\\''; other::row(); }",
        "const T: &str = r#\"\"#; /* /* */ */ fn f() { let _ = \"\\\"\"; super::far::row() }",
        "#[cfg(test)] const N: [u8; 2] = [0; 2]; use crate::far::row;",
        "macro_rules! m { () => { mod inside { use super::*; } } } use crate::far::row;",
    ];
    for text in written {
        let arrows = sample(&[("near.rs", text)]).unwrap();
        assert_eq!(
            climbs(SAMPLE, &arrows),
            ["near.rs imports far/mod.rs, which is not below it"],
            "{text}"
        );
    }
    let included = [
        ("base/clock.rs", "include!(\"table.rs\");"),
        ("base/table.rs", "fn f() { crate::far::row() }"),
    ];
    let faults = climbs(SAMPLE, &sample(&included).unwrap());
    assert_eq!(
        faults,
        ["base/clock.rs imports far/mod.rs, which is not below it"]
    );
    let not_written = [
        "// use crate::far::row;",
        "const T: &str = \"crate::far::row\"; /* crate::far */ const R: &str = r\"crate::far::x\";",
        "#[cfg(test)] mod tests { use super::*; use crate::far::row; }",
        "use ::far::row; fn f() { far::row(); other.far::<u8>(); }",
    ];
    for text in not_written {
        let arrows = sample(&[("near.rs", text)]).unwrap();
        assert!(arrows["near.rs"].is_empty(), "{text}: {arrows:?}");
    }
}

#[test]
fn a_circle_within_a_feature_is_found() {
    let arrows = sample(&[("far/rows.rs", "pub(super) struct Row; use super::row;")]).unwrap();
    assert!(climbs(SAMPLE, &arrows).is_empty());
    assert_eq!(
        circle(&arrows).unwrap(),
        ["far/mod.rs", "far/rows.rs", "far/mod.rs"]
    );
}

#[test]
fn what_stands_on_no_floor_or_in_no_module_is_found() {
    let faults = climbs(
        &[&["base", "gone"], &["near"], &["lib"]],
        &sample(&[]).unwrap(),
    );
    assert_eq!(
        faults,
        [
            "gone stands on a floor and does not exist",
            "far/mod.rs stands on no floor",
            "far/rows.rs stands on no floor",
        ]
    );
    for (file, text) in [
        ("lost.rs", ""),
        ("base/mod.rs", "mod clock; mod desk; mod gone;"),
        ("near.rs", "mod inside { use crate::far::row; }"),
    ] {
        assert!(sample(&[(file, text)]).is_err(), "{file}");
    }
}
