//! Everything that people read from the guichet, in French: `assets/i18n/fr/guichet.json`.

use atelier_domain::placeholders::fill;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use atelier_protocol::ProblemCode;
use serde::Deserialize;

const SOURCE: &str = include_str!("../../../../assets/i18n/fr/guichet.json");

/// A problem's two texts.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProblemText {
    pub(crate) title: String,
    pub(crate) detail: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    problems: BTreeMap<ProblemKey, ProblemText>,
    details: BTreeMap<String, String>,
    staff: BTreeMap<String, String>,
}

/// Same names as [`ProblemCode`] on the wire.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(transparent)]
struct ProblemKey(String);

static TEXTS: LazyLock<Texts> = LazyLock::new(|| serde_json::from_str(SOURCE).unwrap_or_default());

/// Details of cases that share a code with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    Method,
    TooManyRecords,
    FieldInvalid,
    ConflictContent,
    ConflictRevision,
    ConflictState,
    ConflictId,
    TusVersion,
    TusOffset,
    TusChecksum,
    TusContentType,
    TusLength,
    TusMetadata,
    TusAlgorithm,
    TusMoreThanLength,
    TusTaken,
    EvidenceHash,
    EvidenceKind,
}

impl Known {
    const fn key(self) -> &'static str {
        match self {
            Self::Method => "method",
            Self::TooManyRecords => "too-many-records",
            Self::FieldInvalid => "field-invalid",
            Self::ConflictContent => "conflict-content",
            Self::ConflictRevision => "conflict-revision",
            Self::ConflictState => "conflict-state",
            Self::ConflictId => "conflict-id",
            Self::TusVersion => "tus-version",
            Self::TusOffset => "tus-offset",
            Self::TusChecksum => "tus-checksum",
            Self::TusContentType => "tus-content-type",
            Self::TusLength => "tus-length",
            Self::TusMetadata => "tus-metadata",
            Self::TusAlgorithm => "tus-algorithm",
            Self::TusMoreThanLength => "tus-more-than-length",
            Self::TusTaken => "tus-taken",
            Self::EvidenceHash => "evidence-hash",
            Self::EvidenceKind => "evidence-kind",
        }
    }

    #[cfg(test)]
    const ALL: [Self; 18] = [
        Self::Method,
        Self::TooManyRecords,
        Self::FieldInvalid,
        Self::ConflictContent,
        Self::ConflictRevision,
        Self::ConflictState,
        Self::ConflictId,
        Self::TusVersion,
        Self::TusOffset,
        Self::TusChecksum,
        Self::TusContentType,
        Self::TusLength,
        Self::TusMetadata,
        Self::TusAlgorithm,
        Self::TusMoreThanLength,
        Self::TusTaken,
        Self::EvidenceHash,
        Self::EvidenceKind,
    ];
}

fn key(code: ProblemCode) -> &'static str {
    match code {
        ProblemCode::Malformed => "malformed",
        ProblemCode::ProtocolVersion => "protocol-version",
        ProblemCode::EnrolmentCode => "enrolment-code",
        ProblemCode::NotEnrolled => "not-enrolled",
        ProblemCode::HashMismatch => "hash-mismatch",
        ProblemCode::Conflict => "conflict",
        ProblemCode::InvalidRecord => "invalid-record",
        ProblemCode::NotDeclared => "not-declared",
        ProblemCode::EvidenceRefused => "evidence-refused",
        ProblemCode::TooLarge => "too-large",
        ProblemCode::TooMany => "too-many",
        ProblemCode::Unavailable | ProblemCode::Unknown => "unavailable",
        ProblemCode::NotFound => "not-found",
    }
}

/// Title and detail of a code.
pub(crate) fn problem(code: ProblemCode) -> ProblemText {
    TEXTS
        .problems
        .get(&ProblemKey(key(code).to_owned()))
        .cloned()
        .unwrap_or_default()
}

/// Detail of a particular case.
pub(crate) fn detail(known: Known) -> String {
    TEXTS.details.get(known.key()).cloned().unwrap_or_default()
}

/// A text of the staff's pages; the key itself when it is missing, which a test forbids.
pub(crate) fn say(key: &'static str) -> &'static str {
    TEXTS.staff.get(key).map_or(key, String::as_str)
}

/// A text of the staff's pages with its `{placeholders}` filled.
pub(crate) fn say_with(key: &'static str, values: &[(&str, &str)]) -> String {
    fill(say(key), values)
}

/// The keys of all the texts of the staff's pages.
#[cfg(test)]
pub(crate) fn said_to_staff() -> Vec<&'static str> {
    TEXTS.staff.keys().map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_and_every_detail_has_its_text() {
        for code in [
            ProblemCode::Malformed,
            ProblemCode::ProtocolVersion,
            ProblemCode::EnrolmentCode,
            ProblemCode::NotEnrolled,
            ProblemCode::HashMismatch,
            ProblemCode::Conflict,
            ProblemCode::InvalidRecord,
            ProblemCode::NotDeclared,
            ProblemCode::EvidenceRefused,
            ProblemCode::TooLarge,
            ProblemCode::TooMany,
            ProblemCode::Unavailable,
            ProblemCode::NotFound,
        ] {
            assert_eq!(serde_json::to_value(code).unwrap(), key(code));
            let text = problem(code);
            assert!(
                !text.title.is_empty() && !text.detail.is_empty(),
                "{code:?}"
            );
        }
        for known in Known::ALL {
            assert!(!detail(known).is_empty(), "{known:?}");
        }
    }

    #[test]
    fn french_double_punctuation_keeps_its_unbreakable_space() {
        for (place, text) in SOURCE.lines().enumerate() {
            let value = text.split_once("\": ").map_or("", |(_, value)| value);
            for sign in [" :", " ;", " !", " ?", " »", "« "] {
                assert!(!value.contains(sign), "line {}: {text}", place + 1);
            }
        }
    }
}
