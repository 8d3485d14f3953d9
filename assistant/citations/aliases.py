"""
Short names of releases: v0.6.6 for "Ollama v0.6.6", 8B for Qwen3-8B, Scout for "Llama 4 Scout".

A short name counts where one of the releases that the sentence cites is called so, and no other.
Not covered: short names of releases that are not cited.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

_VERSION = re.compile(r"v?(\d+\.\d[\w.]*)|b\d{4,6}")
_SIZE = re.compile(r"\d[\d.]*[BMT]?(?:-A\d[\d.]*B)?")
_BARE_SIZE = re.compile(r"\d[\d.]*[bmt]", re.IGNORECASE)
_AND = r"(?:\s*,\s*(?:and\s+|и\s+)?|\s+(?:and|or|и|или)\s+)"
_NEXT, _PREVIOUS = rf"(?:{_AND}\d[\d.]*[bm])*", rf"(?:\d[\d.]*[bm]{_AND})*"
"""Other sizes that a word for a model is said of too: "the 7B, 14B and 32B models"."""
_COUNTED = re.compile(r"\s*(?:total|active|param|token|активн|парам|токен|всего)", re.IGNORECASE)
_MODEL = re.compile(
    rf"{_NEXT}\s*(?:model|version|variant|ones?\b|distill|дистилл|модел|верси|вариант)",
    re.IGNORECASE,
)
_MODEL_OF = re.compile(
    r"(?:\b(?:у|для|for|than|чем|модел\w+|верси\w+|вариант\w*|of\s+the)\s+|^\s*)"
    rf"{_PREVIOUS}$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Z][a-z]{2,}")
_KINDS = frozenset({"Base", "Instruct", "Thinking", "Chat", "Small", "Large", "Distill", "Preview"})
"""Words for kinds of releases, which are said of others too."""


def short_names(subjects: Iterable[str]) -> frozenset[str]:
    """
    Return the short names that mean one of `subjects`.

    >>> sorted(short_names(["Ollama v0.6.6", "Qwen3-8B", "GLM-4.5-Air", "Qwen3-8B-Base"]))
    ['0.6.6', '8B', 'Air', 'v0.6.6']
    """
    counted = Counter(name for subject in set(subjects) for name in set(_short(subject)))
    return frozenset(name for name, count in counted.items() if count == 1)


def is_short(name: str, subject: str) -> bool:
    """
    Whether `name` in lower case is a short name of `subject`.

    >>> is_short("scout", "Llama 4 Scout"), is_short("qwen3", "Qwen3-8B")
    (True, False)
    """
    return name in map(str.lower, _short(subject))


def is_called(subject: str, name: str) -> bool:
    """Whether `name` in lower case is the name of `subject`, or a short one."""
    return name == subject.lower() or is_short(name, subject)


def sizes(subjects: Iterable[str]) -> frozenset[str]:
    """Return the bare sizes by which some of `subjects` may be called, in one text several."""
    return frozenset(name for one in subjects for name in _short(one) if is_size(name))


def is_size(name: str) -> bool:
    """Whether a name is a bare size: 8B, 30B-A3B."""
    return name[-1:] in "BbTt" and _SIZE.fullmatch(name.upper()) is not None


def is_name(text: str, match: re.Match[str]) -> bool:
    """Whether a known name is one here: a bare size only beside a word for a model."""
    if not _BARE_SIZE.fullmatch(match[0]):
        return True
    after, before = text[match.end() :], text[: match.start()]
    return not _COUNTED.match(after) and bool(_MODEL.match(after) or _MODEL_OF.search(before))


def _short(subject: str) -> Iterator[str]:
    *front, last = re.split(r"[ -](?![Aa]\d)", subject)
    if not front:
        return
    if version := _VERSION.fullmatch(last):
        yield from {last, version[1] or last}
        return
    if is_size(last) or (_WORD.fullmatch(last) and last not in _KINDS):
        yield last
    if is_size(last) and "-" in last:
        yield last.split("-")[0]
