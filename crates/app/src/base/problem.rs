//! What a person reads when something goes wrong: what happened, what was kept, what to do.
//! Texts live in `assets/i18n/fr/problems.json`, one entry per code.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::OnceLock;
use ts_rs::TS;

const TEXTS: &str = include_str!("../../../../assets/i18n/fr/problems.json");

/// A problem in plain French, with the stable code of its case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Problem {
    /// Stable code of the case.
    pub code: String,
    /// What happened.
    pub what: String,
    /// What was kept.
    pub kept: String,
    /// What to do.
    pub todo: String,
    /// The form field concerned, if any.
    pub field: Option<String>,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts = [&self.what, &self.kept, &self.todo];
        let said: Vec<&str> = parts
            .into_iter()
            .map(String::as_str)
            .filter(|p| !p.is_empty())
            .collect();
        f.write_str(&said.join(" "))
    }
}

impl std::error::Error for Problem {}

/// What a use case gives.
pub type Answer<T> = Result<T, Problem>;

#[derive(Deserialize)]
struct Text {
    what: String,
    #[serde(default)]
    kept: String,
    #[serde(default)]
    todo: String,
}

fn texts() -> &'static BTreeMap<String, Text> {
    static PARSED: OnceLock<BTreeMap<String, Text>> = OnceLock::new();
    PARSED.get_or_init(|| serde_json::from_str(TEXTS).unwrap_or_default())
}

impl Problem {
    /// The problem of this code, with `{name}` replaced by each given value.
    #[must_use]
    pub fn new(code: &str, values: &[(&str, &str)]) -> Self {
        let fill = |text: &str| {
            values.iter().fold(text.to_owned(), |text, (name, value)| {
                text.replace(&format!("{{{name}}}"), value)
            })
        };
        match texts().get(code).or_else(|| texts().get("unexpected")) {
            Some(text) => Self {
                code: code.to_owned(),
                what: fill(&text.what),
                kept: fill(&text.kept),
                todo: fill(&text.todo),
                field: None,
            },
            None => Self {
                code: code.to_owned(),
                what: code.to_owned(),
                kept: String::new(),
                todo: String::new(),
                field: None,
            },
        }
    }

    /// The problem of this code, with nothing to fill in.
    #[must_use]
    pub fn of(code: &str) -> Self {
        Self::new(code, &[])
    }

    /// A fault of this program, whose cause goes to the log. The cause must hold nothing that a person typed.
    pub(crate) fn unexpected(cause: impl std::fmt::Display) -> Self {
        tracing::error!(%cause, "unexpected");
        Self::of("unexpected")
    }

    /// The same, about one field of a form.
    #[must_use]
    pub fn on(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_read_and_says_what_happened_and_what_to_do() {
        let parsed: BTreeMap<String, Text> = serde_json::from_str(TEXTS).unwrap();
        assert!(parsed.len() > 30);
        for (code, text) in &parsed {
            assert!(!text.what.is_empty() && !text.todo.is_empty(), "{code}");
        }
    }

    #[test]
    fn values_are_filled_in() {
        let problem = Problem::new(
            "evidence-too-large",
            &[("max", "50 Mo"), ("size", "62 Mo"), ("file", "photo.jpg")],
        );
        assert!(problem.what.contains("62 Mo"), "{problem}");
        assert!(!problem.to_string().contains('{'), "{problem}");
    }
}
