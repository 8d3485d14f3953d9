-- The index of passages. Disposable: it is made again from the snapshots.

CREATE TABLE snapshot (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  title TEXT NOT NULL,
  authority TEXT NOT NULL,
  subject TEXT NOT NULL,          -- lower case; what all of it is about, or ''
  fetched TEXT NOT NULL           -- a day
) STRICT;

CREATE TABLE passage (
  key INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice: a key in memory stays true
  snapshot INTEGER NOT NULL REFERENCES snapshot (key),
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  text TEXT NOT NULL,
  headings TEXT NOT NULL,         -- JSON
  version TEXT NOT NULL,          -- as it is written
  day TEXT,                       -- of the section it stands in
  published TEXT NOT NULL,        -- that day, else the document's, else when it was fetched
  checksum BLOB NOT NULL,         -- of all that is shown: a damaged file must not be quoted
  language TEXT NOT NULL,         -- ru | en
  release TEXT NOT NULL,          -- the version without v, in lower case
  terms BLOB NOT NULL,            -- CRC-32 of its terms, sorted, four bytes each
  digest BLOB NOT NULL,           -- SHA-256 of what is embedded
  vector INTEGER REFERENCES vector (key),  -- NULL: not computed yet
  turn INTEGER                    -- when it came
) STRICT;

CREATE INDEX passage_snapshot ON passage (snapshot);
CREATE INDEX passage_release ON passage (release);
CREATE INDEX passage_digest ON passage (digest);
CREATE INDEX passage_turn ON passage (turn);
CREATE INDEX passage_waiting ON passage (digest) WHERE vector IS NULL;

-- all terms of a passage, with those of what stands above it
CREATE VIRTUAL TABLE passage_text USING fts5 (
  terms,
  content = '', contentless_delete = 1, detail = none,
  tokenize = "unicode61 remove_diacritics 0 tokenchars '.,_~'"
);

CREATE VIRTUAL TABLE passage_term USING fts5vocab (passage_text, row);

CREATE TABLE vector (
  key INTEGER PRIMARY KEY,
  model TEXT NOT NULL,
  digest BLOB NOT NULL,
  windows BLOB NOT NULL,          -- float16: all of the passage, then its sentences
  UNIQUE (model, digest)
) STRICT;

CREATE TABLE counter (
  model TEXT NOT NULL,            -- whose vectors the passages have
  era TEXT NOT NULL,              -- a new one whenever the file is begun anew
  turn INTEGER NOT NULL,          -- rises with every addition
  removals INTEGER NOT NULL
) STRICT;

INSERT INTO counter VALUES ('', hex(randomblob(8)), 0, 0);
