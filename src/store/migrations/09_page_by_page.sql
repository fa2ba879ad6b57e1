-- The orders in which claims and quotes are shown page by page. What has no day sorts as the empty text, so that one
-- comparison along the index finds where a page begins; what is often asked of them stands in the index, so that what
-- does not fit is passed over there.
CREATE INDEX claims_said ON claims (coalesce(first_day, ''), id, statuses);
CREATE INDEX claims_unit_said ON claims (unit, coalesce(first_day, ''), id, statuses);
CREATE INDEX said_latest ON said (coalesce(day, ''), article, seq, saying, form, country, official) WHERE seq = first;
CREATE INDEX articles_day ON articles (day) WHERE replaced_by IS NULL AND day IS NOT NULL;
CREATE INDEX articles_skipped ON articles (n) WHERE replaced_by IS NULL AND skipped IS NOT NULL;
CREATE INDEX articles_warned ON articles (n) WHERE replaced_by IS NULL AND warnings <> '[]';
CREATE INDEX articles_untyped ON articles (n) WHERE replaced_by IS NULL AND typed < numbers;
