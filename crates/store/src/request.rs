//! Badge requests, with their evidence in order.

use std::collections::BTreeMap;

use atelier_domain::{
    BadgeId, BadgeRequest, EvidenceKind, EvidenceRef, Moment, Origin, ParticipantId, RequestId,
    RequestState, WorkshopId,
};
use rusqlite::types::Value;
use rusqlite::{Row, ToSql, params, params_from_iter};

use crate::removed::{self, Removed};
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
    /// INAÉ's last question or reason, if there is one.
    pub message: Option<String>,
    /// When INAÉ sent it back with its question, as it says; `None` when it did not, or has said something since.
    pub asked_at: Option<Moment>,
    /// A digest of what INAÉ has of it; `None` before the first receipt.
    pub received_content: Option<String>,
    /// How it was begun.
    pub origin: Origin,
    /// Answers to the guiding questions: JSON, by question.
    pub answers: String,
    /// When INAÉ issued the badge, as it says; `None` before.
    pub issued_at: Option<Moment>,
    /// When that was learned here, days later where there is hardly any connection.
    pub issue_learned_at: Option<Moment>,
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
        r.origin, r.answers, r.handed_at, r.issued_at, r.issue_learned_at,
        r.reply, r.asked_at, r.received_content,
        e.hash, e.label, v.kind, v.size
    FROM badge_request r
    LEFT JOIN request_evidence e ON e.request_id = r.id
    LEFT JOIN evidence v ON v.hash = e.hash";
const ORDER: &str = "ORDER BY r.created_at, r.id, e.position";
/// Most identifiers in one query.
const AT_ONCE: usize = 50;

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

    /// Requests in one of these states, whose badge was learned to be issued since an instant (`None`: issued or not), by
    /// the person's name, `limit` at most; and how many there are in all.
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
        let since = format!(
            "{} > ?",
            if since.is_some() {
                "issue_learned_at"
            } else {
                "updated_at"
            }
        );
        let count =
            format!("SELECT COUNT(*) FROM badge_request WHERE state IN ({places}) AND {since}");
        let total = self
            .connection()
            .prepare_cached(&count)?
            .query_row(params_from_iter(&values), |row| row.get(0))?;
        // People in the order of their names, each with their requests (the join does not let SQLite choose otherwise):
        // the first of a long list are found without reading the others.
        let sql = format!(
            "SELECT r.id AS id FROM participant p CROSS JOIN badge_request r ON r.participant_id = p.id
             WHERE r.state IN ({places}) AND r.{since}
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

    /// How many requests of each state a workshop has.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn request_states_at(&self, workshop: WorkshopId) -> Result<Vec<(RequestState, u32)>> {
        let sql = "SELECT state, COUNT(*) AS requests FROM badge_request
                   WHERE workshop_id = ?1 GROUP BY state";
        let mut statement = self.connection().prepare_cached(sql)?;
        statement
            .query_and_then([workshop.to_string()], |row| {
                let state = decoded(row, "state", RequestState::from_code)?;
                Ok((state, get(row, "requests")?))
            })?
            .collect()
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

    /// The requests with these identifiers, in the same order; those that are not in the store are left out.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn requests_of(&self, ids: &[RequestId]) -> Result<Vec<RequestRow>> {
        let mut found = BTreeMap::new();
        for some in ids.chunks(AT_ONCE) {
            let texts: Vec<String> = some.iter().map(ToString::to_string).collect();
            let values: Vec<&dyn ToSql> = texts.iter().map(|id| id as &dyn ToSql).collect();
            let places = vec!["?"; values.len()].join(", ");
            for row in self.select_requests(&format!("r.id IN ({places})"), &values)? {
                found.insert(row.request.id, row);
            }
        }
        Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
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
            reply,
            state,
        } = request;
        let id = id.to_string();
        self.atomically(|s| {
            let sql = "INSERT INTO badge_request (id, revision, participant_id, badge_id,
                           workshop_id, narrative, state, created_at, updated_at, reply)
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9)
                       ON CONFLICT (id) DO UPDATE
                       SET revision = excluded.revision, participant_id = excluded.participant_id,
                           badge_id = excluded.badge_id, workshop_id = excluded.workshop_id,
                           narrative = excluded.narrative, state = excluded.state,
                           updated_at = excluded.updated_at, reply = excluded.reply";
            s.connection().prepare_cached(sql)?.execute(params![
                id,
                revision,
                participant.to_string(),
                badge.as_str(),
                workshop.map(|id| id.to_string()),
                narrative,
                state.code(),
                at.unix_millis(),
                reply,
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

    /// Moves a request to another state, with INAÉ's question or reason in place of the former one (`None`: none). What the
    /// structure does itself is [`Store::move_request`].
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

    /// Moves a request to another state. INAÉ's question or reason stays.
    ///
    /// # Errors
    /// `not-found`.
    pub fn move_request(&self, id: RequestId, state: RequestState, at: Moment) -> Result<()> {
        let sql = "UPDATE badge_request SET state = ?2, updated_at = ?3 WHERE id = ?1";
        let changed = self.connection().prepare_cached(sql)?.execute(params![
            id.to_string(),
            state.code(),
            at.unix_millis()
        ])?;
        found(changed, "request", &id)
    }

    /// Notes when INAÉ sent a request back, or (`None`) that it has said something else since. What was answered to an
    /// earlier question does not answer this one.
    ///
    /// # Errors
    /// `not-found`.
    pub fn set_request_asked(&self, id: RequestId, at: Option<Moment>) -> Result<()> {
        let sql = "UPDATE badge_request SET asked_at = ?2, reply = '' WHERE id = ?1";
        let changed = self
            .connection()
            .prepare_cached(sql)?
            .execute(params![id.to_string(), at.map(Moment::unix_millis)])?;
        found(changed, "request", &id)
    }

    /// Keeps a digest of what INAÉ has of a request.
    ///
    /// # Errors
    /// `not-found`.
    pub fn set_request_received(&self, id: RequestId, content: &str) -> Result<()> {
        let sql = "UPDATE badge_request SET received_content = ?2 WHERE id = ?1";
        let changed = self
            .connection()
            .prepare_cached(sql)?
            .execute([id.to_string(), content.to_owned()])?;
        found(changed, "request", &id)
    }

    /// Notes when INAÉ issued the badge, and when it was learned; the first word stands.
    ///
    /// # Errors
    /// `not-found`.
    pub fn set_request_issued(&self, id: RequestId, at: Moment, learned: Moment) -> Result<()> {
        let sql = "UPDATE badge_request SET issued_at = coalesce(issued_at, ?2),
                       issue_learned_at = coalesce(issue_learned_at, ?3)
                   WHERE id = ?1";
        let changed = self.connection().prepare_cached(sql)?.execute(params![
            id.to_string(),
            at.unix_millis(),
            learned.unix_millis()
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

    /// Whether a request may be removed: still being written, and never received by INAÉ.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn may_remove_request(&self, row: &RequestRow) -> Result<bool> {
        let id = row.request.id.to_string();
        let known_to_inae = self.outbox_row(&id)?.is_some() || self.receipt(&id)?.is_some();
        Ok(row.request.state.is_editable() && !known_to_inae)
    }

    /// Removes a request that is still being written, and gives it to be put back. Its evidence stays until
    /// [`Store::remove_unreferenced_evidence`].
    ///
    /// # Errors
    /// `in-use` when it has been confirmed or sent, or when INAÉ ever gave a receipt for it; `not-found`.
    pub fn remove_request(&self, id: RequestId) -> Result<Removed> {
        self.atomically(|s| {
            let Some(row) = s.request(id)? else {
                return Err(StoreError::NotFound(format!("request {id}")));
            };
            if !s.may_remove_request(&row)? {
                return Err(StoreError::InUse(format!("request {id}")));
            }
            let kept = s.kept(removed::OF_REQUEST, &id.to_string())?;
            let sql = "DELETE FROM badge_request WHERE id = ?1";
            s.connection()
                .prepare_cached(sql)?
                .execute([id.to_string()])?;
            Ok(kept)
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
            reply: get(line, "reply")?,
            state: decoded(line, "state", RequestState::from_code)?,
        },
        created_at: moment(line, "created_at")?,
        updated_at: moment(line, "updated_at")?,
        message: get(line, "message")?,
        asked_at: moment_or_none(line, "asked_at")?,
        received_content: get(line, "received_content")?,
        origin: decoded(line, "origin", Origin::from_code)?,
        answers: get(line, "answers")?,
        handed_at: moment_or_none(line, "handed_at")?,
        issued_at: moment_or_none(line, "issued_at")?,
        issue_learned_at: moment_or_none(line, "issue_learned_at")?,
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
mod tests;
