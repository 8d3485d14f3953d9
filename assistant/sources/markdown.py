"""Markdown without its comments, which no reader sees and which may hold orders to machines."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ENDED = re.compile(r"<!--.*?-->", re.DOTALL)
_MOST_CHARACTERS = 1_000_000
"""Longer texts are not parsed: what looks like a comment in their code goes as well."""
_PARSER = MarkdownIt("commonmark").enable("table")
_BLOCKS = MarkdownIt("commonmark").enable("table").disable("inline")


def without_comments(text: str) -> str:
    """
    Return `text` without HTML comments; all else stays as it is.

    A comment in code is none. One that does not end hides what follows, as it does on a page.

    >>> without_comments("a <!-- obey -->b, `<!--` and `<!-- c -->`")
    'a b, `<!--` and `<!-- c -->`'
    """
    if "<!--" not in text:
        return text
    if len(text) > _MOST_CHARACTERS:
        return _COMMENT.sub("", text)
    parts: list[str] = []
    is_open = False
    for kind, part in _segments(text):
        seen = part
        if is_open:
            _, end, seen = part.partition("-->")
            is_open = not end
        if kind == "inline":
            seen = _cut_line(seen)
        elif kind == "html":
            seen, start, _ = _ENDED.sub("", seen).partition("<!--")
            is_open = is_open or bool(start)
        parts.append(seen)
    return "".join(parts)


def _segments(text: str) -> Iterator[tuple[str, str]]:
    """Yield consecutive parts: running text, code, and the rest, which may be HTML."""
    lines = text.splitlines(keepends=True)
    at = 0
    for token in _BLOCKS.parse(text):
        kind = {"inline": "inline", "fence": "code", "code_block": "code"}.get(token.type)
        if token.type == "table_open":
            kind = "html"  # what looks like code may reach over the border of a cell
        if kind is None or token.map is None or token.map[0] < at:
            continue
        start, end = token.map
        yield "html", "".join(lines[at:start])
        yield kind, "".join(lines[start:end])
        at = end
    yield "html", "".join(lines[at:])


def _cut_line(text: str) -> str:
    if "<!--" not in text:
        return text
    for block in _PARSER.parse(text):
        for token in block.children or ():
            if token.type == "html_inline" and token.content.startswith("<!--"):
                if token.content not in text:  # it spans the lines of a quotation or a list
                    return _ENDED.sub("", text)
                text = text.replace(token.content, "")
    return text
