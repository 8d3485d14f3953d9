"""
The vectors of all passages in memory, one row each, and the nearest of them to a question.

All rows are compared with NumPy, which needs no index beside them; `snoska bench search` shows at
which size that is still fast.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from assistant.domain import Language
from assistant.knowledge.embedding import DIMENSIONS, Matrix

LANGUAGE_GAP = 0.06
"""
How much farther a passage is in the other language than in the question's own: a cosine.

Measured with multilingual-e5-small on 632 questions and the same paragraphs in both languages
(XQuAD): 0.071 from Russian and from English. Without it a wrong passage in the own language hides
the right one in the other; a little less than all of it prefers the own one when both are right.
"""

_ROOM = 1024
_LENGTH_SLACK = 0.05


@dataclass(frozen=True, slots=True)
class Row:
    """What is kept of a passage in memory."""

    key: int
    language: Language
    published: date
    vector: Matrix


class Vectors:
    """Rows of length 1 by passage key. Not safe between threads; its owner holds a lock."""

    def __init__(self) -> None:
        self._count = 0
        self._rows: Matrix = np.empty((_ROOM, DIMENSIONS), np.float32)
        self._keys: NDArray[np.int64] = np.empty(_ROOM, np.int64)
        self._days: NDArray[np.int32] = np.empty(_ROOM, np.int32)
        self._russian: NDArray[np.bool_] = np.empty(_ROOM, np.bool_)

    @property
    def count(self) -> int:
        """How many there are."""
        return self._count

    @property
    def bytes(self) -> int:
        """The memory they take."""
        return sum(part.nbytes for part in (self._rows, self._keys, self._days, self._russian))

    def add(self, rows: Sequence[Row]) -> None:
        """Add rows under keys that are new."""
        begin, end = self._count, self._count + len(rows)
        if end > len(self._keys):
            self._grow(max(end, len(self._keys) * 3 // 2))
        self._keys[begin:end] = [row.key for row in rows]
        self._days[begin:end] = [row.published.toordinal() for row in rows]
        self._russian[begin:end] = [row.language == "ru" for row in rows]
        if rows:
            self._rows[begin:end] = np.stack([row.vector for row in rows])
        self._count = end

    def keep(self, keys: Iterable[int]) -> None:
        """Drop all rows but those of `keys`."""
        stay = np.isin(self._keys[: self._count], np.fromiter(keys, np.int64))
        count = int(stay.sum())
        for part in (self._rows, self._keys, self._days, self._russian):
            part[:count] = part[: self._count][stay]
        self._count = count

    def nearest(
        self, question: Matrix, language: Language, limit: int, as_of: date | None = None
    ) -> list[int]:
        """Return the keys of the nearest rows, the nearest first, none published after `as_of`."""
        scores = self._rows[: self._count] @ question
        scores -= LANGUAGE_GAP * (self._russian[: self._count] == (language == "ru"))
        keys = self._keys[: self._count]
        if as_of:
            early = self._days[: self._count] <= as_of.toordinal()
            scores, keys = scores[early], keys[early]
        if len(scores) > limit:
            best = np.argpartition(scores, -limit)[-limit:]
            scores, keys = scores[best], keys[best]
        return keys[np.argsort(-scores, kind="stable")].tolist()

    def _grow(self, room: int) -> None:
        def larger(part: NDArray[np.generic]) -> NDArray[np.generic]:
            new = np.empty((room, *part.shape[1:]), part.dtype)
            new[: self._count] = part[: self._count]
            return new

        self._rows, self._keys = larger(self._rows), larger(self._keys)  # pyright: ignore[reportAttributeAccessIssue] - the type stays
        self._days, self._russian = larger(self._days), larger(self._russian)  # pyright: ignore[reportAttributeAccessIssue]


def packed(rows: Matrix) -> bytes:
    """Return rows as they are stored: float16."""
    return rows.astype(np.float16).tobytes()


def unpacked(blob: bytes | None) -> Matrix:
    """Return stored rows; none when the bytes are not vectors of length 1."""
    nothing = np.zeros((0, DIMENSIONS), np.float32)
    if not blob or len(blob) % (2 * DIMENSIONS):
        return nothing
    with np.errstate(all="ignore"):
        rows = np.frombuffer(blob, np.float16).reshape(-1, DIMENSIONS).astype(np.float32)
        lengths = np.einsum("ij,ij->i", rows, rows)
    return rows if bool((np.abs(lengths - 1) < _LENGTH_SLACK).all()) else nothing
