"""Cancel a request of the model's process when it is aborted or takes too long."""

import threading
import time

from assistant.errors import ModelError
from assistant.generation.child import Child

CANCEL_SECONDS = 10.0
"""A process that does not stop within this time is killed."""


class Deadline:
    """Watches one request."""

    def __init__(
        self, child: Child, number: int, abort: threading.Event, seconds: float | None
    ) -> None:
        self._child, self._number, self._abort, self._seconds = child, number, abort, seconds
        self._began = time.monotonic()
        self._cancelled_at: float | None = None
        self._ran_out = False

    def look(self) -> None:
        """Cancel when it is time to."""
        if self._cancelled_at is not None:
            return
        passed = time.monotonic() - self._began
        self._ran_out = self._seconds is not None and passed > self._seconds
        if self._ran_out or self._abort.is_set():
            self._cancelled_at = time.monotonic()
            self._child.cancel(self._number)

    def is_hopeless(self) -> bool:
        """Cancel when it is time to; say whether the process did not listen."""
        self.look()
        cancelled = self._cancelled_at
        return cancelled is not None and time.monotonic() - cancelled > CANCEL_SECONDS

    def check(self) -> None:
        """Raise `ModelError` when the time ran out."""
        if self._ran_out:
            raise ModelError(
                f"The model took longer than {self._seconds:g} s.",
                "Choose a smaller model, or let this one take longer.",
            )
