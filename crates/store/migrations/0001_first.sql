-- First schema. Never edited once released: a change is a new numbered file.
-- Explained table by table in docs/schema.sql, which a test compares with this.

CREATE TABLE setting (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL DEFAULT 'null'
) STRICT, WITHOUT ROWID;

CREATE TABLE structure (
    singleton INTEGER NOT NULL PRIMARY KEY DEFAULT 1 CHECK (singleton = 1),
    id TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE staff_member (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE declaration (
    singleton INTEGER NOT NULL PRIMARY KEY DEFAULT 1 CHECK (singleton = 1),
    id TEXT NOT NULL DEFAULT '',
    mode TEXT NOT NULL DEFAULT '',
    revision INTEGER NOT NULL DEFAULT 1,
    declared_at INTEGER NOT NULL DEFAULT 0,
    acknowledged_at INTEGER,
    acknowledged_revision INTEGER
) STRICT;

CREATE TABLE catalogue (
    singleton INTEGER NOT NULL PRIMARY KEY DEFAULT 1 CHECK (singleton = 1),
    json TEXT NOT NULL DEFAULT '',
    imported_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE offer (
    badge_id TEXT NOT NULL PRIMARY KEY,
    criterion TEXT NOT NULL DEFAULT '',
    evidence TEXT NOT NULL DEFAULT '',
    assessor TEXT NOT NULL DEFAULT '',
    process TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE participant (
    id TEXT NOT NULL PRIMARY KEY,
    first_name TEXT NOT NULL DEFAULT '',
    last_name TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    phone TEXT,
    email_key TEXT NOT NULL DEFAULT '',
    last_key TEXT NOT NULL DEFAULT '',
    first_key TEXT NOT NULL DEFAULT '',
    search_text TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX participant_email ON participant (email_key) WHERE email_key <> '';
CREATE INDEX participant_name ON participant (last_key, first_key, search_text);

CREATE TABLE workshop (
    id TEXT NOT NULL PRIMARY KEY,
    date TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    updated_at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE workshop_facilitator (
    workshop_id TEXT NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    position INTEGER NOT NULL DEFAULT 0,
    staff_id TEXT NOT NULL REFERENCES staff_member (id),
    PRIMARY KEY (workshop_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX workshop_facilitator_staff ON workshop_facilitator (staff_id);

CREATE TABLE workshop_participant (
    workshop_id TEXT NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    position INTEGER NOT NULL DEFAULT 0,
    participant_id TEXT NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
    attendance TEXT NOT NULL DEFAULT 'expected',
    PRIMARY KEY (workshop_id, position),
    UNIQUE (workshop_id, participant_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX workshop_participant_person ON workshop_participant (participant_id);

CREATE TABLE workshop_badge (
    workshop_id TEXT NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    position INTEGER NOT NULL DEFAULT 0,
    badge_id TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (workshop_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE evidence (
    hash TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL DEFAULT '',
    size INTEGER NOT NULL DEFAULT 0,
    file TEXT NOT NULL DEFAULT '',
    key BLOB NOT NULL DEFAULT x'',
    held_by_guichet INTEGER NOT NULL DEFAULT 0,
    upload_url TEXT,
    problem_code TEXT,
    problem_detail TEXT,
    added_at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE badge_request (
    id TEXT NOT NULL PRIMARY KEY,
    revision INTEGER NOT NULL DEFAULT 1,
    participant_id TEXT NOT NULL REFERENCES participant (id),
    badge_id TEXT NOT NULL DEFAULT '',
    workshop_id TEXT REFERENCES workshop (id),
    narrative TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'draft',
    message TEXT,
    created_at INTEGER NOT NULL DEFAULT 0,
    updated_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX badge_request_participant ON badge_request (participant_id, badge_id);
CREATE INDEX badge_request_workshop ON badge_request (workshop_id);
CREATE INDEX badge_request_state ON badge_request (state);

CREATE TABLE request_evidence (
    request_id TEXT NOT NULL REFERENCES badge_request (id) ON DELETE CASCADE,
    position INTEGER NOT NULL DEFAULT 0,
    hash TEXT NOT NULL REFERENCES evidence (hash),
    label TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (request_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX request_evidence_hash ON request_evidence (hash);

CREATE TABLE outbox (
    id TEXT NOT NULL PRIMARY KEY,
    revision INTEGER NOT NULL DEFAULT 1,
    hash TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'waiting',
    attempts INTEGER NOT NULL DEFAULT 0,
    last_attempt_at INTEGER,
    problem_code TEXT,
    problem_detail TEXT,
    queued_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE outbox_evidence (
    outbox_id TEXT NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
    position INTEGER NOT NULL DEFAULT 0,
    hash TEXT NOT NULL REFERENCES evidence (hash),
    PRIMARY KEY (outbox_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_evidence_hash ON outbox_evidence (hash);

CREATE TABLE receipt (
    record_id TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 1,
    hash TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL DEFAULT '',
    received_at TEXT NOT NULL DEFAULT '',
    recorded_at INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (record_id, revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipt_evidence (
    record_id TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 1,
    position INTEGER NOT NULL DEFAULT 0,
    hash TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (record_id, revision, position),
    FOREIGN KEY (record_id, revision) REFERENCES receipt (record_id, revision) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
    number INTEGER NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL DEFAULT 0,
    event TEXT NOT NULL DEFAULT '',
    subject_id TEXT NOT NULL DEFAULT ''
) STRICT;
