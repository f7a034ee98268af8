//! What a command of several steps found: it goes on after a failure, and says all of them at the end.

use std::process::ExitCode;
use std::time::Instant;

use crate::step::Problem;
use crate::tally::Tally;

/// What has been counted so far.
#[derive(Default)]
pub struct Report {
    sum: Tally,
    problems: Vec<String>,
}

impl Report {
    /// Counts a step that failed; gives back what a step that succeeded made.
    pub fn step<T>(&mut self, outcome: Result<T, Problem>) -> Option<T> {
        match outcome {
            Ok(made) => Some(made),
            Err(problem) => {
                eprintln!("xtask: {problem}");
                self.sum.failed += 1;
                self.problems.push(problem.to_string());
                None
            }
        }
    }

    /// Counts a check, passed or failed; true if it passed.
    pub fn check(&mut self, outcome: Result<(), Problem>) -> bool {
        let passed = self.step(outcome).is_some();
        self.sum.passed += u64::from(passed);
        passed
    }

    /// Counts tests. A runner that fails without naming a failed test is itself a failure.
    pub fn tests(&mut self, name: &str, outcome: Result<(Tally, bool), Problem>) {
        let Some((tally, succeeded)) = self.step(outcome) else {
            return;
        };
        self.sum += tally;
        if tally.failed > 0 {
            self.problems.push(format!("{name}: {tally}"));
        } else if !succeeded {
            self.sum.failed += 1;
            self.problems
                .push(format!("{name}: the runner itself failed"));
        }
    }

    /// Says every problem and the sum, on the last line.
    pub fn end(self, begun: Instant) -> ExitCode {
        println!();
        for problem in &self.problems {
            println!("failed: {problem}");
        }
        println!("in {} s", begun.elapsed().as_secs());
        println!("{}", self.sum);
        if self.sum.failed == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}
