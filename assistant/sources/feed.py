"""
An RSS or Atom feed: each entry is a document, or leads to one.

feedparser trusts a wrong encoding and expands what it is told to, so bytes are decoded here and a
document type is refused before it sees them.
"""

import re
from calendar import timegm
from datetime import UTC, date, datetime
from typing import Any, cast

import feedparser

from assistant.domain import Document
from assistant.errors import ContentRefused, SourceError
from assistant.sources.configuration import FeedSource
from assistant.sources.decoding import decode
from assistant.sources.fetch import READABLE, Door, Fetched
from assistant.sources.items import Broken, Expected, Items, Recall, Unchanged, Visited
from assistant.sources.reading import read_text

_FEEDS = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/xml",
        "application/rdf+xml",
        "text/xml",
        "text/html",
        "text/plain",
    }
)
_DOCTYPE = re.compile(r"<!\s*(?:DOCTYPE[^>]*\[|ENTITY)", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def gather(source: FeedSource, door: Door, recall: Recall) -> Items:
    """Yield the entries, newest as the feed has them; raises `SourceError` when it is none."""
    url = str(source.url)
    fetched = door.get(url, recall(url), accept=_FEEDS)
    if fetched.status == 304:
        yield Unchanged(url)
        return
    feed = _parsed(fetched)
    entries = feed.entries[: source.limit]
    yield Expected(len(entries))
    broken = False
    for entry in entries:
        link = str(entry.get("link") or entry.get("id") or url)
        try:
            yield _document(entry, link, source, str(feed.feed.get("title") or ""), door)
        except SourceError as error:
            broken = True
            yield Broken(link, str(error))
    if not broken:
        yield Visited(url, fetched.validators)


def _parsed(fetched: Fetched) -> Any:
    text = decode(fetched.body, "application/xml", fetched.charset)
    if _DOCTYPE.search(text):
        raise ContentRefused(f"{fetched.url} declares entities, which a feed needs not.")
    # as UTF-8 that says so itself: the parser would believe a wrong declaration
    body = '<?xml version="1.0" encoding="utf-8"?>' + _DECLARATION.sub("", text)
    headers = {"content-type": "application/xml; charset=utf-8"}
    feed = cast("Any", feedparser.parse(body.encode(), response_headers=headers))
    if not feed.entries and not feed.get("version"):
        raise ContentRefused(f"{fetched.url} is no feed.")
    return feed


def _document(entry: Any, link: str, source: FeedSource, publisher: str, door: Door) -> Document:
    title = " ".join(str(entry.get("title") or link).split())
    day = _day(entry, door.today)
    if source.pages and link.startswith(("http://", "https://")):
        fetched = door.get(link, accept=READABLE)
        reading = read_text(fetched.body, fetched.content_type, link, fetched.charset)
        text, day = reading.text, day or reading.published
    else:
        html = f"<html><body><article>{_content(entry)}</article></body></html>"
        text = read_text(html.encode(), "text/html", link).text
    return Document(
        url=link,
        title=title,
        text=text,
        publisher=publisher,
        published=day,
        authority=source.authority or "third-party",
        subject=source.subject,
    )


def _content(entry: Any) -> str:
    parts: list[Any] = entry.get("content") or []
    full = max((str(part.get("value") or "") for part in parts), key=len, default="")
    return full or str(entry.get("summary") or "")


def _day(entry: Any, today: date) -> date | None:
    """Return the day of an entry; one that is still to come is not believed."""
    stated: Any = entry.get("published_parsed") or entry.get("updated_parsed")
    if stated is None:
        return None
    try:
        day = datetime.fromtimestamp(timegm(stated), tz=UTC).date()
    except (ValueError, OverflowError, OSError):
        return None
    return day if day <= today else None
