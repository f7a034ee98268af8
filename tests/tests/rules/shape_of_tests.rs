//! The tests themselves: few programs, no day that ends in the middle of one, nothing passed over in silence.

#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice)] // a rule that cannot be read is broken

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

/// `ATELIER_NO_MOUNT=1 cargo xtask test` knows by their names the tests that a user who may not mount cannot run.
#[test]
fn what_mounts_a_disk_is_named_so() {
    let mut mounts = 0;
    for file in tracked() {
        let text = content(&file);
        // Written in two parts, so that this file is not found itself.
        for (at, _) in text.match_indices(&["SmallDisk::", "mount("].concat()) {
            let name = text[..at].rsplit("\nfn ").next().unwrap_or_default();
            let name = name.split('(').next().unwrap_or_default();
            assert!(name.contains("full_disk"), "{}: {name}", file.display());
            mounts += 1;
        }
    }
    assert!(mounts > 2, "{mounts}");
    assert!(content(Path::new("crates/xtask/src/test.rs")).contains("not test(full_disk)"));
}

/// One night, midnight falls in the middle of a test that reads the computer's clock.
#[test]
fn tests_have_a_clock_of_their_own() {
    // Where what is written is read by a real program, which has no other; or of which only the dice are taken.
    let with_real_programs = [
        "tests/src/group.rs",
        "tests/src/when.rs",
        "tests/src/bin/bench_startup/main.rs",
        "tests/tests/flows/app_job.rs",
        "tests/tests/flows/cli_documents.rs",
        "tests/tests/window/passport.rs",
    ];
    for file in tracked() {
        let ours = file.starts_with("tests") && file.extension().is_some_and(|end| end == "rs");
        if !ours || with_real_programs.iter().any(|one| file == Path::new(one)) {
            continue;
        }
        // Written in two parts, so that this file is not found itself.
        let reads = ["Clock::", "system()"].concat();
        let text = content(&file).replace(&format!("..{reads}"), "");
        assert!(
            !text.contains(&reads),
            "{}: when::morning()",
            file.display()
        );
    }
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
