-- What INAÉ said of a request in words that this version of the program does not know, as it came: a later version learns
-- it. Never edited once released: a change is a new numbered file.

CREATE TABLE unlearned_change (
    number INTEGER PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES badge_request (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    message TEXT,
    said_at TEXT NOT NULL
) STRICT;
