"""
Ask search engines for addresses, through ddgs, within a time of our own.

ddgs cannot say how long it will take, tries engines one after another, and brings its own client:
it is asked in a thread that is left behind when it takes too long.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Protocol
from urllib.parse import quote

from ddgs.ddgs import DDGS
from ddgs.exceptions import DDGSException

from assistant.domain import Language
from assistant.errors import SourceUnreachable
from assistant.sources.fetch import Door

ENGINES: Mapping[str, str] = {
    "duckduckgo": "https://html.duckduckgo.com/html/",
    "brave": "https://search.brave.com/search",
    "mojeek": "https://www.mojeek.com/search",
}
_REGIONS: Mapping[Language, str] = {"ru": "ru-ru", "en": "us-en"}
_ENGINE_SECONDS = 5
_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that an engine names."""

    url: str
    title: str


class Searcher(Protocol):
    """Whatever finds pages for words."""

    def __call__(self, query: str, language: Language, limit: int, door: Door) -> Sequence[Hit]:
        """Return at most `limit` pages; raises `SourceUnreachable`, `OfflineRefused`."""
        ...


@dataclass(frozen=True, slots=True)
class DdgsSearcher:
    """Search with ddgs. `engines` maps its names of engines to the addresses that are asked."""

    engines: Mapping[str, str] = field(default_factory=lambda: ENGINES)
    seconds: float = _SECONDS

    def __call__(self, query: str, language: Language, limit: int, door: Door) -> Sequence[Hit]:
        """Return at most `limit` pages; raises `SourceUnreachable`, `OfflineRefused`."""
        for address in self.engines.values():
            door.must_be_online(address)
        start = time.monotonic()
        found = self._ask(query, language, limit)
        seconds = time.monotonic() - start
        outcome = "searched" if isinstance(found, list) else "failed"
        for address in self.engines.values():  # which of them answered is not told
            door.note("GET", address, "operator", outcome, seconds=seconds)
        if isinstance(found, Exception):
            raise SourceUnreachable(f"The web search brings nothing: {_why(found)}.") from found
        return [Hit(_quoted(hit["href"]), hit["title"]) for hit in found if hit.get("href")]

    def _ask(
        self, query: str, language: Language, limit: int
    ) -> list[dict[str, str]] | DDGSException | TimeoutError:
        answers: SimpleQueue[list[dict[str, str]] | DDGSException] = SimpleQueue()

        def ask() -> None:
            try:
                found = DDGS(proxy=None, timeout=_ENGINE_SECONDS).text(
                    query,
                    region=_REGIONS[language],
                    safesearch="moderate",
                    max_results=limit,
                    backend=",".join(self.engines),
                )
                answers.put(found)
            except DDGSException as error:
                answers.put(error)

        Thread(target=ask, name="snoska-search", daemon=True).start()
        try:
            return answers.get(timeout=self.seconds)
        except Empty:
            return TimeoutError(f"no answer in {self.seconds:g} seconds")


def _quoted(url: str) -> str:
    """Quote again what ddgs has unquoted, as far as it can be told."""
    return quote(url, safe="%/:?#[]@!$&'()*+,;=~-._")


def _why(error: Exception) -> str:
    return str(error).partition("\n")[0][:200].rstrip(".") or type(error).__name__
