"""
Comparisons, recomputed from the typed values of the facts that the sentence cites.

"A is larger than B" needs one attribute of which both have a number or a date, and the order of
these. Not covered: how many times larger, comparisons of more than two.
"""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Literal

from assistant.citations.cues import attributes, qualifiers
from assistant.citations.quantities import Quantity
from assistant.citations.reading import Reading
from assistant.domain import Fact, Finding

_MORE = (
    r"больше|крупнее|выше|длиннее|шире|тяжелее|(?<!сам.. )(?<!сам... )больш(?:ее|ем|им)"
    r"|превосходит|превышает"
    r"|обгоняет|опережает\s+по|larger|bigger|greater|higher|longer|more|heavier|exceeds?"
    r"|outnumbers?|surpass\w*|beats?|outperforms?"
)
_LESS = (
    r"меньше|мельче|ниже|короче|легче|меньш(?:ее|ем|им)|уступает|smaller|lower"
    r"|shorter|fewer|less|lighter"
)
_NAMED = r"(?=\s+(?:the\s+)?;)"
"""A name follows: "after X", but not "after quantization"."""
_LATER = rf"позже|позднее|новее|моложе|later|newer|more\s+recent\w*|(?:после|after){_NAMED}"
_EARLIER = (
    r"раньше|ранее|старше|предшеств\w+|опередила|earlier|older|predat\w+|preced\w+"
    rf"|(?:before|prior\s+to|(?:вышл[аио]|вышел|появил\w+|выпущен\w*)\s+до){_NAMED}"
)
_SIGNS = {+1: re.compile(rf"\b(?:{_MORE}|{_LATER})\b", re.IGNORECASE),
          -1: re.compile(rf"\b(?:{_LESS}|{_EARLIER})\b", re.IGNORECASE)}  # fmt: skip
_OF_DAYS = re.compile(rf"\b(?:{_LATER}|{_EARLIER})\b", re.IGNORECASE)
_BOUND = re.compile(
    r"\b(?:не\s+\w+е|or|and|или|и|no|not|at)\s+\w+\b|\b(?:более|больше|меньше|менее|more|less|fewer|over"
    r"|после|after|before|позже|раньше)\s+(?:чем\s+|than\s+)?(?=\d)",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"(?:^|[\s(])(?:из|of(?:\s+(?:the|its|all))?)\s+$", re.IGNORECASE)
_PART = re.compile(r"^(?=.*\w{3})[^:]{3,60}$")
_FOIL = re.compile(
    r"\b(?:чем|than|по\s+сравнению\s+с|compared\s+(?:with|to)|рядом\s+с|next\s+to|в\s+отличие\s+от|unlike)\b",
    re.IGNORECASE,
)


Outcome = Literal["right", "reversed", "unknown"]


def compared(said: Reading, findings: Sequence[Finding]) -> Outcome | None:
    """Return what the facts say of the comparison in a sentence; None when it compares nothing."""
    sign, position = _comparative(said)
    sides = _sides(said, position) if sign else None
    if sides is None:
        return None
    pairs = _pairs(sides, said, findings)
    if not pairs:
        return "right" if any(_states(one, sides, sign) for one in findings) else "unknown"
    return "right" if any((left - right) * sign > 0 for left, right in pairs) else "reversed"


def is_part_larger(said: Reading) -> bool:
    """Whether a part is said to be larger than its whole: "of 3B parameters 30B are active"."""
    if "active" not in qualifiers(said.rest):
        return False
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


def _is_larger(one: Quantity, other: Quantity) -> bool:
    return max(one.scaled) > max(other.scaled)


def is_first(said: Reading, findings: Sequence[Finding]) -> bool:
    """Whether a release that the sentence names has the highest of all values of one attribute."""
    values: dict[str, dict[str, float]] = {}
    for finding in findings:
        if finding.fact and _is_meant(finding, said):
            values.setdefault(finding.fact.predicate, {})[finding.fact.subject.lower()] = _number(
                finding.fact
            )
    first = [
        max(found, key=lambda name: found[name]) for found in values.values() if len(found) > 1
    ]
    return any(name in said.name_set for name in first)


def _states(finding: Finding, sides: tuple[str, str], sign: int) -> bool:
    """Whether a text compares the same two in the same order."""
    text = finding.statement.lower()
    left, right = (text.find(name) for name in sides)
    return 0 <= left < right and _SIGNS[sign].search(text) is not None


def _comparative(said: Reading) -> tuple[int, int]:
    text = said.rest
    for bound in _BOUND.finditer(said.text):  # in `rest` the numbers are blanked out
        text = f"{text[: bound.start()]}{' ' * len(bound[0])}{text[bound.end() :]}"
    found = [
        (match.start(), sign) for sign, words in _SIGNS.items() for match in words.finditer(text)
    ]
    if not found:
        return 0, 0
    position, sign = min(found)
    return sign, position + said.offset


def _sides(said: Reading, position: int) -> tuple[str, str] | None:
    """Return the name that is compared and the one it is compared with."""
    names = list({name.what: name for name in reversed(said.names)}.values())[::-1]
    foil = _FOIL.search(said.rest)
    border = foil.start() + said.offset if foil else position
    after = [name for name in names if name.begin > border]
    if not after:
        return None
    right = after[0]
    left = [name for name in names if name is not right and name.begin < right.begin]
    left = left[-1:] or [name for name in names if name.begin > right.begin][:1]
    return (left[0].what, right.what) if left else None


def _pairs(
    sides: tuple[str, str], said: Reading, findings: Sequence[Finding]
) -> list[tuple[float, float]]:
    """Return the values of both sides for each attribute that both have and the sentence means."""
    left, right = (_typed(name, said, findings) for name in sides)
    return [(left[key], right[key]) for key in left.keys() & right.keys()]


def _typed(name: str, said: Reading, findings: Sequence[Finding]) -> dict[str, float]:
    return {
        finding.fact.predicate: _number(finding.fact)
        for finding in findings
        if finding.fact and finding.fact.subject.lower() == name and _is_meant(finding, said)
    }


def _is_meant(finding: Finding, said: Reading) -> bool:
    if finding.fact is None or isinstance(finding.fact.value, bool | str | tuple):
        return False
    wanted, shown = attributes(said.rest) - {"date"}, attributes(finding.statement)
    if isinstance(finding.fact.value, date) != bool(_OF_DAYS.search(said.rest)):
        return False
    return (not wanted or bool(wanted & shown)) and qualifiers(said.rest) <= qualifiers(
        finding.statement
    )


def _number(fact: Fact) -> float:
    value = fact.value
    if isinstance(value, date):
        return value.toordinal()
    return float(value) if isinstance(value, int | float) else 0.0
