"""
The library of snapshots: what was fetched, from where and when, and what servers said of it.

The only precious file of the knowledge: facts and passages can be made again from the catalogue
and from here. A snapshot never changes; a newer one of the same address takes its place, and the
old one stays while an answer cites it.
"""

import json
import threading
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

import apsw

from assistant.domain import Document, Fact, Snapshot, Source
from assistant.errors import DatabaseUnusable
from assistant.knowledge.connection import connect, in_words

_CURE = "Move the file away and run `snoska sync`: it is filled anew from your sources."
_SCHEMA = Path(__file__).with_name("snapshots.sql")
_VERSION = 1
_COLUMNS = "url, title, text, publisher, published, authority, subject, fetched"


class Snapshots:
    """The library, open. Safe to share between threads and processes; close it when done."""

    def __init__(self, file: Path | None) -> None:
        """Open `file` (None: in memory); raises `DatabaseUnusable`, and changes nothing then."""
        self._lock = threading.RLock()
        name = "the library" if file is None else f"the library {file.name!r}"
        with in_words(name, _CURE):
            self._connection = _open(file)

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def add(self, document: Document, fetched: datetime, origin: str = "") -> Snapshot | None:
        """Keep a document; return its snapshot when it is new, None when it was there already."""
        snapshot = Snapshot(document, fetched)
        with self._transaction():
            if self._value("SELECT is_current FROM snapshot WHERE id = ?", snapshot.id) == 1:
                return None
            self._run("UPDATE snapshot SET is_current = 0 WHERE url = ?", document.url)
            self._run(
                f"INSERT INTO snapshot (id, {_COLUMNS}, origin, is_current)"  # noqa: S608 - names of columns
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)"
                " ON CONFLICT (id) DO UPDATE SET is_current = 1, fetched = excluded.fetched",
                *(snapshot.id, *_row(snapshot), origin),
            )
        return snapshot

    def current(self, url: str | None = None) -> Iterator[Snapshot]:
        """Return the newest snapshot of each address, or of `url`."""
        rows = self._run(
            f"SELECT {_COLUMNS} FROM snapshot WHERE is_current AND (?1 IS NULL OR url = ?1)"  # noqa: S608
            " ORDER BY url",
            url,
        )
        return (_snapshot(row) for row in rows)

    def current_ids(self, origin: str | None = None) -> dict[str, str]:
        """Return the current snapshots' ids and addresses, of all origins or of one."""
        rows = self._run(
            "SELECT id, url FROM snapshot WHERE is_current AND (?1 IS NULL OR origin = ?1)", origin
        )
        return dict(cast("list[tuple[str, str]]", rows))

    def subjects(self) -> tuple[str, ...]:
        """Return what the current snapshots are about, each once."""
        rows = self._run("SELECT DISTINCT subject FROM snapshot WHERE is_current ORDER BY subject")
        return tuple(row[0] for row in rows if row[0])

    def get(self, id: str) -> Snapshot | None:
        """Return a snapshot, current or not."""
        rows = self._run(f"SELECT {_COLUMNS} FROM snapshot WHERE id = ?", id)  # noqa: S608
        return _snapshot(rows[0]) if rows else None

    def retire(self, ids: Iterable[str]) -> None:
        """Take snapshots out of the current ones, because their source has them no more."""
        with self._transaction():
            for id_ in ids:
                self._run("UPDATE snapshot SET is_current = 0 WHERE id = ?", id_)

    def cite(self, ids: Iterable[str]) -> None:
        """Remember that an answer rests on these snapshots."""
        with self._transaction():
            for id_ in ids:
                self._run("UPDATE snapshot SET is_cited = 1 WHERE id = ?", id_)

    def prune(self) -> int:
        """Drop what is neither current nor cited; return how many."""
        with self._transaction():
            self._run("DELETE FROM snapshot WHERE NOT is_current AND NOT is_cited")
            return self._connection.changes()

    def visited(self, url: str) -> tuple[str, str]:
        """Return the ETag and Last-Modified that came with `url`; empty when it never came."""
        rows = self._run("SELECT etag, last_modified FROM visit WHERE url = ?", url)
        return (str(rows[0][0]), str(rows[0][1])) if rows else ("", "")

    def visit(self, url: str, etag: str, last_modified: str, origin: str = "") -> None:
        """Remember that all of `url` is stored."""
        self._run(
            "INSERT OR REPLACE INTO visit VALUES (?, ?, ?, ?)", url, etag, last_modified, origin
        )

    def learn(self, fact: Fact, origin: str = "") -> bool:
        """Keep a fact that a source stated; return whether it is new or changed."""
        text = json.dumps(asdict(fact), ensure_ascii=False, default=_plain, sort_keys=True)
        with self._transaction():
            if self._value("SELECT fact FROM learned WHERE id = ?", fact.id) == text:
                return False
            self._run("INSERT OR REPLACE INTO learned VALUES (?, ?, ?)", fact.id, text, origin)
        return True

    @property
    def version(self) -> tuple[int, int]:
        """What is another pair after any change, by this program or another one."""
        with self._lock:
            by_others = cast("int", self._connection.pragma("data_version"))
            return by_others, self._connection.total_changes()

    def learned(self) -> tuple[Fact, ...]:
        """Return the facts that sources stated."""
        return tuple(_fact(row[0]) for row in self._run("SELECT fact FROM learned ORDER BY id"))

    def forget(self, origin: str) -> None:
        """Drop what a source brought: its snapshots leave the current ones, its facts go."""
        with self._transaction():
            self._run("UPDATE snapshot SET is_current = 0 WHERE origin = ?", origin)
            self._run("DELETE FROM learned WHERE origin = ?", origin)
            self._run("DELETE FROM visit WHERE origin = ?", origin)

    def _run(self, sql: str, *values: object) -> list[Any]:
        with self._lock, in_words("the library", _CURE):
            return cast("list[Any]", self._connection.execute(sql, values).fetchall())

    def _value(self, sql: str, *values: object) -> object:
        rows = self._run(sql, *values)
        return rows[0][0] if rows else None

    @contextmanager
    def _transaction(self) -> Generator[None]:
        with self._lock, in_words("the library", _CURE), self._connection:
            yield


def _open(file: Path | None) -> apsw.Connection:
    connection = connect(file)
    found = cast("int", connection.pragma("user_version"))
    if found > _VERSION:
        connection.close()
        raise DatabaseUnusable(
            f"The library was made by a newer Snoska (schema {found}, this one knows {_VERSION}).",
            "Update Snoska, or set SNOSKA_HOME to another folder; nothing was changed.",
        )
    if found == 0:
        with connection:
            connection.execute(_SCHEMA.read_text("utf-8"))
            connection.pragma("user_version", _VERSION)
    return connection


def _row(snapshot: Snapshot) -> tuple[object, ...]:
    document = snapshot.document
    return (
        document.url,
        document.title,
        document.text,
        document.publisher,
        document.published.isoformat() if document.published else None,
        document.authority,
        document.subject,
        snapshot.fetched.isoformat(),
    )


def _snapshot(row: Any) -> Snapshot:
    url, title, text, publisher, published, authority, subject, fetched = row
    day = date.fromisoformat(published) if published else None
    document = Document(url, title, text, publisher, day, authority, subject)
    return Snapshot(document, datetime.fromisoformat(fetched))


def _plain(day: date) -> dict[str, str]:
    return {"day": day.isoformat()}


def _fact(text: str) -> Fact:
    raw = json.loads(text, object_hook=lambda found: _day(found) if "day" in found else found)
    value = tuple(raw.pop("value")) if isinstance(raw["value"], list) else raw.pop("value")
    return Fact(**raw | {"source": Source(**raw["source"]), "value": value})


def _day(found: dict[str, str]) -> date:
    return date.fromisoformat(found["day"])
