"""What is said: verified sentences, who worded them, and how the answer came about."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from assistant.domain.facts import Evidence
from assistant.domain.plan import Offer, SectionKind
from assistant.domain.question import Question


class Verdict(StrEnum):
    """What checking a sentence against the evidence it cites showed."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    CONTRADICTED = "contradicted"
    NO_SOURCE = "no source"
    NOT_A_CLAIM = "not a claim"


Wording = Literal["model", "ledger", "quote"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer, without its markers: who worded it, what it cites, its verdict."""

    text: str
    by: Wording
    citations: tuple[int, ...] = ()
    verdict: Verdict = Verdict.NO_SOURCE


@dataclass(frozen=True, slots=True)
class CheckedSection:
    """A section of the answer: the plan's frame with verified sentences in it."""

    key: str
    kind: SectionKind
    sentences: tuple[Sentence, ...]
    heading: str = ""
    header: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A tool call as it was carried out."""

    tool: str
    arguments: dict[str, str]
    result: str
    repaired: str = ""
    """What the rules changed in the model's call, and why; empty when nothing."""


Style = Literal["ledger", "guided", "drafted"]
"""Who wrote the answer: the ledger alone, the ledger with a lead by the model, or the model."""


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """Which model answered. `sha256` is None for a file that was never hashed."""

    name: str
    file: str
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Timings:
    """How long things took, in milliseconds, and what the model read and wrote, in tokens."""

    search_ms: float = 0.0
    first_words_ms: float | None = None
    """Until the first words of the answer, whoever worded them."""
    first_token_ms: float | None = None
    """Until the model's first token; None when no model was asked."""
    total_ms: float = 0.0
    prompt_tokens: int = 0
    cached_prompt_tokens: int = 0
    completion_tokens: int = 0
    tokens_per_second: float | None = None


@dataclass(frozen=True, slots=True)
class Repairs:
    """What became of the drafted sentences that failed their check, or were judged otherwise."""

    rewritten: int = 0
    """The model said it right at the second try."""
    replaced: int = 0
    """The ledger says it instead."""
    removed: int = 0
    confirmed: int = 0
    """Words alone were missing from its proof, and the model finds it in the evidence."""
    doubted: int = 0
    """Words alone proved it, and the model does not find it there: replaced or removed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished answer: only verified text, with the evidence its markers point at."""

    question: Question
    sections: tuple[CheckedSection, ...]
    evidence: tuple[Evidence, ...]
    offers: tuple[Offer, ...] = ()
    steps: tuple[Step, ...] = ()
    refused: bool = False
    style: Style = "ledger"
    repairs: Repairs = field(default_factory=Repairs)
    model: ModelIdentity | None = None
    timings: Timings = field(default_factory=Timings)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in reading order."""
        return tuple(s for section in self.sections for s in section.sentences)
