-- A structure that INAÉ gave an enrolment code to.
CREATE TABLE structure (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL
) STRICT;

-- One-time codes, as SHA-256 of their letters and digits.
CREATE TABLE enrolment_code (
    hash TEXT PRIMARY KEY,
    structure INTEGER NOT NULL REFERENCES structure (id),
    created_at TEXT NOT NULL,
    -- milliseconds since 1970
    expires_at INTEGER NOT NULL,
    used_at TEXT
) STRICT, WITHOUT ROWID;

-- A computer of a structure; its token is kept as SHA-256.
CREATE TABLE device (
    id TEXT PRIMARY KEY,
    structure INTEGER NOT NULL REFERENCES structure (id),
    name TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    enrolled_at TEXT NOT NULL,
    -- set by hand to withdraw the device
    withdrawn_at TEXT
) STRICT, WITHOUT ROWID;

-- Every record ever taken, immutable but for its receipt. A revision is never replaced.
CREATE TABLE record (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    hash TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('declaration', 'badge-request')),
    structure INTEGER NOT NULL REFERENCES structure (id),
    device TEXT NOT NULL REFERENCES device (id),
    -- canonical JSON of the record's body
    body TEXT NOT NULL,
    arrived_at TEXT NOT NULL,
    -- the receipt: both or none
    number TEXT,
    received_at TEXT,
    UNIQUE (id, revision),
    CHECK ((number IS NULL) = (received_at IS NULL))
) STRICT;
CREATE INDEX record_by_structure ON record (structure, kind);

-- The evidence that a record names, in its order.
CREATE TABLE record_evidence (
    record INTEGER NOT NULL REFERENCES record (seq),
    position INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_evidence_by_hash ON record_evidence (sha256);

-- Evidence held on disk, for each structure that sent it: naming a hash is not enough to be given the file.
CREATE TABLE evidence (
    structure INTEGER NOT NULL REFERENCES structure (id),
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    held_at TEXT NOT NULL,
    PRIMARY KEY (structure, sha256)
) STRICT, WITHOUT ROWID;

-- Where each badge request stands, over its revisions.
CREATE TABLE request (
    id TEXT PRIMARY KEY,
    structure INTEGER NOT NULL REFERENCES structure (id),
    -- 'awaiting-evidence', then the state codes of the protocol
    state TEXT NOT NULL,
    -- newest revision
    record INTEGER NOT NULL REFERENCES record (seq),
    -- order of receipt; NULL until the first
    position INTEGER UNIQUE,
    -- folded text that the staff's search goes through
    search TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX request_by_state ON request (state);

-- Last number given in each series and year.
CREATE TABLE series (
    letter TEXT NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (letter, year)
) STRICT, WITHOUT ROWID;

-- What happened to requests at INAÉ, told to the structure's devices. The id is the exchange's cursor.
CREATE TABLE change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    request TEXT NOT NULL REFERENCES request (id),
    state TEXT NOT NULL CHECK (state IN ('in-committee', 'accepted', 'returned', 'refused', 'issued', 'in-passport')),
    message TEXT,
    at TEXT NOT NULL
) STRICT;
CREATE TRIGGER change_moves_request AFTER INSERT ON change BEGIN
    UPDATE request SET state = NEW.state WHERE id = NEW.request;
END;

-- Files on their way. The offset is the size of uploads/<id>.part, never written here.
CREATE TABLE upload (
    id TEXT PRIMARY KEY,
    device TEXT NOT NULL REFERENCES device (id),
    structure INTEGER NOT NULL REFERENCES structure (id),
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    length INTEGER NOT NULL,
    -- milliseconds since 1970
    expires_at INTEGER NOT NULL,
    completed INTEGER NOT NULL DEFAULT 0,
    -- the structure had sent the file before: nothing is asked of this upload
    held_before INTEGER NOT NULL DEFAULT 0,
    -- start of a chunk whose checksum is not verified yet: what follows on disk does not count
    unverified_from INTEGER
) STRICT, WITHOUT ROWID;

-- Members of INAÉ's staff.
CREATE TABLE staff (
    -- folded: accents and case do not count
    name TEXT PRIMARY KEY,
    -- as it is shown
    shown TEXT NOT NULL,
    -- PHC string, Argon2id
    password_hash TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Open sessions of the staff's pages, as SHA-256 of the cookie.
CREATE TABLE session (
    token_hash TEXT PRIMARY KEY,
    staff TEXT NOT NULL REFERENCES staff (name),
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Programs of INAÉ that read, as SHA-256 of their token.
CREATE TABLE api_token (
    name TEXT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
