"""
Which of two names comes from the other: "A is derived from B" is not "B is derived from A".

Not covered: chains of more than two.
"""

from collections.abc import Sequence

from assistant.citations.meaning import Meaning
from assistant.citations.reading import Reading
from assistant.domain import Fact, Finding

ORIGIN = "derived_from"
"""The predicate whose value is what the subject was made from."""


def is_reversed(said: Reading, meaning: Meaning, findings: Sequence[Finding]) -> bool:
    """Whether the sentence says of a fact's release and its origin that the latter came later."""
    names = list(dict.fromkeys(name.what for name in said.names))
    for finding in findings:
        fact = finding.fact
        if fact and fact.predicate == ORIGIN and _names_both(fact, names):
            is_heir_first = names.index(fact.subject.lower()) < names.index(str(fact.value).lower())
            return (meaning.of(said.stated)["is heir"] > 0) != is_heir_first
    return False


def _names_both(fact: Fact, names: Sequence[str]) -> bool:
    return len(names) == 2 and {fact.subject.lower(), str(fact.value).lower()} == set(names)
