"""Web search: the pages that engines name for some words are fetched, and their texts are read."""

from urllib.parse import urlsplit

from assistant.domain import Document, Language
from assistant.errors import OfflineRefused, SourceError
from assistant.sources.configuration import SearchSource
from assistant.sources.fetch import Door
from assistant.sources.items import Broken, Expected, Items, Recall, Unchanged, Visited
from assistant.sources.reading import read_text
from assistant.sources.web_search import DdgsSearcher, Searcher


def gather(
    source: SearchSource,
    door: Door,
    recall: Recall,
    language: Language = "en",
    searcher: Searcher = DdgsSearcher(),  # noqa: B008 - it holds nothing
) -> Items:
    """Yield the pages that are found; raises `SourceError` when the search itself fails."""
    hits = searcher(source.query, language, source.limit, door)
    urls = list(dict.fromkeys(hit.url for hit in hits))[: source.limit]
    yield Expected(len(urls))
    for url in urls:
        try:
            yield from _page(source, url, door, recall)
        except OfflineRefused:
            raise
        except SourceError as error:
            yield Broken(url, str(error))


def _page(source: SearchSource, url: str, door: Door, recall: Recall) -> Items:
    fetched = door.get(url, recall(url))
    if fetched.status == 304:
        yield Unchanged(url)
        return
    reading = read_text(fetched.body, fetched.content_type, fetched.url, fetched.charset)
    publisher = urlsplit(fetched.url).hostname or ""
    yield Document(
        fetched.url,
        reading.title or publisher,
        reading.text,
        publisher,
        reading.published,
        source.authority or "third-party",
        source.subject,
    )
    yield Visited(url, fetched.validators)
