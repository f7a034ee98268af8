//! The evidence intake, with its refusals.

use atelier_evidence::{Clean, Refusal};
use atelier_texts as texts;

use crate::base::problem::{Answer, Case, Problem};

/// Cleans a file. The name only serves to speak of it.
///
/// # Errors
/// The refusal: what was found.
pub fn clean(file_name: &str, bytes: &[u8]) -> Answer<Clean> {
    atelier_evidence::clean(bytes).map_err(|refusal| problem(file_name, &refusal))
}

/// A size in whole megabytes, as one is told: what is over a limit is never told to be it.
fn megabytes(bytes: u64) -> u32 {
    u32::try_from(bytes.div_ceil(1_000_000)).unwrap_or(u32::MAX)
}

pub(crate) fn problem(file_name: &str, refusal: &Refusal) -> Problem {
    let file = file_name.to_owned();
    Problem::of(match refusal {
        Refusal::TooLarge { bytes, max } => Case::EvidenceTooLarge {
            file,
            size: megabytes(*bytes),
            max: megabytes(*max),
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
        } => match KINDS.iter().find(|(known, ..)| known == code) {
            None => Case::EvidenceUnknownKind { file },
            Some((_, endings, kind)) if is_named_so(file_name, endings) => {
                Case::EvidenceKind { file, kind: kind() }
            }
            Some((.., kind)) => Case::EvidenceOtherKind { file, kind: kind() },
        },
        Refusal::UnknownKind { looks_like: None } => Case::EvidenceUnknownKind { file },
        Refusal::Empty => Case::EvidenceEmpty { file },
        Refusal::Damaged { .. } => Case::EvidenceDamaged { file },
        Refusal::Encrypted => Case::EvidenceEncrypted { file },
        Refusal::NoPage => Case::EvidenceNoPage { file },
    })
}

type Name = fn() -> String;

/// Each kind of file that is told: the endings under which it is honestly named, and what it is called.
const KINDS: [(&str, &[&str], Name); 16] = [
    (
        "windows-program",
        &["exe", "msi", "dll"],
        texts::file_kind::windows_program,
    ),
    (
        "linux-program",
        &["run", "bin", "so"],
        texts::file_kind::linux_program,
    ),
    ("heic", &["heic", "heif", "hif"], texts::file_kind::heic),
    ("avif", &["avif"], texts::file_kind::avif),
    ("webp", &["webp"], texts::file_kind::webp),
    ("gif", &["gif"], texts::file_kind::gif),
    ("tiff", &["tif", "tiff"], texts::file_kind::tiff),
    ("bmp", &["bmp"], texts::file_kind::bmp),
    ("svg", &["svg"], texts::file_kind::svg),
    (
        "office-document",
        &[
            "doc", "docx", "odt", "xls", "xlsx", "ods", "ppt", "pptx", "odp",
        ],
        texts::file_kind::office_document,
    ),
    ("zip", &["zip"], texts::file_kind::zip),
    (
        "archive",
        &["rar", "7z", "tar", "gz", "tgz", "bz2", "xz"],
        texts::file_kind::archive,
    ),
    ("html", &["html", "htm"], texts::file_kind::html),
    (
        "video",
        &["mp4", "mov", "m4v", "avi", "mkv", "webm", "3gp"],
        texts::file_kind::video,
    ),
    (
        "audio",
        &["mp3", "m4a", "wav", "ogg", "flac", "aac", "opus"],
        texts::file_kind::audio,
    ),
    ("rtf", &["rtf"], texts::file_kind::rtf),
];

/// Whether the name of a file says what it is: nobody is told that it is « really » something else then.
fn is_named_so(file_name: &str, endings: &[&str]) -> bool {
    let ending = file_name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_lowercase());
    ending.is_some_and(|ending| endings.contains(&ending.as_str()))
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
        for (kind, endings, _) in KINDS {
            let ending = endings.first().unwrap();
            assert_eq!(
                refused(&format!("a.{ending}"), kind).code(),
                "evidence-kind"
            );
        }
    }
}
