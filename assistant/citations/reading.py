"""
What can be checked exactly in a text, in the order of the text: names and values.

Values are numbers, dates, versions and licences. Names that are known beforehand are found whole
("Llama 3.1", "Mistral Large"), others when they are Latin and hold a digit ("Qwen3-8B").
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Generic, TypeVar

from assistant.citations.aliases import is_name
from assistant.citations.formats import is_format
from assistant.citations.licences import find_licences
from assistant.citations.polarity import is_negative
from assistant.citations.quantities import Quantity, find_quantities, parts_of
from assistant.language import Day, find_dates, find_days_of_month, words

_VERSION = re.compile(r"(?<![\w.-])(?:v?\d+(?:\.\d+){2,}\w*(?:\.\w+)*|b\d{4,6})\b", re.IGNORECASE)
_NAME = re.compile(
    r"(?<![\w.-])(?:[a-z][\w.]*(?:[-/][\w.]+)*|\d[\d.]*b-a\d[\d.]*b)", re.IGNORECASE | re.ASCII
)
_ACTIVE = re.compile(r"(?<=-)a\d[\d.]*b")
_NUMBERING = re.compile(r"\s*(?:[-*•]\s+)?\d{1,3}[.)]\s+")
_OPENING = re.compile(r"[,:]\s|\s(?:что|that)\s", re.IGNORECASE)
_SCALAR = re.compile(
    r"\b(?:только|лишь|всего(?:\s+лишь)?|only|just|merely|as\s+many\s+as)\s+"
    r"(?:(?:около|примерно|about|around|some)\s+)?$",
    re.IGNORECASE,
)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d]{3}")
_DIGIT = re.compile(r"\d")

Value = Quantity | Day | str
"""A number, a date, or a version or licence as text."""


_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Mention(Generic[_T]):
    """Something found in a text, with where it stands."""

    begin: int
    end: int
    what: _T


@dataclass(frozen=True)
class Reading:
    """A text with what was found in it; names, versions, licences and words in lower case."""

    text: str
    rest: str
    """The text with everything that was found blanked out."""
    names: tuple[Mention[str], ...]
    values: tuple[Mention[Value], ...]
    latin: frozenset[str]
    """Latin words: all of them in a Russian text, the capitalised ones in an English text."""
    offset: int = 0
    """Where the text begins in the whole sentence, to which all positions refer."""

    @cached_property
    def name_set(self) -> frozenset[str]:
        """The names."""
        return frozenset(name.what for name in self.names)

    @cached_property
    def things(self) -> tuple[Mention[str], ...]:
        """The names of which something can be said: no number formats, no accelerators."""
        return tuple(name for name in self.names if not is_format(name.what))

    @cached_property
    def given(self) -> tuple[Mention[Value], ...]:
        """The values but for years that belong to a term: AIME'24."""
        ends = ((value, self.text[: value.begin - self.offset][-1:]) for value in self.values)
        return tuple(value for value, before in ends if before not in ("'", "’"))

    @cached_property
    def quantities(self) -> frozenset[Quantity]:
        """Numbers that stand by themselves."""
        return frozenset(v.what for v in self.values if isinstance(v.what, Quantity))

    @cached_property
    def name_numbers(self) -> frozenset[Quantity]:
        """The sizes inside names: 8B of Qwen3-8B, but not the active 3B of Qwen3-30B-A3B."""
        sizes = (_ACTIVE.sub("", name) for name in self.name_set)
        parts = frozenset(part for name in sizes for part in parts_of(name))
        return frozenset(part for part in parts if part.has_scale)

    @cached_property
    def dates(self) -> frozenset[Day]:
        """All dates."""
        return frozenset(v.what for v in self.values if isinstance(v.what, tuple))

    @cached_property
    def terms(self) -> frozenset[str]:
        """Versions and licences."""
        return frozenset(v.what for v in self.values if isinstance(v.what, str))

    @cached_property
    def said_latin(self) -> frozenset[str]:
        """The Latin words that stand in this part of the text."""
        return frozenset(words(self.text)) & self.latin

    @cached_property
    def nameless(self) -> str:
        """The text with its names blanked out."""
        text = self.text
        for name in self.names:
            begin, end = name.begin - self.offset, name.end - self.offset
            text = f"{text[:begin]}{'X'.ljust(end - begin)}{text[end:]}"
        return text

    @cached_property
    def negative(self) -> bool:
        """Whether the text says no."""
        return is_negative(self.text)

    @property
    def foreign(self) -> bool:
        """Chinese, Japanese or Korean characters, which slip out of small Qwen models."""
        return _CJK.search(self.text) is not None

    def within(self, begin: int, end: int) -> "Reading":
        """Return the part of the reading from `begin` to `end`; positions stay the text's."""
        at, until = begin - self.offset, end - self.offset
        return Reading(
            self.text[at:until],
            self.rest[at:until],
            tuple(name for name in self.names if begin <= name.begin < end),
            tuple(value for value in self.values if begin <= value.begin < end),
            self.latin,
            begin,
        )

    def between(self, begin: int, end: int) -> str:
        """Return the text between two positions, names and values blanked out."""
        return self.rest[max(0, begin - self.offset) : max(0, end - self.offset)]

    def near(self, value: "Mention[Value]", border: re.Pattern[str] | None = None) -> "Reading":
        """
        Return the words around a value up to the next values, or names and what `border` finds.

        Values with no word between them share the words around them: "36 and 40 layers".
        """
        begin, end = self.offset, self.offset + len(self.text)
        for left, right in self._fences(value, border):
            if right <= value.begin and _WORD.search(self.between(right, value.begin)):
                begin = max(begin, right)
            elif left >= value.end and _WORD.search(self.between(value.end, left)):
                end = min(end, left)
        return self.within(begin, end)

    def with_names(self, names: "Iterable[Mention[str]]") -> "Reading":
        """Return the reading with more names in it."""
        found = (*self.names, *names)
        return replace(self, names=tuple(sorted(found, key=_begin)))

    @cached_property
    def unstressed(self) -> "Reading":
        """The reading without words that only call a number small: "only 3B are active"."""
        text = self.text
        for value in self.values:
            at = value.begin - self.offset
            if match := _SCALAR.search(text[:at]):
                text = f"{text[: match.start()]}{' ' * (at - match.start())}{text[at:]}"
        return replace(self, text=text)

    @property
    def stated(self) -> "Reading":
        """The reading from its first part with a name or a value on."""
        begin = next((p.offset for p in self.pieces(_OPENING) if p.names or p.values), self.offset)
        return self.within(begin, self.offset + len(self.text))

    def pieces(self, border: re.Pattern[str]) -> "Iterator[Reading]":
        """Yield the parts between borders that lie outside of names and values."""
        begin = self.offset
        for left, right in self._borders(border):
            yield self.within(begin, left)
            begin = right
        yield self.within(begin, self.offset + len(self.text))

    def _borders(self, border: re.Pattern[str]) -> "Iterator[tuple[int, int]]":
        found = [(one.begin, one.end) for one in (*self.names, *self.values)]
        for match in border.finditer(self.text):
            left, right = match.start() + self.offset, match.end() + self.offset
            if not any(begin < right and left < end for begin, end in found):
                yield left, right

    def _fences(
        self, value: "Mention[Value]", border: re.Pattern[str] | None
    ) -> "Iterator[tuple[int, int]]":
        yield from ((other.begin, other.end) for other in self.values if other is not value)
        if border:
            yield from ((name.begin, name.end) for name in self.names)
            yield from self._borders(border)


@lru_cache(maxsize=4096)
def read(text: str, known: tuple[str, ...] = (), terms: tuple[str, ...] = ()) -> Reading:
    """
    Find what can be checked in `text`.

    `known` are names that may hold spaces, `terms` values that are words: "a custom licence".
    """
    blank = _Blanks(text)
    if numbering := _NUMBERING.match(text):
        blank.out(*numbering.span())
    subjects = frozenset(map(str.lower, known))
    licences = [found for found in find_licences(blank.text) if found[2] not in subjects]
    values: list[Mention[Value]] = list(blank.take(licences))
    found_terms = (
        (begin, end, term.lower()) for begin, end, term in _find_known(blank.text, terms)
    )
    values.extend(blank.take(found_terms))
    names = blank.take(_find_known(blank.text, known))
    values.extend(blank.take(find_dates(blank.text)))
    values.extend(blank.take(find_days_of_month(blank.text)))
    values.extend(blank.take(_find_versions(blank.text)))
    words = list(_find_words(blank.text))
    names += [Mention(*word) for word in words if _DIGIT.search(word[2])]
    latin = _proper_words([word[2] for word in words], text)
    for name in names:
        blank.out(name.begin, name.end, ";")
    values.extend(blank.take(find_quantities(blank.text)))
    names = [Mention(name.begin, name.end, name.what.lower()) for name in names]
    return Reading(
        text,
        blank.text,
        tuple(sorted(names, key=_begin)),
        tuple(sorted(values, key=_begin)),
        frozenset(latin),
    )


def head(name: str) -> str:
    """Return the letters that a name in lower case begins with: "qwen" of "qwen3-8b"."""
    match = re.match(r"[a-z]+", name)
    return match[0] if match else ""


class _Blanks:
    """A text in which what was found is blanked out, so that nothing is found twice."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, found: Iterable[tuple[int, int, _T]]) -> list[Mention[_T]]:
        """Blank out what was found, and return it."""
        mentions = [Mention(begin, end, what) for begin, end, what in found]
        for mention in mentions:
            self.out(mention.begin, mention.end)
        return mentions

    def out(self, begin: int, end: int, mark: str = " ") -> None:
        """Put `mark` and spaces where something stood."""
        filler = mark.ljust(end - begin) if end > begin else ""
        self.text = f"{self.text[:begin]}{filler}{self.text[end:]}"


def _begin(mention: Mention[str] | Mention[Value]) -> int:
    return mention.begin


@lru_cache(maxsize=256)
def _pattern(known: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(map(re.escape, known), key=len, reverse=True)
    return re.compile(rf"(?<![\w.-])(?:{'|'.join(longest)})(?![\w]|[.-]\w)", re.IGNORECASE)


def _find_known(text: str, known: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    if known:
        for match in _pattern(known).finditer(text):
            if is_name(text, match):
                yield *match.span(), match[0]


def _find_versions(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _VERSION.finditer(text):
        yield *match.span(), match[0].lower().lstrip("v")


def _find_words(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _NAME.finditer(text):
        word = match[0].rstrip(".-")
        yield match.start(), match.start() + len(word), word


def _proper_words(words: list[str], text: str) -> list[str]:
    plain = [word for word in words if len(word) > 2 and not _DIGIT.search(word)]
    if not _CYRILLIC.search(text):
        opening = text.lstrip(" -*•|#_")
        plain = [word for word in plain if word.lower() != word and not opening.startswith(word)]
    return [word.lower() for word in plain]
