-- The pages that articles were read from, and what was asked of the web.

-- One row a page, however many articles and versions were read from it. None is ever taken away.
CREATE TABLE pages (
    n      INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,                -- of the page as it came, out of its content encoding
    size   INTEGER NOT NULL,                    -- its bytes
    zstd   BLOB NOT NULL                        -- the page, compressed as Zstandard (RFC 8878)
) STRICT;

-- Which page a version of an article was read from. One that came as text has no row.
CREATE TABLE article_pages (
    article INTEGER PRIMARY KEY REFERENCES articles (n),
    page    INTEGER NOT NULL REFERENCES pages (n),
    fetched TEXT,                               -- ISO, in UTC
    charset TEXT,                               -- that the page came with, over what it declares itself
    blocks  TEXT NOT NULL                       -- list of [start, end, XPath]: bytes of the text, and their element
) STRICT;

-- One row a request: append only. A redirect is a request of its own.
CREATE TABLE exchanges (
    n      INTEGER PRIMARY KEY,                 -- in the order in which they were kept
    asked  TEXT NOT NULL,                       -- the URL that the chain of redirects began with
    url    TEXT NOT NULL,                       -- the URL of this request
    at     TEXT NOT NULL,                       -- ISO, in UTC
    status INTEGER,                             -- of the answer
    fields TEXT NOT NULL,                       -- object: the answer's header fields that matter, names in lower case
    page   TEXT,                                -- SHA-256 of the page that came; it is in `pages` where it is an article's
    error  TEXT                                 -- why there is no answer
) STRICT;
CREATE INDEX exchanges_url ON exchanges (url, n);

CREATE VIEW v_pages AS
SELECT a.id AS article, a.version, a.url, p.sha256, p.size, length(p.zstd) AS stored, ap.fetched
FROM article_pages AS ap JOIN articles AS a ON a.n = ap.article JOIN pages AS p ON p.n = ap.page;
