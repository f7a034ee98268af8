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
        if queue.unreachable {
            printer.state = label("printer", "unreachable");
        }
        printer.out_of_paper = queue.out_of_paper;
        printer.unreachable = queue.unreachable;
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
                unreachable: false,
                margins: Vec::new(),
            }
        })
        .collect()
}

/// Papers that a printer is told by name (width and height in millimetres); other sizes are printed on the one that it
/// usually has.
const PAPERS: [(&str, f32, f32); 2] = [("A4", 210.0, 297.0), ("A3", 297.0, 420.0)];

/// Sends a PDF to a queue, or to the default one, at its true size: `file`, whose content is `pdf`.
pub(crate) fn print(
    file: &SavedFile,
    pdf: &[u8],
    printer: Option<&str>,
    (copies, two_sided): (u32, bool),
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
    let named = ("printer", queue.name.as_str());
    if !queue.ready {
        let code = if queue.out_of_paper {
            "printer-no-paper"
        } else {
            "printer-stopped"
        };
        return Err(Problem::new(code, &[kept, named]));
    }
    let parts = parts(&atelier_documents::papers(pdf).unwrap_or_default());
    let lacking = parts
        .iter()
        .filter_map(|part| part.paper)
        .find(|paper| !takes(queue, paper));
    if let Some(paper) = lacking {
        return Err(Problem::new(
            "printer-other-paper",
            &[kept, named, ("paper", paper)],
        ));
    }
    for part in &parts {
        let arguments = arguments(file, &queue.name, part, (copies, two_sided));
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let sent = run("lp", &arguments).map_err(|_| Problem::of("printing-unavailable"))?;
        if !sent.status.success() {
            let reason = String::from_utf8_lossy(&sent.stderr).trim().to_owned();
            return Err(Problem::new(
                "printing-failed",
                &[kept, named, ("reason", &reason)],
            ));
        }
    }
    let told = if queue.out_of_paper {
        "printing-needs-paper"
    } else if queue.unreachable {
        "printing-unreachable"
    } else {
        "printing"
    };
    Ok(label("document", told).replace("{printer}", &queue.name))
}

/// Pages that follow one another on the same paper.
#[derive(Debug, PartialEq, Eq)]
struct Part {
    /// Its name; none for a size that is not told.
    paper: Option<&'static str>,
    /// First and last page, from 1; none when they are all of the document.
    pages: Option<(usize, usize)>,
}

/// The parts of a document, from the paper of each page. A queue would cut what is larger than its usual paper.
fn parts(papers: &[(f32, f32)]) -> Vec<Part> {
    let name = |(width, height): &(f32, f32)| {
        let (short, long) = (width.min(*height), width.max(*height));
        let fits = |known: &&(&str, f32, f32)| {
            (known.1 - short).abs() <= 1.0 && (known.2 - long).abs() <= 1.0
        };
        PAPERS.iter().find(fits).map(|known| known.0)
    };
    let names: Vec<_> = papers.iter().map(name).collect();
    let mut parts = Vec::new();
    let mut first = 1;
    for same in names.chunk_by(|a, b| a == b) {
        let last = first + same.len() - 1;
        let whole = same.len() == names.len();
        parts.push(Part {
            paper: same.first().copied().flatten(),
            pages: (!whole).then_some((first, last)),
        });
        first = last + 1;
    }
    if parts.is_empty() {
        parts.push(Part {
            paper: None,
            pages: None,
        });
    }
    parts
}

/// Whether a queue takes a paper; one that says nothing of its papers is trusted.
fn takes(queue: &PrinterView, paper: &str) -> bool {
    let known = PAPERS.iter().find(|known| known.0 == paper);
    queue.margins.is_empty()
        || queue
            .margins
            .iter()
            .any(|one| known.is_some_and(|known| (one.width_mm - known.1).abs() <= 1.0))
}

/// What `lp` is told. The sides are said either way: a queue may have a habit of its own.
fn arguments(
    file: &SavedFile,
    queue: &str,
    part: &Part,
    (copies, two_sided): (u32, bool),
) -> Vec<String> {
    let sides = if two_sided {
        "sides=two-sided-long-edge"
    } else {
        "sides=one-sided"
    };
    let mut told = vec!["-d".to_owned(), queue.to_owned()];
    let mut tell = |option: &str, value: &str| told.extend([option.to_owned(), value.to_owned()]);
    tell("-n", &copies.to_string());
    tell("-o", "print-scaling=none");
    tell("-o", sides);
    if let Some(paper) = part.paper {
        tell("-o", &format!("media={paper}"));
    }
    if let Some((first, last)) = part.pages {
        tell("-P", &format!("{first}-{last}"));
    }
    tell("-t", &file.name);
    tell("--", &file.path);
    told
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
        let whole = Part {
            paper: None,
            pages: None,
        };
        for (two_sided, sides) in [(false, "one-sided"), (true, "two-sided-long-edge")] {
            let told = arguments(&file, "Accueil", &whole, (2, two_sided)).join(" ");
            let options = format!("-o print-scaling=none -o sides={sides}");
            assert_eq!(
                told,
                format!("-d Accueil -n 2 {options} -t -a.pdf -- /d/-a.pdf")
            );
        }
        let large = Part {
            paper: Some("A3"),
            pages: Some((2, 3)),
        };
        let told = arguments(&file, "Accueil", &large, (1, false)).join(" ");
        assert!(told.contains("-o media=A3 -P 2-3 -t"), "{told}");
    }

    #[test]
    fn each_paper_of_a_document_is_asked_for() {
        let (a4, a3, a3_lying, card) = (
            (210.0, 297.0),
            (297.0, 420.0),
            (420.0, 297.0),
            (148.0, 105.0),
        );
        let part = |paper, pages| Part { paper, pages };
        assert_eq!(parts(&[a4, a4]), [part(Some("A4"), None)]);
        assert_eq!(
            parts(&[a4, a3, a3_lying, card]),
            [
                part(Some("A4"), Some((1, 1))),
                part(Some("A3"), Some((2, 3))),
                part(None, Some((4, 4)))
            ]
        );
        assert_eq!(parts(&[]), [part(None, None)]);
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
