//! What the application sends: each record is immutable under its id, revision and hash.

use atelier_domain::{EvidenceHash, EvidenceKind, RequestId, StructureKind, ValidationMode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::canonical::{CanonicalError, RecordHash, hash_of};

/// One record with its identity and the hash of its body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Record {
    /// Made on the device (UUIDv7). The same id with the same hash is accepted again; with another hash it is a conflict,
    /// unless the revision is higher.
    pub id: String,
    /// From 1.
    pub revision: u32,
    /// SHA-256 of the canonical JSON of `body`.
    pub hash: RecordHash,
    /// The content.
    pub body: RecordBody,
}

impl Record {
    /// Seals a body under its identity.
    ///
    /// # Errors
    /// [`CanonicalError`] when the body has no canonical form.
    pub fn seal(id: String, revision: u32, body: RecordBody) -> Result<Self, CanonicalError> {
        Ok(Self {
            id,
            revision,
            hash: hash_of(&body)?,
            body,
        })
    }

    /// Whether the stated hash is that of the body.
    #[must_use]
    pub fn is_intact(&self) -> bool {
        hash_of(&self.body).is_ok_and(|hash| hash == self.hash)
    }

    /// Hashes of the evidence that the record names.
    pub fn evidence(&self) -> impl Iterator<Item = &EvidenceRecord> {
        match &self.body {
            RecordBody::Declaration(_) => [].iter(),
            RecordBody::BadgeRequest(request) => request.evidence.iter(),
        }
    }
}

/// The kinds of record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly every record is a request"
)]
pub enum RecordBody {
    /// The structure tells INAÉ who it is and how its requests are to be validated. Before any request.
    Declaration(DeclarationRecord),
    /// A person asks for a badge.
    BadgeRequest(BadgeRequestRecord),
}

/// What a structure declares (seed, step 4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclarationRecord {
    /// The structure's usual name.
    pub structure_name: String,
    /// `aci`, `ei`, `etti`, `ai`, `eiti` or `ess`.
    pub structure_kind: String,
    /// `systematic` or `committee`.
    pub validation_mode: String,
    /// Permanents mobilised: number only, no name.
    pub staff_count: u32,
    /// Codes of the badges that the structure offers.
    pub badges: Vec<String>,
    /// When it was declared, RFC 3339 UTC.
    pub declared_at: String,
}

/// A badge request, complete in itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BadgeRequestRecord {
    /// Who asks.
    pub person: PersonRecord,
    /// Code of the badge.
    pub badge: String,
    /// Its name as shown to the person.
    pub badge_name: String,
    /// Whether the badge comes from the example catalogue: INAÉ then knows that this is a trial.
    pub example: bool,
    /// The structure's rule for this badge, as it stood.
    pub rule: LocalRuleRecord,
    /// The workshop at which it was prepared, if any.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub workshop: Option<WorkshopRecord>,
    /// « Ce que j'ai fait ».
    pub narrative: String,
    /// What shows it; the files travel apart, by tus.
    pub evidence: Vec<EvidenceRecord>,
    /// What is answered to INAÉ's question, when it sent the request back; absent otherwise, and when the request itself
    /// answers it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reply: Option<String>,
    /// When the facilitator confirmed it, RFC 3339 UTC.
    pub confirmed_at: String,
}

/// The person, as the badge platform needs to know them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonRecord {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// The address to which the badge will be issued.
    pub email: String,
}

/// What the structure decided for the badge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LocalRuleRecord {
    /// Critère.
    pub criterion: String,
    /// Preuve.
    pub evidence: String,
    /// Évaluateur.
    pub assessor: String,
    /// Processus.
    pub process: String,
}

/// The workshop, as far as INAÉ needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkshopRecord {
    /// `YYYY-MM-DD`.
    pub date: String,
    /// Where.
    pub place: String,
}

/// A piece of evidence, named by its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EvidenceRecord {
    /// SHA-256 of the cleaned bytes.
    pub sha256: RecordHash,
    /// `image/jpeg`, `image/png` or `application/pdf`.
    pub media_type: String,
    /// In bytes, 1 to 50,000,000.
    pub size: u64,
    /// What the person calls it.
    pub label: String,
}

/// Why a record's body cannot be taken, whatever its hash: the name of the first field at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("field {0} is not acceptable")]
pub struct InvalidField(pub &'static str);

impl Record {
    /// Checks the rules that both ends share: known codes, lengths, forms.
    ///
    /// # Errors
    /// [`InvalidField`] for the first field at fault.
    pub fn validate(&self) -> Result<(), InvalidField> {
        let ensure = |ok: bool, field: &'static str| ok.then_some(()).ok_or(InvalidField(field));
        let text = |t: &str, max: usize| !t.trim().is_empty() && t.chars().count() <= max;
        ensure(self.id.parse::<RequestId>().is_ok(), "id")?;
        ensure(self.revision >= 1, "revision")?;
        match &self.body {
            RecordBody::Declaration(declaration) => {
                let DeclarationRecord {
                    structure_name,
                    structure_kind,
                    validation_mode,
                    staff_count: _,
                    badges,
                    declared_at,
                } = declaration;
                ensure(text(structure_name, 255), "structure_name")?;
                ensure(
                    StructureKind::from_code(structure_kind).is_some(),
                    "structure_kind",
                )?;
                ensure(
                    ValidationMode::from_code(validation_mode).is_some(),
                    "validation_mode",
                )?;
                ensure(
                    badges.len() <= 200 && badges.iter().all(|b| text(b, 64)),
                    "badges",
                )?;
                ensure(text(declared_at, 40), "declared_at")
            }
            RecordBody::BadgeRequest(request) => {
                let BadgeRequestRecord {
                    person:
                        PersonRecord {
                            first_name,
                            last_name,
                            email,
                        },
                    badge,
                    badge_name,
                    example: _,
                    rule,
                    workshop,
                    narrative,
                    evidence,
                    reply,
                    confirmed_at,
                } = request;
                ensure(text(first_name, 255), "first_name")?;
                ensure(text(last_name, 255), "last_name")?;
                ensure(atelier_domain::EmailAddress::parse(email).is_ok(), "email")?;
                ensure(atelier_domain::BadgeId::parse(badge).is_some(), "badge")?;
                ensure(text(badge_name, 255), "badge_name")?;
                let LocalRuleRecord {
                    criterion,
                    evidence: proof,
                    assessor,
                    process,
                } = rule;
                ensure(
                    [criterion, proof, assessor, process]
                        .iter()
                        .all(|part| text(part, 2_000)),
                    "rule",
                )?;
                if let Some(WorkshopRecord { date, place }) = workshop {
                    ensure(
                        date.parse::<atelier_domain::CalendarDate>().is_ok(),
                        "workshop.date",
                    )?;
                    ensure(place.chars().count() <= 255, "workshop.place")?;
                }
                ensure(
                    text(narrative, atelier_domain::BadgeRequest::MAX_NARRATIVE),
                    "narrative",
                )?;
                ensure(
                    !evidence.is_empty()
                        && evidence.len() <= atelier_domain::BadgeRequest::MAX_EVIDENCE,
                    "evidence",
                )?;
                for EvidenceRecord {
                    sha256,
                    media_type,
                    size,
                    label,
                } in evidence
                {
                    ensure(
                        sha256.as_str().parse::<EvidenceHash>().is_ok(),
                        "evidence.sha256",
                    )?;
                    ensure(
                        EvidenceKind::from_media_type(media_type).is_some(),
                        "evidence.media_type",
                    )?;
                    ensure(
                        (1..=crate::MAX_EVIDENCE_BYTES).contains(size),
                        "evidence.size",
                    )?;
                    ensure(label.chars().count() <= 255, "evidence.label")?;
                }
                if let Some(reply) = reply {
                    ensure(
                        text(reply, atelier_domain::BadgeRequest::MAX_REPLY),
                        "reply",
                    )?;
                }
                ensure(text(confirmed_at, 40), "confirmed_at")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> BadgeRequestRecord {
        BadgeRequestRecord {
            person: PersonRecord {
                first_name: "Amina".into(),
                last_name: "Exemple".into(),
                email: "amina@example.org".into(),
            },
            badge: "exemple-a1".into(),
            badge_name: "Exemple".into(),
            example: true,
            rule: LocalRuleRecord {
                criterion: "a".into(),
                evidence: "b".into(),
                assessor: "c".into(),
                process: "d".into(),
            },
            workshop: None,
            narrative: "J'ai préparé la commande.".into(),
            evidence: vec![EvidenceRecord {
                sha256: RecordHash::of_bytes(b"photo"),
                media_type: "image/jpeg".into(),
                size: 5,
                label: "Photo".into(),
            }],
            reply: None,
            confirmed_at: "2026-11-23T10:00:00.000Z".into(),
        }
    }

    fn seal(request: BadgeRequestRecord) -> Record {
        let id = "01890a5d-ac96-774b-bcce-b302099a8057".to_owned();
        Record::seal(id, 1, RecordBody::BadgeRequest(request)).unwrap()
    }

    #[test]
    fn a_sealed_record_is_intact_until_touched() {
        let mut record = seal(request());
        assert!(record.is_intact());
        assert_eq!(record.validate(), Ok(()));
        if let RecordBody::BadgeRequest(body) = &mut record.body {
            body.narrative.push('!');
        }
        assert!(!record.is_intact());
    }

    #[test]
    fn the_json_form_reads_back_and_hashes_the_same() {
        let record = seal(request());
        let text = serde_json::to_string(&record).unwrap();
        let back: Record = serde_json::from_str(&text).unwrap();
        assert_eq!(back, record);
        assert!(back.is_intact());
    }

    #[test]
    fn a_record_sealed_before_there_were_replies_keeps_its_hash() {
        let sealed = r#"{"badge":"exemple-a1","badge_name":"Exemple","confirmed_at":"2026-11-23T10:00:00.000Z","evidence":[],"example":true,"kind":"badge-request","narrative":"Mots.","person":{"email":"amina@example.org","first_name":"Amina","last_name":"Exemple"},"rule":{"assessor":"c","criterion":"a","evidence":"b","process":"d"}}"#;
        let body: RecordBody = serde_json::from_str(sealed).unwrap();
        let hash = RecordHash::of_bytes(sealed.as_bytes());
        assert_eq!(hash_of(&body).unwrap(), hash);
        let RecordBody::BadgeRequest(mut body) = body else {
            panic!("a request");
        };
        assert_eq!(body.reply, None);
        body.reply = Some("Lundi.".into());
        assert_ne!(hash_of(&RecordBody::BadgeRequest(body)).unwrap(), hash);
    }

    #[test]
    fn each_wrong_field_is_named() {
        let with = |change: fn(&mut BadgeRequestRecord)| {
            let mut body = request();
            change(&mut body);
            seal(body).validate().unwrap_err().0
        };
        assert_eq!(with(|b| b.person.email = "amina".into()), "email");
        assert_eq!(with(|b| b.narrative = "  ".into()), "narrative");
        assert_eq!(with(|b| b.evidence.clear()), "evidence");
        assert_eq!(with(|b| b.rule.process.clear()), "rule");
        assert_eq!(with(|b| b.reply = Some(" ".into())), "reply");
        assert_eq!(with(|b| b.reply = Some("x".repeat(2_001))), "reply");
        assert_eq!(
            with(|b| b
                .evidence
                .iter_mut()
                .for_each(|e| e.media_type = "text/html".into())),
            "evidence.media_type"
        );
    }
}
