//! The posters printed or saved, each under its own code, and the requests that came from them.

use std::collections::BTreeMap;

use atelier_domain::{BadgeId, Moment, RequestId};
use rusqlite::{Row, params};

use crate::row::{decoded, found, get, moment, moment_or_none};
use crate::{Result, Store};

/// A poster as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PosterRow {
    /// The code that stands on it, without its hyphen, in capitals.
    pub code: String,
    /// Its badge; none when it says how any badge is asked for.
    pub badge: Option<BadgeId>,
    /// The badge's name as printed, or the poster's own title.
    pub badge_name: String,
    /// The address as printed, without the code.
    pub application_url: String,
    /// Digests of what it says, part by part: `name=hexadecimal`, with a space between.
    pub fingerprint: String,
    /// Paper and direction, such as `a4-portrait`.
    pub format: String,
    /// When it was made: saved as a file, or sent to a printer.
    pub printed_at: Moment,
    /// When it was sent to a printer.
    pub sent_at: Option<Moment>,
    /// When the structure said that it hangs, or a request came from it.
    pub hung_at: Option<Moment>,
    /// Where it hangs, in the structure's words; may be empty.
    pub place: String,
    /// When it was taken down.
    pub withdrawn_at: Option<Moment>,
    /// The poster reprinted in its place; it may still hang, until that one does.
    pub replaced_by: Option<String>,
}

const SELECT: &str = "SELECT code, badge_id, badge_name, application_url, fingerprint, format,
        printed_at, sent_at, hung_at, place, withdrawn_at, replaced_by
    FROM printed_poster";

impl Store {
    /// Every poster, the latest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn posters(&self) -> Result<Vec<PosterRow>> {
        let sql = format!("{SELECT} ORDER BY printed_at DESC, code");
        let mut statement = self.connection().prepare_cached(&sql)?;
        statement.query_and_then([], poster_of)?.collect()
    }

    /// The poster of this code.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn poster(&self, code: &str) -> Result<Option<PosterRow>> {
        let sql = format!("{SELECT} WHERE code = ?1");
        let mut statement = self.connection().prepare_cached(&sql)?;
        statement
            .query_and_then([code], poster_of)?
            .next()
            .transpose()
    }

    /// Keeps a poster under a code that no other has.
    ///
    /// # Errors
    /// `store-conflict` when the code is taken.
    pub fn insert_poster(&self, row: &PosterRow) -> Result<()> {
        let PosterRow {
            code,
            badge,
            badge_name,
            application_url,
            fingerprint,
            format,
            printed_at,
            sent_at,
            hung_at,
            place,
            withdrawn_at,
            replaced_by,
        } = row;
        let sql =
            "INSERT INTO printed_poster (code, badge_id, badge_name, application_url, fingerprint,
                       format, printed_at, sent_at, hung_at, place, withdrawn_at, replaced_by)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
        self.connection().prepare_cached(sql)?.execute(params![
            code,
            badge.as_ref().map_or("", BadgeId::as_str),
            badge_name,
            application_url,
            fingerprint,
            format,
            printed_at.unix_millis(),
            sent_at.map(Moment::unix_millis),
            hung_at.map(Moment::unix_millis),
            place,
            withdrawn_at.map(Moment::unix_millis),
            replaced_by,
        ])?;
        Ok(())
    }

    /// Notes that a poster was sent to a printer.
    ///
    /// # Errors
    /// `not-found`.
    pub fn set_poster_sent(&self, code: &str, at: Moment) -> Result<()> {
        let sql = "UPDATE printed_poster SET sent_at = ?2 WHERE code = ?1";
        let mut statement = self.connection().prepare_cached(sql)?;
        let changed = statement.execute(params![code, at.unix_millis()])?;
        found(changed, "poster", &code)
    }

    /// Notes that a poster hangs (`None`: that it does not).
    ///
    /// # Errors
    /// `not-found`.
    pub fn set_poster_hung(&self, code: &str, at: Option<Moment>) -> Result<()> {
        let sql = "UPDATE printed_poster SET hung_at = ?2 WHERE code = ?1";
        let mut statement = self.connection().prepare_cached(sql)?;
        let changed = statement.execute(params![code, at.map(Moment::unix_millis)])?;
        found(changed, "poster", &code)
    }

    /// Notes where a poster hangs.
    ///
    /// # Errors
    /// `not-found`.
    pub fn set_poster_place(&self, code: &str, place: &str) -> Result<()> {
        let sql = "UPDATE printed_poster SET place = ?2 WHERE code = ?1";
        let changed = self
            .connection()
            .prepare_cached(sql)?
            .execute([code, place])?;
        found(changed, "poster", &code)
    }

    /// Notes that a poster was taken down (`None`: that it hangs again), and which one took its place.
    ///
    /// # Errors
    /// `not-found`.
    pub fn set_poster_withdrawn(
        &self,
        code: &str,
        at: Option<Moment>,
        replaced_by: Option<&str>,
    ) -> Result<()> {
        let sql = "UPDATE printed_poster SET withdrawn_at = ?2, replaced_by = ?3 WHERE code = ?1";
        let changed = self.connection().prepare_cached(sql)?.execute(params![
            code,
            at.map(Moment::unix_millis),
            replaced_by
        ])?;
        found(changed, "poster", &code)
    }

    /// Notes which poster a request came from.
    ///
    /// # Errors
    /// `not-found`.
    pub fn set_request_poster(&self, id: RequestId, code: &str) -> Result<()> {
        let sql = "UPDATE badge_request SET poster_code = ?2 WHERE id = ?1";
        let changed = self
            .connection()
            .prepare_cached(sql)?
            .execute([id.to_string(), code.to_owned()])?;
        found(changed, "request", &id)
    }

    /// How many requests came from posters whose code is known.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn count_poster_requests(&self) -> Result<u32> {
        let sql = "SELECT count(*) FROM badge_request WHERE poster_code IS NOT NULL";
        let mut statement = self.connection().prepare_cached(sql)?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// How many requests came from each poster, by code; and under an empty code, those that came from a poster whose
    /// code was not noted.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn requests_by_poster(&self) -> Result<BTreeMap<String, u32>> {
        let sql = "SELECT coalesce(poster_code, '') AS code, count(*) AS requests
                   FROM badge_request WHERE origin = 'poster' GROUP BY 1";
        let mut statement = self.connection().prepare_cached(sql)?;
        statement
            .query_and_then([], |row| Ok((get(row, "code")?, get(row, "requests")?)))?
            .collect()
    }
}

fn poster_of(row: &Row<'_>) -> Result<PosterRow> {
    Ok(PosterRow {
        code: get(row, "code")?,
        badge: decoded(row, "badge_id", |text| match text {
            "" => Some(None),
            id => BadgeId::parse(id).map(Some),
        })?,
        badge_name: get(row, "badge_name")?,
        application_url: get(row, "application_url")?,
        fingerprint: get(row, "fingerprint")?,
        format: get(row, "format")?,
        printed_at: moment(row, "printed_at")?,
        sent_at: moment_or_none(row, "sent_at")?,
        hung_at: moment_or_none(row, "hung_at")?,
        place: get(row, "place")?,
        withdrawn_at: moment_or_none(row, "withdrawn_at")?,
        replaced_by: get(row, "replaced_by")?,
    })
}

#[cfg(test)]
mod tests {
    use atelier_domain::Origin;

    use super::*;
    use crate::sample::{amina, at, badge, request, request_id, store};

    fn poster(code: &str, millis: i64) -> PosterRow {
        PosterRow {
            code: code.into(),
            badge: Some(badge("a")),
            badge_name: "À l'heure".into(),
            application_url: "https://exemple.fr/a".into(),
            fingerprint: "f".into(),
            format: "a4-portrait".into(),
            printed_at: at(millis),
            sent_at: None,
            hung_at: None,
            place: String::new(),
            withdrawn_at: None,
            replaced_by: None,
        }
    }

    #[test]
    fn a_poster_is_kept_under_a_code_of_its_own_and_followed() {
        let (_dir, store) = store();
        store.insert_poster(&poster("K7M2QX", 1)).unwrap();
        store.insert_poster(&poster("000001", 2)).unwrap();
        assert!(store.insert_poster(&poster("K7M2QX", 3)).is_err());
        let codes: Vec<String> = store
            .posters()
            .unwrap()
            .into_iter()
            .map(|p| p.code)
            .collect();
        assert_eq!(codes, ["000001", "K7M2QX"]);

        store.set_poster_place("K7M2QX", "salle de pause").unwrap();
        store.set_poster_sent("K7M2QX", at(5)).unwrap();
        store.set_poster_hung("K7M2QX", Some(at(7))).unwrap();
        store
            .set_poster_withdrawn("K7M2QX", Some(at(9)), Some("000001"))
            .unwrap();
        let expected = PosterRow {
            place: "salle de pause".into(),
            sent_at: Some(at(5)),
            hung_at: Some(at(7)),
            withdrawn_at: Some(at(9)),
            replaced_by: Some("000001".into()),
            ..poster("K7M2QX", 1)
        };
        assert_eq!(store.poster("K7M2QX").unwrap(), Some(expected));
        assert_eq!(store.poster("ZZZZZZ").unwrap(), None);
        assert!(store.set_poster_place("ZZZZZZ", "").is_err());
        store.set_poster_hung("K7M2QX", None).unwrap();
        assert_eq!(store.poster("K7M2QX").unwrap().unwrap().hung_at, None);
    }

    #[test]
    fn the_requests_of_each_poster_are_counted() {
        let (_dir, store) = store();
        let person = amina(&store);
        for n in 1..=4 {
            store.save_request(&request(n, person), at(1)).unwrap();
        }
        for (n, code) in [(1, "K7M2QX"), (2, "K7M2QX"), (3, "")] {
            store
                .set_request_origin(request_id(n), Origin::Poster)
                .unwrap();
            if !code.is_empty() {
                store.set_request_poster(request_id(n), code).unwrap();
            }
        }
        let counts = store.requests_by_poster().unwrap();
        let expected = [(String::new(), 1), ("K7M2QX".to_owned(), 2)];
        assert_eq!(counts.into_iter().collect::<Vec<_>>(), expected);
        assert_eq!(store.count_poster_requests().unwrap(), 2);
    }
}
