"""
Releases called by their size or order: "the smaller model", "старшая", "the former".

They are resolved where the text before names two releases that tell it by their own names. Not
covered: "the new one", "the fast one", roles among more than two.
"""

import re
from collections.abc import Sequence

from assistant.citations.quantities import parts_of
from assistant.citations.reading import Mention, Reading

_MODEL = r"(?:\s+(?:model|one|version|модел\w+|верси\w+|вариант\w*))?"
_SMALLER = re.compile(
    rf"\b(?:the\s+smaller{_MODEL}|младш\w+{_MODEL}"
    rf"|(?:меньш(?:ая|ей|ую)|мал(?:ая|ой|ую))\s+модел\w+)",
    re.IGNORECASE,
)
_LARGER = re.compile(
    rf"\b(?:the\s+(?:larger|bigger){_MODEL}|старш\w+{_MODEL}|(?:больш(?:ая|ей|ую))\s+модел\w+)",
    re.IGNORECASE,
)
_FORMER = re.compile(
    r"\b(?:the\s+former|перв(?:ая|ой|ую))\b(?!\s+\w+(?:ая|ой|ую)\b)", re.IGNORECASE
)
_LATTER = re.compile(r"\b(?:the\s+latter|втор(?:ая|ой|ую))\b", re.IGNORECASE)
_MIXTURE = re.compile(
    r"\bmoe[\s-]+(?:model|one|version|модел\w+|верси\w+|вариант\w*)", re.IGNORECASE
)
_DENSE = re.compile(
    r"\b(?:dense\s+(?:model|one|version)|плотн\w+\s+(?:модел\w+|верси\w+|вариант\w*))",
    re.IGNORECASE,
)
_MIXED = re.compile(r"-a\d[\d.]*b\b|\b\d+x\d")
"""Names that tell how many parameters are active, or how many experts there are."""


def with_roles(
    said: Reading, before: Sequence[str], offered: Sequence[str] = (), cited: Sequence[str] = ()
) -> Reading:
    """
    Return the reading with names where a sentence without names calls two releases by roles.

    Of a family that was named these are the smallest and the largest of those `offered`; else they
    may be the two that the sentence has `cited`.
    """
    names = list(dict.fromkeys(before))
    if len(names) == 1:
        own = sorted((one for one in offered if one.startswith(f"{names[0]}-")), key=_size)
        names = [own[0], own[-1]] if len(own) > 1 else names
    found = list(_mentions(said, (_FORMER, _LATTER), names)) if len(names) == 2 else []
    names = names if len(names) == 2 else list(dict.fromkeys(cited))
    if len(names) != 2 or said.things:
        return said
    found += _mentions(said, (_SMALLER, _LARGER), _by_size(names))
    found += _mentions(said, (_MIXTURE, _DENSE), _by_build(names))
    return said.with_names(found) if found else said


def _by_size(names: Sequence[str]) -> tuple[str, ...]:
    """Return the smaller and the larger of two names that tell it."""
    small, large = sorted(names, key=_size)
    return (small, large) if 0 < _size(small) < _size(large) else ()


def _by_build(names: Sequence[str]) -> tuple[str, ...]:
    """Return the names when the first is told to be a mixture of experts and the second is not."""
    mixed = [name for name in names if _MIXED.search(name)]
    return (*mixed, *(name for name in names if name not in mixed)) if len(mixed) == 1 else ()


def _mentions(
    said: Reading, words: Sequence[re.Pattern[str]], names: Sequence[str]
) -> list[Mention[str]]:
    return [
        Mention(match.start(), match.end(), name)
        for pattern, name in zip(words, names, strict=False)
        for match in pattern.finditer(said.text)
    ]


def _size(name: str) -> float:
    """Return the size in a name, 0 where there is none."""
    sizes = [float(max(part.scaled)) for part in parts_of(name) if part.has_scale]
    return max(sizes, default=0.0)
