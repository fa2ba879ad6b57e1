-- The orders in which claims and quotes are shown page by page. What has no day sorts as the empty text, so that one
-- comparison along the index finds where a page begins.
CREATE INDEX claims_said ON claims (coalesce(first_day, ''), id);
CREATE INDEX claims_unit_said ON claims (unit, coalesce(first_day, ''), id);
CREATE INDEX said_latest ON said (coalesce(day, ''), article, seq, saying) WHERE seq = first;
CREATE INDEX articles_skipped ON articles (n) WHERE replaced_by IS NULL AND skipped IS NOT NULL;
CREATE INDEX articles_warned ON articles (n) WHERE replaced_by IS NULL AND warnings <> '[]';
CREATE INDEX articles_untyped ON articles (n) WHERE replaced_by IS NULL AND typed < numbers;
