"""
One browser tab's conversation: the exchanges so far and the way to stop the one being answered.

Kept in `gr.State` and changed in place: Gradio copies and hashes values, which an answer being
streamed is too large and too lively for.
"""

import threading
from collections.abc import Callable, Sequence

from assistant.domain import Language, Turn
from assistant.events import Event
from assistant.ui.exchange import Exchange, follow, turns


class Conversation:
    """What was asked and answered in this tab, and in which language the page speaks."""

    def __init__(self, language: Language = "en") -> None:
        self.language: Language = language
        self.exchanges: list[Exchange] = []
        self._stop: threading.Event | None = None
        self._asked = 0

    @property
    def running(self) -> Exchange | None:
        """The exchange that waits for its answer, if any."""
        return next((each for each in self.exchanges if each.is_running), None)

    def ask(self, question: str) -> Exchange:
        """Add a question; numbers are never used twice, because links in the page bear them."""
        self._asked += 1
        self.exchanges.append(Exchange(self._asked, question))
        return self.exchanges[-1]

    def before(self, exchange: Exchange) -> tuple[Turn, ...]:
        """Return what was said before `exchange`, for the model."""
        return turns([each for each in self.exchanges if each.number < exchange.number])

    def begin(self) -> threading.Event:
        """Return the event that `stop` will set."""
        self._stop = threading.Event()
        return self._stop

    def follow(self, number: int, events: Sequence[Event]) -> None:
        """Take events into the exchange `number`, unless it was stopped."""
        for event in events:
            self._change(number, lambda exchange, event=event: follow(exchange, event))

    def end(self, number: int) -> None:
        """Mark the exchange `number` as broken if it still waits for its answer."""
        self._change(number, lambda exchange: exchange.cut_short("broken"))

    def refuse(self, number: int, message: str, hint: str) -> None:
        """End the exchange `number` with an error that the user can do something about."""
        self._change(number, lambda exchange: exchange.refused(message, hint))

    def stop(self) -> None:
        """Cut the running exchange short; what was verified stays."""
        if self._stop:
            self._stop.set()
        if self.running:
            number = self.running.number
            self._change(number, lambda exchange: exchange.cut_short("interrupted"))

    def clear(self) -> None:
        """Forget everything that was said."""
        self.stop()
        self.exchanges.clear()

    def _change(self, number: int, change: Callable[[Exchange], Exchange]) -> None:
        self.exchanges[:] = [
            change(each) if each.number == number and each.is_running else each
            for each in self.exchanges
        ]
