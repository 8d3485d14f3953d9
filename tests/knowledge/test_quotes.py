"""A fact is confirmed by the very sentence of its source, found again by its fingerprint."""

import json
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant.domain import Document, Fact, Finding, Source
from assistant.knowledge import Ledger, Library
from assistant.knowledge.passages import PassageIndex
from assistant.knowledge.quotes import fingerprint, fingerprints
from assistant.knowledge.snapshots import Snapshots

SHARED = Path(__file__).parents[3] / "shared" / "data"
NOW = datetime(2026, 11, 24, tzinfo=UTC)
DAY = date(2026, 2, 3)
TEXT = "# Bell\n\nWords. **Bell 1.4** came out on 3 February 2026. More words.\n\n| Bell | 3 kg |\n"


def finding(sentence, url="https://bell.example"):
    source = Source("bell", "Bell", url, "maker", DAY)
    fact = Fact("Bell 1.4", "release_date", DAY, "", DAY, source, "high", fingerprint(sentence))
    return Finding("fact", "Bell 1.4 was released on 3 February 2026.", source, DAY, fact)


@pytest.fixture
def library():
    found = Library(Snapshots(None), PassageIndex(None, None))
    with closing(found):
        yield found


@pytest.mark.parametrize("sentence", ["bell 1.4 came out on 3  february 2026.", "| Bell | 3 kg |"])
def test_the_sentence_is_found_again_whatever_its_marks(library, sentence):
    library.keep(Document("https://bell.example", "Bell", TEXT), NOW)
    found = library.confirmation(finding(sentence))
    assert found
    assert found in TEXT


def test_without_the_page_nothing_is_confirmed(library):
    assert library.confirmation(finding("Bell 1.4 came out on 3 February 2026.")) is None


def test_a_page_that_says_something_else_confirms_nothing(library):
    library.keep(Document("https://bell.example", "Bell", TEXT.replace("2026", "2025")), NOW)
    assert library.confirmation(finding("Bell 1.4 came out on 3 February 2026.")) is None


def test_a_fact_without_a_fingerprint_is_not_confirmed(library):
    library.keep(Document("https://bell.example", "Bell", ""), NOW)
    assert library.confirmation(finding("")) is None


@pytest.mark.skipif(
    not SHARED.exists(), reason="the collection of documents is not beside this clone"
)
def test_every_fingerprint_of_the_catalogue_stands_in_its_source():
    documents = {}
    for line in (SHARED / "sources_index.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        text = (SHARED / entry["file"]).read_text("utf-8")
        documents.setdefault(entry["url"].rstrip("/"), {}).update(fingerprints(text))
    with closing(Ledger()) as ledger:
        marked = [
            found for found in ledger.facts("en", None, ledger.predicates) if found.fact.quote
        ]
        assert len(marked) >= 400
        lost = [
            found.fact.id
            for found in marked
            if found.fact.quote not in documents[found.source.url.rstrip("/")]
        ]
    assert lost == []
