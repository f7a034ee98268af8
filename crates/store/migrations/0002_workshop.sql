-- Preparing a workshop, animating it, following it up. Never edited once released: a change is a new numbered file.

ALTER TABLE workshop ADD COLUMN kind TEXT NOT NULL DEFAULT 'mixed';
ALTER TABLE workshop ADD COLUMN minutes INTEGER NOT NULL DEFAULT 90;
ALTER TABLE workshop ADD COLUMN with_inae INTEGER NOT NULL DEFAULT 0;
ALTER TABLE workshop ADD COLUMN equipment TEXT NOT NULL DEFAULT '';
ALTER TABLE workshop ADD COLUMN connection TEXT NOT NULL DEFAULT 'unknown';
ALTER TABLE workshop ADD COLUMN started_at INTEGER;
ALTER TABLE workshop ADD COLUMN closed_at INTEGER;

ALTER TABLE participant ADD COLUMN nickname TEXT;
ALTER TABLE participant ADD COLUMN language TEXT NOT NULL DEFAULT 'fr';
ALTER TABLE participant ADD COLUMN informed_on TEXT;

ALTER TABLE badge_request ADD COLUMN origin TEXT NOT NULL DEFAULT 'together';
ALTER TABLE badge_request ADD COLUMN answers TEXT NOT NULL DEFAULT '{}';
ALTER TABLE badge_request ADD COLUMN handed_at INTEGER;

CREATE TABLE workshop_check (
    workshop_id TEXT NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
    item TEXT NOT NULL,
    done_by TEXT NOT NULL DEFAULT '',
    done_at INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (workshop_id, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE mailbox_check (
    participant_id TEXT NOT NULL PRIMARY KEY REFERENCES participant (id) ON DELETE CASCADE,
    own_address TEXT NOT NULL DEFAULT 'unknown',
    opens_today TEXT NOT NULL DEFAULT 'unknown',
    device TEXT NOT NULL DEFAULT 'unknown',
    recovery_phone TEXT NOT NULL DEFAULT 'unknown',
    checked_at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

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
CREATE INDEX progress_follow_up ON progress (follow_up) WHERE follow_up IS NOT NULL;

-- Long lists: a page of requests in order, the counts of each workshop, the latest receipts.
CREATE INDEX badge_request_list ON badge_request (updated_at, id, state, participant_id, badge_id);
DROP INDEX badge_request_workshop;
CREATE INDEX badge_request_workshop ON badge_request (workshop_id, state);
CREATE INDEX receipt_list ON receipt (received_at, number);
