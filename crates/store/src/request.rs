//! Badge requests, with their evidence in order.

use std::collections::BTreeMap;

use atelier_domain::{
    BadgeId, BadgeRequest, EvidenceKind, EvidenceRef, Moment, Origin, ParticipantId, RequestId,
    RequestState, WorkshopId,
};
use rusqlite::types::Value;
use rusqlite::{Row, ToSql, params, params_from_iter};

use crate::row::{decoded, found, get, moment, moment_or_none, parsed, parsed_or_none, size};
use crate::{Result, Store, StoreError};

/// A request as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestRow {
    /// The request.
    pub request: BadgeRequest,
    /// When it was first saved.
    pub created_at: Moment,
    /// When it last changed.
    pub updated_at: Moment,
    /// INAÉ's question or reason, if there is one.
    pub message: Option<String>,
    /// How it was begun.
    pub origin: Origin,
    /// Answers to the guiding questions: JSON, by question.
    pub answers: String,
    /// When the person handed it to the facilitator at the station; `None` when it was not.
    pub handed_at: Option<Moment>,
}

/// Which requests are wanted. `None` does not filter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RequestFilter {
    /// Of this person.
    pub participant: Option<ParticipantId>,
    /// Prepared at this workshop.
    pub workshop: Option<WorkshopId>,
    /// In one of these states.
    pub states: Option<Vec<RequestState>>,
    /// For this badge.
    pub badge: Option<BadgeId>,
}

/// One line for each piece of evidence (one line with nulls if there is none): a single query for the whole list.
const SELECT: &str = "SELECT r.id, r.revision, r.participant_id, r.badge_id, r.workshop_id,
        r.narrative, r.state, r.message, r.created_at, r.updated_at,
        r.origin, r.answers, r.handed_at,
        e.hash, e.label, v.kind, v.size
    FROM badge_request r
    LEFT JOIN request_evidence e ON e.request_id = r.id
    LEFT JOIN evidence v ON v.hash = e.hash";
const ORDER: &str = "ORDER BY r.created_at, r.id, e.position";

impl Store {
    /// The requests that pass the filter, the oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn requests(&self, filter: &RequestFilter) -> Result<Vec<RequestRow>> {
        let RequestFilter {
            participant,
            workshop,
            states,
            badge,
        } = filter;
        let mut conditions: Vec<String> = Vec::new();
        let mut values: Vec<String> = Vec::new();
        if let Some(id) = participant {
            conditions.push("r.participant_id = ?".to_owned());
            values.push(id.to_string());
        }
        if let Some(id) = workshop {
            conditions.push("r.workshop_id = ?".to_owned());
            values.push(id.to_string());
        }
        if let Some(states) = states {
            let places = vec!["?"; states.len()].join(", ");
            conditions.push(format!("r.state IN ({places})"));
            values.extend(states.iter().map(|state| state.code().to_owned()));
        }
        if let Some(badge) = badge {
            conditions.push("r.badge_id = ?".to_owned());
            values.push(badge.as_str().to_owned());
        }
        let values: Vec<&dyn ToSql> = values.iter().map(|value| value as &dyn ToSql).collect();
        self.select_requests(&conditions.join(" AND "), &values)
    }

    /// How many requests each person has; of one person, or of all. Who has none is not in it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn request_counts(
        &self,
        participant: Option<ParticipantId>,
    ) -> Result<BTreeMap<ParticipantId, u32>> {
        let condition = participant.map_or("", |_| "WHERE participant_id = ?");
        let sql = format!(
            "SELECT participant_id, COUNT(*) AS requests FROM badge_request {condition}
             GROUP BY participant_id"
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        let person = participant.map(|id| id.to_string());
        statement
            .query_and_then(params_from_iter(person), |row| {
                Ok((parsed(row, "participant_id")?, get(row, "requests")?))
            })?
            .collect()
    }

    /// Requests in one of these states, changed since an instant (`None`: ever), by the person's name, `limit` at most;
    /// and how many there are in all.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn requests_by_name(
        &self,
        states: &[RequestState],
        since: Option<Moment>,
        limit: usize,
    ) -> Result<(Vec<RequestRow>, u32)> {
        let places = vec!["?"; states.len()].join(", ");
        let mut values: Vec<Value> = states
            .iter()
            .map(|state| Value::Text(state.code().to_owned()))
            .collect();
        values.push(Value::Integer(since.map_or(i64::MIN, Moment::unix_millis)));
        let count = format!(
            "SELECT COUNT(*) FROM badge_request WHERE state IN ({places}) AND updated_at > ?"
        );
        let total = self
            .connection()
            .prepare_cached(&count)?
            .query_row(params_from_iter(&values), |row| row.get(0))?;
        // People in the order of their names, each with their requests (the join does not let SQLite choose otherwise):
        // the first of a long list are found without reading the others.
        let sql = format!(
            "SELECT r.id AS id FROM participant p CROSS JOIN badge_request r ON r.participant_id = p.id
             WHERE r.state IN ({places}) AND r.updated_at > ?
             ORDER BY p.last_key, p.first_key, r.id LIMIT ?"
        );
        values.push(Value::Integer(i64::try_from(limit).unwrap_or(i64::MAX)));
        let ids: Vec<RequestId> = self
            .connection()
            .prepare_cached(&sql)?
            .query_and_then(params_from_iter(&values), |row| parsed(row, "id"))?
            .collect::<Result<_>>()?;
        let mut rows = Vec::with_capacity(ids.len());
        for id in ids {
            rows.extend(self.request(id)?);
        }
        Ok((rows, total))
    }

    /// How many requests of each state each workshop has.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn requests_by_workshop(&self) -> Result<BTreeMap<WorkshopId, Vec<(RequestState, u32)>>> {
        let sql = "SELECT workshop_id, state, COUNT(*) AS requests FROM badge_request
                   WHERE workshop_id IS NOT NULL GROUP BY workshop_id, state";
        let mut statement = self.connection().prepare_cached(sql)?;
        let mut counts: BTreeMap<WorkshopId, Vec<(RequestState, u32)>> = BTreeMap::new();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let state = decoded(row, "state", RequestState::from_code)?;
            counts
                .entry(parsed(row, "workshop_id")?)
                .or_default()
                .push((state, get(row, "requests")?));
        }
        Ok(counts)
    }

    /// The request with this identifier.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn request(&self, id: RequestId) -> Result<Option<RequestRow>> {
        Ok(self.select_requests("r.id = ?", &[&id.to_string()])?.pop())
    }

    /// The latest request of this person for this badge, prepared at this workshop (`None`: at no workshop).
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn find_request(
        &self,
        participant: ParticipantId,
        badge: &BadgeId,
        workshop: Option<WorkshopId>,
    ) -> Result<Option<RequestRow>> {
        let workshop = workshop.map(|id| id.to_string());
        Ok(self
            .select_requests(
                "r.participant_id = ? AND r.badge_id = ? AND r.workshop_id IS ?",
                &[&participant.to_string(), &badge.as_str(), &workshop],
            )?
            .pop())
    }

    /// Adds a request, or changes the one with this identifier, with its evidence in this order. INAÉ's message stays.
    ///
    /// # Errors
    /// `store-conflict` when it names a person, a workshop or a piece of evidence that is not in the store.
    pub fn save_request(&self, request: &BadgeRequest, at: Moment) -> Result<()> {
        let BadgeRequest {
            id,
            revision,
            participant,
            badge,
            workshop,
            narrative,
            evidence,
            state,
        } = request;
        let id = id.to_string();
        self.atomically(|s| {
            let sql = "INSERT INTO badge_request (id, revision, participant_id, badge_id,
                           workshop_id, narrative, state, created_at, updated_at)
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)
                       ON CONFLICT (id) DO UPDATE
                       SET revision = excluded.revision, participant_id = excluded.participant_id,
                           badge_id = excluded.badge_id, workshop_id = excluded.workshop_id,
                           narrative = excluded.narrative, state = excluded.state,
                           updated_at = excluded.updated_at";
            s.connection().prepare_cached(sql)?.execute(params![
                id,
                revision,
                participant.to_string(),
                badge.as_str(),
                workshop.map(|id| id.to_string()),
                narrative,
                state.code(),
                at.unix_millis(),
            ])?;
            let sql = "DELETE FROM request_evidence WHERE request_id = ?1";
            s.connection().prepare_cached(sql)?.execute([&id])?;
            let mut insert = s.connection().prepare_cached(
                "INSERT INTO request_evidence (request_id, position, hash, label)
                 VALUES (?1, ?2, ?3, ?4)",
            )?;
            for (position, piece) in (0_i64..).zip(evidence) {
                // Kind and size are those of the evidence itself, in its own table.
                let EvidenceRef {
                    hash,
                    kind: _,
                    size: _,
                    label,
                } = piece;
                insert.execute(params![id, position, hash.to_string(), label])?;
            }
            Ok(())
        })
    }

    /// Moves a request to another state, with INAÉ's question or reason in place of the former one (`None`: none).
    ///
    /// # Errors
    /// `not-found`.
    pub fn set_request_state(
        &self,
        id: RequestId,
        state: RequestState,
        message: Option<&str>,
        at: Moment,
    ) -> Result<()> {
        let sql = "UPDATE badge_request SET state = ?2, message = ?3, updated_at = ?4
                   WHERE id = ?1";
        let changed = self.connection().prepare_cached(sql)?.execute(params![
            id.to_string(),
            state.code(),
            message,
            at.unix_millis()
        ])?;
        found(changed, "request", &id)
    }

    /// Notes how a request was begun.
    ///
    /// # Errors
    /// `not-found`.
    pub fn set_request_origin(&self, id: RequestId, origin: Origin) -> Result<()> {
        let sql = "UPDATE badge_request SET origin = ?2 WHERE id = ?1";
        let changed = self
            .connection()
            .prepare_cached(sql)?
            .execute([id.to_string(), origin.code().to_owned()])?;
        found(changed, "request", &id)
    }

    /// Keeps the answers to the guiding questions (JSON, by question), in place of the former ones.
    ///
    /// # Errors
    /// `not-found`.
    pub fn set_request_answers(&self, id: RequestId, answers: &str) -> Result<()> {
        let sql = "UPDATE badge_request SET answers = ?2 WHERE id = ?1";
        let changed = self
            .connection()
            .prepare_cached(sql)?
            .execute([id.to_string(), answers.to_owned()])?;
        found(changed, "request", &id)
    }

    /// Notes when the person handed a request to the facilitator, or (`None`) that it is theirs again.
    ///
    /// # Errors
    /// `not-found`.
    pub fn set_request_handed(&self, id: RequestId, at: Option<Moment>) -> Result<()> {
        let sql = "UPDATE badge_request SET handed_at = ?2 WHERE id = ?1";
        let changed = self
            .connection()
            .prepare_cached(sql)?
            .execute(params![id.to_string(), at.map(Moment::unix_millis)])?;
        found(changed, "request", &id)
    }

    /// Removes a request that is still being written. Its evidence stays until
    /// [`Store::remove_unreferenced_evidence`].
    ///
    /// # Errors
    /// `in-use` when it has been confirmed or sent, or when INAÉ ever gave a receipt for it; `not-found`.
    pub fn remove_request(&self, id: RequestId) -> Result<()> {
        self.atomically(|s| {
            let Some(row) = s.request(id)? else {
                return Err(StoreError::NotFound(format!("request {id}")));
            };
            let known_to_inae =
                s.outbox_row(&id.to_string())?.is_some() || s.receipt(&id.to_string())?.is_some();
            if !row.request.state.is_editable() || known_to_inae {
                return Err(StoreError::InUse(format!("request {id}")));
            }
            let sql = "DELETE FROM badge_request WHERE id = ?1";
            s.connection()
                .prepare_cached(sql)?
                .execute([id.to_string()])?;
            Ok(())
        })
    }

    /// How many requests are in each state, in the order of a request's life; states with none are included.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn counts_by_state(&self) -> Result<Vec<(RequestState, u32)>> {
        let sql = "SELECT state, count(*) AS number FROM badge_request GROUP BY state";
        let mut statement = self.connection().prepare_cached(sql)?;
        let counted: Vec<(RequestState, u32)> = statement
            .query_and_then([], |row| {
                let state = decoded(row, "state", RequestState::from_code)?;
                Ok((state, get(row, "number")?))
            })?
            .collect::<Result<_>>()?;
        let count = |state| {
            let known = counted.iter().find(|(counted, _)| *counted == state);
            known.map_or(0, |(_, number)| *number)
        };
        Ok(RequestState::ALL
            .map(|state| (state, count(state)))
            .to_vec())
    }

    fn select_requests(&self, conditions: &str, values: &[&dyn ToSql]) -> Result<Vec<RequestRow>> {
        let sql = if conditions.is_empty() {
            format!("{SELECT} {ORDER}")
        } else {
            format!("{SELECT} WHERE {conditions} {ORDER}")
        };
        let mut statement = self.connection().prepare_cached(&sql)?;
        let mut lines = statement.query(values)?;
        let mut requests: Vec<RequestRow> = Vec::new();
        while let Some(line) = lines.next()? {
            let id: RequestId = parsed(line, "id")?;
            let piece = evidence_of(line)?;
            match requests.last_mut() {
                Some(last) if last.request.id == id => last.request.evidence.extend(piece),
                _ => {
                    let mut row = request_of(line, id)?;
                    row.request.evidence.extend(piece);
                    requests.push(row);
                }
            }
        }
        Ok(requests)
    }
}

fn request_of(line: &Row<'_>, id: RequestId) -> Result<RequestRow> {
    Ok(RequestRow {
        request: BadgeRequest {
            id,
            revision: get(line, "revision")?,
            participant: parsed(line, "participant_id")?,
            badge: decoded(line, "badge_id", BadgeId::parse)?,
            workshop: parsed_or_none(line, "workshop_id")?,
            narrative: get(line, "narrative")?,
            evidence: Vec::new(),
            state: decoded(line, "state", RequestState::from_code)?,
        },
        created_at: moment(line, "created_at")?,
        updated_at: moment(line, "updated_at")?,
        message: get(line, "message")?,
        origin: decoded(line, "origin", Origin::from_code)?,
        answers: get(line, "answers")?,
        handed_at: moment_or_none(line, "handed_at")?,
    })
}

fn evidence_of(line: &Row<'_>) -> Result<Option<EvidenceRef>> {
    let Some(hash) = parsed_or_none(line, "hash")? else {
        return Ok(None);
    };
    Ok(Some(EvidenceRef {
        hash,
        kind: decoded(line, "kind", EvidenceKind::from_media_type)?,
        size: size(line, "size")?,
        label: get(line, "label")?,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{
        amina, at, badge, evidence, person, request, request_id, store, workshop, workshop_id,
    };
    use atelier_domain::EvidenceHash;

    fn piece(hash: EvidenceHash, size: u64, label: &str) -> EvidenceRef {
        EvidenceRef {
            hash,
            kind: EvidenceKind::Jpeg,
            size,
            label: label.into(),
        }
    }

    #[test]
    fn a_request_reads_back_with_its_evidence_in_order() {
        let (_dir, store) = store();
        let mut one = request(1, amina(&store));
        let (first, second) = (evidence(&store, b"zz"), evidence(&store, b"aaa"));
        one.evidence = vec![piece(first, 2, "photo"), piece(second, 3, "attestation")];
        store.save_request(&one, at(1)).unwrap();
        let kept = store.request(one.id).unwrap().unwrap();
        assert_eq!(kept.request, one);
        assert_eq!((kept.created_at, kept.updated_at), (at(1), at(1)));

        one.evidence.swap(0, 1);
        one.narrative.push_str(" Et celle du soir.");
        store.save_request(&one, at(2)).unwrap();
        let kept = store.request(one.id).unwrap().unwrap();
        assert_eq!(kept.request, one);
        assert_eq!((kept.created_at, kept.updated_at), (at(1), at(2)));
    }

    #[test]
    fn evidence_that_is_not_in_the_store_changes_nothing() {
        let (_dir, store) = store();
        let mut one = request(1, amina(&store));
        store.save_request(&one, at(1)).unwrap();
        let unknown = EvidenceHash::from_bytes([7; 32]);
        one.evidence = vec![piece(unknown, 1, "x")];
        one.narrative = "autre".into();
        let refused = store.save_request(&one, at(2)).unwrap_err();
        assert_eq!(refused.code(), "store-conflict");
        let kept = store.request(one.id).unwrap().unwrap();
        assert_ne!(kept.request.narrative, "autre");
    }

    #[test]
    fn filters_add_up() {
        let (_dir, store) = store();
        let amina = amina(&store);
        let lea = person(2, "Léa", "Modèle", None);
        store.insert_participant(&lea, at(0)).unwrap();
        store
            .save_workshop(&workshop(workshop_id(1)), at(0))
            .unwrap();
        for (n, who, code, state, at_workshop) in [
            (1, amina, "a", RequestState::Draft, true),
            (2, amina, "b", RequestState::Ready, false),
            (3, lea.id, "a", RequestState::Ready, true),
            (4, lea.id, "b", RequestState::Queued, false),
        ] {
            let mut one = request(n, who);
            one.badge = badge(code);
            one.state = state;
            one.workshop = at_workshop.then(|| workshop_id(1));
            store.save_request(&one, at(i64::from(n))).unwrap();
        }
        let find = |filter: RequestFilter| -> Vec<RequestId> {
            let rows = store.requests(&filter).unwrap();
            rows.iter().map(|row| row.request.id).collect()
        };
        let all = RequestFilter::default;
        assert_eq!(find(all()), [1, 2, 3, 4].map(request_id));
        let of_amina = RequestFilter {
            participant: Some(amina),
            ..all()
        };
        assert_eq!(find(of_amina.clone()), [1, 2].map(request_id));
        let ready = Some(vec![RequestState::Ready, RequestState::Queued]);
        let amina_ready = RequestFilter {
            states: ready,
            ..of_amina
        };
        assert_eq!(find(amina_ready), [request_id(2)]);
        let for_a = RequestFilter {
            badge: Some(badge("a")),
            workshop: Some(workshop_id(1)),
            ..all()
        };
        assert_eq!(find(for_a), [1, 3].map(request_id));
        let none = RequestFilter {
            states: Some(Vec::new()),
            ..all()
        };
        assert_eq!(find(none), []);

        let counts = store.counts_by_state().unwrap();
        assert_eq!(counts.len(), RequestState::ALL.len());
        assert!(counts.contains(&(RequestState::Ready, 2)));
        assert!(counts.contains(&(RequestState::Issued, 0)));

        let found = store.find_request(amina, &badge("a"), Some(workshop_id(1)));
        assert_eq!(found.unwrap().unwrap().request.id, request_id(1));
        assert_eq!(store.find_request(amina, &badge("a"), None).unwrap(), None);
        let without = store.find_request(amina, &badge("b"), None).unwrap();
        assert_eq!(without.unwrap().request.id, request_id(2));
    }

    #[test]
    fn origin_answers_and_handing_over_outlive_every_other_change() {
        let (_dir, store) = store();
        let mut one = request(1, amina(&store));
        store.save_request(&one, at(0)).unwrap();
        let kept = store.request(one.id).unwrap().unwrap();
        assert_eq!(kept.origin, Origin::Together);
        assert_eq!((kept.answers.as_str(), kept.handed_at), ("{}", None));

        store.set_request_origin(one.id, Origin::Station).unwrap();
        store
            .set_request_answers(one.id, r#"{"where":["shop"]}"#)
            .unwrap();
        store.set_request_handed(one.id, Some(at(5))).unwrap();
        one.narrative = "autre".into();
        store.save_request(&one, at(6)).unwrap();
        let kept = store.request(one.id).unwrap().unwrap();
        assert_eq!(kept.origin, Origin::Station);
        assert_eq!(kept.answers, r#"{"where":["shop"]}"#);
        assert_eq!(kept.handed_at, Some(at(5)));
        store.set_request_handed(one.id, None).unwrap();
        assert_eq!(store.request(one.id).unwrap().unwrap().handed_at, None);

        let absent = request_id(9);
        for refused in [
            store.set_request_origin(absent, Origin::Group),
            store.set_request_answers(absent, "{}"),
            store.set_request_handed(absent, None),
        ] {
            assert_eq!(refused.unwrap_err().code(), "not-found");
        }
    }

    #[test]
    fn a_question_is_kept_until_the_next_state() {
        let (_dir, store) = store();
        let one = request(1, amina(&store));
        store.save_request(&one, at(0)).unwrap();
        let question = Some("Quelle date ?");
        store
            .set_request_state(one.id, RequestState::Returned, question, at(1))
            .unwrap();
        store.save_request(&one, at(2)).unwrap();
        let kept = store.request(one.id).unwrap().unwrap();
        assert_eq!(kept.message.as_deref(), question);
        store
            .set_request_state(one.id, RequestState::Accepted, None, at(3))
            .unwrap();
        let kept = store.request(one.id).unwrap().unwrap();
        assert_eq!((kept.message, kept.updated_at), (None, at(3)));
        let absent = store.set_request_state(request_id(9), RequestState::Draft, None, at(0));
        assert_eq!(absent.unwrap_err().code(), "not-found");
    }

    #[test]
    fn what_has_been_confirmed_is_not_removed() {
        let (_dir, store) = store();
        let mut one = request(1, amina(&store));
        for state in RequestState::ALL {
            one.state = state;
            store.save_request(&one, at(0)).unwrap();
            let removed = store.remove_request(one.id);
            if state.is_editable() {
                removed.unwrap();
                assert_eq!(store.request(one.id).unwrap(), None);
            } else {
                assert_eq!(removed.unwrap_err().code(), "in-use", "{state:?}");
            }
        }
    }
}
