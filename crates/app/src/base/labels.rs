//! French names of the codes that people are shown. Kept in `assets/i18n/fr/labels.json`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::base::view::Choice;
use crate::base::wire::Code;
use atelier_domain::{Coded, Missing, RequestState, StaffRole};

const TEXTS: &str = include_str!("../../../../assets/i18n/fr/labels.json");

fn texts() -> &'static BTreeMap<String, BTreeMap<String, String>> {
    static PARSED: OnceLock<BTreeMap<String, BTreeMap<String, String>>> = OnceLock::new();
    PARSED.get_or_init(|| serde_json::from_str(TEXTS).unwrap_or_default())
}

/// The text of a code in a group; the code itself when there is none.
#[must_use]
pub fn label(group: &str, code: &str) -> String {
    let known = texts().get(group).and_then(|group| group.get(code));
    // A code of ours has a text: a test that meets one without fails here.
    debug_assert!(known.is_some(), "no label {group}.{code}");
    known.cloned().unwrap_or_else(|| code.to_owned())
}

/// The text of a code that depends on a count, put in the place of `{n}`: `code-one` for 0 and 1, as French does; `code`
/// from 2 on.
#[must_use]
pub fn counted(group: &str, code: &str, n: u32) -> String {
    let text = if n < 2 {
        label(group, &format!("{code}-one"))
    } else {
        label(group, code)
    };
    text.replace("{n}", &n.to_string())
}

/// The state of a request.
#[must_use]
pub fn state(state: RequestState) -> String {
    label("request-state", state.code())
}

/// What a request lacks.
#[must_use]
pub fn missing(missing: Missing) -> String {
    label("missing", missing.code())
}

/// The role of a permanent.
#[must_use]
pub fn role(role: StaffRole) -> String {
    label("staff-role", role.code())
}

/// Every one of a few, with its label in French.
pub(crate) fn choices<T: Coded>(group: &str) -> Vec<Choice<Code<T>>> {
    let choice = |one: &T| Choice {
        code: one.into(),
        label: label(group, one.to_code()),
    };
    T::EVERY.iter().map(choice).collect()
}

/// A size in bytes, in French: « 1,2 Mo ».
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "a size shown with one decimal")]
pub fn size(bytes: u64) -> String {
    match bytes {
        0..=999 => format!("{bytes}\u{a0}octets"),
        1_000..=999_999 => format!("{}\u{a0}ko", bytes / 1_000),
        _ => format!("{:.1}\u{a0}Mo", bytes as f64 / 1e6).replace('.', ","),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use atelier_domain::StructureKind;

    #[test]
    fn every_code_has_a_french_name() {
        for code in RequestState::ALL.map(RequestState::code) {
            assert_ne!(label("request-state", code), code);
        }
        for missing in Missing::ALL {
            assert_ne!(super::missing(missing), missing.code());
        }
        for choice in choices::<StructureKind>("structure-kind") {
            assert_ne!(choice.label, choice.code.code());
        }
        for choice in choices::<StaffRole>("staff-role") {
            assert_ne!(choice.label, choice.code.code());
        }
    }

    #[test]
    fn sizes_are_told_in_french() {
        assert_eq!(size(812), "812\u{a0}octets");
        assert_eq!(size(45_300), "45\u{a0}ko");
        assert_eq!(size(1_240_000), "1,2\u{a0}Mo");
    }
}
