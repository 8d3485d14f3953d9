"""What `Assistant.ask` streams while it works, in the order a user sees it."""

from dataclasses import dataclass
from typing import Literal

from assistant.domain import Answer, Evidence, Plan, Question, Sentence, Step


@dataclass(frozen=True, slots=True)
class Understood:
    """The question's language, names and intent are known."""

    question: Question


@dataclass(frozen=True, slots=True)
class ToolUsed:
    """The retrieval tool was called; the step holds arguments and result."""

    step: Step


@dataclass(frozen=True, slots=True)
class Found:
    """The evidence is chosen; nothing else may be cited from here on."""

    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """The frame of the answer: its sections in order. Comes again when the model adds to it."""

    plan: Plan


@dataclass(frozen=True, slots=True)
class Thought:
    """Another piece of the model's thinking. Never part of the answer, never kept."""

    text: str


@dataclass(frozen=True, slots=True)
class Drafted:
    """Another piece of the draft of section `section`. Unverified text, shown grey."""

    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A drafted sentence of section `section` failed its check; `fate` says what happens to it."""

    section: str
    sentence: Sentence
    fate: Literal["rewriting", "replaced", "removed"]


@dataclass(frozen=True, slots=True)
class Checked:
    """
    A verified sentence of section `section`; it comes after all earlier ones of that section.

    One that was rewritten comes late: in the answer it stands where it was drafted.
    """

    section: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Reworded:
    """The model says sentence `place` (from 0) of section `section` instead of the ledger."""

    section: str
    place: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Answered:
    """The verified answer. The last event."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Failed:
    """Something broke while the model worked; the answer goes on without it."""

    message: str
    hint: str


Event = (
    Understood
    | ToolUsed
    | Found
    | Planned
    | Thought
    | Drafted
    | Rejected
    | Checked
    | Reworded
    | Answered
    | Failed
)
