"""
Which releases and families a text names, however they are spelt.

A name is a sequence of pieces: letters compared by sound across the two scripts ("квен", "quen",
"qwen"), with one slip allowed in four letters and more; numbers compared exactly, so that
Qwen3-30B-A3B never stands for Qwen3-32B. What follows a family and looks like a member but is none
is reported as unknown, never replaced by a neighbour.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

_PIECE = re.compile(r"\d+(?:\.\d+)*|[a-z]+|[а-я]+")
_TO_LATIN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i",
        "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
        "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh",
        "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "u", "я": "a",
    }
)  # fmt: skip
_SOUNDS = (("ph", "f"), ("qw", "kv"), ("qu", "kv"), ("w", "v"), ("q", "k"), ("c", "k"), ("y", "i"),
           ("x", "ks"), ("ee", "i"), ("oo", "u"), ("j", "dzh"))  # fmt: skip
_FUZZY_FROM = 4
"""Shorter pieces must sound exactly alike: "yi" and "phi" are one slip from half the language."""

_SOUND_FROM = 3
"""Shorter Latin pieces stay as they are, or "yi" would sound like the Russian word for "and"."""

Pieces = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text: what it means and the characters it took."""

    name: str
    begin: int
    end: int


@lru_cache(maxsize=20_000)
def pieces(text: str) -> Pieces:
    """
    Cut `text` into letters by sound and numbers.

    >>> pieces("Квен3-32B"), pieces("qwen 3")
    (('kven', '3', '32', 'b'), ('kven', '3'))
    """
    return tuple(_sound(match[0]) for match in _cut(text))


@lru_cache(maxsize=4)
def names_of(spellings: tuple[tuple[str, str], ...]) -> "Names":
    """Return the `Names` of `spellings`; building them again for every question would be slow."""
    return Names(spellings)


class Names:
    """All known spellings, ready to be found in text."""

    def __init__(self, spellings: Iterable[tuple[str, str]]) -> None:
        self._by_pieces: dict[Pieces, str] = {}
        for spelling, name in spellings:
            self._by_pieces.setdefault(pieces(spelling), name)
        self._longest = max(map(len, self._by_pieces), default=0)

    def mentions(self, text: str) -> list[Mention]:
        """Return the names in `text` from left to right: the longest first at each place."""
        matches = list(_cut(text))
        parts = tuple(_sound(match[0]) for match in matches)
        found: list[Mention] = []
        at = 0
        while at < len(parts):
            name, length = self._longest_at(parts, at)
            if name:
                found.append(Mention(name, matches[at].start(), matches[at + length - 1].end()))
            at += length
        return found

    def _longest_at(self, parts: Pieces, at: int) -> tuple[str | None, int]:
        """Return the name that begins at `at` and how many pieces it takes; exact ones first."""
        lengths = range(min(self._longest, len(parts) - at), 0, -1)
        for find in (self._by_pieces.get, self._similar):
            for length in lengths:
                if name := find(parts[at : at + length]):
                    return name, length
        return None, 1

    def _similar(self, window: Pieces) -> str | None:
        if len(window[0]) < _FUZZY_FROM:
            return None
        matches = [name for known, name in self._by_pieces.items() if _alike(window, known)]
        return matches[0] if matches else None


def _alike(window: Pieces, known: Pieces) -> bool:
    """Whether all pieces but the first are the same, and the first is at most one slip away."""
    return (
        len(window) == len(known)
        and window[1:] == known[1:]
        and len(known[0]) >= _FUZZY_FROM
        and DamerauLevenshtein.distance(window[0], known[0]) <= 1
    )


def _cut(text: str) -> Iterator[re.Match[str]]:
    return _PIECE.finditer(text.lower().replace("ё", "е"))


@lru_cache(maxsize=20_000)
def _sound(piece: str) -> str:
    if piece[0].isdigit() or (piece.isascii() and len(piece) < _SOUND_FROM):
        return piece
    sound = piece.translate(_TO_LATIN)
    for letters, alike in _SOUNDS:
        sound = sound.replace(letters, alike)
    return re.sub(r"(.)\1+", r"\1", sound)
