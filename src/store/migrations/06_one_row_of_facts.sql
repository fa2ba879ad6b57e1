-- What is found in an article is read and written together: one row an article holds it, and a view shows it fact by fact.

CREATE TABLE found (
    article INTEGER PRIMARY KEY REFERENCES articles (n),
    facts   TEXT NOT NULL                       -- list of lists, in the order of the view's columns, from `kind` on
) STRICT;
INSERT INTO found
SELECT article, json_group_array(
    json_array(kind, start, "end", char_start, char_end, words, rule, id, json(value)) ORDER BY seq)
FROM facts GROUP BY article;
DROP TABLE facts;

-- One row a fact of a current article.
--   article, seq          articles.n, and its place among the article's facts
--   kind                  quantity date place person quote source
--   start, end            bytes of the text; char_start, char_end: code points
--   words, rule           as they stand in the text, and the rule that found them
--   id                    hash of the article's id, its text's hash, the kind, the span and the rule
--   value                 JSON; spans in it are [start, end] in code points
CREATE VIEW facts AS
SELECT f.article, j.key AS seq, j.value ->> 0 AS kind, j.value ->> 1 AS start, j.value ->> 2 AS "end",
       j.value ->> 3 AS char_start, j.value ->> 4 AS char_end, j.value ->> 5 AS words, j.value ->> 6 AS rule,
       j.value ->> 7 AS id, j.value -> 8 AS value
FROM found AS f, json_each(f.facts) AS j;

-- Sayings are told apart by a number instead of its digits. They are worked out anew from the facts.
DROP TABLE said;
DROP TABLE held;
DROP TABLE saying_leads;
DROP TABLE sayings;

-- One row a distinct saying: its words and its speaker's name.
CREATE TABLE sayings (
    n       INTEGER PRIMARY KEY,
    hash    INTEGER NOT NULL UNIQUE,            -- of the words and the speaker
    id      TEXT AS (printf('%016x', hash)),    -- stable
    words   TEXT NOT NULL,                      -- small letters, no accents, no marks, one space between two
    speaker TEXT NOT NULL,                      -- the name, written as `words` is; empty: not resolved
    voice   TEXT NOT NULL,                      -- the fullest name that the sayings next to it give the speaker; `?`
                                                -- where they name several people
    quote   INTEGER NOT NULL                    -- the saying that holds the most of what it says; itself where none does
) STRICT;
CREATE INDEX sayings_quote ON sayings (quote);
CREATE INDEX sayings_speaker ON sayings (speaker);

-- What a saying begins with (side 0), and what the sayings that it can hold begin with (side 1), each with the saying.
-- An index that is written in sorted runs, since one by one its rows would change pages all over the file. It is made of
-- `words` alone, and may hold sayings that are gone.
CREATE TABLE lead_runs (
    run   INTEGER PRIMARY KEY,
    side  INTEGER NOT NULL,
    level INTEGER NOT NULL                      -- how often it was made of others
) STRICT;
CREATE TABLE leads (
    n     INTEGER PRIMARY KEY,                  -- in the order of the leads, within a run
    side  INTEGER NOT NULL,
    run   INTEGER NOT NULL REFERENCES lead_runs (run) DEFERRABLE INITIALLY DEFERRED,
    first INTEGER NOT NULL,                     -- lead
    pairs BLOB NOT NULL                         -- LEB128: a lead's distance from the one before, its saying, and so on
) STRICT;
CREATE INDEX leads_first ON leads (side, run, first, n);

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
