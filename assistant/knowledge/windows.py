"""
What is embedded of a passage: all of it, and its sentences.

A question is about one sentence; the vector of a whole passage blurs it, and a sentence alone lacks
what stands around it. Both are compared.
"""

import re
from collections.abc import Iterable

from assistant.knowledge.visible import visible
from assistant.language import split

_SHORT_LETTERS = 40
"""A shorter sentence is joined with the next one: it says little alone."""

_LONG_ABOVE = 100
_CREDITS = re.compile(
    r"""
    \s*\(?\#\d+\)?                                     # a pull request
    | \bby\s+@[\w\[\]-]+(?:,?\s+(?:and\s+)?@[\w\[\]-]+)*(?:\s+in\b)?   # who made it
    | \bThanks\s+@[\w\[\]-]+!
    """,
    re.VERBOSE,
)


def windows(text: str, above: Iterable[str] = ()) -> list[str]:
    """
    Return all of `text` under what stands above it, then its sentences, as a reader sees them.

    Who made a change does not count. One sentence alone is there once.

    >>> windows("The first bell rings at seven every morning. * Fix the bell, by @ann in #12")[1:]
    ['The first bell rings at seven every morning.', 'Fix the bell,']
    """
    sentences = _joined(_seen(sentence) for sentence in split(text))
    heading = " ".join(dict.fromkeys(filter(None, above)))[:_LONG_ABOVE]
    whole = " ".join((heading, *sentences)).strip()
    if len(sentences) < 2:
        return [whole] if whole else []
    return [whole, *sentences]


def _seen(sentence: str) -> str:
    return visible(_CREDITS.sub("", sentence))


def _joined(sentences: Iterable[str]) -> list[str]:
    found: list[str] = []
    for sentence in filter(None, sentences):
        if found and len(found[-1]) < _SHORT_LETTERS:
            found[-1] += " " + sentence
        else:
            found.append(sentence)
    return found
