//! What a request says to INAÉ, sealed and queued; and whether it says something else than what INAÉ has.

use atelier_domain::{
    Asked, BadgeRequest, BadgeSource, Missing, Moment, Participant, RequestId, RequestState,
};
use atelier_protocol::{
    BadgeRequestRecord, EvidenceRecord, LocalRuleRecord, PersonRecord, RecordBody, RecordHash,
    WorkshopRecord, canonical_json,
};
use atelier_store::{OutboxKind, RequestRow, Store};

use crate::base::problem::{Answer, Case, Problem};
use crate::catalogue::offered::Shelf;
use crate::sealing::seal::{enqueue, seal};

/// What a request would say to INAÉ now; `None` as long as something without which nothing can be said is missing.
fn body(
    store: &Store,
    shelf: &Shelf,
    (request, person): (&BadgeRequest, &Participant),
    confirmed_at: String,
) -> Answer<Option<BadgeRequestRecord>> {
    let (Some(email), Some(badge), Some(rule)) = (
        person.email.as_ref(),
        shelf.catalogue.badge(&request.badge),
        shelf.offers.get(&request.badge),
    ) else {
        return Ok(None);
    };
    let workshop = match request.workshop {
        Some(workshop) => store.workshop(workshop)?.map(|workshop| WorkshopRecord {
            date: workshop.date.to_string(),
            place: workshop.place,
        }),
        None => None,
    };
    let evidence = request.evidence.iter().map(|piece| EvidenceRecord {
        sha256: RecordHash::from(piece.hash),
        media_type: piece.kind.media_type().to_owned(),
        size: piece.size,
        label: piece.label.clone(),
    });
    Ok(Some(BadgeRequestRecord {
        person: PersonRecord {
            first_name: person.first_name.to_string(),
            last_name: person.last_name.to_string(),
            email: email.to_string(),
        },
        badge: badge.id.to_string(),
        badge_name: badge.name.clone(),
        example: badge.source == BadgeSource::Example,
        rule: LocalRuleRecord {
            criterion: rule.criterion.clone(),
            evidence: rule.evidence.clone(),
            assessor: rule.assessor.clone(),
            process: rule.process.clone(),
        },
        workshop,
        narrative: request.narrative.clone(),
        evidence: evidence.collect(),
        reply: Some(request.reply.trim())
            .filter(|reply| !reply.is_empty())
            .map(str::to_owned),
        confirmed_at,
    }))
}

/// The words of a text: spaces and lines between and around them say nothing.
fn words_of(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A digest of what is said for the person in a record. It leaves out when it was confirmed, the reply itself, what is not of
/// this request (INAÉ's words for the badge, the structure's rule: changing it answers no question), and the workshop, which
/// follows the request from one to the next; nor does it change with a space more, an address in capitals, or evidence taken
/// off and put back in another order.
pub(crate) fn content(record: &BadgeRequestRecord) -> Answer<String> {
    let BadgeRequestRecord {
        person,
        badge,
        badge_name: _,
        example: _,
        rule: _,
        workshop: _,
        narrative,
        evidence,
        reply: _,
        confirmed_at: _,
    } = record;
    let mut evidence: Vec<EvidenceRecord> = evidence
        .iter()
        .map(|piece| EvidenceRecord {
            label: words_of(&piece.label),
            ..piece.clone()
        })
        .collect();
    evidence.sort_by_cached_key(|piece| piece.sha256.to_string());
    let own = RecordBody::BadgeRequest(BadgeRequestRecord {
        person: PersonRecord {
            first_name: words_of(&person.first_name),
            last_name: words_of(&person.last_name),
            email: person.email.to_lowercase(),
        },
        badge: badge.clone(),
        badge_name: String::new(),
        example: false,
        rule: LocalRuleRecord {
            criterion: String::new(),
            evidence: String::new(),
            assessor: String::new(),
            process: String::new(),
        },
        workshop: None,
        narrative: words_of(narrative),
        evidence,
        reply: None,
        confirmed_at: String::new(),
    });
    let json = canonical_json(&own).map_err(Problem::unexpected)?;
    Ok(RecordHash::of_bytes(json.as_bytes()).to_string())
}

/// What INAÉ waits for, if it sent the request back.
pub(crate) fn asked(
    store: &Store,
    shelf: &Shelf,
    row: &RequestRow,
    person: &Participant,
) -> Answer<Asked> {
    if row.asked_at.is_none() {
        return Ok(Asked::Nothing);
    }
    let changed = match &row.received_content {
        Some(received) => match body(store, shelf, (&row.request, person), String::new())? {
            Some(now) => content(&now)? != *received,
            None => true,
        },
        // Sent before it was noted what INAÉ has: it was ready because it was changed.
        None => row.request.state == RequestState::Ready,
    };
    Ok(Asked::Question { changed })
}

/// What is still missing before the request can be sent, in the order in which to ask for it.
pub(crate) fn lacks(
    store: &Store,
    shelf: &Shelf,
    row: &RequestRow,
    person: &Participant,
) -> Answer<Vec<Missing>> {
    let asked = asked(store, shelf, row, person)?;
    let rule = shelf.rule_is_complete(&row.request.badge);
    Ok(row.request.missing(person, rule, asked))
}

/// Notes what INAÉ has of a request before it is changed, where that was not noted when it was received.
pub(crate) fn note_received(
    store: &Store,
    shelf: &Shelf,
    row: &mut RequestRow,
    person: &Participant,
) -> Answer<()> {
    let unknown = row.asked_at.is_some() && row.received_content.is_none();
    if unknown
        && row.request.state == RequestState::Returned
        && let Some(now) = body(store, shelf, (&row.request, person), String::new())?
    {
        let now = content(&now)?;
        store.set_request_received(row.request.id, &now)?;
        row.received_content = Some(now);
    }
    Ok(())
}

/// Seals a confirmed request as it stands, and queues it.
pub(crate) fn enqueue_request(
    store: &Store,
    shelf: &Shelf,
    id: RequestId,
    at: Moment,
) -> Answer<()> {
    let not_found = || Problem::of(Case::NotFound);
    let request = store.request(id)?.ok_or_else(not_found)?.request;
    let person = store
        .participant(request.participant)?
        .ok_or_else(not_found)?;
    shelf.badge(&request.badge)?;
    let record = body(store, shelf, (&request, &person), at.to_rfc3339())?;
    let record = RecordBody::BadgeRequest(record.ok_or_else(not_found)?);
    let (record, json) = seal(id.to_string(), request.revision, record)?;
    enqueue(store, &record, json, OutboxKind::BadgeRequest, at)
}
