//! Reading aloud with the speech engine of the computer, espeak-ng, when it is installed: what is typed or chosen, since the
//! station's own sentences are recorded (`ui/voice`). Where the window's own voices can read a language they are used
//! instead; see `ui/src/features/station/speech.svelte.ts`.

use std::env;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::base::app::App;
use crate::base::problem::{Answer, Case, Problem};
use atelier_domain::Language;

const ENGINE: &str = "espeak-ng";

/// Words a minute: slower than its usual 175, for people who read with difficulty. The same as in `ui/voice/engine.ts`.
const PACE: &str = "145";

/// Longest text read at once, in characters.
const LONGEST: usize = 4_000;

/// How often one looks whether it has finished.
const LOOK: Duration = Duration::from_millis(60);

/// Longest complaint of the engine that is looked at, in bytes; sound libraries can be talkative.
const LONGEST_COMPLAINT: u64 = 64 * 1024;

/// A text that is being read.
struct Reading {
    child: Child,
    /// Whether the engine complained. It ends well even when the computer has no way to play a sound, and only says so.
    complaint: JoinHandle<bool>,
}

/// How far a reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heard {
    /// It goes on.
    Reads,
    /// To the end, or stopped for something else.
    Whole,
    /// The engine could not.
    Failed,
}

/// What is being read, if anything.
#[derive(Default)]
pub(crate) struct Speech {
    reading: Mutex<Option<Reading>>,
}

impl Speech {
    fn reading(&self) -> MutexGuard<'_, Option<Reading>> {
        self.reading.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Falls silent.
    fn stop(&self) {
        if let Some(mut reading) = self.reading().take() {
            // It may have finished by itself meanwhile.
            let _ = reading.child.kill();
            let _ = reading.child.wait();
        }
    }

    /// Begins to read; gives the number of the process that reads. What was being read stops.
    fn start(&self, engine: &Path, text: &str, language: Language) -> io::Result<u32> {
        self.stop();
        // The text goes by the standard input: arguments can be seen by any program of the computer.
        let mut child = Command::new(engine)
            .args(["-v", language.code(), "-s", PACE, "--stdin"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        let said = child.stderr.take();
        let complaint = thread::spawn(move || said.is_some_and(complains));
        if let Some(mut input) = child.stdin.take() {
            input.write_all(text.as_bytes())?;
        }
        let id = child.id();
        *self.reading() = Some(Reading { child, complaint });
        Ok(id)
    }

    /// How far this process is.
    fn heard(&self, id: u32) -> Heard {
        let mut reading = self.reading();
        let Some(running) = reading.as_mut().filter(|one| one.child.id() == id) else {
            return Heard::Whole;
        };
        let ended = match running.child.try_wait() {
            Ok(None) => return Heard::Reads,
            Ok(Some(status)) => status.success(),
            Err(_) => false,
        };
        let complained = reading
            .take()
            .is_none_or(|ended| ended.complaint.join().unwrap_or(true));
        if ended && !complained {
            Heard::Whole
        } else {
            Heard::Failed
        }
    }
}

/// Reads what an engine says to its end; whether it told of an error of its own.
fn complains(said: impl Read) -> bool {
    let mut said = BufReader::new(said);
    let lines = said.by_ref().take(LONGEST_COMPLAINT).lines();
    let complained = lines
        .map_while(Result::ok)
        .any(|line| line.starts_with("error"));
    // Nobody must wait for a reader.
    let _ = io::copy(&mut said, &mut io::sink());
    complained
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

impl App {
    /// Whether the computer has the engine that reads aloud; it has a voice for each language of the station.
    #[must_use]
    pub fn can_speak(&self) -> bool {
        engine().is_some()
    }

    /// Reads a text aloud; returns when it is read, or when something else is to be read.
    ///
    /// # Errors
    /// `speech-unavailable`; `speech-failed` when the engine or the computer's sound does not work.
    pub async fn speak(&self, text: &str, language: Language) -> Answer<()> {
        let unavailable = || Problem::of(Case::SpeechUnavailable);
        let engine = engine().ok_or_else(unavailable)?;
        let text: String = text.chars().take(LONGEST).collect();
        let id = self
            .keeping(|speech: &mut Speech| speech.start(&engine, &text, language))
            .map_err(|_| unavailable())?;
        loop {
            match self.keeping(|speech: &mut Speech| speech.heard(id)) {
                Heard::Reads => tokio::time::sleep(LOOK).await,
                Heard::Whole => return Ok(()),
                Heard::Failed => return Err(Problem::of(Case::SpeechFailed)),
            }
        }
    }

    /// Falls silent.
    pub fn stop_speaking(&self) {
        self.keeping(|speech: &mut Speech| speech.stop());
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

    fn finished(speech: &Speech, id: u32) -> Heard {
        let begun = Instant::now();
        loop {
            match speech.heard(id) {
                Heard::Reads => {}
                end => return end,
            }
            assert!(begun.elapsed() < Duration::from_secs(20), "still reading");
            thread::yield_now();
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
        assert_eq!(finished(&speech, id), Heard::Whole);
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
        assert_eq!(speech.heard(first), Heard::Reads);
        let second = speech.start(&path, "deux", Language::French).unwrap();
        assert_eq!(speech.heard(first), Heard::Whole);
        assert_eq!(speech.heard(second), Heard::Reads);
        speech.stop();
        assert_eq!(speech.heard(second), Heard::Whole);
    }

    #[test]
    fn an_engine_that_cannot_be_heard_is_told_of() {
        let dir = tempfile::tempdir().unwrap();
        let speech = Speech::default();
        let end = |rest: &str| {
            let path = engine(dir.path(), rest);
            let id = speech.start(&path, "un", Language::French).unwrap();
            finished(&speech, id)
        };
        // What espeak-ng says on a computer without a sound card, with a good end.
        let no_card = "ALSA lib pcm.c:2666: Unknown PCM default\nerror: No such file or directory";
        assert_eq!(end(&format!("printf '{no_card}\\n' >&2")), Heard::Failed);
        assert_eq!(end("exit 1"), Heard::Failed);
        assert_eq!(end("echo 'ALSA lib: underrun' >&2"), Heard::Whole);
    }
}
