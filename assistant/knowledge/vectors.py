"""
The vectors of all passages in memory, and the nearest of them to a question.

Each row is kept twice: as signs, one bit a dimension, by which a shortlist is found (6 counts of
different bits a row), and as float16, by which the shortlist is put in order. Compared with all
rows in float32, that takes half the memory and, from 100,000 rows on, less than a tenth of the
time; `snoska bench search` shows both.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from assistant.domain import Language
from assistant.knowledge.embedding import DIMENSIONS, Matrix

_SHORTLIST = 500
"""Rows of each language whose true distance is computed."""

_ROOM = 1024
_WORDS = DIMENSIONS // 64
_ROW_BYTES = 2 * DIMENSIONS
_LENGTH_SLACK = 0.05

Numbers = NDArray[np.int64]


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
        self._centred = 0
        """How many rows there were when the centre was computed."""
        self._centre: Matrix = np.zeros(DIMENSIONS, np.float32)
        self._rows = np.empty((_ROOM, DIMENSIONS), np.float16)
        self._signs = np.empty((_WORDS, _ROOM), np.uint64)
        self._keys = np.empty(_ROOM, np.int64)
        self._days = np.empty(_ROOM, np.int32)
        self._russian = np.empty(_ROOM, np.bool_)

    @property
    def count(self) -> int:
        """How many there are."""
        return self._count

    @property
    def bytes(self) -> int:
        """The memory they take."""
        parts = (self._rows, self._signs, self._keys, self._days, self._russian)
        return sum(part.nbytes for part in parts)

    def add(self, rows: Sequence[Row]) -> None:
        """Add rows under keys that are new."""
        if not rows:
            return
        begin, end = self._count, self._count + len(rows)
        if end > len(self._keys):
            self._grow(max(end, len(self._keys) * 3 // 2))
        self._keys[begin:end] = [row.key for row in rows]
        self._days[begin:end] = [row.published.toordinal() for row in rows]
        self._russian[begin:end] = [row.language == "ru" for row in rows]
        self._rows[begin:end] = np.stack([row.vector for row in rows])
        self._count = end
        if end >= 2 * self._centred:
            self._centre = self._rows[:end].mean(axis=0, dtype=np.float32)
            self._centred, begin = end, 0
        self._signs[:, begin:end] = self._signed(self._rows[begin:end])

    def keep(self, keys: Iterable[int]) -> None:
        """Drop all rows but those of `keys`."""
        stay = np.flatnonzero(np.isin(self._keys[: self._count], np.fromiter(keys, np.int64)))
        self._count = len(stay)
        for part in (self._rows, self._keys, self._days, self._russian):
            part[: self._count] = part[stay]
        self._signs[:, : self._count] = self._signs[:, stay]

    def nearest(
        self,
        question: Matrix,
        language: Language,
        limit: int,
        as_of: date | None = None,
        gap: float = 0.0,
    ) -> list[int]:
        """
        Return the keys of the nearest rows, the nearest first, none published after `as_of`.

        `gap`: how much nearer rows of the question's own language are without deserving it.
        """
        chosen = self._shortlist(question, as_of)
        scores = self._rows[chosen].astype(np.float32) @ question
        scores -= gap * (self._russian[chosen] == (language == "ru"))
        best = np.argsort(-scores, kind="stable")[:limit]
        return self._keys[chosen[best]].tolist()

    def _shortlist(self, question: Matrix, as_of: date | None) -> Numbers:
        """Return the places of the rows with the most signs alike, of either language."""
        distances = self._distances(question)
        russian = self._russian[: self._count]
        groups = [russian, ~russian]
        if as_of:
            early = self._days[: self._count] <= as_of.toordinal()
            groups = [group & early for group in groups]
        return np.concatenate([_least(distances, np.flatnonzero(group)) for group in groups])

    def _distances(self, question: Matrix) -> NDArray[np.uint16]:
        asked = self._signed(question[None])[:, 0]
        total = np.zeros(self._count, np.uint16)
        for signs, word in zip(self._signs, asked, strict=True):
            total += np.bitwise_count(signs[: self._count] ^ word)
        return total

    def _signed(self, rows: NDArray[np.floating]) -> NDArray[np.uint64]:
        """Return one column of bits for each row: on which side of the centre it lies."""
        bits = np.packbits(rows > self._centre, axis=1)
        return bits.view(np.uint64).T

    def _grow(self, room: int) -> None:
        more = room - len(self._keys)
        self._rows = np.concatenate([self._rows, np.empty((more, DIMENSIONS), np.float16)])
        self._signs = np.concatenate([self._signs, np.empty((_WORDS, more), np.uint64)], axis=1)
        self._keys = np.concatenate([self._keys, np.empty(more, np.int64)])
        self._days = np.concatenate([self._days, np.empty(more, np.int32)])
        self._russian = np.concatenate([self._russian, np.empty(more, np.bool_)])


def _least(distances: NDArray[np.uint16], places: Numbers) -> Numbers:
    """Return about `_SHORTLIST` of `places`: those with the least distances, and their equals."""
    if len(places) <= _SHORTLIST:
        return places
    own = distances[places]
    up_to = np.bincount(own, minlength=DIMENSIONS + 1).cumsum()
    return places[own <= np.searchsorted(up_to, _SHORTLIST)]


def packed(rows: Matrix) -> bytes:
    """Return rows as they are stored: float16."""
    return rows.astype(np.float16).tobytes()


def whole_of(windows: bytes) -> Matrix | None:
    """Return the first of the stored rows; None when they are no vectors of length 1."""
    rows, is_sound = _unpacked([windows])
    return rows[0] if is_sound[0] else None


def closeness(windows: Sequence[bytes | None], question: Matrix) -> Matrix:
    """
    Return for each passage's stored rows how near they are to `question`: NaN where there are none.

    It is the mean of two cosines: with the first row, and with the nearest of the others, if any.
    """
    scores = np.full(len(windows), np.nan, np.float32)
    stored = [part or b"" for part in windows]
    rows, is_sound = _unpacked(stored)
    if not is_sound.any():
        return scores
    cosines = rows @ question
    starts, counts = _places(stored, is_sound)
    first = cosines[starts]
    cosines[starts[counts > 1]] = -1.0  # the first of several is no sentence
    scores[is_sound] = (first + np.maximum.reduceat(cosines, starts)) / 2
    return scores


def _unpacked(stored: Sequence[bytes]) -> tuple[Matrix, NDArray[np.bool_]]:
    """Return all rows of those that are vectors of length 1, and which those are."""
    is_sound = np.array([bool(part) and len(part) % _ROW_BYTES == 0 for part in stored], np.bool_)
    rows = _joined(stored, is_sound)
    with np.errstate(all="ignore"):  # a damaged number may be anything
        lengths = np.einsum("ij,ij->i", rows, rows)
    is_off = ~(np.abs(lengths - 1) < _LENGTH_SLACK)
    if is_off.any():
        starts, _ = _places(stored, is_sound)
        is_sound[is_sound] = ~np.logical_or.reduceat(is_off, starts)
        rows = _joined(stored, is_sound)
    return rows, is_sound


def _joined(stored: Sequence[bytes], chosen: NDArray[np.bool_]) -> Matrix:
    every = b"".join(part for part, is_chosen in zip(stored, chosen, strict=True) if is_chosen)
    with np.errstate(all="ignore"):
        return np.frombuffer(every, np.float16).reshape(-1, DIMENSIONS).astype(np.float32)


def _places(stored: Sequence[bytes], chosen: NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    """Return where the rows of each begin, and how many there are."""
    counts = np.array([len(part) // _ROW_BYTES for part in stored], np.int64)[chosen]
    return np.cumsum(counts) - counts, counts
