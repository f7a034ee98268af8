-- Every poster that was printed or saved, under a code of its own; and the poster that a request came from.
CREATE TABLE printed_poster (
    code TEXT NOT NULL PRIMARY KEY,
    badge_id TEXT NOT NULL DEFAULT '',
    badge_name TEXT NOT NULL DEFAULT '',
    application_url TEXT NOT NULL DEFAULT '',
    fingerprint TEXT NOT NULL DEFAULT '',
    format TEXT NOT NULL DEFAULT '',
    on_paper INTEGER NOT NULL DEFAULT 0,
    printed_at INTEGER NOT NULL DEFAULT 0,
    place TEXT NOT NULL DEFAULT '',
    withdrawn_at INTEGER,
    replaced_by TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX printed_poster_badge ON printed_poster (badge_id);

ALTER TABLE badge_request ADD COLUMN poster_code TEXT;
CREATE INDEX badge_request_poster ON badge_request (poster_code) WHERE poster_code IS NOT NULL;
