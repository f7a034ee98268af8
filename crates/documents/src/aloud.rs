//! The words of pictures, for those who have a page read aloud: `assets/documents/aloud.json`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::DocumentError;
use crate::code::percent_encoded;

static WORDS: LazyLock<Option<BTreeMap<String, String>>> = LazyLock::new(|| {
    let words = include_str!("../../../assets/documents/aloud.json");
    serde_json::from_str(words).ok()
});

fn word(name: &str) -> Result<&'static str, DocumentError> {
    let words = WORDS.as_ref().and_then(|words| words.get(name));
    let word = words.map(String::as_str);
    word.ok_or_else(|| DocumentError::Layout(format!("{name} is missing")))
}

/// A code, by where it leads.
pub(crate) fn code(address: &str) -> Result<String, DocumentError> {
    Ok(word("code")?.replace("{address}", &percent_encoded(address.trim())))
}

/// The picture of a badge.
pub(crate) fn badge(name: &str) -> Result<String, DocumentError> {
    Ok(word("badge")?.replace("{name}", name.trim()))
}

/// The logo of the structure.
pub(crate) fn logo() -> Result<&'static str, DocumentError> {
    word("logo")
}

/// The logo of a partner.
pub(crate) fn partner() -> Result<&'static str, DocumentError> {
    word("partner")
}
