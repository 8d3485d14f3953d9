"""
The parts of a sentence that each say one thing of their own names: "A has 8B, and B has 4B".

A part without a name goes on with the names of the part before it. A *foil* is a name that others
are compared with ("than B", "unlike B"): nothing is said of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant.citations.reading import Mention, Reading, Value

_BORDER = re.compile(r"[;:,]\s|\s[–—]\s|\s(?:while|whereas|и\s+что|and\s+that)\s|\n", re.IGNORECASE)
_CONCESSION = re.compile(
    r"\s*(?:while|whereas|although|though|if|хотя|если|тогда\s+как|в\s+то\s+время\s+как)\s[^,]*",
    re.IGNORECASE,
)
_FOIL = re.compile(
    r"(?:\bчем(?:\s+у|\s+в)?(?:\s+(?:исходн|обычн|прежн|прошл|сам)\w+)?"
    r"|\b(?:больше|меньше|выше|ниже|длиннее|короче|быстрее|медленнее|крупнее|мельче)"
    r"|\bthan(?:\s+that\s+of|\s+those\s+of|\s+for|\s+in)?"
    r"|по\s+сравнению\s+с|в\s+отличие\s+от|\bвместо|кроме|помимо|рядом\s+с|compared\s+(?:with|to)"
    r"|unlike|instead\s+of|except(?:\s+for)?|besides|next\s+to|against|versus|vs\.?|behind"
    r"|ahead\s+of)\s+(?:the\s+)?(?:(?:original|earlier|regular|plain)\s+)?$",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"[\s,]*(?:и|или|как\s+и|а\s+также|and|or|as\s+well\s+as|&|/|,)?\s*(?:у|в|the|на)?\s*",
    re.IGNORECASE,
)
_AS_WELL = re.compile(
    r"(?:\b(?:(?:точно\s+)?так\s+же,?\s+)?как\s+и(?:\s+(?:для|у|в|на))?(?:\s+(?:обычн|прежн"
    r"|исходн)\w+)?"
    r"|\b(?:just\s+)?(?:like|as)(?:\s+(?:with|for|in))?(?:\s+(?:the\s+)?(?:regular|plain))?)\s+$",
    re.IGNORECASE,
)
_RESPECTIVELY = re.compile(r"\b(?:respectively|соответственно)\b", re.IGNORECASE)
_TIED = re.compile(r"\s+(?:for|у|для)\s+(?:the\s+)?", re.IGNORECASE)
_PRONOUN = re.compile(
    r"\b(?:it|its|they|their|this|that|these|он|она|оно|они|её|ее|его|их|не[ёе]|него|ней|нём|них"
    r"|эт\w+)\b",
    re.IGNORECASE,
)

_Group = list[Mention[str]]
_Values = tuple[Mention[Value], ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence, with the names it speaks of."""

    said: Reading
    about: tuple[str, ...]
    """The names in it, or those of the part before."""
    before: tuple[str, ...] = ()
    """The names that the part or sentence before spoke of."""

    @property
    def claimed(self) -> tuple[Mention[str], ...]:
        """The names in it of which something is said."""
        return tuple(name for name in self.said.things if not is_foil(self.said, name))

    def owners(self, value: Mention[Value]) -> tuple[tuple[str, ...], ...]:
        """
        Return who the value belongs to: one of these groups, and all the names of that group.

        Names come before their values ("A: 8B, B: 4B") or after them ("8B for A, 4B for B");
        joined names share a value, or have one each ("A and B: 8B and 4B").
        """
        groups = list(_groups(self.said))
        if not groups:
            return self._in_order(value) or tuple((name,) for name in self.about)
        carried = self._carried(value)
        if self.before and value.end <= groups[0][0].begin and not self.claimed:
            return carried or tuple((name,) for name in self.before)
        if len(self.said.things) == 1 and self.before and self._is_as_well(groups[0][0], value):
            return ((*self.before, groups[0][0].what),)
        if len(self.said.things) == 1 and (not carried or not is_foil(self.said, groups[0][0])):
            return ((groups[0][0].what,), *carried)
        values = self.said.values
        if following := _directly_after(self.said, groups, value):
            return (tuple(name.what for name in following),)
        is_before = values[0].begin < groups[0][0].begin and values[-1].end <= groups[-1][0].begin
        near = _after(groups, values, value) if is_before else _before(groups, values, value)
        kept = [group for group in near if not is_foil(self.said, group[0]) or group is near[0]]
        own = _own(near[0], values, value, is_before=is_before)
        found = [_of_group(group, own, value) for group in kept]
        if len(near[0]) > 1 and near[0] is not groups[0] and not is_before:
            found.append((near[0][-1].what,))  # "A is based on B, and C has 64 layers"
        return (*carried, *found)

    def _is_as_well(self, name: Mention[str], value: Mention[Value]) -> bool:
        """Whether a value is said of others, and then of a name: "4.51 is enough, as for B"."""
        members = rf"{re.escape(name.what)}[ -]\d".replace("\\ ", "[ -]")
        is_family = any(re.match(members, other) for other in self.before)
        before = self.said.text[: name.begin - self.said.offset]
        return value.end <= name.begin and not is_family and _AS_WELL.search(before) is not None

    def _in_order(self, value: Mention[Value]) -> tuple[tuple[str, ...], ...]:
        """Return the name from before in the place of the value: "36 and 40 respectively"."""
        if not _RESPECTIVELY.search(self.said.text) or value not in self.said.values:
            return ()
        place, names = self.said.values[::-1].index(value), self.about[::-1]
        return ((names[place],),) if place < len(names) > 1 else ()

    def _carried(self, value: Mention[Value]) -> tuple[tuple[str, ...], ...]:
        """Return the names from before, one by one, when a pronoun stands for them here."""
        first = self.said.things[0].begin
        start = self.said.text[: max(0, min(value.begin, first) - self.said.offset)]
        is_carried = value.begin < first and _PRONOUN.search(start)
        return tuple((name,) for name in self.before) if is_carried else ()


def clauses(said: Reading, before: tuple[str, ...] = ()) -> Iterator[Clause]:
    """Cut a sentence into its parts; `before` are the names that the sentence before spoke of."""
    begin, about = 0, before
    for end in _ends(said):
        part = said.within(begin, end)
        earlier, about = about, tuple(name.what for name in part.things) or about
        yield Clause(part, about, earlier)
        begin = end


def are_joined(said: Reading) -> bool:
    """Whether one thing is said of all names together: "A and B are 14B models"."""
    groups = list(_groups(said))
    return len(groups) == 1 and len(groups[0]) > 1 and not is_foil(said, groups[0][0])


def _ends(said: Reading) -> Iterator[int]:
    """Yield where a part ends that says something of its names and is followed by another such."""
    begin = 0
    for border in _borders(said):
        left, right = said.within(begin, border), said.within(border, len(said.text))
        if _goes_on(said, border, right):
            continue
        mark = said.text[border - said.offset :][:1]
        is_strong = mark == ";" or (mark == ":" and left.negative != right.negative)
        if left.things and right.things and (is_strong or _is_whole(left, right)):
            yield border
            begin = border
    yield len(said.text)


def _goes_on(said: Reading, border: int, right: Reading) -> bool:
    """Whether a value and another border come before the next name: "A has 8B, 2B active; B …"."""
    if not right.things or not right.values:
        return False
    name = right.things[0].begin
    return any(border < later < name and right.values[0].end <= later for later in _borders(said))


def _borders(said: Reading) -> list[int]:
    """Return where a part may end: outside of names and values, and of lists of them."""
    exact = sorted((one.begin, one.end) for one in (*said.names, *said.values))
    kept = [*exact]
    for (_, end), (begin, _) in pairwise(exact):
        if _JOINED.fullmatch(said.text[end - said.offset : begin - said.offset]):
            kept.append((end - 1, begin + 1))
    found = {match.start() for match in _BORDER.finditer(said.text)}
    if concession := _CONCESSION.match(said.text):
        found.add(concession.end())
    return sorted(at for at in found if not any(begin < at < end for begin, end in kept))


def _is_whole(left: Reading, right: Reading) -> bool:
    """Whether both sides have values, or two names each, or one denies what the other says."""
    if left.values or right.values:
        return bool(left.values) and bool(right.values)
    if any(is_foil(side, side.things[0]) for side in (left, right)):
        return False
    return (len(left.name_set) > 1 and len(right.name_set) > 1) or left.negative != right.negative


def is_foil(said: Reading, name: Mention[str]) -> bool:
    """Whether others are compared with a name."""
    return _FOIL.search(said.text[: name.begin - said.offset]) is not None


def _groups(said: Reading) -> Iterator[_Group]:
    """Yield names that are joined; a foil stands alone."""
    group: _Group = []
    for name in said.things:
        between = said.text[group[-1].end - said.offset : name.begin - said.offset] if group else ""
        if group and (is_foil(said, name) or not _JOINED.fullmatch(between)):
            yield group
            group = []
        group.append(name)
    if group:
        yield group


def _of_group(group: _Group, own: list[Mention[Value]], value: Mention[Value]) -> tuple[str, ...]:
    """Return the name of the group that the value belongs to when each has one, else all."""
    if len(group) > 1 and len(own) == len(group) and value in own:
        return (group[own.index(value)].what,)
    return tuple(name.what for name in group)


def _own(
    group: _Group, values: _Values, value: Mention[Value], *, is_before: bool
) -> list[Mention[Value]]:
    """Return the values that stand on the same side of the group as `value`."""
    if is_before:
        return [other for other in values if other.begin < group[0].begin]
    return [other for other in values if other.begin > group[0].begin or other is value]


def _before(groups: list[_Group], values: _Values, value: Mention[Value]) -> list[_Group]:
    """Return the groups before the value with no other value between, the nearest first."""
    earlier = [group for group in groups if group[0].begin < value.begin]
    if not earlier:
        return _after(groups, values, value)
    found = [earlier.pop()]
    while earlier and not _stands_between(values, earlier[-1], found[0]):
        found.append(earlier.pop())
    return found


def _after(groups: list[_Group], values: _Values, value: Mention[Value]) -> list[_Group]:
    """Return the groups after the value with no other value between, the nearest first."""
    later = [group for group in groups if group[0].begin > value.begin]
    found = [later.pop(0)]
    while later and not _stands_between(values, found[0], later[0]):
        found.append(later.pop(0))
    return found


def _directly_after(said: Reading, groups: list[_Group], value: Mention[Value]) -> _Group | None:
    """Return the names that a word ties to the value before them: "1 million for Maverick"."""
    for group in groups:
        between = said.text[value.end - said.offset : group[0].begin - said.offset]
        if group[0].begin >= value.end and _TIED.fullmatch(between):
            return group
    return None


def _stands_between(values: _Values, left: _Group, right: _Group) -> bool:
    return any(left[0].begin < value.begin < right[0].begin for value in values)
