"""Which versions of a program a question names: 0.3.9, v6.31.0, 2.0.0rc1, b5200, "Bell 6"."""

import re

from assistant.language import take_dates

_VERSION = re.compile(
    r"(?<![\w.-])(?:v(?=\d))?"
    r"(\d+\.\d+(?:\.\d+)*(?:[-.]?(?:rc|alpha|beta|dev|post|a|b)[-.]?\d+)?|b\d{4,6})"
    r"(?![\w%]|[.,]\d|-(?!alpha|beta|pre|dev)[a-z]{3})",
    re.IGNORECASE,
)
_MAJOR = re.compile(
    r"(?<=[\w.])\s+(?:v|version\s+|верси\w+\s+)?(\d{1,3})(?![\w%]|[.,:]\d)", re.IGNORECASE
)
_UNIT = re.compile(
    r"\s*(?:b|bn|gb|гб|mb|мб|млрд|млн|billion|million|тыс|гиг|gib|tokens?|ток)", re.IGNORECASE
)


def versions(text: str) -> tuple[str, ...]:
    """
    Return the versions in `text`, without a leading v; sizes and dates are none.

    >>> versions("What changed between gradio 6.30.0 and v6.31.0?")
    ('6.30.0', '6.31.0')
    >>> versions("0.6B, 32.8 млрд, 29.04.2025, 4.7-Flash")
    ()
    """
    without_dates, _ = take_dates(text)
    found = (
        match[1].lower()
        for match in _VERSION.finditer(without_dates)
        if not _UNIT.match(without_dates, match.end())
    )
    return tuple(dict.fromkeys(found))


def majors(text: str) -> tuple[int, ...]:
    """
    Return the numbers in `text` that may be a program's first number alone.

    >>> majors("What did Bell 6 drop on 5 March 2025 for 2 GB?")
    (6,)
    """
    without_dates, _ = take_dates(text)
    found = (
        int(match[1])
        for match in _MAJOR.finditer(without_dates)
        if not _UNIT.match(without_dates, match.end())
    )
    return tuple(dict.fromkeys(found))
