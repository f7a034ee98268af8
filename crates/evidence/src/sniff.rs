//! What a file is, told from its first bytes.

use atelier_domain::EvidenceKind;

/// How far into a file a PDF header may stand (ISO 32000-1, annex H.3.4.1).
const PDF_HEADER_WITHIN: usize = 1_024;

/// Which kind of evidence these bytes are, if any.
#[must_use]
pub fn sniff(bytes: &[u8]) -> Option<EvidenceKind> {
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return Some(EvidenceKind::Jpeg);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some(EvidenceKind::Png);
    }
    if looks_like(bytes).is_some() {
        return None;
    }
    contains(head(bytes, PDF_HEADER_WITHIN), b"%PDF-").then_some(EvidenceKind::Pdf)
}

/// What a file that is no evidence seems to be, as a code of `Refusal::UnknownKind`.
pub(crate) fn looks_like(bytes: &[u8]) -> Option<&'static str> {
    const STARTS: [(&[u8], &str); 16] = [
        (b"MZ", "windows-program"),
        (b"\x7fELF", "linux-program"),
        (b"GIF87a", "gif"),
        (b"GIF89a", "gif"),
        (b"II*\0", "tiff"),
        (b"MM\0*", "tiff"),
        (b"BM", "bmp"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "office-document"),
        (b"{\\rtf", "rtf"),
        (b"Rar!\x1a\x07", "archive"),
        (b"7z\xBC\xAF\x27\x1C", "archive"),
        (b"\x1F\x8B", "archive"),
        (b"\x1A\x45\xDF\xA3", "video"),
        (b"ID3", "audio"),
        (b"OggS", "audio"),
        (b"fLaC", "audio"),
    ];
    if let Some((_, name)) = STARTS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(name);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(zipped(bytes));
    }
    if bytes.starts_with(b"RIFF") {
        return match bytes.get(8..12)? {
            b"WEBP" => Some("webp"),
            b"AVI " => Some("video"),
            b"WAVE" => Some("audio"),
            _ => None,
        };
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some(boxed(bytes));
    }
    text(bytes)
}

/// A ZIP archive is most often an Office or LibreOffice document.
fn zipped(bytes: &[u8]) -> &'static str {
    let office: [&[u8]; 5] = [
        b"word/",
        b"xl/",
        b"ppt/",
        b"[Content_Types].xml",
        b"mimetypeapplication/vnd.oasis.opendocument",
    ];
    let head = head(bytes, 4_096);
    if office.iter().any(|part| contains(head, part)) {
        "office-document"
    } else {
        "zip"
    }
}

/// ISO base media files: iPhone photographs and most videos.
fn boxed(bytes: &[u8]) -> &'static str {
    match bytes.get(8..12) {
        Some(b"heic" | b"heix" | b"hevc" | b"hevx" | b"heim" | b"heis" | b"mif1" | b"msf1") => {
            "heic"
        }
        Some(b"avif" | b"avis") => "avif",
        Some(b"M4A " | b"M4B ") => "audio",
        _ => "video",
    }
}

fn text(bytes: &[u8]) -> Option<&'static str> {
    let start: String = head(bytes, 512)
        .iter()
        .map(|&byte| char::from(byte).to_ascii_lowercase())
        .collect();
    let start = start.trim_start_matches("\u{ef}\u{bb}\u{bf}").trim_start();
    if start.starts_with("<!doctype html")
        || start.starts_with("<html")
        || start.starts_with("<head")
    {
        Some("html")
    } else if start.starts_with("<svg") || (start.starts_with("<?xml") && start.contains("<svg")) {
        Some("svg")
    } else if start.starts_with("<?xml") && start.contains("<html") {
        Some("html")
    } else {
        None
    }
}

fn head(bytes: &[u8], length: usize) -> &[u8] {
    bytes.get(..length).unwrap_or(bytes)
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|part| part == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_is_known_by_its_first_bytes() {
        assert_eq!(sniff(b"\xFF\xD8\xFF\xE0"), Some(EvidenceKind::Jpeg));
        assert_eq!(sniff(b"\x89PNG\r\n\x1a\n..."), Some(EvidenceKind::Png));
        assert_eq!(sniff(b"\n\n%PDF-1.7"), Some(EvidenceKind::Pdf));
        assert_eq!(sniff(b"bonjour"), None);
        assert_eq!(sniff(b""), None);
    }

    #[test]
    fn a_page_that_talks_of_pdf_is_no_pdf() {
        assert_eq!(sniff(b"<!DOCTYPE html><p>%PDF-1.7</p>"), None);
    }

    #[test]
    fn what_people_bring_by_mistake_is_named() {
        let cases: [(&[u8], &str); 14] = [
            (b"MZ\x90\0", "windows-program"),
            (b"\0\0\0\x18ftypheic\0\0", "heic"),
            (b"\0\0\0\x18ftypmif1\0\0", "heic"),
            (b"\0\0\0\x18ftypisom\0\0", "video"),
            (b"\0\0\0\x18ftypqt  \0\0", "video"),
            (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
            (b"RIFF\0\0\0\0AVI LIST", "video"),
            (b"GIF89a", "gif"),
            (b"PK\x03\x04\x14\0....word/document.xml", "office-document"),
            (b"PK\x03\x04\x14\0....photo.jpg", "zip"),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "office-document"),
            (b"\xEF\xBB\xBF <!DOCTYPE HTML>", "html"),
            (b"<?xml version='1.0'?><svg/>", "svg"),
            (b"II*\0", "tiff"),
        ];
        for (bytes, name) in cases {
            assert_eq!(looks_like(bytes), Some(name), "{bytes:?}");
            assert_eq!(sniff(bytes), None, "{bytes:?}");
        }
        assert_eq!(looks_like(b"une simple phrase"), None);
    }
}
