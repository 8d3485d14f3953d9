"""
Dates in any usual form: 2025-04-29, 29.04.2025, 29 апреля 2025 г., April 29, 2025, апрель 2025.

A bare year from 1980 to 2039 counts too. Not covered: years without a century, quarters.
"""

import re

Day = tuple[int, int | None, int | None]
"""Year, month, day; what was not written is None."""

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
        (rf"\b{_YEAR}[-./](\d\d?)[-./](\d\d?)\b", "ymd"),
        (rf"\b(\d\d?)[./](\d\d?)[./]{_YEAR}\b", "dmy"),
        (rf"\b(\d\d?)(?:st|nd|rd|th|-?го)?\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}\b", "dmmy"),
        (rf"\b{_MONTH}\s+(\d\d?)(?:st|nd|rd|th)?,?\s+{_YEAR}\b", "mmdy"),
        (rf"\b{_MONTH},?\s+(?:of\s+)?{_YEAR}\b", "mmy"),
        (rf"(?<![\w.,-]){_YEAR}(?![\w-]|[.,]\d)", "y"),
    )
)


def find_dates(text: str) -> list[tuple[int, int, Day]]:
    """Return begin, end and day of each date in `text`, in no particular order."""
    found: list[tuple[int, int, Day]] = []
    for pattern, order in _FORMS:
        found += [(*match.span(), _day(order, match.groups())) for match in pattern.finditer(text)]
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    return found


def take_dates(text: str) -> tuple[str, frozenset[Day]]:
    """
    Return `text` without its dates, and the dates.

    >>> take_dates("Вышла 29 апреля 2025 г.")
    ('Вышла   г.', frozenset({(2025, 4, 29)}))
    """
    found = find_dates(text)
    for begin, end, _ in sorted(found, reverse=True):
        text = f"{text[:begin]} {text[end:]}"
    return text, frozenset(day for _, _, day in found)


def within(said: Day, shown: Day) -> bool:
    """Whether `shown` proves `said`: what was said is the same, or was left open."""
    return all(part is None or part == other for part, other in zip(said, shown, strict=True))


def _day(order: str, groups: tuple[str | None, ...]) -> Day:
    part = {key: group for key, group in zip(order, groups, strict=True) if group}
    month, day = part.get("m"), part.get("d")
    return (
        int(part["y"]),
        None if month is None else int(month) if month.isdigit() else _NUMBERS[month.lower()],
        None if day is None else int(day),
    )
