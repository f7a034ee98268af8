//! The addresses of tus.

use atelier_protocol::{MAX_EVIDENCE_BYTES, Problem, ProblemCode, headers};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::checksum::{ALGORITHMS, Checksum};
use super::metadata::Announced;
use super::receive::{Progress, receive};
use super::rows::{self, Upload};
use super::{MOST_OPEN, UPLOAD_LIFE, finish, slot};
use crate::base::problem::Refusal;
use crate::base::texts::{self, Known};
use crate::base::{disk, secret};
use crate::desk::Guichet;
use crate::enrolment::Device;
use crate::intake;

const TUS_VERSION: HeaderName = HeaderName::from_static("tus-version");
const TUS_EXTENSION: HeaderName = HeaderName::from_static("tus-extension");
const TUS_MAX_SIZE: HeaderName = HeaderName::from_static("tus-max-size");
const TUS_CHECKSUM_ALGORITHM: HeaderName = HeaderName::from_static("tus-checksum-algorithm");
const METHOD_OVERRIDE: &str = "x-http-method-override";
const RESUMABLE: HeaderName = HeaderName::from_static(headers::TUS_RESUMABLE);
const OFFSET: HeaderName = HeaderName::from_static(headers::UPLOAD_OFFSET);
const LENGTH: HeaderName = HeaderName::from_static(headers::UPLOAD_LENGTH);
const EXPIRES: HeaderName = HeaderName::from_static(headers::UPLOAD_EXPIRES);

/// What this end of tus can do.
#[utoipa::path(
    options, path = "/v1/files", tag = "evidence",
    responses((status = 204, description = "Tus-Version, Tus-Extension, Tus-Max-Size, Tus-Checksum-Algorithm"))
)]
pub(crate) async fn options() -> Response {
    (
        StatusCode::NO_CONTENT,
        [
            (TUS_VERSION, headers::TUS_VERSION.to_owned()),
            (
                TUS_EXTENSION,
                "creation,creation-with-upload,checksum,expiration,termination".to_owned(),
            ),
            (TUS_MAX_SIZE, MAX_EVIDENCE_BYTES.to_string()),
            (TUS_CHECKSUM_ALGORITHM, ALGORITHMS.to_owned()),
        ],
    )
        .into_response()
}

/// Announces a file. A file that the structure has sent already is complete at once.
#[utoipa::path(
    post, path = "/v1/files", tag = "evidence",
    security(("device" = [])),
    params(
        ("Tus-Resumable" = String, Header, description = "`1.0.0`"),
        ("Upload-Length" = u64, Header, description = "Bytes, 1 to 50,000,000"),
        ("Upload-Metadata" = String, Header, description = "`sha256 <base64>,media_type <base64>`"),
        ("Upload-Checksum" = Option<String>, Header, description = "`sha256 <base64>` or `sha1 <base64>` of the bytes sent along"),
    ),
    responses(
        (status = 201, description = "Location of the upload; Upload-Offset equals Upload-Length when nothing is to be sent"),
        (status = 400, description = "`malformed`: length or metadata", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`not-enrolled`", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`protocol-version`: another version of tus", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`too-large`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too-many` uploads open", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn create(
    State(guichet): State<Guichet>,
    device: Device,
    request_headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    check_version(&request_headers)?;
    let length = number(&request_headers, headers::UPLOAD_LENGTH)
        .filter(|length| *length > 0)
        .ok_or_else(|| Refusal::malformed().detail(texts::detail(Known::TusLength)))?;
    if length > MAX_EVIDENCE_BYTES {
        return Err(Refusal::new(ProblemCode::TooLarge));
    }
    let announced = text(&request_headers, headers::UPLOAD_METADATA)
        .and_then(Announced::parse)
        .ok_or_else(|| Refusal::malformed().detail(texts::detail(Known::TusMetadata)))?;
    let with_upload = is_chunk(&request_headers);
    let checksum = if with_upload {
        checksum(&request_headers)?
    } else {
        None
    };
    if with_upload && content_length(&request_headers).is_some_and(|sent| sent > length) {
        return Err(more_than_length());
    }
    let for_row = device.clone();
    let upload = guichet
        .blocking(move |guichet| open(guichet, &for_row, announced, length))
        .await?;
    let location = location(&guichet, &request_headers, &upload.id);
    let progress = if with_upload && !upload.completed {
        let turn = slot::take(&guichet, &upload.id).await;
        let work = receive(guichet.clone(), upload.clone(), turn, 0, body, checksum);
        tokio::spawn(work).await??
    } else {
        Progress {
            offset: if upload.completed { upload.length } else { 0 },
            expires_at: upload.expires_at,
        }
    };
    let mut response = standing(StatusCode::CREATED, &upload, &progress);
    if let Ok(value) = HeaderValue::from_str(&location) {
        response.headers_mut().insert(header::LOCATION, value);
    }
    Ok(response)
}

/// Makes the partial file, then the row.
fn open(
    guichet: &Guichet,
    device: &Device,
    announced: Announced,
    length: u64,
) -> Result<Upload, Refusal> {
    let held = guichet
        .database()
        .read(|connection| intake::held(connection, device.structure, &announced.sha256))?;
    let upload = Upload {
        id: secret::hex(&secret::random::<16>()?),
        structure: device.structure,
        announced,
        length,
        expires_at: guichet.now().plus_millis(UPLOAD_LIFE).unix_millis(),
        completed: held.is_some(),
        held_before: held.is_some(),
        unverified_from: None,
    };
    if let Some(held) = held {
        let refused = |detail| Err(Refusal::new(ProblemCode::EvidenceRefused).detail(detail));
        if held.size != length {
            return refused(texts::detail(Known::EvidenceHash));
        }
        if held.media_type != upload.announced.kind.media_type() {
            return refused(finish::kind_detail(&upload));
        }
    } else {
        if rows::open_count(guichet, device)? >= MOST_OPEN {
            return Err(Refusal::new(ProblemCode::TooMany).retry_after(60));
        }
        std::fs::File::create_new(guichet.uploads().part(&upload.id))?;
    }
    rows::insert(guichet, device, &upload)?;
    Ok(upload)
}

/// How many bytes are held.
#[utoipa::path(
    head, path = "/v1/files/{id}", tag = "evidence",
    security(("device" = [])),
    params(("id" = String, Path, description = "From Location")),
    responses(
        (status = 200, description = "Upload-Offset, Upload-Length, Upload-Expires"),
        (status = 404, description = "Unknown, out of date, or another device's"),
    )
)]
pub(crate) async fn head(
    State(guichet): State<Guichet>,
    device: Device,
    Path(id): Path<String>,
    request_headers: HeaderMap,
) -> Result<Response, Refusal> {
    check_version(&request_headers)?;
    let turn = slot::take(&guichet, &id).await;
    let (upload, offset) = stand(&guichet, device, id).await?;
    drop(turn);
    let progress = Progress {
        offset,
        expires_at: upload.expires_at,
    };
    let mut response = standing(StatusCode::OK, &upload, &progress);
    let out = response.headers_mut();
    out.insert(LENGTH, HeaderValue::from(upload.length));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// Sends the next bytes.
#[utoipa::path(
    patch, path = "/v1/files/{id}", tag = "evidence",
    security(("device" = [])),
    params(
        ("id" = String, Path, description = "From Location"),
        ("Upload-Offset" = u64, Header, description = "Where these bytes begin: what the guichet holds"),
        ("Upload-Checksum" = Option<String>, Header, description = "`sha256 <base64>` or `sha1 <base64>` of these bytes"),
    ),
    request_body(content = Vec<u8>, content_type = "application/offset+octet-stream"),
    responses(
        (status = 204, description = "Upload-Offset"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`conflict`: another offset", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`protocol-version`: another version of tus", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`too-large`: more than announced", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`malformed`: another content type", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`evidence-refused`: whole, but not what was announced; forgotten", body = Problem, content_type = "application/problem+json"),
        (status = 423, description = "`conflict`: another request took this upload over", body = Problem, content_type = "application/problem+json"),
        (status = 460, description = "`hash-mismatch`: the chunk's checksum; the chunk is not kept", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "`unavailable`, with Retry-After", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn patch(
    State(guichet): State<Guichet>,
    device: Device,
    Path(id): Path<String>,
    request_headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    check_version(&request_headers)?;
    if !is_chunk(&request_headers) {
        return Err(Refusal::malformed()
            .status(415)
            .detail(texts::detail(Known::TusContentType)));
    }
    let from = number(&request_headers, headers::UPLOAD_OFFSET)
        .ok_or_else(|| Refusal::malformed().detail(texts::detail(Known::TusOffset)))?;
    let checksum = checksum(&request_headers)?;
    let turn = slot::take(&guichet, &id).await;
    let (upload, offset) = stand(&guichet, device, id).await?;
    if upload.held_before && from == 0 {
        // Most clients do not look at the offset of a creation. What they send again is thrown away.
        let progress = Progress {
            offset,
            expires_at: upload.expires_at,
        };
        return Ok(standing(StatusCode::NO_CONTENT, &upload, &progress));
    }
    if from != offset {
        return Err(Refusal::new(ProblemCode::Conflict).detail(texts::detail(Known::TusOffset)));
    }
    let room = upload.length - offset;
    if content_length(&request_headers).is_some_and(|sent| sent > room) {
        return Err(more_than_length());
    }
    if room == 0 {
        let progress = Progress {
            offset,
            expires_at: upload.expires_at,
        };
        return Ok(standing(StatusCode::NO_CONTENT, &upload, &progress));
    }
    let work = receive(guichet, upload.clone(), turn, offset, body, checksum);
    let progress = tokio::spawn(work).await??;
    Ok(standing(StatusCode::NO_CONTENT, &upload, &progress))
}

/// Gives an upload up. Evidence that was complete stays.
#[utoipa::path(
    delete, path = "/v1/files/{id}", tag = "evidence",
    security(("device" = [])),
    params(("id" = String, Path, description = "From Location")),
    responses(
        (status = 204, description = "Forgotten"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn delete(
    State(guichet): State<Guichet>,
    device: Device,
    Path(id): Path<String>,
    request_headers: HeaderMap,
) -> Result<Response, Refusal> {
    check_version(&request_headers)?;
    let turn = slot::take(&guichet, &id).await;
    guichet
        .blocking(move |guichet| {
            let upload = rows::find(guichet, &device, &id)?.ok_or_else(Refusal::not_found)?;
            disk::remove(&guichet.uploads().part(&upload.id))?;
            Ok::<_, Refusal>(rows::delete(guichet, &upload.id)?)
        })
        .await?;
    drop(turn);
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// tus: a client that cannot send PATCH or DELETE says so in `X-HTTP-Method-Override`.
pub(crate) async fn overridden(
    state: State<Guichet>,
    device: Device,
    path: Path<String>,
    request_headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let wanted = text(&request_headers, METHOD_OVERRIDE).map(str::to_ascii_uppercase);
    match wanted.as_deref() {
        Some("PATCH") => patch(state, device, path, request_headers, body).await,
        Some("DELETE") => delete(state, device, path, request_headers).await,
        Some(_) | None => Err(crate::base::problem::wrong_method().await),
    }
}

/// Every answer of tus says its version.
pub(crate) async fn say_version(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(RESUMABLE, HeaderValue::from_static(headers::TUS_VERSION));
    response
}

async fn stand(guichet: &Guichet, device: Device, id: String) -> Result<(Upload, u64), Refusal> {
    guichet
        .blocking(move |guichet| {
            let upload = rows::find(guichet, &device, &id)?.ok_or_else(Refusal::not_found)?;
            let offset = finish::offset(guichet, &upload)?;
            Ok((upload, offset))
        })
        .await
}

fn standing(status: StatusCode, upload: &Upload, progress: &Progress) -> Response {
    let mut response = status.into_response();
    let out = response.headers_mut();
    out.insert(OFFSET, HeaderValue::from(progress.offset));
    if progress.offset < upload.length {
        let seconds = u64::try_from(progress.expires_at / 1_000).unwrap_or(0);
        let at = std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
        if let Ok(value) = HeaderValue::from_str(&httpdate::fmt_http_date(at)) {
            out.insert(EXPIRES, value);
        }
    }
    response
}

fn location(guichet: &Guichet, request_headers: &HeaderMap, id: &str) -> String {
    let base = match &guichet.config().public_url {
        Some(url) => url.trim_end_matches('/').to_owned(),
        None => text(request_headers, header::HOST.as_str())
            .map_or_else(String::new, |host| format!("http://{host}")),
    };
    format!("{base}{}/{id}", headers::PATH_FILES)
}

fn check_version(request_headers: &HeaderMap) -> Result<(), Refusal> {
    if text(request_headers, headers::TUS_RESUMABLE) == Some(headers::TUS_VERSION) {
        return Ok(());
    }
    Err(Refusal::new(ProblemCode::ProtocolVersion)
        .status(412)
        .detail(texts::detail(Known::TusVersion))
        .header(TUS_VERSION, HeaderValue::from_static(headers::TUS_VERSION)))
}

fn checksum(request_headers: &HeaderMap) -> Result<Option<Checksum>, Refusal> {
    text(request_headers, headers::UPLOAD_CHECKSUM)
        .map(|value| {
            Checksum::parse(value)
                .ok_or_else(|| Refusal::malformed().detail(texts::detail(Known::TusAlgorithm)))
        })
        .transpose()
}

fn more_than_length() -> Refusal {
    Refusal::new(ProblemCode::TooLarge).detail(texts::detail(Known::TusMoreThanLength))
}

fn is_chunk(request_headers: &HeaderMap) -> bool {
    text(request_headers, header::CONTENT_TYPE.as_str()) == Some(headers::TUS_CHUNK)
}

fn content_length(request_headers: &HeaderMap) -> Option<u64> {
    number(request_headers, header::CONTENT_LENGTH.as_str())
}

fn number(request_headers: &HeaderMap, name: &str) -> Option<u64> {
    let digits = text(request_headers, name)?;
    digits
        .bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| digits.parse().ok())?
}

fn text<'a>(request_headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    request_headers.get(name)?.to_str().ok()
}
