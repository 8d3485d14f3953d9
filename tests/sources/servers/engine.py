"""
A search engine on loopback for ddgs, which cannot be told another address for its own engines.

Its engines are classes with an address and patterns of the page; one more is entered in its table:
Mojeek's own class with our address. Client, threads, ranking and reading of the page are ddgs's.
"""

import html
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from ddgs.engines import ENGINES
from ddgs.engines.mojeek import Mojeek

from tests.sources.servers.http import Asked, Reply

NAME = "loopback"


@dataclass
class FakeEngine:
    """What is found, and how long it takes."""

    found: Sequence[tuple[str, str]] = field(default_factory=tuple)
    seconds: float = 0
    status: int = 200

    def answer(self, asked: Asked, address: str) -> Reply:
        time.sleep(self.seconds)
        items = "".join(
            f'<li><h2><a href="{html.escape(url)}">{title}</a></h2><p class="s">about engine</p></li>'
            for url, title in self.found
        )
        page = f"<html><body><ul class='results-standard'>{items}</ul></body></html>"
        return Reply(page.encode(), self.status, "text/html; charset=utf-8")


@contextmanager
def entered(address: str) -> Generator[dict[str, str]]:
    """Enter an engine at `address` into ddgs's table; yields what a searcher is given."""

    class Loopback(Mojeek):
        name = NAME
        provider = NAME
        search_url = f"{address}/search"

        def build_payload(self, query: str, region: str, *rest: Any, **more: Any) -> dict[str, Any]:
            # Mojeek's own puts the region into a cookie for its own host
            return {**super().build_payload(query, region, *rest, **more), "region": region}

    ENGINES["text"][NAME] = Loopback
    try:
        yield {NAME: Loopback.search_url}
    finally:
        del ENGINES["text"][NAME]
