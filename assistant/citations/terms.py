"""
Years that belong to a term and are no date: "AIME 2024" is what evidence calls "AIME'24".

A value that stands beside such a term is proven by evidence on that year's edition alone. Not
covered: editions without a year.
"""

import re
from collections.abc import Sequence

from assistant.citations.reading import Mention, Reading, Value
from assistant.citations.shown import Shown

_EDITION = re.compile(r"\b(?P<term>[A-Z][A-Za-z]*[A-Z]\w*)(?:[\s-]20|\s?['’])(?P<year>\d\d)\b")


def is_edition(value: Mention[Value], said: Reading, shown: Sequence[Shown]) -> bool:
    """Whether a year is that of a term that the evidence has with the same year."""
    known = {edition for one in shown for _, _, edition in _editions(one.reading.text)}
    begin, end = value.begin - said.offset, value.end - said.offset
    return any(
        edition in known
        for left, right, edition in _editions(said.text)
        if left < begin and end == right
    )


def is_of_edition(one: Shown, value: Mention[Value], said: Reading) -> bool:
    """Whether evidence on an edition is on that which stands nearest before the value, or first."""
    own = {edition for _, _, edition in _editions(one.reading.text)}
    beside = [found for found in _editions(said.text) if found[2][0] in {term for term, _ in own}]
    before = [found for found in beside if found[0] < value.begin - said.offset]
    near = before[-1:] or beside[:1]
    return not own or not near or near[0][2] in own


def _editions(text: str) -> list[tuple[int, int, tuple[str, str]]]:
    return [
        (*match.span(), (match["term"].lower(), match["year"])) for match in _EDITION.finditer(text)
    ]
