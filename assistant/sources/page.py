"""One page of the web: HTML, Markdown, plain text or PDF."""

from urllib.parse import urlsplit

from assistant.domain import Document
from assistant.sources.configuration import PageSource
from assistant.sources.fetch import Door
from assistant.sources.file_types import content_type_of
from assistant.sources.items import Expected, Items, Recall, Unchanged, Visited
from assistant.sources.reading import read_text


def gather(source: PageSource, door: Door, recall: Recall) -> Items:
    """Yield the page; raises `SourceError` when it cannot be had."""
    url = str(source.url)
    yield Expected(1)
    fetched = door.trusting(source.own).get(url, recall(url))
    if fetched.status == 304:
        yield Unchanged(url)
        return
    kind = fetched.content_type
    if kind == "text/plain":  # raw files of forges come so, whatever they are
        kind = content_type_of(urlsplit(fetched.url).path)
    reading = read_text(fetched.body, kind, fetched.url, fetched.charset)
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
