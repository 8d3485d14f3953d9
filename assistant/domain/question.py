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
    GREETING = "greeting"
    OUTSIDE = "outside"


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
    memory_gb: float | None = None
    """Memory that is there, in gigabytes: "into 24 GB of VRAM"."""
    alone: str = ""
    """The text with what a follow-up leaves out; empty when it leaves out nothing."""

    @property
    def standing(self) -> str:
        """What is asked, in words that need no conversation."""
        return self.alone or self.text
