"""
"Both", "all three", "all of them": said of as many releases as the evidence is about.

Not covered: "all" of a family, which needs its closed list.
"""

import re
from collections.abc import Collection, Sequence

from assistant.citations.lists import counts
from assistant.citations.quantities import Quantity
from assistant.citations.reading import Reading
from assistant.citations.shown import Shown, plain

_BOTH = re.compile(
    r"\b(?:обе|оба|обеих|обоих|обеими|both(?!\s+\S+\s+and\b)|neither\s+of)\b", re.IGNORECASE
)
_READER = re.compile(
    r"\b(?:you(?:['’]ll)?|(?:вам|тебе)|(?:по)?надоб\w+|нуж(?:ен|на|но|ны))\b", re.IGNORECASE
)
_EACH = re.compile(
    r"\b(?:вс[её]\s+(?:они|две|три|четыре|пять|шесть|перечисленные|эти)|кажд\w+\s+из\s+(?:них|этих)"
    r"|(?:у|для)\s+всех\s+(?:них|двух|тр[её]х|четыр[её]х|этих)|обе|оба|обеих|обоих|остальн\w+"
    r"|all\s+of\s+(?:them|these)|all\s+(?:two|three|four|five|six)|each\s+of\s+(?:them|these)"
    r"|both|neither|none\s+of\s+(?:them|these|the\s+(?:two|three|four|five))"
    r"|ни\s+(?:у\s+)?одн\w+\s+из\s+(?:них|этих|двух|тр[её]х|четыр[её]х)|the\s+(?:other"
    r"|remaining)\s+(?:two|three|four|five))\b",
    re.IGNORECASE,
)


def says_both(said: Reading) -> bool:
    """Whether a sentence without a name speaks of both."""
    return not said.things and _BOTH.search(said.text) is not None


def says_of_nobody(said: Reading) -> bool:
    """Whether a sentence names nothing and speaks to the reader: "you need transformers 4.43"."""
    return not said.things and _READER.search(said.text) is not None


def says_each(said: Reading) -> bool:
    """Whether a sentence without a name speaks of each of several."""
    return not said.things and _EACH.search(said.text) is not None


def lacks_both(said: Reading, about: Sequence[str], shown: Sequence[Shown]) -> bool:
    """Whether "both" is said where the evidence is about one release, and no family of those."""
    if not _BOTH.search(said.text) or any(len(one.members) == 2 for one in shown):
        return False
    subjects = {one.subject for one in shown if one.finding.fact}
    names = set(map(plain, about))
    return len(subjects) == 1 and not any(_is_family(one, names) for one in subjects)


def differs(said: Reading, shown: Sequence[Shown]) -> bool:
    """Whether "both" have one value that only one of two facts of its attribute holds."""
    if not _BOTH.search(said.text) or len(said.given) != 1 or said.negative:
        return False
    facts = [one for one in shown if one.finding.fact and not one.members]
    holding = [one for one in facts if one.holds(said.given[0].what)]
    return any(
        other.finding.fact
        and one.finding.fact
        and other.finding.fact.predicate == one.finding.fact.predicate
        and other not in holding
        for one in holding
        for other in facts
    )


def _is_family(subject: str, names: Collection[str]) -> bool:
    """Whether a subject is the family of two names, or of one where it is no name itself."""
    members = {name for name in names if name.startswith(f"{subject}-")}
    return len(members) > 1 or (bool(members) and subject not in names)


def is_of_each(said: Reading, shown: Sequence[Shown]) -> bool:
    """Whether the sentence speaks of each of some releases, and evidence about each proves it."""
    if not _EACH.search(said.text):
        return False
    proving = {one.subject for one in shown if one.finding.fact and _holds_all(one, said)}
    numbers = {n for n in counts(said.stated) if n > 1} & set(range(2, 13))
    stated = {int(n) for q in said.quantities for n in q.plain if n == int(n)}
    wanted = numbers - stated
    return len(proving) > 1 and (not wanted or wanted == {len(proving)})


def _holds_all(one: Shown, said: Reading) -> bool:
    """Whether it holds every value of the sentence that is no size of a release."""
    return all(
        one.holds(value.what)
        for value in said.values
        if not isinstance(value.what, Quantity) or not value.what.has_scale or len(said.values) == 1
    )
