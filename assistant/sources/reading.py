"""
Bytes of a document as the text that is kept and quoted, with its title and day.

Markdown and plain text stay as they are, but for comments, which hide orders to machines. HTML
becomes Markdown without menus, scripts and what a reader cannot see. PDF becomes its text.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import lxml.etree
import lxml.html
import trafilatura

from assistant.errors import ContentRefused
from assistant.sources.decoding import cleaned, decode
from assistant.sources.pdf import read_pdf

_HTML = ("text/html", "application/xhtml+xml")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HEADING = re.compile(r"^#{1,2}[ \t]+(\S[^\n]{0,300})$", re.MULTILINE)
_SIGNATURE = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b")
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0*)?\s*(?:;|$)"
    r"|font-size\s*:\s*0|text-indent\s*:\s*-\d{3}",
    re.IGNORECASE,
)
_NO_TEXT = ("script", "style", "template", "noscript", "svg", "object", "iframe", "form")


@dataclass(frozen=True, slots=True)
class Reading:
    """A document's text; title "" and day None where it tells none."""

    title: str
    text: str
    published: date | None = None


def read_text(body: bytes, content_type: str, url: str, charset: str | None = None) -> Reading:
    """Read a document; raises `ContentRefused` when it is not what it says, or has no text."""
    if content_type == "application/pdf":
        return _worth_keeping(Reading(*read_pdf(body)), url)
    if body.startswith(_SIGNATURE):
        raise ContentRefused(f"{_name(url)} says it is {content_type}, but it is not.")
    text = decode(body, content_type, charset)
    if content_type in _HTML:
        return _worth_keeping(_read_html(text, url), url)
    text = _COMMENT.sub("", text) if "markdown" in content_type else text
    heading = _HEADING.search(text) if "markdown" in content_type else None
    return _worth_keeping(Reading(heading[1].strip(" #") if heading else "", text), url)


def _read_html(text: str, url: str) -> Reading:
    try:
        tree = _tree(text)
    except (lxml.etree.LxmlError, ValueError, AssertionError) as error:  # pyright: ignore[reportUnknownVariableType]
        raise ContentRefused(f"{_name(url)} is not HTML that can be read.") from error
    _drop_hidden(tree)
    found: Any = trafilatura.extract_metadata(tree, default_url=url)
    body = trafilatura.extract(
        tree,
        url=url,
        output_format="markdown",
        include_comments=False,
        include_tables=True,
        include_images=False,
        include_links=False,
        favor_recall=True,
    )
    title = cleaned(str(found.title or "")) if found else ""
    return Reading(" ".join(title.split())[:300], cleaned(body or ""), _stated_day(tree))


def _tree(text: str) -> Any:
    return lxml.html.document_fromstring(  # pyright: ignore[reportUnknownVariableType] - no stubs
        text.encode(), parser=_parser()
    )


def _parser() -> lxml.html.HTMLParser:
    return lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )


def _drop_hidden(tree: Any) -> None:
    """Take out what a reader cannot see: it may be there for machines alone."""
    elements: list[Any] = list(tree.iter())
    for element in elements:
        if not isinstance(element.tag, str):
            continue
        hidden = (
            element.tag in _NO_TEXT
            or "hidden" in element.attrib
            or element.get("aria-hidden") == "true"
            or _HIDDEN_STYLE.search(element.get("style") or "")
        )
        if hidden and element.getparent() is not None:
            element.drop_tree()


def _stated_day(tree: Any) -> date | None:
    """Return the day that the page states in its head; a day guessed from its text is none."""
    for wanted in (
        "//meta[@property='article:published_time']/@content",
        "//meta[@name='date' or @name='dcterms.date' or @itemprop='datePublished']/@content",
        "//time[@datetime][1]/@datetime",
    ):
        found: list[Any] = tree.xpath(wanted)
        for stated in found[:1]:
            try:
                day = datetime.fromisoformat(str(stated).strip()).date()
            except ValueError:
                continue
            if day <= datetime.now(tz=UTC).date():
                return day
    return None


def _worth_keeping(reading: Reading, url: str) -> Reading:
    if not reading.text.strip():
        raise ContentRefused(f"{_name(url)} has no text that can be read.")
    return reading


def _name(url: str) -> str:
    return url if len(url) <= 200 else url[:200] + "…"
