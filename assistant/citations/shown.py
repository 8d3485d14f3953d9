"""
One thing that the evidence says: a fact, or one sentence of a passage.

It proves a value when it holds the value, is about the right release and of the right attribute.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.citations.aliases import is_short
from assistant.citations.polarity import is_negative
from assistant.citations.quantities import Quantity
from assistant.citations.reading import Mention, Reading, Value, read
from assistant.domain import Evidence, Finding
from assistant.language import split, stems, within, words

_SEPARATORS = re.compile(r"[\s_-]+")
_PIECE = re.compile(r"[;:,.]\s|\s[–—]\s")
_STRONG = re.compile(r";\s")


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

    @cached_property
    def told(self) -> str:
        """Its text without the name of the attribute, which takes no side: "thinking mode: off"."""
        text = self.reading.text
        return (text.partition(": ")[2] if self.subject else "") or text

    @cached_property
    def is_typed(self) -> bool:
        """Whether it is a fact with an exact value: free text may deny a part of itself."""
        fact = self.finding.fact
        return fact is not None and (not isinstance(fact.value, str) or " " not in fact.value)

    @cached_property
    def is_exact(self) -> bool:
        """Whether it is a fact whose value is a number, a day or a name, and no words."""
        value = self.finding.fact.value if self.finding.fact else " "
        if isinstance(value, bool | tuple):
            return False
        return not isinstance(value, str) or not any(map(str.isalpha, read(value).rest))

    @cached_property
    def _in_names(self) -> frozenset[Quantity]:
        """The sizes in its names; a fact that gives a size proves none that its name rounds."""
        fact = self.finding.fact
        return frozenset() if fact and fact.unit == "B" else self.reading.name_numbers

    def agrees(self, text: str, *, denies: bool) -> bool:
        """Whether it says yes or no as `text` does: a free text in its nearest part."""
        fact = self.finding.fact
        if fact and isinstance(fact.value, bool):
            return fact.value != denies
        if self.reading.negative == denies:
            return True
        pieces = [piece for piece in _PIECE.split(self.reading.text) if len(words(piece)) > 1]
        if self.is_typed or len(pieces) < 2:
            return False
        said = stems(text)
        shared = [len(said & stems(piece)) for piece in pieces]
        nearest = [piece for piece, n in zip(pieces, shared, strict=True) if n == max(shared)]
        return any(is_negative(piece) == denies for piece in nearest)

    def is_about(self, name: str, *, is_base: bool) -> bool:
        """
        Whether it is about `name` and no look-alike; a passage, whether it names it.

        "The base of X" is X-Base; R1 is DeepSeek-R1, and a bare size what has it in its name.
        """
        said = plain(name)
        if said == self.subject or said in self.names:
            return True
        if said[:1].isalpha() and self._ends_with(said):
            return True
        if said[0].isdigit() and self.subject.endswith(f"-v{said}"):
            return True
        if is_base and f"{said}-base" in self.names:
            return True
        return said[0].isdigit() and any(f"-{said}-" in f"{other}-" for other in self.names)

    def _ends_with(self, said: str) -> bool:
        """Whether the subject ends with a part that has a number, or is a short name of it."""
        fact = self.finding.fact
        is_own = any(map(str.isdigit, said)) or (fact is not None and is_short(said, fact.subject))
        return is_own and self.subject.endswith(f"-{said}")

    def holds(self, value: Value, *, in_table: bool = False) -> bool:
        """Whether the value stands in it."""
        match value:
            case Quantity():
                known = self.reading.quantities | self.title.quantities | self._in_names
                return any(value.is_shown_by(other, in_table=in_table) for other in known)
            case str():
                return value in self.reading.terms or value in self.title.terms
            case tuple():
                days = self.reading.dates | self.title.dates
                return any(within(value, other) for other in days)

    def is_in_nearest(self, value: Quantity | str, text: str) -> bool:
        """
        Whether a value stands in the part of a free text that is nearest to `text`.

        Numbers may be listed in one part, so that for them only a semicolon parts a text.
        """
        border = _PIECE if isinstance(value, str) else _STRONG
        pieces = [piece for piece in border.split(self.reading.text) if len(words(piece)) > 1]
        fact = self.finding.fact
        if fact is None or not border.search(str(fact.value)):
            return True
        said = {one for one in stems(text) if one.isalpha()}
        said -= stems(value) if isinstance(value, str) else set()
        shared = [len(said & stems(piece)) for piece in pieces]
        holding = [n for piece, n in zip(pieces, shared, strict=True) if _stands_in(piece, value)]
        return not holding or max(holding) == max(shared)

    def held(self, value: Value) -> Mention[Value] | None:
        """Return the number in it that proves `value`, where it stands in its own text."""
        if not isinstance(value, Quantity):
            return None
        return next(
            (
                mine
                for mine in self.reading.values
                if isinstance(mine.what, Quantity) and value.is_shown_by(mine.what, in_table=True)
            ),
            None,
        )


@lru_cache(maxsize=512)
def shown(item: Evidence) -> tuple[Shown, ...]:
    """Read what a piece of evidence says; passages sentence by sentence."""
    title = read(item.source.title)
    return tuple(
        Shown(finding, read(text, _known(finding), terms_of(finding)), title)
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


def terms_of(finding: Finding) -> tuple[str, ...]:
    """Return the value of a fact when it is several words, which only stand there whole."""
    value = finding.fact.value if finding.fact else ""
    is_phrase = isinstance(value, str) and " " in value and not any(map(str.isdigit, value))
    return (str(value),) if is_phrase else ()


def _stands_in(piece: str, value: Quantity | str) -> bool:
    said = read(piece)
    if isinstance(value, str):
        return value in said.terms
    return any(value.is_shown_by(other) for other in said.quantities)


def _known(finding: Finding) -> tuple[str, ...]:
    return (finding.fact.subject,) if finding.fact else ()


def nearest(parts: Sequence[Shown], text: str) -> list[Shown]:
    """Return the sentences of passages that share most words with the text."""
    said = stems(text)
    shared = [(len(said & stems(one.reading.text)), one) for one in parts if not one.subject]
    most = max((count for count, _ in shared), default=0)
    return [one for count, one in shared if count == most]
