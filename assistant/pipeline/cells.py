"""
The cells of a table row said in full, so that each can be checked as a sentence.

Not covered: a unit in the corner of the table.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from assistant.citations import read

_UNIT = re.compile(
    r"(?:,\s*|\s*\()(трлн|млрд|млн|ГБ|МБ|trillion|billion|million|GB|MB|T|B|M|K)\)?$", re.IGNORECASE
)
_BARE = re.compile(r"\W*\d[\d\s.,]*\W*")


def as_sentences(header: Sequence[str], cells: Sequence[str]) -> Iterator[str]:
    """Say each cell in full, "Qwen3-8B — layers: 36", whichever way the table lies."""
    first, *values = cells
    names = [name.lower() if name[1:].islower() else name for name in header[1:]]
    is_turned = not read(first).names and any(read(name).names for name in names)
    first = first.lower() if is_turned and first[1:].islower() else first
    for name, value in zip_longest(names, values, fillvalue=""):
        if is_turned:
            yield f"{name} — {_in_full(first, value)}"
        elif any(map(str.isalnum, value)):
            yield f"{first} — {_in_full(name, value)}" if name else f"{first} — {value}"
    if not values:
        yield first


def _in_full(label: str, value: str) -> str:
    """Say a value under its label, with the unit that stands in the label: "parameters, B"."""
    unit = _UNIT.search(label)
    if unit is None or not _BARE.fullmatch(value):
        return f"{label}: {value}"
    return f"{label[: unit.start()]}: {value} {unit[1]}"
