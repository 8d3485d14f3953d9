"""
Find marks such as `</think>` in text that arrives in pieces.

A mark can be cut anywhere by the end of a piece, so the longest end of the text that could still
become a mark is held back until more comes.
"""

from collections.abc import Sequence


def first(text: str, marks: Sequence[str]) -> tuple[int, str] | None:
    """Return where the earliest mark stands in `text`, and which one it is."""
    found = [(text.find(mark), mark) for mark in marks if mark in text]
    return min(found, default=None)


def held(text: str, marks: Sequence[str]) -> int:
    """
    Return how many characters at the end of `text` may be the beginning of a mark.

    >>> held("see <thi", ["<think>"])
    4
    """
    longest = max((len(mark) for mark in marks), default=1) - 1
    for length in range(min(longest, len(text)), 0, -1):
        if any(mark.startswith(text[-length:]) for mark in marks):
            return length
    return 0


class Stops:
    """Lets text through up to the first stop text; `hit` says that it came."""

    def __init__(self, stops: Sequence[str]) -> None:
        self._stops = [stop for stop in stops if stop]
        self._rest = ""
        self.hit = False

    def feed(self, text: str) -> str:
        """Take more text; return what can be shown."""
        if self.hit:
            return ""
        self._rest += text
        if found := first(self._rest, self._stops):
            self.hit = True
            shown, self._rest = self._rest[: found[0]], ""
            return shown
        cut = len(self._rest) - held(self._rest, self._stops)
        shown, self._rest = self._rest[:cut], self._rest[cut:]
        return shown

    def finish(self) -> str:
        """Return what was held back and is no stop text."""
        shown, self._rest = self._rest, ""
        return shown
