//! Evidence by tus 1.0: resumable, at the speed of the wire, and only the bytes that lack.

use std::time::{Duration, Instant};

use atelier_protocol::{ProblemCode, RecordHash, headers};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, LOCATION};
use reqwest::{Method, RequestBuilder, Url};

use super::Guichet;
use super::answer::{Answer, send};
use super::guichet::SMALL;
use crate::classify::Expected;
use crate::failure::Failure;

/// Up to this size, in bytes, the file goes along with the creation: one round trip instead of two.
const WITH_CREATION: usize = 64 * 1024;

/// First chunk of a larger file, in bytes. What the guichet has confirmed is the only true progress (the system's own
/// buffers swallow a whole photograph at once), and what a cut line cannot take back: hence chunks, which grow with the line.
const FIRST_CHUNK: usize = 64 * 1024;

/// A chunk confirmed sooner than this is followed by one four times as large: on a fast line a file takes few round trips.
const QUICK: Duration = Duration::from_millis(1_500);

/// Most requests for one piece of evidence, beyond its chunks, before the machine is left to decide.
const MOST_STEPS: usize = 24;

/// One piece of evidence to send.
#[derive(Debug, Clone)]
pub struct UploadJob {
    /// SHA-256 of the bytes.
    pub hash: RecordHash,
    /// Media type announced.
    pub media_type: String,
    /// The cleaned file.
    pub bytes: Bytes,
    /// Where an earlier sending was left, as given to `on_created`.
    pub resume_url: Option<String>,
}

/// What the server says of an upload begun earlier.
enum Held {
    Offset(u64),
    Gone,
}

/// How a chunk ended, when not in success.
enum ChunkEnd {
    /// The server holds another count than we thought: ask it.
    WrongOffset,
    /// The server has forgotten the upload.
    Gone,
    /// The connection broke: ask the server how far it got.
    Broken(Failure),
    /// For good, or for now: not ours to decide.
    Failed(Failure),
}

impl Guichet {
    /// Sends a piece of evidence, or what lacks of it.
    ///
    /// `on_created` is told where the upload lives as soon as the server says so: keep it, to resume after a restart.
    /// `on_progress` is told the bytes that the server has confirmed, and the size; never what has merely left.
    /// A connection that breaks is resumed at once as long as the server got further.
    ///
    /// # Errors
    /// [`Failure`]; [`Failure::is_permanent`] says whether this evidence can ever pass.
    pub async fn upload(
        &self,
        job: &UploadJob,
        mut on_created: impl FnMut(&str) + Send,
        mut on_progress: impl FnMut(u64, u64) + Send,
    ) -> Result<(), Failure> {
        let total = job.bytes.len() as u64;
        let mut place = job
            .resume_url
            .as_deref()
            .and_then(|url| self.address.kept(url));
        // The server's count, when it has just told it.
        let mut known = None;
        let mut created = 0;
        let mut broken: Option<(u64, Failure)> = None;
        let mut size = FIRST_CHUNK;
        let most = MOST_STEPS + job.bytes.len() / FIRST_CHUNK;
        for _ in 0..most {
            let Some(url) = place.clone() else {
                created += 1;
                if created > 2 {
                    return Err(Failure::refused(ProblemCode::NotFound));
                }
                broken = None;
                let (url, held) = self.create(job).await?;
                on_created(url.as_str());
                place = Some(url);
                known = held;
                continue;
            };
            let offset = match known.take() {
                Some(offset) => offset,
                None => match self.held(&url, total).await {
                    Ok(Held::Offset(offset)) => offset,
                    Ok(Held::Gone) => {
                        place = None;
                        continue;
                    }
                    // What broke the chunk says more than what breaks the question after it.
                    Err(failure) => {
                        return Err(match broken {
                            Some((_, first)) if failure.is_of_the_connection() => first,
                            Some(_) | None => failure,
                        });
                    }
                },
            };
            if let Some((before, failure)) = broken.take()
                && offset <= before
            {
                return Err(failure);
            }
            on_progress(offset.min(total), total);
            if offset >= total {
                return Ok(());
            }
            let begun = Instant::now();
            match self.chunk(&url, job, offset, size).await {
                Ok(now_held) if now_held > offset => {
                    known = Some(now_held);
                    if begun.elapsed() < QUICK {
                        size = size.saturating_mul(4);
                    }
                }
                // Taken, and yet nothing more is held.
                Ok(_) => return Err(Failure::ProtocolMismatch),
                Err(ChunkEnd::WrongOffset) => {}
                Err(ChunkEnd::Gone) => place = None,
                Err(ChunkEnd::Broken(failure)) => {
                    // The line is not what it was.
                    size = FIRST_CHUNK;
                    broken = Some((offset, failure));
                }
                Err(ChunkEnd::Failed(failure)) => return Err(failure),
            }
        }
        Err(broken.map_or(Failure::ProtocolMismatch, |(_, failure)| failure))
    }

    /// Creates the upload; a small file goes along. Returns where it lives, and how many bytes are held if that was told.
    async fn create(&self, job: &UploadJob) -> Result<(Url, Option<u64>), Failure> {
        let total = job.bytes.len() as u64;
        let metadata = format!(
            "{} {},{} {}",
            headers::META_SHA256,
            STANDARD.encode(job.hash.as_str()),
            headers::META_MEDIA_TYPE,
            STANDARD.encode(&job.media_type),
        );
        let mut request = self
            .tus(Method::POST, self.address.at(headers::PATH_FILES))
            .header(headers::UPLOAD_LENGTH, total)
            .header(headers::UPLOAD_METADATA, metadata);
        let along = job.bytes.len() <= WITH_CREATION;
        let body = along.then(|| job.bytes.clone());
        if along {
            request = request.header(CONTENT_TYPE, headers::TUS_CHUNK);
        }
        let answer = send(request, body, &self.patience, SMALL).await?;
        answer.classify(&self.address, Expected::Upload)?;
        let Some(location) = answer.text(LOCATION) else {
            return Err(Failure::ProtocolMismatch);
        };
        let url = self
            .address
            .own(&answer.url, location)
            .map_err(|host| Failure::RedirectedElsewhere { host })?;
        // Without a count, a server that was sent the file along may or may not have taken it: it will be asked.
        let held = answer
            .number(headers::UPLOAD_OFFSET)
            .or((!along).then_some(0));
        Ok((url, held))
    }

    /// Asks how many bytes are held.
    async fn held(&self, url: &Url, total: u64) -> Result<Held, Failure> {
        let request = self.tus(Method::HEAD, url.clone());
        let answer = send(request, None, &self.patience, SMALL).await?;
        // 403 too: some servers say so of an upload that has expired. A refused token says 401.
        if matches!(answer.status.as_u16(), 403 | 404 | 410) {
            return Ok(Held::Gone);
        }
        answer.classify(&self.address, Expected::Upload)?;
        let other_file = answer
            .number(headers::UPLOAD_LENGTH)
            .is_some_and(|length| length != total);
        if other_file {
            return Ok(Held::Gone);
        }
        answer
            .number(headers::UPLOAD_OFFSET)
            .map(Held::Offset)
            .ok_or(Failure::ProtocolMismatch)
    }

    /// Sends at most `size` bytes from `offset` on, in one request. Returns how many bytes are held then.
    async fn chunk(
        &self,
        url: &Url,
        job: &UploadJob,
        offset: u64,
        size: usize,
    ) -> Result<u64, ChunkEnd> {
        let start = usize::try_from(offset)
            .unwrap_or(usize::MAX)
            .min(job.bytes.len());
        let end = start.saturating_add(size).min(job.bytes.len());
        let piece = job.bytes.slice(start..end);
        let request = self
            .tus(Method::PATCH, url.clone())
            .header(CONTENT_TYPE, headers::TUS_CHUNK)
            .header(headers::UPLOAD_OFFSET, offset);
        let sent = send(request, Some(piece), &self.patience, SMALL).await;
        let answer = match sent {
            Ok(answer) => answer,
            Err(failure @ (Failure::Interrupted | Failure::Stalled)) => {
                return Err(ChunkEnd::Broken(failure));
            }
            Err(failure) => return Err(ChunkEnd::Failed(failure)),
        };
        self.chunk_answered(&answer)
    }

    fn chunk_answered(&self, answer: &Answer) -> Result<u64, ChunkEnd> {
        match answer.status.as_u16() {
            409 => return Err(ChunkEnd::WrongOffset),
            404 | 410 => return Err(ChunkEnd::Gone),
            _ => {}
        }
        answer
            .classify(&self.address, Expected::Upload)
            .map_err(ChunkEnd::Failed)?;
        answer
            .number(headers::UPLOAD_OFFSET)
            .ok_or(ChunkEnd::Failed(Failure::ProtocolMismatch))
    }

    fn tus(&self, method: Method, url: Url) -> RequestBuilder {
        self.request(method, url)
            .header(headers::TUS_RESUMABLE, headers::TUS_VERSION)
    }
}
