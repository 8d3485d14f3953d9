"""
One thing that the evidence says: a fact, or one sentence of a passage.

It proves a value when it holds the value, is about the right release and of the right attribute.
"""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.citations.cues import QUALIFIED, attributes, qualifiers
from assistant.citations.polarity import is_negative
from assistant.citations.quantities import Quantity
from assistant.citations.reading import Mention, Reading, Value, read
from assistant.domain import Evidence, Finding
from assistant.language import split, stems, within, words

_SEPARATORS = re.compile(r"[\s_-]+")
_PIECE = re.compile(r"[;:,.]\s|\s[–—]\s")
_SELF_TYPED = frozenset({"date", "licence"})
"""Attributes whose values cannot be taken for another's."""


@dataclass(frozen=True)
class Shown:
    """A statement of the evidence, read."""

    finding: Finding
    reading: Reading
    title: Reading

    @cached_property
    def subject(self) -> str:
        """The release that it is about, in lower case; "" for a passage."""
        fact = self.finding.fact
        return plain(fact.subject) if fact else ""

    @cached_property
    def names(self) -> frozenset[str]:
        """All names in it; of a passage those in the title of its source too."""
        named = self.reading.name_set
        if not self.subject:
            named |= self.title.name_set
        return frozenset(map(plain, named)) | ({self.subject} - {""})

    @cached_property
    def members(self) -> tuple[str, ...]:
        """The members when it is a closed list."""
        value = self.finding.fact.value if self.finding.fact else None
        return value if isinstance(value, tuple) else ()

    def agrees(self, with_: Reading) -> bool:
        """Whether it says yes or no as `with_` does: a longer text may deny only a part of it."""
        if self.reading.negative == with_.negative:
            return True
        pieces = [piece for piece in _PIECE.split(self.reading.text) if len(words(piece)) > 1]
        if isinstance(self.finding.fact and self.finding.fact.value, bool) or len(pieces) < 2:
            return False
        said = stems(with_.text)
        shared = [len(said & stems(piece)) for piece in pieces]
        nearest = [piece for piece, n in zip(pieces, shared, strict=True) if n == max(shared)]
        return any(is_negative(piece) == with_.negative for piece in nearest)

    def is_about(self, name: str, *, is_base: bool) -> bool:
        """
        Whether it is about `name` and no look-alike; a passage, whether it names it.

        "The base of X" is X-Base; R1 is DeepSeek-R1, and a bare size what has it in its name.
        """
        said = plain(name)
        if said == self.subject or said in self.names:
            return True
        if said[:1].isalpha() and any(map(str.isdigit, said)) and self.subject.endswith(f"-{said}"):
            return True
        if is_base and f"{said}-base" in self.names:
            return True
        return said[0].isdigit() and any(f"-{said}-" in f"{other}-" for other in self.names)

    def holds(self, value: Value, *, in_table: bool = False) -> bool:
        """Whether the value stands in it."""
        match value:
            case Quantity():
                known = self.reading.quantities | self.title.quantities | self.reading.name_numbers
                return any(value.is_shown_by(other, in_table=in_table) for other in known)
            case str():
                return value in self.reading.terms or value in self.title.terms
            case tuple():
                days = self.reading.dates | self.title.dates
                return any(within(value, other) for other in days)

    def suits(self, value: Mention[Value], said: Reading) -> bool:
        """
        Whether the words around a number that it holds speak of the attribute it has here.

        Words that stand between two numbers may belong to either.
        """
        around, shares = said.around(value)
        own = [mine for mine in self.reading.values if _is_same(value.what, mine.what)]
        return not own or any(
            _is_same_attribute((around, shares), self.reading.around(mine)) for mine in own
        )


def _is_same(said: Value, shown: Value) -> bool:
    if isinstance(said, Quantity) and isinstance(shown, Quantity):
        return said.is_shown_by(shown, in_table=True)
    return False


def _is_same_attribute(said: tuple[str, bool], shown: tuple[str, bool]) -> bool:
    (words_said, said_shares), (words_shown, shown_shares) = said, shown
    one, other = (attributes(text) - _SELF_TYPED for text in (words_said, words_shown))
    if one and other and not one & other:
        return False
    narrowed, meant = qualifiers(words_said), qualifiers(words_shown)
    left_out = meant & QUALIFIED - narrowed
    return (shown_shares or not left_out) and (said_shares or narrowed <= meant)


@lru_cache(maxsize=512)
def shown(item: Evidence) -> tuple[Shown, ...]:
    """Read what a piece of evidence says; passages sentence by sentence."""
    title = read(item.source.title)
    return tuple(
        Shown(finding, read(text, _known(finding)), title)
        for finding in item.findings
        for text in (split(finding.statement) if finding.kind == "passage" else [finding.statement])
        if text.strip()
    )


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """
    Return a name in the form in which names are compared.

    >>> plain("Llama 3.1"), plain("Qwen/Qwen3-8B")
    ('llama-3.1', 'qwen3-8b')
    """
    return _SEPARATORS.sub("-", name.lower().rsplit("/", 1)[-1])


def _known(finding: Finding) -> tuple[str, ...]:
    return (finding.fact.subject,) if finding.fact else ()
