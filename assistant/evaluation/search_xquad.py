"""
How often search finds the right paragraph: first, and among the first five, in four directions.

The data is XQuAD: the same questions and paragraphs in both languages, in the same order. Each
direction ranks the paragraphs of one language in an index of their own, through the same search
that answers users. Not measured: what happens when both languages lie in one index.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from assistant.domain import Document, Language, Passage, Snapshot
from assistant.errors import QuestionsWrong
from assistant.knowledge.embedding import Embedder
from assistant.knowledge.passages import PassageIndex

LANGUAGES: tuple[Language, ...] = ("en", "ru")
_FIRST = 5
_AT_ONCE = 16
_DAY = datetime(2020, 1, 1, tzinfo=UTC)
Advance = Callable[[str, int, int], None]
"""Told (what is done, how many are done, of how many)."""


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """The paragraphs of one language, and each question with the place of its paragraph."""

    texts: tuple[str, ...]
    questions: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The share of the questions whose paragraph came first, and among the first five."""

    first: float
    five: float


def read_paragraphs(folder: Path) -> dict[Language, Paragraphs]:
    """Read `xquad.<language>*.json`; raises `QuestionsWrong` when a file is not there or wrong."""
    read: dict[Language, Paragraphs] = {name: _read(folder, name) for name in LANGUAGES}
    if len({len(found.texts) for found in read.values()}) > 1:
        raise QuestionsWrong(f"The XQuAD files in {folder.name!r} have not the same paragraphs.")
    return read


def measure(
    paragraphs: Mapping[Language, Paragraphs], embedder: Embedder | None, advance: Advance
) -> dict[str, Found]:
    """Return what was found by direction: "ru-en" are Russian questions to English paragraphs."""
    found: dict[str, Found] = {}
    for spoken, library in paragraphs.items():
        index = _indexed(library, embedder, partial(advance, f"paragraphs, {spoken}"))
        for asked, questions in paragraphs.items():
            name = f"{asked}-{spoken}"
            found[name] = _ask(index, questions, asked, partial(advance, name))
        index.close()
    return found


def _ask(
    index: PassageIndex,
    asked: Paragraphs,
    language: Language,
    advance: Callable[[int, int], None],
) -> Found:
    first = five = 0
    for done, (question, place) in enumerate(asked.questions, 1):
        hits = index.search(question, language, limit=_FIRST)
        places = [hit.passage.start for hit in hits]
        first += places[:1] == [place]
        five += place in places
        advance(done, len(asked.questions))
    total = len(asked.questions)
    return Found(round(first / total, 4), round(five / total, 4))


def _indexed(
    library: Paragraphs, embedder: Embedder | None, advance: Callable[[int, int], None]
) -> PassageIndex:
    """Return an index of the paragraphs; each passage starts at the place of its paragraph."""
    snapshot = Snapshot(Document("", "", "\n".join(library.texts)), _DAY)
    index = PassageIndex(None, embedder)
    passages = [
        Passage(snapshot.id, place, place + 1, text) for place, text in enumerate(library.texts)
    ]
    index.add(snapshot, passages)
    done = 0
    while more := index.embed_some(_AT_ONCE):
        done += more
        advance(done, len(passages))
    return index


def _read(folder: Path, language: Language) -> Paragraphs:
    files = sorted(folder.glob(f"xquad.{language}*.json"))
    if not files:
        raise QuestionsWrong(f"There is no xquad.{language}*.json in {folder.name!r}.")
    try:
        raw: Any = json.loads(files[0].read_text("utf-8-sig"))
        parts = [part for article in raw["data"] for part in article["paragraphs"]]
        return Paragraphs(
            tuple(part["context"] for part in parts),
            tuple(
                (asked["question"], place)
                for place, part in enumerate(parts)
                for asked in part["qas"]
            ),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise QuestionsWrong(f"{files[0].name} is not an XQuAD file: {error!r}.") from error
