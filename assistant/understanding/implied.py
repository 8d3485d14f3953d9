"""What a question implies without saying it: an attribute, the size of an alternative, a rival."""

import re

from assistant.domain import MEMORY, MEMORY_IN, Intent
from assistant.understanding.asserted import asserted
from assistant.understanding.circumstances import as_of, cards, is_general, memory_gb, precisions
from assistant.understanding.members import Subjects
from assistant.understanding.reading import FIRM, LIKELY, SURE, Reading
from assistant.understanding.sizes import sizes

_LENGTHS = ("context_max", "context_native")
_STRANGE = re.compile(r"\b[A-Z][A-Za-z]+-\d[\w.]*\b")


def attributes_meant(reading: Reading) -> tuple[tuple[str, ...], str]:
    """Return the attributes asked for, by words or else by meaning, and one that nobody knows."""
    asked = reading.predicates or _implied(reading)
    if is_general(reading.text):
        return asked, ""
    unknown = _unknown(reading, asked)
    if unknown:
        return (), unknown
    least = _least(reading, asked)
    for meaning in reading.by_clause:
        wanted = _of_programs(meaning.predicates, reading)
        if meaning.share >= least and not set(asked) & set(wanted):
            asked = (*asked, *wanted)
    return _in_precision(_without_own(tuple(dict.fromkeys(asked)), reading), reading), ""


def _least(reading: Reading, asked: tuple[str, ...]) -> float:
    """Return the share from which an attribute is meant: the less is named, the more."""
    if asked:
        return SURE
    if reading.versions:
        return LIKELY
    if reading.names_nothing:
        return FIRM
    return SURE if reading.intent in (Intent.LIST, Intent.COMPARE) else LIKELY


def _unknown(reading: Reading, asked: tuple[str, ...]) -> str:
    """Return an attribute that the ledger does not hold, where that is what is asked for."""
    if not asked:
        surest = next(iter(reading.by_clause), None)
        least = FIRM if reading.names_nothing else LIKELY
        return surest.unknown if surest and surest.share >= least else ""
    whole = max(reading.near(0), key=lambda meaning: meaning.share, default=None)
    return whole.unknown if whole and whole.share >= SURE else ""


def _of_programs(predicates: tuple[str, ...], reading: Reading) -> tuple[str, ...]:
    """Where versions that are needed are meant, return those of the programs that are named."""
    if not any(name.startswith(_NEEDS) for name in predicates):
        return predicates
    said = _letters(reading.text)
    known = [name for name in reading.lexicon.asked(reading.language) if name.startswith(_NEEDS)]
    return tuple(n for n in known if _letters(n.partition("_")[2]) in said) or predicates


def _without_own(asked: tuple[str, ...], reading: Reading) -> tuple[str, ...]:
    """Leave out whether there is a base where base models are named, and something else asked."""
    others = tuple(name for name in asked if name not in _OF_BASES)
    names = reading.found.names
    return others if names and others and any(n.endswith("-Base") for n in names) else asked


_OF_BASES = (
    "base_weights_published", "base_sizes", "hosts_base_models", "published_types",
    "described_in_report", "exists",
)  # fmt: skip
_NEEDS = ("min_", "recommended_")


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


def _in_precision(asked: tuple[str, ...], reading: Reading) -> tuple[str, ...]:
    """Where memory is asked for, return that of the precisions named, and at a long input."""
    if not any(name in MEMORY for name in asked):
        return asked
    named = [MEMORY_IN[one] for one in precisions(reading.text) if one in MEMORY_IN]
    if not named:
        return asked
    tokens = (max(v.numbers) for v in asserted(reading.text) if v.unit == "tokens")
    if any(number >= _LONG for number in tokens):
        named += [f"{name}_30k" for name in named]
    return tuple(dict.fromkeys((*named, *(n for n in asked if not n.startswith("gpu_memory_")))))


_LONG = 8_000
"""Memory was measured with one token of input and with 30,720."""


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
    if any(one.intent is Intent.FIT and one.share >= LIKELY for one in reading.by_clause):
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
