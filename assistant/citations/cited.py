"""The evidence that one sentence cites, with what the sentence says, ready to be compared."""

import re
from collections.abc import Sequence
from functools import cached_property

from assistant.citations.aliases import is_short, is_size
from assistant.citations.clauses import Clause
from assistant.citations.comparisons import Outcome, compared
from assistant.citations.ellipsis import is_against, lender, lender_before
from assistant.citations.fitting import fits
from assistant.citations.formats import is_format
from assistant.citations.meaning import BORDER, Meaning
from assistant.citations.order import Order, is_format_reversed, out_of_order
from assistant.citations.reading import Mention, Reading, Value, head, read
from assistant.citations.senses import Senses
from assistant.citations.shown import Shown, plain, shown
from assistant.domain import CELL, Evidence, Wording

BASE_WORD = re.compile(r"\b(?:базов\w*|баз[аыу]|бейс\w*|base)\b", re.IGNORECASE)


_PRONOUN = re.compile(r"\b(?:it|he|она|он|оно)\b", re.IGNORECASE)


class Cited:
    """What a sentence cites; `before` is the sentence before it, whose words it may go on with."""

    def __init__(
        self,
        known: Sequence[Evidence],
        asked: str,
        said: Reading,
        by: Wording,
        senses: Senses,
        before: Reading | None = None,
    ) -> None:
        self.known = known
        self.said = said
        self.by = by
        self.question = read(asked)
        self.shown = [part for item in known for part in shown(item)]
        self.findings = [part.finding for part in self.shown]
        self.in_table = CELL in said.text or said.text.lstrip().startswith("|")
        self.is_base = BASE_WORD.search(said.rest) is not None
        self.is_free = by == "model" and not self.in_table
        self._senses = senses
        self.meaning = Meaning(senses, frozenset(filter(self._is_release, said.name_set)))
        self.before = before

    @cached_property
    def lists(self) -> list[Shown]:
        """The closed lists among it."""
        return [part for part in self.shown if part.members]

    @cached_property
    def heads(self) -> frozenset[str]:
        """How the names of the releases begin that the evidence is about, or that a fact names."""
        return frozenset(
            head(name)
            for part in self.shown
            if part.finding.fact
            for name in (part.subject, plain(str(part.finding.fact.value)))
            if name[:1].isalpha()
        )

    def _is_release(self, name: str) -> bool:
        subjects = (one.finding.fact.subject for one in self.shown if one.finding.fact)
        if is_format(name):
            return False
        return head(plain(name)) in self.heads or any(is_short(name, one) for one in subjects)

    @cached_property
    def fits(self) -> bool | None:
        """Whether what is said to fit into so many bytes does; None where nothing is said of it."""
        return fits(self.said, self.question, self.findings) if self.is_free else None

    def about(self, names: Sequence[str]) -> list[Shown]:
        """Return what is about one of `names`."""
        said = {plain(name) for name in names}
        return [
            one
            for one in self.shown
            if one.subject in said
            or (self.is_base and one.subject.removesuffix("-base") in said)
            or (one.finding.fact and any(is_short(name, one.finding.fact.subject) for name in said))
        ]

    def comparison(self, part: Clause) -> Outcome | None:
        """Return what the facts say of a comparison in a part."""
        if not self.is_free or len(self.lists) == len(self.shown):
            return None
        said = _with_pronoun(part)
        releases = {name for name in said.name_set if is_size(name) or self._is_release(name)}
        return compared(said, Meaning(self._senses, frozenset(releases)), self.findings)

    def order(self, part: Clause) -> Order | None:
        """Return what is wrong when one release is told to be more, earlier or ahead."""
        if self.is_free and is_format_reversed(part.said, self.findings):
            return "reversed"
        return out_of_order(part, self.meaning, self.findings) if self.is_free else None

    def negates(self, part: Clause) -> bool:
        """Whether a part says no."""
        return self.meaning.denies(part.said) if self.is_free else part.said.negative

    def means(self, predicate: str, said: Reading, value: Mention[Value]) -> bool:
        """Whether the words of a value, or those it borrows, may speak of `predicate`."""
        lent = lender(self.said, value)
        if lent and (
            is_against(self.said, value) or not self.meaning.tells(predicate, said.near(value))
        ):
            return self.means(predicate, self.said, lent)
        if self.meaning.speaks_of(predicate, said, value):
            return True
        if self.meaning.tells(predicate, said.near(value, BORDER)):
            return False
        if lent:
            return self.means(predicate, self.said, lent)
        before = self.before
        lent = lender_before(before, self.said, value) if before else None
        return bool(before and lent and self.meaning.speaks_of(predicate, before, lent))


def _with_pronoun(part: Clause) -> Reading:
    """Return a part with the one name of before for the pronoun that is compared with a name."""
    said, before = part.said, dict.fromkeys(part.before)
    found = _PRONOUN.search(said.text)
    if not found or len(before) != 1 or len(said.things) != 1 or said.things[0].what in before:
        return said
    begin, end = (at + said.offset for at in found.span())
    return said.with_names([Mention(begin, end, *before)])
