"""
A look on the web before the answer, when the user asks for it by `search: …`.

The page offers it under an answer that found nothing; the click is the user's consent. What is
found is kept in the library, so that the answer quotes it like any other document.
"""

import re
from collections.abc import Callable

from assistant.domain import Step

WebSearch = Callable[[str], int]
"""Fetches what a search engine names for some words; returns how many documents are there now."""

_ASKED = re.compile(r"^\s*search:\s*(?=\S)", re.IGNORECASE)


def is_asked(text: str) -> bool:
    """Whether `text` asks for a look on the web first."""
    return _ASKED.match(text) is not None


def without_request(text: str) -> str:
    """
    Return the question alone.

    >>> without_request("search: what is new in polars 1.5?")
    'what is new in polars 1.5?'
    """
    return _ASKED.sub("", text)


def look(words: str, search: WebSearch) -> Step:
    """Search the web and tell what came of it."""
    return Step("web_search", {"query": words}, str(search(words)))
