-- Relations between claims of different articles are decided when a claim is read; what they are decided from stands
-- with the claim, so that its candidates are a short stretch along an index.

-- What the passages of a key come to: kept with it, since a hot key may have a million.
ALTER TABLE keys ADD COLUMN first_day TEXT;                             -- of the earliest passage, with its
ALTER TABLE keys ADD COLUMN first_dates TEXT NOT NULL DEFAULT '[]';     -- list of TIMEX3 values
ALTER TABLE keys ADD COLUMN first_article TEXT NOT NULL DEFAULT '';     -- id
ALTER TABLE keys ADD COLUMN first_says TEXT NOT NULL DEFAULT '[]';      -- list, nearest first
ALTER TABLE keys ADD COLUMN statuses TEXT NOT NULL DEFAULT '';          -- distinct words
ALTER TABLE keys ADD COLUMN bounds TEXT NOT NULL DEFAULT '';            -- distinct words

-- The same of the claim's keys together, and where that puts it among others.
ALTER TABLE claims ADD COLUMN first_day TEXT;
ALTER TABLE claims ADD COLUMN first_dates TEXT NOT NULL DEFAULT '[]';
ALTER TABLE claims ADD COLUMN first_article TEXT NOT NULL DEFAULT '';
ALTER TABLE claims ADD COLUMN first_says TEXT NOT NULL DEFAULT '[]';
ALTER TABLE claims ADD COLUMN statuses TEXT NOT NULL DEFAULT '';
ALTER TABLE claims ADD COLUMN bounds TEXT NOT NULL DEFAULT '';
ALTER TABLE claims ADD COLUMN series TEXT;                              -- what the figures of one series share
ALTER TABLE claims ADD COLUMN series_time TEXT;                         -- when this one holds; sorts by time
ALTER TABLE claims ADD COLUMN plan TEXT;                                -- what a plan and its deeds share: of a plan,
ALTER TABLE claims ADD COLUMN deed TEXT;                                -- and of a deed
CREATE INDEX claims_series ON claims (series, series_time, amount, id) WHERE series IS NOT NULL;
CREATE INDEX claims_plan ON claims (plan, amount, id) WHERE plan IS NOT NULL;
CREATE INDEX claims_deed ON claims (deed, amount, id) WHERE deed IS NOT NULL;

-- Keys whose history is not worked out yet: the next batch does it.
CREATE TABLE stale_keys (key INTEGER PRIMARY KEY) STRICT;
INSERT INTO stale_keys SELECT n FROM keys;

CREATE VIEW v_series AS
SELECT series, series_time AS time, id AS claim,
       coalesce(value, low || '..' || coalesce(high, ''), '..' || high) AS figure, unit, bounds, first_day
FROM claims WHERE series IS NOT NULL;
