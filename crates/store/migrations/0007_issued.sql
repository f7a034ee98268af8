-- When INAÉ issued the badge, as INAÉ says it, and when this computer learned it: what becomes of the request afterwards
-- changes neither. A block without a day is found as quickly as one with a day. Never edited once released: a change is a
-- new numbered file.

ALTER TABLE badge_request ADD COLUMN issued_at INTEGER;
ALTER TABLE badge_request ADD COLUMN issue_learned_at INTEGER;
UPDATE badge_request SET issued_at = updated_at, issue_learned_at = updated_at WHERE state IN ('issued', 'in-passport');

DROP INDEX progress_follow_up;
CREATE INDEX progress_blocked ON progress (follow_up) WHERE state = 'blocked';
