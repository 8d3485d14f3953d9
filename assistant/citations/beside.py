"""
The number format that a value stands beside: "in FP8 it runs at 150 tokens/s, in BF16 at 82".

Not covered: formats that the sentence before names.
"""

from collections.abc import Iterable

from assistant.citations.formats import is_format
from assistant.citations.reading import Mention, Reading, Value
from assistant.citations.shown import Shown


def is_of_format(one: Shown, value: Mention[Value], said: Reading) -> bool:
    """Whether a fact for one number format is taken for it: the speed in FP8 is none in BF16."""
    mine = one.held(value.what)
    beside = _formats_beside(value, said)
    own = _formats_beside(mine, one.reading) if mine else set[str]()
    own = own or _parts([name.what for name in one.reading.names if is_format(name.what)])
    return not own or not beside or bool(own & beside)


def _formats_beside(value: Mention[Value], said: Reading) -> set[str]:
    """Return the number formats with no other value between them and this one, and their parts."""
    return _parts(
        name.what
        for name in said.names
        if is_format(name.what) and not _has_value_between(said, name, value)
    )


def _parts(names: Iterable[str]) -> set[str]:
    return {part for name in names for part in (name, *name.split("-"))}


def _has_value_between(said: Reading, name: Mention[str], value: Mention[Value]) -> bool:
    begin, end = min(name.end, value.end), max(name.begin, value.begin)
    return any(begin <= other.begin < end for other in said.values if other is not value)
