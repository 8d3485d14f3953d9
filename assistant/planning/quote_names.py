"""
Names in a question, and whether a text speaks of just them or of a look-alike.

A name is read piece by piece, letters by their sound, numbers exactly: a text that names
Qwen3-32B-Base speaks of something longer than Qwen3-32B, one that names Qwen2.5 of another thing.
Slips of one letter are forgiven when the documents at hand name nothing that is spelt like it.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from assistant.language.phonetic import skeleton, sound

_PIECE = re.compile(r"\d+(?:\.\d+)*|[a-z]{3,}?(?=js(?![a-z]))|[a-z]+|[а-я]+")
_CHUNK = re.compile(r"[^\W_]+(?:[._+/=-]+[^\W_]+)*")
_SIZE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:b|б|bn|млрд\w*|миллиард\w*|billions?)\b", re.IGNORECASE)
_MEMBER = re.compile(r"v?\d+(?:[.,]\d+)*(?:b|б)?|a\d+b|[rkmoврк]\d{1,2}", re.IGNORECASE)
_AMOUNT = re.compile(
    r"\d+(?:[.,]\d+)?(?:[kкmм]|[gmгм][bб]|gib|мб|гб|й|я|е|ой|ая|го|s|x|st|nd|rd|th)?", re.IGNORECASE
)
_PROGRAM_VERSION = re.compile(r"(?:.*[\s@])?v?\d+(?:\.\d+)*", re.IGNORECASE)
_OTHER_VERSION = re.compile(
    r"\s*(?:,|to|and|or|vs\.?|и|или|до|на|к|->|→|–)\s*v?(\d+(?:\.\d+)*)(?![\w.]?\w)", re.IGNORECASE
)
_DOES = re.compile(r"\b(?:does|did|has|is|was)\s+$", re.IGNORECASE)
"""Behind it stands what does something: "which driver does knex 2 expect?"."""
_SCRIPTS = re.compile(r"(?<=[a-z0-9])-(?=[а-яё]{3})", re.IGNORECASE)
_CAMEL = re.compile(r"[a-z][A-Z]")
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_SOUND_FROM = 3
_SLIP_FROM = 4


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands in a question; each piece with the sounds that count as it."""

    text: str
    begin: int
    end: int
    pieces: tuple[frozenset[str], ...]
    is_aside: bool = False
    """It only says in what circumstances, or who: "on my RTX 3090", "01.AI published"."""

    @property
    def is_exact(self) -> bool:
        """Whether a text without it speaks of something else: it has a number, or is camelCase."""
        has_number = any(piece[:1].isdigit() for same in self.pieces for piece in same)
        if self.is_aside:
            return False
        return has_number or self.is_identifier

    @property
    def is_of_version(self) -> bool:
        """Whether it is a program and a version of it, "Bell 6" or "6.0.1", not "Bell-6"."""
        return _PROGRAM_VERSION.fullmatch(self.text) is not None

    @property
    def is_identifier(self) -> bool:
        """Whether it is a name out of code, which can mean one thing only."""
        return _CAMEL.search(self.text) is not None

    @property
    def versions(self) -> frozenset[str]:
        """What it may be called as a version: the number that it ends in."""
        last = self.pieces[-1] if self.pieces else frozenset[str]()
        return frozenset(piece for piece in last if piece[0].isdigit())


def names_in(text: str, common: Collection[str]) -> tuple[Name, ...]:
    """
    Return the names in a question; `common` are words that are none, in lower case.

    >>> [name.text for name in names_in("Does Bell 4 load Bell-7B files of quen3 8b?", ())]
    ['Bell 4', 'Bell-7B', 'quen3 8b']
    >>> [name.text for name in names_in("GPU-часы Bell-7B", ())]
    ['GPU', 'Bell-7B']
    """
    text = _SCRIPTS.sub(" ", text)  # "GPU-часы": a name and a word
    found: list[Name] = []
    chunks = list(_CHUNK.finditer(text))
    for at, chunk in enumerate(chunks):
        before = chunks[at - 1] if at else None
        if before and _continues(before, chunk, text, found, common):
            begin = found.pop().begin if found and found[-1].end == before.end() else before.start()
            found.append(_name(text, begin, chunk.end()))
        elif len(chunk[0]) > 1 and _is_name(chunk, text):
            found.append(_name(text, chunk.start(), chunk.end()))
    return tuple(_with_sizes(text, [*_with_others(text, found)]))


def resolved(names: Iterable[Name], known: Sequence[str]) -> tuple[Name, ...]:
    """Return `names` spelt as the texts do whose letter pieces are `known`."""
    return tuple(
        Name(n.text, n.begin, n.end, tuple(_spelt(piece, known) for piece in n.pieces))
        for n in names
    )


def is_known(name: Name, known: Collection[str]) -> bool:
    """Whether documents whose letter pieces are `known` have each Cyrillic word of a name."""
    return not _CYRILLIC.search(name.text) or all(
        any(piece in known or piece[0].isdigit() for piece in same) for same in name.pieces
    )


class Spoken:
    """A text cut into pieces, each with its place."""

    def __init__(self, text: str) -> None:
        self.text = text.lower().replace("ё", "е")
        self.pieces = tuple((_sound(m[0]), m.start(), m.end()) for m in _pieces(self.text))


def _continues(
    before: re.Match[str],
    chunk: re.Match[str],
    text: str,
    found: Sequence[Name],
    common: Collection[str],
) -> bool:
    """Whether a number or size belongs to the word before it: "Bell 4", "quen3 8b"."""
    gap = text[before.end() : chunk.start()]
    if gap not in (" ", " -", "-") or not _MEMBER.fullmatch(chunk[0]) or _YEAR.fullmatch(chunk[0]):
        return False
    is_size = _SIZE.match(text, chunk.start()) is not None
    if found and found[-1].end == before.end():
        return not is_size or chunk[0][-1].isalpha()
    rest = text[chunk.end() : chunk.end() + 12]
    word = before[0].lower().replace("ё", "е")
    return (
        len(word) > 2
        and word.isalpha()
        and word not in common
        and not is_size
        and (
            not re.match(r"\s*(?:%|[a-zа-я])", rest)
            or _is_sure(word, chunk[0])
            or _DOES.search(text[: before.start()]) is not None
        )
    ) or (before[0][0].isupper() and before.start() > 0 and word not in common and not is_size)


def _is_sure(word: str, number: str) -> bool:
    """Whether a number goes with the word before it whatever follows: "Колокол 5 вышел?"."""
    is_version = "." in number or number[0] in "vV"
    return is_version or _CYRILLIC.match(word) is not None  # if no document says it, it is none


def _is_name(chunk: re.Match[str], text: str) -> bool:
    word = chunk[0]
    letters = [c for c in word if c.isalpha()]
    if not letters or _AMOUNT.fullmatch(word):
        return bool(re.fullmatch(r"\d+(?:\.\d+){2,}|\d\.\d+", word))
    is_latin = any("a" <= c.lower() <= "z" for c in letters)
    if any(c.isdigit() for c in word):
        return is_latin or letters[0] == word[0]
    begins = (
        not text[: chunk.start()].strip(" «\"'(") or text[: chunk.start()].rstrip()[-1] in ".?!:"
    )
    has_inner = any(c.isupper() for c in word[1:]) or (
        is_latin and bool(re.search(r"[._/-]", word))
    )
    return is_latin and (has_inner or (word[0].isupper() and not begins))


def _with_others(text: str, found: Iterable[Name]) -> Iterator[Name]:
    """Add versions that are named after the first one alone: "from Bell 7 to 8"."""
    for name in found:
        yield name
        other = _OTHER_VERSION.match(text, name.end)
        if other and name.is_of_version:
            named = _name(f"{name.text[: name.text.rfind(' ')]} {other[1]}", 0, -1)
            yield Name(named.text, other.start(1), other.end(1), named.pieces)


def _with_sizes(text: str, found: list[Name]) -> Iterator[Name]:
    """Add sizes written as words to the name before them: "Bell 2.5 with 72 billion"."""
    sizes = [
        size
        for size in _SIZE.finditer(text)
        if not any(name.begin <= size.start() < name.end for name in found)
    ]
    for name in found:
        own = [s for s in sizes if s.start() > name.end and s.start() - name.end < 24]
        if own and name.is_exact and not _SIZE.search(name.text):
            size = _name(own[0][1].replace(",", ".") + "b", 0, -1)
            yield Name(
                f"{name.text} {size.text}", name.begin, name.end, (*name.pieces, *size.pieces)
            )
        else:
            yield name


def _name(text: str, begin: int, end: int) -> Name:
    shown = text[begin:end] if end >= 0 else text
    found = [m[0] for m in _pieces(shown.lower().replace("ё", "е"))]
    return Name(shown, begin, end, tuple(frozenset({_raw(piece)}) for piece in found))


def _pieces(lowered: str) -> Iterator[re.Match[str]]:
    """Cut a text into letters and numbers, without the marks in v5, H100s, Node.js and CesiumJS."""
    for piece in _PIECE.finditer(lowered):
        before, after = lowered[: piece.start()][-1:], lowered[piece.end() :][:1]
        is_mark = (
            (piece[0] in "vв" and after.isdigit())
            or (piece[0] == "s" and before.isdigit())
            or (piece[0] == "js" and (before == "." or before.isalpha()))
        )
        if not is_mark:
            yield piece


def _raw(piece: str) -> str:
    """Keep Cyrillic as it is until it is known how the documents spell it."""
    return piece if "а" <= piece[0] <= "я" else _sound(piece)


def _spelt(piece: frozenset[str], known: Sequence[str]) -> frozenset[str]:
    (own,) = piece
    if own[0].isdigit() or own in known:
        return piece
    is_cyrillic = "а" <= own[0] <= "я"
    heard = _sound(own)
    if heard in known:
        return frozenset({heard})
    if len(heard) < _SLIP_FROM and not is_cyrillic:
        return piece
    bones = skeleton(own)
    alike = {
        word
        for word in known
        if (is_cyrillic and len(bones) > 2 and skeleton(word) == bones)
        or (len(word) >= _SLIP_FROM and DamerauLevenshtein.distance(word, heard) <= 1)
    }
    return frozenset(alike or {heard})


@lru_cache(maxsize=50_000)
def _sound(piece: str) -> str:
    short = piece.isascii() and len(piece) < _SOUND_FROM
    return piece if short or piece[0].isdigit() else sound(piece)
