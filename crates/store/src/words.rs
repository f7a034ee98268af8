//! What is said of badges in other languages than French.

use std::collections::BTreeMap;

use atelier_domain::{BadgeId, BadgeWords, Language, LocalRule};
use rusqlite::{Row, params};

use crate::row::{decoded, get};
use crate::{Result, Store};

impl Store {
    /// What is said of each badge in each other language, where something is.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn badge_words(&self) -> Result<BTreeMap<(BadgeId, Language), BadgeWords>> {
        let sql =
            "SELECT badge_id, language, name, recognises, criterion, evidence, assessor, process
                   FROM badge_words";
        let mut statement = self.connection().prepare_cached(sql)?;
        statement.query_and_then([], words_of)?.collect()
    }

    /// Keeps what is said of a badge in a language, in the place of what was; nothing at all is kept of empty words.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn save_badge_words(
        &self,
        badge: &BadgeId,
        language: Language,
        words: &BadgeWords,
    ) -> Result<()> {
        if *words == BadgeWords::default() {
            let sql = "DELETE FROM badge_words WHERE badge_id = ?1 AND language = ?2";
            self.connection()
                .prepare_cached(sql)?
                .execute([badge.as_str(), language.code()])?;
            return Ok(());
        }
        let BadgeWords {
            name,
            recognises,
            rule:
                LocalRule {
                    criterion,
                    evidence,
                    assessor,
                    process,
                },
        } = words;
        let sql = "INSERT OR REPLACE INTO badge_words
                       (badge_id, language, name, recognises, criterion, evidence, assessor, process)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        self.connection().prepare_cached(sql)?.execute(params![
            badge.as_str(),
            language.code(),
            name,
            recognises,
            criterion,
            evidence,
            assessor,
            process
        ])?;
        Ok(())
    }
}

fn words_of(row: &Row<'_>) -> Result<((BadgeId, Language), BadgeWords)> {
    let badge = decoded(row, "badge_id", BadgeId::parse)?;
    let language = decoded(row, "language", Language::from_code)?;
    let words = BadgeWords {
        name: get(row, "name")?,
        recognises: get(row, "recognises")?,
        rule: LocalRule {
            criterion: get(row, "criterion")?,
            evidence: get(row, "evidence")?,
            assessor: get(row, "assessor")?,
            process: get(row, "process")?,
        },
    };
    Ok(((badge, language), words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{badge, store};

    #[test]
    fn words_are_kept_by_badge_and_language_and_forgotten_when_empty() {
        let (_dir, store) = store();
        let mut words = BadgeWords {
            name: "العمل ضمن فريق".into(),
            ..BadgeWords::default()
        };
        store
            .save_badge_words(&badge("a"), Language::Arabic, &words)
            .unwrap();
        words.name = "Teamwork".into();
        words.rule.evidence = "a photo".into();
        for _ in 0..2 {
            store
                .save_badge_words(&badge("a"), Language::English, &words)
                .unwrap();
        }
        let kept = store.badge_words().unwrap();
        assert_eq!(kept.len(), 2);
        assert_eq!(kept[&(badge("a"), Language::English)], words);
        let nothing = BadgeWords::default();
        store
            .save_badge_words(&badge("a"), Language::English, &nothing)
            .unwrap();
        assert_eq!(store.badge_words().unwrap().len(), 1);
    }
}
