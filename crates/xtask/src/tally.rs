//! Counting: how many tests passed, failed or were skipped, read from what the runners print.

use std::fmt;
use std::ops::AddAssign;

/// Numbers of tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
    pub skipped: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} passed, {} failed, {} skipped",
            self.passed, self.failed, self.skipped
        )
    }
}

/// Reads one line of `cargo test`, for instance
/// `test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s`.
pub fn cargo_line(line: &str) -> Option<Tally> {
    let (_, counts) = line.split_once("test result:")?;
    let count = |word: &str| {
        counts.split(['.', ';']).find_map(|part| {
            let (number, found) = part.trim().split_once(' ')?;
            (found == word).then(|| number.parse().ok()).flatten()
        })
    };
    Some(Tally {
        passed: count("passed")?,
        failed: count("failed")?,
        skipped: count("ignored")?,
    })
}

/// Reads the last line of nextest, for instance
/// `Summary [ 589.045s] 524/684 tests run: 520 passed (2 slow), 2 failed, 1 timed out, 1 skipped`.
pub fn nextest_line(line: &str) -> Option<Tally> {
    let (_, counts) = line
        .trim_start()
        .strip_prefix("Summary [")?
        .split_once(" run: ")?;
    let mut tally = Tally::default();
    // Between brackets: how many of those were slow.
    let mut inside = false;
    let counts: String = counts
        .chars()
        .filter(|c| {
            inside = (inside || *c == '(') && *c != ')';
            !inside && *c != ')'
        })
        .collect();
    for part in counts.split(',') {
        let (number, found) = part.trim().split_once(' ')?;
        let number: u64 = number.parse().ok()?;
        match found.trim() {
            "passed" => tally.passed += number,
            "skipped" => tally.skipped += number,
            // Failed, timed out, could not be started.
            _ => tally.failed += number,
        }
    }
    Some(tally)
}

/// Reads the totals of vitest's JSON report. A file that could not be loaded holds no test that
/// fails: it is counted as one failure.
pub fn vitest_report(json: &str) -> Option<Tally> {
    let total = |name: &str| {
        let (_, rest) = json.split_once(&format!("\"{name}\":"))?;
        let digits: String = rest
            .trim_start()
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        digits.parse::<u64>().ok()
    };
    let failed = total("numFailedTests")?;
    let broken_files = u64::from(failed == 0 && json.contains("\"success\":false"));
    Some(Tally {
        passed: total("numPassedTests")?,
        failed: failed + broken_files,
        skipped: total("numPendingTests")? + total("numTodoTests").unwrap_or(0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_line_of_cargo_is_read() {
        let line = "test result: FAILED. 12 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.31s";
        let read = Tally {
            passed: 12,
            failed: 2,
            skipped: 1,
        };
        assert_eq!(cargo_line(line), Some(read));
    }

    #[test]
    fn other_lines_of_cargo_are_not_results() {
        assert_eq!(cargo_line("test a_result_is_kept ... ok"), None);
        assert_eq!(cargo_line("running 3 tests"), None);
    }

    #[test]
    fn the_last_line_of_nextest_is_read() {
        let line = "     Summary [ 589.045s] 524/684 tests run: 520 passed (2 slow, 1 leaky), 2 failed (1 due to being leaky), 1 timed out, 1 skipped";
        let read = Tally {
            passed: 520,
            failed: 3,
            skipped: 1,
        };
        assert_eq!(nextest_line(line), Some(read));
        let one = "     Summary [   0.008s] 1 test run: 1 passed, 0 skipped";
        assert_eq!(nextest_line(one).map(|tally| tally.passed), Some(1));
        let other = "        PASS [   0.8s] (496/684) rules tests_run: 3 passed";
        assert_eq!(nextest_line(other), None);
    }

    #[test]
    fn the_totals_of_vitest_are_read() {
        let json = r#"{"numTotalTestSuites":2,"numTotalTests":9,"numPassedTests":6,"numFailedTests":1,"numPendingTests":1,"numTodoTests":1,"success":false}"#;
        let read = Tally {
            passed: 6,
            failed: 1,
            skipped: 2,
        };
        assert_eq!(vitest_report(json), Some(read));
    }

    #[test]
    fn a_file_that_vitest_cannot_load_is_a_failure() {
        let json = r#"{"numPassedTests":6,"numFailedTests":0,"numPendingTests":0,"numTodoTests":0,"success":false}"#;
        assert_eq!(vitest_report(json).map(|tally| tally.failed), Some(1));
    }

    #[test]
    fn tallies_add_up_and_print_as_one_line() {
        let mut sum = Tally {
            passed: 1,
            failed: 0,
            skipped: 2,
        };
        sum += Tally {
            passed: 10,
            failed: 3,
            skipped: 0,
        };
        assert_eq!(sum.to_string(), "11 passed, 3 failed, 2 skipped");
    }
}
