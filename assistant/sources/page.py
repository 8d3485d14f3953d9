"""One page of the web: HTML, Markdown, plain text or PDF."""

from urllib.parse import urlsplit

from assistant.domain import Document
from assistant.errors import ContentRefused
from assistant.sources.configuration import PageSource
from assistant.sources.fetch import READABLE, Door, Fetched
from assistant.sources.file_types import content_type_of, names_a_text
from assistant.sources.items import Expected, Items, Recall, Unchanged, Visited
from assistant.sources.reading import read_text

_UNTYPED = frozenset({"application/octet-stream", ""})
"""How simple servers send files whose ending they do not know."""


def gather(source: PageSource, door: Door, recall: Recall) -> Items:
    """Yield the page; raises `SourceError` when it cannot be had."""
    url = str(source.url)
    yield Expected(1)
    accept = READABLE | _UNTYPED if names_a_text(urlsplit(url).path) else READABLE
    fetched = door.trusting(source.own).get(url, recall(url), accept=accept)
    if fetched.status == 304:
        yield Unchanged(url)
        return
    reading = read_text(fetched.body, _kind(fetched), fetched.url, fetched.charset)
    yield Document(
        url=url,
        title=reading.title or urlsplit(url).path.rsplit("/", 1)[-1] or url,
        text=reading.text,
        publisher=urlsplit(fetched.url).hostname or "",
        published=reading.published,
        authority=source.authority or "third-party",
        subject=source.subject,
    )
    yield Visited(url, fetched.validators)


def _kind(fetched: Fetched) -> str:
    """Return the type; raw files of forges come as plain text, of simple servers as bytes."""
    if fetched.content_type in _UNTYPED and b"\0" in fetched.body:
        raise ContentRefused(f"{fetched.url} is called a text and is none.")
    if fetched.content_type in _UNTYPED | {"text/plain"}:
        return content_type_of(urlsplit(fetched.url).path)
    return fetched.content_type
