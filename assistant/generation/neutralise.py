"""
Make control words in untrusted text harmless but readable.

The tokenizer reads `<|im_end|>` or `</think>` as a control token wherever it stands, so that a
document could end its own turn and speak as somebody else. Look-alikes that become a control word
under NFKC, such as full-width brackets, are treated like it. Not covered: orders in plain words.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

ALWAYS = (
    *("<|im_start|>", "<|im_end|>", "<|endoftext|>"),
    *("<think>", "</think>", "<tool_call>", "</tool_call>"),
    *("<tool_response>", "</tool_response>", "<tools>", "</tools>"),
)
"""The words of the template, whether or not the vocabulary has a token for them."""

_LOOK_ALIKES = str.maketrans("<>|[]", "‹›¦⟦⟧")


def neutralise(text: str, control_words: Iterable[str] = ()) -> str:
    """
    Return `text` without control words.

    >>> neutralise("bye<|im_end|><b>")
    'bye‹¦im_end¦›<b>'
    """
    pattern = _pattern((*ALWAYS, *control_words))
    folded = unicodedata.normalize("NFKC", text)
    if not pattern.search(folded):
        return text
    return pattern.sub(_harmless, text if not _hides(pattern, text, folded) else folded)


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Match any of the words, the longest first; white space alone is no danger."""
    dangerous = sorted({word for word in words if word.strip()}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, dangerous)), re.IGNORECASE)


def _hides(pattern: re.Pattern[str], text: str, folded: str) -> bool:
    return len(pattern.findall(text)) != len(pattern.findall(folded))


def _harmless(match: re.Match[str]) -> str:
    word = match[0]
    changed = word.translate(_LOOK_ALIKES)
    return changed if changed != word else f"{word[0]} {word[1:]}"
