"""The file of the index can be damaged, older, newer, shared or cut off, and is never in the way."""

import random
import signal
import subprocess
import sys

import apsw  # noqa: TID251 - changes the file behind our back
import pytest

from assistant.errors import DatabaseUnusable
from assistant.knowledge.passage_store import PassageStore
from assistant.knowledge.passages import PassageIndex
from tests.knowledge.library import ALL, BELL, DRUM, embed, fill, real_embedder


@pytest.fixture
def file(tmp_path):
    return tmp_path / "passages.db"


def refilled(index):
    """Add what is missing, as the library does at every start."""
    missing = [document for document in ALL if document.id not in index.snapshots()]
    return fill(index, *missing) if missing else index


def test_what_was_indexed_is_there_after_a_restart(file):
    embed(fill(PassageIndex(file, real_embedder()))).close()
    index = PassageIndex(file, real_embedder())
    assert len(index.snapshots()) == len(ALL)
    assert index.pending() == 0
    assert index.search("Из чего верёвка?", "ru")[0].source.url == BELL.url
    index.close()


@pytest.mark.parametrize("seed", range(40))
def test_random_damage_is_repaired_and_never_quoted(file, seed):
    fill(PassageIndex(file, None)).close()
    dice = random.Random(seed)
    content = bytearray(file.read_bytes())
    for _ in range(dice.randint(1, 30)):
        begin = dice.randrange(len(content))
        content[begin : begin + dice.randint(1, 400)] = dice.randbytes(8)
    file.write_bytes(content)
    known = " ".join(document.text for document in ALL)
    index = PassageIndex(file, None)
    for _ in range(3):  # damage may show only when a page is read
        for question in ("bell", "Чайник из меди", "oven goat 1.3.9"):
            hits = refilled(index).search(question, "en")
            assert all(hit.passage.text in known for hit in hits)
    index.close()


@pytest.mark.parametrize("content", [b"", b"nonsense" * 999, b"SQLite format 3\0" + b"x" * 5000])
def test_a_file_that_is_no_index_is_begun_anew(file, content):
    file.write_bytes(content)
    index = fill(PassageIndex(file, None))
    assert index.search("hemp", "en")
    index.close()


def test_a_truncated_file_is_begun_anew(file):
    fill(PassageIndex(file, None)).close()
    file.write_bytes(file.read_bytes()[: 3 * 4096])
    index = PassageIndex(file, None)
    assert refilled(index).search("hemp", "en") or refilled(index).search("hemp", "en")
    index.close()


def test_a_changed_text_is_not_quoted(file):
    fill(PassageIndex(file, None)).close()
    with apsw.Connection(str(file)) as connection:
        connection.execute("UPDATE passage SET text = replace(text, 'hemp', 'gold')")
    index = PassageIndex(file, None)
    assert index.search("hemp rope", "en") == ()
    assert "hemp" in refilled(index).search("hemp rope", "en")[0].passage.text
    index.close()


def test_a_table_that_is_gone_is_told_and_the_file_begun_anew(file, caplog):
    fill(PassageIndex(file, None)).close()
    with apsw.Connection(str(file)) as connection:
        connection.execute("DROP TABLE passage_text")
    index = PassageIndex(file, None)
    assert index.search("hemp rope", "en") == ()
    (told,) = [record for record in caplog.records if record.levelname == "WARNING"]
    assert "passage_text" in told.getMessage()
    assert "hemp" in refilled(index).search("hemp rope", "en")[0].passage.text
    index.close()


def test_what_is_added_to_a_damaged_file_is_found(file):
    fill(PassageIndex(file, None), DRUM).close()
    with apsw.Connection(str(file)) as connection:
        connection.execute("DROP TABLE counter")
    index = fill(PassageIndex(file, None), BELL)
    assert index.snapshots() == {BELL.id}
    assert "hemp" in index.search("hemp rope", "en")[0].passage.text
    index.close()


def test_a_wrong_statement_is_no_damage(file, caplog):
    fill(PassageIndex(file, None)).close()
    store = PassageStore(file, "")
    with pytest.raises(apsw.SQLError, match="colour"):
        store.rows("SELECT colour FROM passage")
    assert store.rows("SELECT count(*) FROM snapshot") == [(len(ALL),)]
    assert not caplog.records
    store.close()


def set_version(file, version):
    with apsw.Connection(str(file)) as connection:
        connection.pragma("user_version", version)


def test_an_older_schema_is_begun_anew(file):
    fill(PassageIndex(file, None)).close()
    set_version(file, 0)
    index = PassageIndex(file, None)
    assert index.snapshots() == frozenset()
    assert fill(index).search("hemp", "en")
    index.close()


def test_a_newer_schema_is_one_sentence_and_is_left_alone(file):
    fill(PassageIndex(file, None)).close()
    set_version(file, 99)
    before = file.read_bytes()
    with pytest.raises(DatabaseUnusable, match="newer Snoska"):
        PassageIndex(file, None)
    assert file.read_bytes() == before


def test_a_locked_file_is_one_sentence_and_is_left_alone(file):
    fill(PassageIndex(file, None)).close()
    holder = apsw.Connection(str(file))
    holder.pragma("locking_mode", "exclusive")
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(DatabaseUnusable, match="Another program holds"):
        PassageIndex(file, None)
    holder.execute("ROLLBACK")
    holder.close()
    index = PassageIndex(file, None)
    assert len(index.snapshots()) == len(ALL)
    index.close()


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(DatabaseUnusable, match="Cannot write"):
        PassageIndex(tmp_path / "missing" / "passages.db", None)


_OTHER = """
import sys
from pathlib import Path
from assistant.knowledge.embedding import embedder
from assistant.knowledge.passages import PassageIndex
from tests.knowledge.library import fill
from assistant.domain import Document
index = PassageIndex(Path(sys.argv[1]), embedder())
for n in range(60):
    fill(index, Document(f"https://other.example/{n}", "t", f"The other bell number {n} rings."))
print("filled", flush=True)
while index.embed_some(1, threads=1):
    print("batch", flush=True)
"""


def other(file):
    return subprocess.Popen(
        [sys.executable, "-c", _OTHER, str(file)], stdout=subprocess.PIPE, text=True
    )


def test_two_programs_may_write_and_each_finds_what_the_other_adds(file):
    index = fill(PassageIndex(file, real_embedder()))
    assert index.search("other bell", "en")
    with other(file) as program:
        for _ in range(20):
            fill(index, DRUM)
            index.remove([DRUM.id])
            index.embed_some(2)
        program.communicate(timeout=60)
        assert program.returncode == 0
    embed(index)
    assert len(index.snapshots()) == 60 + len(ALL) - 1
    found = index.search("Which other bell rings, number 37?", "en")
    assert "number 37" in found[0].passage.text
    index.close()


def test_a_kill_between_batches_loses_no_batch(file):
    with other(file) as program:
        assert program.stdout
        done = 0
        for line in program.stdout:
            done += line == "batch\n"
            if done == 5:
                program.send_signal(signal.SIGKILL)
                break
    index = PassageIndex(file, real_embedder())
    assert 0 < index.pending() <= 55
    embed(index)
    assert index.pending() == 0
    assert "number 59" in index.search("bell number 59", "en")[0].passage.text
    index.close()
