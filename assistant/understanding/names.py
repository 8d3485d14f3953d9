"""
Which releases and families a text names, however they are spelt.

A name is a sequence of pieces: letters compared by sound across the two scripts ("квен", "quen",
"qwen"), with one slip allowed in four letters and more; numbers compared exactly, so that
Qwen3-30B-A3B never stands for Qwen3-32B. What follows a family and looks like a member but is none
is reported as unknown, never replaced by a neighbour.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from assistant.language.phonetic import skeleton, sound

_PIECE = re.compile(r"\d+(?:\.\d+)*|[a-z]+|[а-я]+")
_WORD = re.compile(r"[a-zа-я]+")
_DECIMAL = re.compile(r"(?<=\d),(?=\d)")
_TIMES = re.compile(r"(?<=\d)х(?=\d)")
_LOOKS_LATIN = str.maketrans("аеорсхукмтвн", "aeopcxykmtbh")
_ORDINALS = (
    ("перв", "1"), ("втор", "2"), ("трет", "3"), ("четв", "4"), ("пят", "5"), ("шест", "6"),
    ("first", "1"), ("second", "2"), ("third", "3"), ("fourth", "4"), ("fifth", "5"),
)  # fmt: skip
_RUSSIAN_ORDINAL = r"(?:перв|втор|трет|четв[её]рт|пят|шест)"
_ENGLISH_ORDINAL = r"(?:first|second|third|fourth|fifth)"
ORDINAL_WORD = re.compile(
    rf"\b(?:{_RUSSIAN_ORDINAL}(?:ая|ой|ую|ый|ого|ому|ья|ьей|ью|ий|ьего)|{_ENGLISH_ORDINAL})\b",
    re.IGNORECASE,
)
_LINE = re.compile(r"[A-Za-z]{3,}")
_ORDINAL = re.compile(
    rf"\b(?P<ordinal>{_RUSSIAN_ORDINAL}\w*|{_ENGLISH_ORDINAL})"
    r"(?:[\s-]+gen(?:eration)?)?\s+(?P<name>[a-zа-яё]+)\b",
    re.IGNORECASE,
)
_MIXTURE_FIRST = re.compile(
    r"\b(?P<size>\d+(?:\.\d+)?b-a\d+(?:\.\d+)?b)\s+(?P<name>[a-zа-яё]+-?\d[\w.]*(?:-[a-z]+)*)",
    re.IGNORECASE,
)
_FUZZY_FROM = 4
"""Shorter pieces must sound exactly alike: "yi" and "phi" are one slip from half the language."""

_NO_SLIPS = frozenset({sound("mixture")})
"""Words of the field that are a slip away from a name."""

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
        self._firsts = {known[0] for known in self._by_pieces if known}
        self._lines = _lines(self._by_pieces)
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

    def numbered(self, text: str) -> str:
        """
        Return `text` with generations told in words, and sizes of mixtures, behind their names.

        >>> Names([("Qwen3", "Qwen3")]).numbered("у третьего квена")
        'у квена 3'
        >>> Names([]).numbered("the 30B-A3B Bell3-Small")
        'the Bell3-Small-30B-A3B'
        """
        return _MIXTURE_FIRST.sub(r"\g<name>-\g<size>", _ORDINAL.sub(self._generation, text))

    def generation(self, text: str, name: str) -> str | None:
        """
        Return the generation of the line of `name` that an ordinal in `text` tells, if any.

        >>> Names([("Qwen2", "Qwen2"), ("Qwen3", "Qwen3")]).generation("а второй?", "Qwen3")
        'Qwen2'
        """
        ordinal, line = ORDINAL_WORD.search(text), _LINE.match(name)
        if not (ordinal and line):
            return None
        found = self.mentions(self.numbered(f"{ordinal[0]} {line[0]}"))
        return next((mention.name for mention in found), None)

    def lines(self, text: str) -> list[Pieces]:
        """Return the lines of releases that a text names without a number: "Qwen", "лама"."""
        said = [_sound(match[0]) for match in _cut(text)]
        return [
            line
            for line in {known[:1] for known in self._lines}
            if any(_begins((word,), line) for word in said)
        ]

    def _generation(self, match: re.Match[str]) -> str:
        ordinal, word = match["ordinal"].lower(), match["name"]
        number = next(n for beginning, n in _ORDINALS if ordinal.startswith(beginning))
        heard = pieces(word)
        known = (numbers for line, numbers in self._lines.items() if _begins(heard, line))
        is_known = any(other.split(".")[0] == number for numbers in known for other in numbers)
        return f"{word} {number}" if is_known else match[0]

    def generations(self, text: str, mentions: Iterable[Mention]) -> list[str]:
        """
        Return what is named like a known line of releases, with a number that it does not have.

        >>> Names([("Qwen3", "Qwen3"), ("DeepSeek-R1", "DeepSeek-R1")]).generations("Qwen4?", ())
        ['Qwen4']
        """
        matches = list(_cut(text))
        parts = tuple(_sound(match[0]) for match in matches)
        taken = [(mention.begin, mention.end) for mention in mentions]
        found: list[str] = []
        for at, match in enumerate(matches):
            length = self._new_number_at(parts, at)
            inside = any(begin <= match.start() < end for begin, end in taken)
            is_word = len(parts[at]) < _SOUND_FROM and not match[0].isascii()
            if length and not inside and not is_word and not _is_size(matches, parts, at + length):
                found.append(text[match.start() : matches[at + length - 1].end()])
        return found

    def _new_number_at(self, parts: Pieces, at: int) -> int:
        """Return how many pieces an unknown generation takes at this place; 0: there is none."""
        for length in (1, 2):
            numbers = self._lines.get(parts[at : at + length])
            following = parts[at + length : at + length + 1]
            if numbers and following and following[0][0].isdigit():
                return 0 if following[0] in numbers else length + 1
        return 0

    def _longest_at(self, parts: Pieces, at: int) -> tuple[str | None, int]:
        """Return the name that begins at `at` and how many pieces it takes; exact ones first."""
        lengths = range(min(self._longest, len(parts) - at), 0, -1)
        for find in (self._by_pieces.get, self._similar):
            for length in lengths:
                if name := find(parts[at : at + length]):
                    return name, length
        return None, 1

    def _similar(self, window: Pieces) -> str | None:
        # a word that begins a known name as it stands is not a slip of another one
        if len(window[0]) < _FUZZY_FROM or window[0] in self._firsts | _NO_SLIPS:
            return None
        matches = [name for known, name in self._by_pieces.items() if _alike(window, known)]
        return matches[0] if matches else None


def _lines(names: Iterable[Pieces]) -> dict[Pieces, set[str]]:
    """Return the numbers that known lines of releases have: ("kven",) -> {"2", "2.5", "3"}."""
    lines: dict[Pieces, set[str]] = {}
    for known in names:
        for length in (1, 2):
            words, number = known[:length], known[length : length + 1]
            if number and number[0][0].isdigit() and all(word.isalpha() for word in words):
                lines.setdefault(words, set()).add(number[0])
    return {words: numbers for words, numbers in lines.items() if len(words[0]) > 1}


def _begins(heard: Pieces, line: Pieces) -> bool:
    """Whether the word is the line's name in some case: квена, ламы."""
    return (
        len(heard) == len(line) == 1
        and len(line[0]) >= _SOUND_FROM
        and heard[0].startswith(line[0].rstrip("aei"))
        and len(heard[0]) <= len(line[0]) + 2
    )


def _is_size(matches: Sequence[re.Match[str]], parts: Pieces, at: int) -> bool:
    """Whether the number before `at` is a size: 7B."""
    return (
        at < len(parts)
        and parts[at] in ("b", "б", "mlrd")
        and matches[at].start() == matches[at - 1].end()
    )


def _alike(window: Pieces, known: Pieces) -> bool:
    """Whether the first piece is a slip away at most, the others the same but for vowels."""
    return (
        len(window) == len(known)
        and all(map(_same, window[1:], known[1:]))
        and len(known[0]) >= _FUZZY_FROM
        and _slip(window[0], known[0])
    )


def _slip(said: str, known: str) -> bool:
    return DamerauLevenshtein.distance(said, known) <= 1 or (
        len(skeleton(known)) >= _FUZZY_FROM and skeleton(said) == skeleton(known)
    )


def _same(said: str, known: str) -> bool:
    return said == known or (
        len(known) > _FUZZY_FROM and known.isalpha() and skeleton(said) == skeleton(known)
    )


def _cut(text: str) -> Iterator[re.Match[str]]:
    return _PIECE.finditer(_plain(text))


@lru_cache(maxsize=20_000)
def _sound(piece: str) -> str:
    if piece[0].isdigit() or (piece.isascii() and len(piece) < _SOUND_FROM):
        return piece
    return sound(piece)


def _plain(text: str) -> str:
    """Return `text` in lower case and of the same length, with the letters that were meant."""
    lowered = _TIMES.sub("x", _DECIMAL.sub(".", text.lower().replace("ё", "е")))
    return _WORD.sub(_one_script, lowered)


def _one_script(word: re.Match[str]) -> str:
    """Write a Latin word with its Cyrillic look-alikes in Latin letters alone."""
    letters = word[0]
    is_mixed = not letters.isascii() and any(letter.isascii() for letter in letters)
    latin = letters.translate(_LOOKS_LATIN)
    return latin if is_mixed and latin.isascii() else letters
