"""Remember when the model's process died: three deaths in five minutes are enough."""

import time
from collections import defaultdict, deque
from collections.abc import Callable

MOST = 3
WINDOW_SECONDS = 300.0


class Crashes:
    """The recent deaths by model file."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._times: defaultdict[str, deque[float]] = defaultdict(lambda: deque(maxlen=MOST))

    def add(self, path: str) -> None:
        """Note a death."""
        self._times[path].append(self._clock())

    def are_too_many(self, path: str) -> bool:
        """Whether the file should not be tried again for now."""
        times = self._times[path]
        return len(times) == MOST and self._clock() - times[0] < WINDOW_SECONDS
