-- The index: what the catalogue says, in a form that can be asked. Disposable.

CREATE TABLE source (
  slug TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  url TEXT NOT NULL,
  authority TEXT NOT NULL,        -- maker > docs > tracker > mirror > third-party
  read TEXT NOT NULL              -- the day its text was last looked at
) STRICT;

CREATE TABLE family (
  name TEXT PRIMARY KEY,
  maker TEXT NOT NULL,
  complete_as_of TEXT,            -- up to this day the list of releases is complete; NULL: open
  list_source TEXT NOT NULL REFERENCES source (slug)
) STRICT;

CREATE TABLE release (
  name TEXT PRIMARY KEY,
  family TEXT NOT NULL REFERENCES family (name),
  series TEXT NOT NULL,           -- '' for the family's first launch
  architecture TEXT,              -- dense | moe
  total_b REAL,                   -- billions of parameters
  active_b REAL,
  stage TEXT NOT NULL             -- base | tuned
) STRICT;

CREATE TABLE alias (
  alias TEXT NOT NULL,
  name TEXT NOT NULL,             -- a release or family
  PRIMARY KEY (alias, name)
) STRICT;

CREATE TABLE fact (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,        -- subject/predicate/source
  subject TEXT NOT NULL,
  predicate TEXT NOT NULL,
  kind TEXT NOT NULL,             -- number | date | text | names | flag
  value TEXT NOT NULL,            -- JSON
  unit TEXT NOT NULL,
  as_of TEXT NOT NULL,
  until TEXT,                     -- the first day on which it holds no more; NULL: it still does
  source TEXT NOT NULL REFERENCES source (slug),
  confidence TEXT NOT NULL,
  quote TEXT NOT NULL,            -- fingerprint of the sentence it rests on, or ''
  ru TEXT NOT NULL,               -- the fact as a sentence
  en TEXT NOT NULL
) STRICT;

CREATE INDEX fact_subject ON fact (subject, predicate);

CREATE VIRTUAL TABLE fact_text USING fts5 (
  ru, en,
  content = 'fact', content_rowid = 'key',
  tokenize = 'stem simplify casefold 1 strip 1 unicodewords'
);

CREATE VIEW finding AS
SELECT fact.key, fact.subject, fact.predicate, fact.kind, fact.value, fact.unit, fact.as_of,
       fact.until, fact.confidence, fact.quote, fact.ru, fact.en,
       source.slug, source.title, source.url, source.authority, source.read
FROM fact JOIN source ON source.slug = fact.source;

CREATE TABLE built (
  fingerprint TEXT NOT NULL       -- of the catalogue and of this schema
) STRICT;
