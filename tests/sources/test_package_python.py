"""Packages on Python indexes: JSON, HTML and folders, through pip's own settings."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.errors import OfflineRefused, SourceError
from assistant.network import NetworkLedger
from assistant.sources.configuration import PackageSource
from assistant.sources.items import Item, Items
from assistant.sources.package import gather
from tests.runtime.servers import closed_port
from tests.sources.servers.doors import (  # fmt: skip
    Memory,
    broken,
    documents,
    facts,
    never,
    open_door,
    unchanged,
)
from tests.sources.servers.http import Log, serving
from tests.sources.servers.packages import FakeIndex, tarball, wheel

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

NEWS = "# Changes\n\n## 0.10.0\n\n* Reads Qwen3. Читает Qwen3.\n".encode()
OLD_WHEEL, WHEEL = "engine-0.9.0-py3-none-any.whl", "engine-0.10.0-py3-none-any.whl"
SDIST = "engine-0.10.0.tar.gz"


@pytest.fixture
def index() -> FakeIndex:
    return FakeIndex(
        files={
            OLD_WHEEL: wheel({"engine/CHANGELOG.md": b"old"}),
            WHEEL: wheel({"engine/__init__.py": b"raise SystemExit", "engine/CHANGELOG.md": NEWS}),
        },
        uploaded={OLD_WHEEL: "2025-03-01T10:00:00Z", WHEEL: "2025-05-08T23:59:59.123456Z"},
    )


@pytest.fixture
def server(index: FakeIndex) -> Iterator[Log]:
    with serving(index.answer) as log:
        yield log


def pip(index: str, **more: str) -> dict[str, str]:
    """The variables that make `index` pip's only one."""
    return {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": index, **more}


def read(address: str, memory: Memory | None = None, **settings: object) -> Items:
    source = PackageSource.model_validate({"package": "Engine", **settings})
    recall = memory.recall if memory else never
    return gather(source, open_door(), recall, pip(f"{address}/simple"))


def test_the_change_log_comes_verbatim_out_of_the_newest_file(server: Log):
    [document] = documents(read(server.address))
    assert document.text == NEWS.decode()
    assert (document.url, document.title) == ("https://pypi.org/project/Engine/", "Engine: CHANGELOG.md")  # fmt: skip
    assert (document.published, document.subject) == (date(2025, 5, 8), "Engine")


def test_versions_have_the_days_that_the_index_states(index: FakeIndex, server: Log):
    index.files[SDIST] = tarball({})
    index.uploaded[SDIST] = "2025-05-07T10:00:00Z"
    assert facts(read(server.address)) == {
        ("Engine 0.10.0", "release_date"): date(2025, 5, 7),
        ("Engine 0.9.0", "release_date"): date(2025, 3, 1),
    }
    assert set(facts(read(server.address, limit=1))) == {("Engine 0.10.0", "release_date")}


def test_an_index_that_speaks_html_only_is_read_too(index: FakeIndex, server: Log):
    index.speaks_json = False
    items = list(read(server.address))
    assert documents(items)[0].text == NEWS.decode()
    assert facts(items) == {}, "HTML states no days"


@pytest.mark.parametrize("speaks_json", [True, False])
def test_withdrawn_files_are_left_out(index: FakeIndex, server: Log, speaks_json: bool):
    index.speaks_json, index.yanked = speaks_json, {WHEEL}
    assert documents(read(server.address))[0].text == "old"


def test_an_unfinished_version_is_not_the_newest(index: FakeIndex, server: Log):
    index.files["engine-1.0.0rc1-py3-none-any.whl"] = wheel({"engine/CHANGELOG.md": b"soon"})
    assert documents(read(server.address))[0].text == NEWS.decode()


def test_without_a_change_log_in_the_wheel_the_source_archive_is_read(
    index: FakeIndex, server: Log
):
    index.files[WHEEL] = wheel({"engine/__init__.py": b""})
    index.files[SDIST] = tarball({"engine-0.10.0/HISTORY.rst": b"History\n=======\n", "engine-0.10.0/docs/changes.md": b"more"})  # fmt: skip
    first, second = documents(read(server.address))
    assert first.text == "History\n=======\n"
    assert second.url == "https://pypi.org/project/Engine/#docs/changes.md"


def test_a_second_run_asks_once_and_fetches_nothing(index: FakeIndex, server: Log):
    memory = Memory()
    memory.run(read(server.address, memory))
    before = len(server.asked)
    again = memory.run(read(server.address, memory))
    assert unchanged(again) == [f"{server.address}/simple/engine/"]
    assert len(server.asked) == before + 1
    index.files["engine-0.8.0-py3-none-any.whl"] = wheel({})
    third = memory.run(read(server.address, memory))
    assert unchanged(third) == [f"{server.address}/files/{WHEEL}"]


def test_places_on_disk_are_remembered_as_well(index: FakeIndex, server: Log, tmp_path: Path):
    index.files[WHEEL] = wheel({"engine/__init__.py": b""})
    index.files[SDIST] = tarball({"engine-0.10.0/NEWS": b"news"})
    memory, source = Memory(), PackageSource(package="engine")
    variables = pip(f"{server.address}/simple", PIP_FIND_LINKS=str(tmp_path))

    def run() -> list[Item]:
        return memory.run(gather(source, open_door(), memory.recall, variables))

    assert len(documents(run())) == 1
    before = len(server.asked)
    assert unchanged(run()) == [f"{server.address}/simple/engine/"]
    assert len(server.asked) == before + 1
    newest = "engine-0.11.0-py3-none-any.whl"
    (tmp_path / newest).write_bytes(wheel({"engine/NEWS": b"local"}))
    assert documents(run())[0].text == "local"
    assert unchanged(run()) == [f"{server.address}/simple/engine/"]


def test_a_file_with_another_hash_is_refused(index: FakeIndex, server: Log):
    index.lies = True
    items = list(read(server.address))
    assert documents(items) == []
    assert "SHA-256" in broken(items)[0].reason
    assert len(facts(items)) == 2, "the rest goes on"
    index.lies, memory = True, Memory()
    memory.run(read(server.address, memory))
    index.lies = False
    assert documents(read(server.address, memory)), "it is tried again"


def test_a_package_without_a_change_log_is_told(index: FakeIndex, server: Log):
    index.files[WHEEL] = wheel({"engine/__init__.py": b""})
    assert "No change log is in" in broken(read(server.address))[0].reason


def test_several_indexes_are_read_and_the_newest_file_wins(index: FakeIndex, server: Log):
    newer = FakeIndex(files={"engine-0.11.0.tar.gz": tarball({"engine-0.11.0/NEWS": b"newest"})})
    with serving(newer.answer) as other:
        variables = pip(f"{closed_port()}/simple", PIP_EXTRA_INDEX_URL=f"{server.address}/simple\n{other.address}/simple/")  # fmt: skip
        source = PackageSource(package="engine")
        items = list(gather(source, open_door(), never, variables))
    assert documents(items)[0].text == "newest"


def test_files_on_another_host_are_content_and_not_trusted(index: FakeIndex, server: Log):
    ledger = NetworkLedger(None)
    with serving(index.answer) as files:
        index.files_at = files.address.replace("127.0.0.1", "localhost")
        source = PackageSource(package="engine")
        variables = pip(f"{server.address}/simple")
        list(gather(source, open_door(ledger=ledger), never, variables))
    assert [request.profile for request in ledger.read(10)] == ["operator", "content"]


def test_the_users_name_and_password_reach_the_index_and_nothing_else(
    index: FakeIndex, server: Log
):
    index.user = "ann:s3cret"
    ledger, memory = NetworkLedger(None), Memory()
    variables = pip(f"http://ann:s3cret@{server.address.removeprefix('http://')}/simple")
    source = PackageSource(package="engine")
    items = memory.run(gather(source, open_door(ledger=ledger), memory.recall, variables))
    assert documents(items)[0].text == NEWS.decode()
    assert "s3cret" not in str(items) + str(ledger.read(10)) + str(memory.visits)


def test_folders_of_files_and_indexes_on_disk_need_no_request(index: FakeIndex, tmp_path: Path):
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / OLD_WHEEL).write_bytes(index.files[OLD_WHEEL])
    project = tmp_path / "simple" / "engine"
    project.mkdir(parents=True)
    (project / WHEEL).write_bytes(index.files[WHEEL])
    (project / "index.html").write_text(f'<a href="{WHEEL}">{WHEEL}</a>')
    variables = {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(tmp_path / "links"),
    }
    source = PackageSource(package="engine")
    door = open_door(offline=True)
    assert documents(gather(source, door, never, variables))[0].text == "old"
    on_disk = pip((tmp_path / "simple").as_uri())
    assert documents(gather(source, door, never, on_disk))[0].text == NEWS.decode()


def test_a_page_of_the_web_cannot_name_a_file_of_this_computer(index: FakeIndex, server: Log, tmp_path: Path):  # fmt: skip
    name = "engine-9.0.0-py3-none-any.whl"
    (tmp_path / name).write_bytes(wheel({"engine/CHANGELOG.md": b"private"}))
    index.extra = [{"filename": name, "url": (tmp_path / name).as_uri(), "hashes": {}}]
    assert documents(read(server.address))[0].text == NEWS.decode()


def test_entries_that_are_wrong_are_passed_over(index: FakeIndex, server: Log):
    index.extra = [7, {"filename": "engine-2.0.0.tar.gz"}, {"filename": "engine-x.tar.gz", "url": "a"}, {"filename": "other-9.0-py3-none-any.whl", "url": "b"}]  # fmt: skip
    assert documents(read(server.address))[0].text == NEWS.decode()


def test_a_package_that_no_index_has_is_one_clear_error(server: Log):
    source = PackageSource(package="nothing-of-that-name")
    with pytest.raises(SourceError):
        list(gather(source, open_door(), never, pip(f"{server.address}/simple")))


def test_offline_nothing_is_asked(server: Log):
    source = PackageSource(package="engine")
    with pytest.raises(OfflineRefused):
        list(gather(source, open_door(offline=True), never, pip(f"{server.address}/simple")))
    assert server.asked == []
