"""What was asked, and in what conversation."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from assistant.domain.facts import Language


class Intent(StrEnum):
    """What kind of answer is wanted."""

    FACT = "fact"
    LIST = "list"
    WHY = "why"
    COMPARE = "compare"
    FIT = "fit"
    ALTERNATIVES = "alternatives"
    EXPLAIN = "explain"
    """A general explanation: what a word of the field means, of no release in particular."""
    GREETING = "greeting"
    THANKS = "thanks"
    MOOD = "mood"
    ABOUT = "about"
    """Who Snoska is and what it can do."""
    OUTSIDE = "outside"
    """Not about releases at all: weather, poems, code."""
    UNKNOWN = "unknown"
    """Nothing in it is known to the ledger; documents may know."""


SMALL_TALK = (Intent.GREETING, Intent.THANKS, Intent.MOOD, Intent.ABOUT)


class Manner(StrEnum):
    """How an answer is wanted; the last three ask for a language and are never kept."""

    PLAIN = "plain"
    SHORT = "short"
    SURE = "sure"
    """With what each fact rests on: "are you sure?"."""
    SIMPLE = "simple"
    DETAILED = "detailed"
    RUSSIAN = "russian"
    ENGLISH = "english"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a text may ask for: attributes, an intent, or a manner; with a cosine."""

    closeness: float
    share: float = 0.0
    """How likely it is meant rather than anything else, of 1."""
    predicates: tuple[str, ...] = ()
    intent: Intent | None = None
    manner: Manner | None = None
    unknown: str = ""
    """An attribute that is often asked for and that the ledger does not hold."""


@dataclass(frozen=True, slots=True)
class Asserted:
    """A value that the question takes for granted: a number, a date or a licence."""

    written: str
    numbers: tuple[float, ...] = ()
    """What the number can mean: 128K is 128,000 or 131,072."""
    unit: str = ""
    day: tuple[int, int | None, int | None] | None = None
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the conversation so far."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Question:
    """What the user asked, as understood; `language` is the language of the answer."""

    text: str
    language: Language
    intent: Intent = Intent.FACT
    subjects: tuple[str, ...] = ()
    """Canonical names of the releases and families asked about, in order of mention."""
    predicates: tuple[str, ...] = ()
    """The attributes asked for, as ledger predicates."""
    versions: tuple[str, ...] = ()
    """Versions of a program: "0.3.9", "b5200"."""
    min_size_b: float | None = None
    as_of: date | None = None
    unknown_names: tuple[str, ...] = ()
    """Names that look like releases of a known family but are not in its closed list."""
    is_general: bool = False
    """Asks for nothing in particular: "what is X?", "tell me about X"."""
    devices: tuple[str, ...] = ()
    """Hardware named with a number: "RTX 5090"."""
    things: tuple[str, ...] = ()
    """Other names in it that are no releases, in the writing of the field: "RoPE", "GSPO"."""
    memory_gb: float | None = None
    """Memory that is there, in gigabytes: "into 24 GB of VRAM"."""
    cards: tuple[tuple[str, int], ...] = ()
    """Graphics cards named, and how many of each."""
    manner: Manner = Manner.PLAIN
    said: str = ""
    """What was typed, where `text` says more: a follow-up, or "shorter", "in English"."""
    asserted: tuple[Asserted, ...] = ()
    extreme: Literal["most", "least"] | None = None
    """Asks which release has the most or the least of an attribute."""
    seems_outside: bool = False
    """Is nearer to what lies outside the field than to anything in it."""
    unknown_attribute: str = ""
    """Asks for something that the ledger holds of no release: a price, downloads, plans."""
    quantization: str = ""
    """Of the file asked about: "Q4_K_M", "Q8_0"; or the precision: "BF16"."""
    sources_only: bool = False
    """No general explanation without a source is wanted."""
    alone: str = ""
    """The text with what a follow-up leaves out; empty when it leaves out nothing."""

    @property
    def standing(self) -> str:
        """What is asked, in words that need no conversation."""
        return self.alone or self.text
