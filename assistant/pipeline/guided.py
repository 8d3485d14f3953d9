"""
The laid-out answer, for models too weak to write it: the ledger says the plan, the model the lead.

All of the ledger's sentences appear at once. Then the model rewords the opening claim by claim, and
a wording takes the place of the ledger's when it says exactly the claim and the model itself finds
it no less natural. The markers are the program's: a claim knows what it rests on.
"""

import threading
import time
from collections.abc import Iterator, Sequence

from assistant.citations import is_faithful, read, verify, with_markers
from assistant.domain import Claim, Language, Question, Sentence
from assistant.events import Drafted, Event, Rejected, Thought
from assistant.generation.replies import Call, Text, Thinking, Used
from assistant.generation.wording import fluency, reword
from assistant.language import stem, stems, words
from assistant.pipeline.brain import Brain
from assistant.pipeline.layout import Layout, ledger_only

LEAD = "lead"

_MOST_REWORDED = 4
"""Claims of an opening, a second or two each; of one that is a list only the first is reworded."""
_TRIES: dict[Language, int] = {"ru": 1, "en": 2}
"""A second try has to begin otherwise than the claim and the first; in Russian it spoils cases."""
_MARGIN = 0.5
"""How much less natural than the ledger's a wording may be, in the logarithm of probability."""
_LONG, _FEW = 4, 2
_SECONDS = 6.0
"""After that no further claim is begun: the answer is there, only its words could be better."""


def guided(
    question: Question, layout: Layout, brain: Brain, abort: threading.Event
) -> Iterator[Event]:
    """Say everything by the ledger; then let the model word the lead."""
    yield from ledger_only(question, layout)
    opening = next((part for part in layout.plan.sections if part.key == LEAD), None)
    most = _MOST_REWORDED if opening and opening.kind == "lead" else 1
    claims = opening.claims[:most] if opening else ()
    began = time.monotonic()
    for place, claim in enumerate(claims):
        is_late = abort.is_set() or time.monotonic() - began > _SECONDS
        if claim.rests_on and not claim.is_quote and not is_late:
            yield from _Rewording(claim, question, layout, brain, abort).events(place)


class _Rewording:
    """The tries at one claim."""

    def __init__(
        self,
        claim: Claim,
        question: Question,
        layout: Layout,
        brain: Brain,
        abort: threading.Event,
    ) -> None:
        self._claim = claim
        self._question = question
        self._layout = layout
        self._brain = brain
        self._abort = abort

    def events(self, place: int) -> Iterator[Event]:
        """Put the first good wording in the place of the ledger's."""
        tried = [self._claim.text]
        tries = _TRIES[self._question.language]
        for number in range(tries):
            draft: list[str] = []
            yield from self._draft(tried if number else (), draft)
            said = "".join(draft).strip()
            if self._abort.is_set() or not said:
                return
            sentence = self._checked(said)
            if self._is_good(sentence):
                yield self._layout.reword(LEAD, place, sentence)
                return
            yield Rejected(LEAD, sentence, "rewriting" if number + 1 < tries else "replaced")
            tried.append(said)

    def _draft(self, not_first: Sequence[str], draft: list[str]) -> Iterator[Event]:
        model, prompts, language = self._brain.model, self._brain.prompts, self._question.language
        for piece in reword(
            model, prompts, self._claim.text, language, self._abort, not_first=not_first
        ):
            match piece:
                case Text(text):
                    draft.append(text)
                    yield Drafted(LEAD, text)
                case Thinking(text):
                    yield Thought(text)
                case Used():
                    self._layout.usage.add(piece)
                case Call():
                    pass  # no tool was offered

    def _checked(self, said: str) -> Sentence:
        marked = with_markers(said, self._claim.rests_on, " ")
        evidence = self._layout.notes.evidence()
        (sentence,) = verify(
            marked, "model", evidence, self._question.text, whole=True, senses=self._brain.senses
        )
        return sentence

    def _is_good(self, sentence: Sentence) -> bool:
        claim = self._claim
        says_it = (
            not sentence.text.endswith(claim.text)  # "The", "У модели" before it is no rewording
            and is_faithful(sentence, claim)
            and _keeps(sentence.text, claim.text)
        )
        return says_it and self._is_natural(sentence.text)

    def _is_natural(self, said: str) -> bool:
        brain, language = self._brain, self._question.language
        own, ledger = fluency(brain.model, brain.prompts, language, (said, self._claim.text))
        return own >= ledger - _MARGIN


def _keeps(said: str, claim: str) -> bool:
    """Whether proper words of the claim, and half of its longer ones, are still there."""
    stated = read(claim)
    longer = (word for word in words(stated.rest) if len(word) >= _LONG and word.isalpha())
    wanted = {stem(word) for word in longer}
    kept = wanted & stems(said)
    return stated.latin <= read(said).latin and (
        len(wanted) <= _FEW or len(kept) * 2 >= len(wanted)
    )
