-- What people have decided of claims and passages. A row is added and never changed; an undo is one more row. Keys and
-- passages are named by their texts and ids, so that a judgement holds for what is read again.
CREATE TABLE judgements (
    n       INTEGER PRIMARY KEY,                -- from 1, in the order in which they were made
    kind    TEXT NOT NULL,                      -- same different reject undo
    block_a TEXT,                               -- same, different: the two keys
    key_a   TEXT,
    block_b TEXT,
    key_b   TEXT,
    passage TEXT,                               -- reject: the passage's id
    undoes  INTEGER UNIQUE REFERENCES judgements (n),
    by      TEXT NOT NULL,
    at      TEXT NOT NULL,                      -- ISO
    why     TEXT,
    about   TEXT NOT NULL                       -- list of [id, words]: what it is about, as it read then
) STRICT;
CREATE INDEX judgements_a ON judgements (block_a, key_a) WHERE block_a IS NOT NULL;
CREATE INDEX judgements_b ON judgements (block_b, key_b) WHERE block_b IS NOT NULL;
CREATE INDEX judgements_passage ON judgements (passage) WHERE passage IS NOT NULL;

-- A rejected passage points to a twin of its key, in a block whose name begins with `rejected `. A twin is of no claim.

CREATE VIEW v_judgements AS
SELECT j.n AS judgement, j.kind, j.key_a, j.key_b, j.passage, j.undoes, j.by, j.at, j.why, u.n AS undone_by
FROM judgements AS j LEFT JOIN judgements AS u ON u.undoes = j.n;
