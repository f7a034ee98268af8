//! What every bench is told: where to write its figures, how many runs, which Python runs the peers.

use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};

/// The options of a bench.
#[derive(Debug)]
pub struct Options {
    /// Where the figures are written as JSON; on the screen alone without it.
    pub json: Option<PathBuf>,
    /// The interpreter that runs the peers in Python, for a bench that has some.
    pub python: PathBuf,
    /// Interleaved runs, 5 at least.
    pub runs: usize,
    /// Once, on little of everything: it tells that the bench works, and its figures nothing.
    pub quick: bool,
}

impl Options {
    /// Reads `--json FILE`, `--python PROGRAM`, `--runs N` and `--quick`.
    ///
    /// # Errors
    /// On another option, a missing value, or fewer than 5 runs.
    pub fn read(mut arguments: impl Iterator<Item = String>, runs: usize) -> Result<Self> {
        let mut options = Self {
            json: None,
            python: PathBuf::from("python3"),
            runs,
            quick: false,
        };
        while let Some(option) = arguments.next() {
            if option == "--quick" {
                options.quick = true;
                continue;
            }
            let value = arguments
                .next()
                .with_context(|| format!("{option} wants a value"))?;
            match option.as_str() {
                "--json" => options.json = Some(PathBuf::from(value)),
                "--python" => options.python = PathBuf::from(value),
                "--runs" => options.runs = value.parse()?,
                other => bail!("unknown option {other}"),
            }
        }
        ensure!(options.runs >= 5, "at least 5 runs");
        if options.quick {
            options.runs = 1;
        }
        Ok(options)
    }

    /// So many, or a few when it is quick.
    #[must_use]
    pub fn of<N>(&self, many: N, few: N) -> N {
        if self.quick { few } else { many }
    }
}
