"""What a reader sees of a passage: without link targets, addresses, tags and hashes."""

import re

_HIDDEN = re.compile(
    r"""
    (?<=\])\([^()\s]*(?:\s+"[^"]*")?\)   # the target of a link
    | https?://[^\s)>\]]*[^\s)>\].,;:!?]  # a bare address
    | </?[a-zA-Z][^<>]{0,500}>            # a tag
    | \b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,64}\b   # a commit
    """,
    re.VERBOSE,
)
_MARKS = re.compile(r"[`*_|#>\[\]]+|[-=:]{3,}")


def visible(text: str) -> str:
    """
    Return the words of `text` alone, to be embedded and counted; quotes keep the text itself.

    >>> visible("* feat: **tool calls** by [@abc](https://github.com/abc) in `612abdf`")
    'feat: tool calls by @abc in'
    """
    return " ".join(_MARKS.sub(" ", _HIDDEN.sub(" ", text)).split())
