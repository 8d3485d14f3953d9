"""
Texts as vectors by an embedding model through llama.cpp, such as Qwen3-Embedding.

It runs in a process of its own. The vectors are cut to the width that the index keeps and made
length 1 again, which Qwen3-Embedding is trained for (Matryoshka representations).
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from assistant.errors import ModelError
from assistant.generation.process import ModelProcess
from assistant.generation.wire import Load

Matrix = NDArray[np.float32]

_CONTEXT = 1024
_QUERY = (
    "Instruct: Given a question about software releases, retrieve passages that answer it\nQuery:"
)
"""Qwen3-Embedding wants the task before a question, and passages as they are."""


class LlamaEmbedder(Embeddings):
    """Embeds questions and passages; rows are float32 of length 1. Safe between threads."""

    language_gap = 0.0
    has_known_scale = False
    """Neither was measured for these models."""

    def __init__(self, path: Path, dimensions: int) -> None:
        """Nothing is loaded before the first text; then `ModelError` is raised for a bad file."""
        self.name = f"{path.name}-{path.stat().st_size}-{dimensions}"
        self._dimensions = dimensions
        self._order = Load(str(path), _CONTEXT, None, None, embeds=True)
        self._process = ModelProcess()
        self._cached = lru_cache(maxsize=1024)(self._query)

    def close(self) -> None:
        """End the model's process."""
        self._process.close()

    def query(self, text: str) -> Matrix:
        """Return the vector of a question. Asked again, it is free."""
        return self._cached(text)

    def passages(self, texts: Sequence[str], *, threads: int | None = 1) -> Matrix:
        """Return one row for each text; llama.cpp decides about `threads` by itself."""
        del threads
        return self._rows(texts)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return the vectors of passages, as LangChain wants them."""
        return self.passages(texts).tolist()

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question, as LangChain wants it."""
        return self.query(text).tolist()

    def _query(self, text: str) -> Matrix:
        return self._rows([_QUERY + text])[0]

    def _rows(self, texts: Sequence[str]) -> Matrix:
        if not texts:
            return np.zeros((0, self._dimensions), np.float32)
        rows = np.array(self._process.embed(self._order, texts), np.float32)
        width = rows.shape[1]
        if width < self._dimensions:
            raise ModelError(
                f"The embedding model has {width} dimensions, not {self._dimensions} or more.",
                "Choose another file for SNOSKA_EMBEDDER, such as Qwen3-Embedding-0.6B.",
            )
        cut = rows[:, : self._dimensions]
        return cut / np.maximum(np.linalg.norm(cut, axis=1, keepdims=True), 1e-9)
