"""
Russian or English: by script, because that is right for short questions full of Latin names.

Quoted text, code and addresses do not count. Ukrainian or Bulgarian look Russian to this rule.
"""

import re
from typing import Literal

_QUOTED = re.compile(r"`[^`]*`|\"[^\"]*\"|«[^»]*»|https?://\S+")
_CYRILLIC = re.compile(r"[а-яё]{2,}", re.IGNORECASE)
_ONE_LETTER = re.compile(r"(?<!\S)[аиуксвоя](?!\S)", re.IGNORECASE)
"""A word by itself: «а у 14B?»."""
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)


def language_of(text: str, default: Literal["ru", "en"] = "ru") -> Literal["ru", "en"]:
    """
    Return the language the answer should be in.

    >>> language_of("Какой minimum version у sglang?"), language_of("What is Qwen3?")
    ('ru', 'en')
    """
    own_words = _QUOTED.sub(" ", text)
    if _CYRILLIC.search(own_words) or _ONE_LETTER.search(own_words):
        return "ru"
    return "en" if _LATIN.search(own_words) else default
