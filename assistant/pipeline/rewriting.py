"""
Give the model a second try at a sentence that failed its check; else the ledger says it, or nobody.

The model is asked after the draft is complete, because it can do one thing at a time. The place of
the sentence is kept free until then. What became of each sentence is told in events and counted.

Before that a model that can judge is asked about sentences that rest on words alone: it confirms
one that failed for want of words, and withholds one that passed without anything exact.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.citations import is_covered
from assistant.domain import Language, Question, Sentence, Verdict
from assistant.events import Drafted, Event, Rejected
from assistant.generation.replies import Text, Used
from assistant.generation.wording import rewrite
from assistant.pipeline.brain import Brain
from assistant.pipeline.checking import Checker, nearest
from assistant.pipeline.judging import Judge, rests_on_words
from assistant.pipeline.layout import Layout, worded_by_ledger
from assistant.pipeline.opinions import Opinion
from assistant.pipeline.pieces import Cutter

MOST_REWRITTEN = 4
"""Sentences an answer; each takes a strong model on a weak computer some seconds."""
MOST_HELD = 6
"""Sentences an answer that the model is asked about though they passed: a second or so each."""
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
class _Kept:
    key: str
    place: int
    sentence: Sentence
    lacks_words: bool = False


class Repair:
    """Takes the sentences that failed, and mends them at the end."""

    def __init__(
        self, question: Question, layout: Layout, checker: Checker, judge: Judge | None = None
    ) -> None:
        self._question = question
        self._layout = layout
        self._checker = checker
        self._opinion = Opinion(judge, layout.notes, question.language)
        self._failed: list[_Kept] = []
        self._held: list[_Kept] = []

    def take(self, key: str, sentence: Sentence, *, is_row: bool = False) -> Iterator[Event]:
        """Keep a failed sentence for the second try, or settle it where there is none."""
        lacks_words = self._opinion.may_be_had and self._checker.lacks_words(sentence)
        failed = _Kept(key, self._layout.reserve(key), sentence, lacks_words)
        if is_row or len(self._failed) >= MOST_REWRITTEN or not self._near(sentence):
            yield from self._settle(failed)
            return
        self._failed.append(failed)
        if not lacks_words:
            yield Rejected(key, sentence, "rewriting")

    def holds(self, key: str, sentence: Sentence) -> bool:
        """Keep a place for a sentence that passed, if the model is to be asked about it first."""
        may_ask = self._opinion.may_be_had and len(self._held) < MOST_HELD
        if not may_ask or not rests_on_words(sentence):
            return False
        self._held.append(_Kept(key, self._layout.reserve(key), sentence))
        return True

    def release(self) -> Iterator[Event]:
        """Show the sentences that passed and were held; the model cannot be asked any more."""
        held, self._held = self._held, []
        for kept in held:
            yield self._layout.fill(kept.key, kept.place, kept.sentence)

    def finish(self, brain: Brain, abort: threading.Event) -> Iterator[Event]:
        """Ask about the held sentences, then mend the failed ones; after an abort neither."""
        yield from self._judged(abort)
        for failed in self._failed:
            draft: list[str] = []
            if not abort.is_set():
                yield from self._rewritten(failed, brain, abort, draft)
            pieces = [*Cutter().feed("".join(draft) + "\n")]
            second = self._checker.check(pieces[0].text) if pieces else None
            is_right = second is not None and second.verdict is Verdict.SUPPORTED
            if second and is_right and not self._is_doubted(second, abort):
                self._layout.repairs["rewritten"] += 1
                yield self._layout.fill(failed.key, failed.place, second)
            else:
                yield from self._settle(failed)

    def _judged(self, abort: threading.Event) -> Iterator[Event]:
        """Show or withhold what is held, and show what failed for want of words only."""
        wanting = [failed for failed in self._failed if failed.lacks_words]
        found = self._opinion.on((kept.sentence for kept in (*self._held, *wanting)), abort)
        doubted = [kept for kept in self._held if found.get(kept.sentence) is False]
        self._held = [kept for kept in self._held if kept not in doubted]
        yield from self.release()
        for kept in doubted:
            self._layout.repairs["doubted"] += 1
            yield from self._settle(replace(kept, sentence=_with(kept, Verdict.PARTLY)))
        for failed in wanting:
            if found.get(failed.sentence):
                self._failed.remove(failed)
                self._layout.repairs["confirmed"] += 1
                confirmed = _with(failed, Verdict.SUPPORTED)
                yield self._layout.fill(failed.key, failed.place, confirmed)
            else:
                yield Rejected(failed.key, failed.sentence, "rewriting")

    def _is_doubted(self, second: Sentence, abort: threading.Event) -> bool:
        """Whether a second try rests on words that the model does not find in the evidence."""
        asked = [second] if rests_on_words(second) else []
        is_doubted = self._opinion.on(asked, abort).get(second) is False
        self._layout.repairs["doubted"] += is_doubted
        return is_doubted

    def _rewritten(
        self, failed: _Kept, brain: Brain, abort: threading.Event, draft: list[str]
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

    def _settle(self, failed: _Kept) -> Iterator[Event]:
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


def _with(kept: _Kept, verdict: Verdict) -> Sentence:
    return replace(kept.sentence, verdict=verdict)
