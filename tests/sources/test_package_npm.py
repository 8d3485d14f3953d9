"""Packages on npm's registry."""

import os
from collections.abc import Iterator
from datetime import date

import pytest

from assistant.errors import OfflineRefused, SourceError
from assistant.sources.configuration import PackageSource
from assistant.sources.items import Items
from assistant.sources.package import gather
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
from tests.sources.servers.packages import FakeNpm, tarball

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

NEWS = "# @acme/engine\n\n## 1.10.0\n\n* Быстрее.\n".encode()


@pytest.fixture
def npm() -> FakeNpm:
    return FakeNpm(
        versions={
            "1.9.0": tarball({"package/CHANGELOG.md": b"old"}),
            "1.11.0-beta.1": tarball({"package/CHANGELOG.md": b"soon"}),
            "1.10.0": tarball(
                {"package/CHANGELOG.md": NEWS, "package/node_modules/x/CHANGELOG.md": b"foreign"}
            ),
        },
        times={
            "1.9.0": "2025-01-02T00:00:00.000Z",
            "1.10.0": "2025-02-03T23:00:00.000Z",
            "1.11.0-beta.1": "2025-02-04T00:00:00.000Z",
        },
    )


@pytest.fixture
def server(npm: FakeNpm) -> Iterator[Log]:
    with serving(npm.answer) as log:
        yield log


def read(address: str, memory: Memory | None = None, **variables: str) -> Items:
    environment = {"npm_config_registry": address, "npm_config_globalconfig": os.devnull}
    source = PackageSource(package="@acme/engine", index="npm")
    recall = memory.recall if memory else never
    return gather(source, open_door(), recall, environment | variables)


def test_the_change_log_and_the_days_of_all_versions_come(server: Log):
    items = list(read(server.address))
    [document] = documents(items)
    assert document.text == NEWS.decode()
    assert document.url == "https://www.npmjs.com/package/@acme/engine"
    assert document.published == date(2025, 2, 3)
    assert list(facts(items).items()) == [
        (("@acme/engine 1.11.0-beta.1", "release_date"), date(2025, 2, 4)),
        (("@acme/engine 1.10.0", "release_date"), date(2025, 2, 3)),
        (("@acme/engine 1.9.0", "release_date"), date(2025, 1, 2)),
    ]


def test_a_second_run_fetches_nothing_again(server: Log):
    memory = Memory()
    memory.run(read(server.address, memory))
    again = memory.run(read(server.address, memory))
    assert len(unchanged(again)) == 1
    assert documents(again) == []
    assert len(server.asked) == 3


@pytest.mark.parametrize("only_sha1", [True, False])
def test_a_file_with_another_hash_is_refused(npm: FakeNpm, server: Log, only_sha1: bool):
    npm.only_sha1 = only_sha1
    assert documents(read(server.address))
    npm.lies = True
    items = list(read(server.address))
    assert documents(items) == []
    assert "hash" in broken(items)[0].reason
    assert len(facts(items)) == 3
    memory = Memory()
    memory.run(read(server.address, memory))
    npm.lies = False
    assert documents(read(server.address, memory)), "it is tried again"


def test_a_token_goes_to_its_registry(npm: FakeNpm, server: Log, tmp_path):
    npm.token = "t0ken"
    (tmp_path / ".npmrc").write_text(f"{server.address.removeprefix('http:')}/:_authToken=t0ken\n")
    assert documents(read(server.address, HOME=str(tmp_path)))


def test_lying_types_are_passed_over(npm: FakeNpm, server: Log):
    npm.times = {"1.9.0": 7, "1.10.0": ["x"], "1.11.0-beta.1": "yesterday"}
    items = list(read(server.address))
    assert facts(items) == {}
    assert documents(items)[0].text == NEWS.decode()


def test_a_package_that_is_not_there_is_one_clear_error(npm: FakeNpm, server: Log):
    npm.name = "other"
    with pytest.raises(SourceError):
        list(read(server.address))


def test_offline_nothing_is_asked(server: Log):
    source = PackageSource(package="@acme/engine", index="npm")
    with pytest.raises(OfflineRefused):
        list(gather(source, open_door(offline=True), never, {"npm_config_registry": server.address}))  # fmt: skip
    assert server.asked == []
