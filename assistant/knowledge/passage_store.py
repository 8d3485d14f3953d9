"""
The database under the index of passages.

It is disposable. A file that is damaged or of an older schema is thrown away and begun anew, empty;
one of a newer schema, or one that another program holds, is left as it is.
"""

import json
import logging
import threading
from collections.abc import Generator, Iterable, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, cast

import apsw

from assistant.domain import Passage, Snapshot
from assistant.errors import DatabaseUnusable
from assistant.knowledge.connection import DAMAGED, connect, delete, in_words
from assistant.knowledge.passage_rows import SHOWN, SNAPSHOT, passage_row, snapshot_row

log = logging.getLogger(__name__)

NAME = "the index of passages"
_SCHEMA = Path(__file__).with_name("passages.sql")
_VERSION = 1
_APPLICATION = 0x534E4F50
"""Marks the file as ours, so that a damaged number is not taken for a newer schema."""

_CURE = "Run `snoska index rebuild`: it is made again from the snapshots."
_ADD_SNAPSHOT = f"INSERT INTO snapshot ({SNAPSHOT}) VALUES (?, ?, ?, ?, ?, ?)"  # noqa: S608 - names of columns
_ADD_PASSAGE = f"""
INSERT INTO passage (snapshot, {SHOWN}, checksum, language, release, terms, digest)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""  # noqa: S608
_ADD_VECTOR = """
INSERT INTO vector (model, digest, windows) SELECT model, ?, ? FROM counter WHERE true
ON CONFLICT (model, digest) DO UPDATE SET windows = excluded.windows
"""
_ATTACH = """
UPDATE passage SET turn = counter.turn, vector = found.key
FROM counter JOIN vector AS found ON found.model = counter.model AND found.digest = ?1
WHERE passage.digest = ?1 AND passage.vector IS NULL
"""
_ATTACH_ALL = """
UPDATE passage SET turn = (SELECT turn FROM counter), vector =
  (SELECT key FROM vector WHERE model = ? AND vector.digest = passage.digest)
"""
_GONE = "SELECT key FROM snapshot WHERE id IN (SELECT value FROM json_each(?))"
_THEIRS = f"SELECT key FROM passage WHERE snapshot IN ({_GONE})"  # noqa: S608 - names of columns
_REMOVE = (
    f"DELETE FROM passage_text WHERE rowid IN ({_THEIRS})",  # noqa: S608
    f"DELETE FROM passage WHERE snapshot IN ({_GONE})",  # noqa: S608
    f"DELETE FROM snapshot WHERE key IN ({_GONE})",  # noqa: S608
)


class PassageStore:
    """The database, open. Safe between threads and processes."""

    def __init__(self, file: Path | None, model: str) -> None:
        """Open or begin `file` (None: in memory) for the vectors of `model` ("": as before)."""
        self._file = file
        self._lock = threading.RLock()
        with in_words(NAME, _CURE):
            self._connection = _opened(file)
        if model and self.rows("SELECT 1 FROM counter WHERE model != ?", model):
            self._change_model(model)

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._connection.close()

    def rows(self, sql: str, *values: object) -> list[Any]:
        """Run one statement; a damaged file is begun anew and has no rows."""
        with self._guarded():
            return cast("list[Any]", self._connection.execute(sql, values).fetchall())
        return []

    def begin_anew(self, reason: object) -> None:
        """Throw everything away, vectors too: the file is damaged."""
        log.warning("%s is damaged (%s), begun anew, filled from the snapshots", NAME, reason)
        with self._lock, in_words(NAME, _CURE):
            self._connection.close()
            self._connection = _begun(self._file)

    def add(self, snapshot: Snapshot, passages: Sequence[Passage]) -> None:
        """Insert a snapshot with its passages, in one transaction; nothing when it is there."""
        # finding the terms takes longest: not while others wait
        source = snapshot_row(snapshot)
        written = [passage_row(snapshot, source, passage) for passage in passages]
        with self._transaction("turn") as connection:
            if connection.execute("SELECT 1 FROM snapshot WHERE id = ?", source[:1]).get:
                return
            connection.execute(_ADD_SNAPSHOT, source)
            key = connection.last_insert_rowid()
            for row in written:
                connection.execute(_ADD_PASSAGE, (key, *row.values))
                connection.execute(
                    "INSERT INTO passage_text (rowid, terms) VALUES (?, ?)",
                    (connection.last_insert_rowid(), row.terms),
                )
                connection.execute(_ATTACH, (row.digest,))

    def remove(self, snapshots: Iterable[str]) -> None:
        """Delete snapshots and their passages, in one transaction; vectors are kept."""
        ids = json.dumps(list(snapshots))
        if ids != "[]":
            with self._transaction("removals") as connection:
                for sql in _REMOVE:
                    connection.execute(sql, (ids,))

    def clear(self) -> None:
        """Delete all snapshots and passages; vectors are kept."""
        with self._transaction("removals") as connection:
            for table in ("passage_text", "passage", "snapshot"):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names of tables

    def save(self, vectors: Iterable[tuple[bytes, bytes]]) -> int:
        """Store (digest, windows) in one transaction; return how many passages they are of."""
        done = 0
        with self._transaction("turn") as connection:
            for digest, blob in vectors:
                connection.execute(_ADD_VECTOR, (digest, blob))
                connection.execute(_ATTACH, (digest,))
                done += connection.changes()
        return done

    def _change_model(self, model: str) -> None:
        """Let the passages have the vectors of another model, as far as there are some."""
        with self._transaction("removals") as connection:
            connection.execute(
                "UPDATE counter SET model = ?, era = hex(randomblob(8)), turn = turn + 1", (model,)
            )
            connection.execute(_ATTACH_ALL, (model,))

    @contextmanager
    def _transaction(self, counter: str) -> Generator[apsw.Connection]:
        count = f"UPDATE counter SET {counter} = {counter} + 1"  # noqa: S608
        has_begun = False
        with self._guarded(), self._connection as connection:
            connection.execute(count)
            has_begun = True
            yield connection
        if not has_begun:  # damaged, and by now begun anew
            with self._lock, in_words(NAME, _CURE), self._connection as connection:
                connection.execute(count)
                yield connection

    @contextmanager
    def _guarded(self) -> Generator[None]:
        with self._lock, in_words(NAME, _CURE):
            try:
                yield
            except (*DAMAGED, UnicodeDecodeError) as error:
                self.begin_anew(error)
            except apsw.SQLError as error:
                if _is_whole(self._connection):
                    raise  # the statement is wrong, not the file
                self.begin_anew(error)


def _opened(file: Path | None) -> apsw.Connection:
    try:
        connection = connect(file)
        if _is_usable(connection):
            return connection
        connection.close()
    except (*DAMAGED, apsw.SQLError) as error:
        log.warning("%s is damaged and begun anew: %s", NAME, error)
    return _begun(file)


def _begun(file: Path | None) -> apsw.Connection:
    if file:
        delete(file)
    connection = connect(file)
    with connection:
        connection.execute(_SCHEMA.read_text("utf-8"))
        connection.pragma("application_id", _APPLICATION)
        connection.pragma("user_version", _VERSION)
    return connection


def _is_whole(connection: apsw.Connection) -> bool:
    """Whether every table is there and as it was made, and no page of the file is damaged."""
    with closing(_begun(None)) as whole:
        made = _tables(whole)
    try:
        is_sound = connection.pragma("quick_check") == "ok"
        return is_sound and _tables(connection) == made
    except (apsw.Error, UnicodeDecodeError):
        return False


def _tables(connection: apsw.Connection) -> set[tuple[str, str]]:
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite%'")
    return {(str(name), str(sql)) for name, sql in rows}


def _is_usable(connection: apsw.Connection) -> bool:
    found = cast("int", connection.pragma("user_version"))
    is_ours = connection.pragma("application_id") == _APPLICATION
    if is_ours and found > _VERSION:
        connection.close()
        raise DatabaseUnusable(
            f"The index was made by a newer Snoska (schema {found}, this one knows {_VERSION}).",
            "Update Snoska, or set SNOSKA_HOME to another folder; nothing was changed.",
        )
    return is_ours and found == _VERSION
