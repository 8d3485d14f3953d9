"""
Which documents a question names, by what they are called: subject, title, address.

A change log seldom says whose it is: that stands in its file's name, "helmet_CHANGELOG.md". A word
that many documents are called by ("readme", "model") says little, one that all have nothing.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from urllib.parse import unquote, urlsplit

from assistant.knowledge.lexical import indexed

_NO_WORDS = re.compile(r"[\W_]+|\b[0-9a-f]{12,}\b")
_JS = re.compile(r"(?<=[a-z]{3})\.?js\b", re.IGNORECASE)
_NEAR_BEST = 0.7
_LEAST = 0.25
"""The least that a document must be named by: the share of what one rare word would be worth."""


class DocumentNames:
    """The terms that documents are called by."""

    def __init__(self, rows: Iterable[tuple[int, str, str, str]] = ()) -> None:
        """Take (key, subject, title, address) of each document."""
        self._terms = {key: _terms(f"{subject} {title}", url) for key, subject, title, url in rows}
        self._counts = Counter(term for terms in self._terms.values() for term in terms)

    def named(self, terms: Collection[str]) -> frozenset[int]:
        """Return the keys of the documents that are named best by the `terms` of a question."""
        worth = {term: self._worth(term) for term in terms if term in self._counts}
        scores = {key: self._score(own, worth) for key, own in self._terms.items()}
        best = max(scores.values(), default=0.0)
        if best <= _LEAST * math.log(len(self._terms) + 1):
            return frozenset()
        return frozenset(key for key, score in scores.items() if score >= _NEAR_BEST * best)

    def has(self, terms: Collection[str]) -> bool:
        """Whether some document is called by one of `terms`."""
        return any(term in self._counts for term in terms)

    def _score(self, own: Collection[str], worth: Mapping[str, float]) -> float:
        return sum(value for term, value in worth.items() if term in own)

    def _worth(self, term: str) -> float:
        return math.log(len(self._terms) / self._counts[term])


def without_js(words: str) -> str:
    """
    Return the names of JavaScript's packages without their ending.

    >>> without_js("CesiumJS and math.js")
    'Cesium and math'
    """
    return _JS.sub("", words)


def called(subject: str, title: str, url: str) -> str:
    """
    Return the words that a document is called by, its address's last parts included.

    >>> called("", "Changelog", "file:///notes/bell/helmet_CHANGELOG.md")
    'Changelog notes bell helmet CHANGELOG md'
    """
    path = unquote(urlsplit(url).path).rsplit("/", 6)[-6:]
    parts = (subject, title, " ".join(path[-3:]) if url.startswith("file:") else " ".join(path))
    return " ".join(" ".join(_NO_WORDS.sub(" ", part).split()) for part in parts if part)


def _terms(names: str, url: str) -> frozenset[str]:
    spaced = called("", names, url)
    said = f"{names.replace('_', ' ')} {spaced}"
    return frozenset(indexed(f"{said} {without_js(said)}"))
