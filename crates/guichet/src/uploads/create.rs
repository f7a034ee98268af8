//! `POST /v1/files`.

use atelier_protocol::{MAX_EVIDENCE_BYTES, Problem, ProblemCode, headers};
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;

use super::metadata::Announced;
use super::receive::{Progress, receive};
use super::rows::{self, UPLOAD_LIFE, Upload};
use super::tus::{
    check_version, checksum, content_length, is_chunk, more_than_length, number, standing, text,
};
use super::{Uploads, finish};
use crate::base::blocking::blocking;
use crate::base::desk::Desk;
use crate::base::problem::Refusal;
use crate::base::secret;
use crate::callers::Device;
use crate::evidence::rows::held;
use atelier_texts::guichet::details;

/// Uploads that one device may have open at once.
const MOST_OPEN: i64 = 200;

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
    State(uploads): State<Uploads>,
    device: Device,
    request_headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    check_version(&request_headers)?;
    let length = number(&request_headers, headers::UPLOAD_LENGTH)
        .filter(|length| *length > 0)
        .ok_or_else(|| Refusal::malformed().detail(details::tus_length()))?;
    if length > MAX_EVIDENCE_BYTES {
        return Err(Refusal::new(ProblemCode::TooLarge));
    }
    let announced = text(&request_headers, headers::UPLOAD_METADATA)
        .and_then(Announced::parse)
        .ok_or_else(|| Refusal::malformed().detail(details::tus_metadata()))?;
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
    let upload = blocking(&uploads, move |uploads| {
        open(uploads, &for_row, announced, length)
    })
    .await?;
    let location = location(&uploads.desk, &request_headers, &upload.id);
    let progress = if with_upload && !upload.completed {
        let turn = uploads.slots.take(&upload.id).await;
        let work = receive(uploads.clone(), upload.clone(), turn, 0, body, checksum);
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
    uploads: &Uploads,
    device: &Device,
    announced: Announced,
    length: u64,
) -> Result<Upload, Refusal> {
    let desk = &uploads.desk;
    let held = desk
        .database()
        .read(|connection| held(connection, device.structure, &announced.sha256))?;
    let upload = Upload {
        id: secret::hex(&secret::random::<16>()?),
        structure: device.structure,
        announced,
        length,
        expires_at: desk.now().plus_millis(UPLOAD_LIFE).unix_millis(),
        completed: held.is_some(),
        held_before: held.is_some(),
        unverified_from: None,
    };
    if let Some(held) = held {
        let refused = |detail| Err(Refusal::new(ProblemCode::EvidenceRefused).detail(detail));
        if held.size != length {
            return refused(details::evidence_hash());
        }
        if held.media_type != upload.announced.kind.media_type() {
            return refused(finish::kind_detail(&upload));
        }
    } else {
        if rows::open_count(desk, device)? >= MOST_OPEN {
            return Err(Refusal::new(ProblemCode::TooMany).retry_after(60));
        }
        std::fs::File::create_new(uploads.part(&upload.id))?;
    }
    rows::insert(desk, device, &upload)?;
    Ok(upload)
}

fn location(desk: &Desk, request_headers: &HeaderMap, id: &str) -> String {
    let base = match desk.public_url() {
        Some(url) => url.trim_end_matches('/').to_owned(),
        None => text(request_headers, header::HOST.as_str())
            .map_or_else(String::new, |host| format!("http://{host}")),
    };
    format!("{base}{}/{id}", headers::PATH_FILES)
}
