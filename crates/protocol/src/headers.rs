//! Names and values of the HTTP headers that both ends use (tus 1.0.0 and ours).

/// Media type of an exchange.
pub const JSON: &str = "application/json";
/// Media type of a problem (RFC 9457).
pub const PROBLEM_JSON: &str = "application/problem+json";
/// Media type of a tus chunk.
pub const TUS_CHUNK: &str = "application/offset+octet-stream";
/// Version of tus spoken.
pub const TUS_VERSION: &str = "1.0.0";
/// tus: version in use.
pub const TUS_RESUMABLE: &str = "tus-resumable";
/// tus: bytes already held.
pub const UPLOAD_OFFSET: &str = "upload-offset";
/// tus: total size.
pub const UPLOAD_LENGTH: &str = "upload-length";
/// tus: `sha256 <base64>,media_type <base64>`.
pub const UPLOAD_METADATA: &str = "upload-metadata";
/// tus: `sha256 <base64>` of one chunk.
pub const UPLOAD_CHECKSUM: &str = "upload-checksum";
/// tus: when an unfinished upload is forgotten.
pub const UPLOAD_EXPIRES: &str = "upload-expires";
/// tus metadata key: SHA-256 of the whole file, hexadecimal.
pub const META_SHA256: &str = "sha256";
/// tus metadata key: media type of the file.
pub const META_MEDIA_TYPE: &str = "media_type";
/// Path of the exchange.
pub const PATH_SYNC: &str = "/v1/sync";
/// Path of the enrolment.
pub const PATH_ENROL: &str = "/v1/enrol";
/// Path of the ping.
pub const PATH_PING: &str = "/v1/ping";
/// Path where tus uploads are created.
pub const PATH_FILES: &str = "/v1/files";
