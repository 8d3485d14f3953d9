"""The collection of hostile inputs, whole: each is refused or read within its limits."""

import gzip
import json
import os
import resource
import time
import zlib
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from assistant.errors import AddressRefused, ContentRefused, SourceError, SourceUnreachable
from assistant.network import NetworkLedger
from assistant.sources.decoding import cleaned, decode
from assistant.sources.feed import parse
from assistant.sources.fetch import Door, Fetched
from assistant.sources.guard import Address, public_only
from assistant.sources.reading import read_text
from tests.sources.site import HTML, OK, Talk, drip, endless, redirect, says, site

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]
FOLDER = os.environ.get("SNOSKA_TEST_ATTACKS", "")
collected = pytest.mark.skipif(not FOLDER, reason="SNOSKA_TEST_ATTACKS names no collection")


def loopback(address: Address, port: int) -> bool:
    return str(address) == "127.0.0.1"


def door(seconds: float = 20.0, **more) -> Door:
    return Door(NetworkLedger(None), allowed=loopback, seconds=seconds, **more)


def lines(name: str) -> list[dict]:
    if not FOLDER:
        return []
    return [json.loads(line) for line in (Path(FOLDER) / name).read_text("utf-8").splitlines()]


def _bomb(megabytes: int) -> Sequence[bytes]:
    """Pack zeros piece by piece: the test itself must not take the memory that it watches."""
    packer = zlib.compressobj(9, wbits=31)
    return [*(packer.compress(bytes(1_000_000)) for _ in range(megabytes)), packer.flush()]


# every behaviour of the collection that a server can show, and what must come of it
BEHAVIOURS: dict[str, tuple[Talk, type[SourceError] | None]] = {
    "ok_html": (says(HTML, b"\r\n<h1>ok</h1>"), None),
    "ct_missing": (says(OK, b"\r\n<h1>x</h1>"), ContentRefused),
    "ct_image": (endless(OK + b"Content-Type: image/png\r\n\r\n", b"\x89PNG"), ContentRefused),
    "huge_stream": (endless(HTML + b"\r\n", bytes(65536)), ContentRefused),
    "cl_lies_small": (says(HTML, b"Content-Length: 10\r\n\r\n", bytes(100_000)), ContentRefused),
    "cl_lies_big": (says(HTML, b"Content-Length: 1000000000\r\n\r\nshort"), ContentRefused),
    "rst_mid_body": (says(HTML, b"Content-Length: 9000\r\n\r\n", b"x" * 5000), SourceUnreachable),
    "status_204": (says(b"HTTP/1.1 204 None\r\n\r\n"), SourceUnreachable),
    "status_304_no_cache": (says(b"HTTP/1.1 304 Same\r\n\r\n"), SourceUnreachable),
    "hdr_long": (says(HTML, b"X: ", b"y" * 1_000_000, b"\r\n\r\n"), SourceUnreachable),
    "set_cookie_flood": (
        says(HTML, b"".join(b"Set-Cookie: c%d=1\r\n" % n for n in range(5000)), b"\r\n<p>A bell"),
        None,  # read, and the cookies are not kept: tests/sources/test_fetch.py
    ),
    "rate_limit_github": (
        says(
            b"HTTP/1.1 403 No\r\nContent-Length: 0\r\nX-RateLimit-Remaining: 0\r\n"
            b"X-RateLimit-Reset: 99999999999\r\n\r\n"
        ),
        SourceUnreachable,
    ),
}
ALSO: dict[str, tuple[Talk, type[SourceError] | None]] = {
    "endless headers": (endless(HTML, b"X: y\r\n"), SourceUnreachable),
    "endless interim answers": (endless(b"", b"HTTP/1.1 100 Go\r\n\r\n"), SourceUnreachable),
    "silence": (drip(b"", b"", 1), SourceUnreachable),
    "dripping headers": (drip(OK, b"X", 0.1), SourceUnreachable),
    "dripping body": (drip(HTML + b"\r\n", b"x", 0.1), SourceUnreachable),
    "a bomb": (
        says(HTML, b"Content-Encoding: gzip\r\n\r\n", *_bomb(200)),
        ContentRefused,
    ),
    "endless empty blocks": (
        endless(
            HTML + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"")[:10],
            b"\x00\x00\x00\xff\xff" * 10_000,
        ),
        ContentRefused,
    ),
    "endless rubbish behind gzip": (
        endless(
            HTML + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"<p>A bell"), bytes(65536)
        ),
        None,
    ),
    "deflate that says it is gzip": (
        says(HTML, b"Content-Encoding: gzip\r\n\r\n", zlib.compress(b"x" * 99)),
        ContentRefused,
    ),
    "packed twice": (says(HTML, b"Content-Encoding: gzip, gzip\r\n\r\nx"), ContentRefused),
    "two lengths": (
        says(HTML, b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx"),
        SourceUnreachable,
    ),
    "a wait in letters of another script": (
        says(
            "HTTP/1.1 403 No\r\nX-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: ²\r\n\r\n".encode()
        ),
        SourceUnreachable,
    ),
    "a redirect to nothing": (redirect("http://["), AddressRefused),
    "a redirect with a line in it": (redirect("http://127.0.0.1/\tx"), AddressRefused),
    "a redirect to a file": (redirect("file:///etc/passwd"), AddressRefused),
    "a redirect into the house": (redirect("http://10.0.0.1/"), AddressRefused),
    "a redirect with a password": (redirect("http://me:secret@127.0.0.1/"), AddressRefused),
}


@collected
def test_every_behaviour_of_the_collection_is_played():
    told = {line["id"] for line in lines("http/responses.jsonl")}
    by_others = {"tls_expired", "tls_wrong_host", "tls_self_signed"}  # tests/sources/test_tls.py
    assert told <= BEHAVIOURS.keys() | by_others


@pytest.mark.parametrize("name", [*BEHAVIOURS, *ALSO])
@pytest.mark.parametrize("profile", ["content", "operator"])
def test_a_server_that_misbehaves_costs_little(name, profile):
    talk, expected = (BEHAVIOURS | ALSO)[name]
    before, began, told = _peak_bytes(), time.monotonic(), ""
    with site({"/": talk}) as server:
        try:
            fetched = door(seconds=3).get(server.address + "/", profile=profile)
            read_text(fetched.body, fetched.content_type, fetched.url, fetched.charset)
            came = None
        except SourceError as error:
            came, told = type(error), str(error)
    assert came is expected
    assert "\n" not in told
    assert "secret" not in told
    assert time.monotonic() - began < 6
    assert _peak_bytes() - before < 60_000_000


def _peak_bytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def resolver(answers: dict[str, Sequence[str]]):
    def resolve(host: str, port: int) -> Sequence[str]:
        if host == "hangs.test":
            time.sleep(8)
        if host not in answers:
            raise OSError(f"{host} is not known")
        return answers[host]

    return resolve


@collected
@pytest.mark.parametrize("entry", lines("ssrf/urls.jsonl"), ids=lambda entry: entry["why"][:30])
def test_no_hostile_address_is_connected_to(entry):
    """The real rule decides; an address that passes it is noted, and not asked all the same."""
    passed: list[str] = []
    target = entry.get("chain", [""])[0].removeprefix("302 ")

    def allowed(address: Address, port: int) -> bool:
        if str(address) == "127.0.0.1" and port == public.port:
            return True  # the server that plays public.test
        if public_only(address, port):
            passed.append(str(address))
        return False

    names = {"TIMEOUT": "hangs.test", "NXDOMAIN": "no.test", "CNAME localhost": "localhost"}
    known = {"localhost": ["127.0.0.1"], "public.test": ["127.0.0.1"], "example.com": ["8.8.8.8"]}
    url = entry["url"]
    for answer in entry.get("dns", ()):
        url = url.replace("rebind.test", names[answer])
    routes = {"/r5": redirect("/r5"), "/r7": redirect(target), "/": says(HTML, b"\r\nsecret")}
    with site(routes) as public:
        url = url.replace("public.test", f"public.test:{public.port}")
        ours = Door(NetworkLedger(None), allowed=allowed, resolve=resolver(known))
        with pytest.raises(SourceError):
            ours.get(url)
        assert not any(said.startswith("GET / ") for said in public.asked)
    assert bool(passed) == (entry["expect"] == "allow")


def test_a_name_that_changes_its_mind_is_asked_at_the_vetted_address():
    answers = [["127.0.0.1"], ["127.0.0.2"]]
    with site({"/": says(HTML, b"\r\n<p>A bell</p>")}) as server:
        ours = door(resolve=lambda _host, _port: answers.pop(0))
        assert ours.get(f"http://rebind.test:{server.port}/").status == 200
        assert f"Host: rebind.test:{server.port}" in server.asked[0]
        with pytest.raises(AddressRefused):
            ours.get(f"http://rebind.test:{server.port}/")
        assert len(server.asked) == 1


@collected
@pytest.mark.parametrize(
    "file", sorted((Path(FOLDER) / "feeds").glob("*")), ids=lambda file: file.name
)
def test_a_hostile_feed_is_over_in_two_seconds(file):
    body = file.read_bytes()
    before, began = _peak_bytes(), time.monotonic()
    try:
        feed = parse(Fetched("https://a.example/f", 200, "application/xml", None, body), 50)
        assert len(str(feed)) < 2 * len(body) + 10_000, "something was expanded"
    except ContentRefused:
        assert file.name != "bom_wrong_decl.xml"
    assert time.monotonic() - began < 2
    assert _peak_bytes() - before < 60_000_000


@collected
def test_broken_bytes_are_text_or_refused():
    for file in sorted((Path(FOLDER) / "text" / "bad_utf8").iterdir()):
        for kind in ("text/plain", "text/markdown", "text/html"):
            began = time.monotonic()
            with suppress(ContentRefused):
                read_text(file.read_bytes(), kind, file.name).text.encode()
            assert time.monotonic() - began < 5, file.name


@collected
def test_hidden_orders_in_unicode_are_gone():
    for line in lines("text/unicode_tricks.jsonl"):
        text = cleaned(line["text"])
        assert not any(0xE0000 <= ord(sign) <= 0xE0FFF for sign in text)
        if line["name"] == "variation_selector_bytes":
            assert text == "x"


@collected
def test_originals_of_spoiled_texts_survive_every_coding():
    for line in lines("text/mojibake_ru.jsonl"):
        for coding in ("utf-8", "cp1251", "utf-16", "koi8-r"):
            body = line["original"].encode(coding, "ignore")
            declared = None if coding == "utf-16" else coding
            assert decode(body, "text/plain", declared) == cleaned(body.decode(coding))


def test_no_day_is_in_the_future():
    page = '<meta property="article:published_time" content="9999-01-01"><p>A bell that rings.</p>'
    assert read_text(page.encode(), "text/html", "https://a.example").published is None
    assert door(today=date(2026, 11, 24)).today == date(2026, 11, 24)
