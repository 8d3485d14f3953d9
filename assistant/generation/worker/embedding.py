"""
A loaded model that turns texts into vectors, one text at a time.

The vector is the state of the last token or what else the file asks for (`pooling_type`). Not
covered: models that have to be told how to pool; Qwen3-Embedding's files say it.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import llama_cpp.llama_cpp as llama
import numpy as np

from assistant.generation.wire import Load, Loaded, Vectors
from assistant.generation.worker import faults
from assistant.generation.worker.engine import load_model, physical_cores
from assistant.generation.worker.serving import Engine, Refusal
from assistant.generation.worker.vocabulary import Vocabulary


class EmbeddingEngine(Engine):
    """Reads texts of at most `context` tokens; what is longer is cut."""

    def __init__(self, order: Load) -> None:
        path = Path(order.path)
        faults.look_at(path)
        self._model = load_model(order, path)
        self._vocabulary = Vocabulary(self._model)
        self._context = self._open(order, path)
        self._memory: Any = llama.llama_get_memory(self._context)
        self._width = llama.llama_model_n_embd(self._model)
        self.facts = Loaded(
            description="",
            architecture="",
            layers=llama.llama_model_n_layer(self._model),
            gpu_layers=0,
            context=llama.llama_n_ctx(self._context),
            vocabulary=self._vocabulary.size,
            threads=order.threads or physical_cores(),
            thinking="none",
            control_words=(),
        )

    def tokenize(self, text: str, *, special: bool) -> list[int]:
        """Turn text into tokens."""
        return self._vocabulary.tokenize(text, special=special)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Turn texts into vectors."""
        return Vectors(tuple(map(self._vector, texts)))

    def _vector(self, text: str) -> tuple[float, ...]:
        tokens = self.tokenize(text, special=False)[: self.facts.context] or [0]
        llama.llama_memory_clear(self._memory, True)
        array = (llama.llama_token * len(tokens))(*tokens)
        code = llama.llama_decode(self._context, llama.llama_batch_get_one(array, len(tokens)))
        pointer = llama.llama_get_embeddings_seq(self._context, 0)
        if code or not pointer:
            raise Refusal("failed", f"llama.cpp could not embed {len(tokens)} tokens ({code}).")
        row = np.ctypeslib.as_array(pointer, (self._width,))
        if not np.isfinite(row).all():
            raise Refusal("broken", "The embedding model holds damaged weights.")
        return tuple(row.tolist())

    def _open(self, order: Load, path: Path) -> Any:
        settings = llama.llama_context_default_params()
        settings.n_ctx = min(order.context, llama.llama_model_n_ctx_train(self._model))
        settings.n_batch = settings.n_ubatch = settings.n_ctx
        settings.n_threads = settings.n_threads_batch = order.threads or physical_cores()
        settings.embeddings = True
        context = llama.llama_init_from_model(self._model, settings)
        if not context:
            raise faults.explain(path, "failed to allocate a context")
        if llama.llama_pooling_type(context) == llama.LLAMA_POOLING_TYPE_NONE:
            raise Refusal("broken", f"{path.name!r} is not an embedding model.")
        return context
