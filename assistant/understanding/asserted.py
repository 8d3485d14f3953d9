"""
Values that a question takes for granted: "with its 1M context", "under GPL", "back in 2022".

Only what the ledger could confirm or deny is read: numbers with a unit of it, dates, licences.
Whether a value is right is seen when the answer is planned. Not covered: numbers written as words.
"""

import re
from collections.abc import Iterator

from assistant.domain import Asserted
from assistant.language import find_dates

_SCALES: tuple[tuple[str, tuple[float, ...]], ...] = (
    (r"трлн|триллион\w*|trillions?|[tт]", (1e12,)),
    (r"млрд|миллиард\w*|billions?|bn|[bб]", (1e9,)),
    (r"млн|миллион\w*|millions?|[mм]", (1e6, 2**20)),
    (r"тыс\w*|thousands?|[kк]", (1e3, 2**10)),
)
_UNITS: tuple[tuple[str, str], ...] = (
    ("tokens", r"ток\w+|tokens?"),
    ("layers", r"сло[йяёеи]\w*|layers?"),
    ("heads", r"голов\w*|heads?"),
    ("experts", r"эксперт\w*|experts?"),
    ("languages", r"язык\w*|languages?"),
    ("parameters", r"параметр\w*|param\w*|weights"),
    ("context", r"контекст\w*|context|window|окн\w+"),
)
_SCALE = "|".join(f"(?P<s{at}>{words})" for at, (words, _) in enumerate(_SCALES))
_UNIT = "|".join(f"(?P<u{at}>{words})" for at, (_, words) in enumerate(_UNITS))
_NUMBER = re.compile(
    r"(?<![\w.,-])(?P<digits>\d{1,3}(?:[ \u00a0,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)"
    rf"(?:[\s-]?(?:{_SCALE})\.?(?!\w))?(?:[\s-]+(?:\w+[\s-]+)?(?:{_UNIT})(?!\w))?",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0,](?=\d{3}(?!\d))")
_BARE_MILLION = re.compile(
    r"(?<![\d.,])(?<!\d\s)\b(?:(?:an?|one|один)\s+)?(?=(?:million|миллион)\w*\s+(?:ток|tok|контекст|context))",
    re.IGNORECASE,
)
_LICENCE = re.compile(
    r"\b(?:[al]?gpl|mit|apache|bsd|mpl|cc[- ]by[\w.-]*)(?:[- ]?v?\d(?:\.\d)?)?\b", re.IGNORECASE
)


def asserted(text: str) -> tuple[Asserted, ...]:
    """
    Return the values in `text`, whose names were left out.

    >>> [(value.written, value.unit) for value in asserted("with a 128K context, MIT, in 2022")]
    [('128K context', 'tokens'), ('2022', ''), ('MIT', '')]
    >>> asserted("a window of a million tokens")[0].numbers
    (1000000.0, 1048576.0)
    """
    text = _BARE_MILLION.sub("1 ", text)
    dates = find_dates(text)
    blank = text
    for begin, end, _ in dates:
        blank = blank[:begin] + " " * (end - begin) + blank[end:]
    return (
        *_numbers(blank),
        *(Asserted(text[begin:end].strip(), day=day) for begin, end, day in dates),
        *(Asserted(match[0], licence=match[0].lower()) for match in _LICENCE.finditer(blank)),
    )


def _numbers(text: str) -> Iterator[Asserted]:
    for match in _NUMBER.finditer(text):
        number = float(_THOUSANDS.sub("", match["digits"]).replace(",", "."))
        scales = next((by for at, (_, by) in enumerate(_SCALES) if match[f"s{at}"]), (1.0,))
        unit = next((unit for at, (unit, _) in enumerate(_UNITS) if match[f"u{at}"]), "")
        if scales == (1e9,) and unit in ("", "parameters"):
            unit = "parameters"
        if unit == "context" or (not unit and scales[-1] in (2**10, 2**20)):
            unit = "tokens"
        if unit:
            yield Asserted(match[0].strip(), tuple(number * scale for scale in scales), unit)
