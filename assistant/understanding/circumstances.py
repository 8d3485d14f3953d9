"""What else a question says: hardware, memory, a day, and whether it is a general one."""

import re
from calendar import monthrange
from datetime import date

from assistant.language import take_dates, words

_AS_OF = re.compile(r"(?:по\s+состоянию\s+на|на\s+дату|as\s+of|as\s+at)\s+(.{6,30})", re.IGNORECASE)
_DEVICE = re.compile(r"\b[A-Z][A-Za-z]+\s\d{3,5}\b")
_MEMORY = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:ГБ|гиг|GB|GiB|ГиБ)", re.IGNORECASE)
_GENERAL = re.compile(
    r"что\s+(?:такое|за|ты\s+знаешь|известно)|расскажи|опиши|кто\s+так|tell\s+me\s+about"
    r"|what\s+(?:is|are)\s+(?!the)|describe|overview|what\s+do\s+you\s+know",
    re.IGNORECASE,
)
_FEW_WORDS = 3
_MONTHS = 12


def as_of(text: str) -> date | None:
    """
    Return the day for which an answer is wanted: of a month, the last one.

    >>> as_of("What was there as of 2025-06-30?"), as_of("По состоянию на июнь 2025 года?")
    (datetime.date(2025, 6, 30), datetime.date(2025, 6, 30))
    """
    if match := _AS_OF.search(text):
        for year, month, day in sorted(take_dates(match[1])[1]):
            if month and month <= _MONTHS:
                last = monthrange(year, month)[1]
                return date(year, month, min(day or last, last))
    return None


def devices(text: str) -> tuple[str, ...]:
    """Return hardware named with a number, such as "RTX 5090"."""
    without_dates, _ = take_dates(text)
    return tuple(_DEVICE.findall(without_dates))


def memory_gb(text: str) -> float | None:
    """Return the gigabytes that the question says are there."""
    match = _MEMORY.search(text)
    return float(match[1].replace(",", ".")) if match else None


def is_general(text: str) -> bool:
    """Whether the question asks for nothing in particular, or is hardly more than a name."""
    return asks_what_it_is(text) or len(words(text)) <= _FEW_WORDS


def asks_what_it_is(text: str) -> bool:
    """
    Whether the question asks what something is, or to be told about it.

    >>> asks_what_it_is("Что такое Qwen3?"), asks_what_it_is("Какая лицензия у Qwen3?")
    (True, False)
    """
    return _GENERAL.search(text) is not None
