//! What goes wrong, as data: its case, and the field of a form that it is about. It becomes words at the edge, where a
//! person reads it: in the interface, or here for the command line. Its cause goes to the log.

use atelier_texts::fill;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use ts_rs::TS;

pub use crate::base::case::Case;

const TEXTS: &str = include_str!("../../../../assets/i18n/fr/problems.json");

/// A problem: `code`, `params` where the case is about something, and `field`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Problem {
    #[serde(flatten)]
    /// What went wrong.
    pub case: Case,
    /// The form field concerned, if any.
    pub field: Option<String>,
}

/// What a use case gives.
pub type Answer<T> = Result<T, Problem>;

/// What a person reads of a problem.
#[derive(Debug, Clone, Deserialize)]
pub struct Told {
    /// What happened.
    pub what: String,
    /// What was kept.
    pub kept: String,
    /// What to do.
    pub todo: String,
}

fn texts() -> &'static BTreeMap<String, Told> {
    static PARSED: OnceLock<BTreeMap<String, Told>> = OnceLock::new();
    PARSED.get_or_init(|| serde_json::from_str(TEXTS).unwrap_or_default())
}

impl Problem {
    /// The problem of this case.
    #[must_use]
    pub const fn of(case: Case) -> Self {
        Self { case, field: None }
    }

    /// A fault of this program, and its cause.
    pub fn unexpected(cause: impl std::fmt::Display) -> Self {
        Self::of(Case::Unexpected).because(cause)
    }

    /// The same; its cause goes to the log, and must hold nothing of a person.
    #[must_use]
    pub fn because(self, cause: impl std::fmt::Display) -> Self {
        tracing::warn!(code = self.code(), %cause, "problem");
        self
    }

    /// The same, about one field of a form.
    #[must_use]
    pub fn on(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }

    /// Stable code of the case, for the log.
    #[must_use]
    pub fn code(&self) -> String {
        let sent = serde_json::to_value(&self.case).unwrap_or_default();
        let code = sent.get("code").and_then(Value::as_str);
        code.unwrap_or_default().to_owned()
    }

    /// What a person reads, in French: for what is no window. The interface has its own words, from the same file.
    #[must_use]
    pub fn told(&self) -> Told {
        let sent = serde_json::to_value(&self.case).unwrap_or_default();
        let params = sent.get("params").and_then(Value::as_object);
        let values: Vec<(&str, String)> = params
            .into_iter()
            .flatten()
            .map(|(name, value)| {
                let said = value.as_str().map_or_else(|| value.to_string(), Into::into);
                (name.as_str(), said)
            })
            .collect();
        let values: Vec<(&str, &str)> =
            values.iter().map(|(name, said)| (*name, &**said)).collect();
        let text = texts().get(&self.code());
        text.map_or_else(
            || Told {
                what: self.code(),
                kept: String::new(),
                todo: String::new(),
            },
            |Told { what, kept, todo }| Told {
                what: fill(what, &values),
                kept: fill(kept, &values),
                todo: fill(todo, &values),
            },
        )
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Told { what, kept, todo } = self.told();
        write!(f, "{what} {kept} {todo}")
    }
}

impl std::error::Error for Problem {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::case::CASES;
    use std::collections::BTreeSet;

    fn code_of(case: &str) -> String {
        let hyphened = case.chars().enumerate().map(|(at, c)| match c {
            'A'..='Z' if at > 0 => format!("-{}", c.to_ascii_lowercase()),
            _ => c.to_ascii_lowercase().to_string(),
        });
        hyphened.collect()
    }

    fn wanted(Told { what, kept, todo }: &Told) -> BTreeSet<String> {
        let whole = [what.as_str(), kept, todo].concat();
        let holes = whole.split('{').skip(1);
        holes
            .map(|rest| rest.split('}').next().unwrap().to_owned())
            .collect()
    }

    #[test]
    fn every_case_has_its_text_and_every_text_its_case_and_its_values() {
        let given = CASES.iter().map(|(case, values)| {
            let values = values.iter().map(ToString::to_string).collect();
            (code_of(case), values)
        });
        let told = texts()
            .iter()
            .map(|(code, text)| (code.clone(), wanted(text)));
        let given: BTreeMap<String, BTreeSet<String>> = given.collect();
        assert_eq!(given.len(), CASES.len());
        for (
            code,
            Told {
                what,
                kept: _,
                todo,
            },
        ) in texts()
        {
            assert!(!what.is_empty() && !todo.is_empty(), "{code}");
        }
        assert_eq!(given, told.collect());
    }

    #[test]
    fn a_problem_travels_as_data_and_becomes_words_at_the_edge() {
        let problem = Problem::of(Case::StationPinWait { seconds: 12 }).on("pin");
        let sent = serde_json::json!({
            "code": "station-pin-wait", "params": { "seconds": 12 }, "field": "pin",
        });
        assert_eq!(serde_json::to_value(&problem).unwrap(), sent);
        assert_eq!(
            serde_json::from_value::<Problem>(sent).unwrap(),
            problem.clone()
        );
        assert!(problem.told().what.contains("12 secondes"), "{problem}");

        let bare = Problem::of(Case::NotFound);
        let sent = serde_json::json!({ "code": "not-found", "field": null });
        assert_eq!(serde_json::to_value(&bare).unwrap(), sent);
        assert_eq!(bare.code(), "not-found");
    }

    #[test]
    fn values_are_filled_in() {
        let problem = Problem::of(Case::EvidenceTooLarge {
            max: 50,
            size: 62,
            file: "photo.jpg".to_owned(),
        });
        assert!(problem.told().what.contains("62\u{a0}Mo"), "{problem}");
        assert!(!problem.to_string().contains('{'), "{problem}");
    }
}
