"""Keep what one source brings, item by item, and tell what became of each."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from assistant.domain import Document, Fact
from assistant.errors import AssistantError
from assistant.knowledge.library import Library
from assistant.sources.configuration import SourceSettings
from assistant.sources.items import Broken, Expected, Item, Unchanged, Visited
from assistant.sources.sources_file import origin
from assistant.syncing.reports import Report, Step


class Keeper:
    """What one source has brought so far. All calls come from one thread."""

    def __init__(self, source: SourceSettings, library: Library) -> None:
        self._source = source
        self._origin = origin(source)
        self._library = library
        self._seen: set[str] = set()
        self._has_begun = self._is_broken = False

    def take(self, item: Item | AssistantError | None) -> Iterator[Report]:
        """Keep an item; None: there are no more."""
        match item:
            case Document():
                yield self._keep(item)
            case Fact():
                if self._library.snapshots.learn(item, self._origin):
                    yield self._report("learned", item.id)
            case Visited(url, validators):
                self._library.snapshots.visit(
                    url, validators.etag, validators.last_modified, self._origin
                )
            case None:
                self._retire()
                yield self._report("ended")
            case _:
                yield self._tell(item)

    def _tell(self, item: Expected | Unchanged | Broken | AssistantError) -> Report:
        match item:
            case Expected(documents):
                return self._expect(documents)
            case Unchanged(url):
                self._seen.add(url)
                return self._report("same", url)
            case Broken(url, reason):
                self._is_broken = True
                return self._report("trouble", f"{url}: {reason}")
            case AssistantError():
                self._is_broken = True
                return self._report("trouble", str(item))

    def _keep(self, document: Document) -> Report:
        settings = self._source
        document = replace(
            document,
            subject=settings.subject or document.subject,
            authority=settings.authority or document.authority,
        )
        self._seen.add(document.url)
        change = self._library.keep(document, datetime.now(tz=UTC), self._origin)
        return self._report(change, document.title)

    def _expect(self, documents: int) -> Report:
        step = "expected" if self._has_begun else "began"
        self._has_begun = True
        return Report(self._origin, step, count=documents)

    def _retire(self) -> None:
        """Retire the files that are gone from a folder; what left a list on the web still holds."""
        if self._source.kind == "folder" and not self._is_broken:
            known = self._library.snapshots.current_ids(self._origin)
            self._library.retire([id_ for id_, url in known.items() if url not in self._seen])

    def _report(self, step: Step, detail: str = "") -> Report:
        return Report(self._origin, step, detail)
