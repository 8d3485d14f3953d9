"""Measure one answer: the milliseconds and tokens of `Timings`."""

import time
from dataclasses import replace

from assistant.domain import Timings
from assistant.events import Checked, Drafted, Event


class Stopwatch:
    """Started when the question is asked; it looks at each event as it passes."""

    def __init__(self) -> None:
        self._start = time.perf_counter()
        self.timings = Timings()

    def elapsed_ms(self) -> float:
        """Return the milliseconds since the question."""
        return round((time.perf_counter() - self._start) * 1000, 1)

    def found(self) -> None:
        """Note that search is done."""
        self.timings = replace(self.timings, search_ms=self.elapsed_ms())

    def saw(self, event: Event) -> None:
        """Note the first words and the first token."""
        if isinstance(event, Checked | Drafted) and self.timings.first_words_ms is None:
            self.timings = replace(self.timings, first_words_ms=self.elapsed_ms())
        if isinstance(event, Drafted) and self.timings.first_token_ms is None:
            self.timings = replace(self.timings, first_token_ms=self.elapsed_ms())

    def finished(self) -> Timings:
        """Return the timings of the whole answer."""
        return replace(self.timings, total_ms=self.elapsed_ms())
