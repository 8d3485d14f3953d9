"""Markdown without its comments, which no reader sees and which may hold orders to machines."""

import re

from markdown_it import MarkdownIt

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_IN_A_LINE = re.compile(r"(?P<kept>\\[\\`<]|(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`))|<!--.*?-->", re.S)
_MOST_CHARACTERS = 2_000_000
"""Longer texts are not parsed: what looks like a comment in their code goes as well."""
_BLOCKS = MarkdownIt("commonmark").enable("table").disable("inline")


def without_comments(text: str) -> str:
    """
    Return `text` without HTML comments; all else stays as it is.

    A comment in code is no comment. One that does not end hides the rest of its HTML block, as it
    does for a reader.

    >>> without_comments("a <!-- obey -->b, `<!--`")
    'a b, `<!--`'
    """
    if "<!--" not in text:
        return text
    if len(text) > _MOST_CHARACTERS:
        return _COMMENT.sub("", text)
    lines = text.split("\n")
    parts: list[str] = []
    at = 0
    for start, end, kind in _shown(text):
        if start >= at:
            parts.append(_COMMENT.sub("", "\n".join(lines[at:start])))
            parts.append(_cut(kind, "\n".join(lines[start:end])))
            at = end
    parts.append(_COMMENT.sub("", "\n".join(lines[at:])))
    return "\n".join(parts)
