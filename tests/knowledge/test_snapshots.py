"""The library keeps what was fetched, and says in one sentence why it cannot be opened."""

import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from assistant.domain import Document, Fact, Snapshot, Source
from assistant.errors import DatabaseUnusable
from assistant.knowledge.snapshots import Snapshots

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
PAGE = Document(
    "https://bell.example/notes",
    "Bell 1.4",
    "A bell.",
    "Bell makers",
    date(2026, 2, 3),
    "maker",
    "Bell",
)
SOURCE = Source("bell", "Bell notes", "https://bell.example", "maker", date(2026, 11, 24))


@pytest.fixture
def library(tmp_path):
    found = Snapshots(tmp_path / "snapshots.db")
    yield found
    found.close()


def test_a_document_comes_back_as_it_was(library):
    added = library.add(PAGE, NOW)
    assert added == Snapshot(PAGE, NOW)
    assert list(library.current(PAGE.url)) == [added]
    assert library.get(added.id) == added


def test_the_same_document_is_kept_once(library):
    assert library.add(PAGE, NOW)
    assert library.add(PAGE, NOW) is None


def test_a_newer_text_takes_the_place_of_the_old_one(library):
    old = library.add(PAGE, NOW)
    new = library.add(replace(PAGE, text="Two bells."), NOW)
    assert list(library.current(PAGE.url)) == [new]
    assert library.get(old.id) == old
    back = library.add(PAGE, NOW)
    assert list(library.current(PAGE.url)) == [back]


def test_what_an_answer_cites_is_not_pruned(library):
    first, second = (library.add(replace(PAGE, text=text), NOW) for text in ("one", "two"))
    library.add(PAGE, NOW)
    library.cite([first.id])
    assert library.prune() == 1
    assert library.get(first.id)
    assert library.get(second.id) is None


@pytest.mark.parametrize(
    "value", [date(2026, 2, 3), 32.8, 64, True, "Apache 2.0", ("0.6B", "1.7B")], ids=str
)
def test_a_fact_comes_back_with_the_type_of_its_value(library, value):
    fact = Fact("Bell 1.4", "release_date", value, "", date(2026, 2, 3), SOURCE, "medium")
    assert library.learn(fact)
    assert not library.learn(fact)
    assert library.learned() == (fact,)
    assert type(library.learned()[0].value) is type(value)


def test_what_a_source_brought_can_be_forgotten(library):
    library.add(PAGE, NOW, "page a")
    other = library.add(replace(PAGE, url="https://b.example"), NOW, "page b")
    library.visit(PAGE.url, "e", "", "page a")
    library.forget("page a")
    assert list(library.current()) == [other]
    assert library.visited(PAGE.url) == ("", "")


def test_a_damaged_file_is_one_sentence_and_is_left_alone(tmp_path):
    file = tmp_path / "snapshots.db"
    file.write_bytes(b"SQLite format 3\0" + b"nonsense" * 500)
    before = file.read_bytes()
    with pytest.raises(DatabaseUnusable, match="damaged"):
        Snapshots(file)
    assert file.read_bytes() == before


def test_a_newer_file_is_one_sentence_and_is_left_alone(tmp_path):
    file = tmp_path / "snapshots.db"
    Snapshots(file).close()
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(DatabaseUnusable, match="newer Snoska"):
        Snapshots(file)


def test_two_programs_may_write(tmp_path):
    file = tmp_path / "snapshots.db"
    ours = Snapshots(file)
    program = f"""
from datetime import UTC, datetime
from pathlib import Path
from assistant.domain import Document
from assistant.knowledge.snapshots import Snapshots
library = Snapshots(Path({str(file)!r}))
for number in range(200):
    library.add(Document(f"https://b.example/{{number}}", "t", "text"), datetime.now(UTC))
"""
    with subprocess.Popen([sys.executable, "-c", program]) as other:
        for number in range(200):
            ours.add(replace(PAGE, url=f"https://a.example/{number}"), NOW)
        assert other.wait(60) == 0
    assert len(ours.current_ids()) == 400
    ours.close()
