-- What is being typed in a form and is not saved yet: offered again with its own record after a crash, and gone with it.
-- Never edited once released: a change is a new numbered file.

CREATE TABLE form_draft (
    form TEXT NOT NULL PRIMARY KEY,
    workshop_id TEXT REFERENCES workshop (id) ON DELETE CASCADE,
    participant_id TEXT REFERENCES participant (id) ON DELETE CASCADE,
    fields TEXT NOT NULL
) STRICT, WITHOUT ROWID;
