//! The posters printed or saved, each under its own code, and the requests that came from them.

use std::collections::BTreeMap;

use atelier_domain::{
    BadgeId, ContentDigest, Language, Moment, PathwayId, PosterKind, PosterPart, PosterScope,
    RequestId,
};
use rusqlite::{Params, Row, params};

use crate::row::{decoded, found, get, moment, moment_or_none};
use crate::{Result, Store};

/// A poster as it is kept: what is on its paper, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Poster {
    /// The code under which it is known, without its hyphen, in capitals: that of the first of `codes`.
    pub code: String,
    /// What it shows.
    pub kind: PosterKind,
    /// Its paper: the code of a format.
    pub format: String,
    /// The language beside French.
    pub language: Option<Language>,
    /// What its badges are all of.
    pub scope: Option<PosterScope>,
    /// Where it hangs, in the structure's words; may be empty.
    pub place: String,
    /// When it was made: saved as a file, or sent to a printer.
    pub made_at: Moment,
    /// When it was sent to a printer.
    pub sent_at: Option<Moment>,
    /// When the structure said that it hangs, or a request came from it.
    pub hung_at: Option<Moment>,
    /// When it was taken down.
    pub withdrawn_at: Option<Moment>,
    /// The poster reprinted in its place; it may still hang, until that one does.
    pub replaced_by: Option<String>,
    /// What has a code on it, at least one, in the order in which it was printed.
    pub codes: Vec<PosterCode>,
}

/// What has a code of its own on a poster: a badge, or how any is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PosterCode {
    /// The code that stands there, without its hyphen, in capitals.
    pub code: String,
    /// Its badge; none when it says how any badge is asked for.
    pub badge: Option<BadgeId>,
    /// The badge's name as printed, or the poster's own title.
    pub name: String,
    /// The address as printed, without the code.
    pub address: String,
    /// What is said there.
    pub says: ContentDigest,
    /// Requests that came from it.
    pub requests: u32,
}

impl Poster {
    /// Whether this code stands on it.
    #[must_use]
    pub fn has(&self, code: &str) -> bool {
        self.codes.iter().any(|one| one.code == code)
    }

    /// Its badges, in the order of its codes.
    #[must_use]
    pub fn badges(&self) -> Vec<BadgeId> {
        let badges = self.codes.iter().filter_map(|one| one.badge.clone());
        badges.collect()
    }
}

/// Of every poster.
const ALL: &str = "";

/// Of the poster on which a code stands.
const WITH: &str = "WHERE its.poster = (SELECT poster FROM poster_code WHERE code = ?1)";

impl Store {
    /// Every poster, the latest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn posters(&self) -> Result<Vec<Poster>> {
        self.read_posters(ALL, [])
    }

    /// The poster on which this code stands.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn poster_with(&self, code: &str) -> Result<Option<Poster>> {
        Ok(self.read_posters(WITH, [code])?.pop())
    }

    fn read_posters(&self, which: &str, params: impl Params + Copy) -> Result<Vec<Poster>> {
        let mut says = self.read_digests(which, params)?;
        let sql = format!(
            "SELECT poster.code, kind, format, language, scope, pathway_id, place, made_at, sent_at, hung_at,
                 withdrawn_at, replaced_by, its.code AS its_code, badge_id, name, address,
                 (SELECT count(*) FROM badge_request WHERE poster_code = its.code AND origin = 'poster') AS requests
             FROM poster JOIN poster_code AS its ON its.poster = poster.code {which}
             ORDER BY made_at DESC, poster.code, position"
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        let mut rows = statement.query(params)?;
        let mut posters: Vec<Poster> = Vec::new();
        while let Some(row) = rows.next()? {
            let code: String = get(row, "its_code")?;
            let its = PosterCode {
                badge: badge_of(row)?,
                name: get(row, "name")?,
                address: get(row, "address")?,
                says: says.remove(&code).unwrap_or_default(),
                requests: get(row, "requests")?,
                code,
            };
            let poster: String = get(row, "code")?;
            match posters.last_mut().filter(|last| last.code == poster) {
                Some(last) => last.codes.push(its),
                None => posters.push(poster_of(row, poster, its)?),
            }
        }
        Ok(posters)
    }

    /// What is said under each code.
    fn read_digests(
        &self,
        which: &str,
        params: impl Params,
    ) -> Result<BTreeMap<String, ContentDigest>> {
        let sql = format!(
            "SELECT its.code, part, digest
             FROM poster_code AS its JOIN poster_digest ON poster_digest.code = its.code {which}"
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        let mut rows = statement.query(params)?;
        let mut says: BTreeMap<String, ContentDigest> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let part = decoded(row, "part", PosterPart::from_code)?;
            let of_code = says.entry(get(row, "code")?).or_default();
            of_code.0.insert(part, get(row, "digest")?);
        }
        Ok(says)
    }

    /// Keeps a poster under codes that no other has.
    ///
    /// # Errors
    /// `store-conflict` when a code is taken.
    pub fn insert_poster(&self, poster: &Poster) -> Result<()> {
        self.atomically(|store| store.write_poster(poster))
    }

    fn write_poster(&self, poster: &Poster) -> Result<()> {
        let Poster {
            code,
            kind,
            format,
            language,
            scope,
            place,
            made_at,
            sent_at,
            hung_at,
            withdrawn_at,
            replaced_by,
            codes,
        } = poster;
        let (scope, pathway) = match scope {
            Some(PosterScope::Offer) => (Some("offer"), None),
            Some(PosterScope::Pathway(id)) => (Some("pathway"), Some(id.as_str())),
            None => (None, None),
        };
        let sql =
            "INSERT INTO poster (code, kind, format, language, scope, pathway_id, place, made_at, sent_at, hung_at,
                 withdrawn_at, replaced_by)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
        self.connection().prepare_cached(sql)?.execute(params![
            code,
            kind.code(),
            format,
            language.map(Language::code),
            scope,
            pathway,
            place,
            made_at.unix_millis(),
            sent_at.map(Moment::unix_millis),
            hung_at.map(Moment::unix_millis),
            withdrawn_at.map(Moment::unix_millis),
            replaced_by,
        ])?;
        let insert_code =
            "INSERT INTO poster_code (code, poster, position, badge_id, name, address)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let insert_digest = "INSERT INTO poster_digest (code, part, digest) VALUES (?1, ?2, ?3)";
        for (position, its) in (0_i64..).zip(codes) {
            let PosterCode {
                code: own,
                badge,
                name,
                address,
                says: ContentDigest(parts),
                requests: _,
            } = its;
            let badge = badge.as_ref().map(BadgeId::as_str);
            self.connection()
                .prepare_cached(insert_code)?
                .execute(params![own, code, position, badge, name, address])?;
            for (part, digest) in parts {
                self.connection()
                    .prepare_cached(insert_digest)?
                    .execute(params![own, part.code(), digest])?;
            }
        }
        Ok(())
    }

    /// Notes that a poster was sent to a printer.
    ///
    /// # Errors
    /// `not-found`.
    pub fn set_poster_sent(&self, code: &str, at: Moment) -> Result<()> {
        let sql = "UPDATE poster SET sent_at = ?2 WHERE code = ?1";
        self.change_poster(sql, code, params![code, at.unix_millis()])
    }

    /// Notes that a poster hangs, if that was not known; those whose place it takes come down with it.
    ///
    /// # Errors
    /// `not-found`.
    pub fn hang_poster(&self, code: &str, at: Moment) -> Result<()> {
        let sql = "UPDATE poster SET hung_at = coalesce(hung_at, ?2) WHERE code = ?1";
        self.change_poster(sql, code, params![code, at.unix_millis()])?;
        let sql =
            "UPDATE poster SET withdrawn_at = ?2 WHERE replaced_by = ?1 AND withdrawn_at IS NULL";
        let mut replaced = self.connection().prepare_cached(sql)?;
        replaced.execute(params![code, at.unix_millis()])?;
        Ok(())
    }

    /// Notes that a poster does not hang after all; what came down when it was hung is up again.
    ///
    /// # Errors
    /// `not-found`.
    pub fn unhang_poster(&self, code: &str) -> Result<()> {
        let sql = "UPDATE poster SET withdrawn_at = NULL WHERE replaced_by = ?1
                   AND withdrawn_at = (SELECT hung_at FROM poster WHERE code = ?1)";
        self.connection().prepare_cached(sql)?.execute([code])?;
        let sql = "UPDATE poster SET hung_at = NULL WHERE code = ?1";
        self.change_poster(sql, code, [code])
    }

    /// Notes where a poster hangs.
    ///
    /// # Errors
    /// `not-found`.
    pub fn set_poster_place(&self, code: &str, place: &str) -> Result<()> {
        let sql = "UPDATE poster SET place = ?2 WHERE code = ?1";
        self.change_poster(sql, code, [code, place])
    }

    /// Notes that a poster was taken down (`None`: that it is up again). Which one took its place stays known.
    ///
    /// # Errors
    /// `not-found`.
    pub fn set_poster_withdrawn(&self, code: &str, at: Option<Moment>) -> Result<()> {
        let sql = "UPDATE poster SET withdrawn_at = ?2 WHERE code = ?1";
        self.change_poster(sql, code, params![code, at.map(Moment::unix_millis)])
    }

    /// Notes that another poster takes the place of this one, taken down at that moment if there is one; what waited for
    /// this one waits for the other.
    ///
    /// # Errors
    /// `not-found`.
    pub fn replace_poster(&self, code: &str, by: &str, withdrawn: Option<Moment>) -> Result<()> {
        // It may have waited for this one before.
        let free = "UPDATE poster SET replaced_by = NULL WHERE code = ?2 AND replaced_by = ?1";
        let waiting =
            "UPDATE poster SET replaced_by = ?2 WHERE replaced_by = ?1 AND withdrawn_at IS NULL";
        for sql in [free, waiting] {
            self.connection().prepare_cached(sql)?.execute([code, by])?;
        }
        let sql = "UPDATE poster SET replaced_by = ?2, withdrawn_at = ?3 WHERE code = ?1";
        let withdrawn = withdrawn.map(Moment::unix_millis);
        self.change_poster(sql, code, params![code, by, withdrawn])
    }

    fn change_poster(&self, sql: &str, code: &str, params: impl Params) -> Result<()> {
        let changed = self.connection().prepare_cached(sql)?.execute(params)?;
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

    /// How many requests came from posters, whether or not their code was noted.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn count_poster_requests(&self) -> Result<u32> {
        let sql = "SELECT count(*) FROM badge_request WHERE origin = 'poster'";
        let mut statement = self.connection().prepare_cached(sql)?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }
}

fn badge_of(row: &Row<'_>) -> Result<Option<BadgeId>> {
    let id: Option<String> = get(row, "badge_id")?;
    id.map(|_| decoded(row, "badge_id", BadgeId::parse))
        .transpose()
}

fn poster_of(row: &Row<'_>, code: String, first: PosterCode) -> Result<Poster> {
    let language: Option<String> = get(row, "language")?;
    let scope: Option<String> = get(row, "scope")?;
    let scope = match scope.as_deref() {
        None => None,
        Some("offer") => Some(PosterScope::Offer),
        Some(_) => Some(PosterScope::Pathway(decoded(
            row,
            "pathway_id",
            PathwayId::parse,
        )?)),
    };
    Ok(Poster {
        code,
        kind: decoded(row, "kind", PosterKind::from_code)?,
        format: get(row, "format")?,
        language: language
            .map(|_| decoded(row, "language", Language::from_code))
            .transpose()?,
        scope,
        place: get(row, "place")?,
        made_at: moment(row, "made_at")?,
        sent_at: moment_or_none(row, "sent_at")?,
        hung_at: moment_or_none(row, "hung_at")?,
        withdrawn_at: moment_or_none(row, "withdrawn_at")?,
        replaced_by: get(row, "replaced_by")?,
        codes: vec![first],
    })
}

#[cfg(test)]
mod tests {
    use atelier_domain::Origin;

    use super::*;
    use crate::sample::{amina, at, badge, request, request_id, store};

    fn its(code: &str, badge_id: Option<&str>) -> PosterCode {
        PosterCode {
            code: code.into(),
            badge: badge_id.map(badge),
            name: "À l'heure".into(),
            address: "https://exemple.fr/a".into(),
            says: ContentDigest(BTreeMap::from([
                (PosterPart::Address, [1; 8]),
                (PosterPart::Words, [2; 8]),
            ])),
            requests: 0,
        }
    }

    fn poster(code: &str, millis: i64) -> Poster {
        Poster {
            code: code.into(),
            kind: PosterKind::Badge,
            format: "a4".into(),
            language: Some(Language::Ukrainian),
            scope: None,
            place: String::new(),
            made_at: at(millis),
            sent_at: None,
            hung_at: None,
            withdrawn_at: None,
            replaced_by: None,
            codes: vec![its(code, Some("a"))],
        }
    }

    #[test]
    fn a_poster_is_kept_under_codes_of_its_own() {
        let (_dir, store) = store();
        store.insert_poster(&poster("K7M2QX", 1)).unwrap();
        let several = Poster {
            kind: PosterKind::Badges,
            scope: PathwayId::parse("p").map(PosterScope::Pathway),
            codes: vec![its("ZZ0001", Some("b")), its("AA0001", Some("a"))],
            ..poster("ZZ0001", 2)
        };
        store.insert_poster(&several).unwrap();
        let how = Poster {
            kind: PosterKind::HowToAsk,
            language: None,
            codes: vec![its("000002", None)],
            ..poster("000002", 3)
        };
        store.insert_poster(&how).unwrap();
        // A code stands on one poster alone: nothing is kept of the other.
        let taken = Poster {
            codes: vec![its("000003", Some("a")), its("AA0001", Some("b"))],
            ..poster("000003", 4)
        };
        assert!(store.insert_poster(&taken).is_err());

        let all = store.posters().unwrap();
        assert_eq!(all, [how, several.clone(), poster("K7M2QX", 1)]);
        assert_eq!(store.poster_with("AA0001").unwrap(), Some(several));
        assert_eq!(store.poster_with("ZZZZZZ").unwrap(), None);
    }

    #[test]
    fn one_that_hangs_takes_the_place_of_another() {
        let (_dir, store) = store();
        for (code, millis) in [("OLD001", 1), ("MID001", 2), ("NEW001", 3)] {
            store.insert_poster(&poster(code, millis)).unwrap();
        }
        let read = |code: &str| store.poster_with(code).unwrap().unwrap();
        store.set_poster_place("OLD001", "salle de pause").unwrap();
        store.set_poster_sent("OLD001", at(5)).unwrap();
        store.hang_poster("OLD001", at(7)).unwrap();
        store.hang_poster("OLD001", at(8)).unwrap();
        let expected = Poster {
            place: "salle de pause".into(),
            sent_at: Some(at(5)),
            hung_at: Some(at(7)),
            ..poster("OLD001", 1)
        };
        assert_eq!(read("OLD001"), expected);

        // What waits for one that is not hung waits for the one that takes its place.
        store.replace_poster("OLD001", "MID001", None).unwrap();
        store
            .replace_poster("MID001", "NEW001", Some(at(9)))
            .unwrap();
        assert_eq!(read("OLD001").replaced_by.as_deref(), Some("NEW001"));
        assert_eq!(read("MID001").withdrawn_at, Some(at(9)));
        store.hang_poster("NEW001", at(10)).unwrap();
        assert_eq!(read("OLD001").withdrawn_at, Some(at(10)));
        store.unhang_poster("NEW001").unwrap();
        assert_eq!(read("OLD001").withdrawn_at, None);
        assert_eq!(read("MID001").withdrawn_at, Some(at(9)));
        store.set_poster_withdrawn("NEW001", Some(at(11))).unwrap();
        assert_eq!(read("NEW001").withdrawn_at, Some(at(11)));

        // Two may take each other's place, one after the other; none its own, nor that of nothing.
        store.replace_poster("NEW001", "OLD001", None).unwrap();
        assert_eq!(read("OLD001").replaced_by, None);
        assert_eq!(read("NEW001").replaced_by.as_deref(), Some("OLD001"));
        assert!(store.replace_poster("OLD001", "OLD001", None).is_err());
        assert!(store.replace_poster("OLD001", "ZZZZZZ", None).is_err());
        assert!(store.set_poster_place("ZZZZZZ", "").is_err());
    }

    #[test]
    fn the_requests_of_each_poster_are_counted() {
        let (_dir, store) = store();
        store.insert_poster(&poster("K7M2QX", 1)).unwrap();
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
        let kept = store.poster_with("K7M2QX").unwrap().unwrap();
        assert_eq!(kept.codes.first().unwrap().requests, 2);
        assert_eq!(store.count_poster_requests().unwrap(), 3);
    }

    #[test]
    fn requests_are_counted_by_their_index_alone() {
        let (_dir, store) = store();
        for sql in [
            "SELECT count(*) FROM badge_request WHERE origin = 'poster'",
            "SELECT count(*) FROM badge_request WHERE poster_code = 'K7M2QX' AND origin = 'poster'",
        ] {
            let plan = format!("EXPLAIN QUERY PLAN {sql}");
            let plan: String = store
                .connection()
                .query_row(&plan, [], |row| row.get("detail"))
                .unwrap();
            assert!(plan.contains("INDEX badge_request_poster"), "{plan}");
        }
    }
}
