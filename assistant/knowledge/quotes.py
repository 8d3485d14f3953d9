"""
Confirm a fact in the text of its source.

The catalogue holds no sentence of a source, but the fingerprint of the one that a fact rests on.
When the page is in the library, that sentence is found in it again, and can be shown.
"""

import re
from collections.abc import Iterator
from hashlib import sha256

from assistant.knowledge.visible import visible
from assistant.language import split

_DIGITS = 16
_LINE = re.compile(r"[^\n]+")


def fingerprint(sentence: str) -> str:
    """
    Return 16 hexadecimal digits for the words of `sentence`, whatever its marks and spaces are.

    >>> fingerprint("**Qwen3** is  here.") == fingerprint("qwen3 is here.")
    True
    """
    return sha256(" ".join(visible(sentence).casefold().split()).encode()).hexdigest()[:_DIGITS]


def fingerprints(text: str) -> dict[str, str]:
    """Return the lines and sentences of `text`, verbatim, by their fingerprints."""
    found: dict[str, str] = {}
    for part in statements(text):
        found.setdefault(fingerprint(part), part)
    return found


def statements(text: str) -> Iterator[str]:
    """Return what a fact can rest on: each line, then each sentence of it."""
    for line in _LINE.finditer(text):
        whole = line[0].strip()
        if whole:
            yield whole
            parts = split(whole)
            if len(parts) > 1:
                yield from (part.strip() for part in parts if part.strip())
