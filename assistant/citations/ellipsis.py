"""
Values without words of their own: "A has 36 layers, and B 40" says layers once and means it twice.

Such a value borrows the words of an earlier one: of the one that stands in the same place among the
values of the name before it ("355B and 32B active; B: 106B and 12B"), else of the one before it.
"""

import re
from itertools import pairwise

from assistant.citations.quantities import Quantity
from assistant.citations.reading import Mention, Reading, Value

_AGAINST = re.compile(
    r"\b(?:против|вместо|against|versus|vs\.?|instead\s+of|compared\s+(?:with|to))\s+$",
    re.IGNORECASE,
)


def is_against(said: Reading, value: Mention[Value]) -> bool:
    """Whether a value is set against the one before it: "48 against 40"."""
    return _AGAINST.search(said.text[: value.begin - said.offset]) is not None


def lender(said: Reading, value: Mention[Value]) -> Mention[Value] | None:
    """Return the earlier number of the same sentence whose words `value` borrows."""
    numbers = _numbers(said)
    at = numbers.index(value)
    place, length = _place(said, numbers, value)
    if at >= length and place < length:
        return numbers[at - length]
    return numbers[at - 1] if at else None


def lender_before(before: Reading, said: Reading, value: Mention[Value]) -> Mention[Value] | None:
    """Return the number of the sentence before whose words `value` borrows."""
    numbers = _numbers(before)
    place, length = _place(said, _numbers(said), value)
    if len(numbers) >= length:
        return numbers[len(numbers) - length + place]
    return numbers[-1] if numbers else None


def _numbers(said: Reading) -> list[Mention[Value]]:
    return [value for value in said.values if isinstance(value.what, Quantity)]


def _place(said: Reading, numbers: list[Mention[Value]], value: Mention[Value]) -> tuple[int, int]:
    """Return the place of a number among those without a name between, and their count."""
    runs: list[list[Mention[Value]]] = [numbers[:1]]
    for left, right in pairwise(numbers):
        if any(left.end <= name.begin < right.begin for name in said.things):
            runs.append([])
        runs[-1].append(right)
    own = next(run for run in runs if value in run)
    return own.index(value), len(own)
