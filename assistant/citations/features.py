"""
What can be checked exactly in a sentence: numbers, dates, versions, names, Latin words, polarity.

Not covered: what the sentence means.
"""

import re
from dataclasses import dataclass

from assistant.citations.quantities import Quantity, parts_of, quantities
from assistant.language import Day, take_dates

_VERSION = re.compile(r"(?<![\w.-])(?:v?\d+(?:\.\d+){2,}\w*(?:\.\w+)*|b\d{4,6})\b", re.IGNORECASE)
_NAME = re.compile(
    r"(?<![\w.-])(?:[a-z][\w.]*(?:-[\w.]+)*|\d[\d.]*b-a\d[\d.]*b)", re.IGNORECASE | re.ASCII
)
_NEGATION = re.compile(
    r"\b(?:не(?!\s+только)|нет|без|ни|нельзя|отсутств\w*|not(?!\s+only)|no|never|none|without"
    r"|cannot|lacks?|absent|\w+n[’']t)\b",
    re.IGNORECASE,
)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Features:
    """What can be checked exactly in a text; names, versions and words in lower case."""

    quantities: frozenset[Quantity]
    """Numbers that stand by themselves; those inside names are in `name_numbers`."""
    name_numbers: frozenset[Quantity]
    dates: frozenset[Day]
    versions: frozenset[str]
    names: frozenset[str]
    """Latin names with a digit: `qwen3-32b-base`, `30b-a3b`."""
    latin: frozenset[str]
    """Latin words: all of them in a Russian text, the capitalised ones in an English text."""
    negative: bool
    foreign: bool
    """Chinese, Japanese or Korean characters, which slip out of small Qwen models."""


def features(text: str) -> Features:
    """Find what can be checked in `text`."""
    rest, dates = take_dates(text)
    versions = _VERSION.findall(rest)
    rest = _VERSION.sub(" ", rest)
    words = [word.strip(".-") for word in _NAME.findall(rest)]
    named = frozenset(word.lower() for word in words if _DIGIT.search(word))
    return Features(
        quantities=quantities(_NAME.sub(" ; ", rest)),
        name_numbers=frozenset(part for name in named for part in parts_of(name)),
        dates=dates,
        versions=frozenset(version.lower().lstrip("v") for version in versions),
        names=named,
        latin=frozenset(_proper_words(words, text)),
        negative=_NEGATION.search(text) is not None,
        foreign=_CJK.search(text) is not None,
    )


def _proper_words(words: list[str], text: str) -> list[str]:
    plain = [word for word in words if len(word) > 2 and not _DIGIT.search(word)]
    if not _CYRILLIC.search(text):
        plain = [word for word in plain if word[0].isupper() and not text.lstrip().startswith(word)]
    return [word.lower() for word in plain]
