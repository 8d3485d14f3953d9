"""
The laid-out answer, for models too weak to write it: the ledger says the plan, the model the lead.

The ledger's sections appear at once. The model then words the opening from the same claims; each of
its sentences that passes the check is kept, and every claim it left out or got wrong is said by the
ledger instead.
"""

import threading
from collections.abc import Iterator

from assistant.citations import is_covered, is_shown, verify
from assistant.domain import Claim, Question, Section, Sentence
from assistant.events import Drafted, Event, Thought
from assistant.generation.draft import Text, Thinking, Used, lead
from assistant.pipeline.brain import Brain
from assistant.pipeline.layout import Layout, ledger_only, worded_by_ledger

LEAD = "lead"


def guided(
    question: Question, layout: Layout, brain: Brain, abort: threading.Event
) -> Iterator[Event]:
    """Say everything by the ledger but the lead; let the model word that."""
    opening = next((part for part in layout.plan.sections if part.key == LEAD), None)
    yield from ledger_only(question, layout, leave_out=LEAD)
    if opening is None:
        return
    pieces: list[str] = []
    claims = _as_text(opening)
    for piece in lead(brain.model, brain.prompts, question, claims, abort):
        match piece:
            case Text(text):
                pieces.append(text)
                yield Drafted(LEAD, text)
            case Thinking(text):
                yield Thought(text)
            case Used():
                layout.usage.add(piece)
            case _:
                pass
    for sentence in _opening(question, layout, opening, "".join(pieces)):
        yield layout.add(LEAD, sentence)


def _as_text(section: Section) -> str:
    return "\n".join(
        claim.text + "".join(f" [{number}]" for number in claim.rests_on)
        for claim in section.claims
    )


def _opening(
    question: Question, layout: Layout, section: Section, draft: str
) -> Iterator[Sentence]:
    """Yield each claim once: in the model's words where they hold, else in the ledger's."""
    drafted = verify(draft, "model", layout.notes.evidence(), question.text)
    kept = [sentence for sentence in drafted if is_shown(sentence) and sentence.citations]
    for claim in section.claims:
        said = _said(claim, kept)
        if said is None:
            yield worded_by_ledger(claim, question, layout.notes)
        elif said in kept:
            kept.remove(said)
            yield said


def _said(claim: Claim, kept: list[Sentence]) -> Sentence | None:
    return next((sentence for sentence in kept if is_covered(claim, [sentence])), None)
