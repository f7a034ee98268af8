-- A poster is a row, what has a code on it is a row each, and so is the digest of each part of what it says. Until now a poster
-- of several badges was as many rows, and how it was printed was a text to be taken apart. Never edited once released: a change
-- is a new numbered file.

CREATE TABLE poster (
    code TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('badge', 'badges', 'how-to-ask')),
    format TEXT NOT NULL CHECK (format <> ''),
    language TEXT CHECK (language <> 'fr'),
    scope TEXT CHECK (scope IN ('offer', 'pathway')),
    pathway_id TEXT,
    place TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    sent_at INTEGER,
    hung_at INTEGER,
    withdrawn_at INTEGER,
    replaced_by TEXT REFERENCES poster (code) CHECK (replaced_by <> code),
    CHECK (scope IS NULL OR kind = 'badges'),
    CHECK ((pathway_id IS NOT NULL) = (scope IS 'pathway'))
) STRICT, WITHOUT ROWID;
CREATE INDEX poster_replaced ON poster (replaced_by) WHERE replaced_by IS NOT NULL;

CREATE TABLE poster_code (
    code TEXT NOT NULL PRIMARY KEY,
    poster TEXT NOT NULL REFERENCES poster (code) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    badge_id TEXT,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    UNIQUE (poster, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE poster_digest (
    code TEXT NOT NULL REFERENCES poster_code (code) ON DELETE CASCADE,
    part TEXT NOT NULL CHECK (part IN ('address', 'name', 'rule', 'recognises', 'contact', 'structure', 'pathway', 'picture', 'words')),
    digest BLOB NOT NULL CHECK (length(digest) = 8),
    PRIMARY KEY (code, part)
) STRICT, WITHOUT ROWID;

-- `format` was paper[+language], after « how-to-ask- », or after « together- » and before /first[/offer|/pathway:id].
CREATE VIEW old_kind AS
SELECT *, CASE
        WHEN format LIKE 'together-%/%' THEN 'badges'
        WHEN format LIKE 'how-to-ask-%' THEN 'how-to-ask'
        ELSE 'badge' END AS kind
FROM printed_poster;

CREATE VIEW old_cut AS
SELECT *,
    CASE kind
        WHEN 'badges' THEN substr(format, 10, instr(format, '/') - 10)
        WHEN 'how-to-ask' THEN substr(format, 12)
        ELSE format END || '+' AS paper,
    CASE kind WHEN 'badges' THEN substr(format, instr(format, '/') + 1) ELSE code END || '/' AS whole
FROM old_kind;

-- A poster is known by the code of its first badge; what was noted of it was noted on each of its rows.
CREATE TABLE old_poster (
    code TEXT NOT NULL PRIMARY KEY,
    poster TEXT NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    sheet TEXT NOT NULL,
    beside TEXT NOT NULL,
    shown TEXT NOT NULL,
    sent_at INTEGER,
    hung_at INTEGER,
    withdrawn_at INTEGER,
    rows INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX old_poster_rows ON old_poster (poster);
INSERT INTO old_poster
SELECT code, first_value(code) OVER ordered, row_number() OVER ordered - 1, kind,
    substr(paper, 1, instr(paper, '+') - 1),
    rtrim(substr(paper, instr(paper, '+') + 1), '+'),
    rtrim(substr(whole, instr(whole, '/') + 1), '/'),
    min(sent_at) OVER one, min(hung_at) OVER one, min(withdrawn_at) OVER one, count(*) OVER one, count(withdrawn_at) OVER one
FROM (SELECT *, substr(whole, 1, instr(whole, '/') - 1) AS first FROM old_cut)
WINDOW one AS (PARTITION BY first), ordered AS (PARTITION BY first ORDER BY code <> first, code);

INSERT INTO poster
SELECT code, kind,
    CASE WHEN sheet IN ('a4', 'a4-landscape', 'a3', 'a3-landscape', 'flyer-two', 'flyer-four') THEN sheet ELSE 'a4' END,
    CASE WHEN beside IN ('en', 'ar', 'uk') THEN beside END,
    CASE WHEN shown = 'offer' THEN 'offer' WHEN shown GLOB 'pathway:?*' THEN 'pathway' END,
    CASE WHEN shown GLOB 'pathway:?*' THEN substr(shown, 9) END,
    (SELECT place FROM printed_poster AS row WHERE row.code = one.code),
    (SELECT printed_at FROM printed_poster AS row WHERE row.code = one.code),
    sent_at, hung_at,
    CASE WHEN withdrawn = rows THEN withdrawn_at END,
    (SELECT next.poster FROM old_poster AS its
        JOIN printed_poster AS row ON row.code = its.code
        JOIN old_poster AS next ON next.code = row.replaced_by
        WHERE its.poster = one.poster AND next.poster <> one.poster ORDER BY its.position LIMIT 1)
FROM old_poster AS one
WHERE position = 0;

INSERT INTO poster_code
SELECT code, poster, position, nullif(badge_id, ''), badge_name, application_url
FROM old_poster JOIN printed_poster USING (code);

INSERT INTO poster_digest
WITH part (name) AS (
    VALUES ('address'), ('name'), ('rule'), ('recognises'), ('contact'), ('structure'), ('pathway'), ('picture'), ('words')
), said (code, part, digest) AS (
    SELECT code, name, unhex(substr(' ' || fingerprint, instr(' ' || fingerprint, ' ' || name || '=') + length(name) + 2, 16))
    FROM printed_poster JOIN part ON instr(' ' || fingerprint, ' ' || name || '=') > 0
)
SELECT code, part, digest FROM said WHERE length(digest) = 8;

DROP TABLE old_poster;
DROP VIEW old_cut;
DROP VIEW old_kind;
DROP TABLE printed_poster;

-- Requests are counted by poster, and those of posters in all, without reading each.
DROP INDEX badge_request_poster;
CREATE INDEX badge_request_poster ON badge_request (poster_code) WHERE origin = 'poster';
