"""
Check the sentences of a draft one after another, each in the context of those before it.

A sentence that names nothing speaks of what was named last, at first of what the question names.
One whose markers are missing or wrong gets those of evidence that proves all of it, if there is
such evidence, in the ledger too; one that claims nothing needs none.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import combinations

from assistant.citations import (
    Senses,
    Value,
    cited,
    follows,
    goes_on,
    is_aside,
    is_exact,
    is_negative,
    is_shown,
    read,
    sizes,
    verify,
    with_markers,
    without_markers,
)
from assistant.domain import CELL, Evidence, Finding, Question, Sentence, Verdict
from assistant.language import overlap, stem, stems, within, words
from assistant.pipeline.cells import as_sentences
from assistant.planning import Footnotes

_NEAREST = 12
"""How many pieces of evidence are tried for a sentence without markers."""
_JOINED = 4
"""How many of them are tried two by two."""
_LONG, _HALF = 4, 0.5
_LOOKED_UP = 6
"""How many facts are tried that no search of the model has brought."""
_TRIAL = 900
"""Where the numbers begin that facts have until they are cited."""
_WORST_FIRST = (
    *(Verdict.CONTRADICTED, Verdict.NO_SOURCE, Verdict.PARTLY),
    *(Verdict.NOT_A_CLAIM, Verdict.SUPPORTED),
)
_SETS_OFF = re.compile(
    r"\b(?:на|by)\s+\d[\d\s.,]*(?:\w+\s+){0,2}(?:больше|меньше|more|less|fewer)"
    r"|\d\s+(?:more|fewer|less)\b",
    re.IGNORECASE,
)
"""So much more or less than what stands before."""
LookUp = Callable[[str, str], Sequence[Finding]]
"""Names that a text speaks of, the text -> facts, the nearest first."""


class Checker:
    """Remembers what the draft speaks of; `look_up` finds facts that a text may rest on."""

    def __init__(
        self,
        question: Question,
        notes: Footnotes,
        look_up: LookUp,
        senses: Senses | None = None,
    ) -> None:
        self._senses = senses
        self._question = question
        self._notes = notes
        self._look_up = look_up
        self._about = ", ".join(question.subjects)
        self._asked = self._about
        self._intro = ""
        self._is_headed = False
        self._last: tuple[int, ...] = ()
        self._block: tuple[int, ...] = ()

    def check(self, text: str) -> Sentence:
        """Return a sentence of the model, with its markers, and the verdict on it."""
        found = self._best(text)
        if self._intro:
            found = self._as_item(found, text)
        self.heard(found.text)
        if found.verdict is Verdict.SUPPORTED:
            self._last = found.citations
            self._block = tuple(dict.fromkeys((*self._block, *found.citations)))
        if (
            is_shown(found)
            or found.citations
            or not is_aside(found.text, self._evidence, self._question.text)
        ):
            return found
        return Sentence(found.text, "model", (), Verdict.NOT_A_CLAIM)

    def lacks_words(self, failed: Sentence) -> bool:
        """Whether words alone are missing from the proof of a sentence that has just failed."""
        if failed.verdict is not Verdict.PARTLY:
            return False
        marked = with_markers(failed.text, failed.citations)
        tries, asked = self._tries(marked), self._question.text
        return any(is_exact(said, self._evidence, asked, self._senses) for said in tries)

    def check_row(self, header: Sequence[str], cells: Sequence[str]) -> Sentence:
        """Return a row of a table of the model: each of its cells is read as a sentence."""
        given = cited(" ".join(cells))
        plain = tuple(map(without_markers, cells))
        said = as_sentences(header, plain)
        found = [self._best(with_markers(f"{one} ", given)) for one in said]
        numbers = dict.fromkeys(number for cell in found for number in cell.citations)
        verdicts = {cell.verdict for cell in found} or {Verdict.NO_SOURCE}
        verdict = next(one for one in _WORST_FIRST if one in verdicts)
        if verdict is Verdict.SUPPORTED:
            self._block = tuple(dict.fromkeys((*self._block, *numbers)))
        return Sentence(CELL.join(plain), "model", tuple(numbers), verdict)

    def heard(self, text: str) -> None:
        """Note what a sentence or heading speaks of, and whether it opens a list."""
        subjects = _subjects(self._evidence)
        known = {name for name in subjects if " " in name} | sizes(subjects)
        if read(text, tuple(sorted(known))).things:
            self._about = text
        if text.endswith(":"):
            self._intro, self._block, self._is_headed = text, (), False

    def headed(self, text: str) -> None:
        """Note a heading, which opens what stands below it: "Apache 2.0", and then names."""
        self.heard(f"{text.rstrip(':')}:")
        self._is_headed = True

    @property
    def _evidence(self) -> tuple[Evidence, ...]:
        return self._notes.evidence()

    def _as_item(self, failed: Sentence, text: str) -> Sentence:
        """
        Judge an item as the end of the sentence that opens its list: "Not published: A".

        A bare name stands without the colon, which would part it from its "no"; where that sentence
        says no or gives a value, the name fails with it. Under a heading nothing else is an item.
        """
        is_bare = all(len(word) < _LONG for word in words(read(failed.text).rest))
        if is_shown(failed) and not (is_bare and _binds(self._intro)):
            return failed
        if self._is_headed and not is_bare:
            return failed
        intro = self._intro.rstrip(": ") if is_bare else self._intro
        found = self._best(f"{intro} {text}")
        if found.verdict is not Verdict.SUPPORTED and not is_shown(failed):
            return failed
        return Sentence(failed.text, "model", found.citations, found.verdict)

    def _best(self, text: str) -> Sentence:
        """Return the sentence with its own markers, else with such as prove it."""
        said = self._verified(text, self._evidence)
        if is_shown(said) or said.verdict is Verdict.CONTRADICTED:
            return said
        return (
            self._continued(said)
            or self._marked(said, self._evidence)
            or self._looked_up(said)
            or said
        )

    def _continued(self, said: Sentence) -> Sentence | None:
        """Prove a sentence by what those before it rest on: "So A is larger", "On the same day"."""
        if not _leans_on_those_before(said):
            return None
        for earlier in (self._last, self._block):
            numbers = tuple(dict.fromkeys((*said.citations, *earlier)))
            other = self._verified(with_markers(said.text, numbers), self._evidence)
            if earlier and other.verdict is Verdict.SUPPORTED:
                return other
        return None

    def _marked(self, said: Sentence, evidence: Sequence[Evidence]) -> Sentence | None:
        everything = [*self._evidence, *(one for one in evidence if one not in self._evidence)]
        for numbers in _candidates(said, evidence):
            if not _is_earned(said, [item for item in evidence if item.number in numbers]):
                continue
            other = self._verified(with_markers(said.text, numbers), everything)
            if other.verdict is Verdict.SUPPORTED:
                return other
        return None

    def _looked_up(self, said: Sentence) -> Sentence | None:
        """Prove the sentence by facts that no search has brought yet."""
        known = {finding for item in self._evidence for finding in item.findings}
        spoken_of = (*read(said.text).things, *read(self._about).things)
        subjects = self._question.subjects
        names = ", ".join(dict.fromkeys((*(name.what for name in spoken_of), *subjects)))
        fresh = [fact for fact in self._look_up(names, said.text) if fact not in known]
        found = sorted(fresh, key=lambda one: -_exact_in(said.text, one.statement))[:_LOOKED_UP]
        own = self._notes.evidence(said.citations)
        trial = [Evidence(_TRIAL + number, (finding,)) for number, finding in enumerate(found)]
        proven = self._marked(said, [*own, *trial])
        if proven is None:
            return None
        numbers = [
            self._notes.cite(found[number - _TRIAL])[0] if number >= _TRIAL else number
            for number in proven.citations
        ]
        return Sentence(proven.text, "model", tuple(numbers), proven.verdict)

    def _verified(self, text: str, evidence: Sequence[Evidence]) -> Sentence:
        """Judge `text` as one that speaks of what was named last, or of what the question names."""
        asked, senses = self._question.text, self._senses
        judged = [
            verify(said, "model", evidence, asked, senses=senses)[-1] for said in self._tries(text)
        ]
        return next(filter(is_shown, judged), judged[-1])

    def _tries(self, text: str) -> list[str]:
        flat = text.replace("\n", " ")
        abouts = dict.fromkeys((self._about, self._asked))
        return [f"{about}\n{flat}" if about else flat for about in abouts]


def _leans_on_those_before(said: Sentence) -> bool:
    """Whether a sentence goes on; one without markers may also name what was spoken of."""
    if said.citations:
        return goes_on(said.text) or _SETS_OFF.search(said.text) is not None
    return bool(read(said.text).names) or follows(said.text)


def _binds(intro: str) -> bool:
    """Whether a name below says something other than the name alone: "MIT:", "Not published:"."""
    return bool(read(intro).values) or is_negative(intro)


def nearest(said: Sentence, evidence: Sequence[Evidence]) -> tuple[int, ...]:
    """Return the numbers of the evidence that shares most words with a sentence, the most first."""
    wanted = stems(said.text)
    shared = {item.number: overlap(wanted, stems(item.statement)) for item in evidence}
    exact = {item.number: _exact_in(said.text, item.statement) for item in evidence}
    ranked = sorted(shared, key=lambda number: (-exact[number], -shared[number]))
    return tuple(number for number in ranked if shared[number])[:_NEAREST]


def _subjects(evidence: Sequence[Evidence]) -> set[str]:
    return {f.fact.subject for item in evidence for f in item.findings if f.fact}


def _exact_in(text: str, statement: str) -> int:
    """Return how many names and values of a text stand in a statement."""
    said, stated = read(text), read(statement)
    values = {value.what for value in said.values} & {value.what for value in stated.values}
    return len(values) + len(said.name_set & stated.name_set)


def _candidates(said: Sentence, evidence: Sequence[Evidence]) -> Iterator[tuple[int, ...]]:
    """Yield numbers to try, the likeliest first: one, one more than was cited, and two."""
    near = nearest(said, evidence)
    yield from ((number,) for number in near)
    if said.citations:
        yield from ((*said.citations, number) for number in near if number not in said.citations)
    yield from combinations(near[:_JOINED], 2)


def _is_earned(said: Sentence, cited_now: Sequence[Evidence]) -> bool:
    """
    Whether a citation that the model did not give is close enough to be given for it.

    Each piece of evidence must hold a value of the sentence, or one piece half of its words.
    """
    names = tuple(f.fact.subject for one in cited_now for f in one.findings if f.fact)
    values = {value.what for value in read(said.text, names).values}
    if _compares(read(said.text).name_set, cited_now):
        return True
    shares = [_shares_a_value(values, one) for one in cited_now]
    if all(shares):
        return True
    own = {stem(word) for word in words(said.text) if word.isalpha() and len(word) >= _LONG}
    return len(shares) == 1 and len(own & stems(cited_now[0].statement)) >= len(own) * _HALF > 0


def _shares_a_value(values: Collection[Value], one: Evidence) -> bool:
    """Whether evidence holds one of the values, or the day of a date whose year is left out."""
    shown = {value.what for value in read(one.statement).values}
    days = [value for value in values if isinstance(value, tuple)]
    others = [value for value in shown if isinstance(value, tuple)]
    return bool(shown & set(values)) or any(within(day, one) for day in days for one in others)


def _compares(names: frozenset[str], cited_now: Sequence[Evidence]) -> bool:
    """Whether all evidence is of one attribute, and of both releases that a sentence names."""
    facts = [finding.fact for one in cited_now for finding in one.findings if finding.fact]
    subjects = {fact.subject.lower() for fact in facts}
    return (
        len(names) == 2 and subjects == set(names) and len({fact.predicate for fact in facts}) == 1
    )
