//! Printing through the system's queues: CUPS, on Linux and macOS, by its own programs `lp` and `lpstat`.

mod queues;

use std::io;
use std::process::{Command, Output};

use crate::labels::label;
use crate::problem::{Answer, Problem};
use crate::view::{PrinterView, SavedFile};

fn run(program: &str, arguments: &[&str]) -> io::Result<Output> {
    // One language, so that what it prints can be read.
    Command::new(program)
        .args(arguments)
        .env("LC_ALL", "C")
        .output()
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The queues of this computer.
///
/// # Errors
/// `printing-unavailable` when the system gives no list.
pub fn printers() -> Answer<Vec<PrinterView>> {
    let unavailable = || Problem::of("printing-unavailable");
    let states = run("lpstat", &["-p"]).map_err(|_| unavailable())?;
    // `lpstat` fails as well where there is merely no queue: only the running service can tell.
    let service = run("lpstat", &["-r"]).map_err(|_| unavailable())?;
    if !text(&service).contains("scheduler is running") {
        return Err(unavailable());
    }
    let default = run("lpstat", &["-d"])
        .map(|output| text(&output))
        .unwrap_or_default();
    let mut printers = parse(&text(&states), &default);
    let mut known = queues::ask();
    for printer in &mut printers {
        let queue = known.remove(&printer.name).unwrap_or_default();
        if queue.out_of_paper {
            printer.state = label("printer", "no-paper");
        }
        printer.out_of_paper = queue.out_of_paper;
        printer.margins = queue.margins;
    }
    Ok(printers)
}

fn parse(states: &str, default: &str) -> Vec<PrinterView> {
    let default = default
        .rsplit_once(": ")
        .map(|(_, name)| name.trim())
        .unwrap_or_default();
    states
        .lines()
        .filter_map(|line| line.strip_prefix("printer "))
        .filter_map(|line| line.split_once(' '))
        .map(|(name, rest)| {
            let code = if rest.starts_with("disabled") {
                "stopped"
            } else if rest.starts_with("now printing") {
                "printing"
            } else {
                "ready"
            };
            PrinterView {
                name: name.to_owned(),
                default: name == default,
                state: label("printer", code),
                ready: code != "stopped",
                out_of_paper: false,
                margins: Vec::new(),
            }
        })
        .collect()
}

/// Sends a PDF to a queue, or to the default one, at its true size.
pub(crate) fn print(
    file: &SavedFile,
    printer: Option<&str>,
    copies: u32,
    two_sided: bool,
) -> Answer<String> {
    // Without a service there is no printer either: the person is told where the PDF is kept.
    let printers = printers().unwrap_or_default();
    let wanted = match printer {
        Some(name) => printers.iter().find(|known| known.name == name),
        None => printers
            .iter()
            .find(|known| known.default)
            .or(printers.first()),
    };
    let kept = ("path", file.path.as_str());
    let Some(queue) = wanted else {
        return Err(Problem::new("no-printer", &[kept]));
    };
    if !queue.ready {
        let code = if queue.out_of_paper {
            "printer-no-paper"
        } else {
            "printer-stopped"
        };
        return Err(Problem::new(code, &[kept, ("printer", &queue.name)]));
    }
    let arguments = arguments(file, &queue.name, copies, two_sided);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let sent = run("lp", &arguments).map_err(|_| Problem::of("printing-unavailable"))?;
    if !sent.status.success() {
        let reason = String::from_utf8_lossy(&sent.stderr).trim().to_owned();
        return Err(Problem::new(
            "printing-failed",
            &[kept, ("printer", &queue.name), ("reason", &reason)],
        ));
    }
    let told = if queue.out_of_paper {
        "printing-needs-paper"
    } else {
        "printing"
    };
    Ok(label("document", told).replace("{printer}", &queue.name))
}

/// What `lp` is told. The sides are said either way: a queue may have a habit of its own.
fn arguments(file: &SavedFile, queue: &str, copies: u32, two_sided: bool) -> Vec<String> {
    let sides = if two_sided {
        "sides=two-sided-long-edge"
    } else {
        "sides=one-sided"
    };
    let copies = copies.to_string();
    let told = [
        "-d",
        queue,
        "-n",
        &copies,
        "-o",
        "print-scaling=none",
        "-o",
        sides,
        "-t",
        &file.name,
        "--",
        &file.path,
    ];
    told.map(str::to_owned).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scale_and_sides_are_always_said() {
        let file = SavedFile {
            path: "/d/-a.pdf".into(),
            name: "-a.pdf".into(),
        };
        for (two_sided, sides) in [(false, "one-sided"), (true, "two-sided-long-edge")] {
            let told = arguments(&file, "Accueil", 2, two_sided).join(" ");
            let options = format!("-o print-scaling=none -o sides={sides}");
            assert_eq!(
                told,
                format!("-d Accueil -n 2 {options} -t -a.pdf -- /d/-a.pdf")
            );
        }
    }

    #[test]
    fn queues_are_read_with_their_state_and_the_default_one() {
        let states = "printer Accueil is idle.  enabled since Mon Nov 23 10:00:00 2026\n\
                      printer Atelier disabled since Mon Nov 23 10:00:00 2026 -\n\
                      \treason unknown\n\
                      printer PDF now printing PDF-3.  enabled since Mon Nov 23 10:00:00 2026\n";
        let read = parse(states, "system default destination: PDF\n");
        let told: Vec<_> = read
            .iter()
            .map(|p| (p.name.as_str(), p.default, p.ready))
            .collect();
        assert_eq!(
            told,
            [
                ("Accueil", false, true),
                ("Atelier", false, false),
                ("PDF", true, true)
            ]
        );
        assert!(parse("", "no system default destination").is_empty());
    }
}
