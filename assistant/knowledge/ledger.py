"""
Ask the ledger: releases, typed facts by subject and predicate, and facts by their words.

Every fact comes back worded in the language that was asked for. With `as_of` only what held on that
day is found: nothing of a later day, nothing that was superseded by then. Without it the history is
told as well, and superseded facts say until when they held. Not covered: passages, embeddings.
"""

import json
import threading
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, cast

from assistant.domain import ANY_DAY, Fact, Family, Finding, Language, Release, Source
from assistant.knowledge.catalog_files import Predicate, read_predicates
from assistant.knowledge.database import open_index, value_from_json
from assistant.language import words

CATALOG = Path(__file__).with_name("catalog")

_BY_SUBJECT = """
SELECT * FROM finding
WHERE subject IN (SELECT value FROM json_each(:subjects))
  AND (:predicates = '[]' OR predicate IN (SELECT value FROM json_each(:predicates)))
  AND (:as_of IS NULL OR (as_of <= :as_of AND (until IS NULL OR :as_of < until)))
ORDER BY as_of, key
"""
_BY_PREDICATE = """
SELECT * FROM finding
WHERE predicate IN (SELECT value FROM json_each(:predicates))
  AND (:as_of IS NULL OR (as_of <= :as_of AND (until IS NULL OR :as_of < until)))
ORDER BY key
"""
_BY_WORDS = """
SELECT finding.* FROM fact_text JOIN finding ON finding.key = fact_text.rowid
WHERE fact_text MATCH :query
  AND (:as_of IS NULL OR (as_of <= :as_of AND (until IS NULL OR :as_of < until)))
ORDER BY fact_text.rank LIMIT :limit
"""
NOW = ANY_DAY
"""The day that questions without one are about: all that still holds is found."""


_RELEASES = """
SELECT name, family, series, architecture, total_b, active_b, stage FROM release
WHERE (:family IS NULL OR family = :family)
  AND (:as_of IS NULL
       OR ifnull((SELECT min(as_of) FROM fact WHERE subject = release.name), '') <= :as_of)
ORDER BY total_b, name
"""


class Ledger:
    """The ledger, open. Safe to share between threads; close it when done."""

    def __init__(
        self, file: Path | None = None, catalog: Path = CATALOG, learned: Sequence[Fact] = ()
    ) -> None:
        self._file, self._catalog = file, catalog
        self._connection = open_index(catalog, file, learned)
        self._lock = threading.Lock()
        self._learned = tuple(learned)
        self.predicates: dict[str, Predicate] = read_predicates(catalog)

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def learn(self, facts: Sequence[Fact]) -> None:
        """Take `facts` for what sources stated, in place of those so far."""
        if tuple(facts) == self._learned:
            return
        with self._lock:
            self._connection.close()
            self._connection = open_index(self._catalog, self._file, facts)
            self._learned = tuple(facts)

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """All spellings with the release or family they mean."""
        return tuple(self._rows("SELECT alias, name FROM alias ORDER BY name"))

    def asked(self, language: Language) -> dict[str, tuple[str, ...]]:
        """Return by predicate the word beginnings that ask for it."""
        return {name: predicate.asked[language] for name, predicate in self.predicates.items()}

    def label(self, predicate: str, language: Language) -> str:
        """Return the short name of a predicate, for table headers."""
        return self.predicates[predicate].label[language]

    def family(self, name: str) -> Family | None:
        """Return the family called `name`, or the family of the release called so."""
        rows = self._rows(
            "SELECT family.name, maker, complete_as_of, slug, title, url, authority, read"
            " FROM family JOIN source ON slug = list_source WHERE family.name = :name"
            " OR family.name = (SELECT family FROM release WHERE name = :name)",
            {"name": name},
        )
        for family, maker, complete, *source in rows:
            return Family(family, maker, _day(complete), _source(source))
        return None

    def releases(self, family: str | None = None, as_of: date | None = None) -> tuple[Release, ...]:
        """Return the list of a family, or all releases, smallest first; those known on a day."""
        rows = self._rows(_RELEASES, {"family": family, "as_of": as_of and as_of.isoformat()})
        return tuple(Release(*row) for row in rows)

    def facts(
        self,
        language: Language,
        subjects: Iterable[str] | None = None,
        predicates: Iterable[str] = (),
        as_of: date | None = None,
    ) -> tuple[Finding, ...]:
        """Return facts about `subjects` (None: about all), of `predicates` (empty: of all)."""
        asked = {
            "subjects": _json(subjects or ()),
            "predicates": _json(predicates),
            "as_of": as_of and as_of.isoformat(),
        }
        rows = self._rows(_BY_PREDICATE if subjects is None else _BY_SUBJECT, asked)
        return tuple(_finding(row, language) for row in rows)

    def matching(
        self, text: str, language: Language, limit: int = 8, as_of: date | None = None
    ) -> tuple[Finding, ...]:
        """Return the facts whose words are nearest to `text`, which may be any text at all."""
        query = " OR ".join(f'"{word}"' for word in words(text))
        if not query:
            return ()
        day = as_of and as_of.isoformat()
        rows = self._rows(_BY_WORDS, {"query": query, "as_of": day, "limit": limit})
        return tuple(_finding(row, language) for row in rows)

    def _rows(self, sql: str, bindings: dict[str, Any] | None = None) -> list[Any]:
        with self._lock:
            return cast("list[Any]", self._connection.execute(sql, bindings).fetchall())


def _json(items: Iterable[str]) -> str:
    return json.dumps(list(items), ensure_ascii=False)


def _finding(row: Sequence[Any], language: Language) -> Finding:
    _, subject, predicate, kind, value, unit, as_of, until, confidence, quote, ru, en, *read = row
    day, source = date.fromisoformat(as_of), _source(read)
    typed = value_from_json(value, is_date=kind == "date")
    fact = Fact(subject, predicate, typed, unit, day, source, confidence, quote, _day(until))
    return Finding("fact", ru if language == "ru" else en, source, day, fact)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _source(row: Sequence[Any]) -> Source:
    slug, title, url, authority, read = row
    return Source(slug, title, url, authority, date.fromisoformat(read))
