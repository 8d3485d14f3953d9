"""
Closed lists: what they hold, what they do not, how many, and whether a sentence gives them whole.

Not covered: lists that several sentences give in parts.
"""

import re
from collections.abc import Collection, Iterator

from assistant.citations.quantities import Quantity
from assistant.citations.reading import Reading, read
from assistant.language import stem

NUMBER_WORDS = {
    "два": 2, "две": 2, "двух": 2, "обе": 2, "оба": 2, "три": 3, "трёх": 3, "трех": 3, "четыре": 4,
    "четырёх": 4, "четырех": 4, "пять": 5, "пяти": 5, "шесть": 6, "шести": 6, "семь": 7, "семи": 7,
    "восемь": 8, "восьми": 8, "девять": 9, "девяти": 9, "десять": 10, "десяти": 10,
    "two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "двумя": 2, "тремя": 3, "четырьмя": 4, "пятью": 5, "шестью": 6, "семью": 7,
    "восемью": 8, "девятью": 9, "десятью": 10, "одиннадцать": 11, "двенадцать": 12,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
"""Numbers in words, in the forms in which they count a list."""
_WORD = re.compile(rf"(?<![\w-])(?:{'|'.join(NUMBER_WORDS)})(?![\w-])", re.IGNORECASE)


def counts(said: Reading) -> frozenset[int]:
    """Return how many things a text says a list has: its bare whole numbers, and those in words."""
    return frozenset(_counts(said))


def counting(lengths: Collection[int]) -> set[str]:
    """Return the words that give such lengths, cut as words are compared."""
    return {stem(word) for word, number in NUMBER_WORDS.items() if number in lengths}


def is_count(value: Quantity) -> bool:
    """Whether a number can count a list."""
    return not value.unit and not value.has_scale and all(n == int(n) for n in value.plain)


def _counts(said: Reading) -> Iterator[int]:
    for quantity in said.quantities:
        if is_count(quantity):
            yield from map(int, quantity.plain)
    for match in _WORD.finditer(said.rest):
        yield NUMBER_WORDS[match[0].lower()]


def mentioned(members: tuple[str, ...], said: Reading, *, of_bases: bool = False) -> frozenset[str]:
    """Return the members that the text mentions, sizes also in words; of bases also as 8B-Base."""
    ending = "(?:-base)?" if of_bases else ""
    return frozenset(member for member in members if _is_mentioned(member, said, ending))


def _is_mentioned(member: str, said: Reading, ending: str) -> bool:
    pattern = rf"(?<![\w.]){re.escape(member.lower())}{ending}(?![\w]|-\w|[.,]\d)"
    if re.search(pattern, said.text.lower()):
        return True
    sizes = read(member).quantities
    return bool(sizes) and all(any(q.is_shown_by(s) for q in said.quantities) for s in sizes)
