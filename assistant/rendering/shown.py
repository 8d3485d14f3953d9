"""How a sentence looks on a line: a quote loses its Markdown, and its line breaks."""

import re

from assistant.domain import Sentence

_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_EMPHASIS = re.compile(r"\*\*|__|`")


def shown(sentence: Sentence) -> str:
    r"""
    Return the text of `sentence` for a reader; the record of the answer keeps it verbatim.

    >>> shown(Sentence("A **bell**, see\n [#7](https://a.example/7)", "quote"))
    'A bell, see #7'
    """
    if sentence.by != "quote":
        return sentence.text
    return " ".join(_EMPHASIS.sub("", _LINK.sub(r"\1", sentence.text)).split())
