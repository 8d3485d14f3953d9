"""One generation: its tokens one by one, how it ended and what it took."""

import time
from collections.abc import Iterator
from typing import Protocol

from assistant.generation.wire import Ending, Finished


class Reader(Protocol):
    """What reads tokens."""

    def read(self, prompt: list[int]) -> int | None:
        """Read a prompt; return how much of it was known, or None when cancelled."""
        ...

    def append(self, tokens: list[int]) -> bool:
        """Read more tokens; return False when cancelled."""
        ...

    def text(self, token: int) -> bytes | None:
        """Return the bytes of a token, or None for one that ends the text."""
        ...


class Chooser(Protocol):
    """What chooses the next token."""

    def pick(self) -> int:
        """Choose a token by what was read last."""
        ...


class Run:
    """Counts and times while it goes."""

    def __init__(self, reader: Reader, prompt: list[int], limit: int) -> None:
        self._reader = reader
        self._prompt = prompt
        self._limit = limit
        self._reason: Ending = "stop"
        self._known = 0
        self._count = 0
        self._began = self._read = time.perf_counter()

    def tokens(self, chooser: Chooser) -> Iterator[bytes]:
        """Yield the bytes of token after token until an end, the limit or a cancel."""
        known = self._reader.read(self._prompt)
        self._read = time.perf_counter()
        if known is None:
            self._reason = "cancelled"
            return
        self._known = known
        while (text := self._reader.text(token := chooser.pick())) is not None:
            self._count += 1
            yield text
            if self._count == self._limit:
                self._reason = "length"
                return
            if not self._reader.append([token]):
                self._reason = "cancelled"
                return

    def finished(self) -> Finished:
        """Return how it ended, and the tokens and milliseconds it took."""
        return Finished(
            self._reason,
            len(self._prompt),
            self._known,
            self._count,
            round((self._read - self._began) * 1000, 1),
            round((time.perf_counter() - self._read) * 1000, 1),
        )
