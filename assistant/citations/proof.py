"""
What the cited evidence proves of one sentence: names, words, values, yes or no, and what is beyond.

A value is proven by a statement that holds it, speaks of the same attribute and is about the name
that the value belongs to. A closed list proves both what it holds and what it does not. Numbers
and words of the question may be repeated; its names may not. The ledger's own sentences are made
from what they cite, so that only what is exact in them is checked.
"""

import re
from collections.abc import Sequence

from assistant.citations.aliases import is_size
from assistant.citations.beside import is_of_format
from assistant.citations.beyond import Beyond
from assistant.citations.cited import BASE_WORD, Cited
from assistant.citations.clauses import Clause
from assistant.citations.comparisons import are_alike, is_part_larger
from assistant.citations.derived import is_derived
from assistant.citations.ellipsis import is_against
from assistant.citations.lists import counts, is_count, mentioned
from assistant.citations.naming import has_name, has_word
from assistant.citations.numbers import is_amount
from assistant.citations.quantities import Quantity
from assistant.citations.reading import Mention, Value, head
from assistant.citations.relations import is_reversed
from assistant.citations.scope import is_opposed
from assistant.citations.shown import Shown, nearest, plain
from assistant.citations.spans import is_span
from assistant.citations.terms import is_edition, is_of_edition
from assistant.citations.totals import says_both, says_each, says_of_nobody
from assistant.language import Day, within

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
    """Compares the sentence with what it cites."""

    def __init__(self, cited: Cited, beyond: Beyond) -> None:
        self._cited = cited
        self._beyond = beyond
        self._said = cited.said
        self._shown = cited.shown
        self._is_free = cited.is_free

    def contradicts(self, parts: Sequence[Clause]) -> bool:
        """Whether the evidence says the reverse: no for yes, a member denied, A and B exchanged."""
        return any(self._denies(part) or not self._agrees(part) for part in parts) or (
            self._is_free
            and (
                self._cited.fits is False
                or any(
                    is_reversed(part.said, self._cited.meaning, self._cited.findings)
                    for part in parts
                )
                or any(
                    "reversed" in (self._cited.comparison(part), self._cited.order(part))
                    for part in parts
                )
                or are_alike(self._said, self._cited.meaning, self._cited.findings) is False
                or any(is_part_larger(part.said) for part in parts)
            )
        )

    def holds(self, parts: Sequence[Clause]) -> bool:
        """Whether everything exact in the sentence stands in the evidence, and it says no more."""
        absent = self._absent(parts)
        return (
            all(
                has_name(name, self._shown, is_base=self._cited.is_base)
                for name in self._said.name_set - absent
            )
            and all(has_word(word, self._shown, self._cited.question) for word in self._said.latin)
            and all(self._has_value(value, part) for part in parts for value in part.said.values)
            and all(self._fits(part) and self._has_objects(part) for part in parts)
            and self._counts(parts)
            and not self._beyond.says_more(parts)
        )

    def _absent(self, parts: Sequence[Clause]) -> frozenset[str]:
        """Return the names that a part denies and that no cited list holds."""
        if not self._cited.lists:
            return frozenset()
        listed = {plain(name) for part in self._cited.lists for name in part.members}
        denied = {
            name.what for part in parts if self._cited.negates(part) for name in part.said.names
        }
        return frozenset(name for name in denied if plain(name) not in listed)

    def _denies(self, part: Clause) -> bool:
        """Whether the part says no of a member of a closed list."""
        if not self._cited.negates(part):
            return False
        own = self._cited.about([name.what for name in part.claimed])
        mine = [one for one in self._cited.lists if one in own]
        return (any if mine else all)(
            mentioned(
                one.members, part.said, of_bases=BASE_WORD.search(one.reading.text) is not None
            )
            for one in mine or self._cited.lists
        ) and bool(self._cited.lists)

    def _agrees(self, part: Clause) -> bool:
        """Whether the evidence that the part rests on says yes or no as it does."""
        if self._cited.lists or self._cited.fits or self._cited.comparison(part):
            return True
        own = self._cited.about(part.about) or self._shown
        holding = [
            one for one in own if any(one.holds(value.what) for value in part.said.values)
        ] or own
        near = [one for one in holding if one.subject] + nearest(holding, part.said.text)
        near += [one for one in own if _is_flag(one)]
        return any(self._agrees_with(one, part) for one in near) and self._each_agrees(part)

    def _agrees_with(self, one: Shown, part: Clause) -> bool:
        is_read = one.is_typed and not (one.finding.fact and is_amount(one.finding.fact))
        denies = self._cited.negates(part) if is_read else part.said.negative
        return one.agrees(part.said.text, denies=denies)

    def _each_agrees(self, part: Clause) -> bool:
        """Whether yes or no is right of every name of the part that the evidence says it of."""
        for name in part.claimed:
            flags = [one for one in self._cited.about((name.what,)) if _is_flag(one)]
            if flags and not any(self._agrees_with(one, part) for one in flags):
                return False
        return True

    def _has_value(self, value: Mention[Value], part: Clause) -> bool:
        what = value.what
        if isinstance(what, Quantity) and (
            self._is_asked(value, part)
            or (self._cited.lists and is_count(what))
            or is_derived(value, part.said, self._cited.findings)
            or (self._cited.fits and what.unit)
        ):
            return True
        if isinstance(what, tuple) and (
            self._is_day_of_evidence(value, what) or is_edition(value, self._said, self._shown)
        ):
            return True
        if isinstance(what, Quantity) and self._is_absent_size(what, part):
            return True
        if self._is_set_against(value, part) or is_span(value, self._said, self._cited.findings):
            return True
        is_computed = self._cited.by == "ledger"
        groups = [] if is_computed else [self._owners(group) for group in part.owners(value)]
        if not any(groups):
            return any(self._proves(one, value, part) for one in self._shown)
        return any(
            group and all(self._proves_of(name, value, part) for name in group) for group in groups
        )

    def _is_set_against(self, value: Mention[Value], part: Clause) -> bool:
        """Whether a value is that of the other release: "A has more layers, 48 against 40"."""
        if not is_against(self._said, value) or len(part.claimed or part.about) != 1:
            return False
        (own,) = [name.what for name in part.claimed] or part.about
        others = [one for one in self._shown if not one.is_about(own, is_base=self._cited.is_base)]
        return len({one.subject for one in others}) == 1 and any(
            self._proves(one, value, part) for one in others
        )

    def _owners(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Leave out what looks like a name but is no release: Q8_0, BF16, H100."""
        return tuple(
            name
            for name in names
            if head(plain(name)) in self._cited.heads
            or is_size(name)
            or any(f"-{plain(name)}-" in f"-{one.subject}-" for one in self._shown)
        )

    def _proves_of(self, name: str, value: Mention[Value], part: Clause) -> bool:
        return any(
            (one.is_about(name, is_base=self._cited.is_base) or self._is_for_both(name, one))
            and self._proves(one, value, part)
            for one in self._shown
        )

    def _is_for_both(self, name: str, one: Shown) -> bool:
        """Whether both or each are spoken of, and `name` is of that family, or the family."""
        is_member = plain(name).startswith(f"{one.subject}-")
        is_family = one.subject.startswith(f"{plain(name)}-")
        if is_member and says_of_nobody(self._said):
            return True
        return (is_member and says_both(self._said)) or (is_family and says_each(self._said))

    def _proves(self, one: Shown, value: Mention[Value], part: Clause) -> bool:
        if not one.holds(value.what, in_table=self._cited.in_table):
            return False
        if isinstance(value.what, str) and self._is_free:
            return one.is_in_nearest(value.what, part.said.text)
        if not isinstance(value.what, Quantity) or not self._is_free:
            return True
        if not one.is_in_nearest(value.what, part.said.near(value).text):
            return False
        if not (is_of_format(one, value, part.said) and is_of_edition(one, value, part.said)):
            return False
        if one.finding.fact:
            return self._cited.means(one.finding.fact.predicate, part.said, value)
        mine = one.held(value.what)
        return mine is None or self._cited.meaning.is_alike(part.said, value, one.reading, mine)

    def _has_objects(self, part: Clause) -> bool:
        """Whether each name that no evidence is about stands in evidence about another name."""
        said = {plain(name) for name in part.about}
        subjects = {one.subject for one in self._shown}
        if self._cited.by == "ledger" or not said & subjects:
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
        return self._cited.negates(part) and bool(self._cited.lists) and said.has_scale

    def _is_asked(self, value: Mention[Value], part: Clause) -> bool:
        """Whether the number is the question's, repeated as a condition."""
        said = value.what
        asked = self._cited.question.quantities | self._cited.question.name_numbers
        if not isinstance(said, Quantity) or not any(said.plain & one.plain for one in asked):
            return False
        after = self._said.text[value.end - self._said.offset :]
        return bool(
            self._cited.by == "ledger"
            or self._cited.negates(part)
            or said.unit
            or _OR_MORE.match(after)
        )

    def _counts(self, parts: Sequence[Clause]) -> bool:
        """Whether every count is that of a cited list or stands in the evidence."""
        if not self._cited.lists:
            return True
        lengths = {len(part.members) for part in self._cited.lists}
        counted = {q for part in self._shown for q in part.reading.quantities if not q.has_scale}
        stated = {value for quantity in counted for value in quantity.plain}
        numbered = {int(n) for one in self._shown for n in re.findall(r"\d{3,}", one.subject)}
        allowed = lengths | numbered | {int(n) for n in stated if n == int(n)}
        return all(counts(part.said.stated) <= allowed and self._counts_own(part) for part in parts)

    def _counts_own(self, part: Clause) -> bool:
        """Whether the one length that a part gives is that of each list of the names it claims."""
        given = counts(part.said.stated)
        lengths = {len(one.members) for one in self._cited.lists}
        own = self._cited.about([name.what for name in part.claimed])
        mine = {len(one.members) for one in own if one.members}
        return len(given & lengths) != 1 or not mine or mine <= given

    def _is_day_of_evidence(self, value: Mention[Value], day: Day) -> bool:
        before = self._said.text[max(0, value.begin - _SHORT) : value.begin]
        days = {d for item in self._cited.known for d in (item.as_of, item.source.read)}
        return bool(_AS_OF.search(before)) and any(
            within(day, (other.year, other.month, other.day)) for other in days
        )

    def _fits(self, part: Clause) -> bool:
        """Whether some evidence of the part does not say the opposite: dense for MoE."""
        own = self._cited.about(part.about) or self._shown
        return part.said.negative or any(not is_opposed(part.said.text, one.told) for one in own)


def _is_flag(one: Shown) -> bool:
    return one.finding.fact is not None and isinstance(one.finding.fact.value, bool)
