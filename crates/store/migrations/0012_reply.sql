-- A request that INAÉ sent back: when it asked, what is answered, and what INAÉ has of the request, so that it is not sent
-- again as it was. Never edited once released: a change is a new numbered file.

ALTER TABLE badge_request ADD COLUMN reply TEXT NOT NULL DEFAULT '';
ALTER TABLE badge_request ADD COLUMN asked_at INTEGER;
ALTER TABLE badge_request ADD COLUMN received_content TEXT;

-- Sent back before this file: the question was kept until the request was confirmed again.
UPDATE badge_request SET state = 'returned' WHERE state = 'draft' AND message IS NOT NULL;
UPDATE badge_request SET asked_at = updated_at WHERE state = 'returned' OR (state = 'ready' AND message IS NOT NULL);
