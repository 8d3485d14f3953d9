"""Feeds as they really are: without addresses, with odd ones, long, and with pages behind them."""

import time

import pytest

from assistant.errors import ContentRefused
from assistant.sources.configuration import FeedSource
from assistant.sources.feed import gather, parse
from assistant.sources.fetch import Fetched
from assistant.sources.items import Visited
from tests.sources.servers.doors import Memory, broken, documents, open_door, unchanged
from tests.sources.servers.http import Asked, Reply, serving

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]
KIND = "application/rss+xml"


def rss(*items: str) -> bytes:
    entries = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0"><channel><title>Bells &amp; whistles</title>{entries}</channel></rss>'.encode()


def read(body: bytes, **more):
    with serving(lambda asked, address: Reply(body, 200, KIND)) as server:
        source = FeedSource.model_validate({"url": f"{server.address}/blog/feed.xml"} | more)
        return documents(gather(source, open_door(), Memory().recall)), server.address


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "tag:bell,2026:1", ""]
)
def test_an_entry_without_an_address_of_the_web_is_found_in_its_feed(link):
    item = f"<link>{link}</link><description>It rings.</description>"
    first, address = read(rss(f"<title>a</title>{item}", f"<title>b</title>{item}"))
    urls = [document.url for document in first]
    assert all(url.startswith(f"{address}/blog/feed.xml#") for url in urls)
    assert len(set(urls)) == 2


def test_a_relative_address_is_relative_to_the_feed():
    (document,), address = read(
        rss("<title>a</title><link>/1.4</link><description>x y</description>")
    )
    assert document.url == f"{address}/1.4"


def test_titles_are_text_that_can_be_seen():
    item = "<title>Bell &amp;lt;b&amp;gt; &lt;b&gt;1.4&lt;/b&gt;&#x202e;&#x200b;</title><description>x</description>"
    (document,), _ = read(rss(item))
    assert document.title.replace("<b>", "").split() == ["Bell", "1.4"]
    assert document.publisher == "Bells & whistles"


def test_an_entry_of_a_title_alone_is_its_title():
    (document,), _ = read(rss("<title>Bell 1.4 was released</title>"))
    assert document.text == "Bell 1.4 was released"


def test_plain_text_keeps_its_lines():
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>b</title><entry><id>1</id><title>a</title>'
        '<content type="text">1 &lt; 2\n  and more</content></entry></feed>'
    )
    (document,), _ = read(atom.encode())
    assert document.text == "1 < 2\n  and more"


def test_pages_behind_a_feed_are_fetched_once():
    page = (
        "<title>Bell</title><article><p>Bells can be rung at night now, all of them.</p></article>"
    )
    state = {"version": 1}

    def answer(asked: Asked, address: str) -> Reply:
        if asked.path == "/1":
            return Reply(page.encode(), 200, "text/html", {"ETag": '"p"'})
        if asked.path == "/2":
            return Reply(b"", 404)
        links = (
            f"<title>a</title><link>{address}/1</link>",
            f"<title>b</title><link>{address}/2</link>",
        )
        return Reply(rss(*links), 200, KIND, {"ETag": f'"{state["version"]}"'})

    with serving(answer) as server:
        source = FeedSource.model_validate({"url": server.address + "/feed", "pages": True})
        memory = Memory()
        first = memory.run(gather(source, open_door(), memory.recall))
        (document,) = documents(first)
        assert "rung at night" in document.text
        assert [item.url for item in broken(first)] == [f"{server.address}/2"]
        visited = [item.url for item in first if isinstance(item, Visited)]
        assert visited == [f"{server.address}/1"], "the feed is asked again for what is broken"
        assert unchanged(memory.run(gather(source, open_door(), memory.recall))) == visited


def test_long_entries_are_no_flood():
    words = "&lt;p class=&quot;a&quot;&gt;" + "some words of the bell " * 4000 + "&lt;/p&gt;"
    (document,), _ = read(rss(f"<title>a</title><description>{words}</description>"))
    assert document.text.count("bell") == 4000


def test_of_a_feed_that_is_too_much_the_first_entries_are_read():
    found, _ = read(
        rss(
            *[
                f"<title>{n}</title><description>{'&lt;i&gt;x' * 5000}</description>"
                for n in range(9)
            ]
        )
    )
    assert [document.title for document in found] == ["0", "1", "2", "3"]


ITEM = b"<item><title>t</title><description>&lt;p&gt;Some &lt;b&gt;words&lt;/b&gt;</description></item>"


@pytest.mark.parametrize(
    "body",
    [
        b"<rss version='2.0'><channel>" + ITEM * 90_000 + b"</channel></rss>",
        b"<rss version='2.0'><channel>" + ITEM * 90_000 + b"<b></channel>",
        b"<rss version='2.0'><channel>" + b"<a>" * 24_000,
        b"<rss version='2.0'><channel>" + b"<a>" * 900_000,
        b"<rss version='2.0'><channel><item><description>" + b"&lt;div&gt;" * 24_000,
        b"<rss version='2.0'><channel><item><description>" + b"&" * 690_000,
        b"<rss version='2.0'><channel><item><title>" + b"x" * 9_000_000,
        b"<rss " + b" ".join(b"a%d='x'" % n for n in range(60_000)) + b">",
        b"<rss version='2.0'><channel><item><description>&lt;p "
        + b" ".join(b"a%d=&quot;x&quot;" % n for n in range(30_000))
        + b"&gt;</description></item></channel></rss>",
        b"<rss version='2.0'><channel><item><description><![CDATA[<p "
        + b" ".join(b"a%d=x" % n for n in range(60_000))
        + b">]]></description></item></channel></rss>",
    ],
    ids=[
        "long",
        "long and broken",
        "deep",
        "deeper",
        "deep text",
        "signs",
        "one word",
        "attributes",
        "escaped attributes",
        "quoted attributes",
    ],
)
def test_a_feed_that_is_made_to_cost_time_does_not(body):
    began = time.monotonic()
    try:
        entries = parse(Fetched("https://a.example/f", 200, KIND, None, body), 50).entries
    except ContentRefused:
        entries = []
    assert len(entries) <= 50
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<?xml version="1.0"?><!-- <r> --><!DOCTYPE r [<!ENTITY a "x">]>',
        '\n<?pi <r> ?>\n<!DOCTYPE\nr SYSTEM "http://127.0.0.1:1/x" [<!ENTITY % a "x"> %a;]>',
    ],
)
def test_declarations_are_refused_however_they_hide(prolog):
    body = f"{prolog}<rss version='2.0'><channel><title>&a;</title></channel></rss>".encode()
    for coding in ("utf-8", "utf-16"):
        coded = body.decode().encode(coding)
        with pytest.raises(ContentRefused, match="entities"):
            parse(Fetched("https://a.example/f", 200, KIND, None, coded), 9)


def test_an_article_about_entities_may_be_read():
    item = "<title>a</title><description><![CDATA[<pre>&lt;!DOCTYPE r [ &lt;!ENTITY a 1></pre>]]></description>"
    assert len(read(rss(item))[0]) == 1
