"""
The one process that runs a language model, and the queue before it.

One model at a time, one question at a time; a second question waits, unless it is aborted. A dead
process is started again for the next question, until it has died too often.
"""

import atexit
import logging
import math
import queue
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from assistant.errors import ModelCrashed
from assistant.generation.child import Child, Died, Inbox
from assistant.generation.crashes import MOST, Crashes
from assistant.generation.deadline import CANCEL_SECONDS, Deadline
from assistant.generation.failures import death_while_loading, failure
from assistant.generation.parser import Utterance
from assistant.generation.wire import (
    Embed,
    Fault,
    Finished,
    Generate,
    Load,
    Loaded,
    Reply,
    Score,
    Scored,
    Tokenize,
    Tokens,
    Vectors,
)

log = logging.getLogger(__name__)

_LOOK_SECONDS = 0.05
"""How often a waiting question looks whether it was aborted."""


class Aborted(Exception):  # noqa: N818 - a signal between two functions, nothing went wrong
    """The question was aborted before the model began."""


class ModelProcess:
    """The process, the model in it and the lock before it."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._running: _Running | None = None
        self._newest: Child | None = None
        self._crashes = Crashes()

    @property
    def pid(self) -> int | None:
        """The number of the running process."""
        running = self._running
        return running.child.pid if running and running.child.is_alive() else None

    def load(self, order: Load, abort: threading.Event | None = None) -> Loaded:
        """Have this model loaded; return what was loaded. Raises `Aborted`."""
        running = self._running
        if running and running.order == order and running.child.is_alive():
            return running.facts
        with self._my_turn(abort):
            return self._loaded(order, abort).facts

    def tokenize(self, order: Load, text: str, *, special: bool = False) -> tuple[int, ...]:
        """
        Turn text into tokens; needs no turn while the model is loaded.

        `special` reads control words as control tokens, as in a prompt.
        """
        self.load(order)
        running = self._running
        if running is None or running.order != order:
            raise ModelCrashed("The model was unloaded meanwhile.")
        _, inbox = running.child.send(Tokenize(text, special))
        match inbox.get():
            case Tokens(ids):
                return ids
            case reply:
                raise failure(reply)

    def generate(
        self, order: Load, request: Generate, abort: threading.Event, seconds: float | None = None
    ) -> Iterator[Utterance | Finished]:
        """
        Yield what the model says, and `Finished` at last.

        Setting `abort`, closing this iterator or `seconds` running out stops the model. An aborted
        generation still ends with `Finished`; one that took too long raises `ModelError`.
        """
        with self._my_turn(abort):
            child = self._loaded(order, abort).child
            number, inbox = child.send(request)
            try:
                yield from self._replies(inbox, Deadline(child, number, abort, seconds))
            finally:
                child.cancel(number)  # nothing happens if it is over

    def embed(self, order: Load, texts: Sequence[str]) -> tuple[tuple[float, ...], ...]:
        """Turn texts into vectors."""
        with self._my_turn(None):
            _, inbox = self._loaded(order, None).child.send(Embed(tuple(texts)))
            match inbox.get():
                case Vectors(rows):
                    return rows
                case reply:
                    raise failure(reply)

    def score(self, order: Load, request: Score, abort: threading.Event | None = None) -> Scored:
        """Tell how likely texts are behind a prompt; after an abort all are impossible."""
        with suppress(Aborted), self._my_turn(abort):
            child = self._loaded(order, abort).child
            number, inbox = child.send(request)
            match self._next(inbox, Deadline(child, number, abort or threading.Event(), None)):
                case Scored() as scored:
                    return scored
                case reply:
                    raise failure(reply)
        return Scored((-math.inf,) * len(request.texts), (0,) * len(request.texts))

    def close(self) -> None:
        """End the process at once, whatever it is doing: who waits for it gets `ModelCrashed`."""
        newest = self._newest
        if newest:
            newest.close()
        with self._turn:
            self._end()

    def _replies(self, inbox: Inbox, deadline: Deadline) -> Iterator[Utterance | Finished]:
        while True:
            match reply := self._next(inbox, deadline):
                case Finished():
                    deadline.check()
                    yield reply
                    return
                case Died() | Fault() | Loaded() | Tokens() | Scored() | Vectors():
                    raise failure(reply)
                case _:
                    yield reply
            deadline.look()

    def _next(self, inbox: Inbox, deadline: Deadline) -> Reply | Died:
        """Return the next reply; end a process that does not stop when it is told to."""
        while True:
            try:
                return inbox.get(timeout=_LOOK_SECONDS)
            except queue.Empty:
                if deadline.is_hopeless():
                    self._end()
                    raise ModelCrashed("The model did not stop and was ended.") from None

    @contextmanager
    def _my_turn(self, abort: threading.Event | None) -> Generator[None]:
        while not self._turn.acquire(timeout=_LOOK_SECONDS):
            if abort and abort.is_set():
                raise Aborted
        try:
            yield
        finally:
            self._turn.release()

    def _loaded(self, order: Load, abort: threading.Event | None) -> "_Running":
        """Return the process with the model in it; start or replace it as needed."""
        running = self._running
        if running and running.order == order and running.child.settle(CANCEL_SECONDS):
            if running.child.is_alive():
                return running
            self._crashes.add(running.order.path)
        self._end()
        if self._crashes.are_too_many(order.path):
            raise ModelCrashed(
                f"The model's process died {MOST} times within five minutes.",
                "Choose another model; this one is tried again in a few minutes.",
            )
        self._running = self._start(order, abort)
        return self._running

    def _start(self, order: Load, abort: threading.Event | None) -> "_Running":
        began = time.monotonic()
        atexit.unregister(self.close)  # once is enough
        atexit.register(self.close)
        child = self._newest = Child()
        try:
            facts = self._facts(child, order, abort)
        except BaseException:
            child.close()
            raise
        log.info("loaded %s in %.1f s", facts.description, time.monotonic() - began)
        return _Running(order, child, facts)

    def _facts(self, child: Child, order: Load, abort: threading.Event | None) -> Loaded:
        _, inbox = child.send(order)
        while not (abort and abort.is_set()):
            try:
                reply = inbox.get(timeout=_LOOK_SECONDS)
            except queue.Empty:
                continue
            match reply:
                case Loaded():
                    return reply
                case Died(was_asked=True):
                    raise failure(reply)
                case Died():
                    self._crashes.add(order.path)
                    raise death_while_loading(reply, order.path)
                case _:
                    raise failure(reply)
        raise Aborted

    def _end(self) -> None:
        running, self._running = self._running, None
        if running:
            running.child.close()


@dataclass(frozen=True, slots=True)
class _Running:
    order: Load
    child: Child
    facts: Loaded
