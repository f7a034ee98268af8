//! The tests themselves: few programs.

#![allow(clippy::unwrap_used)] // a rule that cannot be read is broken

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::architecture::{content, tracked};

/// Each is linked with all that the application is made of: what begins as a file of its own soon takes longer than its tests.
#[test]
fn the_tests_that_cross_crates_are_a_few_programs() {
    let programs: BTreeSet<PathBuf> = tracked()
        .iter()
        .filter_map(|file| file.strip_prefix("tests/tests").ok())
        .filter_map(|file| file.iter().next())
        .map(PathBuf::from)
        .collect();
    let known = ["flows", "rules", "store_together.rs", "window"].map(PathBuf::from);
    assert_eq!(programs, known.into(), "a module of one of the programs");
}

/// Of a program that is a list of modules, a file that is not in the list would never be compiled.
#[test]
fn every_test_that_crosses_crates_is_in_its_program() {
    for program in ["flows", "rules", "window"] {
        let folder = Path::new("tests/tests").join(program);
        let list = content(&folder.join("main.rs"));
        for file in tracked() {
            let Ok(file) = file.strip_prefix(&folder) else {
                continue;
            };
            let module = file.iter().next().unwrap().to_string_lossy();
            let module = module.trim_end_matches(".rs");
            assert!(
                module == "main" || list.contains(&format!("mod {module};\n")),
                "{program}: {module} is not in main.rs"
            );
        }
    }
}
