"""
The answer while it is being written: the plan's frame filled with verified sentences.

What the model words goes through the same check as what the ledger words.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from assistant.citations import quoted, verify, with_markers
from assistant.domain import (
    CheckedSection,
    Claim,
    Evidence,
    Plan,
    Question,
    Section,
    Sentence,
    Step,
    Timings,
    Verdict,
)
from assistant.events import Checked, Event, Reworded
from assistant.generation.replies import Used
from assistant.planning import Footnotes

Fate = Literal["rewritten", "replaced", "removed", "confirmed", "doubted"]
"""What became of a drafted sentence that failed its check, or that the model judged otherwise."""


@dataclass(slots=True)
class Usage:
    """Tokens the model read and wrote for this answer, and how fast it wrote."""

    prompt_tokens: int = 0
    cached_prompt_tokens: int = 0
    completion_tokens: int = 0
    decode_seconds: float = 0.0

    def add(self, used: Used) -> None:
        """Count one more call of the model."""
        self.prompt_tokens += used.prompt_tokens
        self.cached_prompt_tokens += used.cached_prompt_tokens
        self.completion_tokens += used.completion_tokens
        self.decode_seconds += used.decode_seconds

    def __bool__(self) -> bool:
        """Whether the model was asked at all."""
        return self.completion_tokens > 0

    def timed(self, timings: Timings) -> Timings:
        """Return `timings` with the tokens in them."""
        speed = self.completion_tokens / self.decode_seconds if self.decode_seconds else None
        return replace(
            timings,
            prompt_tokens=self.prompt_tokens,
            cached_prompt_tokens=self.cached_prompt_tokens,
            completion_tokens=self.completion_tokens,
            tokens_per_second=None if speed is None else round(speed, 1),
        )


class Layout:
    """Collects sentences by section; sections keep the order in which they were framed."""

    def __init__(self, plan: Plan, notes: Footnotes) -> None:
        self.plan = plan
        self.notes = notes
        self.steps: list[Step] = []
        self.usage = Usage()
        self.repairs = Counter[Fate]()
        self._sentences: dict[str, list[Sentence | None]] = {p.key: [] for p in plan.sections}

    def frame(self, section: Section, before: str | None = None) -> None:
        """Add a section that the model began, before the section `before`."""
        parts = list(self.plan.sections)
        keys = [part.key for part in parts]
        parts.insert(keys.index(before) if before in keys else len(parts), section)
        self.plan = replace(self.plan, sections=tuple(parts))
        self._sentences.setdefault(section.key, [])

    def add(self, key: str, sentence: Sentence) -> Checked:
        """Put a verified sentence at the end of a section, and say so."""
        self._sentences[key].append(sentence)
        return Checked(key, sentence)

    def reserve(self, key: str) -> int:
        """Keep the next place of a section free for a sentence that comes late, or never."""
        self._sentences[key].append(None)
        return len(self._sentences[key]) - 1

    def fill(self, key: str, place: int, sentence: Sentence) -> Checked:
        """Put a verified sentence in the place that was kept free for it, and say so."""
        self._sentences[key][place] = sentence
        return Checked(key, sentence)

    def reword(self, key: str, place: int, sentence: Sentence) -> Reworded:
        """Put the model's wording in the place of the ledger's, and say so."""
        self._sentences[key][place] = sentence
        return Reworded(key, place, sentence)

    def said(self) -> tuple[Sentence, ...]:
        """Return all sentences so far."""
        return tuple(s for key in self._sentences for s in self._of(key))

    def said_by_model(self) -> bool:
        """Whether some sentence so far is worded by the model."""
        return any(sentence.by == "model" for sentence in self.said())

    def is_empty(self, key: str) -> bool:
        """Whether a section has no sentence yet."""
        return not self._of(key)

    def sections(self) -> tuple[CheckedSection, ...]:
        """Return the sections that have sentences, in order."""
        return tuple(
            CheckedSection(part.key, part.kind, found, part.heading, part.header)
            for part in self.plan.sections
            if (found := self._of(part.key))
        )

    def evidence(self) -> tuple[Evidence, ...]:
        """Return the evidence that the sentences cite."""
        cited = {number for sentence in self.said() for number in sentence.citations}
        return self.notes.evidence(cited)

    def _of(self, key: str) -> tuple[Sentence, ...]:
        return tuple(sentence for sentence in self._sentences[key] if sentence)


def worded_by_ledger(claim: Claim, question: Question, notes: Footnotes) -> Sentence:
    """Return a claim as a checked sentence in the ledger's words, or as the quote it is."""
    if not claim.rests_on:
        return Sentence(claim.text, "ledger", (), Verdict.NOT_A_CLAIM)
    if claim.is_quote:
        return quoted(claim.text, claim.rests_on, notes.evidence())
    marked = with_markers(claim.text, claim.rests_on, " ")
    sentences = verify(marked, "ledger", notes.evidence(), question.text, whole=True)
    return sentences[0]


def ledger_only(question: Question, layout: Layout) -> Iterator[Event]:
    """Say by the ledger every section that is still empty."""
    for section in layout.plan.sections:
        if layout.is_empty(section.key):
            for claim in section.claims:
                yield layout.add(section.key, worded_by_ledger(claim, question, layout.notes))
