//! Open Badges 2.0 BadgeClass (<https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html>): the
//! definition of a badge, as platforms export it.

use atelier_domain::{BadgeId, LocalRule};
use atelier_texts::catalogue_reason as reason;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::base::problem::Answer;
use crate::catalogue::file::MAX_RECOGNISES;
use crate::catalogue::reason::{MAX_BADGE_NAME, MAX_RULE_PART, invalid, slug};

/// A definition, as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BadgeClass {
    pub(crate) id: BadgeId,
    pub(crate) name: String,
    pub(crate) recognises: String,
    /// Address or path of the picture; `None` without one.
    pub(crate) image: Option<String>,
    /// The platform's criteria in words, as a first criterion.
    pub(crate) rule: LocalRule,
    /// Whether a text was longer than what is kept of it.
    pub(crate) cut: bool,
}

/// What a JSON document is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Document {
    /// Definitions of badges.
    Classes(Vec<BadgeClass>),
    /// Of Open Badges, but no definition: what it is.
    NotBadges(String),
    /// Nothing of Open Badges.
    Other,
}

fn is_a(value: &Value, kind: &str) -> bool {
    match value.get("type").or_else(|| value.get("@type")) {
        Some(Value::String(text)) => text == kind,
        Some(Value::Array(kinds)) => kinds.iter().any(|one| one == kind),
        _ => false,
    }
}

/// The definitions of a document: one, or an array.
///
/// # Errors
/// `catalogue-invalid` when a definition has no name that can be used.
pub(crate) fn classes(value: &Value) -> Answer<Document> {
    let list: Vec<&Value> = match value {
        Value::Array(list) => list.iter().collect(),
        one => match one.get("@graph") {
            Some(Value::Array(list)) => list.iter().collect(),
            _ => vec![one],
        },
    };
    let ours = |value: &&Value| is_a(value, "BadgeClass");
    if !list.iter().any(ours) {
        // What one may take for a definition: a badge received, an issuer, a credential of Open Badges 3.0.
        let received = ["Assertion", "VerifiableCredential", "OpenBadgeCredential"];
        return Ok(
            if list
                .iter()
                .any(|one| received.iter().any(|kind| is_a(one, kind)))
            {
                Document::NotBadges(reason::assertion())
            } else if list
                .iter()
                .any(|one| is_a(one, "Issuer") || is_a(one, "Profile"))
            {
                Document::NotBadges(reason::issuer())
            } else {
                Document::Other
            },
        );
    }
    list.into_iter()
        .filter(ours)
        .map(class)
        .collect::<Answer<_>>()
        .map(Document::Classes)
}

fn text(value: Option<&Value>) -> String {
    // A text may come in several languages: French first.
    match value {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Object(languages)) => {
            let said = languages
                .get("fr")
                .or_else(|| languages.values().next())
                .and_then(Value::as_str);
            said.unwrap_or_default().trim().to_owned()
        }
        _ => String::new(),
    }
}

/// A text of at most `max` characters: cut after a sentence, or else after a word, and whether it was.
fn shortened(text: String, max: usize) -> (String, bool) {
    let Some((end, _)) = text.char_indices().nth(max) else {
        return (text, false);
    };
    let (kept, next) = text.split_at(end);
    // What follows says whether a word or a sentence ends with what is kept.
    let spaces = kept
        .char_indices()
        .chain(next.chars().next().map(|c| (end, c)));
    let (mut word, mut sentence) = (None, None);
    let mut before = ' ';
    for (at, c) in spaces {
        if c.is_whitespace() {
            if !before.is_whitespace() {
                word = Some(at);
            }
            if c == '\n' || matches!(before, '.' | '!' | '?' | '…') {
                sentence = Some(at);
            }
        }
        before = c;
    }
    // A first sentence alone would say too little.
    let at = sentence.filter(|at| *at * 2 > end).or(word).unwrap_or(end);
    let (kept, _) = text.split_at(at);
    (kept.trim_end().to_owned(), true)
}

fn class(value: &Value) -> Answer<BadgeClass> {
    let name = text(value.get("name"));
    if name.is_empty() || name.chars().count() > MAX_BADGE_NAME {
        return Err(invalid(&reason::class_name()));
    }
    let (recognises, description_cut) = shortened(text(value.get("description")), MAX_RECOGNISES);
    let criteria = text(value.get("criteria").and_then(|one| one.get("narrative")));
    let (criterion, criteria_cut) = shortened(criteria, MAX_RULE_PART);
    let image = match value.get("image") {
        Some(Value::String(image)) => Some(image.trim().to_owned()),
        Some(Value::Object(image)) => image
            .get("id")
            .or_else(|| image.get("url"))
            .and_then(Value::as_str)
            .map(|image| image.trim().to_owned()),
        _ => None,
    };
    Ok(BadgeClass {
        id: identity(value.get("id").and_then(Value::as_str), &name)?,
        name,
        recognises,
        image: image.filter(|image| !image.is_empty()),
        rule: LocalRule {
            criterion,
            ..LocalRule::default()
        },
        cut: description_cut || criteria_cut,
    })
}

/// The same definition is the same badge each time it is read: by its own address, or else by its name.
fn identity(address: Option<&str>, name: &str) -> Answer<BadgeId> {
    let code = match address.map(str::trim).filter(|address| !address.is_empty()) {
        Some(address) => {
            let digest = Sha256::digest(address);
            let hex: String = digest
                .iter()
                .take(6)
                .map(|byte| format!("{byte:02x}"))
                .collect();
            format!("ob-{hex}")
        }
        None => slug(name),
    };
    BadgeId::parse(&code).ok_or_else(|| invalid(&reason::class_name()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn found(value: &Value) -> Vec<BadgeClass> {
        match classes(value).unwrap() {
            Document::Classes(found) => found,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_definition_is_read_alone_in_an_array_or_in_a_graph() {
        let one = json!({
            "@context": "https://w3id.org/openbadges/v2",
            "type": "BadgeClass",
            "id": "https://exemple.fr/badge/1",
            "name": "Je travaille en sécurité",
            "description": "Vous connaissez les règles.",
            "image": {"id": "images/a.png"},
            "criteria": {"narrative": "Porter ses équipements."},
            "issuer": "https://exemple.fr/inae"
        });
        let [read] = found(&one).try_into().unwrap();
        let BadgeClass {
            ref id,
            ref name,
            ref recognises,
            ref image,
            ref rule,
            cut,
        } = read;
        assert!(!cut);
        assert!(id.as_str().starts_with("ob-"), "{id}");
        assert_eq!(name, "Je travaille en sécurité");
        assert_eq!(recognises, "Vous connaissez les règles.");
        assert_eq!(image.as_deref(), Some("images/a.png"));
        assert_eq!(rule.criterion, "Porter ses équipements.");
        let list = json!([one, {"type": ["BadgeClass"], "name": "Autre"}]);
        let read_list = found(&list);
        assert_eq!(read_list[0], read);
        assert_eq!(read_list[1].id.as_str(), "autre");
        let graph = json!({"@graph": [one]});
        assert_eq!(found(&graph), [read]);
    }

    #[test]
    fn a_text_too_long_is_cut_after_a_sentence_or_a_word() {
        let sentence = "Porter ses équipements. ";
        let long = sentence.repeat(100);
        let class = json!({"type": "BadgeClass", "name": "A", "criteria": {"narrative": long}});
        let [read] = found(&class).try_into().unwrap();
        assert!(read.cut);
        // 83 sentences of 24 characters hold in 2,000.
        assert_eq!(read.rule.criterion, sentence.repeat(83).trim_end());

        let cut = |text: &str, max| shortened(text.to_owned(), max);
        assert_eq!(cut("Être là.", 8), ("Être là.".to_owned(), false));
        assert_eq!(cut("Être là. Oui", 8), ("Être là.".to_owned(), true));
        assert_eq!(
            cut("Un. Deux trois quatre", 15),
            ("Un. Deux trois".to_owned(), true)
        );
        assert_eq!(cut("éééé", 3), ("ééé".to_owned(), true));
    }

    #[test]
    fn what_is_no_definition_is_told_from_one() {
        assert_eq!(classes(&json!({"badges": []})).unwrap(), Document::Other);
        for (kind, what) in [
            ("Assertion", reason::assertion()),
            ("Issuer", reason::issuer()),
        ] {
            let read = classes(&json!({"type": kind})).unwrap();
            assert_eq!(read, Document::NotBadges(what));
        }
        assert!(classes(&json!({"type": "BadgeClass", "name": " "})).is_err());
    }
}
