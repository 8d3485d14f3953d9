"""
The words of this project.

These types are pure values: no ids of a database, no model, no page. Two equal facts are equal
objects. Every step of the pipeline takes some of them and returns others.

A *source* is where something was published; a *fact* is a typed statement with a source and an
as-of date; *evidence* is a fact or passage offered under a number; a *claim* is what the plan
wants said; a *sentence* is claim or draft text with its citations and a *verdict*.
"""

from assistant.domain.answer import (
    Answer,
    CheckedSection,
    ModelIdentity,
    Repairs,
    Sentence,
    Step,
    Style,
    Timings,
    Verdict,
    Wording,
)
from assistant.domain.facts import (
    ANY_DAY,
    Architecture,
    Authority,
    Confidence,
    Evidence,
    EvidenceKind,
    Fact,
    Family,
    Finding,
    Findings,
    Language,
    Release,
    Source,
    Stage,
    Value,
    slug,
    without_bases,
)
from assistant.domain.library import Document, Snapshot
from assistant.domain.memory import MEMORY, MEMORY_IN
from assistant.domain.passages import Passage
from assistant.domain.plan import CELL, Claim, Offer, Plan, Section, SectionKind
from assistant.domain.question import (
    SMALL_TALK,
    Asserted,
    Intent,
    Manner,
    Meaning,
    Question,
    Turn,
)

__all__ = [
    "ANY_DAY",
    "CELL",
    "MEMORY",
    "MEMORY_IN",
    "SMALL_TALK",
    "Answer",
    "Architecture",
    "Asserted",
    "Authority",
    "CheckedSection",
    "Claim",
    "Confidence",
    "Document",
    "Evidence",
    "EvidenceKind",
    "Fact",
    "Family",
    "Finding",
    "Findings",
    "Intent",
    "Language",
    "Manner",
    "Meaning",
    "ModelIdentity",
    "Offer",
    "Passage",
    "Plan",
    "Question",
    "Release",
    "Repairs",
    "Section",
    "SectionKind",
    "Sentence",
    "Snapshot",
    "Source",
    "Stage",
    "Step",
    "Style",
    "Timings",
    "Turn",
    "Value",
    "Verdict",
    "Wording",
    "slug",
    "without_bases",
]
