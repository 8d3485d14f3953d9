"""
The words of this project.

These types are pure values: no ids of a database, no model, no page. Two equal facts are equal
objects. Every step of the pipeline takes some of them and returns others.

A *source* is where something was published; a *fact* is a typed statement with a source and an
as-of date; *evidence* is a fact or passage offered under a number; a *claim* is what the plan
wants said; a *sentence* is claim or draft text with its citations and a *verdict*.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

Language = Literal["ru", "en"]
Value = str | int | float | bool | date | tuple[str, ...]

Authority = Literal["maker", "docs", "tracker", "mirror", "third-party", "local"]
"""Who says it, from the maker of the release down to a stranger; `local` is this computer."""

Confidence = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was published. `read` is the day its text was last looked at."""

    slug: str
    title: str
    url: str
    authority: Authority
    read: date


@dataclass(frozen=True, slots=True)
class Fact:
    """One typed statement about a release, true as of a day, with the source that says it."""

    subject: str
    predicate: str
    value: Value
    unit: str
    as_of: date
    source: Source
    confidence: Confidence = "high"

    @property
    def id(self) -> str:
        """Stable across rebuilds: `subject/predicate/source`."""
        return f"{slug(self.subject)}/{self.predicate}/{self.source.slug}"


Stage = Literal["base", "tuned"]
Architecture = Literal["dense", "moe"]


@dataclass(frozen=True, slots=True)
class Release:
    """A named thing that was published: a model or a version. Sizes are billions of parameters."""

    name: str
    family: str
    series: str = ""
    """What it belongs to within the family: "" for the first launch, else "2507", "Coder"."""
    architecture: Architecture | None = None
    total_b: float | None = None
    active_b: float | None = None
    stage: Stage = "tuned"


@dataclass(frozen=True, slots=True)
class Family:
    """A closed list of releases: on `complete_as_of` there were no others."""

    name: str
    maker: str
    complete_as_of: date
    list_source: Source


class Intent(StrEnum):
    """What kind of answer is wanted."""

    FACT = "fact"
    LIST = "list"
    WHY = "why"
    COMPARE = "compare"
    FIT = "fit"
    ALTERNATIVES = "alternatives"
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


EvidenceKind = Literal["fact", "passage", "catalog", "machine"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that search found, worded in the language of the question."""

    kind: EvidenceKind
    statement: str
    """The fact in our words, or a verbatim quote."""
    source: Source
    as_of: date
    fact: Fact | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """All that search found for a question, before anything is numbered."""

    facts: tuple[Finding, ...] = ()
    releases: tuple[Release, ...] = ()
    family: Family | None = None
    closed_list: Finding | None = None
    """The family's complete list: it proves what is in it and what is not."""
    labels: dict[str, str] = field(default_factory=dict[str, str])
    """Short names of the predicates in `facts`, for table headers."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """
    Findings of one source, offered under a number that a sentence can cite.

    Facts that one source states alike (the same predicate of several releases) share a number.
    """

    number: int
    findings: tuple[Finding, ...]

    @property
    def source(self) -> Source:
        """Where all of its findings come from."""
        return self.findings[0].source

    @property
    def as_of(self) -> date:
        """The latest day that the findings speak of."""
        return max(finding.as_of for finding in self.findings)

    @property
    def statement(self) -> str:
        """What the source says, all findings in one text."""
        return " ".join(finding.statement for finding in self.findings)

    @property
    def kind(self) -> EvidenceKind:
        """The kind of its findings."""
        return self.findings[0].kind


@dataclass(frozen=True, slots=True)
class Claim:
    """Something the answer must say, worded by the ledger, resting on evidence numbers."""

    text: str
    rests_on: tuple[int, ...] = ()


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
class Answer:
    """A finished answer: only verified text, with the evidence its markers point at."""

    question: Question
    sections: tuple[CheckedSection, ...]
    evidence: tuple[Evidence, ...]
    offers: tuple[Offer, ...] = ()
    steps: tuple[Step, ...] = ()
    refused: bool = False
    style: Style = "ledger"
    model: ModelIdentity | None = None
    timings: Timings = field(default_factory=Timings)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in reading order."""
        return tuple(s for section in self.sections for s in section.sentences)


def slug(name: str) -> str:
    """
    Return `name` as a lower-case identifier.

    >>> slug("Qwen3-235B-A22B (MoE)")
    'qwen3-235b-a22b-moe'
    """
    return re.sub(r"[^\w.]+", "-", name.lower()).strip("-")
