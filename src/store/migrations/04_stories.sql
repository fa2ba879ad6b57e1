-- Stories: articles with nearly the same words are copies of one, and have one origin.
--
-- A sketch of a text is sixteen hashes, its bands. Articles that share two are one story, and so are those that do with the
-- same third: which articles are one story follows from their texts alone, not from the order of adding.
-- A story comes from the agency that one of them carries the mark of; else from whoever published it first.

ALTER TABLE articles ADD COLUMN mark TEXT;      -- the agency that its wire mark, dateline, credit or byline names
UPDATE articles SET mark = coalesce(
    (SELECT origin FROM evidence WHERE article = articles.n AND origin_reason = 'wire mark' LIMIT 1),
    (SELECT value ->> 'name' FROM facts
     WHERE article = articles.n AND kind = 'source' AND rule IN ('source/dateline', 'source/credit') ORDER BY seq LIMIT 1)
);

-- One row a distinct band of a current article's text; and one a pair of bands, where more than one article has the first.
CREATE TABLE bands (
    band    INTEGER PRIMARY KEY,                -- of a pair: both together
    article INTEGER                             -- one that has it; of a band that more than one has: NULL
) STRICT;

-- One row a story of two articles or more. An article without copies is a story of its own, and has none.
CREATE TABLE stories (
    n      INTEGER PRIMARY KEY,                 -- that of an article which was in it once
    copies INTEGER NOT NULL,                    -- how many articles it is
    source INTEGER REFERENCES articles (n),     -- the article that its origin is taken from
    origin TEXT,
    reason TEXT NOT NULL
) STRICT;

-- One row an article that has copies, with what tells which of them a story comes from: the first along the index.
CREATE TABLE copies (
    article INTEGER PRIMARY KEY REFERENCES articles (n),
    story   INTEGER NOT NULL REFERENCES stories (n),
    told    INTEGER NOT NULL,                   -- 0: has a mark, 1: has an outlet, 2: has neither
    since   TEXT NOT NULL,                      -- when it was published: UTC, as far as it is known
    id      TEXT NOT NULL                       -- of the article
) STRICT;
CREATE INDEX copies_first ON copies (story, told, since, id);

-- A passage that says itself who reported it keeps that origin; any other has its story's.
ALTER TABLE evidence ADD COLUMN reported INTEGER NOT NULL DEFAULT 0;
UPDATE evidence SET reported = 1 WHERE origin_reason = 'reported by it';
DROP INDEX evidence_sums;
CREATE INDEX evidence_sums ON evidence (key, article, day, origin, reported, status, bound, dates);

DROP VIEW v_claims;
CREATE VIEW v_claims AS
SELECT c.id AS claim, c.action, coalesce(c.value, c.low || '..' || coalesce(c.high, ''), '..' || c.high) AS figure,
       c.unit, c.per, c.actor, c.recipient, c.product,
       count(*) AS passages, count(DISTINCT e.article) AS articles,
       count(DISTINCT iif(e.reported, e.origin, coalesce(s.origin, e.origin))) AS origins,
       group_concat(DISTINCT e.status) AS statuses, min(e.day) AS first_said, max(e.day) AS last_said
FROM claims AS c
JOIN keys AS k ON k.claim = c.id
JOIN evidence AS e ON e.key = k.n
LEFT JOIN copies AS o ON o.article = e.article
LEFT JOIN stories AS s ON s.n = o.story
GROUP BY c.id;

DROP VIEW v_evidence;
CREATE VIEW v_evidence AS
SELECT k.claim, e.id AS passage, e.words, e.bound, e.status, e.verb, e.transfer, e.dates, e.says,
       iif(e.reported, e.origin, coalesce(s.origin, e.origin)) AS origin,
       iif(e.reported OR s.origin IS NULL OR s.origin = e.origin, e.origin_reason, s.reason) AS origin_reason,
       a.id AS article, a.outlet, a.published, a.title, a.url, e.char_start, e.char_end,
       substr(t.text, e.sentence_char_start + 1, e.sentence_char_end - e.sentence_char_start) AS sentence, e.rules
FROM evidence AS e
JOIN keys AS k ON k.n = e.key
JOIN articles AS a ON a.n = e.article
JOIN texts AS t ON t.article = e.article
LEFT JOIN copies AS o ON o.article = e.article
LEFT JOIN stories AS s ON s.n = o.story;

CREATE VIEW v_stories AS
SELECT src.id AS source, s.copies, s.origin, a.id AS article, a.outlet, a.published, a.title, a.url
FROM stories AS s
JOIN copies AS o ON o.story = s.n
JOIN articles AS a ON a.n = o.article
LEFT JOIN articles AS src ON src.n = s.source;
