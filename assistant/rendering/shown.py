"""How a sentence looks on a line: a quote loses its Markdown, and its line breaks."""

import re

from assistant.domain import Sentence

_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_EMPHASIS = re.compile(
    r"\*\*|__|`|</?(?:b|i|em|strong|code|br|sup|sub|summary|details|u|kbd|span|p)(?:\s[^<>]*)?/?>"
)
"""Marks and tags that only say how a text looks."""


def shown(sentence: Sentence) -> str:
    r"""
    Return the text of `sentence` for a reader; the record of the answer keeps it verbatim.

    >>> shown(Sentence("A **bell**, see\n [#7](https://a.example/7)", "quote"))
    'A bell, see #7'
    >>> shown(Sentence("<summary>A <b>bell</b> < 5 kg", "quote"))
    'A bell < 5 kg'
    """
    if sentence.by != "quote":
        return sentence.text
    return " ".join(_EMPHASIS.sub("", _LINK.sub(r"\1", sentence.text)).split())
