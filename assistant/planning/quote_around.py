"""What stands around a quote: headings, title, address, the rest of its passage."""

from dataclasses import dataclass
from functools import cached_property

from assistant.language import stem, words
from assistant.language.phonetic import skeleton
from assistant.planning.quote_names import Spoken


@dataclass(frozen=True, eq=False)
class Around:
    """What stands around the units of a passage, the nearest first: names are looked for there."""

    texts: tuple[str, ...]
    names: tuple[str, ...] = ()
    """Headings, title and address alone."""

    @cached_property
    def spoken(self) -> tuple[Spoken, ...]:
        """The names in each."""
        return tuple(map(Spoken, self.texts))

    @cached_property
    def names_spoken(self) -> tuple[Spoken, ...]:
        """The names in headings, title and address."""
        return tuple(map(Spoken, self.names))

    @cached_property
    def named(self) -> str:
        """Headings, title and address as they are compared with words of the question."""
        return _plainly(" ".join(self.names))

    @cached_property
    def named_stems(self) -> frozenset[str]:
        """The stems of their words."""
        return frozenset(map(stem, words(self.named)))

    @cached_property
    def named_bones(self) -> frozenset[str]:
        """How their longer words sound."""
        return bones(self.named)

    @cached_property
    def said(self) -> str:
        """All of it as it is compared with words of the question."""
        return _plainly(" ".join(self.texts))

    @cached_property
    def said_stems(self) -> frozenset[str]:
        """The stems of all its words."""
        return frozenset(map(stem, words(self.said)))


def _plainly(text: str) -> str:
    return text.lower().replace("ё", "е").replace("_", " ")


def bones(text: str) -> frozenset[str]:
    """Return how the longer words of a text sound."""
    return frozenset(skeleton(word) for word in words(text) if len(word) > 3)
