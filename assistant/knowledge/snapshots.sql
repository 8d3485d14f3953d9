-- The user's library: texts as they were fetched. Not disposable; everything else is made from it.

CREATE TABLE snapshot (
  id TEXT PRIMARY KEY,            -- SHA-256 of address and text
  url TEXT NOT NULL,
  title TEXT NOT NULL,
  publisher TEXT NOT NULL,
  published TEXT,                 -- a day, where it is known
  authority TEXT NOT NULL,
  subject TEXT NOT NULL,
  text TEXT NOT NULL,
  fetched TEXT NOT NULL,          -- UTC
  origin TEXT NOT NULL,           -- the source that brought it: kind and name
  is_current INTEGER NOT NULL,    -- 0: a later snapshot of the same address took its place
  is_cited INTEGER NOT NULL DEFAULT 0  -- 1: an answer rests on it; it is kept
) STRICT;

CREATE INDEX snapshot_url ON snapshot (url, is_current);
CREATE INDEX snapshot_origin ON snapshot (origin);

CREATE TABLE visit (
  url TEXT PRIMARY KEY,
  etag TEXT NOT NULL,
  last_modified TEXT NOT NULL,
  origin TEXT NOT NULL
) STRICT;

CREATE TABLE learned (
  id TEXT PRIMARY KEY,            -- subject/predicate/source
  fact TEXT NOT NULL,             -- JSON
  origin TEXT NOT NULL
) STRICT;
