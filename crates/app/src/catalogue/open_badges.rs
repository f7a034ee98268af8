//! Open Badges 2.0 BadgeClass (<https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/index.html>): the
//! definition of a badge, as platforms export it.

use atelier_domain::{BadgeId, LocalRule};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::file::MAX_RECOGNISES;
use super::{MAX_BADGE_NAME, MAX_RULE_PART, invalid, reason, slug};
use crate::problem::Answer;

/// A definition, as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BadgeClass {
    pub(super) id: BadgeId,
    pub(super) name: String,
    pub(super) recognises: String,
    /// Address or path of the picture; `None` without one.
    pub(super) image: Option<String>,
    /// The platform's criteria in words, as a first criterion.
    pub(super) rule: LocalRule,
}

fn is_a(value: &Value, kind: &str) -> bool {
    match value.get("type").or_else(|| value.get("@type")) {
        Some(Value::String(text)) => text == kind,
        Some(Value::Array(kinds)) => kinds.iter().any(|one| one == kind),
        _ => false,
    }
}

/// The definitions of a document: one, or an array; `None` when it is no document of Open Badges.
pub(super) fn classes(value: &Value) -> Answer<Option<Vec<BadgeClass>>> {
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
        return if list
            .iter()
            .any(|one| received.iter().any(|kind| is_a(one, kind)))
        {
            Err(invalid(&reason("assertion", &[])))
        } else if list
            .iter()
            .any(|one| is_a(one, "Issuer") || is_a(one, "Profile"))
        {
            Err(invalid(&reason("issuer", &[])))
        } else {
            Ok(None)
        };
    }
    list.into_iter()
        .filter(ours)
        .map(class)
        .collect::<Answer<_>>()
        .map(Some)
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

fn class(value: &Value) -> Answer<BadgeClass> {
    let name = text(value.get("name"));
    if name.is_empty() || name.chars().count() > MAX_BADGE_NAME {
        return Err(invalid(&reason("class-name", &[])));
    }
    let about = [("name", name.as_str())];
    let recognises = text(value.get("description"));
    if recognises.chars().count() > MAX_RECOGNISES {
        return Err(invalid(&reason("class-description", &about)));
    }
    let criterion = text(value.get("criteria").and_then(|one| one.get("narrative")));
    if criterion.chars().count() > MAX_RULE_PART {
        return Err(invalid(&reason("class-criteria", &about)));
    }
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
    BadgeId::parse(&code).ok_or_else(|| invalid(&reason("class-name", &[])))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

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
        let [read] = classes(&one).unwrap().unwrap().try_into().unwrap();
        let BadgeClass {
            ref id,
            ref name,
            ref recognises,
            ref image,
            ref rule,
        } = read;
        assert!(id.as_str().starts_with("ob-"), "{id}");
        assert_eq!(name, "Je travaille en sécurité");
        assert_eq!(recognises, "Vous connaissez les règles.");
        assert_eq!(image.as_deref(), Some("images/a.png"));
        assert_eq!(rule.criterion, "Porter ses équipements.");
        let list = json!([one, {"type": ["BadgeClass"], "name": "Autre"}]);
        let read_list = classes(&list).unwrap().unwrap();
        assert_eq!(read_list[0], read);
        assert_eq!(read_list[1].id.as_str(), "autre");
        let graph = json!({"@graph": [one]});
        assert_eq!(classes(&graph).unwrap().unwrap(), [read]);
    }

    #[test]
    fn what_is_no_definition_is_told_from_one() {
        assert_eq!(classes(&json!({"badges": []})).unwrap(), None);
        for (kind, said) in [("Assertion", "une personne"), ("Issuer", "émetteur")] {
            let problem = classes(&json!({"type": kind})).unwrap_err();
            assert!(problem.what.contains(said), "{problem}");
        }
        assert!(classes(&json!({"type": "BadgeClass", "name": " "})).is_err());
    }
}
