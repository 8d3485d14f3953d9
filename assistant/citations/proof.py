"""
What the cited evidence proves of one sentence: names, words, values, yes or no, and what is beyond.

A value is proven by a statement that holds it, speaks of the same attribute and is about the name
that the value belongs to. A closed list proves both what it holds and what it does not. Numbers
and words of the question may be repeated; its names may not. The ledger's own sentences are made
from what they cite, so that only what is exact in them is checked.
"""

import re
from collections.abc import Sequence
from functools import cached_property

from assistant.citations.clauses import Clause
from assistant.citations.comparisons import Outcome, compared, is_first, is_part_larger, is_ratio
from assistant.citations.lists import counts, is_count, mentioned
from assistant.citations.meaning import Meaning
from assistant.citations.naming import has_name, has_word
from assistant.citations.quantities import Quantity
from assistant.citations.reading import Mention, Reading, Value, head, read
from assistant.citations.relations import is_reversed
from assistant.citations.scope import claims, is_opposed
from assistant.citations.senses import Senses
from assistant.citations.shown import Shown, nearest, plain, shown
from assistant.domain import CELL, Evidence, Wording
from assistant.language import Day, stems, within

_BASE_WORD = re.compile(r"\b(?:базов\w*|баз[аыу]|бейс\w*|base)\b", re.IGNORECASE)
_AS_OF = re.compile(
    r"(?:состояни|свидетельств|сведени|данн|проверен|прочитан|\b(?:на|к|от)\s*$|as\s+(?:of|at)"
    r"|evidence|checked|\bby\s*$)",
    re.IGNORECASE,
)
"""Words before a date that make it the day of the evidence and not a date of the release."""
_SHORT = 45
_OR_MORE = re.compile(
    r"^\s*\w*\s*(?:и|или|or|and)\s+(?:больше|более|выше|more|larger|above|up)", re.IGNORECASE
)


class Proof:
    """The evidence that one sentence cites, ready to be compared with it."""

    def __init__(
        self, known: Sequence[Evidence], asked: str, said: Reading, by: Wording, senses: Senses
    ) -> None:
        self._known = known
        self._said = said
        self._by = by
        self._question = read(asked)
        self._shown = [part for item in known for part in shown(item)]
        self._findings = [part.finding for part in self._shown]
        self._in_table = CELL in said.text or said.text.lstrip().startswith("|")
        self._is_base = _BASE_WORD.search(said.rest) is not None
        releases = (name for name in said.name_set if head(plain(name)) in self._heads)
        self._meaning = Meaning(senses, frozenset(releases))
        self._is_free = by == "model" and not self._in_table

    def contradicts(self, parts: Sequence[Clause]) -> bool:
        """Whether the evidence says the reverse: no for yes, a member denied, A and B exchanged."""
        return any(self._denies(part) or not self._agrees(part) for part in parts) or (
            self._is_free
            and (
                any(is_reversed(part.said, self._meaning, self._findings) for part in parts)
                or any(self._comparison(part) == "reversed" for part in parts)
                or any(is_part_larger(part.said) for part in parts)
            )
        )

    def holds(self, parts: Sequence[Clause]) -> bool:
        """Whether everything exact in the sentence stands in the evidence, and it says no more."""
        absent = self._absent(parts)
        return (
            all(
                has_name(name, self._shown, is_base=self._is_base)
                for name in self._said.name_set - absent
            )
            and all(has_word(word, self._shown, self._question) for word in self._said.latin)
            and all(self._has_value(value, part) for part in parts for value in part.said.values)
            and all(self._fits(part) and self._has_objects(part) for part in parts)
            and not self._exceeds()
            and self._counts(parts)
            and (not self._is_free or self._means_no_more(parts))
        )

    @cached_property
    def _lists(self) -> list[Shown]:
        return [part for part in self._shown if part.members]

    def _comparison(self, part: Clause) -> Outcome | None:
        if not self._is_free or self._lists:
            return None
        return compared(part.said, self._meaning, self._findings)

    @cached_property
    def _heads(self) -> frozenset[str]:
        """How the names of the releases begin that the evidence is about, or that a fact names."""
        return frozenset(
            head(name)
            for part in self._shown
            if part.finding.fact
            for name in (part.subject, plain(str(part.finding.fact.value)))
            if name[:1].isalpha()
        )

    def _negates(self, part: Clause) -> bool:
        return self._meaning.denies(part.said) if self._is_free else part.said.negative

    def _absent(self, parts: Sequence[Clause]) -> frozenset[str]:
        """Return the names that a part denies and that no cited list holds."""
        if not self._lists:
            return frozenset()
        listed = {plain(name) for part in self._lists for name in part.members}
        denied = {name.what for part in parts if self._negates(part) for name in part.said.names}
        return frozenset(name for name in denied if plain(name) not in listed)

    def _denies(self, part: Clause) -> bool:
        """Whether the part says no of a member of a closed list."""
        if not self._negates(part):
            return False
        return any(mentioned(part_list.members, part.said) for part_list in self._lists)

    def _agrees(self, part: Clause) -> bool:
        """Whether the evidence that the part rests on says yes or no as it does."""
        if self._lists or self._comparison(part):
            return True
        own = self._about(part.about) or self._shown
        holding = [
            one for one in own if any(one.holds(value.what) for value in part.said.values)
        ] or own
        near = [one for one in holding if one.subject] + nearest(holding, part.said.text)
        return any(self._agrees_with(one, part) for one in near) and self._each_agrees(part)

    def _agrees_with(self, one: Shown, part: Clause) -> bool:
        denies = self._negates(part) if one.is_typed else part.said.negative
        return one.agrees(part.said.text, denies=denies)

    def _each_agrees(self, part: Clause) -> bool:
        """Whether yes or no is right of every name of the part that the evidence says it of."""
        for name in part.claimed:
            flags = [one for one in self._about((name.what,)) if _is_flag(one)]
            if flags and not any(self._agrees_with(one, part) for one in flags):
                return False
        return True

    def _about(self, names: Sequence[str]) -> list[Shown]:
        said = {plain(name) for name in names}
        return [
            one
            for one in self._shown
            if one.subject in said or (self._is_base and one.subject.removesuffix("-base") in said)
        ]

    def _has_value(self, value: Mention[Value], part: Clause) -> bool:
        what = value.what
        if isinstance(what, Quantity) and (
            self._is_asked(value, part)
            or (self._lists and is_count(what))
            or is_ratio(value, part.said, self._findings)
        ):
            return True
        if isinstance(what, tuple) and self._is_day_of_evidence(value, what):
            return True
        if isinstance(what, Quantity) and self._is_absent_size(what, part):
            return True
        is_computed = self._by == "ledger"
        groups = [] if is_computed else [self._owners(group) for group in part.owners(value)]
        if not any(groups):
            return any(self._proves(one, value, part) for one in self._shown)
        return any(
            group and all(self._proves_of(name, value, part) for name in group) for group in groups
        )

    def _owners(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Leave out what looks like a name but is no release: Q8_0, BF16, H100."""
        return tuple(
            name
            for name in names
            if head(plain(name)) in self._heads
            or any(f"-{plain(name)}-" in f"-{one.subject}-" for one in self._shown)
        )

    def _proves_of(self, name: str, value: Mention[Value], part: Clause) -> bool:
        return any(
            one.is_about(name, is_base=self._is_base) and self._proves(one, value, part)
            for one in self._shown
        )

    def _proves(self, one: Shown, value: Mention[Value], part: Clause) -> bool:
        if not one.holds(value.what, in_table=self._in_table):
            return False
        if not isinstance(value.what, Quantity) or not self._is_free:
            return True
        if one.finding.fact:
            return self._meaning.speaks_of(one.finding.fact.predicate, part.said, value)
        mine = one.held(value.what)
        return mine is None or self._meaning.is_alike(part.said, value, one.reading, mine)

    def _has_objects(self, part: Clause) -> bool:
        """Whether each name that no evidence is about stands in evidence about another name."""
        said = {plain(name) for name in part.about}
        subjects = {one.subject for one in self._shown}
        if self._by == "ledger" or not said & subjects:
            return True
        return all(
            any(
                name in one.names and (not one.subject or one.subject in said)
                for one in self._shown
            )
            for name in said - subjects
            if any(name in one.names for one in self._shown)
        )

    def _is_absent_size(self, said: Quantity, part: Clause) -> bool:
        """Whether the part denies a size that no cited list holds."""
        return self._negates(part) and bool(self._lists) and said.has_scale

    def _is_asked(self, value: Mention[Value], part: Clause) -> bool:
        """Whether the number is the question's, repeated as a condition."""
        said = value.what
        asked = self._question.quantities | self._question.name_numbers
        if not isinstance(said, Quantity) or not any(said.plain & one.plain for one in asked):
            return False
        after = self._said.text[value.end - self._said.offset :]
        return bool(
            self._by == "ledger" or self._negates(part) or said.unit or _OR_MORE.match(after)
        )

    def _counts(self, parts: Sequence[Clause]) -> bool:
        """Whether every count is that of a cited list or stands in the evidence."""
        if not self._lists:
            return True
        lengths = {len(part.members) for part in self._lists}
        counted = {q for part in self._shown for q in part.reading.quantities if not q.has_scale}
        stated = {value for quantity in counted for value in quantity.plain}
        allowed = lengths | {int(n) for n in stated if n == int(n)}
        return all(counts(part.said.stated) <= allowed for part in parts)

    def _is_day_of_evidence(self, value: Mention[Value], day: Day) -> bool:
        before = self._said.text[max(0, value.begin - _SHORT) : value.begin]
        days = {d for item in self._known for d in (item.as_of, item.source.read)}
        return bool(_AS_OF.search(before)) and any(
            within(day, (other.year, other.month, other.day)) for other in days
        )

    def _fits(self, part: Clause) -> bool:
        """Whether some evidence of the part does not say the opposite: dense for MoE."""
        own = self._about(part.about) or self._shown
        return any(not is_opposed(part.said.text, one.reading.text) for one in own)

    def _exceeds(self) -> bool:
        """Whether a superlative or a cause has no evidence of the same kind."""
        shown_claims = frozenset(kind for one in self._shown for kind in claims(one.reading.text))
        left = claims(self._said.text) - shown_claims
        if self._by == "ledger" or is_first(self._said, self._findings):
            left -= {"largest", "best"}
        return bool(left)

    def _means_no_more(self, parts: Sequence[Clause]) -> bool:
        """Whether a model's sentence says nothing of all or one alone, and nothing beyond."""
        known = stems(self._question.text).union(*(stems(one.reading.text) for one in self._shown))
        return (
            all(self._is_meant(part) and not self._is_general(part) for part in parts)
            and not self._meaning.beyond(self._said, known)
            and (self._is_taught or self._meaning.shares(self._said, known))
        )

    @property
    def _is_taught(self) -> bool:
        """Whether some evidence has an attribute that the probes know."""
        facts = (one.finding.fact for one in self._shown)
        return any(self._meaning.knows(fact.predicate) for fact in facts if fact)

    def _is_general(self, part: Clause) -> bool:
        """Whether a part says it of all or of one alone, and no evidence or whole list does."""
        if self._comparison(part) or not self._meaning.is_general(part.said):
            return False
        is_whole = any(
            mentioned(one.members, self._said) == frozenset(one.members) for one in self._lists
        )
        return not is_whole and not any(
            not one.members and self._meaning.is_general(one.reading) for one in self._shown
        )

    def _is_meant(self, part: Clause) -> bool:
        """Whether a part without a value speaks of an attribute of its evidence."""
        outcome = self._comparison(part)
        if outcome or part.said.values or not part.said.names:
            return outcome != "unknown"
        own = self._about(part.about) or self._shown
        return any(
            one.finding.fact is None
            or self._meaning.speaks_of(one.finding.fact.predicate, part.said)
            for one in own
        )


def _is_flag(one: Shown) -> bool:
    return one.finding.fact is not None and isinstance(one.finding.fact.value, bool)
