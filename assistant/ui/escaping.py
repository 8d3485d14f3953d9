"""
Text of others made harmless before our own markup is put around it.

Every ASCII punctuation mark becomes a character reference, so that neither HTML nor Markdown can
begin inside such text: no tags, images, links, addresses made clickable, tables or headings.
Characters that cannot be seen (control, direction, tag characters, surrogates) are dropped.
"""

import string
import unicodedata

_REFERENCES = str.maketrans({mark: f"&#{ord(mark)};" for mark in string.punctuation})
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs"})


def harmless(text: str) -> str:
    r"""
    Return `text` on one line, safe in HTML, in an attribute and in Markdown.

    >>> harmless("![x](//h)\n<b>")
    '&#33;&#91;x&#93;&#40;&#47;&#47;h&#41; &#60;b&#62;'
    """
    return " ".join(_seen(text).split()).translate(_REFERENCES)


def harmless_lines(text: str) -> str:
    """Return `text` made harmless, its line breaks kept as `<br>`."""
    return "<br>".join(harmless(line) for line in text.strip().splitlines())


def _seen(text: str) -> str:
    spaced = text.replace("\n", " ").replace("\t", " ").replace("\r", " ")
    return "".join(mark for mark in spaced if unicodedata.category(mark) not in _UNSEEN)
