"""The door holds its limits against a server that does not play by the rules."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psutil
import pytest

from assistant.errors import (
    AddressRefused,
    ContentRefused,
    OfflineRefused,
    SourceError,
    SourceUnreachable,
)
from assistant.network import NetworkLedger, Switch
from assistant.sources.fetch import Door
from assistant.sources.items import Validators
from tests.sources.servers.http import Asked, Reply, serving

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]
PAGE = Reply(b"<h1>A bell</h1>", content_type="text/html; charset=utf-8")


def door(**more) -> Door:
    return Door(NetworkLedger(None), allowed=lambda _address, _port: True, **more)


@contextmanager
def raw(talk: Callable[[socket.socket], None]) -> Iterator[str]:
    """Serve whatever `talk` says on one connection after another."""
    server = socket.create_server(("127.0.0.1", 0))
    stopped = threading.Event()

    def serve() -> None:
        while not stopped.is_set():
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                try:
                    connection.recv(65536)
                    talk(connection)
                except OSError:
                    pass  # the client went away, as it should

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
    finally:
        stopped.set()
        server.close()


def test_a_page_comes_with_type_and_validators():
    reply = Reply(PAGE.body, 200, "text/html; charset=utf-8", {"ETag": '"7"', "Last-Modified": "x"})
    with serving(lambda asked, address: reply) as server:
        found = door().get(server.address + "/a")
    assert (found.status, found.content_type, found.charset) == (200, "text/html", "utf-8")
    assert found.body == PAGE.body
    assert found.validators == Validators('"7"', "x")


def test_what_has_not_changed_is_not_sent_again():
    reply = Reply(PAGE.body, 200, "text/html", {"ETag": '"7"'})
    with serving(lambda asked, address: reply) as server:
        found = door().get(server.address, Validators('"7"'))
    assert found.status == 304


def test_offline_nobody_is_asked():
    ledger = NetworkLedger(None)
    with serving(lambda asked, address: PAGE) as server:
        with pytest.raises(OfflineRefused):
            Door(ledger, switch=Switch(offline=True)).get(server.address)
        assert server.asked == []


def test_no_cookie_no_referrer_and_no_proxy_of_the_environment(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    reply = Reply(PAGE.body, 200, "text/html", {"Set-Cookie": "a=b"})
    with serving(lambda asked, address: reply) as server:
        ours = door()
        ours.get(server.address)
        ours.get(server.address)
        assert all("cookie" not in asked.headers for asked in server.asked)
        assert all("referer" not in asked.headers for asked in server.asked)


def redirecting(times: int) -> Callable[[Asked, str], Reply]:
    def answer(asked: Asked, address: str) -> Reply:
        at = int(asked.path.strip("/") or 0)
        if at == times:
            return PAGE
        return Reply(b"", 302, headers={"Location": f"{address}/{at + 1}"})

    return answer


def test_five_redirects_are_followed_and_six_are_not():
    with serving(redirecting(5)) as server:
        assert door().get(server.address + "/0").url.endswith("/5")
    with serving(redirecting(6)) as server, pytest.raises(AddressRefused, match="redirected"):
        door().get(server.address + "/0")


def test_a_circle_ends():
    def answer(asked: Asked, address: str) -> Reply:
        return Reply(b"", 301, headers={"Location": address})

    with serving(answer) as server, pytest.raises(AddressRefused):
        door().get(server.address)


def test_every_redirect_is_vetted():
    def answer(asked: Asked, address: str) -> Reply:
        return Reply(b"", 302, headers={"Location": "http://127.0.0.2:1/secret"})

    allowed = lambda address, _port: str(address) == "127.0.0.1"  # noqa: E731
    with serving(answer) as server, pytest.raises(AddressRefused, match="not a public"):
        Door(NetworkLedger(None), allowed=allowed).get(server.address)


def test_a_token_is_not_carried_to_another_host():
    with serving(lambda asked, address: PAGE) as other:

        def answer(asked: Asked, address: str) -> Reply:
            return Reply(b"", 302, headers={"Location": other.address})

        with serving(answer) as server:
            door().get(server.address, headers={"Authorization": "Bearer secret"})
        assert "authorization" in server.asked[0].headers
        assert "authorization" not in other.asked[0].headers


@pytest.mark.parametrize("kind", ["image/png", "application/zip", "video/mp4", "application/json"])
def test_other_types_are_refused(kind):
    with serving(lambda asked, address: Reply(b"x", 200, kind)) as server:
        with pytest.raises(ContentRefused, match="not read"):
            door().get(server.address)


def test_a_bomb_is_refused_before_it_is_unpacked():
    bomb = gzip.compress(b"\0" * 300_000_000)
    reply = Reply(bomb, 200, "text/html", {"Content-Encoding": "gzip"})
    before = psutil.Process().memory_info().rss
    with serving(lambda asked, address: reply) as server:
        with pytest.raises(ContentRefused, match="larger"):
            door().get(server.address)
    assert psutil.Process().memory_info().rss - before < 60_000_000


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "deflate"])
def test_only_what_was_asked_for_is_unpacked(coding):
    reply = Reply(b"x", 200, "text/html", {"Content-Encoding": coding})
    with serving(lambda asked, address: reply) as server:
        with pytest.raises(ContentRefused):
            door().get(server.address)


def test_a_packed_page_is_unpacked():
    reply = Reply(gzip.compress(PAGE.body), 200, "text/html", {"Content-Encoding": "gzip"})
    with serving(lambda asked, address: reply) as server:
        assert door().get(server.address).body == PAGE.body


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def _endless(connection: socket.socket) -> None:
    connection.sendall(HEAD + b"\r\n")
    while True:
        connection.sendall(b"\0" * 100_000)


def _lies_big(connection: socket.socket) -> None:
    connection.sendall(HEAD + b"Content-Length: 1000000000\r\n\r\nshort")


def _resets(connection: socket.socket) -> None:
    connection.sendall(HEAD + b"Content-Length: 9000\r\n\r\n" + b"x" * 5000)


def _no_http(connection: socket.socket) -> None:
    connection.sendall(b"\x16\x03\x01 hello\r\n\r\n")


def _long_header(connection: socket.socket) -> None:
    connection.sendall(HEAD + b"X: " + b"y" * 1_000_000 + b"\r\n\r\n")


@pytest.mark.parametrize("talk", [_endless, _lies_big, _resets, _no_http, _long_header])
def test_a_lying_server_is_one_sentence(talk):
    with raw(talk) as url, pytest.raises(SourceError) as raised:
        door().get(url)
    assert str(raised.value).count(". ") == 0


def test_a_dripping_server_is_left_at_the_deadline():
    def drip(connection: socket.socket) -> None:
        connection.sendall(HEAD + b"\r\n")
        for _ in range(300):
            connection.sendall(b"x")
            time.sleep(0.2)

    began = time.monotonic()
    with raw(drip) as url, pytest.raises(SourceUnreachable, match="too long"):
        door(seconds=2).get(url)
    assert time.monotonic() - began < 5


def test_a_busy_server_is_asked_again_when_it_said():
    answers = [Reply(b"", 429, headers={"Retry-After": "1"}), PAGE]
    with serving(lambda asked, address: answers.pop(0)) as server:
        assert door().get(server.address).body == PAGE.body


def test_a_server_that_wants_an_hour_is_left_alone():
    reply = Reply(b"", 429, headers={"Retry-After": "3600"})
    with serving(lambda asked, address: reply) as server:
        with pytest.raises(SourceUnreachable, match="3600 seconds"):
            door().get(server.address)
        assert len(server.asked) == 1


@pytest.mark.parametrize("status", [204, 404, 410, 500])
def test_any_other_status_is_told(status):
    with serving(lambda asked, address: Reply(b"", status)) as server:
        with pytest.raises(SourceUnreachable, match=str(status)):
            door().get(server.address)


def test_nobody_there_is_told():
    with pytest.raises(SourceUnreachable, match="does not answer"):
        door().get("http://127.0.0.1:1/")


def test_a_certificate_of_a_stranger_is_refused():
    def not_tls(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 400 Bad\r\n\r\n")

    with raw(not_tls) as url, pytest.raises(SourceUnreachable):
        door().get(url.replace("http:", "https:"))


def test_every_request_is_recorded():
    ledger = NetworkLedger(None)
    with serving(redirecting(2)) as server:
        Door(ledger, allowed=lambda _address, _port: True).get(server.address + "/0")
    assert [request.status for request in ledger.read()] == [302, 302, 200]
    assert ledger.read()[-1].received == len(PAGE.body)
