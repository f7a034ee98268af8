//! One step of a command: announced, run, and refused if it fails.

use std::fmt;
use std::io::{self, BufRead, BufReader, Read};
use std::process::{Command, Stdio};

/// Why a command stopped, in words for the person who typed it.
#[derive(Debug)]
pub struct Problem(String);

impl Problem {
    pub fn new(said: impl Into<String>) -> Self {
        Self(said.into())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<io::Error> for Problem {
    fn from(error: io::Error) -> Self {
        Self(error.to_string())
    }
}

/// Says which step begins.
pub fn announce(name: &str) {
    println!("\n== {name}");
}

/// Runs a command that shows its own output.
pub fn run(name: &str, command: &mut Command) -> Result<(), Problem> {
    announce(name);
    let status = start(name, command.stdin(Stdio::null()).status())?;
    finished(name, status)
}

/// Runs a command whose output matters only when it fails.
pub fn run_quietly(name: &str, command: &mut Command) -> Result<(), Problem> {
    announce(name);
    let output = start(name, command.stdin(Stdio::null()).output())?;
    if !output.status.success() {
        eprint!("{}", String::from_utf8_lossy(&output.stdout));
        eprint!("{}", String::from_utf8_lossy(&output.stderr));
    }
    finished(name, output.status)
}

/// Runs a command that shows its own output, and hands each line of it to `read` as well: of what it says, or of what it
/// complains of, whichever is piped. True if it succeeded.
pub fn run_and_read(
    name: &str,
    command: &mut Command,
    mut read: impl FnMut(&str),
) -> Result<bool, Problem> {
    announce(name);
    let mut child = start(name, command.stdin(Stdio::null()).spawn())?;
    if let Some(output) = child.stdout.take() {
        each_line(output, |line| {
            print!("{line}");
            read(line.trim_end());
        })?;
    }
    if let Some(output) = child.stderr.take() {
        each_line(output, |line| {
            eprint!("{line}");
            read(line.trim_end());
        })?;
    }
    Ok(child.wait()?.success())
}

fn each_line(output: impl Read, mut take: impl FnMut(&str)) -> io::Result<()> {
    let mut lines = BufReader::new(output);
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line)? > 0 {
        take(&String::from_utf8_lossy(&line));
        line.clear();
    }
    Ok(())
}

/// True if a program answers on this machine.
pub fn exists(program: &str, argument: &str) -> bool {
    Command::new(program)
        .arg(argument)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn start<T>(name: &str, started: io::Result<T>) -> Result<T, Problem> {
    started.map_err(|error| Problem::new(format!("{name}: could not be started: {error}")))
}

fn finished(name: &str, status: std::process::ExitStatus) -> Result<(), Problem> {
    if status.success() {
        Ok(())
    } else {
        Err(Problem::new(format!("{name}: failed ({status})")))
    }
}
