"""Web search: the real ddgs against an engine on loopback, and the pages that it names."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from assistant.errors import OfflineRefused, SourceUnreachable
from assistant.network import NetworkLedger
from assistant.sources.configuration import SearchSource
from assistant.sources.items import Expected
from assistant.sources.search import gather
from assistant.sources.web_search import ENGINES, DdgsSearcher
from tests.runtime.servers import closed_port
from tests.sources.servers.doors import Memory, broken, documents, never, open_door, unchanged
from tests.sources.servers.engine import FakeEngine, entered
from tests.sources.servers.http import NOT_FOUND, Asked, Log, Reply, serving

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

PAGE = """<html><head><title>Engine 2 is here</title></head><body><article><h1>Engine 2</h1>
<p>Engine 2 reads Qwen3 files and answers twice as fast as the version before it did.</p>
<p>It was made for computers without a graphics card and needs four gigabytes.</p>
</article></body></html>"""


def site(asked: Asked, address: str) -> Reply:
    if asked.path in ("/engine 2", "/plain"):
        return Reply(PAGE.encode(), content_type="text/html", headers={"ETag": '"1"'})
    if asked.path == "/picture":
        return Reply(b"\x89PNG", content_type="image/png")
    return NOT_FOUND


@dataclass
class Web:
    """A site, an engine, and a searcher that asks it."""

    site: Log
    log: Log
    engine: FakeEngine
    searcher: DdgsSearcher


@pytest.fixture
def web() -> Iterator[Web]:
    engine = FakeEngine()
    with ExitStack() as stack:
        pages = stack.enter_context(serving(site))
        log = stack.enter_context(serving(engine.answer))
        searcher = DdgsSearcher(stack.enter_context(entered(log.address)), seconds=3)
        yield Web(pages, log, engine, searcher)


SOURCE = SearchSource(query="engine release")


def test_pages_that_are_found_are_fetched_and_read(web: Web):
    web.engine.found = [(f"{web.site.address}/plain", "Engine")]
    items = list(gather(SOURCE, open_door(), never, "en", web.searcher))
    [document] = documents(items)
    assert "answers twice as fast" in document.text
    assert document.url == f"{web.site.address}/plain"
    assert (document.authority, document.publisher) == ("third-party", "127.0.0.1")
    assert [item.documents for item in items if isinstance(item, Expected)] == [1]


def test_ddgs_asks_the_engine_for_the_words_in_the_readers_region(web: Web):
    web.engine.found = [(f"{web.site.address}/plain", "Engine")]
    list(gather(SearchSource(query="движок вышел"), open_door(), never, "ru", web.searcher))
    list(gather(SOURCE, open_door(), never, "en", web.searcher))
    russian, english = (asked.query for asked in web.log.asked)
    assert (russian["q"], russian["region"]) == ("движок вышел", "ru-ru")
    assert english["region"] == "us-en"


def test_no_more_pages_are_fetched_than_wanted(web: Web):
    web.engine.found = [(f"{web.site.address}/{number}", "Engine") for number in range(9)]
    source = SearchSource(query="engine", limit=3)
    list(gather(source, open_door(), never, "en", web.searcher))
    assert len(web.site.asked) == 3


def test_a_page_that_cannot_be_read_does_not_stop_the_others(web: Web):
    names = ("gone", "picture", "plain")
    web.engine.found = [(f"{web.site.address}/{name}", f"Engine {name}") for name in names]
    web.engine.found = [("ftp://127.0.0.1/x", "Engine"), *web.engine.found]
    items = list(gather(SOURCE, open_door(), never, "en", web.searcher))
    assert len(documents(items)) == 1
    assert len(broken(items)) == 3


def test_an_address_with_spaces_is_quoted_again(web: Web):
    web.engine.found = [(f"{web.site.address}/engine%202?a=%D1%8F", "Engine")]
    list(gather(SOURCE, open_door(), never, "en", web.searcher))
    assert web.site.targets[0].endswith("?a=%D1%8F")
    assert " " not in web.site.targets[0]


def test_a_page_that_has_not_changed_is_not_read_again(web: Web):
    web.engine.found = [(f"{web.site.address}/plain", "Engine")]
    memory = Memory()
    memory.run(gather(SOURCE, open_door(), memory.recall, "en", web.searcher))
    again = memory.run(gather(SOURCE, open_door(), memory.recall, "en", web.searcher))
    assert unchanged(again) == [f"{web.site.address}/plain"]


def test_the_search_stands_in_the_ledger_without_its_words(web: Web):
    web.engine.found = [(f"{web.site.address}/plain", "Engine")]
    ledger = NetworkLedger(None)
    list(gather(SOURCE, open_door(ledger=ledger), never, "en", web.searcher))
    first, second = ledger.read(10)
    assert first.url == f"{web.log.address}/search"
    assert second.url == f"{web.site.address}/plain"
    assert second.profile == "content"
    assert "release" not in str(ledger.read(10))


def test_offline_no_engine_is_asked(web: Web):
    with pytest.raises(OfflineRefused):
        list(gather(SOURCE, open_door(offline=True), never, "en", web.searcher))
    assert web.log.asked == []


def test_an_engine_that_hangs_is_given_up_in_our_time(web: Web):
    web.engine.seconds = 3
    start = time.monotonic()
    impatient = DdgsSearcher(web.searcher.engines, seconds=0.5)
    with pytest.raises(SourceUnreachable, match="no answer in"):
        list(gather(SOURCE, open_door(), never, "en", impatient))
    assert time.monotonic() - start < 2


@pytest.mark.parametrize("status", [200, 403, 500])
def test_an_engine_that_finds_nothing_or_refuses_is_told(web: Web, status: int):
    web.engine.status = status
    with pytest.raises(SourceUnreachable, match="brings nothing"):
        list(gather(SOURCE, open_door(), never, "en", web.searcher))


def test_an_engine_that_is_not_there_is_told():
    with entered(closed_port()) as engines, pytest.raises(SourceUnreachable):
        list(gather(SOURCE, open_door(), never, "en", DdgsSearcher(engines)))


def test_the_engines_by_default_are_known_to_ddgs():
    from ddgs.engines import ENGINES as KNOWN

    assert ENGINES.keys() <= KNOWN["text"].keys(), "ddgs would ask all of its engines instead"
    assert {name: KNOWN["text"][name].search_url for name in ENGINES} == dict(ENGINES)
