"""
The loop of the model's process: read requests, answer them one by one, stop when told.

A thread of its own reads, so that a cancel is seen while the model works; it also turns text into
tokens, which needs the vocabulary only. When the other side closes the pipe, or dies, this process
ends at once: it holds nothing that needs saving.
"""

import os
import queue
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from assistant.generation.wire import (
    Cancel,
    Embed,
    Fault,
    Generate,
    Load,
    Loaded,
    Reply,
    Request,
    Score,
    Scored,
    Tokenize,
    Tokens,
    Trouble,
    Vectors,
    decode,
    encode,
)


class Refusal(Exception):  # noqa: N818 - never leaves the model's process; the wire calls it Fault
    """A request cannot be carried out, for a reason that can be told."""

    def __init__(self, trouble: Trouble, message: str) -> None:
        super().__init__(message)
        self.trouble: Trouble = trouble


class Engine(ABC):
    """A loaded model: what it cannot do is refused here."""

    facts: Loaded

    @abstractmethod
    def tokenize(self, text: str, *, special: bool) -> list[int]:
        """Turn text into tokens."""

    def generate(self, order: Generate, stopped: Callable[[], bool]) -> Iterator[Reply]:  # noqa: ARG002 - for others
        """Yield what the model says, and `Finished`."""
        raise Refusal("failed", "This model was not loaded to write.")

    def score(self, order: Score, stopped: Callable[[], bool]) -> Scored:  # noqa: ARG002 - for others
        """Tell how likely texts are."""
        raise Refusal("failed", "This model was not loaded to write.")

    def embed(self, texts: Sequence[str]) -> Vectors:  # noqa: ARG002 - for others
        """Turn texts into vectors."""
        raise Refusal("failed", "This model was not loaded to embed.")


class Service:
    """Serves one pipe."""

    def __init__(
        self, requests: BinaryIO, replies: BinaryIO, load: Callable[[Load], Engine]
    ) -> None:
        self._requests = requests
        self._replies = replies
        self._load = load
        self._engine: Engine | None = None
        self._waiting: queue.SimpleQueue[tuple[int, Request | Reply]] = queue.SimpleQueue()
        self._cancelled = 0  # requests are served in order, so all up to this number
        self._writing = threading.Lock()

    def run(self) -> None:
        """Serve until the pipe is closed; then end the process."""
        threading.Thread(target=self._read, daemon=True).start()
        while True:
            number, request = self._waiting.get()
            try:
                self._carry_out(number, request)
            except Refusal as refusal:
                self._reply(number, Fault(refusal.trouble, str(refusal)))

    def _read(self) -> None:
        for line in self._requests:
            number, request = decode(line)
            match request:
                case Cancel():
                    self._cancelled = number
                case Tokenize(text, special) if self._engine:
                    ids = self._engine.tokenize(text, special=special)
                    self._reply(number, Tokens(tuple(ids)))
                case _:
                    self._waiting.put((number, request))
        os._exit(0)

    def _carry_out(self, number: int, request: Request | Reply) -> None:
        match request:
            case Load():
                self._engine = self._load(request)
                self._reply(number, self._engine.facts)
            case Generate() if self._engine:
                for reply in self._engine.generate(request, lambda: number <= self._cancelled):
                    self._reply(number, reply)
            case Score() if self._engine:
                self._reply(number, self._engine.score(request, lambda: number <= self._cancelled))
            case Embed(texts) if self._engine:
                self._reply(number, self._engine.embed(texts))
            case _:
                raise Refusal("failed", "No model is loaded.")

    def _reply(self, number: int, reply: Reply) -> None:
        with self._writing:
            self._replies.write(encode(number, reply))
            self._replies.flush()
