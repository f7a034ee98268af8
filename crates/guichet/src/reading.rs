//! What INAÉ's own programs read: requests received, and their evidence.

use atelier_domain::EvidenceKind;
use atelier_protocol::{Problem, Record, RecordBody, RecordHash};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use rusqlite::{OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::base::file_body::file_body;
use crate::base::problem::{Fault, Refusal};
use crate::desk::Guichet;
use crate::enrolment::Reader;

/// Requests in one page, when nothing else is asked.
const USUAL: i64 = 50;

/// Requests in one page at most.
const MOST: i64 = 200;

/// A badge request as INAÉ received it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReceivedRequest {
    /// Order of receipt; a new revision comes again, at the end.
    pub position: i64,
    /// INAÉ's number: `R-2026-000123`.
    pub number: String,
    /// State code: `delivered`, `in-committee`, `accepted`, `returned`, `refused`, `issued`, `in-passport`.
    pub state: String,
    /// The name under which INAÉ knows the structure.
    pub structure: String,
    /// When the newest revision was safely on disk, RFC 3339 UTC.
    pub received_at: String,
    /// The newest revision received.
    pub record: Record,
}

/// A page of requests, oldest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RequestPage {
    /// In order of receipt.
    pub requests: Vec<ReceivedRequest>,
    /// To be sent as `after` next time.
    pub next: i64,
    /// Whether others are waiting.
    pub more: bool,
}

/// Which page.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Paging {
    /// `next` of the page before; 0 at first.
    #[serde(default)]
    after: i64,
    /// 1 to 200; 50 when absent.
    limit: Option<i64>,
}

/// What a request's row holds, with the newest revision that has a receipt.
const COLUMNS: &str = "SELECT request.position, record.number, request.state, structure.name, record.received_at,
        record.id, record.revision, record.hash, record.body
    FROM request
    JOIN structure ON structure.id = request.structure
    JOIN record ON record.seq = (SELECT max(seq) FROM record WHERE id = request.id AND number IS NOT NULL)";

/// A row as it is in the database.
struct Stored {
    position: i64,
    number: String,
    state: String,
    structure: String,
    received_at: String,
    id: String,
    revision: u32,
    hash: String,
    body: String,
}

fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    Ok(Stored {
        position: row.get(0)?,
        number: row.get(1)?,
        state: row.get(2)?,
        structure: row.get(3)?,
        received_at: row.get(4)?,
        id: row.get(5)?,
        revision: row.get(6)?,
        hash: row.get(7)?,
        body: row.get(8)?,
    })
}

impl TryFrom<Stored> for ReceivedRequest {
    type Error = Fault;

    fn try_from(stored: Stored) -> Result<Self, Fault> {
        let unreadable = || Fault::Stored(format!("record {}", stored.id));
        Ok(Self {
            record: Record {
                hash: RecordHash::parse(&stored.hash).ok_or_else(unreadable)?,
                body: serde_json::from_str::<RecordBody>(&stored.body).map_err(|_| unreadable())?,
                id: stored.id.clone(),
                revision: stored.revision,
            },
            position: stored.position,
            number: stored.number,
            state: stored.state,
            structure: stored.structure,
            received_at: stored.received_at,
        })
    }
}

impl Guichet {
    fn page(&self, after: i64, limit: i64) -> Result<RequestPage, Fault> {
        let mut rows: Vec<Stored> = self.database().read(|connection| {
            let mut statement = connection.prepare(&format!(
                "{COLUMNS} WHERE request.position > ?1 ORDER BY request.position LIMIT ?2"
            ))?;
            let rows = statement.query_map(params![after, limit + 1], stored)?;
            Ok::<_, Fault>(rows.collect::<Result<_, _>>()?)
        })?;
        let limit = usize::try_from(limit).unwrap_or(0);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().map_or(after, |row| row.position);
        let requests = rows
            .into_iter()
            .map(ReceivedRequest::try_from)
            .collect::<Result<_, _>>()?;
        Ok(RequestPage {
            requests,
            next,
            more,
        })
    }

    /// The request with this id or this number, if it has a receipt.
    pub(crate) fn received(&self, name: &str) -> Result<Option<ReceivedRequest>, Fault> {
        self.database()
            .read(|connection| {
                Ok::<_, Fault>(
                    connection
                        .query_row(
                            &format!("{COLUMNS} WHERE record.id = ?1 OR record.number = ?1"),
                            [name],
                            stored,
                        )
                        .optional()?,
                )
            })?
            .map(ReceivedRequest::try_from)
            .transpose()
    }
}

/// What INAÉ last asked about a request.
pub(crate) struct Question {
    pub(crate) text: String,
    /// RFC 3339 UTC.
    pub(crate) at: String,
}

impl Guichet {
    /// The question with which this request was last sent back, if it ever was.
    pub(crate) fn question(&self, id: &str) -> Result<Option<Question>, Fault> {
        self.database().read(|connection| {
            let sql = "SELECT coalesce(message, ''), at FROM change
                       WHERE request = ?1 AND state = 'returned' ORDER BY id DESC LIMIT 1";
            Ok::<_, Fault>(
                connection
                    .query_row(sql, [id], |row| {
                        Ok(Question {
                            text: row.get(0)?,
                            at: row.get(1)?,
                        })
                    })
                    .optional()?,
            )
        })
    }
}

/// Requests received, in order.
#[utoipa::path(
    get, path = "/v1/requests", tag = "reading",
    security(("reader" = [])),
    params(Paging),
    responses(
        (status = 200, body = RequestPage),
        (status = 401, description = "`not-enrolled`: no good API token", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list(
    State(guichet): State<Guichet>,
    _: Reader,
    paging: Result<Query<Paging>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<RequestPage>, Refusal> {
    let Query(Paging { after, limit }) = paging.map_err(|_| Refusal::malformed())?;
    let limit = limit.unwrap_or(USUAL).clamp(1, MOST);
    let page = guichet
        .blocking(move |guichet| guichet.page(after, limit))
        .await?;
    Ok(Json(page))
}

/// One request, by its id or its number.
#[utoipa::path(
    get, path = "/v1/requests/{id}", tag = "reading",
    security(("reader" = [])),
    params(("id" = String, Path, description = "The request's id, or INAÉ's number")),
    responses(
        (status = 200, body = ReceivedRequest),
        (status = 401, description = "`not-enrolled`: no good API token", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn one(
    State(guichet): State<Guichet>,
    _: Reader,
    Path(id): Path<String>,
) -> Result<Json<ReceivedRequest>, Refusal> {
    let found = guichet
        .blocking(move |guichet| guichet.received(&id))
        .await?;
    found.map(Json).ok_or_else(Refusal::not_found)
}

/// The bytes of a piece of evidence.
#[utoipa::path(
    get, path = "/v1/evidence/{sha256}", tag = "reading",
    security(("reader" = [])),
    params(("sha256" = String, Path, description = "64 lower-case hexadecimal digits")),
    responses(
        (status = 200, description = "The bytes, with their media type"),
        (status = 401, description = "`not-enrolled`: no good API token", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn evidence(
    State(guichet): State<Guichet>,
    _: Reader,
    Path(sha256): Path<String>,
) -> Result<Response, Refusal> {
    let hash = RecordHash::parse(&sha256).ok_or_else(Refusal::not_found)?;
    evidence_answer(&guichet, hash, Manner::Kept).await
}

/// How a browser is to take a piece of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// As a file.
    Kept,
    /// In the page, if it is a picture.
    Shown,
}

/// Evidence as an answer that no browser will run: `nosniff`, sandboxed, and kept as a file unless it is a picture to
/// be shown inline.
pub(crate) async fn evidence_answer(
    guichet: &Guichet,
    hash: RecordHash,
    manner: Manner,
) -> Result<Response, Refusal> {
    let wanted = hash.clone();
    let kind = guichet
        .blocking(move |guichet| {
            guichet.database().read(|connection| {
                Ok::<_, Fault>(
                    connection
                        .query_row(
                            "SELECT media_type FROM evidence WHERE sha256 = ?1 LIMIT 1",
                            [wanted.as_str()],
                            |row| row.get::<_, String>(0),
                        )
                        .optional()?,
                )
            })
        })
        .await?
        .and_then(|media_type| EvidenceKind::from_media_type(&media_type))
        .ok_or_else(Refusal::not_found)?;
    let file = tokio::fs::File::open(guichet.evidence().path(&hash)).await?;
    let size = file.metadata().await?.len();
    let manner = match (kind, manner) {
        (EvidenceKind::Jpeg | EvidenceKind::Png, Manner::Shown) => "inline",
        (EvidenceKind::Pdf, Manner::Shown) | (_, Manner::Kept) => "attachment",
    };
    let short = hash.as_str().get(..12).unwrap_or_default();
    let name = format!("{manner}; filename=\"preuve-{short}.{}\"", kind.extension());
    let mut response = file_body(file).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(size));
    for (name, value) in [
        (header::CONTENT_TYPE, kind.media_type()),
        (header::CONTENT_DISPOSITION, name.as_str()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox",
        ),
        (header::CACHE_CONTROL, "private, no-store"),
    ] {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    }
    Ok(response)
}
