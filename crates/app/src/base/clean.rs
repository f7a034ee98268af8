//! The evidence intake, with its refusals.

use atelier_evidence::{Clean, Refusal};

use crate::base::labels::{label, size};
use crate::base::problem::{Answer, Case, Problem};

/// Cleans a file. The name only serves to speak of it.
///
/// # Errors
/// The refusal: what was found.
pub fn clean(file_name: &str, bytes: &[u8]) -> Answer<Clean> {
    atelier_evidence::clean(bytes).map_err(|refusal| problem(file_name, &refusal))
}

pub(crate) fn problem(file_name: &str, refusal: &Refusal) -> Problem {
    let file = file_name.to_owned();
    Problem::of(match refusal {
        Refusal::TooLarge { bytes, max } => Case::EvidenceTooLarge {
            file,
            size: size(*bytes),
            max: size(*max),
        },
        Refusal::TooManyPixels {
            width,
            height,
            max_megapixels,
        } => Case::EvidenceTooManyPixels {
            file,
            width: *width,
            height: *height,
            max: *max_megapixels,
        },
        Refusal::UnknownKind {
            looks_like: Some(code),
        } => {
            let kind = label("file-kind", code);
            if is_named_so(file_name, code) {
                Case::EvidenceKind { file, kind }
            } else {
                Case::EvidenceOtherKind { file, kind }
            }
        }
        Refusal::UnknownKind { looks_like: None } => Case::EvidenceUnknownKind { file },
        Refusal::Empty => Case::EvidenceEmpty { file },
        Refusal::Damaged { .. } => Case::EvidenceDamaged { file },
        Refusal::Encrypted => Case::EvidenceEncrypted { file },
        Refusal::NoPage => Case::EvidenceNoPage { file },
    })
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
            assert_eq!(told.code(), "evidence-kind");
            assert!(told.told().what.contains(name) && told.told().what.contains("HEIC"));
            assert!(!told.told().what.contains("en réalité"));
        }
        for name in ["photo.jpg", "photo", "heic"] {
            assert_eq!(refused(name, "heic").code(), "evidence-other-kind");
        }
    }

    #[test]
    fn every_kind_that_has_a_name_has_its_endings() {
        for (kind, endings) in ENDINGS {
            let ending = endings.first().unwrap();
            assert_eq!(
                refused(&format!("a.{ending}"), kind).code(),
                "evidence-kind"
            );
        }
    }
}
