"""
Bytes of a document as the text that is kept and quoted, with its title and day.

Markdown and plain text stay as they are, but for comments, which hide orders to machines; what
stands before them in YAML may tell title and day. HTML
becomes Markdown without menus, scripts and what a reader cannot see. PDF becomes its text.
"""

import re
from dataclasses import dataclass
from datetime import date

from assistant.domain.front_matter import front_matter
from assistant.errors import ContentRefused
from assistant.sources.decoding import decode
from assistant.sources.front_matter import stated
from assistant.sources.html import read_html
from assistant.sources.markdown import without_comments
from assistant.sources.pdf import read_pdf

_HTML = ("text/html", "application/xhtml+xml")
_MARKDOWN = ("text/markdown", "text/x-markdown")
_PLAIN = ("text/plain", "text/x-rst")
_HEADING = re.compile(r"^#{1,2}[ \t]+(\S[^\n]{0,300})$", re.MULTILINE)
_IS_HTML = re.compile(r"\s*(?:<!DOCTYPE\s+html|<html[\s>])", re.IGNORECASE)
_SIGNATURE = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b", b"\x7fELF")


@dataclass(frozen=True, slots=True)
class Reading:
    """A document's text; title "" and day None where it tells none."""

    title: str
    text: str
    published: date | None = None


def read_text(body: bytes, content_type: str, url: str, charset: str | None = None) -> Reading:
    """Read a document; raises `ContentRefused` when it is not what it says, or has no text."""
    try:
        reading = _read(body, content_type, url, charset)
    except ContentRefused as error:
        raise ContentRefused(f"{_name(url)}: {error}") from error
    if not reading.text.strip():
        raise ContentRefused(f"{_name(url)} has no text that can be read.")
    return reading


def _read(body: bytes, content_type: str, url: str, charset: str | None) -> Reading:
    if content_type == "application/pdf":
        return Reading(*read_pdf(body))
    if content_type not in _HTML + _MARKDOWN + _PLAIN:
        raise ContentRefused(f"Documents of type {content_type!r} are not read.")
    if body.startswith(_SIGNATURE):
        raise ContentRefused(f"This says it is {content_type}, but it is not.")
    text = decode(body, content_type, charset)
    if content_type in _HTML or _IS_HTML.match(text):  # pages often say that they are plain text
        return Reading(*read_html(text, url))
    title, day = stated(text)
    if content_type in _PLAIN:
        return Reading(title, text, day)
    text = without_comments(text)
    heading = _HEADING.search(text, len(front_matter(text)))
    return Reading(title or (heading[1].strip(" #") if heading else ""), text, day)


def _name(url: str) -> str:
    return url if len(url) <= 200 else url[:200] + "…"
