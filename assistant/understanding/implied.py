"""What a question implies without saying it: an attribute, the size of an alternative, a rival."""

import re

from assistant.domain import Intent
from assistant.understanding.asserted import asserted
from assistant.understanding.circumstances import as_of, cards, is_general, memory_gb
from assistant.understanding.members import Subjects
from assistant.understanding.reading import NEAR, VERY_NEAR, Reading
from assistant.understanding.sizes import sizes

_LENGTHS = ("context_max", "context_native")
_STRANGE = re.compile(r"\b[A-Z][A-Za-z]+-\d[\w.]*\b")


def attributes_meant(reading: Reading) -> tuple[tuple[str, ...], str]:
    """Return the attributes asked for, by words or else by meaning, and one that nobody knows."""
    asked = reading.predicates or _implied(reading)
    is_broad = reading.intent in (Intent.LIST, Intent.COMPARE)
    nearest = next(iter(reading.near(VERY_NEAR if asked or is_broad else NEAR)), None)
    if nearest and nearest.unknown:
        return (), nearest.unknown
    if nearest is None or is_general(reading.text):
        return asked, ""
    return asked if set(asked) & set(nearest.predicates) else (*asked, *nearest.predicates), ""


def with_implied(reading: Reading, asked: tuple[str, ...], of_what: str) -> tuple[str, ...]:
    """Add the attribute by which releases are set in order, or that of a licence taken so."""
    if of_what in _LENGTHS:
        asked = _LENGTHS
    elif of_what and (not asked or of_what != "parameters"):
        asked = (of_what,)
    is_licence = any(value.licence for value in asserted(reading.nameless))
    return (*asked, "license") if is_licence and "license" not in asked else asked


def _implied(reading: Reading) -> tuple[str, ...]:
    """Return the attribute of what is named: of cards or memory, of trillions of tokens, a day."""
    values = asserted(reading.nameless)
    if reading.names_nothing:
        return ()
    if cards(reading.text) or memory_gb(reading.text) is not None:
        return ("hardware", "gpu_memory_bf16")
    if any(value.unit == "tokens" and max(value.numbers) >= _CORPUS for value in values):
        return ("pretraining_tokens",)
    is_day = any(value.day for value in values) and as_of(reading.text) is None
    return ("release_date",) if is_day else ()


_CORPUS = 1e11
"""From here a number of tokens is what a model was trained on, not what it reads."""


def strange_rivals(reading: Reading) -> tuple[str, ...]:
    """Return what is compared with a known release and has a name and number nobody knows."""
    if reading.intent is not Intent.COMPARE or not reading.found.names:
        return ()
    known = reading.found.unknown
    return tuple(name for name in _STRANGE.findall(reading.nameless) if name not in known)


_ALIKE = 0.75
"""How large, compared with a release, another one must be to take its place."""


def size_of(reading: Reading, found: Subjects) -> float | None:
    """Return the size that alternatives shall have: the one named, else that of the release."""
    if named := sizes(reading.nameless):
        return named[0]
    releases = reading.lexicon.releases()
    sizes_of = {one.family: one.total_b for one in releases if one.total_b}  # the largest is last
    sizes_of |= {one.name: one.total_b for one in releases if one.total_b}
    size = next((size for name in found.names if (size := sizes_of.get(name))), None)
    return size and float(int(size * _ALIKE))
