"""
What a sentence of a model says beyond its evidence: of all, of the best, causes, nothing known.

A fact is said only where its value is: who cites a date and gives none has said something else.
"""

from collections.abc import Sequence

from assistant.citations.cited import Cited
from assistant.citations.clauses import Clause
from assistant.citations.comparisons import are_alike, extremes, is_equal
from assistant.citations.derived import has_multiple, has_wrong_multiple, is_derived
from assistant.citations.lists import counting, counts, mentioned
from assistant.citations.meaning import says_as_much
from assistant.citations.reading import Reading
from assistant.citations.scope import claims
from assistant.citations.shown import Shown, plain
from assistant.citations.spans import are_apart
from assistant.citations.totals import differs, is_of_each, lacks_both
from assistant.domain import Finding
from assistant.language import stem, stems, words

_ANY = {stem(word) for word in ("models", "model", "модель", "модели", "моделей")}
"""What every statement may speak of."""
_CLEAR = 1.0
"""How likely an attribute must be of a release that is not named."""
_SHORT, _LONG, _ENOUGH, _SHARE = 2, 4, 2, 3


class Beyond:
    """Compares what a sentence says in words with what it cites."""

    def __init__(self, cited: Cited) -> None:
        self._cited = cited
        self._meaning = cited.meaning

    def says_more(self, parts: Sequence[Clause]) -> bool:
        """Whether the sentence says more than its evidence."""
        return self._exceeds() or (
            self._cited.is_free and not (self._is_right(parts) and self._means_no_more(parts))
        )

    def _exceeds(self) -> bool:
        """Whether a superlative or a cause has no evidence of the same kind."""
        shown = frozenset(kind for one in self._cited.shown for kind in claims(one.reading.text))
        left = claims(self._cited.said.text) - shown
        if self._cited.by == "ledger":
            left -= {"largest", "best", "most"}
        return bool(left - extremes(self._cited.said, self._meaning, self._cited.findings))

    def _is_right(self, parts: Sequence[Clause]) -> bool:
        """Whether what is compared, or said of all, of both or of one alone, is so."""
        said, shown = self._cited.said, self._cited.shown
        return (
            not any(
                "unknown" in (self._cited.comparison(part), self._cited.order(part))
                or self._is_general(part)
                for part in parts
            )
            and is_equal(said, self._spoken_of) is not False
            and are_apart(said, self._cited.findings) is not False
            and not has_wrong_multiple(said, self._multiplied)
            and not differs(said, shown)
            and not lacks_both(said, [n for p in parts for n in (*p.about, *p.before)], shown)
        )

    def _means_no_more(self, parts: Sequence[Clause]) -> bool:
        """Whether each part is of a fact, one is stated, and the words say nothing beyond."""
        said, shown = self._cited.said, self._cited.shown
        known = stems(self._cited.question.text).union(*(stems(o.reading.text) for o in shown))
        known |= counting({len(one.members) for one in shown if one.members})
        return (
            all(self._is_meant(part) for part in parts)
            and (bool(self._cited.fits) or self._states_a_fact(parts))
            and (bool(self._cited.fits) or not self._meaning.beyond(said, known))
            and (bool(self._cited.fits) or self._is_exact or self._meaning.shares(said, known))
        )

    @property
    def _multiplied(self) -> list[Finding]:
        """What multiples may be of: where two are said, of two attributes, so of all."""
        said = self._cited.said
        return self._cited.findings if has_multiple(said) and said.values else self._spoken_of

    @property
    def _spoken_of(self) -> list[Finding]:
        """The findings of the attribute that the sentence speaks of; where it names none, all."""
        said, findings = self._cited.said, self._cited.findings
        own = [
            one for one in findings if one.fact and self._meaning.is_of(one.fact.predicate, said)
        ]
        return own or findings

    @property
    def _is_exact(self) -> bool:
        """Whether the probes know an attribute of the evidence, or all of it are typed values."""
        facts = [one.finding.fact for one in self._cited.shown]
        return any(self._meaning.knows(fact.predicate) for fact in facts if fact) or (
            bool(self._cited.said.values or self._cited.said.names)
            and all(one.is_exact and self._shares_a_word(one) for one in self._cited.shown)
        )

    def _shares_a_word(self, one: Shown) -> bool:
        said = self._cited.said
        parts = {part for name in one.names for part in name.split("-") if part.isalpha()}
        shared = (stems(one.reading.rest) & stems(said.rest)) | (parts & said.latin)
        return any(word.isalpha() and len(word) > _SHORT for word in shared)

    def _is_general(self, part: Clause) -> bool:
        """Whether a part says it of all or of one alone, and no evidence or whole list does."""
        lists, shown = self._cited.lists, self._cited.shown
        said = part.said if lists else part.said.unstressed
        if self._cited.comparison(part) or not self._meaning.is_general(said):
            return False
        is_whole = any(
            mentioned(one.members, self._cited.said) == frozenset(one.members) for one in lists
        )
        return not (is_whole or is_of_each(part.said, shown)) and not any(
            not one.members
            and (self._meaning.is_general(one.reading) or says_as_much(said, one.reading))
            for one in shown
        )

    def _is_meant(self, part: Clause) -> bool:
        """Whether a part without a value speaks of an attribute of its evidence."""
        outcome = self._cited.comparison(part)
        if self._cited.fits or outcome or part.said.values or not part.said.names:
            return outcome != "unknown"
        if are_apart(self._cited.said, self._cited.findings):
            return True
        own = self._cited.about(part.about) or self._cited.shown
        return any(
            one.finding.fact is None or self._speaks_of(one.finding.fact.predicate, part.said)
            for one in own
        )

    def _speaks_of(self, predicate: str, said: Reading) -> bool:
        """Whether a part speaks of an attribute, or of none while the text before it does."""
        whole, before = self._cited.said, self._cited.before
        if self._meaning.speaks_of(predicate, said):
            return True
        if len(said.text) < len(whole.text) and self._is_short(said):
            return self._meaning.speaks_of(predicate, whole)
        return (
            before is not None
            and self._meaning.is_silent(said)
            and self._meaning.speaks_of(predicate, before)
        )

    def _is_short(self, said: Reading) -> bool:
        """Whether a part says hardly a word of its own: "while B does not"."""
        return sum(len(word) > _LONG for word in words(said.nameless)) < _ENOUGH

    def _states_a_fact(self, parts: Sequence[Clause]) -> bool:
        """Whether the value of some evidence is said, or follows from what is said."""
        said, findings = self._cited.said, self._cited.findings
        return (
            any(self._is_stated(one) for one in self._cited.shown)
            or any(self._cited.comparison(part) == "right" for part in parts)
            or any(is_derived(value, said, findings) for value in said.values)
            or has_multiple(said)
            or True in (is_equal(said, self._spoken_of), are_alike(said, self._meaning, findings))
            or are_apart(said, findings) is True
            or bool(claims(said.text) & extremes(said, self._meaning, findings))
        )

    def _is_stated(self, one: Shown) -> bool:
        fact, said = one.finding.fact, self._cited.said
        if fact is None:
            return True
        if isinstance(fact.value, bool):
            return self._speaks_of(fact.predicate, said) and self._is_told(one, fact.predicate)
        if one.members:
            is_counted = len(one.members) in counts(said.stated)
            return is_counted or said.negative or bool(mentioned(one.members, said))
        if any(one.holds(value.what, in_table=True) for value in said.given):
            return True
        return isinstance(fact.value, str) and self._shares(one)

    def _is_told(self, one: Shown, predicate: str) -> bool:
        """Whether a statement of yes or no is told by its words or by what the probes read."""
        said, before = self._cited.said, self._cited.before
        own = {stem(word) for word in words(one.reading.nameless) if len(word) >= _LONG} - _ANY
        is_carried = before is not None and self._meaning.is_silent(said)
        return (
            bool(own & stems(said.nameless))
            or self._meaning.means(predicate, said, 0.0 if self._is_named(one) else _CLEAR)
            or (is_carried and before is not None and self._meaning.means(predicate, before))
        )

    def _is_named(self, one: Shown) -> bool:
        """Whether a sentence that names releases names that of a statement."""
        names = [name.what for name in self._cited.said.things]
        return not names or one in self._cited.about(names)

    def _shares(self, one: Shown) -> bool:
        """Whether the value stands in the sentence, or enough of the statement's longer words."""
        said = self._cited.said
        names = one.names - {one.subject, *map(plain, self._cited.question.name_set)}
        text, value = said.text.lower(), str(one.finding.fact.value if one.finding.fact else "")
        if value.lower() in text or any(name in text for name in names if len(name) > _LONG):
            return True
        own = {stem(word) for word in words(one.reading.nameless) if len(word) >= _LONG} - _ANY
        own -= stems(one.subject.replace("-", " "))
        shared = len(own & stems(said.text))
        return shared >= _ENOUGH or shared * _SHARE >= len(own) > 0
