"""The title and day that a document states in the YAML before its text."""

import re
from collections.abc import Iterator
from datetime import date
from typing import cast

import yaml

from assistant.domain.front_matter import front_matter
from assistant.language import take_dates

_RULE = re.compile(r"^---$", re.MULTILINE)
_DAYS = ("date", "published", "pubdate")
_LONGEST = 300


def stated(text: str) -> tuple[str, date | None]:
    r"""
    Return the first title, "" for none, and the first day; of several days in one line the last.

    >>> stated("---\ntitle: Bell 5\n---\n---\ndate: 2025-05-08T10:00:00+03:00\n---\nText.")
    ('Bell 5', datetime.date(2025, 5, 8))
    """
    fields = list(_fields(front_matter(text)))
    titles = (value for name, value in fields if name == "title" and value)
    days = (day for name, value in fields if name in _DAYS and (day := _day(value)))
    return " ".join(next(titles, "").split())[:_LONGEST], next(days, None)


def _fields(heads: str) -> Iterator[tuple[str, str]]:
    for head in filter(str.strip, _RULE.split(heads)):
        try:
            read = yaml.load(head, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but text
        except yaml.YAMLError:
            continue
        if isinstance(read, dict):
            pairs = cast("dict[str, object]", read).items()
            yield from ((name.lower(), value) for name, value in pairs if isinstance(value, str))


def _day(value: str) -> date | None:
    days = take_dates(value[:10] if value[10:11] in ("T", " ") else value)[1]
    whole = (date(year, month, day) for year, month, day in days if month and day)
    return max(whole, default=None)
