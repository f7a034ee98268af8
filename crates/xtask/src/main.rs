//! `cargo xtask`: runs, tests, measures and packages Atelier Badges, and installs what is missing first.
//!
//! No dependency, so that it is built in seconds on a machine that has nothing else than Rust.

mod bench;
mod changelog;
mod checkout;
mod lint;
mod look;
mod node;
mod package;
mod python;
mod report;
mod run;
mod step;
mod system;
mod tally;
mod test;
mod tools;

use std::process::ExitCode;

use checkout::Checkout;
use step::Problem;

const HELP: &str = "\
Usage: cargo xtask <command>

  run                                 open the application; without a display, play the main job
                                      and write its screenshots, posters and report in target/demo/
  test                                lint, run every test, try every command; the last line is
                                      `N passed, N failed, N skipped`
  look [NAME…]                        pictures of every screen at three sizes, light and dark, in
                                      target/look/ with a contact sheet; NAME: only screens so called
  bench <documents|store|startup> --json FILE
                                      measure ours beside named peers; with --quick at the end,
                                      try that the bench works: its figures mean nothing
  package                             build the installable package of this system (.deb)
  package --rehearse                  the same package around a program that does nothing, in seconds
  changelog                           docs/CHANGELOG.md, from the subjects of the commits
  lint                                formatting, spelling, dependencies, the interface's own checks, clippy

Every command installs what is missing first (Debian packages, npm, Python).";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(code) => code,
        Err(problem) => {
            eprintln!("xtask: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<ExitCode, Problem> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] | ["help" | "-h" | "--help"] => {
            println!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        ["run"] => run::run(&Checkout::find()?),
        ["test"] => test::test(&Checkout::find()?),
        ["bench", subject, "--json", file] => {
            bench::bench(&Checkout::find()?, subject, file, false)
        }
        ["bench", subject, "--json", file, "--quick"] => {
            bench::bench(&Checkout::find()?, subject, file, true)
        }
        ["look", names @ ..] => look::look(&Checkout::find()?, names),
        ["package", "--rehearse"] => package::rehearse(&Checkout::find()?),
        ["package"] => package::package(&Checkout::find()?),
        ["changelog"] => changelog::changelog(&Checkout::find()?),
        ["lint"] => lint::lint(&Checkout::find()?),
        _ => {
            eprintln!("xtask: not understood: {}\n\n{HELP}", words.join(" "));
            Ok(ExitCode::from(2))
        }
    }
}
