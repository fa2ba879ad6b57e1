-- Quotes: the same one in several articles is one.
--
-- A saying is what somebody says in some words. Two sayings are one quote where one holds all that the other says and
-- their speakers can be the same; the one that holds the most stands for it. What holds what is worked out when a saying
-- comes or goes, so that reading walks along indexes alone.

-- One row a distinct saying: its words and its speaker's name.
CREATE TABLE sayings (
    n       INTEGER PRIMARY KEY,
    id      TEXT NOT NULL UNIQUE,               -- stable: a hash of the words and the speaker
    words   TEXT NOT NULL,                      -- small letters, no accents, no marks, one space between two
    speaker TEXT NOT NULL,                      -- the name, written as `words` is; empty: not resolved
    voice   TEXT NOT NULL,                      -- the fullest name that the sayings next to it give the speaker; `?`
                                                -- where they name several people
    lead    INTEGER,                            -- a hash of how it begins; none for a short one
    quote   INTEGER NOT NULL                    -- the saying that holds the most of what it says; itself where none does
) STRICT;
CREATE INDEX sayings_quote ON sayings (quote);
CREATE INDEX sayings_lead ON sayings (lead) WHERE lead IS NOT NULL;
CREATE INDEX sayings_speaker ON sayings (speaker);

-- What the sayings that each can hold begin with, by which one finds those that hold it. Full text, since its index is
-- written in runs and not page by page all over the file.
CREATE VIRTUAL TABLE saying_leads USING fts5 (
    leads, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);

-- One row a saying that another holds, where the speaker of one can be that of the other.
CREATE TABLE held (
    inner  INTEGER NOT NULL REFERENCES sayings (n),
    length INTEGER NOT NULL,                    -- of the outer one's words, in bytes: the longest is asked for first
    outer  INTEGER NOT NULL REFERENCES sayings (n),
    PRIMARY KEY (inner, length, outer)
) STRICT, WITHOUT ROWID;
CREATE INDEX held_outer ON held (outer, inner);

-- One row a quote of an article. Parts of one that its cue splits are one saying, and share `first`.
CREATE TABLE said (
    article  INTEGER NOT NULL REFERENCES articles (n),
    seq      INTEGER NOT NULL,                  -- its place among the article's facts
    first    INTEGER NOT NULL,                  -- that of its first part
    saying   INTEGER NOT NULL REFERENCES sayings (n),
    day      TEXT,                              -- the article's
    form     TEXT NOT NULL,                     -- direct partial unmarked block indirect
    country  TEXT,                              -- the speaker's
    official INTEGER NOT NULL,                  -- whether the speaker is one
    PRIMARY KEY (article, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX said_sums ON said (saying, article, first, day);
CREATE INDEX articles_outlet ON articles (outlet) WHERE replaced_by IS NULL;

DROP VIEW v_quotes;
CREATE VIEW v_quotes AS
SELECT a.id AS article, a.outlet, a.published, f.words, f.value ->> 'form' AS form,
       f.value ->> '$.speaker.name' AS speaker, f.value ->> '$.speaker.role' AS role,
       f.value ->> '$.speaker.organisation' AS organisation, f.value ->> '$.speaker.country' AS country,
       f.value ->> '$.speaker.official' AS official, f.value -> 'via' AS via, f.value ->> 'group' AS "group",
       f.char_start, f.char_end, f.rule, q.id AS quote
FROM facts AS f
JOIN articles AS a ON a.n = f.article
LEFT JOIN said AS o ON o.article = f.article AND o.seq = f.seq
LEFT JOIN sayings AS s ON s.n = o.saying
LEFT JOIN sayings AS q ON q.n = s.quote
WHERE f.kind = 'quote';
