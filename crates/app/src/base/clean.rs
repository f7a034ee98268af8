//! The evidence intake, with its refusals in plain French.

use atelier_evidence::{Clean, Refusal};

use crate::base::labels::{label, size};
use crate::base::problem::{Answer, Problem};

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
        } => {
            let code = if is_named_so(file_name, kind) {
                "evidence-kind"
            } else {
                "evidence-other-kind"
            };
            Problem::new(code, &[file, ("kind", &label("file-kind", kind))])
        }
        Refusal::UnknownKind { looks_like: None }
        | Refusal::Empty
        | Refusal::Damaged { .. }
        | Refusal::Encrypted
        | Refusal::NoPage => Problem::new(code, &[file]),
    }
}

/// Endings under which each kind of file is honestly named.
const ENDINGS: [(&str, &[&str]); 16] = [
    ("windows-program", &["exe", "msi", "dll"]),
    ("linux-program", &["run", "bin", "so"]),
    ("heic", &["heic", "heif", "hif"]),
    ("avif", &["avif"]),
    ("webp", &["webp"]),
    ("gif", &["gif"]),
    ("tiff", &["tif", "tiff"]),
    ("bmp", &["bmp"]),
    ("svg", &["svg"]),
    (
        "office-document",
        &[
            "doc", "docx", "odt", "xls", "xlsx", "ods", "ppt", "pptx", "odp",
        ],
    ),
    ("zip", &["zip"]),
    ("archive", &["rar", "7z", "tar", "gz", "tgz", "bz2", "xz"]),
    ("html", &["html", "htm"]),
    ("video", &["mp4", "mov", "m4v", "avi", "mkv", "webm", "3gp"]),
    (
        "audio",
        &["mp3", "m4a", "wav", "ogg", "flac", "aac", "opus"],
    ),
    ("rtf", &["rtf"]),
];

/// Whether the name of a file says what it is: nobody is told that it is « really » something else then.
fn is_named_so(file_name: &str, kind: &str) -> bool {
    let ending = file_name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_lowercase());
    ending.is_some_and(|ending| {
        ENDINGS
            .iter()
            .any(|(code, endings)| *code == kind && endings.contains(&ending.as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(file_name: &str, looks_like: &'static str) -> Problem {
        let looks_like = Some(looks_like);
        problem(file_name, &Refusal::UnknownKind { looks_like })
    }

    #[test]
    fn a_file_that_is_honestly_named_is_not_said_to_be_really_something_else() {
        for name in ["IMG_0042.HEIC", "photo.heif"] {
            let told = refused(name, "heic");
            assert_eq!(told.code, "evidence-kind");
            assert!(told.what.contains(name) && told.what.contains("HEIC"));
            assert!(!told.what.contains("en réalité"));
        }
        for name in ["photo.jpg", "photo", "heic"] {
            assert_eq!(refused(name, "heic").code, "evidence-other-kind");
        }
    }

    #[test]
    fn every_kind_that_has_a_name_has_its_endings() {
        for (kind, endings) in ENDINGS {
            let ending = endings.first().unwrap();
            assert_eq!(refused(&format!("a.{ending}"), kind).code, "evidence-kind");
        }
    }
}
