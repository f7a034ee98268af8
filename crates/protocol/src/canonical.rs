//! Canonical JSON (RFC 8785) and the hash that names a record's exact content.

use std::fmt;

use atelier_domain::EvidenceHash;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

/// The content has no canonical JSON form.
#[derive(Debug, thiserror::Error)]
#[error("no canonical JSON form: {0}")]
pub struct CanonicalError(#[from] serde_json::Error);

/// SHA-256 of a record's canonical JSON or of a piece of evidence, as 64 lower-case hexadecimal digits: as it travels. What
/// another wrote in its place is kept as it is, so that the one record at fault can be refused.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(
    example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    pattern = "^[0-9a-f]{64}$"
)]
pub struct RecordHash(String);

impl RecordHash {
    /// Of these bytes.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self(
            Sha256::digest(bytes)
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect(),
        )
    }

    /// Accepts exactly 64 lower-case hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let ok = text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        ok.then(|| Self(text.to_owned()))
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<EvidenceHash> for RecordHash {
    fn from(hash: EvidenceHash) -> Self {
        Self(hash.to_string())
    }
}

impl fmt::Display for RecordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The canonical JSON text: one spelling for one content, whoever writes it.
///
/// # Errors
/// [`CanonicalError`] for a content that JSON cannot hold.
pub fn canonical_json<T: Serialize>(content: &T) -> Result<String, CanonicalError> {
    Ok(serde_json_canonicalizer::to_string(content)?)
}

/// The hash of the canonical JSON.
///
/// # Errors
/// As [`canonical_json`].
pub fn hash_of<T: Serialize>(content: &T) -> Result<RecordHash, CanonicalError> {
    Ok(RecordHash::of_bytes(canonical_json(content)?.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_and_spaces_gone() {
        let value: serde_json::Value =
            serde_json::from_str(r#"{ "b": 1, "a": "é\u0000" }"#).unwrap();
        assert_eq!(
            canonical_json(&value).unwrap(),
            "{\"a\":\"é\\u0000\",\"b\":1}"
        );
    }

    #[test]
    fn the_hash_is_sha_256() {
        // `printf abc | sha256sum`
        assert_eq!(
            RecordHash::of_bytes(b"abc").as_str(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert!(RecordHash::parse("ABC").is_none());
    }
}
