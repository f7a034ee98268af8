//! The pages that people read to work on this can be read: links lead somewhere, and no paragraph is a wall.

#![allow(clippy::unwrap_used)] // a test says plainly that something cannot be otherwise

use std::fs;
use std::path::{Path, PathBuf};

use atelier_tests::place::root;

/// Words of a paragraph, or of one item of a list, at most.
const LONGEST: usize = 120;

/// The README and all that is in `docs/`.
fn pages() -> Vec<PathBuf> {
    let mut found = vec![root().join("README.md")];
    let mut folders = vec![root().join("docs")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "md") {
                found.push(path);
            }
        }
    }
    found
}

/// The lines of a page, without its blocks of code and its tables.
fn prose(text: &str) -> Vec<&str> {
    let mut fenced = false;
    let outside = text.lines().filter(|line| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence && !line.starts_with('|')
    });
    outside.collect()
}

fn begins_an_item(line: &str) -> bool {
    let line = line.trim_start();
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.starts_with("- ") || (number.len() < line.len() && number.starts_with(". "))
}

/// How many words each paragraph and each item has, with how it begins.
fn paragraphs(text: &str) -> Vec<(usize, String)> {
    let mut found = vec![String::new()];
    for line in prose(text) {
        if line.trim().is_empty() || begins_an_item(line) {
            found.push(String::new());
        }
        if let Some(last) = found.last_mut() {
            last.push_str(line);
            last.push(' ');
        }
    }
    let counted = found.into_iter().map(|one| {
        let beginning = one.chars().take(60).collect();
        (one.split_whitespace().count(), beginning)
    });
    counted.collect()
}

#[test]
fn no_paragraph_is_longer_than_can_be_read_at_once() {
    for page in pages() {
        for (words, beginning) in paragraphs(&fs::read_to_string(&page).unwrap()) {
            assert!(
                words <= LONGEST,
                "{}: {words} words: {beginning}…",
                page.display()
            );
        }
    }
}

#[test]
fn links_between_pages_lead_somewhere() {
    let mut followed = 0;
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        let folder = page.parent().unwrap_or(Path::new("."));
        for after in text.split("](").skip(1) {
            let target = after.split(')').next().unwrap_or_default();
            let file = target.split('#').next().unwrap_or_default();
            if file.is_empty() || target.contains("://") || file.contains(' ') {
                continue;
            }
            followed += 1;
            assert!(
                folder.join(file).exists(),
                "{}: {target} is nowhere",
                page.display()
            );
        }
    }
    assert!(followed > 10, "too few links were found");
}

#[test]
fn a_long_paragraph_is_found() {
    let wall = "word ".repeat(LONGEST + 1);
    let text = format!("# Title\n\nShort.\n\n- {wall}\n- short\n");
    let longest = paragraphs(&text).into_iter().map(|(words, _)| words).max();
    assert_eq!(longest, Some(LONGEST + 2));
    let code = format!("```sh\n{wall}\n```\n| {wall} |\n");
    assert!(paragraphs(&code).iter().all(|(words, _)| *words == 0));
}
