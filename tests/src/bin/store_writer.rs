//! A program that writes to a store and says what has been acknowledged, to be killed by the crash tests.
//!
//! `store_writer create|write|rewrap|fill DIR [FROM]`; one line on stdout for each acknowledged write.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, bail};
use atelier_store::{Store, StoreError};
use atelier_tests::store_sample::{OTHER_PASS, PASS, write_step};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mode = arguments.first().context("mode")?;
    let dir = Path::new(arguments.get(1).context("directory")?);
    match mode.as_str() {
        "create" => {
            say("creating")?;
            Store::create(dir, PASS)?;
            say("created")
        }
        "write" => {
            let from: u32 = arguments.get(2).context("first step")?.parse()?;
            let store = Store::open(dir, PASS)?;
            for step in from.. {
                write_step(&store, step)?;
                say(&step.to_string())?;
            }
            Ok(())
        }
        "rewrap" => {
            let store = Store::open(dir, PASS)?;
            loop {
                store.change_passphrase(PASS, OTHER_PASS)?;
                say("other")?;
                store.change_passphrase(OTHER_PASS, PASS)?;
                say("first")?;
            }
        }
        "fill" => {
            let from: u32 = arguments.get(2).context("first step")?.parse()?;
            let store = Store::open(dir, PASS)?;
            for step in from.. {
                match write_step(&store, step) {
                    Ok(()) => say(&step.to_string())?,
                    Err(error @ (StoreError::Full | StoreError::Io(_))) => {
                        return say(error.code());
                    }
                    Err(error) => return Err(error.into()),
                }
            }
            Ok(())
        }
        other => bail!("unknown mode {other}"),
    }
}

fn say(line: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()?;
    Ok(())
}
