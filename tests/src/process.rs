//! Programs that the tests start: ended with everything they started themselves.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

/// A program and all its children, ended when dropped.
#[derive(Debug)]
pub struct Group {
    child: Child,
}

impl Group {
    /// Starts a program at the head of a process group of its own, without input.
    ///
    /// # Errors
    /// When the program cannot be started.
    pub fn start(command: &mut Command) -> Result<Self> {
        let child = command
            .stdin(Stdio::null())
            .process_group(0)
            .spawn()
            .with_context(|| format!("starting {}", command.get_program().to_string_lossy()))?;
        Ok(Self { child })
    }

    /// The program itself, for its output.
    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Sends a signal (`TERM`, `KILL`, …) to the whole group.
    pub fn signal(&self, name: &str) {
        send(name, &format!("-{}", self.child.id()));
    }

    /// Waits for the program's end.
    ///
    /// # Errors
    /// When the system does not know it any more.
    pub fn wait(&mut self) -> Result<std::process::ExitStatus> {
        Ok(self.child.wait()?)
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.signal("KILL");
        self.child.wait().ok();
    }
}

/// Ends one process at once, as a power cut would: it can neither refuse nor tidy up.
pub fn sigkill(process: u32) {
    send("KILL", &process.to_string());
}

/// The processes that run a program (its path, or the end of it) with a given variable in their environment.
#[must_use]
pub fn running(program: &Path, variable: &str, value: &Path) -> Vec<u32> {
    let wanted = format!("{variable}={}", value.display()).into_bytes();
    let Ok(entries) = std::fs::read_dir("/proc") else {
        return Vec::new();
    };
    entries
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok())
        .filter(|process| {
            let folder = Path::new("/proc").join(process.to_string());
            std::fs::read_link(folder.join("exe")).is_ok_and(|exe| exe.ends_with(program))
                && std::fs::read(folder.join("environ"))
                    .is_ok_and(|all| all.split(|byte| *byte == 0).any(|one| one == wanted))
        })
        .collect()
}

/// Whether a process has let go of everything, its locks on files too. What is told of it is empty well before that.
#[must_use]
pub fn is_over(process: u32) -> bool {
    let folder = Path::new("/proc").join(process.to_string());
    let Ok(told) = std::fs::read_to_string(folder.join("stat")) else {
        return true;
    };
    // After the name, which is between brackets: the state.
    let waited_for = told
        .rsplit(") ")
        .next()
        .unwrap_or_default()
        .starts_with('Z');
    let threads = std::fs::read_dir(folder.join("task")).map_or(0, Iterator::count);
    waited_for && threads <= 1
}

fn send(signal: &str, target: &str) {
    // The shell's own `kill`: minimal systems have no program of that name.
    // Its failure means that the process is gone already, which is what was asked.
    Command::new("sh")
        .args(["-c", "kill -s \"$1\" -- \"$2\"", "sh", signal, target])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .ok();
}
