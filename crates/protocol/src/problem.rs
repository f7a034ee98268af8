//! What can go wrong, as `application/problem+json` (RFC 9457) with one code per case that the application treats differently.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One code per case that the application treats differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemCode {
    /// The JSON is not that of the protocol.
    Malformed,
    /// The guichet does not speak this version: the program must be updated.
    ProtocolVersion,
    /// The enrolment code is unknown, used or out of date.
    EnrolmentCode,
    /// No token, or one that is unknown or withdrawn.
    NotEnrolled,
    /// The stated hash is not that of the body.
    HashMismatch,
    /// This id and revision are already held with another content.
    Conflict,
    /// A field breaks a rule of the protocol.
    InvalidRecord,
    /// No declaration of the validation mode came before this request.
    NotDeclared,
    /// The evidence's content is not what was announced, or not of an accepted type.
    EvidenceRefused,
    /// More than the guichet takes at once.
    TooLarge,
    /// Too many attempts; see `Retry-After`.
    TooMany,
    /// The guichet cannot write now (disk full, maintenance).
    Unavailable,
    /// Nothing at this address.
    NotFound,
    /// A code that this version does not know: a newer guichet. Never sent by this version.
    #[serde(other)]
    Unknown,
}

impl ProblemCode {
    /// Whether sending the same thing again can never succeed.
    #[must_use]
    pub const fn is_permanent(self) -> bool {
        match self {
            Self::Malformed
            | Self::HashMismatch
            | Self::Conflict
            | Self::InvalidRecord
            | Self::EvidenceRefused
            | Self::TooLarge => true,
            Self::ProtocolVersion
            | Self::EnrolmentCode
            | Self::NotEnrolled
            | Self::NotDeclared
            | Self::TooMany
            | Self::Unavailable
            | Self::NotFound
            | Self::Unknown => false,
        }
    }

    /// The HTTP status that carries it.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::Malformed | Self::HashMismatch => 400,
            Self::NotEnrolled => 401,
            Self::EnrolmentCode => 403,
            Self::NotFound => 404,
            Self::Conflict | Self::NotDeclared => 409,
            Self::TooLarge => 413,
            Self::InvalidRecord | Self::EvidenceRefused => 422,
            Self::ProtocolVersion => 426,
            Self::TooMany => 429,
            Self::Unavailable | Self::Unknown => 503,
        }
    }
}

/// A problem document (RFC 9457).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// Always `about:blank`: the code tells the case.
    #[serde(rename = "type", default = "about_blank")]
    pub kind: String,
    /// Short, in French.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// Our extension member.
    pub code: ProblemCode,
    /// What happened and what to do, in French.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub detail: Option<String>,
}

fn about_blank() -> String {
    "about:blank".to_owned()
}

impl Problem {
    /// A problem of this code.
    #[must_use]
    pub fn new(code: ProblemCode, title: impl Into<String>, detail: Option<String>) -> Self {
        Self {
            kind: about_blank(),
            title: title.into(),
            status: code.status(),
            code,
            detail,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_code_is_read_as_unknown_and_not_as_an_error() {
        let text = r#"{"type":"about:blank","title":"x","status":418,"code":"teapot"}"#;
        let problem: Problem = serde_json::from_str(text).unwrap();
        assert_eq!(problem.code, ProblemCode::Unknown);
        assert!(!problem.code.is_permanent());
    }
}
