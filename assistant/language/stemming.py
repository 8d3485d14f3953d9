"""
Words and their stems, the same for search and for checking.

Russian words get the Russian Snowball stemmer, all others the English one; ё counts as е.
Not covered: lemmas ("вышла" and "выход" stay apart), other languages.
"""

import re
from functools import lru_cache
from typing import cast

import snowballstemmer

_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_CYRILLIC = re.compile(r"[а-яё]")
_RUSSIAN = snowballstemmer.stemmer("russian")
_ENGLISH = snowballstemmer.stemmer("english")


def words(text: str) -> list[str]:
    """Return the words of `text` in lower case; a number keeps its decimals."""
    return _WORD.findall(text.lower().replace("ё", "е"))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """
    Return the stem of one word.

    >>> stem("базовая") == stem("базовой"), stem("models") == stem("model")
    (True, True)
    """
    lowered = word.lower().replace("ё", "е")
    stemmer = _RUSSIAN if _CYRILLIC.search(lowered) else _ENGLISH
    return cast("str", stemmer.stemWord(lowered))


def stems(text: str) -> set[str]:
    """Return the stems of all words of `text`."""
    return {stem(word) for word in words(text)}


def overlap(wanted: set[str], own: set[str]) -> float:
    """
    Return how many stems two texts share, long texts counting less: nothing shared is 0.

    Eight stems are about a sentence, so that a short one is not preferred for being short.

    >>> overlap({"a", "b"}, {"b"}), overlap({"a"}, {"b"})
    (0.3333333333333333, 0.0)
    """
    return len(wanted & own) / (len(own) + 8) ** 0.5


def begins(word: str, beginning: str) -> bool:
    """
    Whether `word` is a form of the word that begins so; a short English beginning needs an ending.

    >>> begins("faster", "fast"), begins("fastify", "fast"), begins("лицензией", "лиценз")
    (True, False, True)
    """
    if not word.startswith(beginning):
        return False
    is_short = beginning.isascii() and len(beginning) <= _SHORT_BEGINNING
    return not is_short or _ENDING.fullmatch(word, len(beginning)) is not None


_SHORT_BEGINNING = 4
"""So short ones begin names too: "fast", Fastify."""
_ENDING = re.compile(
    r"(?:s|es|e?d|e?rs?|e?st|ly|ings?|it(?:y|ions?|ional)|age|able|ful|ness|y|i?on?s?|ations?"
    r"|less|e)?"
)
