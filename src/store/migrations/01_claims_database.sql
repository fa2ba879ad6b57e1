-- The claims database, first version.
--
-- For readers: begin with the views, whose names start with v_. Everything else is how they are kept.
--   v_articles    the articles, in their current version
--   v_claims      one row a claim, with what its passages add up to
--   v_evidence    one row a passage that a claim rests on, with the sentence it stands in
--   v_relations   how claims hang together
--   v_figures, v_dates, v_places, v_people, v_quotes, v_sources   what was found in the articles
-- Full text: SELECT rowid FROM article_words WHERE article_words MATCH 'grain AND ship'; rowid is articles.n.
--
-- Conventions. Numbers of the text are exact decimals and stand as canonical text; `amount` is the same as REAL, for
-- ordering and searching alone. Days are ISO text. Lists are JSON arrays. `start`, `end` are bytes of the article's
-- text (UTF-8), `char_start`, `char_end` are code points; ends are exclusive. Text compares by bytes.

PRAGMA application_id = 1869509219; -- 'onrc'

-- One row a version of an article. The one that nothing replaces is current; only its facts and evidence are kept,
-- since an old version's can be worked out again from its text.
CREATE TABLE articles (
    n              INTEGER PRIMARY KEY,
    id             TEXT NOT NULL,
    version        INTEGER NOT NULL,            -- from 1
    replaced_by    INTEGER REFERENCES articles (n) DEFERRABLE INITIALLY DEFERRED,
    path           TEXT,
    url            TEXT,
    sha256         TEXT NOT NULL,               -- of the text
    title          TEXT,
    byline         TEXT NOT NULL,               -- list
    outlet         TEXT,
    language       TEXT,                        -- ISO 639-1
    published      TEXT,                        -- as given
    day            TEXT,                        -- the day of `published`
    published_from TEXT NOT NULL,               -- the signal that gave `published`
    modified       TEXT,
    numbers        INTEGER NOT NULL,            -- numbers seen
    typed          INTEGER NOT NULL,            -- numbers with a unit
    skipped        TEXT,                        -- why nothing was extracted
    warnings       TEXT NOT NULL,               -- list
    UNIQUE (id, version)
) STRICT;
CREATE UNIQUE INDEX articles_current ON articles (id) WHERE replaced_by IS NULL;
CREATE INDEX articles_current_url ON articles (url) WHERE replaced_by IS NULL AND url IS NOT NULL;
CREATE INDEX articles_current_path ON articles (path) WHERE replaced_by IS NULL AND path IS NOT NULL;
CREATE INDEX articles_replaced ON articles (replaced_by) WHERE replaced_by IS NOT NULL;

-- Texts stand apart, so that reading what is known of many articles does not read the articles.
CREATE TABLE texts (
    article INTEGER PRIMARY KEY REFERENCES articles (n),
    text    TEXT NOT NULL
) STRICT;

-- Full text over current versions. A batch's are taken in together at its end: triggers would make the index write a
-- segment an article.
CREATE VIEW current_texts AS
SELECT article, text FROM texts JOIN articles ON n = article WHERE replaced_by IS NULL;
CREATE VIRTUAL TABLE article_words USING fts5 (
    text, content = 'current_texts', content_rowid = 'article', tokenize = 'unicode61 remove_diacritics 2'
);

-- One row a fact of a current article.
CREATE TABLE facts (
    article    INTEGER NOT NULL REFERENCES articles (n),
    seq        INTEGER NOT NULL,                -- its place among the article's facts
    id         TEXT NOT NULL,                   -- hash of the article's id, its text's hash, the kind, the span and the rule
    kind       TEXT NOT NULL,                   -- quantity date place person quote source
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    char_start INTEGER NOT NULL,
    char_end   INTEGER NOT NULL,
    words      TEXT NOT NULL,
    rule       TEXT,
    value      TEXT NOT NULL,                   -- JSON; spans in it are [start, end] in code points
    PRIMARY KEY (article, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX facts_kind ON facts (kind);

-- Claims are computed: which keys of a block are one claim is decided anew whenever the block's set of keys changes.
CREATE TABLE claims (
    id        TEXT NOT NULL PRIMARY KEY,        -- stable: a hash of the key of its fullest member
    action    TEXT NOT NULL,
    value     TEXT,
    low       TEXT,
    high      TEXT,
    amount    REAL,                             -- value, else low, else high
    unit      TEXT NOT NULL,
    per       TEXT,
    actor     TEXT NOT NULL,                    -- list
    recipient TEXT NOT NULL,                    -- list
    product   TEXT NOT NULL                     -- list
) STRICT, WITHOUT ROWID;
CREATE INDEX claims_listed ON claims (action, unit, amount, id);

-- Who and what a claim names, one row a name, with the columns that a search for nearby claims walks along.
CREATE TABLE claim_names (
    claim  TEXT NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
    role   TEXT NOT NULL,                       -- actor recipient product
    name   TEXT NOT NULL,
    unit   TEXT NOT NULL,
    action TEXT NOT NULL,
    amount REAL
) STRICT;
CREATE INDEX claim_names_claim ON claim_names (claim);
CREATE INDEX claim_names_near ON claim_names (role, name, unit, action, amount, claim);

-- One row a distinct key: the canonical text of a mention's slots, and the claim that it belongs to at present.
CREATE TABLE keys (
    n         INTEGER PRIMARY KEY,
    block     TEXT NOT NULL,                    -- keys of different blocks are never one claim
    key       TEXT NOT NULL,
    claim     TEXT REFERENCES claims (id),
    action    TEXT NOT NULL,
    value     TEXT,
    low       TEXT,
    high      TEXT,
    unit      TEXT NOT NULL,
    per       TEXT,
    actor     TEXT NOT NULL,                    -- list
    recipient TEXT NOT NULL,                    -- list
    product   TEXT NOT NULL,                    -- list
    UNIQUE (block, key)
) STRICT;
CREATE INDEX keys_claim ON keys (claim);

-- One row a passage. It points to its key and is never changed: regrouping moves keys, not passages.
CREATE TABLE evidence (
    n                   INTEGER PRIMARY KEY,
    id                  TEXT NOT NULL,          -- hash of the article's id, its text's hash, the span and the rules
    article             INTEGER NOT NULL REFERENCES articles (n),
    key                 INTEGER NOT NULL REFERENCES keys (n),
    day                 TEXT,                   -- the article's
    start               INTEGER NOT NULL,       -- of the figure
    "end"               INTEGER NOT NULL,
    char_start          INTEGER NOT NULL,
    char_end            INTEGER NOT NULL,
    words               TEXT NOT NULL,          -- the figure's
    sentence_start      INTEGER NOT NULL,
    sentence_end        INTEGER NOT NULL,
    sentence_char_start INTEGER NOT NULL,
    sentence_char_end   INTEGER NOT NULL,
    verb                TEXT,
    transfer            TEXT,
    bound               TEXT NOT NULL,
    status              TEXT NOT NULL,
    status_start        INTEGER,                -- of the words that gave the status
    status_end          INTEGER,
    dates               TEXT NOT NULL,          -- list of TIMEX3 values
    says                TEXT NOT NULL,          -- list, nearest first
    origin              TEXT,
    origin_reason       TEXT NOT NULL,
    rules               TEXT NOT NULL           -- list
) STRICT;
-- Holds all that a claim's sums are made of, so that they are read in one stretch a key.
CREATE INDEX evidence_sums ON evidence (key, article, day, origin, status, bound, dates);
CREATE INDEX evidence_article ON evidence (article);

-- How passages of one article hang together; between claims it is read through their passages (v_relations).
CREATE TABLE relations (
    from_evidence INTEGER NOT NULL REFERENCES evidence (n) ON DELETE CASCADE,
    kind          TEXT NOT NULL,                -- part_of carries_out revises conflicts
    to_evidence   INTEGER NOT NULL REFERENCES evidence (n) ON DELETE CASCADE,
    reason        TEXT NOT NULL,
    PRIMARY KEY (from_evidence, kind, to_evidence, reason)
) STRICT, WITHOUT ROWID;
CREATE INDEX relations_to ON relations (to_evidence);

CREATE VIEW v_articles AS
SELECT n, id, version, title, outlet, published, day, url, path, language, numbers, typed, skipped, warnings
FROM articles WHERE replaced_by IS NULL;

CREATE VIEW v_claims AS
SELECT c.id AS claim, c.action, coalesce(c.value, c.low || '..' || coalesce(c.high, ''), '..' || c.high) AS figure,
       c.unit, c.per, c.actor, c.recipient, c.product,
       count(*) AS passages, count(DISTINCT e.article) AS articles, count(DISTINCT e.origin) AS origins,
       group_concat(DISTINCT e.status) AS statuses, min(e.day) AS first_said, max(e.day) AS last_said
FROM claims AS c
JOIN keys AS k ON k.claim = c.id
JOIN evidence AS e ON e.key = k.n
GROUP BY c.id;

CREATE VIEW v_evidence AS
SELECT k.claim, e.id AS passage, e.words, e.bound, e.status, e.verb, e.transfer, e.dates, e.says,
       e.origin, e.origin_reason, a.id AS article, a.outlet, a.published, a.title, a.url,
       e.char_start, e.char_end,
       substr(t.text, e.sentence_char_start + 1, e.sentence_char_end - e.sentence_char_start) AS sentence, e.rules
FROM evidence AS e
JOIN keys AS k ON k.n = e.key
JOIN articles AS a ON a.n = e.article
JOIN texts AS t ON t.article = e.article;

CREATE VIEW v_relations AS
SELECT DISTINCT fk.claim AS claim, r.kind, tk.claim AS of_claim, r.reason
FROM relations AS r
JOIN evidence AS fe ON fe.n = r.from_evidence
JOIN keys AS fk ON fk.n = fe.key
JOIN evidence AS te ON te.n = r.to_evidence
JOIN keys AS tk ON tk.n = te.key
WHERE fk.claim <> tk.claim;

CREATE VIEW v_figures AS
SELECT a.id AS article, f.words, f.value ->> 'value' AS value, f.value ->> 'low' AS low, f.value ->> 'high' AS high,
       f.value ->> 'bound' AS bound, f.value ->> 'unit' AS unit, f.value ->> 'per' AS per, f.value ->> 'event' AS event,
       f.value -> 'of' AS "of", f.char_start, f.char_end, f.rule
FROM facts AS f JOIN articles AS a ON a.n = f.article WHERE f.kind = 'quantity';

CREATE VIEW v_dates AS
SELECT a.id AS article, f.words, f.value ->> 'kind' AS kind, f.value ->> 'value' AS value, f.value ->> 'from' AS "from",
       f.value ->> 'to' AS "to", f.value ->> 'bound' AS bound, f.value ->> 'anchor' AS anchor,
       f.char_start, f.char_end, f.rule
FROM facts AS f JOIN articles AS a ON a.n = f.article WHERE f.kind = 'date';

CREATE VIEW v_places AS
SELECT a.id AS article, f.words, f.value ->> 'name' AS name, f.value ->> 'kind' AS kind,
       f.value -> 'countries' AS countries, f.value ->> 'in_name' AS in_name, f.char_start, f.char_end, f.rule
FROM facts AS f JOIN articles AS a ON a.n = f.article WHERE f.kind = 'place';

CREATE VIEW v_people AS
SELECT a.id AS article, f.value ->> 'name' AS name, f.value ->> 'role' AS role,
       f.value ->> 'organisation' AS organisation, f.value ->> 'country' AS country, f.value ->> 'official' AS official,
       json_array_length(f.value, '$.mentions') AS mentions
FROM facts AS f JOIN articles AS a ON a.n = f.article WHERE f.kind = 'person';

CREATE VIEW v_quotes AS
SELECT a.id AS article, a.outlet, a.published, f.words, f.value ->> 'form' AS form,
       f.value ->> '$.speaker.name' AS speaker, f.value ->> '$.speaker.role' AS role,
       f.value ->> '$.speaker.organisation' AS organisation, f.value ->> '$.speaker.country' AS country,
       f.value ->> '$.speaker.official' AS official, f.value -> 'via' AS via, f.value ->> 'group' AS "group",
       f.char_start, f.char_end, f.rule
FROM facts AS f JOIN articles AS a ON a.n = f.article WHERE f.kind = 'quote';

CREATE VIEW v_sources AS
SELECT a.id AS article, f.words, f.value ->> 'name' AS name, f.value ->> 'kind' AS kind, f.char_start, f.char_end, f.rule
FROM facts AS f JOIN articles AS a ON a.n = f.article WHERE f.kind = 'source';
