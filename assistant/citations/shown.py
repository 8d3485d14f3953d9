"""
One thing that the evidence says: a fact, or one sentence of a passage.

It proves a value when it holds the value, is about the right release and of the right attribute.
"""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.citations.cues import QUALIFIED, attributes, qualifiers
from assistant.citations.quantities import Quantity
from assistant.citations.reading import Reading, Value, read
from assistant.domain import Evidence, Finding
from assistant.language import split, within

_SEPARATORS = re.compile(r"[\s_-]+")
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
        named = self.reading.name_set | (self.title.name_set if not self.subject else frozenset())
        return frozenset(map(plain, named)) | ({self.subject} - {""})

    @cached_property
    def members(self) -> tuple[str, ...]:
        """The members when it is a closed list."""
        value = self.finding.fact.value if self.finding.fact else None
        return value if isinstance(value, tuple) else ()

    @cached_property
    def attributes(self) -> frozenset[str]:
        """What it speaks of, as far as a number could be mistaken for another."""
        return attributes(self.reading.rest) - _SELF_TYPED

    @cached_property
    def qualifiers(self) -> frozenset[str]:
        """What narrows it."""
        return qualifiers(self.reading.rest)

    def is_about(self, name: str, *, is_base: bool) -> bool:
        """
        Whether it is about `name` and no look-alike; a passage, whether it names it.

        "The base of X" is X-Base, and a bare size is the release whose name ends in it.
        """
        said = plain(name)
        if said == self.subject or said in self.names:
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

    def suits(self, around: str, *, shares: bool) -> bool:
        """
        Whether the words around a number speak of its attribute.

        With `shares` they also belong to a second number, which may have the qualifier.
        """
        said = attributes(around) - _SELF_TYPED
        if said and self.attributes and not said & self.attributes:
            return False
        narrowed = qualifiers(around)
        left_out = self.qualifiers & QUALIFIED - narrowed
        return not left_out and (shares or narrowed <= self.qualifiers)


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
