"""
Comparisons, recomputed from the typed values of the facts that the sentence cites.

"A is larger than B" needs one attribute of which both have a number or a date, and the order of
these. Not covered: comparisons of more than two.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from assistant.citations.aliases import is_called
from assistant.citations.clauses import are_joined
from assistant.citations.meaning import Meaning
from assistant.citations.numbers import MERITS, is_amount, number
from assistant.citations.quantities import Quantity
from assistant.citations.reading import Reading
from assistant.domain import Fact, Finding

_SAME = re.compile(
    r"\b(?:одинаков\w+|тот\s+же|та\s+же|то\s+же|те\s+же|столько\s+же|совпада\w+|the\s+same"
    r"|identical|equal(?:ly)?)\b(?!\s+(?:\w+\s+)?(?:models|releases|модели|моделей))",
    re.IGNORECASE,
)
_AS_MUCH = re.compile(
    r"\b(?:twice|times|double)\s+(?:as\s+(?:large|big|many|much|long|fast|high|wide)|the\s+size)\b",
    re.IGNORECASE,
)
_ALMOST = re.compile(r"почти|примерно|близк|almost|nearly|roughly|about|close", re.IGNORECASE)
_NEARLY = 0.05
_PHRASE = 4
"""How many words a value may have that is a name and no free text."""
_HIGHEST, _LOWEST = {"largest", "most"}, {"smallest", "most"}
Outcome = Literal["right", "reversed", "unknown"]
_Place = tuple[int, int, Quantity]
_WHOLE = re.compile(r"(?:^|[\s(])(?:из|(?<!instead\s)of(?:\s+(?:the|its|all))?)\s+$", re.IGNORECASE)
_PART = re.compile(r"^(?=.*\w{3})[^:]{3,60}$")


def compared(said: Reading, meaning: Meaning, findings: Sequence[Finding]) -> Outcome | None:
    """Return what the facts say of the comparison in a sentence; None when it compares nothing."""
    names = _compared_names(said, meaning, findings)
    sense = meaning.of(replace(said.stated, values=said.stated.given))
    if len(names) != 2 or sense["compares"] <= 0 or are_joined(said):
        return None
    says_more = _AS_MUCH.search(said.text) is not None or meaning.is_more(said.stated)
    is_more = says_more != meaning.denies(said)
    pairs = _pairs(names, said, meaning, findings)
    facts = [one.fact for one in findings if one.fact]
    if not pairs and any(_relates(fact, names) for fact in facts):
        return None
    if facts and all(isinstance(fact.value, bool) for fact in facts):
        return None  # "unlike B" sets yes against no, not more against less
    if not pairs:
        is_stated = any(_states(one, names, is_more, meaning) for one in findings)
        return "right" if is_stated else "unknown"
    if _SAME.search(said.text) and all(left == right for left, right in pairs):
        return None  # "on the same day"
    is_so = any(left != right and (left > right) == is_more for left, right in pairs)
    return "right" if is_so else "reversed"


def _compared_names(
    said: Reading, meaning: Meaning, findings: Sequence[Finding]
) -> tuple[str, ...]:
    """Return the names that a part compares; the second may be the only other the facts know."""
    names = tuple(dict.fromkeys(n.what for n in said.names if n.what in meaning.releases))
    subjects = {one.fact.subject.lower() for one in findings if one.fact}
    if len(names) == 1 and len(subjects) == 2 and names[0] in subjects and not said.values:
        return (*names, *(subjects - set(names)))
    return names


def is_part_larger(said: Reading) -> bool:
    """Whether a part is said to be larger than its whole: "of 3B parameters 30B are active"."""
    numbers = [
        (v.begin, v.end, v.what)
        for v in said.values
        if isinstance(v.what, Quantity) and v.what.has_scale
    ]
    return any(_is_more_than_all(said, one, other) for one, other in pairwise(numbers))


def _is_more_than_all(said: Reading, first: _Place, second: _Place) -> bool:
    """Whether the one of two numbers is a part of the other, and larger."""
    (begin, end, one), (start, _, other) = first, second
    between = said.between(end, start)
    if any(start > name.begin >= end for name in said.names):
        return False  # "32B models perform like those of Qwen2.5 of 3B"
    if _WHOLE.search(said.between(said.offset, begin)) and _PART.search(between):
        return _is_larger(other, one)
    return _WHOLE.search(between) is not None and _is_larger(one, other)


def extremes(said: Reading, meaning: Meaning, findings: Sequence[Finding]) -> frozenset[str]:
    """Return which claims hold since a named release has the highest or lowest number."""
    held: set[str] = set()
    for predicate, values in _by_predicate(findings).items():
        if len(values) > 1 and meaning.speaks_of(predicate, said):
            named = {value for name, value in values.items() if name in said.name_set}
            is_merit = predicate.startswith(MERITS)
            if max(values.values()) in named:
                held |= _HIGHEST | ({"best"} if is_merit else set[str]())
            held |= _LOWEST if min(values.values()) in named else set[str]()
    return frozenset(held)


def is_equal(said: Reading, findings: Sequence[Finding]) -> bool | None:
    """Whether what is called the same is so of two releases; None where nothing is called so."""
    several = [found for found in _by_predicate(findings).values() if len(found) > 1]
    if not _SAME.search(said.text) or not several:
        return None
    margin = _NEARLY if _ALMOST.search(said.text) else 0.0
    return all(min(f.values()) >= max(f.values()) * (1 - margin) for f in several)


def are_alike(said: Reading, meaning: Meaning, findings: Sequence[Finding]) -> bool | None:
    """Whether two releases that are said to share a licence, a name, a month do; None: unsaid."""
    if not _SAME.search(said.text) or said.negative or _ALMOST.search(said.text):
        return None
    texts: dict[str, dict[str, str]] = {}
    for fact in (one.fact for one in findings):
        if fact and isinstance(fact.value, str) and len(fact.value.split()) <= _PHRASE:
            texts.setdefault(fact.predicate, {})[fact.subject] = fact.value
    meant = [found for predicate, found in texts.items() if meaning.is_of(predicate, said)]
    several = [set(found.values()) for found in meant if len(found) > 1]
    return any(len(values) == 1 for values in several) if several else None


def _by_predicate(findings: Sequence[Finding]) -> dict[str, dict[str, float]]:
    """Return the numbers of each attribute by release, dates left out."""
    values: dict[str, dict[str, float]] = {}
    for finding in findings:
        fact = finding.fact
        if fact and is_amount(fact):
            values.setdefault(fact.predicate, {})[fact.subject.lower()] = number(fact) or 0.0
    return values


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
        fact.predicate: value
        for fact in (finding.fact for finding in findings)
        if fact and is_called(fact.subject, name) and (value := number(fact)) is not None
    }
