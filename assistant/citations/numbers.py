"""
The numbers of typed facts, so that they can be compared, and what units of bytes mean.

Not covered: numbers inside free texts.
"""

from datetime import date

from assistant.domain import Fact

MEGABYTES = {
    "mb": (1.0, 1.0),
    "mib": (1.0, 1.05),
    "gb": (1000.0, 1024.0),
    "gib": (1024.0, 1074.0),
    "tb": (1000.0**2, 1024.0**2),
}
"""The least and the most that a unit means: to some GB are powers of ten, to others of two."""
MERITS = ("score_", "speed_")
"""How attributes begin of which more is better."""


def number(fact: Fact) -> float | None:
    """Return the number of a fact, that of a day in days; None where its value is neither."""
    match fact.value:
        case bool():
            return None
        case int() | float():
            return float(fact.value)
        case date():
            return float(fact.value.toordinal())
        case _:
            return None


def is_amount(fact: Fact) -> bool:
    """Whether the value of a fact is a number and no day."""
    return number(fact) is not None and not isinstance(fact.value, date)
