//! `cargo xtask changelog`: `docs/CHANGELOG.md` from the subjects of the commits, a heading a version.

use std::fs;
use std::process::{Command, ExitCode};

use crate::checkout::Checkout;
use crate::step::Problem;

/// The last commit whose subject was longer than a line: what came before it cannot be read as a list.
const BEFORE: &str = "11ace9cbeb22fc6bf6225e81a8a9fef1d9b4b755";

const HEADING: &str = "# Changes\n\nWritten by `cargo xtask changelog > docs/CHANGELOG.md` from the subjects of the commits, the latest first.\n";

/// Says the page.
pub fn changelog(checkout: &Checkout) -> Result<ExitCode, Problem> {
    let subjects = read(
        checkout,
        &["log", "--format=%D%x09%s", &format!("{BEFORE}..HEAD")],
    )?;
    print!("{}", page(&subjects, &version(checkout)?));
    Ok(ExitCode::SUCCESS)
}

/// The version that is being made, said once: in the workspace's `Cargo.toml`.
fn version(checkout: &Checkout) -> Result<String, Problem> {
    let manifest = fs::read_to_string(checkout.root.join("Cargo.toml")).unwrap_or_default();
    let mut lines = manifest.lines();
    lines
        .find_map(|line| line.strip_prefix("version = "))
        .map(|version| version.trim_matches('"').to_owned())
        .ok_or_else(|| Problem::new("changelog: Cargo.toml says no version"))
}

fn read(checkout: &Checkout, arguments: &[&str]) -> Result<String, Problem> {
    let mut command = Command::new("git");
    let output = command.args(arguments).current_dir(&checkout.root).output();
    match output {
        Ok(output) if output.status.success() => {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        }
        _ => Err(Problem::new("changelog: git has no history here")),
    }
}

/// A line a commit, under the version that it came with. `subjects`: the names that point at the commit, a tab, its subject.
fn page(subjects: &str, coming: &str) -> String {
    let mut page = format!("{HEADING}\n## {coming}\n\n");
    for line in subjects.lines() {
        let Some((names, subject)) = line.split_once('\t') else {
            continue;
        };
        let mut names = names.split(", ");
        if let Some(version) = names.find_map(|name| name.strip_prefix("tag: v"))
            && version != coming
        {
            page.push_str(&format!("\n## {version}\n\n"));
        }
        page.push_str(&format!("- {subject}\n"));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_version_has_its_commits_under_it() {
        let subjects =
            "HEAD -> main\tLists are kept\ntag: v0.1.0, origin/main\tThe first\n\tBefore";
        let page = page(subjects, "0.2.0");
        let list = page.strip_prefix(HEADING).unwrap();
        assert_eq!(
            list,
            "\n## 0.2.0\n\n- Lists are kept\n\n## 0.1.0\n\n- The first\n- Before\n"
        );
    }
}
