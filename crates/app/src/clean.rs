//! The evidence intake, with its refusals in plain French.

use atelier_evidence::{Clean, Refusal};

use crate::labels::{label, size};
use crate::problem::{Answer, Problem};

/// Cleans a file. The name only serves to speak of it.
///
/// # Errors
/// The refusal, in plain French: what was found and what to do.
pub fn clean(file_name: &str, bytes: &[u8]) -> Answer<Clean> {
    atelier_evidence::clean(bytes).map_err(|refusal| problem(file_name, &refusal))
}

pub(crate) fn problem(file_name: &str, refusal: &Refusal) -> Problem {
    let code = refusal.code();
    let file = ("file", file_name);
    match refusal {
        Refusal::TooLarge { bytes, max } => {
            Problem::new(code, &[file, ("size", &size(*bytes)), ("max", &size(*max))])
        }
        Refusal::TooManyPixels {
            width,
            height,
            max_megapixels,
        } => Problem::new(
            code,
            &[
                file,
                ("width", &width.to_string()),
                ("height", &height.to_string()),
                ("max", &max_megapixels.to_string()),
            ],
        ),
        Refusal::UnknownKind {
            looks_like: Some(kind),
        } => Problem::new(
            "evidence-other-kind",
            &[file, ("kind", &label("file-kind", kind))],
        ),
        Refusal::UnknownKind { looks_like: None }
        | Refusal::Empty
        | Refusal::Damaged { .. }
        | Refusal::Encrypted
        | Refusal::NoPage => Problem::new(code, &[file]),
    }
}
