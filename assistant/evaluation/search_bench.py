"""
Everything that is measured of search: quality, evidence, speed and the time that indexing takes.

What a run measures is what it is given: a folder of XQuAD, a file of questions, sizes, a folder of
texts. The figures come as values, as tables to read, and as one JSON object.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Group
from rich.table import Table

from assistant.errors import EvaluationError
from assistant.evaluation import search_indexing, search_speed, search_xquad
from assistant.evaluation.search_indexing import Indexing
from assistant.evaluation.search_qa import Recall
from assistant.evaluation.search_speed import Speed
from assistant.evaluation.search_xquad import Advance, Found
from assistant.knowledge.embedding import E5, Embedder

_UNITS = {"k": 1_000, "m": 1_000_000}
_MOST = 10_000_000
_BAR = 40


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured; what was not asked for is empty."""

    xquad: dict[str, Found]
    qa: tuple[Recall, ...]
    speeds: dict[str, Speed]
    index: Indexing | None


def sizes_of(text: str) -> dict[str, int]:
    """
    Read sizes as they are typed; raises `EvaluationError` for what is none.

    >>> sizes_of("10k, 1M")
    {'10k': 10000, '1M': 1000000}
    """
    return {name: _size(name) for name in filter(None, map(str.strip, text.split(",")))}


def measure_quality(folder: Path, embedder: Embedder | None, advance: Advance) -> dict[str, Found]:
    """Return how often the right paragraph of XQuAD is found, by direction."""
    return search_xquad.measure(search_xquad.read_paragraphs(folder), embedder, advance)


def measure_speeds(sizes: dict[str, int], advance: Advance) -> dict[str, Speed]:
    """Return the speed by size; each size gets an embedder that remembers no question."""
    return {name: search_speed.measure(size, E5(), advance) for name, size in sizes.items()}


def measure_indexing(folder: Path, embedder: Embedder | None, advance: Advance) -> Indexing:
    """Return how long it takes to index the texts in `folder`."""
    return search_indexing.measure(folder, embedder, advance)


def as_json(figures: Figures) -> str:
    """Return the figures in one line; what was not measured is left out."""
    record: dict[str, object] = {
        "xquad": {name: asdict(found) for name, found in figures.xquad.items()},
        "qa": {recall.language: recall.share for recall in figures.qa},
        "qa_missed": [id_ for recall in figures.qa for id_ in recall.missed],
        "latency_ms": {name: _latency(speed) for name, speed in figures.speeds.items()},
        "memory_mb": {name: speed.memory_mb for name, speed in figures.speeds.items()},
        "file_mb": {name: speed.file_mb for name, speed in figures.speeds.items()},
        "index": asdict(figures.index) if figures.index else {},
    }
    return json.dumps({name: value for name, value in record.items() if value}, ensure_ascii=False)


def tables(figures: Figures) -> Group:
    """Return the figures as tables."""
    made = (
        _quality_table(figures.xquad) if figures.xquad else None,
        _evidence_table(figures.qa) if figures.qa else None,
        _speed_table(figures.speeds) if figures.speeds else None,
        _indexing_table(figures.index) if figures.index else None,
    )
    return Group(*filter(None, made))


def _size(name: str) -> int:
    digits, unit = (name[:-1], name[-1].lower()) if name[-1:].isalpha() else (name, "")
    if not digits.isdecimal() or unit not in ("", *_UNITS):
        raise EvaluationError(f"{name!r} is not a size.", "Sizes look like 10k,100k,1M.")
    size = int(digits) * _UNITS.get(unit, 1)
    if not 1 <= size <= _MOST:
        raise EvaluationError(f"{name!r} is too small or too large.", "1 to 10M can be measured.")
    return size


def _latency(speed: Speed) -> dict[str, float]:
    return {
        "p50": speed.p50,
        "p95": speed.p95,
        "with_embedding_p50": speed.with_embedding_p50,
        "with_embedding_p95": speed.with_embedding_p95,
    }


def _quality_table(found: dict[str, Found]) -> Table:
    rows = [(name, f"{of.first:.3f}", f"{of.five:.3f}") for name, of in found.items()]
    return _table("Right paragraph (XQuAD)", ("question-text", "first", "first five"), rows)


def _evidence_table(recalls: Sequence[Recall]) -> Table:
    rows = [
        (of.language, str(of.questions), f"{of.share:.3f}", ", ".join(of.missed)) for of in recalls
    ]
    columns = ("language", "questions", "gold in the first 8", "missed")
    return _table("Evidence of answerable questions", columns, rows)


def _speed_table(speeds: dict[str, Speed]) -> Table:
    most = max(speed.p95 for speed in speeds.values())
    rows = [
        (
            name,
            f"{of.p50:.1f} / {of.p95:.1f}",
            f"{of.with_embedding_p50:.1f} / {of.with_embedding_p95:.1f}",
            f"{of.memory_mb:.0f}",
            f"{of.file_mb:.0f}",
            f"{of.opened_seconds:.1f}",
            "█" * max(1, round(_BAR * of.p95 / most)),
        )
        for name, of in speeds.items()
    ]
    columns = ("passages", "search ms p50/p95", "+ the question's vector", "memory MB", "file MB")
    return _table("Speed, warm", (*columns, "open s", "p95"), rows)


def _indexing_table(of: Indexing) -> Table:
    row = (str(of.documents), str(of.passages), f"{of.text_seconds}", f"{of.vectors_seconds}")
    columns = ("documents", "passages", "text searchable, s", "vectors complete, s")
    return _table("Indexing", columns, [row])


def _table(title: str, columns: Iterable[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table
