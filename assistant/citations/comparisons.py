"""
Comparisons, recomputed from the typed values of the facts that the sentence cites.

"A is larger than B" needs one attribute of which both have a number or a date, and the order of
these; "three times larger" also their ratio. Not covered: comparisons of more than two.
"""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Literal

from assistant.citations.meaning import Meaning
from assistant.citations.quantities import Quantity
from assistant.citations.reading import Mention, Reading, Value
from assistant.domain import Fact, Finding

Outcome = Literal["right", "reversed", "unknown"]
_TIMES = re.compile(r"^\s*-?\s*(?:раз[аы]?\b|times\b|x\b|×|-?fold\b|кратно)", re.IGNORECASE)
_WHOLE = re.compile(r"(?:^|[\s(])(?:из|of(?:\s+(?:the|its|all))?)\s+$", re.IGNORECASE)
_PART = re.compile(r"^(?=.*\w{3})[^:]{3,60}$")
_ROUNDED = 0.1


def compared(said: Reading, meaning: Meaning, findings: Sequence[Finding]) -> Outcome | None:
    """Return what the facts say of the comparison in a sentence; None when it compares nothing."""
    names = tuple(dict.fromkeys(n.what for n in said.names if n.what in meaning.releases))
    sense = meaning.of(said.stated)
    if len(names) != 2 or sense["compares"] <= 0:
        return None
    is_more = (sense["is more"] > 0) != meaning.denies(said)
    pairs = _pairs(names, said, meaning, findings)
    facts = [one.fact for one in findings if one.fact]
    if not pairs and any(_relates(fact, names) for fact in facts):
        return None
    if facts and all(isinstance(fact.value, bool) for fact in facts):
        return None  # "unlike B" sets yes against no, not more against less
    if not pairs:
        return (
            "right" if any(_states(one, names, is_more, meaning) for one in findings) else "unknown"
        )
    return (
        "right"
        if any(left != right and (left > right) == is_more for left, right in pairs)
        else "reversed"
    )


def is_ratio(value: Mention[Value], said: Reading, findings: Sequence[Finding]) -> bool:
    """Whether a number says how many times more, and two facts of one attribute stand so."""
    if not isinstance(value.what, Quantity) or not _TIMES.match(
        said.text[value.end - said.offset :]
    ):
        return False
    found = [one.fact for one in findings if one.fact and _is_number(one.fact)]
    ratios = [
        _number(one) / _number(other)
        for one in found
        for other in found
        if one.predicate == other.predicate and one.subject != other.subject and _number(other)
    ]
    return any(
        abs(ratio / float(wanted) - 1) <= _ROUNDED
        for wanted in value.what.plain
        if wanted
        for ratio in ratios
    )


def is_part_larger(said: Reading) -> bool:
    """Whether a part is said to be larger than its whole: "of 3B parameters 30B are active"."""
    numbers = [
        (v.begin, v.end, v.what)
        for v in said.values
        if isinstance(v.what, Quantity) and v.what.has_scale
    ]
    return any(
        _is_larger(other, one)
        if _WHOLE.search(said.between(said.offset, begin))
        and _PART.search(said.between(end, start))
        else _WHOLE.search(said.between(end, start)) is not None and _is_larger(one, other)
        for (begin, end, one), (start, _, other) in pairwise(numbers)
    )


def is_first(said: Reading, findings: Sequence[Finding]) -> bool:
    """Whether a release that the sentence names has the highest of all values of one attribute."""
    values: dict[str, dict[str, float]] = {}
    for finding in findings:
        if finding.fact and _is_number(finding.fact):
            values.setdefault(finding.fact.predicate, {})[finding.fact.subject.lower()] = _number(
                finding.fact
            )
    first = [
        max(found, key=lambda name: found[name]) for found in values.values() if len(found) > 1
    ]
    return any(name in said.name_set for name in first)


def _is_larger(one: Quantity, other: Quantity) -> bool:
    return max(one.scaled) > max(other.scaled)


def _relates(fact: Fact, names: tuple[str, ...]) -> bool:
    """Whether a fact is about one of the names and its value is the other."""
    return {fact.subject.lower(), str(fact.value).lower()} == set(names)


def _pairs(
    names: tuple[str, ...], said: Reading, meaning: Meaning, findings: Sequence[Finding]
) -> list[tuple[float, float]]:
    """Return the values of both sides, of the attributes that both have and the sentence means."""
    left, right = (_typed(name, findings) for name in names)
    common = left.keys() & right.keys()
    meant = {predicate for predicate in common if meaning.speaks_of(predicate, said)}
    return [(left[predicate], right[predicate]) for predicate in meant]


def _states(finding: Finding, names: tuple[str, ...], is_more: bool, meaning: Meaning) -> bool:
    """Whether a text compares the same two in the same order."""
    stated = meaning.read(finding.statement)
    order = tuple(dict.fromkeys(n.what for n in stated.names if n.what in names))
    sense = meaning.of(stated)
    return order == names and sense["compares"] > 0 and (sense["is more"] > 0) == is_more


def _typed(name: str, findings: Sequence[Finding]) -> dict[str, float]:
    return {
        finding.fact.predicate: _number(finding.fact)
        for finding in findings
        if finding.fact and finding.fact.subject.lower() == name and _is_number(finding.fact)
    }


def _is_number(fact: Fact) -> bool:
    return not isinstance(fact.value, bool | str | tuple)


def _number(fact: Fact) -> float:
    value = fact.value
    if isinstance(value, date):
        return value.toordinal()
    return float(value) if isinstance(value, int | float) else 0.0
