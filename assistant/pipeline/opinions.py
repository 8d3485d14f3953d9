"""What the model thinks of sentences of one answer, where a judge is there and able."""

import threading
from collections.abc import Iterable

from assistant.domain import Language, Sentence
from assistant.pipeline.judging import Judge
from assistant.planning import Footnotes

Opinions = dict[Sentence, bool | None]
"""Whether the evidence says it, in the model's opinion; None where it is not sure."""


class Opinion:
    """Asks the judge by the evidence that a sentence cites."""

    def __init__(self, judge: Judge | None, notes: Footnotes, language: Language) -> None:
        self._judge = None if judge and judge.is_unable else judge
        self._notes = notes
        self._language: Language = language

    @property
    def may_be_had(self) -> bool:
        """Whether there is a model to ask that has not been shown to be too weak."""
        return self._judge is not None

    def on(self, sentences: Iterable[Sentence], abort: threading.Event) -> Opinions:
        """Ask about each, those with the same evidence in a row: that is read once."""
        in_a_row = sorted(sentences, key=lambda one: one.citations)
        judge = self._judge
        if judge is None or not in_a_row or not judge.is_able(abort):
            return {}
        return {
            one: judge.finds(one, self._notes.evidence(one.citations), self._language, abort)
            for one in in_a_row
        }
