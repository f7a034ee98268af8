//! tus `Upload-Metadata`: `sha256 <base64>,media_type <base64>`.

use atelier_domain::EvidenceKind;
use atelier_protocol::{RecordHash, headers};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// What an upload announces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Announced {
    pub(super) sha256: RecordHash,
    pub(super) kind: EvidenceKind,
}

impl Announced {
    /// Reads the header; other keys are allowed and ignored. `None` when one of ours is missing or wrong.
    pub(super) fn parse(header: &str) -> Option<Self> {
        let value = |wanted: &str| {
            header.split(',').find_map(|pair| {
                let (key, value) = pair.trim().split_once(' ')?;
                let bytes = (key == wanted)
                    .then(|| STANDARD.decode(value.trim()))?
                    .ok()?;
                String::from_utf8(bytes).ok()
            })
        };
        Some(Self {
            sha256: RecordHash::parse(&value(headers::META_SHA256)?)?,
            kind: EvidenceKind::from_media_type(&value(headers::META_MEDIA_TYPE)?)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_keys_are_needed_and_others_ignored() {
        let sha = STANDARD.encode("ab".repeat(32));
        let jpeg = STANDARD.encode("image/jpeg");
        let good = format!("filename Zm9v,is_private,sha256 {sha}, media_type {jpeg}");
        let announced = Announced::parse(&good).unwrap();
        assert_eq!(announced.kind, EvidenceKind::Jpeg);
        assert_eq!(announced.sha256.as_str(), "ab".repeat(32));
        assert_eq!(Announced::parse(&format!("sha256 {sha}")), None);
        let html = STANDARD.encode("text/html");
        assert_eq!(
            Announced::parse(&format!("sha256 {sha},media_type {html}")),
            None
        );
    }
}
