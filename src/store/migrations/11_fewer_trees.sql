-- Each tree that an article's claims are written to costs pages all over the file. What can be asked of another is gone.

-- Who and what a claim names, one row a name, in the order in which a search for nearby claims walks.
ALTER TABLE claim_names RENAME TO claim_names_before;
CREATE TABLE claim_names (
    role   TEXT NOT NULL,                       -- actor recipient product
    name   TEXT NOT NULL,
    unit   TEXT NOT NULL,
    action TEXT NOT NULL,
    amount REAL NOT NULL,                       -- that of the claim; -Inf where it has none
    claim  TEXT NOT NULL,                       -- claims.id
    PRIMARY KEY (role, name, unit, action, amount, claim)
) STRICT, WITHOUT ROWID;
INSERT INTO claim_names
SELECT DISTINCT role, name, unit, action, coalesce(amount, -9e999), claim FROM claim_names_before;
DROP TABLE claim_names_before;

-- A key is of no claim until its block is grouped.
DROP INDEX keys_claim;
CREATE INDEX keys_claim ON keys (claim) WHERE claim IS NOT NULL;

-- What sayings begin with: of each lead the upper forty bits, and each run from its first row to its last, so that it can be
-- read through where much is looked up at a time. The program writes both anew.
DROP TABLE leads;
DROP TABLE lead_runs;
CREATE TABLE lead_runs (
    run   INTEGER PRIMARY KEY,
    side  INTEGER NOT NULL,
    level INTEGER NOT NULL,                     -- how often it was made of others
    head  INTEGER NOT NULL,                     -- leads.n of its first row
    tail  INTEGER NOT NULL                      -- and of its last; less than `head` while it is written
) STRICT;
CREATE TABLE leads (
    n     INTEGER PRIMARY KEY,                  -- in the order of the leads, within a run
    side  INTEGER NOT NULL,
    run   INTEGER NOT NULL REFERENCES lead_runs (run) DEFERRABLE INITIALLY DEFERRED,
    first INTEGER NOT NULL,                     -- lead
    pairs BLOB NOT NULL                         -- LEB128: a lead's distance from the one before, its saying, and so on
) STRICT;
CREATE INDEX leads_first ON leads (side, run, first, n);

-- Batches are large: their segments are merged when there are more of them.
INSERT INTO article_words (article_words, rank) VALUES ('automerge', 8);
