"""
Give the model a second try at a sentence that failed its check; else the ledger says it, or nobody.

The model is asked after the draft is complete, because it can do one thing at a time. The place of
the sentence is kept free until then. What became of each sentence is told in events and counted.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.citations import is_covered
from assistant.domain import Language, Question, Sentence, Verdict
from assistant.events import Drafted, Event, Rejected
from assistant.generation.replies import Text, Used
from assistant.generation.wording import rewrite
from assistant.pipeline.brain import Brain
from assistant.pipeline.checking import Checker, nearest
from assistant.pipeline.layout import Layout, worded_by_ledger
from assistant.pipeline.pieces import Cutter

MOST_REWRITTEN = 4
"""Sentences an answer; each takes a strong model on a weak computer some seconds."""
_EVIDENCE = 6

_WRONG: dict[Verdict, dict[Language, str]] = {
    Verdict.CONTRADICTED: {
        "ru": "в фактах сказано другое.",
        "en": "the facts say otherwise.",
    },
    Verdict.PARTLY: {
        "ru": "не всё это есть в фактах.",
        "en": "not all of it stands in the facts.",
    },
    Verdict.NO_SOURCE: {
        "ru": "нет номера факта, который это подтверждает.",
        "en": "there is no number of a fact that says so.",
    },
}


@dataclass(frozen=True, slots=True)
class _Failed:
    key: str
    place: int
    sentence: Sentence


class Repair:
    """Takes the sentences that failed, and mends them at the end."""

    def __init__(self, question: Question, layout: Layout, checker: Checker) -> None:
        self._question = question
        self._layout = layout
        self._checker = checker
        self._failed: list[_Failed] = []

    def take(self, key: str, sentence: Sentence, *, is_row: bool = False) -> Iterator[Event]:
        """Keep a failed sentence for the second try, or settle it where there is none."""
        place = self._layout.reserve(key)
        failed = _Failed(key, place, sentence)
        if is_row or len(self._failed) >= MOST_REWRITTEN or not self._near(sentence):
            yield from self._settle(failed)
            return
        self._failed.append(failed)
        yield Rejected(key, sentence, "rewriting")

    def finish(self, brain: Brain, abort: threading.Event) -> Iterator[Event]:
        """Let the model try each of the kept sentences once more; after an abort none."""
        for failed in self._failed:
            draft: list[str] = []
            if not abort.is_set():
                yield from self._rewritten(failed, brain, abort, draft)
            pieces = [*Cutter().feed("".join(draft) + "\n")]
            second = self._checker.check(pieces[0].text) if pieces else None
            if second and second.verdict is Verdict.SUPPORTED:
                self._layout.repairs["rewritten"] += 1
                yield self._layout.fill(failed.key, failed.place, second)
            else:
                yield from self._settle(failed)

    def _rewritten(
        self, failed: _Failed, brain: Brain, abort: threading.Event, draft: list[str]
    ) -> Iterator[Event]:
        language = self._question.language
        numbers = self._near(failed.sentence)
        evidence = self._layout.notes.evidence(numbers)
        fields = {
            "evidence": "\n".join(f"[{item.number}] {item.statement}" for item in evidence),
            "sentence": failed.sentence.text,
            "wrong": _WRONG[failed.sentence.verdict][language],
        }
        for piece in rewrite(brain.model, brain.prompts, language, fields, abort):
            match piece:
                case Text(text):
                    draft.append(text)
                    yield Drafted(failed.key, text)
                case Used():
                    self._layout.usage.add(piece)
                case _:
                    pass  # no tool was offered, and thinking is off

    def _settle(self, failed: _Failed) -> Iterator[Event]:
        """Let the ledger say what the failed sentence was about, unless it is said already."""
        instead = self._instead(failed.sentence)
        fate = "replaced" if instead else "removed"
        self._layout.repairs[fate] += 1
        yield Rejected(failed.key, failed.sentence, fate)
        if instead:
            yield self._layout.fill(failed.key, failed.place, instead)

    def _instead(self, failed: Sentence) -> Sentence | None:
        for section in self._layout.plan.sections:
            for claim in section.claims:
                rests_on_it = set(claim.rests_on) & set(failed.citations)
                fits = section.kind != "table" and rests_on_it
                if fits and not is_covered(claim, self._layout.said()):
                    return worded_by_ledger(claim, self._question, self._layout.notes)
        return None

    def _near(self, sentence: Sentence) -> tuple[int, ...]:
        """Return the evidence that the sentence should have been written from."""
        near = nearest(sentence, self._layout.notes.evidence())
        return tuple(dict.fromkeys((*sentence.citations, *near)))[:_EVIDENCE]
