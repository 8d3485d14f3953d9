"""
Compute missing vectors beside other work, one small batch after the other.

What is done is kept: the next start goes on where this one stopped. It uses one processor and
pauses while `is_busy` says so, so that it never makes an answer slow. Not covered: a second
process, which would compute the same passages again (harmless, but for nothing).
"""

import logging
import threading
from collections.abc import Callable

from assistant.errors import DatabaseUnusable, ModelError
from assistant.knowledge.passages import PassageIndex

log = logging.getLogger(__name__)

_AT_ONCE = 4
"""About a second of work: so long may a question wait for the processor."""

_LOOK_AGAIN_SECONDS = 5.0
_BUSY_SECONDS = 0.2


class BackgroundEmbedding:
    """A thread that computes vectors until it is stopped; stop it before the index is closed."""

    def __init__(self, index: PassageIndex, is_busy: Callable[[], bool] = lambda: False) -> None:
        self._index = index
        self._is_busy = is_busy
        self._stop = threading.Event()
        self._idle = threading.Event()
        self._thread = threading.Thread(target=self._work, name="embedding", daemon=True)

    def start(self) -> "BackgroundEmbedding":
        """Begin to work."""
        self._thread.start()
        return self

    def wait(self, seconds: float) -> bool:
        """Wait until nothing is left to do; return whether that was so in time."""
        return self._idle.wait(seconds)

    def stop(self) -> None:
        """End the work after the batch at hand, which is kept."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def _work(self) -> None:
        while not self._stop.is_set():
            if self._is_busy():
                self._stop.wait(_BUSY_SECONDS)
            elif not self._embed():
                self._idle.set()
                self._stop.wait(_LOOK_AGAIN_SECONDS)

    def _embed(self) -> int:
        try:
            return self._index.embed_some(_AT_ONCE, threads=1)
        except (DatabaseUnusable, ModelError) as error:
            log.warning("vectors cannot be made for now: %s", error)
            return 0
