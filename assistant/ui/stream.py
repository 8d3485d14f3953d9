"""
Gradio's event loop and the blocking assistant, brought together.

One thread at a time asks the assistant and hands its events over; the page takes them in batches,
at most ten a second, because two cores also have to run the model. Stop, a closed tab and an error
all set the same event, which the thread and the model watch. An error of the program itself ends
the stream early, and Python reports it in the log.
"""

import asyncio
import threading
from collections import deque
from collections.abc import AsyncGenerator, Callable, Generator, Iterator
from contextlib import closing

from assistant.domain import Turn
from assistant.errors import AssistantError
from assistant.events import Event

Ask = Callable[[str, tuple[Turn, ...], threading.Event], Iterator[Event]]

_PAUSE_SECONDS = 0.1


class Stream:
    """Asks one question at a time, whoever asks."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._turn = threading.Lock()

    async def batches(
        self, question: str, conversation: tuple[Turn, ...], stop: threading.Event
    ) -> AsyncGenerator[list[Event]]:
        """
        Yield events in batches; return at once when `stop` is set, and set it at the end.

        Raises the `AssistantError` that ended the answer.
        """
        worker = _Worker(self.events(question, conversation, stop), stop)
        worker.start()
        try:
            while not stop.is_set() and not worker.is_over:
                await asyncio.sleep(_PAUSE_SECONDS)
                if batch := worker.take():
                    yield batch
            if worker.error:
                raise worker.error
        finally:
            stop.set()

    def events(
        self, question: str, conversation: tuple[Turn, ...], stop: threading.Event
    ) -> Generator[Event]:
        """Yield events as they come, after the questions before this one; `stop` ends the wait."""
        while not self._turn.acquire(timeout=_PAUSE_SECONDS):
            if stop.is_set():
                return
        try:
            if not stop.is_set():
                yield from self._ask(question, conversation, stop)
        finally:
            self._turn.release()


class _Worker(threading.Thread):
    """Runs the events dry; what it found waits until it is taken."""

    def __init__(self, events: Generator[Event], stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.error: AssistantError | None = None
        self._events = events
        self._stop_asked = stop
        self._found: deque[Event] = deque()

    @property
    def is_over(self) -> bool:
        """Whether nothing more can be taken."""
        return not self.is_alive() and not self._found

    def take(self) -> list[Event]:
        """Return what was found since the last time."""
        return [self._found.popleft() for _ in range(len(self._found))]

    def run(self) -> None:
        """Collect events until there are no more or they are no longer wanted."""
        try:
            with closing(self._events):
                for event in self._events:
                    if self._stop_asked.is_set():
                        return
                    self._found.append(event)
        except AssistantError as error:
            self.error = error
