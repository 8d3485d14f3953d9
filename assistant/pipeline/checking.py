"""
Check the sentences of a draft one after another, each in the context of those before it.

A sentence that names nothing speaks of what was named last, at first of what the question names.
One whose markers are missing or wrong gets those of evidence that proves all of it, if there is
such evidence; one that claims nothing needs none.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from assistant.citations import is_shown, verify, without_markers
from assistant.citations.asides import is_aside
from assistant.citations.reading import read
from assistant.domain import CELL, Evidence, Question, Sentence, Verdict
from assistant.language import stems
from assistant.planning import Footnotes

_NEAREST = 12
"""How many pieces of evidence are tried for a sentence without markers."""
_JOINED = 4
"""How many of them are tried two by two."""


class Checker:
    """Remembers what the draft speaks of."""

    def __init__(self, question: Question, notes: Footnotes) -> None:
        self._question = question
        self._notes = notes
        self._about = ", ".join(question.subjects)
        self._asked = self._about if len(question.subjects) == 1 else ""

    def check(self, text: str) -> Sentence:
        """Return a sentence of the model, with its markers, and the verdict on it."""
        evidence = self._notes.evidence()
        found = self._best(text, evidence)
        self.heard(found.text)
        if is_shown(found) or found.citations or not is_aside(found.text, evidence):
            return found
        return Sentence(found.text, "model", (), Verdict.NOT_A_CLAIM)

    def check_row(self, header: Sequence[str], cells: Sequence[str]) -> Sentence:
        """Return a row of a table of the model, read as a sentence."""
        found = self._best(_as_sentence(header, cells), self._notes.evidence())
        text = CELL.join(without_markers(cell) for cell in cells)
        return Sentence(text, "model", found.citations, found.verdict)

    def heard(self, text: str) -> None:
        """Note what a sentence or heading speaks of."""
        if read(text).names:
            self._about = text

    def _best(self, text: str, evidence: Sequence[Evidence]) -> Sentence:
        said = self._verified(text, evidence)
        if is_shown(said) or said.verdict is Verdict.CONTRADICTED:
            return said
        for numbers in _candidates(said, evidence):
            marked = said.text + "".join(f"[{number}]" for number in numbers)
            if (other := self._verified(marked, evidence)).verdict is Verdict.SUPPORTED:
                return other
        return said

    def _verified(self, text: str, evidence: Sequence[Evidence]) -> Sentence:
        """Judge `text` as one that speaks of what was named last, or of what the question names."""
        flat = text.replace("\n", " ")
        for about in dict.fromkeys((self._about, self._asked)):
            said = f"{about}\n{flat}" if about else flat
            *_, sentence = verify(said, "model", evidence, self._question.text)
            if is_shown(sentence):
                break
        return sentence


def nearest(said: Sentence, evidence: Sequence[Evidence]) -> tuple[int, ...]:
    """Return the numbers of the evidence that shares most words with a sentence, the most first."""
    words = stems(said.text)
    shared = {item.number: len(words & (own := stems(item.statement))) / (len(own) + 8) ** 0.5
              for item in evidence}  # fmt: skip
    ranked = sorted(shared, key=lambda number: -shared[number])
    return tuple(number for number in ranked if shared[number])[:_NEAREST]


def _candidates(said: Sentence, evidence: Sequence[Evidence]) -> Iterator[tuple[int, ...]]:
    """Yield numbers to try, the likeliest first: one, one more than was cited, and two."""
    near = nearest(said, evidence)
    yield from ((number,) for number in near)
    if said.citations:
        yield from ((*said.citations, number) for number in near if number not in said.citations)
    yield from combinations(near[:_JOINED], 2)


def _as_sentence(header: Sequence[str], cells: Sequence[str]) -> str:
    """Say a row in full: "Qwen3-8B — layers: 36; context: 32K", whichever way the table lies."""
    first, *values = cells
    names = [name.lower() if name[1:].islower() else name for name in header[1:]]
    names += [""] * (len(values) - len(names))
    if read(first).names or not any(read(name).names for name in names):
        said = (
            f"{name}: {value}" if name else value
            for name, value in zip(names, values, strict=False)
        )
        return f"{first} — {'; '.join(said)}"
    said = (f"{name} — {value}" for name, value in zip(names, values, strict=False))
    return f"{first}: {'; '.join(said)}"
