"""What the user configured is trusted further than what content names, and for itself alone."""

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest

from assistant.errors import AddressRefused, ContentRefused, OfflineRefused, SourceError
from assistant.network import NetworkLedger, Switch
from assistant.sources.configuration import PageSource
from assistant.sources.fetch import Door
from assistant.sources.guard import public_only
from assistant.sources.items import Validators
from assistant.sources.page import gather
from tests.sources.servers.doors import documents, never
from tests.sources.servers.http import Asked, Reply, serving
from tests.sources.site import redirect, says, site

pytestmark = [
    pytest.mark.enable_socket,
    pytest.mark.allow_hosts(["127.0.0.1", "127.0.0.2"]),
]
PAGE = Reply(b"<h1>A bell</h1>", content_type="text/html")


def only(*addresses: str):
    return lambda address, _port: str(address) in addresses


def test_an_address_of_the_users_may_be_in_the_house():
    with serving(lambda asked, address: PAGE) as server:
        house = Door(NetworkLedger(None), allowed=public_only)
        assert house.get(server.address, profile="operator").body == PAGE.body
        with pytest.raises(AddressRefused):
            house.get(server.address)
        assert len(server.asked) == 1


def test_a_public_server_does_not_send_us_into_the_house():
    """Here 127.0.0.1 plays the public internet, and 127.0.0.2 the house."""
    with serving(lambda asked, address: PAGE) as house:
        inside = house.address.replace("127.0.0.1", "127.0.0.2")
        with site({"/": redirect(inside)}) as index:
            ours = Door(NetworkLedger(None), allowed=only("127.0.0.1"))
            with pytest.raises(AddressRefused, match="not a public"):
                ours.get(index.address + "/", profile="operator")
        assert house.asked == []


def test_a_server_in_the_house_may_send_us_to_another_one_there():
    with (
        serving(lambda asked, address: PAGE) as other,
        site({"/": redirect(other.address)}) as index,
    ):
        ours = Door(NetworkLedger(None), allowed=public_only)
        assert ours.get(index.address + "/", profile="operator").body == PAGE.body


def test_nothing_that_one_server_was_told_goes_to_another():
    told = {"Authorization": "Bearer s3cret", "PRIVATE-TOKEN": "s3cret", "Cookie": "s3cret"}
    with (
        serving(lambda asked, address: PAGE) as other,
        site({"/": redirect(other.address)}) as index,
    ):
        ours = Door(NetworkLedger(None), allowed=only("127.0.0.1"))
        ours.get(index.address + "/", profile="operator", headers=told)
        assert "s3cret" in index.asked[0]
        assert "s3cret" not in str(other.asked[0].headers)


def test_proxies_of_the_environment_serve_the_users_addresses_alone(monkeypatch):
    def proxy(asked: Asked, address: str) -> Reply:
        return Reply(asked.target.encode(), content_type="text/html")

    with serving(proxy) as server, serving(lambda asked, address: PAGE) as direct:
        monkeypatch.setenv("http_proxy", server.address)
        monkeypatch.delenv("no_proxy", raising=False)
        ours = Door(NetworkLedger(None), allowed=only("127.0.0.1"))
        found = ours.get("http://index.test/simple", profile="operator")
        assert found.body == b"http://index.test/simple"
        assert ours.get(direct.address).body == PAGE.body
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        assert ours.get(direct.address, profile="operator").body == PAGE.body
        assert len(server.asked) == 1


def test_refused_requests_stand_in_the_record_too():
    ledger = NetworkLedger(None)
    for url in ("ftp://a.example/", "http://10.0.0.1/?token=s3cret", "http://me:s3cret@a.example/"):
        with pytest.raises(SourceError):
            Door(ledger).get(url)
    with pytest.raises(OfflineRefused):
        Door(ledger, switch=Switch(offline=True)).get("https://a.example/x")
    written = ledger.read()
    assert [request.status for request in written] == [None] * 4
    assert all(request.outcome != "ok" for request in written)
    assert "s3cret" not in str(written)


def test_an_address_in_other_letters_is_asked_in_ascii():
    with serving(lambda asked, address: PAGE) as server:
        port = server.address.rpartition(":")[2]
        ours = Door(
            NetworkLedger(None), allowed=only("127.0.0.1"), resolve=lambda *_: ["127.0.0.1"]
        )
        ours.get(f"http://колокол.example:{port}/Сноска а?в=1 2#x")
        (asked,) = server.asked
        expected = "колокол".encode("idna").decode()
        assert asked.headers["host"] == f"{expected}.example:{port}"
        assert (asked.path, asked.query) == ("/Сноска а", {"в": "1 2"})


def test_what_was_never_had_cannot_be_unchanged():
    with site({"/": says(b"HTTP/1.1 304 Same\r\n\r\n")}) as server:
        ours = Door(NetworkLedger(None), allowed=only("127.0.0.1"))
        assert ours.get(server.address + "/", Validators('"1"')).status == 304
        with pytest.raises(SourceError, match="304"):
            ours.get(server.address + "/")


def test_one_host_is_asked_by_one_thread_at_a_time_with_pauses():
    spans: list[tuple[float, float]] = []

    def slow(asked: Asked, address: str) -> Reply:
        began = time.monotonic()
        time.sleep(0.1)
        spans.append((began, time.monotonic()))
        return PAGE

    with serving(slow) as server, ThreadPoolExecutor(4) as threads:
        ours = Door(NetworkLedger(None), allowed=only("127.0.0.1"))
        list(threads.map(lambda n: ours.get(f"{server.address}/{n}"), range(4)))
    spans.sort()
    gaps = [later[0] - earlier[1] for earlier, later in pairwise(spans)]
    assert min(gaps) > 0.19


def test_the_time_limit_holds_for_all_redirects_together():
    def slow(asked: Asked, address: str) -> Reply:
        time.sleep(0.8)
        return Reply(b"", 302, headers={"Location": asked.path + "x"})

    began = time.monotonic()
    with serving(slow) as server, pytest.raises(SourceError, match="too long"):
        Door(NetworkLedger(None), allowed=only("127.0.0.1"), seconds=2).get(server.address + "/")
    assert time.monotonic() - began < 4


def test_a_page_that_the_user_named_may_be_in_the_house():
    with serving(lambda asked, address: PAGE) as server:
        house = Door(NetworkLedger(None), allowed=public_only)
        (document,) = documents(gather(PageSource(url=server.address), house, never))
        assert "bell" in document.text


def test_the_users_own_server_does_not_send_us_to_another_one_in_the_house():
    with (
        serving(lambda asked, address: PAGE) as other,
        site({"/": redirect(other.address)}) as index,
    ):
        house = Door(NetworkLedger(None), allowed=public_only)
        with pytest.raises(AddressRefused, match="not a public"):
            list(gather(PageSource(url=index.address + "/"), house, never))
        assert other.asked == []


def test_a_name_that_leads_into_the_house_needs_the_users_word():
    def inside(_host: str, _port: int) -> list[str]:
        return ["127.0.0.1"]

    with serving(lambda asked, address: PAGE) as server:
        url = server.address.replace("127.0.0.1", "wiki.test")
        house = Door(NetworkLedger(None), allowed=public_only, resolve=inside)
        with pytest.raises(AddressRefused):
            list(gather(PageSource(url=url), house, never))
        assert server.asked == []
        assert PageSource(url=url, private=True).own == url + "/"


@pytest.mark.parametrize(
    ("path", "body", "kept"),
    [
        ("/notes.rst", b"Bells\n=====\n\nThey ring.", True),
        ("/notes.rst", b"Bells\0\1\2", False),
        ("/notes.bin", b"They ring.", False),
    ],
)
def test_a_text_that_a_simple_server_sends_without_its_type(path: str, body: bytes, kept: bool):
    reply = Reply(body, content_type="application/octet-stream")
    with serving(lambda asked, address: reply) as server:
        source = PageSource(url=server.address.rstrip("/") + path)
        items = gather(source, Door(NetworkLedger(None)), never)
        if kept:
            (document,) = documents(items)
            assert "They ring." in document.text
        else:
            with pytest.raises(ContentRefused):
                list(items)
