"""
What is embedded of a passage: all of it, and its sentences.

A question is about one sentence; the vector of a whole passage blurs it, and a sentence alone lacks
what stands around it. Both are compared. Lines of code and of tables are no sentences, and a short
passage is one window: that saves a quarter of the work, which is what indexing takes time for.
"""

import re
from collections.abc import Iterable, Sequence

from assistant.knowledge.visible import visible
from assistant.language import split

_SHORT_SENTENCE = 40
"""A shorter one is joined with the next: it says little alone. Letters."""

_SHORT_PASSAGE = 160
_LONGEST_HEADING = 60
_LONGEST_WHOLE = 1600
"""A longer passage is one block of code or one table; its beginning says what it is. Letters."""

_NO_SENTENCES = re.compile(
    r"^[ \t]*(?P<fence>```+|~~~+).*?^[ \t]*(?P=fence)[ \t]*$|^[ \t]*\|[^\n]*$",
    re.DOTALL | re.MULTILINE,
)
_CREDITS = re.compile(
    r"""
    [ \t]?\(?\#\d+\)?                                                 # a pull request
    | \bby\s+@[\w\[\]-]+(?:,?\s+(?:and\s+)?@[\w\[\]-]+)*(?:\s+in\b)?  # who made it
    | \bThanks\s+@[\w\[\]-]+!
    """,
    re.VERBOSE,
)


def windows(text: str, above: Sequence[str] = ()) -> list[str]:
    """
    Return all of `text` under the last heading above it, then its sentences, as a reader sees them.

    Who made a change does not count.

    >>> windows("Fix the bell, by @ann in #12", ["1.4"])
    ['1.4 Fix the bell,']
    """
    heading = [name[:_LONGEST_HEADING] for name in above[-1:] if name not in text]
    whole = " ".join([*heading, _seen(text[: 2 * _LONGEST_WHOLE])]).strip()[:_LONGEST_WHOLE]
    if len(whole) <= _SHORT_PASSAGE:
        return [whole] if whole else []
    sentences = _joined(_seen(sentence) for sentence in split(_NO_SENTENCES.sub("", text)))
    return [whole, *sentences] if len(sentences) > 1 else [whole]


def _seen(text: str) -> str:
    return visible(_CREDITS.sub("", text))


def _joined(sentences: Iterable[str]) -> list[str]:
    found: list[str] = []
    for sentence in filter(None, sentences):
        if found and len(found[-1]) < _SHORT_SENTENCE:
            found[-1] += " " + sentence
        else:
            found.append(sentence)
    return found
