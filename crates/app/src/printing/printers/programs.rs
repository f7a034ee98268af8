//! The programs by which CUPS is asked for its queues and handed what is to be printed, `lpstat` and `lp`, and how their
//! answers are read.

use atelier_texts as texts;
use std::io::{self, Read as _, Seek as _};
use std::process::{Command, Output, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use crate::base::problem::{Answer, Case, Problem};
use crate::printing::view::PrinterView;

/// How long one of them may take. Beside a service that hangs, they would wait for ever.
const PATIENCE: Duration = Duration::from_secs(10);

/// Runs a program to its end.
///
/// # Errors
/// When it cannot be started; `TimedOut` once [`PATIENCE`] is over: the program is then ended.
pub(super) fn run(program: &str, arguments: &[&str]) -> io::Result<Output> {
    let mut complaints = tempfile::tempfile()?;
    let mut child = Command::new(program)
        .args(arguments)
        // One language, so that what it prints can be read.
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(complaints.try_clone()?)
        .spawn()?;
    let (tell, told) = channel();
    let said = child.stdout.take();
    thread::spawn(move || {
        let mut all = Vec::new();
        let read = said.map_or(Ok(0), |mut said| said.read_to_end(&mut all));
        // Nobody listens any more once the patience is over.
        let _ = tell.send(read.map(|_| all));
    });
    let Ok(stdout) = told.recv_timeout(PATIENCE) else {
        // It may have finished by itself meanwhile.
        let _ = child.kill();
        let _ = child.wait();
        return Err(io::ErrorKind::TimedOut.into());
    };
    let status = child.wait()?;
    let mut stderr = Vec::new();
    complaints.rewind()?;
    complaints.read_to_end(&mut stderr)?;
    Ok(Output {
        status,
        stdout: stdout?,
        stderr,
    })
}

/// What goes wrong when the service cannot be asked.
pub(super) fn without_service(error: &io::Error) -> Problem {
    Problem::of(match error.kind() {
        io::ErrorKind::TimedOut => Case::PrintingSilent,
        _ => Case::PrintingUnavailable,
    })
}

/// The queues of this computer, as `lpstat` tells them.
///
/// # Errors
/// `printing-unavailable` when the system gives no list, `printing-silent` when it gives none in time.
pub(super) fn queues() -> Answer<Vec<PrinterView>> {
    let lpstat = |asked: &[&str]| run("lpstat", asked).map_err(|error| without_service(&error));
    let text = |output: &Output| String::from_utf8_lossy(&output.stdout).into_owned();
    let states = text(&lpstat(&["-r", "-d", "-p"])?);
    // `lpstat` fails as well where there is merely no queue: only the running service can tell.
    if !states.contains("scheduler is running") {
        return Err(Problem::of(Case::PrintingUnavailable));
    }
    let acceptance = text(&lpstat(&["-a"])?);
    Ok(parse(&states, &acceptance))
}

/// `states` comes from `lpstat -d -p`, `acceptance` from `lpstat -a`.
fn parse(states: &str, acceptance: &str) -> Vec<PrinterView> {
    let default = states
        .lines()
        .find_map(|line| line.strip_prefix("system default destination: "))
        .unwrap_or_default();
    let refusing: Vec<&str> = acceptance
        .lines()
        .filter_map(|line| line.split_once(' '))
        .filter(|(_, rest)| rest.starts_with("not accepting requests"))
        .map(|(name, _)| name)
        .collect();
    states
        .lines()
        .filter_map(|line| line.strip_prefix("printer "))
        .filter_map(|line| line.split_once(' '))
        .map(|(name, rest)| {
            let refuses = refusing.contains(&name);
            let stopped = rest.starts_with("disabled");
            let state = if refuses {
                texts::printer::refuses()
            } else if stopped {
                texts::printer::stopped()
            } else if rest.starts_with("now printing") {
                texts::printer::printing()
            } else {
                texts::printer::ready()
            };
            PrinterView {
                name: name.to_owned(),
                default: name == default,
                state,
                ready: !refuses && !stopped,
                refuses,
                out_of_paper: false,
                unreachable: false,
                margins: Vec::new(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SINCE: &str = "since Mon Nov 23 10:00:00 2026";

    #[test]
    fn queues_are_read_with_their_state_and_the_default_one() {
        let states = format!(
            "scheduler is running\nsystem default destination: PDF\n\
             printer Accueil is idle.  enabled {SINCE}\n\
             printer Atelier disabled {SINCE} -\n\treason unknown\n\
             printer PDF now printing PDF-3.  enabled {SINCE}\n\
             printer printer is idle.  enabled {SINCE}\n"
        );
        let acceptance = format!(
            "Accueil accepting requests {SINCE}\nAtelier accepting requests {SINCE}\n\
             PDF accepting requests {SINCE}\nprinter not accepting requests {SINCE} -\n\tRejecting Jobs\n"
        );
        let read = parse(&states, &acceptance);
        let told: Vec<_> = read
            .iter()
            .map(|p| (p.name.as_str(), p.default, p.ready, p.refuses))
            .collect();
        assert_eq!(
            told,
            [
                ("Accueil", false, true, false),
                ("Atelier", false, false, false),
                ("PDF", true, true, false),
                ("printer", false, false, true)
            ]
        );
        assert!(parse("scheduler is running\nno system default destination\n", "").is_empty());
    }

    #[test]
    fn a_stopped_queue_that_refuses_documents_is_said_to_refuse_them() {
        let states = format!("printer Atelier disabled {SINCE} -\n\tPaused\n");
        let acceptance = format!("Atelier not accepting requests {SINCE} -\n\tRejecting Jobs\n");
        let read = parse(&states, &acceptance);
        assert_eq!(read[0].state, texts::printer::refuses());
    }

    #[cfg(unix)]
    #[test]
    fn a_program_is_read_whole_with_what_it_complains_of() {
        let ran = run("sh", &["-c", "seq 100000; echo trouble >&2; exit 3"]).unwrap();
        assert_eq!(ran.status.code(), Some(3));
        assert_eq!(ran.stdout.split(|byte| *byte == b'\n').count(), 100_001);
        assert_eq!(ran.stderr, b"trouble\n");
        let missing = run("no-such-program", &[]).unwrap_err();
        assert_eq!(without_service(&missing).code(), "printing-unavailable");
    }
}
