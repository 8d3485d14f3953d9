"""What is known: sources, facts, releases, families, and what search found of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from assistant.domain.passages import Passage

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
    """One typed statement about a release, true from a day on, with the source that says it."""

    subject: str
    predicate: str
    value: Value
    unit: str
    as_of: date
    source: Source
    confidence: Confidence = "high"
    quote: str = ""
    """The fingerprint of the sentence that it rests on; the sentence itself is in the source."""
    until: date | None = None
    """The first day on which it is known to hold no more: its value was superseded by then."""

    @property
    def id(self) -> str:
        """Stable across rebuilds: `subject/predicate/source`."""
        return f"{slug(self.subject)}/{self.predicate}/{self.source.slug}"

    def holds_on(self, day: date) -> bool:
        """Whether it was true on `day`, as far as is known."""
        return self.as_of <= day and (self.until is None or day < self.until)


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
    """
    The releases of one name: on `complete_as_of` there were no others.

    Without that day the family is open: what its list does not hold may exist all the same.
    """

    name: str
    maker: str
    complete_as_of: date | None
    list_source: Source


def without_bases(releases: Sequence[Release]) -> Sequence[Release]:
    """Return the releases that are no base of another; of a family of bases alone, all."""
    return [release for release in releases if release.stage != "base"] or releases


ANY_DAY = date.max
"""No fact and no document is of a later day: up to it, everything counts."""
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
    passage: Passage | None = None
    """Where the quote stands, when it is one."""
    quote: str = ""
    """The sentence that a fact rests on, verbatim, when its page is in the library."""

    @property
    def place(self) -> tuple[str, int]:
        """Its place among passages: those of one document come in the order of its text."""
        return (self.passage.snapshot, self.passage.start) if self.passage else ("", 0)


@dataclass(frozen=True, slots=True)
class Findings:
    """All that search found for a question, before anything is numbered."""

    facts: tuple[Finding, ...] = ()
    releases: tuple[Release, ...] = ()
    family: Family | None = None
    closed_list: Finding | None = None
    """The family's complete list: it proves what is in it and what is not. None of an open one."""
    kin: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """Releases and families whose facts also hold for a release: its twin, its family."""
    labels: dict[str, str] = field(default_factory=dict[str, str])
    """Short names of the predicates in `facts`, for table headers."""
    quotes: tuple[Finding, ...] = ()
    """Passages of the user's library, the nearest first."""
    addresses: tuple[Finding, ...] = ()
    """Passages that may give addresses of such versions of models as are asked for."""
    hints: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """For words of the question, beginnings of words in both languages that mean the same."""


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


def slug(name: str) -> str:
    """
    Return `name` as a lower-case identifier.

    >>> slug("Qwen3-235B-A22B (MoE)")
    'qwen3-235b-a22b-moe'
    """
    return re.sub(r"[^\w.]+", "-", name.lower()).strip("-")
