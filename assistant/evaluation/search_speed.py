"""
How long a search takes in libraries of growing size, and what it holds in memory.

Each question is asked when the index is warm, once. The vector of the question is measured apart:
it costs the same at any size, and nothing when a question is asked again.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from assistant.evaluation.search_synthetic import fill, questions
from assistant.knowledge.embedding import Embedder
from assistant.knowledge.passage_store import PassageStore
from assistant.knowledge.passages import PassageIndex

_WARM_UP = 20


@dataclass(frozen=True, slots=True)
class Speed:
    """Milliseconds of a search among so many passages; `memory_mb` is held all the time."""

    passages: int
    p50: float
    p95: float
    with_embedding_p50: float
    with_embedding_p95: float
    memory_mb: float
    file_mb: float
    opened_seconds: float
    """What the first search after opening takes: vectors are read from the file."""


def measure(passages: int, embedder: Embedder, advance: Callable[[str, int, int], None]) -> Speed:
    """Build a library of so many passages in a temporary file and ask it eighty questions."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "passages.db"
        store = PassageStore(file, embedder.name)
        for done in fill(store, passages):
            advance(f"{passages} passages", done, passages)
        store.close()
        size = sum(part.stat().st_size for part in file.parent.iterdir())
        index = PassageIndex(file, embedder)
        try:
            opened = _seconds(lambda: index.search("warm", "en"))
            searching, embedding = _ask(index, embedder)
        finally:
            index.close()
        both = [sum(pair) for pair in zip(searching, embedding, strict=True)]
        return Speed(
            passages,
            *_percentiles(searching),
            *_percentiles(both),
            round(index.memory_bytes / 1e6, 1),
            round(size / 1e6, 1),
            round(opened, 2),
        )


def _ask(index: PassageIndex, embedder: Embedder) -> tuple[list[float], list[float]]:
    searching: list[float] = []
    embedding: list[float] = []
    for question in questions():
        embedding.append(_seconds(lambda asked=question: embedder.query(asked)))
        searching.append(_seconds(lambda asked=question: index.search(asked, "en")))
    return searching[_WARM_UP:], embedding[_WARM_UP:]


def _seconds(action: Callable[[], object]) -> float:
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def _percentiles(seconds: list[float]) -> tuple[float, float]:
    p50, p95 = np.percentile(np.array(seconds) * 1000, [50, 95])
    return round(float(p50), 1), round(float(p95), 1)
