"""Feeds and folders: what they hold becomes documents; what is broken is told and passed over."""

import os
import time
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from assistant.errors import ContentRefused, SourceError, SourceUnreachable
from assistant.network import NetworkLedger
from assistant.sources import feed, folder, page
from assistant.sources.configuration import FeedSource, FolderSource, PageSource
from assistant.sources.fetch import Door
from assistant.sources.items import Broken, Unchanged
from tests.sources.servers.doors import TODAY, Memory, documents, never
from tests.sources.servers.http import Reply, serving

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>The bell blog</title>
<item><title>Bell 1.4</title><link>https://bell.example/1.4</link>
<pubDate>Tue, 03 Feb 2026 10:00:00 GMT</pubDate>
<description>&lt;p&gt;Bells can be rung at night, and the whistle is louder now.&lt;/p&gt;
&lt;script&gt;alert(1)&lt;/script&gt;</description></item>
<item><title>From the future</title><link>https://bell.example/9</link>
<pubDate>Tue, 03 Feb 9999 10:00:00 GMT</pubDate><description>Later words of the bell.</description></item>
</channel></rss>"""


def door() -> Door:
    return Door(NetworkLedger(None), allowed=lambda _address, _port: True, today=TODAY)


def reading(body: bytes, kind: str = "application/rss+xml", **more):
    with serving(lambda asked, address: Reply(body, 200, kind, {"ETag": '"1"'})) as server:
        source = FeedSource.model_validate({"url": server.address + "/feed.xml"} | more)
        memory = Memory()
        first = memory.run(feed.gather(source, door(), memory.recall))
        second = memory.run(feed.gather(source, door(), memory.recall))
    return first, second


def test_entries_become_documents_once():
    first, second = reading(RSS.encode())
    bell, later = documents(first)
    assert (bell.title, bell.url) == ("Bell 1.4", "https://bell.example/1.4")
    assert bell.published == date(2026, 2, 3)
    assert bell.text.startswith("Bells can be rung")
    assert "alert" not in bell.text
    assert later.published is None
    assert [type(item) for item in second] == [Unchanged]


def test_a_wrong_declaration_does_not_spoil_russian():
    text = RSS.replace("Bells can be rung at night", "Колокол звонит ночью").replace(
        'encoding="utf-8"', 'encoding="windows-1251"'
    )
    (bell, _) = documents(reading(b"\xef\xbb\xbf" + text.encode())[0])
    assert "Колокол звонит" in bell.text


def test_a_bomb_of_entities_is_refused_at_once():
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
        "<rss><channel><item><title>&b;</title></item></channel></rss>"
    )
    began = time.monotonic()
    with pytest.raises(ContentRefused, match="entities"):
        reading(bomb.encode())
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("body", [b"", b"{}", b"<html><p>no feed</p></html>", b"\xff\xfe\x00"])
def test_what_is_no_feed_is_told(body):
    with pytest.raises(SourceError) as raised:
        reading(body)
    assert "\n" not in str(raised.value)


@pytest.mark.skipif("SNOSKA_TEST_ATTACKS" not in os.environ, reason="no hostile inputs are given")
def test_hostile_feeds_are_over_soon():
    for file in sorted((Path(os.environ["SNOSKA_TEST_ATTACKS"]) / "feeds").iterdir()):
        began = time.monotonic()
        with suppress(SourceError):
            reading(file.read_bytes())
        assert time.monotonic() - began < 5, file.name


def test_a_page_is_read_once():
    html = (
        b"<title>Bell</title><article><p>Bells can be rung at night now, all of them.</p></article>"
    )
    memory = Memory()
    with serving(lambda asked, address: Reply(html, 200, "text/html", {"ETag": "1"})) as server:
        source = PageSource.model_validate({"url": server.address + "/bell"})
        (document,) = documents(memory.run(page.gather(source, door(), memory.recall)))
        again = memory.run(page.gather(source, door(), memory.recall))
    assert "Bells can be rung" in document.text
    assert Unchanged(str(source.url)) in again


@pytest.fixture
def notes(tmp_path):
    (tmp_path / "a.md").write_text("# Bell 1.4\n\nIt rings.\n", "utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.txt").write_bytes(
        "Колокол звонит, и его хорошо слышно.".encode("cp1251")
    )
    (tmp_path / "c.html").write_text("<p>A page about the bell that rings at night.</p>", "utf-8")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 no")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.md").write_text("hidden", "utf-8")
    return tmp_path


def test_a_folder_is_read_once_and_its_changes_later(notes):
    memory, source = Memory(), FolderSource(path=notes)
    first = memory.run(folder.gather(source, door(), memory.recall))
    assert [document.title for document in documents(first)] == [
        "Bell 1.4",
        "c.html",
        "sub/b.txt",
    ]
    assert "Колокол" in documents(first)[2].text
    (problem,) = [item for item in first if isinstance(item, Broken)]
    assert problem.url.endswith("broken.pdf")
    second = memory.run(folder.gather(source, door(), memory.recall))
    assert documents(second) == []
    (notes / "a.md").write_text("# Bell 1.5\n\nIt rings louder.\n", "utf-8")
    third = memory.run(folder.gather(source, door(), memory.recall))
    assert [document.title for document in documents(third)] == ["Bell 1.5"]


def test_a_link_out_of_the_folder_is_left_alone(notes, tmp_path_factory):
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.md"
    secret.write_text("# Secret\n", "utf-8")
    (notes / "link.md").symlink_to(secret)
    found = documents(folder.gather(FolderSource(path=notes), door(), never))
    assert "Secret" not in [document.title for document in found]


def test_one_file_is_a_source_too(notes):
    (document,) = documents(folder.gather(FolderSource(path=notes / "a.md"), door(), never))
    assert (document.title, document.authority) == ("Bell 1.4", "local")


def test_a_folder_that_is_gone_is_told(tmp_path):
    with pytest.raises(SourceUnreachable, match="no file or folder"):
        list(folder.gather(FolderSource(path=tmp_path / "gone"), door(), never))


def test_more_files_than_the_limit_are_told(notes):
    found = list(folder.gather(FolderSource(path=notes, limit=1), door(), never))
    assert len(documents(found)) == 1
    assert any(isinstance(item, Broken) and "limit" in item.reason for item in found)
