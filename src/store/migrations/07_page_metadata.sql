-- What is known of an article beside its text: the part of the paper it ran in, and which signal gave each field, as a
-- JSON object: signals ->> 'title'. An article that was stored before has an empty one.
ALTER TABLE articles ADD COLUMN section TEXT;
ALTER TABLE articles ADD COLUMN signals TEXT NOT NULL DEFAULT '{}';

DROP VIEW v_articles;
CREATE VIEW v_articles AS
SELECT n, id, version, title, outlet, published, day, url, path, language, numbers, typed, skipped, warnings,
       section, byline, modified, published_from, signals
FROM articles WHERE replaced_by IS NULL;
