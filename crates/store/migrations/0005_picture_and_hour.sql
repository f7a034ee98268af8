-- The picture by which a person opens their place at the station; the hour at which a workshop starts. Never edited once
-- released: a change is a new numbered file.

CREATE TABLE own_picture (
    participant_id TEXT NOT NULL PRIMARY KEY REFERENCES participant (id) ON DELETE CASCADE,
    picture TEXT NOT NULL,
    wrong INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

ALTER TABLE workshop ADD COLUMN starts_at TEXT NOT NULL DEFAULT '';
