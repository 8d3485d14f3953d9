"""
A loaded model with one context, and the tokens in it.

One request at a time. What a prompt shares with the beginning of the last one is not read again.
A cancel is seen within a step of llama.cpp's graph where the backend can abort (CPU, Metal), else
between batches and tokens.
"""

import ctypes
import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import llama_cpp.llama_cpp as llama
import numpy as np
import psutil

from assistant.generation.wire import (
    Generate,
    Load,
    Loaded,
    Reply,
    Score,
    Scored,
    ThinkingStyle,
)
from assistant.generation.worker import faults
from assistant.generation.worker.decoding import decode
from assistant.generation.worker.run import Run
from assistant.generation.worker.sampler import Sampler
from assistant.generation.worker.serving import Engine, Refusal
from assistant.generation.worker.vocabulary import Vocabulary

_BATCH = 512
_ERROR_LEVEL = 4
_ABORTED = 2
_OFFLOADED = re.compile(r"offloaded (\d+)/\d+ layers")
_logged: list[str] = []


def start_backend() -> None:
    """Start llama.cpp; of its log only errors and the count of layers on the GPU are kept."""
    llama.llama_log_set(_keep, ctypes.c_void_p(0))
    llama.llama_backend_init()


@llama.llama_log_callback
def _keep(level: int, text: bytes, _: Any) -> None:
    if level == _ERROR_LEVEL or b"offloaded" in text:
        _logged.append(text.decode("utf-8", "replace"))


class WritingEngine(Engine):
    """Reads and writes tokens."""

    def __init__(self, order: Load) -> None:
        path = Path(order.path)
        faults.look_at(path)
        _logged.clear()
        self._model = load_model(order, path)
        self._vocabulary = Vocabulary(self._model)
        self._vocabulary.check(path)
        self._stopped: Callable[[], bool] = lambda: False
        # llama.cpp keeps a bare pointer to this: it must live as long as the context
        self._abort = llama.ggml_abort_callback(self._is_stopped)
        self._threads = order.threads or physical_cores()
        self._context = self._open(order, path)
        self._memory: Any = llama.llama_get_memory(self._context)
        self._seen: list[int] = []
        self._warm_up(path)
        self.facts = self._facts()

    def tokenize(self, text: str, *, special: bool) -> list[int]:
        """Turn text into tokens."""
        return self._vocabulary.tokenize(text, special=special)

    def generate(self, order: Generate, stopped: Callable[[], bool]) -> Iterator[Reply]:
        """Yield what the model says to a prompt, and `Finished`."""
        prompt = self._vocabulary.tokenize(order.prompt, special=True)
        room = llama.llama_n_ctx(self._context) - len(prompt)
        if room <= 0:
            size = llama.llama_n_ctx(self._context)
            raise Refusal("overflow", f"{len(prompt)} tokens do not fit into a context of {size}.")
        self._stopped = stopped
        run = Run(self, prompt, min(order.max_tokens, room))
        sampler = Sampler(self._context, self._vocabulary, order)
        try:
            yield from decode(
                run.tokens(sampler), order.stop, order.begins, one_call=order.one_call
            )
            yield run.finished()
        finally:
            sampler.close()

    def score(self, order: Score, stopped: Callable[[], bool]) -> Scored:
        """Tell how likely each text is behind the prompt; a cancelled one is impossible."""
        prompt = self._vocabulary.tokenize(order.prompt, special=True)
        texts = [self._vocabulary.tokenize(text, special=False) for text in order.texts]
        if len(prompt) + max(map(len, texts), default=0) > llama.llama_n_ctx(self._context):
            raise Refusal("overflow", "The texts do not fit into the context.")
        self._stopped = stopped
        return Scored(
            tuple(self._likelihood(prompt, text) for text in texts),
            tuple(map(len, texts)),
        )

    def _likelihood(self, prompt: list[int], text: list[int]) -> float:
        if self.read(prompt) is None:
            return -math.inf
        total = self._logarithm(-1, text[0])
        if text[1:]:
            batch = _batch(text[:-1], len(self._seen))
            try:
                for number, token in enumerate(text[1:]) if self._decode(batch, text[:-1]) else ():
                    total += self._logarithm(number, token)
            finally:
                llama.llama_batch_free(batch)
        return -math.inf if self._stopped() else total

    def _logarithm(self, place: int, token: int) -> float:
        """Return the logarithm of a token's probability behind the token at `place`."""
        logits = llama.llama_get_logits_ith(self._context, place)
        row = np.ctypeslib.as_array(logits, (self._vocabulary.size,)).astype(np.float64)
        return float(row[token] - np.logaddexp.reduce(row))

    def text(self, token: int) -> bytes | None:
        """Return the bytes of a token, or None for one that ends the text."""
        return None if self._vocabulary.is_end(token) else self._vocabulary.piece(token)

    def read(self, prompt: list[int]) -> int | None:
        """Read a prompt; return how much of it was known already, or None when cancelled."""
        known = _shared(self._seen, prompt[:-1])  # the last token is read again for its logits
        self._forget(known)
        known = len(self._seen)
        for start in range(known, len(prompt), _BATCH):
            if not self.append(prompt[start : start + _BATCH]):
                return None
        return known

    def append(self, tokens: list[int]) -> bool:
        """Read tokens after those that were read; return False when cancelled."""
        if self._stopped():
            return False
        array = (llama.llama_token * len(tokens))(*tokens)
        return self._decode(llama.llama_batch_get_one(array, len(tokens)), tokens)

    def _decode(self, batch: Any, tokens: list[int]) -> bool:
        code = llama.llama_decode(self._context, batch)
        if code == 0:
            self._seen += tokens
            return True
        self._forget(len(self._seen))
        if code == _ABORTED:
            return False
        raise Refusal("failed", f"llama.cpp could not read {len(tokens)} tokens (code {code}).")

    def _is_stopped(self, _: Any) -> bool:
        return self._stopped()

    def _forget(self, kept: int) -> None:
        """Keep the first tokens only; models that cannot do that keep none."""
        if not llama.llama_memory_seq_rm(self._memory, 0, kept, -1):
            llama.llama_memory_clear(self._memory, True)
            kept = 0
        self._seen = self._seen[:kept]

    def _open(self, order: Load, path: Path) -> Any:
        settings = llama.llama_context_default_params()  # flash attention: auto
        settings.n_ctx = min(order.context, llama.llama_model_n_ctx_train(self._model))
        settings.n_batch = settings.n_ubatch = _BATCH
        settings.n_threads = settings.n_threads_batch = self._threads
        settings.abort_callback = self._abort
        context = llama.llama_init_from_model(self._model, settings)
        if not context:
            raise faults.explain(path, "".join(_logged) + "failed to allocate a context")
        return context

    def _warm_up(self, path: Path) -> None:
        """Compute one token: reads the weights from disk and shows damaged ones."""
        self.append([0])
        logits = llama.llama_get_logits_ith(self._context, -1)
        if not np.isfinite(np.ctypeslib.as_array(logits, (self._vocabulary.size,))).all():
            raise Refusal("broken", f"{path.name!r} holds damaged weights.")
        self._forget(0)

    def _facts(self) -> Loaded:
        layers = llama.llama_model_n_layer(self._model)
        offloaded = _OFFLOADED.search("".join(_logged))
        return Loaded(
            description=_description(self._model),
            architecture=_metadata(self._model, "general.architecture"),
            layers=layers,
            gpu_layers=min(int(offloaded[1]), layers) if offloaded else 0,
            context=llama.llama_n_ctx(self._context),
            vocabulary=self._vocabulary.size,
            threads=self._threads,
            thinking=_thinking(llama.llama_model_chat_template(self._model, None) or b""),
            control_words=self._vocabulary.control_words(),
        )


def _batch(tokens: list[int], start: int) -> Any:
    """Return tokens to be read behind `start` others, with the logits of each kept."""
    batch: Any = llama.llama_batch_init(len(tokens), 0, 1)
    batch.n_tokens = len(tokens)
    for number, token in enumerate(tokens):
        batch.token[number], batch.pos[number] = token, start + number
        batch.n_seq_id[number], batch.seq_id[number][0] = 1, 0
        batch.logits[number] = True
    return batch


def load_model(order: Load, path: Path) -> Any:
    """Load the file, or raise `Refusal`."""
    settings = llama.llama_model_default_params()
    settings.n_gpu_layers = -1 if order.gpu_layers is None else order.gpu_layers
    model = llama.llama_model_load_from_file(order.path.encode(), settings)
    if not model:
        raise faults.explain(path, "".join(_logged))
    return model


def physical_cores() -> int:
    """
    Count the cores this process may use, hyper-threads left out.

    llama-cpp-python's own choice is half of all, which halves the speed without hyper-threading.
    """
    process = psutil.Process()
    usable = len(process.cpu_affinity() or []) if hasattr(process, "cpu_affinity") else 0
    cores = psutil.cpu_count(logical=False) or psutil.cpu_count() or 1
    return min(cores, usable) if usable else cores


def _shared(left: list[int], right: list[int]) -> int:
    pairs = enumerate(zip(left, right, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(left), len(right)))


def _description(model: Any) -> str:
    buffer = ctypes.create_string_buffer(256)
    llama.llama_model_desc(model, buffer, 256)
    return buffer.value.decode("utf-8", "replace")


def _metadata(model: Any, key: str) -> str:
    buffer: Any = ctypes.create_string_buffer(256)
    llama.llama_model_meta_val_str(model, key.encode(), buffer, 256)
    return buffer.value.decode("utf-8", "replace")


def _thinking(template: bytes) -> ThinkingStyle:
    """Tell how a model thinks by what the template in its file mentions; it is never rendered."""
    if b"enable_thinking" in template:
        return "optional"
    return "always" if b"<think>" in template.rpartition(b"add_generation_prompt")[2] else "none"
