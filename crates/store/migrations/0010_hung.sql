-- A poster that is saved, one that is printed and one that hangs are three things: when it was sent to a printer, and when
-- the structure said that it hangs. Until now each was told to hang as soon as it was made; what is known of those is that a
-- place was noted, that a request came from it, or that it was taken down by hand. Never edited once released: a change is a
-- new numbered file.

ALTER TABLE printed_poster ADD COLUMN sent_at INTEGER;
ALTER TABLE printed_poster ADD COLUMN hung_at INTEGER;
UPDATE printed_poster SET sent_at = printed_at WHERE on_paper = 1;
UPDATE printed_poster SET hung_at = printed_at
WHERE place <> '' OR (withdrawn_at IS NOT NULL AND replaced_by IS NULL)
    OR code IN (SELECT poster_code FROM badge_request WHERE poster_code IS NOT NULL);
ALTER TABLE printed_poster DROP COLUMN on_paper;
