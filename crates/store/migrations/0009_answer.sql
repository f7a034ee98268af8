-- What INAÉ said of each request, one row each time, so that nothing of its history is overwritten by what follows; and
-- whether a facilitator has seen it. What was said before this table stands in badge_request alone. Never edited once
-- released: a change is a new numbered file.

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
