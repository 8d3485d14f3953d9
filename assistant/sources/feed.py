"""
An RSS or Atom feed: each entry is a document, or leads to one.

feedparser trusts a wrong encoding and expands what it is told to, so bytes are decoded here and a
document type with declarations is refused before it sees them.
"""

import re
from calendar import timegm
from datetime import UTC, date, datetime
from hashlib import sha256
from html import unescape
from typing import Any, cast

import feedparser

from assistant.domain import Document
from assistant.errors import ContentRefused, OfflineRefused, SourceError
from assistant.sources.configuration import FeedSource
from assistant.sources.decoding import decode
from assistant.sources.fetch import READABLE, Door, Fetched
from assistant.sources.floods import refuse_floods
from assistant.sources.html import text_of
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
_PROLOG = re.compile(r"(?:\s|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_DECLARING = re.compile(r"<!\s*DOCTYPE[^>\[]*\[|<!\s*(?:ENTITY|ELEMENT|ATTLIST)", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENTRY_END = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_MOST_CHARACTERS = 700_000
"""What feedparser reads in 2 s (measured: 0.5 MB/s, a third of it where the XML is broken)."""
_MOST_TAGS = 25_000
"""One inside the other, twice as many take 3 s."""


def gather(source: FeedSource, door: Door, recall: Recall) -> Items:
    """Yield the entries, newest as the feed has them; raises `SourceError` when it is none."""
    url = str(source.url)
    door = door.trusting(source.own)
    fetched = door.get(url, recall(url), accept=_FEEDS)
    if fetched.status == 304:
        yield Unchanged(url)
        return
    feed = parse(fetched, source.limit)
    entries: list[Any] = feed.entries[: source.limit]
    publisher = text_of(str(feed.feed.get("title") or ""))
    yield Expected(len(entries))
    broken = False
    for entry in entries:
        link = _link(entry, url)
        try:
            yield from _entry(entry, link, source, publisher, (door, recall))
        except OfflineRefused:
            raise
        except SourceError as error:
            broken = True
            yield Broken(link, str(error))
    if not broken:
        yield Visited(url, fetched.validators)


def parse(fetched: Fetched, limit: int) -> Any:
    """Return what feedparser makes of the first entries; raises `ContentRefused`."""
    text = _DECLARATION.sub("", decode(fetched.body, "application/xml", fetched.charset))
    prolog = _PROLOG.match(text)
    if _DECLARING.match(text, prolog.end() if prolog else 0):
        raise ContentRefused(f"{fetched.url} declares entities, which a feed needs not.")
    text = _first(text, limit)
    if _tags(text) > _MOST_TAGS:
        raise ContentRefused(f"{fetched.url} has more than {_MOST_TAGS} tags.")
    refuse_floods(text)
    refuse_floods(unescape(text))  # the pages in it are read by feedparser as well
    # as UTF-8 that says so itself: the parser would believe a wrong declaration
    body = '<?xml version="1.0" encoding="utf-8"?>' + text
    headers = {
        "content-type": "application/xml; charset=utf-8",
        "content-location": fetched.url,  # what relative links are relative to
    }
    feed = cast("Any", feedparser.parse(body.encode(), response_headers=headers))
    if not feed.entries and not feed.get("version"):
        raise ContentRefused(f"{fetched.url} is no feed.")
    return feed


def _first(text: str, limit: int) -> str:
    """Cut the text behind its first entries: the rest is not wanted, and takes time."""
    end = tags = 0
    for number, found in enumerate(_ENTRY_END.finditer(text), 1):
        tags += _tags(text[end : found.end()])
        if found.end() > _MOST_CHARACTERS or tags > _MOST_TAGS:
            break
        end = found.end()
        if number == limit:
            break
    if not end or end + 1000 > len(text):
        return text[:_MOST_CHARACTERS]
    root = re.search(r"<((?:\w+:)?(?:rss|feed|RDF))[\s>]", text)
    close = f"</{root[1]}>" if root else ""
    return text[:end] + ("</channel>" if root and root[1] == "rss" else "") + close


def _tags(text: str) -> int:
    return text.count("<") + text.count("&lt;")


def _entry(
    entry: Any, link: str, source: FeedSource, publisher: str, way: tuple[Door, Recall]
) -> Items:
    door, recall = way
    title = text_of(str(entry.get("title") or "")) or link
    day = _day(entry, door.today)
    visited: Visited | None = None
    if source.pages and str(entry.get("link") or "") == link:
        fetched = door.get(link, recall(link), accept=READABLE)
        if fetched.status == 304:
            yield Unchanged(link)
            return
        reading = read_text(fetched.body, fetched.content_type, link, fetched.charset)
        text, day = reading.text, day or reading.published
        visited = Visited(link, fetched.validators)
    else:
        text = _content(entry, link) or title
    yield Document(
        url=link,
        title=title,
        text=text,
        publisher=publisher,
        published=day,
        authority=source.authority or "third-party",
        subject=source.subject,
    )
    if visited:
        yield visited


def _link(entry: Any, feed: str) -> str:
    """Return where a reader finds the entry; one without an address of its own gets a mark."""
    link = str(entry.get("link") or entry.get("id") or "").strip()
    if re.fullmatch(r"https?://[^\s<>\"\\\x00-\x1f]{1,2000}", link, re.IGNORECASE):
        return link
    known = f"{link}\n{entry.get('title')}\n{entry.get('summary') if not link else ''}"
    return f"{feed}#{sha256(known.encode('utf-8', 'replace')).hexdigest()[:12]}"


def _content(entry: Any, link: str) -> str:
    """Return the text of an entry, "" when it has none."""
    parts: list[Any] = [*(entry.get("content") or []), entry.get("summary_detail") or {}]
    part = max(parts, key=lambda each: len(str(each.get("value") or "")))
    value = str(part.get("value") or "")
    is_plain = part.get("type") == "text/plain"
    html = f"<html><body><article>{value}</article></body></html>"
    try:
        kind, body = ("text/plain", value) if is_plain else ("text/html", html)
        return read_text(body.encode("utf-8", "replace"), kind, link).text
    except ContentRefused:
        return ""


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
