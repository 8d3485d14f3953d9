"""What must be said: claims in sections, on numbered evidence, and what may be asked next."""

from dataclasses import dataclass
from typing import Literal

from assistant.domain.facts import Evidence


@dataclass(frozen=True, slots=True)
class Claim:
    """Something the answer must say: a quote, or worded by the ledger; it rests on evidence."""

    text: str
    rests_on: tuple[int, ...] = ()
    is_quote: bool = False
    """The text is a verbatim slice of a passage, in the language of the source."""
    is_general: bool = False
    """A general explanation that needs no source and is shown as such; never about a release."""


SectionKind = Literal["lead", "text", "list", "table"]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the plan. In a table a claim is a row whose cells are parted by `CELL`."""

    key: str
    kind: SectionKind
    claims: tuple[Claim, ...]
    heading: str = ""
    header: tuple[str, ...] = ()


CELL = " ¦ "
"""Parts the cells of a table row inside a claim or sentence text."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A follow-up that this build can really answer: a label to click and the question it asks."""

    label: str
    question: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What must be said, in which order, resting on which evidence."""

    sections: tuple[Section, ...]
    evidence: tuple[Evidence, ...] = ()
    offers: tuple[Offer, ...] = ()
    refused: bool = False
