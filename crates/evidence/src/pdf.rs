//! Documents: checked, and kept byte for byte.

use atelier_domain::EvidenceKind;
use lopdf::{Dictionary, Document, LoadOptions, Object};

use crate::Refusal;

/// Most that one table inside the file may unfold to, in bytes: a tiny file cannot fill the memory.
const MAX_UNFOLDED: usize = 64 << 20;
/// How far from the end the end mark may stand.
const END_WITHIN: usize = 2_048;

/// Accepts a whole, readable document of at least one page.
pub(crate) fn check(bytes: &[u8]) -> Result<(), Refusal> {
    let damaged = Refusal::Damaged {
        kind: EvidenceKind::Pdf,
    };
    let tail = bytes
        .get(bytes.len().saturating_sub(END_WITHIN)..)
        .unwrap_or(bytes);
    if !tail.windows(5).any(|part| part == b"%%EOF") {
        return Err(damaged);
    }
    let document = match Document::load_mem_with_options(
        bytes,
        LoadOptions::with_max_decompressed_size(MAX_UNFOLDED),
    ) {
        Ok(document) => document,
        Err(lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_)) => {
            return Err(Refusal::Encrypted);
        }
        Err(_) => return Err(damaged),
    };
    // A document whose owner only restricts printing opens with the empty password, and was opened with it here.
    if document.is_encrypted() && !document.was_encrypted() {
        return Err(Refusal::Encrypted);
    }
    whole_pages(&document, damaged)
}

/// All the pages that the document announces are there, with something on them or nothing, but not a hole.
fn whole_pages(document: &Document, damaged: Refusal) -> Result<(), Refusal> {
    let tree = document
        .catalog()
        .and_then(|catalogue| catalogue.get(b"Pages"))
        .and_then(|pages| document.dereference(pages))
        .and_then(|(_, pages)| pages.as_dict())
        .map_err(|_| damaged.clone())?;
    let announced = tree.get(b"Count").and_then(Object::as_i64).ok();
    let pages = document.get_pages();
    match (pages.len(), announced) {
        (0, None | Some(0)) => return Err(Refusal::NoPage),
        (found, Some(count)) if usize::try_from(count) != Ok(found) => return Err(damaged),
        (0, _) => return Err(damaged),
        _ => {}
    }
    let whole = pages.values().all(|id| {
        document
            .get_dictionary(*id)
            .is_ok_and(|page| content_is_there(document, page))
    });
    if whole { Ok(()) } else { Err(damaged) }
}

fn content_is_there(document: &Document, page: &Dictionary) -> bool {
    let Ok(content) = page.get(b"Contents") else {
        return true; // a blank page
    };
    let is_stream = |object: &Object| {
        document
            .dereference(object)
            .is_ok_and(|(_, target)| target.as_stream().is_ok())
    };
    match document.dereference(content) {
        Ok((_, Object::Array(parts))) => parts.iter().all(is_stream),
        Ok((_, Object::Stream(_))) => true,
        _ => false,
    }
}
