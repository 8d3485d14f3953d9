"""
The laid-out answer, for models too weak to write it: the ledger says the plan, the model the lead.

The ledger's sections appear at once. Then the model rewords the opening claim by claim; a wording
that does not say exactly the claim is dropped, and the ledger's own is shown. The markers are the
program's: a claim knows what it rests on.
"""

import threading
from collections.abc import Iterator

from assistant.citations import is_faithful, verify
from assistant.domain import Claim, Question, Sentence
from assistant.events import Drafted, Event, Thought
from assistant.generation.replies import Call, Text, Thinking, Used
from assistant.generation.wording import reword
from assistant.pipeline.brain import Brain
from assistant.pipeline.layout import Layout, ledger_only, worded_by_ledger

LEAD = "lead"

_MOST_REWORDED = 4
"""A longer opening is a list, where other words do not help and each takes a second or two."""


def guided(
    question: Question, layout: Layout, brain: Brain, abort: threading.Event
) -> Iterator[Event]:
    """Say everything by the ledger but the lead; let the model word that."""
    yield from ledger_only(question, layout, leave_out=LEAD)
    opening = next((part for part in layout.plan.sections if part.key == LEAD), None)
    claims = opening.claims if opening else ()
    for claim in claims:
        draft: list[str] = []
        if claim.rests_on and len(claims) <= _MOST_REWORDED and not abort.is_set():
            yield from _draft(claim, question, layout, brain, abort, draft)
        yield layout.add(LEAD, _sentence("".join(draft), claim, question, layout))


def _draft(
    claim: Claim,
    question: Question,
    layout: Layout,
    brain: Brain,
    abort: threading.Event,
    draft: list[str],
) -> Iterator[Event]:
    """Stream the model's wording of one claim into `draft`."""
    for piece in reword(brain.model, brain.prompts, claim.text, question.language, abort):
        match piece:
            case Text(text):
                draft.append(text)
                yield Drafted(LEAD, text)
            case Thinking(text):
                yield Thought(text)
            case Used():
                layout.usage.add(piece)
            case Call():
                pass  # no tool was offered


def _sentence(draft: str, claim: Claim, question: Question, layout: Layout) -> Sentence:
    """Return the model's wording when it is faithful and its own, else the ledger's."""
    said = draft.strip()
    if said and said != claim.text:
        marked = said + "".join(f" [{number}]" for number in claim.rests_on)
        evidence = layout.notes.evidence()
        (sentence,) = verify(marked, "model", evidence, question.text, whole=True)
        if is_faithful(sentence, claim):
            return sentence
    return worded_by_ledger(claim, question, layout.notes)
