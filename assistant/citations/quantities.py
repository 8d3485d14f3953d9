"""
Numbers by value: 30,5 млрд is 30.5B, 131 072 is 131,072 is 128K.

Not covered: numbers written as words, ranges as ranges.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

_SCALES = {
    "трлн": (10**12,), "триллион": (10**12,), "trillion": (10**12,), "t": (10**12,),
    "млрд": (10**9,), "миллиард": (10**9,), "billion": (10**9,), "b": (10**9,), "б": (10**9,),
    "млн": (10**6,), "миллион": (10**6,), "million": (10**6,), "m": (10**6,),
    "тыс": (10**3,), "thousand": (10**3,), "k": (10**3, 2**10), "к": (10**3, 2**10),
}  # fmt: skip
_NUMBER = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)*)"
    r"(?:\s?-?(трлн|триллион|trillion|млрд|миллиард|billion|млн|миллион|million|тыс|thousand"
    r"|[tbбmkк](?!\w)))?",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[ \u00a0\u202f]")
_JOINTS = re.compile(r"(?<=[A-Za-z])(?=\d)|(?<=\w)[-/](?=\w)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written, and the values it can mean once its scale word is applied."""

    written: str
    plain: frozenset[Decimal]
    scaled: frozenset[Decimal]

    def is_shown_by(self, other: "Quantity") -> bool:
        """
        Whether `other` proves it.

        A number without a scale word also matches a scaled one, because "от 0,6 до 32 млрд" writes
        the word only once.
        """
        return bool(self.scaled & other.scaled) or (
            self.plain == self.scaled and bool(self.plain & other.plain)
        )


def quantities(text: str) -> frozenset[Quantity]:
    """Find the numbers of `text`, which must be free of dates, versions and names."""
    return frozenset(_quantity(number, scale.lower()) for number, scale in _NUMBER.findall(text))


def parts_of(name: str) -> frozenset[Quantity]:
    """
    Find the numbers inside a name.

    >>> sorted(part.written for part in parts_of("qwen3-235b-a22b"))
    ['22', '235', '3']
    """
    return quantities(_JOINTS.sub(" ; ", name))


def _quantity(number: str, scale: str) -> Quantity:
    plain = frozenset(_readings(_SPACES.sub("", number)))
    factors = _SCALES.get(scale, (1,))
    return Quantity(
        number, plain, frozenset(value * factor for value in plain for factor in factors)
    )


def _readings(digits: str) -> set[Decimal]:
    """Read `131,072` both as a group of thousands and as a decimal fraction."""
    readings: set[Decimal] = set()
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", digits):
        readings.add(Decimal(digits.replace(",", "")))
    if digits.count(",") + digits.count(".") <= 1:
        readings.add(Decimal(digits.replace(",", ".")))
    return readings
