//! People, and how they are found.

use atelier_domain::fold::fold;
use atelier_domain::{
    CalendarDate, EmailAddress, Language, Moment, Participant, ParticipantId, PersonName,
    WorkshopId,
};
use rusqlite::{Row, params};

use crate::removed::{self, Removed};
use crate::row::{decoded, found, get, known_moment, parsed, parsed_or_none};
use crate::{Result, Store, StoreError};

const COLUMNS: &str = "id, first_name, last_name, email, phone, nickname";

/// What is kept beside a person's fields to sort and to search, always derived from them.
struct Keys {
    email: String,
    last: String,
    first: String,
    /// Every word after a space: a search looks for « space, beginning of the word ».
    search: String,
}

impl Keys {
    fn of(participant: &Participant) -> Self {
        let whole = participant.search_key();
        let parts = whole.replace(['@', '.'], " ");
        Self {
            email: participant
                .email
                .as_ref()
                .map(EmailAddress::key)
                .unwrap_or_default(),
            last: fold(participant.last_name.as_str()),
            first: fold(participant.first_name.as_str()),
            search: format!(" {whole} {parts}"),
        }
    }
}

impl Store {
    /// Everyone, by last then first name, accents and case ignored.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn participants(&self) -> Result<Vec<Participant>> {
        let sql = format!("SELECT {COLUMNS} FROM participant ORDER BY last_key, first_key, id");
        let mut statement = self.connection().prepare_cached(&sql)?;
        statement.query_and_then([], participant_of)?.collect()
    }

    /// Those of whom a word (of the names or of the address) begins with each word of `query`, accents and case
    /// ignored; by last then first name; `limit` at most. An empty query finds everyone.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn search_participants(&self, query: &str, limit: usize) -> Result<Vec<Participant>> {
        let words: Vec<String> = fold(query)
            .split_whitespace()
            .map(|word| format!(" {word}"))
            .collect();
        let mut sql = format!("SELECT {COLUMNS} FROM participant WHERE TRUE");
        for _ in &words {
            sql.push_str(" AND instr(search_text, ?) > 0");
        }
        sql.push_str(" ORDER BY last_key, first_key, id LIMIT ?");
        let mut statement = self.connection().prepare_cached(&sql)?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut values: Vec<&dyn rusqlite::ToSql> = Vec::with_capacity(words.len() + 1);
        values.extend(words.iter().map(|word| word as &dyn rusqlite::ToSql));
        values.push(&limit);
        statement
            .query_and_then(values.as_slice(), participant_of)?
            .collect()
    }

    /// The person with this identifier.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn participant(&self, id: ParticipantId) -> Result<Option<Participant>> {
        let sql = format!("SELECT {COLUMNS} FROM participant WHERE id = ?1");
        let mut statement = self.connection().prepare_cached(&sql)?;
        let mut rows = statement.query([id.to_string()])?;
        rows.next()?.map(participant_of).transpose()
    }

    /// The person who has this address; `key` is [`EmailAddress::key`].
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn participant_by_email(&self, key: &str) -> Result<Option<Participant>> {
        let sql =
            format!("SELECT {COLUMNS} FROM participant WHERE email_key = ?1 AND email_key <> ''");
        let mut statement = self.connection().prepare_cached(&sql)?;
        let mut rows = statement.query([key])?;
        rows.next()?.map(participant_of).transpose()
    }

    /// Adds a person.
    ///
    /// # Errors
    /// `store-conflict` when the identifier or the address is somebody's already.
    pub fn insert_participant(&self, participant: &Participant, at: Moment) -> Result<()> {
        let Participant {
            id,
            first_name,
            last_name,
            email,
            phone,
            nickname,
        } = participant;
        let keys = Keys::of(participant);
        let sql = "INSERT INTO participant (id, first_name, last_name, email, phone, email_key,
                       last_key, first_key, search_text, created_at, nickname)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
        self.connection().prepare_cached(sql)?.execute(params![
            id.to_string(),
            first_name.as_str(),
            last_name.as_str(),
            email.as_ref().map_or("", EmailAddress::as_str),
            phone,
            keys.email,
            keys.last,
            keys.first,
            keys.search,
            at.unix_millis(),
            nickname,
        ])?;
        Ok(())
    }

    /// Changes a person's fields. An address that takes another's place is theirs from `at` on.
    ///
    /// # Errors
    /// `store-conflict` when the address is somebody else's; `not-found`.
    pub fn update_participant(&self, participant: &Participant, at: Moment) -> Result<()> {
        let Participant {
            id,
            first_name,
            last_name,
            email,
            phone,
            nickname,
        } = participant;
        let keys = Keys::of(participant);
        let sql = "UPDATE participant
                   SET address_since = iif(email_key IN ('', ?6), address_since, ?11),
                       first_name = ?2, last_name = ?3, email = ?4, phone = ?5, email_key = ?6,
                       last_key = ?7, first_key = ?8, search_text = ?9, nickname = ?10
                   WHERE id = ?1";
        let changed = self.connection().prepare_cached(sql)?.execute(params![
            id.to_string(),
            first_name.as_str(),
            last_name.as_str(),
            email.as_ref().map_or("", EmailAddress::as_str),
            phone,
            keys.email,
            keys.last,
            keys.first,
            keys.search,
            nickname,
            at.unix_millis(),
        ])?;
        found(changed, "participant", id)
    }

    /// The people of a workshop, by last then first name.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn participants_of(&self, workshop: WorkshopId) -> Result<Vec<Participant>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM participant
             WHERE id IN (SELECT participant_id FROM workshop_participant WHERE workshop_id = ?1)
             ORDER BY last_key, first_key, id"
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        statement
            .query_and_then([workshop.to_string()], participant_of)?
            .collect()
    }

    /// When a person's address last became another one; `None` when it never did.
    ///
    /// # Errors
    /// `not-found`.
    pub fn address_since(&self, id: ParticipantId) -> Result<Option<Moment>> {
        let sql = "SELECT address_since FROM participant WHERE id = ?1";
        let mut statement = self.connection().prepare_cached(sql)?;
        let mut rows = statement.query([id.to_string()])?;
        let row = rows.next()?;
        let row = row.ok_or_else(|| StoreError::NotFound(format!("participant {id}")))?;
        known_moment(row, "address_since")
    }

    /// When a person was given the information that the RGPD requires; `None` if they were not.
    ///
    /// # Errors
    /// `not-found`.
    pub fn informed_on(&self, id: ParticipantId) -> Result<Option<CalendarDate>> {
        let sql = "SELECT informed_on FROM participant WHERE id = ?1";
        let mut statement = self.connection().prepare_cached(sql)?;
        let mut rows = statement.query([id.to_string()])?;
        match rows.next()? {
            Some(row) => parsed_or_none(row, "informed_on"),
            None => Err(StoreError::NotFound(format!("participant {id}"))),
        }
    }

    /// The language of a person's screens.
    ///
    /// # Errors
    /// `not-found`.
    pub fn participant_language(&self, id: ParticipantId) -> Result<Language> {
        let sql = "SELECT language FROM participant WHERE id = ?1";
        let mut statement = self.connection().prepare_cached(sql)?;
        let mut rows = statement.query([id.to_string()])?;
        match rows.next()? {
            Some(row) => decoded(row, "language", Language::from_code),
            None => Err(StoreError::NotFound(format!("participant {id}"))),
        }
    }

    /// Keeps the language of a person's screens.
    ///
    /// # Errors
    /// `not-found`.
    pub fn set_participant_language(&self, id: ParticipantId, language: Language) -> Result<()> {
        let sql = "UPDATE participant SET language = ?2 WHERE id = ?1";
        let changed = self
            .connection()
            .prepare_cached(sql)?
            .execute(params![id.to_string(), language.code()])?;
        found(changed, "participant", &id)
    }

    /// Notes when a person was informed, or takes the note back.
    ///
    /// # Errors
    /// `not-found`.
    pub fn set_informed(&self, id: ParticipantId, on: Option<CalendarDate>) -> Result<()> {
        let sql = "UPDATE participant SET informed_on = ?2 WHERE id = ?1";
        let changed = self
            .connection()
            .prepare_cached(sql)?
            .execute(params![id.to_string(), on.map(|day| day.to_string())])?;
        found(changed, "participant", &id)
    }

    /// Removes a person, their name from the workshops' lists and their marks, and gives them to be put back.
    ///
    /// # Errors
    /// `in-use` when requests refer to this person; `not-found`.
    pub fn remove_participant(&self, id: ParticipantId) -> Result<Removed> {
        self.atomically(|s| {
            let sql = "SELECT 1 FROM badge_request WHERE participant_id = ?1";
            let used = s
                .connection()
                .prepare_cached(sql)?
                .exists([id.to_string()])?;
            if used {
                return Err(StoreError::InUse(format!("participant {id}")));
            }
            let kept = s.kept(removed::OF_PARTICIPANT, &id.to_string())?;
            let sql = "DELETE FROM participant WHERE id = ?1";
            let removed = s
                .connection()
                .prepare_cached(sql)?
                .execute([id.to_string()])?;
            found(removed, "participant", &id)?;
            Ok(kept)
        })
    }
}

fn participant_of(row: &Row<'_>) -> Result<Participant> {
    let name = |text: &str| PersonName::parse(text).ok();
    let email = |text: &str| match text {
        "" => Some(None),
        text => EmailAddress::parse(text).ok().map(Some),
    };
    Ok(Participant {
        id: parsed(row, "id")?,
        first_name: decoded(row, "first_name", name)?,
        last_name: decoded(row, "last_name", name)?,
        email: decoded(row, "email", email)?,
        phone: get(row, "phone")?,
        nickname: get(row, "nickname")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{amina, at, person, request, store, workshop, workshop_id};
    use atelier_domain::Attendance;

    #[test]
    fn a_person_s_language_is_french_until_another_is_chosen() {
        let (_dir, store) = store();
        let amina = amina(&store);
        assert_eq!(store.participant_language(amina).unwrap(), Language::French);
        store
            .set_participant_language(amina, Language::Arabic)
            .unwrap();
        assert_eq!(store.participant_language(amina).unwrap(), Language::Arabic);
        let nobody = person(9, "Per", "Sonne", None).id;
        let refused = store.set_participant_language(nobody, Language::English);
        assert_eq!(refused.unwrap_err().code(), "not-found");
    }

    fn names(people: &[Participant]) -> Vec<String> {
        people.iter().map(|p| p.first_name.to_string()).collect()
    }

    #[test]
    fn people_are_found_by_the_beginning_of_any_word_without_accents() {
        let (_dir, store) = store();
        for (n, first, last, email) in [
            (1, "Hélène", "Dupont-Martin", Some("h.dupont@free.fr")),
            (2, "Noé", "N’Diaye", None),
            (3, "Zoé", "Œuvray", Some("zoe@laposte.net")),
            (4, "Ali", "dupont", None),
        ] {
            let one = person(n, first, last, email);
            store.insert_participant(&one, at(0)).unwrap();
        }
        let search = |query: &str| names(&store.search_participants(query, 10).unwrap());
        assert_eq!(search("hele"), ["Hélène"]);
        assert_eq!(search("MART hél"), ["Hélène"]);
        assert_eq!(search("lène"), Vec::<String>::new());
        assert_eq!(search("ndiaye"), Vec::<String>::new());
        assert_eq!(search("n'diaye"), ["Noé"]);
        assert_eq!(search("oeuv"), ["Zoé"]);
        assert_eq!(search("zoe@laposte.net"), ["Zoé"]);
        assert_eq!(search("laposte"), ["Zoé"]);
        assert_eq!(search("dupont"), ["Ali", "Hélène"]);
        assert_eq!(search("100%"), Vec::<String>::new());
        assert_eq!(search(" "), ["Ali", "Hélène", "Noé", "Zoé"]);
        assert_eq!(store.search_participants("", 2).unwrap().len(), 2);
    }

    /// What an earlier program kept of a name is found as what is kept now.
    #[test]
    fn people_noted_before_are_folded_as_the_others() {
        let (_dir, store) = store();
        let one = person(1, "Yıldız", "N‘Đạt", None);
        store.insert_participant(&one, at(0)).unwrap();
        let kept = || -> (String, String, String) {
            let sql = "SELECT last_key, first_key, search_text FROM participant";
            let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
            store.connection().query_row(sql, [], row).unwrap()
        };
        let now = kept();
        assert_eq!((now.0.as_str(), now.1.as_str()), ("n dat", "yildiz"));
        let before = "UPDATE participant SET last_key = 'n‘đat', first_key = 'yıldız',
                      search_text = ' yıldız n‘đat yıldız n‘đat'";
        store.connection().execute_batch(before).unwrap();
        let migration = include_str!("../migrations/0014_fold.sql");
        store.connection().execute_batch(migration).unwrap();
        assert_eq!(kept(), now);
        assert_eq!(store.search_participants("yildiz n'd", 9).unwrap().len(), 1);
    }

    #[test]
    fn one_person_per_address_whatever_the_case() {
        let (_dir, store) = store();
        amina(&store);
        let mut other = person(2, "Léa", "Modèle", Some("Amina@Exemple.fr"));
        let refused = store.insert_participant(&other, at(0)).unwrap_err();
        assert_eq!(refused.code(), "store-conflict");
        other.email = None;
        store.insert_participant(&other, at(0)).unwrap();
        let third = person(3, "Sans", "Adresse", None);
        store.insert_participant(&third, at(0)).unwrap();
        other.email = EmailAddress::parse("AMINA@exemple.fr").ok();
        let refused = store.update_participant(&other, at(1)).unwrap_err();
        assert_eq!(refused.code(), "store-conflict");
        let holder = store.participant_by_email("amina@exemple.fr").unwrap();
        assert_eq!(names(&holder.into_iter().collect::<Vec<_>>()), ["Amina"]);
        assert_eq!(store.participant_by_email("").unwrap(), None);
    }

    #[test]
    fn a_change_is_found_under_the_new_name_only() {
        let (_dir, store) = store();
        amina(&store);
        let mut changed = person(1, "Éva", "Durand", None);
        changed.phone = Some("06 00 00 00 00".into());
        store.update_participant(&changed, at(1)).unwrap();
        assert_eq!(store.participant(changed.id).unwrap(), Some(changed));
        assert_eq!(store.search_participants("amina", 9).unwrap(), []);
        assert_eq!(store.search_participants("eva dur", 9).unwrap().len(), 1);
        let absent = person(9, "Personne", "Ici", None);
        let refused = store.update_participant(&absent, at(1)).unwrap_err();
        assert_eq!(refused.code(), "not-found");
    }

    #[test]
    fn an_address_is_another_one_from_the_day_it_is_changed() {
        let (_dir, store) = store();
        let id = amina(&store);
        let since = |email: Option<&str>, millis| {
            let changed = person(1, "Amina", "Durand", email);
            store.update_participant(&changed, at(millis)).unwrap();
            store.address_since(id).unwrap()
        };
        assert_eq!(store.address_since(id).unwrap(), None);
        assert_eq!(since(Some("AMINA@exemple.fr"), 5), None, "the same");
        assert_eq!(since(Some("amina.d@exemple.fr"), 6), Some(at(6)));
        assert_eq!(since(Some("amina.d@exemple.fr"), 7), Some(at(6)));
        assert_eq!(since(None, 8), Some(at(8)));
        // Noted at last: it may have been theirs all along.
        assert_eq!(since(Some("amina@exemple.fr"), 9), Some(at(8)));
        assert!(store.address_since(crate::sample::person_id(9)).is_err());
    }

    #[test]
    fn a_person_with_requests_stays_and_one_without_goes() {
        let (_dir, store) = store();
        let id = amina(&store);
        let mut workshop = workshop(workshop_id(1));
        workshop.participants = vec![(id, Attendance::Present)];
        store.save_workshop(&workshop, at(0)).unwrap();
        store.save_request(&request(5, id), at(0)).unwrap();
        assert_eq!(store.remove_participant(id).unwrap_err().code(), "in-use");
        store.remove_request(request(5, id).id).unwrap();
        store.remove_participant(id).unwrap();
        assert_eq!(store.participants().unwrap(), []);
        let left = store.workshop(workshop.id).unwrap().unwrap();
        assert_eq!(left.participants, []);
    }
}
