//! Printing through the system's queues: CUPS, on Linux and macOS, by its own programs `lp` and `lpstat`.

pub mod papers;
pub mod programs;
pub mod queues;

use atelier_texts as texts;
use std::io;
use std::process::Output;

use crate::base::problem::{Answer, Case, Problem};
use crate::base::view::SavedFile;
use crate::printing::printers::papers::PAPERS;
use crate::printing::view::PrinterView;

/// The queues of this computer.
///
/// # Errors
/// `printing-unavailable` when the system gives no list, `printing-silent` when it gives none in time.
pub fn printers() -> Answer<Vec<PrinterView>> {
    let mut printers = programs::queues()?;
    let mut known = queues::ask();
    for printer in &mut printers {
        let queue = known.remove(&printer.name).unwrap_or_default();
        if !printer.refuses {
            if queue.out_of_paper {
                printer.state = texts::printer::no_paper();
            }
            if queue.unreachable {
                printer.state = texts::printer::unreachable();
            }
        }
        printer.out_of_paper = queue.out_of_paper;
        printer.unreachable = queue.unreachable;
        printer.margins = queue.margins;
    }
    Ok(printers)
}

/// The printer of this name, or the usual one.
fn named<'a>(printers: &'a [PrinterView], name: Option<&str>) -> Option<&'a PrinterView> {
    let mut all = printers.iter();
    match name {
        Some(name) => all.find(|known| known.name == name),
        None => all.find(|known| known.default).or(printers.first()),
    }
}

/// Whether a queue, or the default one, takes documents now.
pub(crate) fn is_ready(printer: Option<&str>) -> bool {
    let printers = printers().unwrap_or_default();
    named(&printers, printer).is_some_and(|queue| queue.ready)
}

/// Sends a PDF to a queue, or to the default one, at its true size: `file`, whose content is `pdf`.
pub(crate) fn print(
    file: &SavedFile,
    pdf: &[u8],
    printer: Option<&str>,
    (copies, two_sided): (u32, bool),
) -> Answer<String> {
    let printers = printers().map_err(|problem| with_file(problem, file))?;
    let path = file.path.clone();
    let Some(queue) = named(&printers, printer) else {
        return Err(Problem::of(match printer {
            Some(printer) if !printers.is_empty() => Case::PrinterUnknown {
                printer: printer.to_owned(),
                path,
            },
            _ => Case::NoPrinter { path },
        }));
    };
    let printer = queue.name.clone();
    if !queue.ready {
        return Err(Problem::of(if queue.refuses {
            Case::PrinterRefuses { printer, path }
        } else if queue.out_of_paper {
            Case::PrinterNoPaper { printer, path }
        } else {
            Case::PrinterStopped { printer, path }
        }));
    }
    let papers = atelier_documents::papers(pdf).unwrap_or_default();
    let parts = parts(&papers);
    let lacking = parts
        .iter()
        .filter_map(|part| part.paper)
        .find(|paper| !takes(queue, paper));
    if let Some(paper) = lacking {
        return Err(Problem::of(Case::PrinterOtherPaper {
            printer,
            paper: paper.to_owned(),
            path,
        }));
    }
    send(&parts, papers.len(), file, &queue.name, |part| {
        let arguments = arguments(file, &queue.name, part, (copies, two_sided));
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        programs::run("lp", &arguments)
    })?;
    Ok(if queue.out_of_paper {
        texts::document::printing_needs_paper(&queue.name)
    } else if queue.unreachable {
        texts::document::printing_unreachable(&queue.name)
    } else {
        texts::document::printing(&queue.name)
    })
}

/// The same problem, once the document is kept.
fn with_file(problem: Problem, file: &SavedFile) -> Problem {
    let path = file.path.clone();
    match problem.case {
        Case::PrintingSilent => Problem::of(Case::PrintingSilentKept { path }),
        Case::PrintingUnavailable => Problem::of(Case::PrintingUnavailableKept { path }),
        _ => problem,
    }
}

/// Sends the parts of a document of `pages` pages one by one, each by `lp`. What the service has taken cannot be had
/// back: when a later part fails, the person is told which pages are still to be printed.
fn send(
    parts: &[Part],
    pages: usize,
    file: &SavedFile,
    named: &str,
    mut lp: impl FnMut(&Part) -> io::Result<Output>,
) -> Answer<()> {
    let mut gone = 0;
    for part in parts {
        let (path, printer) = (file.path.clone(), named.to_owned());
        let case = match lp(part) {
            Ok(sent) if sent.status.success() => {
                gone = part.pages.map_or(pages, |(_, last)| last);
                continue;
            }
            Ok(sent) => {
                // A document may be named after a person.
                let reason = String::from_utf8_lossy(&sent.stderr)
                    .replace(&file.path, "...")
                    .replace(&file.name, "...");
                tracing::warn!(reason = reason.trim(), "the print service took nothing");
                Case::PrintingFailed { printer, path }
            }
            Err(error) => {
                tracing::warn!(%error, "the print service was not reached");
                match error.kind() {
                    io::ErrorKind::TimedOut => Case::PrintingUnsure { path, printer },
                    _ if gone == 0 => {
                        return Err(with_file(programs::without_service(&error), file));
                    }
                    _ => Case::PrintingFailed { printer, path },
                }
            }
        };
        return Err(Problem::of(match gone {
            0 => case,
            _ => Case::PrintingPartial {
                printer: named.to_owned(),
                last: gone,
                path: file.path.clone(),
                next: gone + 1,
            },
        }));
    }
    Ok(())
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

    fn file() -> SavedFile {
        SavedFile {
            path: "/d/Attestation - Amina Diallo.pdf".into(),
            name: "Attestation - Amina Diallo.pdf".into(),
        }
    }

    fn three_parts() -> [Part; 3] {
        let part = |paper, pages| Part {
            paper: Some(paper),
            pages: Some(pages),
        };
        [part("A4", (1, 1)), part("A3", (2, 3)), part("A4", (4, 6))]
    }

    /// Sends three parts to a service that answers the n-th as told.
    fn send_to(answers: Vec<io::Result<Output>>) -> Answer<()> {
        let mut answers = answers.into_iter();
        send(&three_parts(), 6, &file(), "Accueil", |_| {
            answers.next().unwrap()
        })
    }

    #[cfg(unix)]
    fn ended(code: i32) -> io::Result<Output> {
        use std::os::unix::process::ExitStatusExt as _;
        Ok(Output {
            status: std::process::ExitStatus::from_raw(code << 8),
            stdout: Vec::new(),
            stderr: b"lp: Too many active jobs.".to_vec(),
        })
    }

    #[cfg(unix)]
    #[test]
    fn pages_that_are_gone_are_never_asked_for_again() {
        assert_eq!(send_to(vec![ended(0), ended(0), ended(0)]), Ok(()));

        let problem = send_to(vec![ended(0), ended(1)]).unwrap_err();
        assert_eq!(problem.code(), "printing-partial");
        assert!(
            problem.told().what.contains("jusqu’à la page 1,"),
            "{problem}"
        );
        assert!(
            problem.told().todo.contains("à partir de la page 2."),
            "{problem}"
        );
        assert!(!problem.told().todo.contains("réessayez"), "{problem}");

        let late = Err(io::ErrorKind::TimedOut.into());
        let problem = send_to(vec![ended(0), ended(0), late]).unwrap_err();
        assert_eq!(problem.code(), "printing-partial");
        assert!(
            problem.told().what.contains("jusqu’à la page 3,"),
            "{problem}"
        );
        assert!(
            problem.told().todo.contains("à partir de la page 4."),
            "{problem}"
        );
        assert!(problem.told().kept.contains(&file().path), "{problem}");
    }

    #[cfg(unix)]
    #[test]
    fn what_the_service_says_in_english_is_not_shown() {
        let problem = send_to(vec![ended(1)]).unwrap_err();
        assert_eq!(problem.code(), "printing-failed");
        assert!(!problem.to_string().contains("jobs"), "{problem}");
        assert!(problem.told().kept.contains(&file().path), "{problem}");
    }

    #[test]
    fn a_service_that_is_gone_or_silent_says_where_the_document_is() {
        let of = |kind: io::ErrorKind| send_to(vec![Err(kind.into())]).unwrap_err();
        let silent = of(io::ErrorKind::TimedOut);
        assert_eq!(silent.code(), "printing-unsure");
        assert!(silent.told().kept.contains(&file().path), "{silent}");
        let gone = of(io::ErrorKind::NotFound);
        assert_eq!(gone.code(), "printing-unavailable-kept");
        assert!(gone.told().kept.contains(&file().path), "{gone}");
    }
}
