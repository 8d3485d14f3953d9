"""Politeness: one host is asked by one thread at a time, and not without a pause."""

import threading
import time
from collections import defaultdict
from collections.abc import Generator
from contextlib import contextmanager


class Turns:
    """Whose turn it is at each host."""

    def __init__(self, gap_seconds: float) -> None:
        self._gap = gap_seconds
        self._lock = threading.Lock()
        self._hosts: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._ended: dict[str, float] = {}

    @contextmanager
    def of(self, host: str, *, is_polite: bool) -> Generator[float]:
        """Hold `host`, and yield the seconds waited for it; who is polite leaves a pause first."""
        began = time.monotonic()
        with self._lock:
            turn = self._hosts[host]
        with turn:
            if is_polite:
                since = time.monotonic() - self._ended.get(host, float("-inf"))
                time.sleep(max(0.0, self._gap - since))
            try:
                yield time.monotonic() - began
            finally:
                self._ended[host] = time.monotonic()
