"""
Closed lists: what they hold, what they do not, how many, and whether a sentence gives them whole.

Not covered: "except", lists that several sentences give in parts.
"""

import re
from collections.abc import Iterator

from assistant.citations.reading import Reading, read

_NUMBER_WORDS = {
    "два": 2, "две": 2, "двух": 2, "обе": 2, "оба": 2, "три": 3, "трёх": 3, "трех": 3, "четыре": 4,
    "четырёх": 4, "четырех": 4, "пять": 5, "пяти": 5, "шесть": 6, "шести": 6, "семь": 7, "семи": 7,
    "восемь": 8, "восьми": 8, "девять": 9, "девяти": 9, "десять": 10, "десяти": 10,
    "two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_COUNTED = (
    r"модел|размер|вариант|верси|релиз|тип|формат|model|size|variant|version|release|type|format"
)
_BEFORE = re.compile(
    rf"(?<![\w.,-])(?P<n>\d{{1,2}}|{'|'.join(_NUMBER_WORDS)})\s+(?:[\w-]+\s+){{0,3}}?(?:moe-)?(?:{_COUNTED})",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?:{_COUNTED})\w*(?:\s+[\w.-]+){{0,3}}?\s*(?:[—–:-]|всего|ровно|\s)\s*(?P<n>\d{{1,2}}|{'|'.join(_NUMBER_WORDS)})(?![\w.,]*\s*\w*[BbMБ]\b|\s*(?:млрд|млн|\w*illion))(?!\w)",
    re.IGNORECASE,
)


def counts(text: str) -> frozenset[int]:
    """
    Return how many things a text says a list has.

    >>> counts("Qwen3 has six dense models"), counts("Моделей в списке — 8")
    (frozenset({6}), frozenset({8}))
    """
    return frozenset(_counts(text))


def _counts(text: str) -> Iterator[int]:
    for pattern in (_BEFORE, _AFTER):
        for match in pattern.finditer(text):
            word = match["n"].lower()
            yield int(word) if word.isdigit() else _NUMBER_WORDS[word]


def mentioned(members: tuple[str, ...], said: Reading) -> frozenset[str]:
    """Return the members that the text mentions, sizes also in words."""
    return frozenset(member for member in members if _is_mentioned(member, said))


def _is_mentioned(member: str, said: Reading) -> bool:
    pattern = rf"(?<![\w.]){re.escape(member.lower())}(?![\w]|-\w|[.,]\d)"
    if re.search(pattern, said.text.lower()):
        return True
    sizes = read(member).quantities
    return bool(sizes) and all(any(q.is_shown_by(s) for q in said.quantities) for s in sizes)
