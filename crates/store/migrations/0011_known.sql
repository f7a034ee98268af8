-- What is needed to know what may be carried from one workshop to the next: when the person came, since when the address is the
-- one noted (0: it never changed), when the person said whether their mailbox opens (0: not asked). Never edited once
-- released: a change is a new numbered file.

ALTER TABLE workshop_participant ADD COLUMN came_at INTEGER;
ALTER TABLE participant ADD COLUMN address_since INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mailbox_check ADD COLUMN opens_at INTEGER NOT NULL DEFAULT 0;
UPDATE mailbox_check SET opens_at = checked_at WHERE opens_today <> 'unknown';
