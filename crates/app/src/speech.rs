//! Reading aloud with the speech engine of the computer, espeak-ng, when it is installed. Where the window's own voices
//! can read a language they are used instead; see `ui/src/lib/features/station/speech.svelte.ts`.

use std::env;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use atelier_domain::Language;

use crate::App;
use crate::problem::{Answer, Problem};

const ENGINE: &str = "espeak-ng";
/// Words a minute: slower than its usual 175, for people who read with difficulty.
const PACE: &str = "145";
/// Longest text read at once, in characters.
const LONGEST: usize = 4_000;
/// How often one looks whether it has finished.
const LOOK: Duration = Duration::from_millis(60);

/// What is being read, if anything.
#[derive(Default)]
pub(crate) struct Speech {
    child: Mutex<Option<Child>>,
}

impl Speech {
    fn child(&self) -> MutexGuard<'_, Option<Child>> {
        self.child.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Falls silent.
    fn stop(&self) {
        if let Some(mut child) = self.child().take() {
            // It may have finished by itself meanwhile.
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// Begins to read; gives the number of the process that reads. What was being read stops.
    fn start(&self, engine: &Path, text: &str, language: Language) -> std::io::Result<u32> {
        self.stop();
        // The text goes by the standard input: arguments can be seen by any program of the computer.
        let mut child = Command::new(engine)
            .args(["-v", language.code(), "-s", PACE, "--stdin"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        if let Some(mut input) = child.stdin.take() {
            input.write_all(text.as_bytes())?;
        }
        let id = child.id();
        *self.child() = Some(child);
        Ok(id)
    }

    /// Whether this process still reads.
    fn reads(&self, id: u32) -> bool {
        let mut child = self.child();
        match child.as_mut().filter(|child| child.id() == id) {
            None => false,
            Some(running) => {
                let reads = matches!(running.try_wait(), Ok(None));
                if !reads {
                    *child = None;
                }
                reads
            }
        }
    }
}

impl Drop for Speech {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The engine, found where the system looks for programs.
fn engine() -> Option<PathBuf> {
    let name = format!("{ENGINE}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(&name))
        .find(|path| path.is_file())
}

fn read_language(code: &str) -> Answer<Language> {
    Language::from_code(code).ok_or_else(|| Problem::of("not-found"))
}

impl App {
    /// Whether the computer's own engine can read this language aloud.
    ///
    /// # Errors
    /// `not-found` for another language than those of the station.
    pub fn can_speak(&self, language: &str) -> Answer<bool> {
        // The engine has a voice for each language of the station.
        read_language(language).map(|_| engine().is_some())
    }

    /// Reads a text aloud; returns when it is read, or when something else is to be read.
    ///
    /// # Errors
    /// `speech-unavailable`; `not-found` for an unknown language.
    pub async fn speak(&self, text: &str, language: &str) -> Answer<()> {
        let language = read_language(language)?;
        let unavailable = || Problem::of("speech-unavailable");
        let engine = engine().ok_or_else(unavailable)?;
        let text: String = text.chars().take(LONGEST).collect();
        let id = self
            .speech
            .start(&engine, &text, language)
            .map_err(|_| unavailable())?;
        while self.speech.reads(id) {
            tokio::time::sleep(LOOK).await;
        }
        Ok(())
    }

    /// Falls silent.
    pub fn stop_speaking(&self) {
        self.speech.stop();
    }
}

// The stand-in for the engine is a script.
#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::time::Instant;

    /// A program that notes what it is asked, then reads for a while.
    fn engine(dir: &Path, rest: &str) -> PathBuf {
        let path = dir.join("engine");
        let script = format!("#!/bin/sh\necho \"$@\" > \"$0.args\"\ncat > \"$0.text\"\n{rest}\n");
        fs::write(&path, script).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path
    }

    fn finished(speech: &Speech, id: u32) {
        let begun = Instant::now();
        while speech.reads(id) {
            assert!(begun.elapsed() < Duration::from_secs(20), "still reading");
            std::thread::yield_now();
        }
    }

    #[test]
    fn the_text_is_read_in_its_language_and_never_seen_among_the_arguments() {
        let dir = tempfile::tempdir().unwrap();
        let path = engine(dir.path(), "");
        let speech = Speech::default();
        let id = speech
            .start(&path, "$(touch x); مرحبا", Language::Arabic)
            .unwrap();
        finished(&speech, id);
        let read = |ending: &str| fs::read_to_string(path.with_extension(ending)).unwrap();
        assert_eq!(read("args").trim(), "-v ar -s 145 --stdin");
        assert_eq!(read("text"), "$(touch x); مرحبا");
    }

    #[test]
    fn another_text_takes_the_place_of_the_one_that_is_read() {
        let dir = tempfile::tempdir().unwrap();
        let path = engine(dir.path(), "exec sleep 600");
        let speech = Speech::default();
        let first = speech.start(&path, "un", Language::French).unwrap();
        assert!(speech.reads(first));
        let second = speech.start(&path, "deux", Language::French).unwrap();
        assert!(!speech.reads(first));
        assert!(speech.reads(second));
        speech.stop();
        assert!(!speech.reads(second));
    }
}
