"""
The parts of a sentence that each say one thing of their own names: "A has 8B, and B has 4B".

A part without a name goes on with the names of the part before it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.citations.reading import Mention, Reading, Value

_BORDER = re.compile(
    r";|:\s|\s[–—]\s(?=а\s)|\s*,\s+(?:а|но|есть|нет|тогда\s+как|в\s+то\s+время\s+как|зато|причём|при\s+этом|и|while"
    r"|whereas|but|and|with|though|although|yet)\s|\s(?:while|whereas)\s|\n",
    re.IGNORECASE,
)
_FOIL = re.compile(
    r"(?:\bчем(?:\s+у|\s+в)?|\bthan(?:\s+that\s+of|\s+those\s+of|\s+for|\s+in)?"
    r"|по\s+сравнению\s+с|в\s+отличие\s+от|\bвместо|кроме|помимо|рядом\s+с|compared\s+(?:with|to)"
    r"|unlike|instead\s+of|except(?:\s+for)?|besides|next\s+to|against|versus|vs\.?)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"[\s,]*(?:и|или|как\s+и|а\s+также|and|or|as\s+well\s+as|&|/|,)?\s*(?:у|в|the|на)?\s*"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence, with the names it speaks of."""

    said: Reading
    about: tuple[str, ...]
    """The names in it, or those of the part before."""

    def owners(self, value: Mention[Value]) -> tuple[tuple[str, ...], ...]:
        """
        Return who the value belongs to: one of these groups, and all the names of that group.

        Names come before their values ("A: 8B, B: 4B") or after them ("8B for A, 4B for B");
        joined names share a value, or have one each ("A and B: 8B and 4B").
        """
        groups = list(_groups(self.said))
        if not groups:
            return tuple((name,) for name in self.about)
        if len(self.said.names) == 1:
            return ((groups[0][0].what,),)
        return tuple(_nearest(groups, self.said.values, value))


def clauses(said: Reading, before: tuple[str, ...] = ()) -> Iterator[Clause]:
    """Cut a sentence into its parts; `before` are the names that the sentence before spoke of."""
    begin, about = 0, before
    for end in _ends(said):
        part = said.within(begin, end)
        about = tuple(name.what for name in part.names) or about
        yield Clause(part, about)
        begin = end


def _ends(said: Reading) -> Iterator[int]:
    """Yield where a part ends that has names and values and is followed by names and values."""
    begin = 0
    for match in _BORDER.finditer(said.text):
        left, right = said.within(begin, match.start()), said.within(match.start(), len(said.text))
        is_balanced = bool(left.values) == bool(right.values)
        if left.names and right.names and (is_balanced or left.negative != right.negative):
            yield match.start()
            begin = match.start()
    yield len(said.text)


def _groups(said: Reading) -> Iterator[list[Mention[str]]]:
    """Yield names that are joined; a name that others are compared with stands alone."""
    group: list[Mention[str]] = []
    for name in said.names:
        between = said.text[_at(said, group[-1].end) : _at(said, name.begin)] if group else ""
        is_foil = _FOIL.search(said.text[: _at(said, name.begin)]) is not None
        if group and (is_foil or not _JOINED.fullmatch(between)):
            yield group
            group = []
        group.append(name)
    if group:
        yield group


def _at(said: Reading, position: int) -> int:
    """Translate a position in the whole sentence into one in this part of it."""
    return position - said.offset


def _nearest(
    groups: list[list[Mention[str]]], values: tuple[Mention[Value], ...], value: Mention[Value]
) -> Iterator[tuple[str, ...]]:
    is_reversed = values[0].begin < groups[0][0].begin and values[-1].end <= groups[-1][0].begin
    found = (_after if is_reversed else _before)(groups, values, value)
    for group, own in found:
        if len(group) > 1 and len(own) == len(group):
            yield (group[own.index(value)].what,)
        else:
            yield tuple(name.what for name in group)
            if group[0] is not groups[0][0] and values[0].begin > group[-1].begin:
                yield (group[-1].what,)  # "A is based on B, and C has 64 layers"


_Found = Iterator[tuple[list[Mention[str]], list[Mention[Value]]]]


def _before(
    groups: list[list[Mention[str]]], values: tuple[Mention[Value], ...], value: Mention[Value]
) -> _Found:
    """Yield the groups before the value with no other value between, the nearest first."""
    earlier = [group for group in groups if group[0].begin < value.begin] or groups[:1]
    nearest = earlier[-1]
    later = [group[0].begin for group in groups if group[0].begin > nearest[0].begin]
    end = later[0] if later else values[-1].end + 1
    own = [v for v in values if nearest[0].begin < v.begin < end or v is value]
    yield nearest, own
    if nearest[0].begin > value.begin:
        yield from _further(groups, values, nearest, own)
    for group in reversed(earlier[:-1]):
        if any(group[0].begin < v.begin < nearest[0].begin for v in values):
            return
        yield group, own


def _after(
    groups: list[list[Mention[str]]], values: tuple[Mention[Value], ...], value: Mention[Value]
) -> _Found:
    """Yield the group that follows the value."""
    nearest = next(group for group in groups if group[0].begin > value.begin)
    begin = max((g[-1].end for g in groups if g[-1].end <= value.begin), default=0)
    own = [v for v in values if begin <= v.begin < nearest[0].begin]
    yield nearest, own
    yield from _further(groups, values, nearest, own)


def _further(
    groups: list[list[Mention[str]]],
    values: tuple[Mention[Value], ...],
    nearest: list[Mention[str]],
    own: list[Mention[Value]],
) -> _Found:
    """Yield the groups after the nearest with no value between: "DeepSeek released DeepSeek-R1"."""
    for group in groups:
        if group[0].begin > nearest[0].begin:
            if any(nearest[0].begin < v.begin < group[0].begin for v in values):
                return
            yield group, own
