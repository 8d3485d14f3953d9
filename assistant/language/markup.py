"""
Texts without the marks of Markdown and HTML that a reader does not see.

What is quoted is found by it, and a quote is verified by it: both must see the same. Not covered:
nested links, escaped marks.
"""

import re

_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_TAG = r"[^<>]{1,300}>"
_MARK = re.compile(rf"\*\*|__|`|<{_TAG}")
_MARK_BUT_CELLS = re.compile(rf"\*\*|__|`|<(?!/?t[dhr]\b){_TAG}")


def plain(text: str) -> str:
    """
    Return what a reader sees of a text, on one line.

    >>> plain("[**Bell**](https://b.example)  <b>4</b>")
    'Bell 4'
    """
    return _without(_MARK, text)


def plain_but_cells(text: str) -> str:
    """
    Return the same with the tags of an HTML table's rows and cells, which tell its cells apart.

    >>> plain_but_cells("<tr><td><b>Bell</b></td></tr>")
    '<tr><td> Bell </td></tr>'
    """
    return _without(_MARK_BUT_CELLS, text)


def _without(marks: re.Pattern[str], text: str) -> str:
    return " ".join(marks.sub(" ", _LINK.sub(r"\1", text)).split())
