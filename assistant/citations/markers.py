"""Markers such as `[1]`, `[1, 2]`, `[1][2]` and `【3】`: which evidence a text cites."""

import re
from collections.abc import Iterable

_MARKER = re.compile(r"\s*[\[【]\s*(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\s*[\]】](?!\()")


def cited(text: str) -> tuple[int, ...]:
    """
    Return the cited numbers in order, each once.

    >>> cited("Вышла в 2025 [2, 1]. Лицензия [2]")
    (2, 1)
    """
    numbers = [int(n) for group in _MARKER.findall(text) for n in re.findall(r"\d+", group)]
    return tuple(dict.fromkeys(numbers))


def with_markers(text: str, numbers: Iterable[int], between: str = "") -> str:
    """
    Return `text` with a marker behind it for each number, `between` before each of them.

    >>> with_markers("It is open.", (1, 2)), with_markers("It is open.", (1, 2), " ")
    ('It is open.[1][2]', 'It is open. [1] [2]')
    """
    return text + "".join(f"{between}[{number}]" for number in numbers)


def without_markers(text: str) -> str:
    """Return `text` without its markers."""
    return _MARKER.sub("", text).strip()
