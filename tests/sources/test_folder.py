"""Folders as they really are: with files that cannot be read, devices, and odd names."""

import os
from pathlib import Path

import pytest

from assistant.errors import SourceUnreachable
from assistant.sources.configuration import FolderSource
from assistant.sources.folder import gather
from assistant.sources.items import Item, Visited
from tests.sources.servers.doors import Memory, broken, documents, never, open_door, unchanged


def read(path: Path) -> list[Item]:
    return list(gather(FolderSource(path=path), open_door(offline=True), never))


def test_a_file_that_cannot_be_read_is_told():
    file = Path("/proc/self/mem")
    if not file.exists():
        pytest.skip("this system has no file that nobody may read from its start")
    (problem,) = broken(read(file))
    assert problem.reason


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_pipes_and_devices_are_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "a.md").write_text("# A\n\nIt rings.\n")
    assert [document.title for document in documents(read(tmp_path))] == ["A (a.md)"]
    with pytest.raises(SourceUnreachable, match="neither a file nor a folder"):
        read(tmp_path / "pipe.md")


def test_a_name_that_is_no_text_can_be_stored(tmp_path):
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/bell\xff.txt")).write_text("It rings.")
    except OSError:
        pytest.skip("this file system takes no such names")
    (document,) = documents(read(tmp_path))
    assert document.url.endswith("/bell%FF.txt")
    document.title.encode("utf-8")


def test_a_file_beyond_the_limit_is_told_and_the_others_are_read(tmp_path):
    (tmp_path / "a.md").write_text("# A\n\nIt rings.\n")
    (tmp_path / "b.md").write_bytes(b"x" * 10_000_001)
    items = read(tmp_path)
    assert [document.title for document in documents(items)] == ["A (a.md)"]
    assert [item.reason for item in broken(items)] == ["It is larger than 10 MB."]
    assert [item.url for item in items if isinstance(item, Visited)] == [
        (tmp_path / "a.md").as_uri()
    ]


def test_a_file_that_was_only_touched_is_the_same(tmp_path):
    file, memory = tmp_path / "a.md", Memory()
    file.write_text("# A\n\nIt rings.\n")
    source = FolderSource(path=tmp_path)
    memory.run(gather(source, open_door(), memory.recall))
    os.utime(file, (1, 1))
    again = memory.run(gather(source, open_door(), memory.recall))
    assert (documents(again), unchanged(again)) == ([], [file.as_uri()])


def test_a_folder_that_links_to_itself_ends(tmp_path):
    (tmp_path / "a.md").write_text("# A\n\nIt rings.\n")
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "round.md").symlink_to(tmp_path / "round.md")
    assert len(documents(read(tmp_path))) == 1
