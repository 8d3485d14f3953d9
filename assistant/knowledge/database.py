"""
Open the index, building it from the catalogue when it is missing, older, or damaged.

The index is disposable. When its file cannot be used (read-only folder, full disk, damaged), the
same index is built in memory instead, so that answering never depends on the disk.
"""

import json
import logging
from collections.abc import Callable, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import cast

import apsw
import apsw.fts5

from assistant.domain import Fact, Value
from assistant.knowledge.catalog_files import (
    CatalogFiles,
    fingerprint,
    read_catalog,
    with_learned,
)
from assistant.knowledge.connection import BUSY, DAMAGED, UNWRITABLE, connect, delete
from assistant.knowledge.wording import sentence
from assistant.language import stem

log = logging.getLogger(__name__)

_SCHEMA = Path(__file__).with_name("schema.sql")


def open_index(catalog: Path, file: Path | None, learned: Sequence[Fact] = ()) -> apsw.Connection:
    """
    Return a connection to an index of `catalog` and of the facts `learned` from sources.

    It is in memory when `file` cannot be used.
    """
    wanted = fingerprint(catalog) + _SCHEMA.read_text("utf-8") + _digest(learned)

    def read() -> CatalogFiles:
        return with_learned(read_catalog(catalog), learned)

    if file is not None:
        try:
            return _fresh(file, read, wanted)
        except (*BUSY, *UNWRITABLE, *DAMAGED, OSError) as error:
            log.warning("the index file cannot be used (%s); it is kept in memory", error)
    return _built(connect(None), read, wanted)


def value_from_json(text: str, *, is_date: bool) -> Value:
    """Read a stored value back into the type it had."""
    raw = json.loads(text)
    if isinstance(raw, list):
        return tuple(str(item) for item in raw)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - JSON is untyped
    return date.fromisoformat(raw) if is_date else raw


def _digest(learned: Sequence[Fact]) -> str:
    return sha256(repr(learned).encode("utf-8", "replace")).hexdigest() if learned else ""


def _fresh(file: Path, read: Callable[[], CatalogFiles], wanted: str) -> apsw.Connection:
    try:
        return _built(connect(file), read, wanted)
    except DAMAGED as error:
        log.warning("the index is damaged and built again: %s", error)
        delete(file)
    return _built(connect(file), read, wanted)


def _built(
    connection: apsw.Connection, read: Callable[[], CatalogFiles], wanted: str
) -> apsw.Connection:
    """Return the connection to what was built from `wanted`; it is closed when that fails."""
    try:
        _register_tokenizers(connection)
        if _built_from(connection) != wanted:
            with connection:
                _clear(connection)
                _build(connection, read(), wanted)
    except Exception:
        connection.close()
        raise
    return connection


def _register_tokenizers(connection: apsw.Connection) -> None:
    tokenizers = {
        "unicodewords": apsw.fts5.UnicodeWordsTokenizer,
        "simplify": apsw.fts5.SimplifyTokenizer,
        "stem": apsw.fts5.TransformTokenizer(stem),
    }
    for name, tokenizer in tokenizers.items():
        # apsw's stubs type some of its own tokenizers as instances
        connection.register_fts5_tokenizer(name, cast("apsw.FTS5TokenizerFactory", tokenizer))


def _built_from(connection: apsw.Connection) -> str | None:
    if connection.table_exists("main", "built"):
        return connection.execute("SELECT fingerprint FROM built").get
    return None


def _clear(connection: apsw.Connection) -> None:
    connection.execute("DROP VIEW IF EXISTS finding")
    # the FTS table first, which takes its shadow tables along
    for table in ("fact_text", "fact", "alias", "release", "family", "source", "built"):
        if connection.table_exists("main", table):
            connection.execute(f"DROP TABLE {table}")


def _build(connection: apsw.Connection, catalog: CatalogFiles, wanted: str) -> None:
    connection.execute(_SCHEMA.read_text("utf-8"))
    _insert_names(connection, catalog)
    connection.executemany(
        "INSERT INTO fact"
        " (id, subject, predicate, kind, value, unit, as_of, until, source, confidence, quote,"
        " ru, en)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [_fact_row(fact, catalog) for fact in catalog.facts],
    )
    connection.execute("INSERT INTO fact_text (fact_text) VALUES ('rebuild')")
    connection.execute("INSERT INTO built VALUES (?)", (wanted,))


def _insert_names(connection: apsw.Connection, catalog: CatalogFiles) -> None:
    connection.executemany(
        "INSERT INTO source VALUES (?, ?, ?, ?, ?)",
        [
            (s.slug, s.title, s.url, s.authority, s.read.isoformat())
            for s in catalog.sources.values()
        ],
    )
    connection.executemany(
        "INSERT INTO family VALUES (?, ?, ?, ?)",
        [
            (f.name, f.maker, _iso(f.complete_as_of), f.list_source.slug)
            for f in catalog.families.values()
        ],
    )
    connection.executemany(
        "INSERT INTO release VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (r.name, r.family, r.series, r.architecture, r.total_b, r.active_b, r.stage)
            for r in catalog.releases.values()
        ],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO alias VALUES (?, ?)",
        [(alias, name) for name, aliases in catalog.aliases.items() for alias in (name, *aliases)],
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _fact_row(fact: Fact, catalog: CatalogFiles) -> tuple[str | None, ...]:
    predicate = catalog.predicates[fact.predicate]
    unit = catalog.units[fact.unit] if fact.unit else None
    words = catalog.localised.get(fact.id)
    return (
        fact.id,
        fact.subject,
        fact.predicate,
        predicate.kind,
        json.dumps(fact.value, ensure_ascii=False, default=str),
        fact.unit,
        fact.as_of.isoformat(),
        _iso(fact.until),
        fact.source.slug,
        fact.confidence,
        fact.quote,
        sentence(fact, predicate, unit, "ru", words),
        sentence(fact, predicate, unit, "en", words),
    )
