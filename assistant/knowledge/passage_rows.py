"""Passages as rows of the index, and rows as what was found."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from assistant.domain import Passage, Snapshot, Source
from assistant.knowledge.lexical import codes, indexed
from assistant.knowledge.visible import visible
from assistant.knowledge.windows import windows
from assistant.language import language_of

SNAPSHOT = "id, url, title, authority, subject, fetched"
SHOWN = "start, stop, text, headings, version, day, published"
"""What of a passage is shown; with the snapshot's columns, its checksum is made of it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found; within one search a larger score is better."""

    passage: Passage
    source: Source
    published: date
    score: float


@dataclass(frozen=True, slots=True)
class PassageRow:
    """What is written of one passage."""

    values: tuple[object, ...]
    """`SHOWN`, then checksum, language, release, terms and digest."""
    terms: str

    @property
    def digest(self) -> object:
        """The key of its vectors."""
        return self.values[-1]


def snapshot_row(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the values of `SNAPSHOT`."""
    document = snapshot.document
    return (
        snapshot.id,
        document.url,
        document.title,
        document.authority,
        document.subject.lower(),
        snapshot.fetched.date().isoformat(),
    )


def passage_row(snapshot: Snapshot, source: Sequence[str], passage: Passage) -> PassageRow:
    """Return what is written of a passage; `source` is `snapshot_row`, made once for all."""
    published = passage.day or snapshot.document.published or snapshot.fetched.date()
    shown = (
        passage.start,
        passage.end,
        passage.text,
        json.dumps(passage.headings, ensure_ascii=False),
        passage.version,
        passage.day.isoformat() if passage.day else None,
        published.isoformat(),
    )
    document = snapshot.document
    above = dict.fromkeys((document.subject, document.title, *passage.headings))
    terms = indexed("\n".join((*above, visible(passage.text))).replace("_", " "))
    embedded = windows(passage.text, passage.headings)
    values = (
        *shown,
        _checksum((*source, *shown)),
        language_of(passage.text, default="en"),
        release(passage.version),
        codes(terms).tobytes(),
        sha256(_bytes("\n".join(embedded))).digest(),
    )
    return PassageRow(values, " ".join(terms))


def release(version: str) -> str:
    """
    Return a version as it is compared.

    >>> release("v0.3.9")
    '0.3.9'
    """
    return version.lower().removeprefix("v")


def hit(row: Sequence[Any], score: float) -> Hit | None:
    """Read `SNAPSHOT`, `SHOWN` and the checksum; None when they are not what was written."""
    id_, url, title, authority, _, fetched, *shown, checksum = row
    if _checksum(row[:-1]) != checksum:
        return None
    start, stop, text, headings, version, day, published = shown
    return Hit(
        Passage(
            id_,
            start,
            stop,
            text,
            tuple(json.loads(headings)),
            version,
            date.fromisoformat(day) if day else None,
        ),
        Source(id_[:12], title, url, authority, date.fromisoformat(fetched)),
        date.fromisoformat(published),
        score,
    )


def _checksum(values: Sequence[object]) -> bytes:
    return sha256(_bytes(repr(tuple(values)))).digest()[:8]


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")
