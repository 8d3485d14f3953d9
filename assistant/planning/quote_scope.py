"""
How surely a quote speaks of a name: itself, by what stands above it, or by the notes it stands in.

"Bell 6" is named by the notes of version 6.1 in a document that is called after Bell.
"""

import re
from collections.abc import Collection

from assistant.planning.quote_likeness import Likeness, likeness
from assistant.planning.quote_names import Name, Spoken
from assistant.planning.quote_units import Unit

_LIKE: dict[Likeness, float] = {
    "same": 1.0,
    "longer": 0.35,
    "shorter": 0.35,
    "other": 0.0,
    "none": 0.0,
}
_FARTHER = 0.85
"""What a name counts that stands in a heading or title and not in the quote, per step."""
_OF_VERSION = 0.85
_VERSION = re.compile(
    r"(?:\bv|\bversions?\s+|\bверси\w*\s+)(\d+(?:\.\d+)*)|(?<![\w.])(\d+(?:\.\d+)+)", re.IGNORECASE
)


def named(name: Name, unit: Unit, asked: Collection[str], *, of_members: bool = False) -> float:
    """
    Return how surely the quote, or else what stands around it, speaks of the name.

    `asked`: pieces of the question; what it says itself makes no other name. `of_members`: the
    question asks which member of a family it is, so that a longer name is no other one.
    """
    if name.is_of_version and is_of_version(name, unit):
        return _OF_VERSION
    worth, is_of_family = 1.0, False
    scopes = (unit.spoken, *((Spoken(unit.label),) if unit.label else ()))
    for spoken in (*scopes, *unit.around.spoken):
        found = likeness(name, spoken, asked)
        if found == "longer" and of_members:
            return worth
        if found == "shorter":
            is_of_family = True  # of which member, what stands around it may tell
        elif found != "none":
            return worth * _LIKE[found]
        worth *= _FARTHER
    return _LIKE["shorter"] if is_of_family else 0.0


def is_of_version(name: Name, unit: Unit) -> bool:
    """Whether the quote is about that version of what its document is called after."""
    above, own = _versions_above(unit), {one for one, _ in _VERSION.findall(unit.plain)}
    if not any(
        v in own or one == v or one.startswith(f"{v}.") for one in above for v in name.versions
    ):
        return False
    around = {piece for text in unit.around.names_spoken for piece, _, _ in text.pieces}
    return all(same & around for same in name.pieces if not any(p[0].isdigit() for p in same))


def _versions_above(unit: Unit) -> list[str]:
    """Return the versions that the notes, the headings above or the head of the row name."""
    passage = unit.findings[-1].passage
    texts = (*unit.around.names, *(unit.row.cells[:1] if unit.row else ()))
    named = [one or other for text in texts for one, other in _VERSION.findall(text)]
    return [passage.version.lower(), *named] if passage and passage.version else ["", *named]
