//! The badges that the structure offers, with its rule for each, and the imported catalogue.

use atelier_domain::{BadgeId, LocalRule, Moment};
use rusqlite::{OptionalExtension, Row, params};

use crate::row::{decoded, get};
use crate::{Result, Store};

impl Store {
    /// The badges offered, by code, each with the structure's rule.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn offers(&self) -> Result<Vec<(BadgeId, LocalRule)>> {
        let sql = "SELECT badge_id, criterion, evidence, assessor, process
                   FROM offer ORDER BY badge_id";
        let mut statement = self.connection().prepare_cached(sql)?;
        statement.query_and_then([], offer_of)?.collect()
    }

    /// Offers a badge under this rule, or changes its rule.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn save_offer(&self, badge: &BadgeId, rule: &LocalRule) -> Result<()> {
        let LocalRule {
            criterion,
            evidence,
            assessor,
            process,
        } = rule;
        let sql = "INSERT INTO offer (badge_id, criterion, evidence, assessor, process)
                   VALUES (?1, ?2, ?3, ?4, ?5)
                   ON CONFLICT (badge_id) DO UPDATE
                   SET criterion = excluded.criterion, evidence = excluded.evidence,
                       assessor = excluded.assessor, process = excluded.process";
        self.connection().prepare_cached(sql)?.execute(params![
            badge.as_str(),
            criterion,
            evidence,
            assessor,
            process
        ])?;
        Ok(())
    }

    /// Offers this badge no longer. Requests already made keep theirs.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn withdraw_offer(&self, badge: &BadgeId) -> Result<()> {
        let sql = "DELETE FROM offer WHERE badge_id = ?1";
        self.connection()
            .prepare_cached(sql)?
            .execute([badge.as_str()])?;
        Ok(())
    }

    /// The imported catalogue, as the JSON text that was imported.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn catalogue(&self) -> Result<Option<String>> {
        let sql = "SELECT json FROM catalogue WHERE singleton = 1";
        let mut statement = self.connection().prepare_cached(sql)?;
        Ok(statement.query_row([], |row| row.get(0)).optional()?)
    }

    /// Keeps an imported catalogue, in place of the former one.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn save_catalogue(&self, json: &str, at: Moment) -> Result<()> {
        let sql = "INSERT INTO catalogue (singleton, json, imported_at) VALUES (1, ?1, ?2)
                   ON CONFLICT (singleton) DO UPDATE
                   SET json = excluded.json, imported_at = excluded.imported_at";
        self.connection()
            .prepare_cached(sql)?
            .execute(params![json, at.unix_millis()])?;
        Ok(())
    }
}

impl Store {
    /// Forgets the imported catalogue: the shipped example serves again.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn clear_catalogue(&self) -> Result<()> {
        let sql = "DELETE FROM catalogue WHERE singleton = 1";
        self.connection().prepare_cached(sql)?.execute([])?;
        Ok(())
    }
}

fn offer_of(row: &Row<'_>) -> Result<(BadgeId, LocalRule)> {
    let badge = decoded(row, "badge_id", BadgeId::parse)?;
    let rule = LocalRule {
        criterion: get(row, "criterion")?,
        evidence: get(row, "evidence")?,
        assessor: get(row, "assessor")?,
        process: get(row, "process")?,
    };
    Ok((badge, rule))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{at, badge, store};

    #[test]
    fn offers_are_saved_changed_and_withdrawn() {
        let (_dir, store) = store();
        let mut rule = LocalRule {
            criterion: "avoir validé sa période d'essai".into(),
            evidence: "attestation".into(),
            assessor: "direction".into(),
            process: String::new(),
        };
        store.save_offer(&badge("b"), &rule).unwrap();
        store.save_offer(&badge("a"), &rule).unwrap();
        rule.process = "à la signature".into();
        store.save_offer(&badge("b"), &rule).unwrap();
        let offers = store.offers().unwrap();
        let codes: Vec<_> = offers.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(codes, ["a", "b"]);
        assert_eq!(offers[1].1, rule);
        store.withdraw_offer(&badge("a")).unwrap();
        assert_eq!(store.offers().unwrap().len(), 1);
    }

    #[test]
    fn the_catalogue_is_kept_as_it_was_imported() {
        let (_dir, store) = store();
        assert_eq!(store.catalogue().unwrap(), None);
        store.save_catalogue("{\"v\": 1}", at(1)).unwrap();
        store.save_catalogue("{ \"v\":2 }", at(2)).unwrap();
        assert_eq!(store.catalogue().unwrap().as_deref(), Some("{ \"v\":2 }"));
        store.clear_catalogue().unwrap();
        assert_eq!(store.catalogue().unwrap(), None);
    }
}
