"""
Numbers by value: 30,5 млрд is 30.5B, 131 072 is 131,072 is 128K; 8 GB is not 8 MB and not 8B.

Not covered: fractions, numbers written as words (but for counts of a list).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_SCALES = {
    "трлн": (10**12,), "триллион": (10**12,), "trillion": (10**12,), "t": (10**12,),
    "млрд": (10**9,), "миллиард": (10**9,), "billion": (10**9,), "bn": (10**9,), "b": (10**9,),
    "б": (10**9,), "млн": (10**6,), "миллион": (10**6,), "million": (10**6,), "m": (10**6,),
    "тыс": (10**3, 2**10), "тысяч": (10**3, 2**10), "thousand": (10**3, 2**10),
    "k": (10**3, 2**10), "к": (10**3, 2**10),
}  # fmt: skip
"""Context lengths are rounded in both ways: 128K is 131,072 to some and 128,000 to others."""
_UNITS = (
    ("gib", r"gib|гиб"), ("mib", r"mib|миб"), ("tb", r"tb|тб|терабайт\w*"),
    ("gb", r"gb|гб|гигабайт\w*"), ("mb", r"mb|мб|мегабайт\w*"), ("kb", r"kb|кб|килобайт\w*"),
    ("%", r"%|процент\w*|percent"),
)  # fmt: skip
_SCALE = "|".join(sorted((word for word in _SCALES if len(word) > 1), key=len, reverse=True))
_UNIT = "|".join(f"(?P<u{index}>{words})" for index, (_, words) in enumerate(_UNITS))
_NUMBER = re.compile(
    r"(?<![\w.,])(?P<digits>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)*)"
    rf"(?:[\s-]?(?P<scale>(?:{_SCALE})[а-яs]*\.?|[tbбmkк])(?!\w))?(?:[\s-]?(?:{_UNIT})(?!\w))?",
    re.IGNORECASE,
)
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
"""Before a Russian word for a scale a comma begins decimals: 2,788 млн are less than three."""
_SPACES = re.compile(r"[ \u00a0\u202f]")
_JOINTS = re.compile(r"(?<=[A-Za-z])(?=\d)|(?<=\w)[-/](?=\w)")
_SHARED = re.compile(r"\s*(?:до|и|или|to|and|or|[-–—,/…]|\.\.\.?)\s*(?:по|at)?\s*$", re.IGNORECASE)
"""What stands between numbers that share one scale word: "от 0,6 до 32 млрд"."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written, and the values it can mean once its scale word is applied."""

    written: str
    plain: frozenset[Decimal]
    scaled: frozenset[Decimal]
    unit: str = ""
    """Of data sizes and percentages."""

    @property
    def has_scale(self) -> bool:
        """Whether a scale word such as млрд or K stands with it."""
        return self.plain != self.scaled

    def is_shown_by(self, other: "Quantity", *, in_table: bool = False) -> bool:
        """
        Whether `other` proves it.

        In a table the scale word may stand in the head of the column.
        """
        if self.unit and self.unit != other.unit:
            return False
        bare = in_table and not self.has_scale and bool(self.plain & other.plain)
        return bool(self.scaled & other.scaled) or bare


def find_quantities(text: str) -> list[tuple[int, int, Quantity]]:
    """Return begin, end and value of the numbers of `text`, which has no dates and names."""
    matches = list(_NUMBER.finditer(text))
    found: list[tuple[int, int, Quantity]] = []
    for match, scale, unit in reversed(list(_with_scales(text, matches))):
        found.insert(0, (*match.span(), _quantity(match["digits"], scale, unit)))
    return found


def quantities(text: str) -> frozenset[Quantity]:
    """Find the numbers of `text`, which must be free of dates, versions and names."""
    return frozenset(quantity for _, _, quantity in find_quantities(text))


def parts_of(name: str) -> frozenset[Quantity]:
    """
    Find the numbers inside a name.

    >>> sorted(part.written for part in parts_of("qwen3-235b-a22b"))
    ['22', '235', '3']
    """
    return quantities(_JOINTS.sub(" ; ", name))


def _with_scales(
    text: str, matches: list[re.Match[str]]
) -> Iterator[tuple[re.Match[str], str, str]]:
    """Give each number its scale and unit, or those of the number it is listed with."""
    following: tuple[int, str, str] | None = None
    found: list[tuple[re.Match[str], str, str]] = []
    for match in reversed(matches):
        scale = (match["scale"] or "").lower().rstrip(".")
        unit = next((name for i, (name, _) in enumerate(_UNITS) if match[f"u{i}"]), "")
        if not scale and not unit and following:
            begin, next_scale, next_unit = following
            if _SHARED.fullmatch(text[match.end() : begin]):
                scale, unit = next_scale, next_unit
        following = (match.start(), scale, unit)
        found.append((match, scale, unit))
    yield from reversed(found)


def _quantity(number: str, scale: str, unit: str) -> Quantity:
    digits = _SPACES.sub("", number)
    is_russian = _CYRILLIC.match(scale) is not None and digits.count(",") == 1
    plain = frozenset([Decimal(digits.replace(",", "."))] if is_russian else _readings(digits))
    factors = _factors(scale)
    scaled = frozenset(value * factor for value in plain for factor in factors)
    return Quantity(number, plain, scaled, unit)


def _factors(scale: str) -> tuple[int, ...]:
    for length in range(len(scale), 0, -1):
        if scale[:length] in _SCALES:
            return _SCALES[scale[:length]]
    return (1,)


def _readings(digits: str) -> set[Decimal]:
    """Read `131,072` both as a group of thousands and as a decimal fraction."""
    readings: set[Decimal] = set()
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", digits):
        readings.add(Decimal(digits.replace(",", "")))
    if digits.count(",") + digits.count(".") <= 1:
        readings.add(Decimal(digits.replace(",", ".")))
    return readings
