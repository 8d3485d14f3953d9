"""
The terms that a text is found by: stems for its own language, skeletons of sound across languages.

Common words count only inside texts, never in questions. Whatever a user types becomes a valid FTS5
expression, because each term is quoted.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from assistant.language import stem, words
from assistant.language.phonetic import skeleton

_Term = TypeVar("_Term")
Codes = NDArray[np.uint32]
CODE = np.dtype(np.uint32).newbyteorder("<")

_MOST_WORDS = 24
_SOUND = "~"
_COMMON = frozenset(
    """a an the of in on at to for from by with and or is are was were be been do does did has have
    had it its this that these those as what which who whom whose when where why how many much
    и в во на с со к ко у о об от до по за из для не ни что как какой какая какое какие каком каким
    каких какую кто кем кого кому где когда почему зачем сколько чем чего чему это этот эта эти был
    была было были есть ли же бы а но или он она оно они его ее их который которая которые которое
    """.split()  # noqa: SIM905 - a list would be a line for each word
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The terms of a question, each once."""

    stems: tuple[str, ...]
    sounds: tuple[str, ...]

    @property
    def terms(self) -> tuple[str, ...]:
        """All of them."""
        return self.stems + self.sounds


def asked(question: str) -> Asked:
    """
    Return the terms of a question, common words left out.

    >>> asked("What is the licence of Qwen?")
    Asked(stems=('licenc', 'qwen'), sounds=('~lknk', '~kvn'))
    """
    chosen = [word for word in dict.fromkeys(words(question)) if word not in _COMMON][:_MOST_WORDS]
    stems, sounds = (dict.fromkeys(map(term, chosen)) for term in (stem, _sound))
    return Asked(tuple(stems), tuple(sounds))


def indexed(text: str) -> list[str]:
    """Return the terms of a text that is to be found, in order and with repetitions."""
    found = words(text)
    return [*map(stem, found), *(_sound(word) for word in found if word not in _COMMON)]


def codes(terms: Iterable[str]) -> Codes:
    """Return the terms as numbers, sorted, each once."""
    return np.unique(np.fromiter((crc32(term.encode()) for term in set(terms)), CODE))


def expression(terms: Iterable[str]) -> str:
    """Return the FTS5 expression that finds any of the terms."""
    return " OR ".join('"' + term.replace('"', '""') + '"' for term in terms)


def weights(
    terms: Iterable[_Term], frequencies: Mapping[_Term, int], passages: int
) -> dict[_Term, float]:
    """Return what each term is worth, 1 together: rare terms much, as in BM25."""
    worth = {
        term: math.log(1 + (passages - frequencies[term] + 0.5) / (frequencies[term] + 0.5))
        for term in terms
    }
    total = sum(worth.values())
    return {term: value / total for term, value in worth.items()} if total else {}


def _sound(word: str) -> str:
    return _SOUND + skeleton(word)
