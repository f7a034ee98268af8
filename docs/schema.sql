-- The tables of the local store (atelier.db), explained. A test compares this file with what the migrations in
-- crates/store/migrations/ make: a column added there without a word here is an error.
--
-- The file is encrypted by SQLCipher under the data key that keyring.json wraps; WAL, synchronous=FULL, foreign keys on.
-- Conventions: identifiers are UUIDv7 in text; instants are milliseconds since 1970-01-01 UTC; dates are YYYY-MM-DD;
-- hashes are SHA-256 in hexadecimal; kinds, roles and states are the domain's stable codes; a null says « not known »
-- or « none », never « zero ». `PRAGMA user_version` is the number of migrations applied.

-- Small JSON values by name: preferences, enrolment, the device token where there is no keychain.
CREATE TABLE setting (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL DEFAULT 'null'
) STRICT, WITHOUT ROWID;

-- The enterprise itself: one row at most.
CREATE TABLE structure (
    singleton INTEGER NOT NULL PRIMARY KEY DEFAULT 1 CHECK (singleton = 1),
    id TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT ''
) STRICT;

-- The permanents. One whom a workshop names is not removed.
CREATE TABLE staff_member (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

-- What was declared to INAÉ (validation mode), and the last revision that INAÉ acknowledged: one row at most.
-- Requests are held until it is acknowledged.
CREATE TABLE declaration (
    singleton INTEGER NOT NULL PRIMARY KEY DEFAULT 1 CHECK (singleton = 1),
    id TEXT NOT NULL DEFAULT '',
    mode TEXT NOT NULL DEFAULT '',
    revision INTEGER NOT NULL DEFAULT 1,
    declared_at INTEGER NOT NULL DEFAULT 0,
    acknowledged_at INTEGER,
    acknowledged_revision INTEGER
) STRICT;

-- The catalogue, imported or changed by the structure, with its pictures (assets/catalogue/catalogue.schema.json), and
-- the badges that left it, whose requests stay readable: one row at most. Without it, the shipped example serves.
CREATE TABLE catalogue (
    singleton INTEGER NOT NULL PRIMARY KEY DEFAULT 1 CHECK (singleton = 1),
    json TEXT NOT NULL DEFAULT '',
    imported_at INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The badges that the structure offers, each with its rule: criterion, evidence, assessor, process.
CREATE TABLE offer (
    badge_id TEXT NOT NULL PRIMARY KEY,
    criterion TEXT NOT NULL DEFAULT '',
    evidence TEXT NOT NULL DEFAULT '',
    assessor TEXT NOT NULL DEFAULT '',
    process TEXT NOT NULL DEFAULT ''
) STRICT;

-- What the posters of a badge say in another language than French (en, ar, uk), written by the structure; empty where it
-- said nothing. Never sent.
CREATE TABLE badge_words (
    badge_id TEXT NOT NULL,
    language TEXT NOT NULL,
    name TEXT NOT NULL DEFAULT '',
    recognises TEXT NOT NULL DEFAULT '',
    criterion TEXT NOT NULL DEFAULT '',
    evidence TEXT NOT NULL DEFAULT '',
    assessor TEXT NOT NULL DEFAULT '',
    process TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (badge_id, language)
) STRICT, WITHOUT ROWID;

-- Every poster printed or saved as a file. code: that under which it is known, its own or that of its first badge (six
-- letters and figures, no hyphen). kind: a badge, several, or how any is asked for. format: the code of its paper; language:
-- the one beside French. scope: what its badges are all of, the offer or a pathway; such a poster is out of date once there is
-- one more. place: where it hangs, in the structure's words. made_at: saved as a file or sent to a printer; sent_at: sent to
-- a printer; hung_at: the structure said that it hangs, or a request came from it; withdrawn_at: taken down. replaced_by: the
-- poster reprinted in its place, known while the old one still hangs.
CREATE TABLE poster (
    code TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('badge', 'badges', 'how-to-ask')),
    format TEXT NOT NULL CHECK (format <> ''),
    language TEXT CHECK (language <> 'fr'),
    scope TEXT CHECK (scope IN ('offer', 'pathway')),
    pathway_id TEXT,
    place TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    sent_at INTEGER,
    hung_at INTEGER,
    withdrawn_at INTEGER,
    replaced_by TEXT REFERENCES poster (code) CHECK (replaced_by <> code),
    CHECK (scope IS NULL OR kind = 'badges'),
    CHECK ((pathway_id IS NOT NULL) = (scope IS 'pathway'))
) STRICT, WITHOUT ROWID;
CREATE INDEX poster_replaced ON poster (replaced_by) WHERE replaced_by IS NOT NULL;

-- What has a code on a poster, in the order in which it was printed: its badges, or itself (badge_id is then null). name,
-- address: as printed.
CREATE TABLE poster_code (
    code TEXT NOT NULL PRIMARY KEY,
    poster TEXT NOT NULL REFERENCES poster (code) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    badge_id TEXT,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    UNIQUE (poster, position)
) STRICT, WITHOUT ROWID;

-- The beginning of a hash of each part of what is said under a code, to know when a poster is out of date and why. None for
-- a poster made before these were kept.
CREATE TABLE poster_digest (
    code TEXT NOT NULL REFERENCES poster_code (code) ON DELETE CASCADE,
    part TEXT NOT NULL CHECK (part IN ('address', 'name', 'rule', 'recognises', 'contact', 'structure', 'pathway', 'picture', 'words')),
    digest BLOB NOT NULL CHECK (length(digest) = 8),
    PRIMARY KEY (code, part)
) STRICT, WITHOUT ROWID;

-- People on integration contracts. No birth date, no social security number, no password, ever.
-- email_key (lower case) is unique where there is an address. last_key, first_key and search_text are derived from the
-- names and the address by folding (no accent, no case): to sort, and to search « space, beginning of a word ».
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
    created_at INTEGER NOT NULL DEFAULT 0,
    nickname TEXT, -- shown to the group instead of the first name
    language TEXT NOT NULL DEFAULT 'fr', -- of this person's own screens
    informed_on TEXT, -- when the information required by the RGPD was given
    address_since INTEGER NOT NULL DEFAULT 0 -- when the address last took another's place; 0: never
) STRICT;
CREATE UNIQUE INDEX participant_email ON participant (email_key) WHERE email_key <> '';
CREATE INDEX participant_name ON participant (last_key, first_key, search_text);

-- Group workshops.
CREATE TABLE workshop (
    id TEXT NOT NULL PRIMARY KEY,
    date TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    updated_at INTEGER NOT NULL DEFAULT 0,
    kind TEXT NOT NULL DEFAULT 'mixed', -- accounts, requests, enrichment or mixed
    minutes INTEGER NOT NULL DEFAULT 90, -- expected length
    with_inae INTEGER NOT NULL DEFAULT 0, -- 1: INAÉ animates too
    equipment TEXT NOT NULL DEFAULT '', -- free text
    connection TEXT NOT NULL DEFAULT 'unknown', -- expected: none, weak, good or unknown
    started_at INTEGER, -- when the timer was started
    closed_at INTEGER, -- when the workshop was closed
    starts_at TEXT NOT NULL DEFAULT '' -- HH:MM on the clock of the place; empty: not said
) STRICT, WITHOUT ROWID;

-- Who runs a workshop, in order.
CREATE TABLE workshop_facilitator (
    workshop_id TEXT NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    position INTEGER NOT NULL DEFAULT 0,
    staff_id TEXT NOT NULL REFERENCES staff_member (id),
    PRIMARY KEY (workshop_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX workshop_facilitator_staff ON workshop_facilitator (staff_id);

-- Who is invited, in order, whether they came (expected, present, absent), and when that was first noted: they wait since then.
CREATE TABLE workshop_participant (
    workshop_id TEXT NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    position INTEGER NOT NULL DEFAULT 0,
    participant_id TEXT NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
    attendance TEXT NOT NULL DEFAULT 'expected',
    came_at INTEGER,
    PRIMARY KEY (workshop_id, position),
    UNIQUE (workshop_id, participant_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX workshop_participant_person ON workshop_participant (participant_id);

-- The badges aimed at, in order.
CREATE TABLE workshop_badge (
    workshop_id TEXT NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    position INTEGER NOT NULL DEFAULT 0,
    badge_id TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (workshop_id, position)
) STRICT, WITHOUT ROWID;

-- What is ticked on the checklist of a workshop (items are data, in assets/guide), by whom and when.
CREATE TABLE workshop_check (
    workshop_id TEXT NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    item TEXT NOT NULL,
    done_by TEXT NOT NULL DEFAULT '',
    done_at INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (workshop_id, item)
) STRICT, WITHOUT ROWID;

-- Whether a person can open their mailbox at a workshop: yes, no or unknown, and when they said so (opens_at); the device is
-- computer, phone, none or unknown. No password, ever.
CREATE TABLE mailbox_check (
    participant_id TEXT NOT NULL PRIMARY KEY REFERENCES participant (id) ON DELETE CASCADE,
    own_address TEXT NOT NULL DEFAULT 'unknown',
    opens_today TEXT NOT NULL DEFAULT 'unknown',
    device TEXT NOT NULL DEFAULT 'unknown',
    recovery_phone TEXT NOT NULL DEFAULT 'unknown',
    checked_at INTEGER NOT NULL DEFAULT 0,
    opens_at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- The picture by which a person opens their place at the station, one of twelve: it keeps a neighbour from looking, and is no
-- password. wrong counts the wrong pictures in a row. Goes with the person.
CREATE TABLE own_picture (
    participant_id TEXT NOT NULL PRIMARY KEY REFERENCES participant (id) ON DELETE CASCADE,
    picture TEXT NOT NULL,
    wrong INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- How far each person is, at each workshop and step: todo, doing, done or blocked, since when; why and until when if blocked.
CREATE TABLE progress (
    participant_id TEXT NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
    workshop_id TEXT NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    step TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'todo',
    since INTEGER NOT NULL DEFAULT 0,
    reason TEXT,
    detail TEXT,
    follow_up TEXT,
    PRIMARY KEY (participant_id, workshop_id, step)
) STRICT, WITHOUT ROWID;
CREATE INDEX progress_workshop ON progress (workshop_id);
CREATE INDEX progress_blocked ON progress (follow_up) WHERE state = 'blocked'; -- what is left to do

-- What is being typed in a form and is not saved yet, offered again with its own record after a crash and gone with it.
-- form: which form, of which records and step. fields: those that differ from what is saved, as JSON. Never sent.
CREATE TABLE form_draft (
    form TEXT NOT NULL PRIMARY KEY,
    workshop_id TEXT REFERENCES workshop (id) ON DELETE CASCADE,
    participant_id TEXT REFERENCES participant (id) ON DELETE CASCADE,
    fields TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What INAÉ said of each request, one row each time: its history. said_at: by INAÉ's clock; learned_at: when it came here;
-- seen_at: when a facilitator saw it, null until then.
CREATE TABLE answer (
    number INTEGER PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES badge_request (id) ON DELETE CASCADE,
    state TEXT NOT NULL
        CHECK (state IN ('in-committee', 'accepted', 'returned', 'refused', 'issued', 'in-passport')),
    message TEXT,
    said_at INTEGER NOT NULL,
    learned_at INTEGER NOT NULL,
    seen_at INTEGER
) STRICT;
CREATE INDEX answer_request ON answer (request_id);
CREATE INDEX answer_unseen ON answer (number) WHERE seen_at IS NULL;

-- Evidence files, named by the SHA-256 of their content; evidence/<file> is encrypted under `key`.
-- The file is on the disk before its row. upload_url: where an unfinished sending resumes. problem_*: why it stopped.
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

-- Badge requests: the present revision. message: INAÉ's question or reason. Removed only while editable.
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
    updated_at INTEGER NOT NULL DEFAULT 0,
    origin TEXT NOT NULL DEFAULT 'together', -- together, group, station or poster
    answers TEXT NOT NULL DEFAULT '{}', -- answers to the guiding questions, JSON by question
    handed_at INTEGER, -- when the person handed it to the facilitator, at the station
    poster_code TEXT, -- the poster that it came from: one of poster_code, or an older one, known by its badge alone
    issued_at INTEGER, -- when INAÉ issued the badge, as it says; what becomes of the request afterwards changes nothing
    issue_learned_at INTEGER, -- when that was learned here
    reply TEXT NOT NULL DEFAULT '', -- what is answered to INAÉ's question
    asked_at INTEGER, -- when INAÉ sent it back, as it says; null when it did not, or has said something since
    received_content TEXT -- a digest of what INAÉ has of it, by which a change is known
) STRICT;
CREATE INDEX badge_request_participant ON badge_request (participant_id, state, updated_at);
CREATE INDEX badge_request_workshop ON badge_request (workshop_id, state); -- counts of each workshop
CREATE INDEX badge_request_state ON badge_request (state, updated_at);
CREATE INDEX badge_request_poster ON badge_request (poster_code) WHERE origin = 'poster'; -- counts of each poster, and of all
CREATE INDEX badge_request_list ON badge_request (updated_at, id, state, participant_id, badge_id); -- a page of the list

-- The evidence of a request, in order, with what the person calls each piece.
CREATE TABLE request_evidence (
    request_id TEXT NOT NULL REFERENCES badge_request (id) ON DELETE CASCADE,
    position INTEGER NOT NULL DEFAULT 0,
    hash TEXT NOT NULL REFERENCES evidence (hash),
    label TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (request_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX request_evidence_hash ON request_evidence (hash);

-- What waits to be delivered. body is the canonical JSON that `hash` is of. A row leaves with its receipt, or is
-- withdrawn before any attempt; after permanent failures it is stopped and kept.
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

-- The evidence that a waiting record names: kept as long as it waits.
CREATE TABLE outbox_evidence (
    outbox_id TEXT NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
    position INTEGER NOT NULL DEFAULT 0,
    hash TEXT NOT NULL REFERENCES evidence (hash),
    PRIMARY KEY (outbox_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_evidence_hash ON outbox_evidence (hash);

-- INAÉ's receipts, one for each revision delivered. received_at is the guichet's clock, as it wrote it.
CREATE TABLE receipt (
    record_id TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 1,
    hash TEXT NOT NULL DEFAULT '',
    number TEXT NOT NULL DEFAULT '',
    received_at TEXT NOT NULL DEFAULT '',
    recorded_at INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (record_id, revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX receipt_list ON receipt (received_at, number); -- the latest
CREATE INDEX receipt_number ON receipt (number);

-- The evidence that a receipt names. Not tied to the evidence table: a receipt outlives the files.
CREATE TABLE receipt_evidence (
    record_id TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 1,
    position INTEGER NOT NULL DEFAULT 0,
    hash TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (record_id, revision, position),
    FOREIGN KEY (record_id, revision) REFERENCES receipt (record_id, revision) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- What INAÉ said of a request in words that this version of the program does not know, as it came: a later version learns it.
-- said_at: RFC 3339, by INAÉ's clock.
CREATE TABLE unlearned_change (
    number INTEGER PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES badge_request (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    message TEXT,
    said_at TEXT NOT NULL
) STRICT;

-- What happened: event codes and identifiers, no personal data.
CREATE TABLE journal (
    number INTEGER NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL DEFAULT 0,
    event TEXT NOT NULL DEFAULT '',
    subject_id TEXT NOT NULL DEFAULT ''
) STRICT;
