"""
Dates in any usual form: 2025-04-29, 29.04.2025, 29 апреля 2025 г., April 29, 2025, апрель 2025.

A bare year from 1980 to 2039 counts too, and June '25. Not covered: other years without a century,
quarters.
"""

import re

Day = tuple[int, int | None, int | None]
"""Year, month, day; what was not written is None, a year 0."""

_MONTHS = (
    ("янв", "jan"), ("фев", "feb"), ("мар", "mar"), ("апр", "apr"), ("ма", "may"), ("июн", "jun"),
    ("июл", "jul"), ("авг", "aug"), ("сен", "sep"), ("окт", "oct"), ("ноя", "nov"), ("дек", "dec"),
)  # fmt: skip
_NUMBERS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_MONTH = (
    r"(?:(янв|фев|мар|апр|ма(?=[йяе])|июн|июл|авг|сен|окт|ноя|дек)[а-яё]*"
    r"|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?"
)
_YEAR = r"((?:19[89]|20[0-3])\d)"
_FORMS = tuple(
    (re.compile(pattern, re.IGNORECASE), order)
    for pattern, order in (
        (rf"\b{_YEAR}[-./](\d\d?)[-./](\d\d?)(?:\b|(?=T\d\d:))", "ymd"),
        (rf"\b(\d\d?)[./](\d\d?)[./]{_YEAR}\b", "dmy"),
        (rf"\b(\d\d?)(?=\s+(?:и|или|and|or)\s+\d\d?\s+{_MONTH},?\s+{_YEAR}\b)", "dmmy"),
        (rf"\b(\d\d?)(?:st|nd|rd|th|-?го)?\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}\b", "dmmy"),
        (rf"\b{_MONTH}\s+(\d\d?)(?:st|nd|rd|th)?,?\s+{_YEAR}\b", "mmdy"),
        (rf"\b{_MONTH},?\s+(?:of\s+)?{_YEAR}\b", "mmy"),
        (rf"\b{_MONTH}\s+['’](\d\d)\b", "mmy"),
        (rf"(?<![\w.,-]){_YEAR}(?![\w-]|[.,]\d)", "y"),
    )
)

_WHOLE_MONTH = (
    r"(?:(янв|фев|мар|апр|ма|июн|июл|авг|сен|окт|ноя|дек)(?:аря|раля|та|еля|я|уста|тября|ября|бря|абря)"
    r"|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember|\.)?)(?!\w)"
)
"""Without a year only whole words are months: 12 decoders are no December."""
_YEARLESS = tuple(
    (re.compile(pattern, re.IGNORECASE), order)
    for pattern, order in (
        (rf"(?<![\w.,])(\d\d?)(?:st|nd|rd|th|-?го)?\s+(?:of\s+)?{_WHOLE_MONTH}", "dmm"),
        (rf"\b{_WHOLE_MONTH}\s+(\d\d?)(?:st|nd|rd|th)?(?![\w,.]*\d)(?!\w)", "mmd"),
    )
)


def find_dates(text: str) -> list[tuple[int, int, Day]]:
    """Return begin, end and day of each date in `text`, in no particular order."""
    found: list[tuple[int, int, Day]] = []
    for pattern, order in _FORMS:
        found += [(*match.span(), _day(order, match.groups())) for match in pattern.finditer(text)]
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    return found


def find_days_of_month(text: str) -> list[tuple[int, int, Day]]:
    """
    Return begin, end and day of each date without a year in `text`.

    >>> find_days_of_month("вышла 4 октября")
    [(6, 15, (0, 10, 4))]
    """
    return [
        (*match.span(), _day(order, match.groups()))
        for pattern, order in _YEARLESS
        for match in pattern.finditer(text)
    ]


def take_dates(text: str) -> tuple[str, frozenset[Day]]:
    """
    Return `text` without its dates, and the dates.

    >>> take_dates("Вышла 29 апреля 2025 г.")
    ('Вышла   г.', frozenset({(2025, 4, 29)}))
    >>> take_dates("2025-04-29T04:00:00+08:00")[1]
    frozenset({(2025, 4, 29)})
    """
    found = find_dates(text)
    for begin, end, _ in sorted(found, reverse=True):
        text = f"{text[:begin]} {text[end:]}"
    return text, frozenset(day for _, _, day in found)


def within(said: Day, shown: Day) -> bool:
    """Whether `shown` proves `said`: what was said is the same, or was left open."""
    return all(not part or part == other for part, other in zip(said, shown, strict=True))


_CENTURY, _SHORT_YEAR = 2000, 2


def _day(order: str, groups: tuple[str | None, ...]) -> Day:
    part = {key: group for key, group in zip(order, groups, strict=True) if group}
    month, day = part.get("m"), part.get("d")
    year = part.get("y", "0")
    return (
        int(year) + (_CENTURY if len(year) == _SHORT_YEAR else 0),
        None if month is None else int(month) if month.isdigit() else _NUMBERS[month.lower()],
        None if day is None else int(day),
    )
