-- What a poster says of a badge in another language than French. Never edited once released: a change is a new numbered
-- file.

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
