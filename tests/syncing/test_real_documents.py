"""All documents of the collection, served by a real server, through the real door."""

import json
import re
from contextlib import closing
from pathlib import Path

import pytest

from assistant.knowledge.library import Library
from assistant.knowledge.passages import PassageIndex
from assistant.knowledge.snapshots import Snapshots
from assistant.network import NetworkLedger
from assistant.sources.configuration import PageSource
from assistant.sources.connectors import Means, connector
from assistant.sources.decoding import cleaned
from assistant.sources.fetch import Door
from assistant.sources.items import Validators
from assistant.syncing import Summary, sync
from tests.sources.servers.http import Asked, Reply, serving

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
SHARED = Path(__file__).parents[3] / "shared" / "data"
pytestmark = [
    pytest.mark.enable_socket,
    pytest.mark.allow_hosts(["127.0.0.1"]),
    pytest.mark.skipif(
        not SHARED.exists(), reason="the collection of documents is not beside this clone"
    ),
]


def test_every_document_is_stored_verbatim_and_fetched_once(tmp_path):
    files = [
        SHARED / json.loads(line)["file"]
        for line in (SHARED / "sources_index.jsonl").read_text("utf-8").splitlines()
    ]
    texts = {f"/{file.name}": file.read_bytes() for file in files}

    def answer(asked: Asked, _: str) -> Reply:
        body = texts[asked.path]
        return Reply(body, 200, "text/plain; charset=utf-8", {"ETag": f'"{hash(body)}"'})

    library = Library(Snapshots(tmp_path / "s.db"), PassageIndex(tmp_path / "p.db", None))
    with serving(answer) as server, closing(library):
        sources = [PageSource.model_validate({"url": server.address + path}) for path in texts]
        first = _run(sources, library)
        assert (first.new, first.troubles) == (len(files), [])
        assert len(server.asked) == len(files)
        for snapshot in library.snapshots.current():
            body = texts["/" + snapshot.document.url.rsplit("/", 1)[1]].decode()
            assert snapshot.document.text == _COMMENT.sub("", cleaned(body))
        second = _run(sources, library)
        assert (second.new, second.changed, second.same) == (0, 0, len(files))
        assert all("if-none-match" in asked.headers for asked in server.asked[len(files) :])
        _assert_slices(library)


def _run(sources: list[PageSource], library: Library) -> Summary:
    door = Door(NetworkLedger(None), allowed=lambda _address, _port: True)
    means = Means(door, lambda url: Validators(*library.snapshots.visited(url)))
    summary = Summary()
    for report in sync(sources, lambda source: connector(source, means), library):
        summary.take(report)
    return summary


def _assert_slices(library: Library) -> None:
    found = 0
    for words in ("Qwen3 base model", "license", "release notes", "контекст", "tokens"):
        for finding in library.quotes(words, "en", limit=50):
            passage = finding.passage
            snapshot = library.snapshots.get(passage.snapshot)
            assert snapshot.document.text[passage.start : passage.end] == finding.statement
            found += 1
    assert found > 100
