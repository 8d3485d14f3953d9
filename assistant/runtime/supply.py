"""
Decide which model answers, and bring it here, while the page already works.

The order: the one asked for; a Qwen3 on this computer; the Qwen3 that suits this machine, from the
hub; the embedded default, from the package index; none, and the ledger answers alone. One thread
does it all; everybody else reads `state`.

A model asked for that cannot be had is a failure and is never replaced by another. Not covered:
loading the model, and changing it while the page runs.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any, Literal

from assistant.errors import (
    AssistantError,
    DiskFull,
    DownloadStopped,
    HubUnreachable,
    ModelError,
)
from assistant.runtime.catalog import Catalog, Entry
from assistant.runtime.fetching import Choice, Origin, Ways, obtain, on_disk
from assistant.runtime.fit import Fit, best, estimate
from assistant.runtime.gguf import check
from assistant.runtime.hardware import Machine
from assistant.runtime.local import describe, find_qwen3

UNASKED_LIMIT_BYTES = 3_000_000_000
"""No larger file is fetched unless it was asked for by name."""

_STOP_SECONDS = 8.0  # longer than the download waits for a silent server


class Reason(StrEnum):
    """Why this model answers, or why it is not a Qwen3."""

    LOOKING = "looking"
    ASKED = "asked"
    FOUND_ON_DISK = "found on disk"
    HUB = "hub"
    OFFLINE = "offline"
    HUB_UNREACHABLE = "hub unreachable"
    DOWNLOAD_FAILED = "download failed"
    DISK_FULL = "disk full"
    TOO_SMALL_MACHINE = "too small machine"
    TOO_LARGE_UNASKED = "too large unasked"
    STOPPED = "stopped"


Phase = Literal["resolving", "downloading", "ready", "none", "failed"]


@dataclass(frozen=True, slots=True)
class SupplyState:
    """How far the supply is; a snapshot that never changes."""

    phase: Phase = "resolving"
    done_bytes: int = 0
    total_bytes: int = 0
    choice: Choice | None = None
    """The model to use now. While a better one is downloaded: the embedded default, if here."""
    offered: Fit | None = None
    """The Qwen3 that suits this machine, when another model or none was taken."""
    reason: Reason = Reason.LOOKING
    fetching: Entry | None = None
    """What is being downloaded."""
    error: AssistantError | None = None
    """What went wrong on the way, with its hint."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted: a model by name or path, or "" for the one that suits; where and how."""

    catalog: Catalog
    machine: Machine
    ways: Ways
    model: str = ""
    context: int = 8192
    limit_bytes: int = UNASKED_LIMIT_BYTES


class Supply:
    """Resolves and downloads in one background thread, from `start` to `stop`."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._state = SupplyState()
        self._lock = Lock()
        self._abort, self._settled = Event(), Event()
        self._thread: Thread | None = None

    @property
    def state(self) -> SupplyState:
        """Where it stands now."""
        with self._lock:
            return self._state

    def start(self) -> "Supply":
        """Begin, or go on after `stop`; returns at once."""
        if self._thread is None or not self._thread.is_alive():
            self._abort.clear()
            self._settled.clear()
            self._thread = Thread(target=self._run, name="snoska-supply", daemon=True)
            self._thread.start()
        return self

    def wait(self, timeout_seconds: float | None = None) -> SupplyState:
        """Wait until it is settled, for at most `timeout_seconds`, and return the state."""
        self._settled.wait(timeout_seconds)
        return self.state

    def stop(self) -> None:
        """End a download, keeping what has come."""
        self._abort.set()
        if self._thread is not None and self._thread.is_alive():
            self._thread.join(_STOP_SECONDS)

    def _run(self) -> None:
        try:
            self._resolve()
        except DownloadStopped as error:
            self._stopped(error)
        except AssistantError as error:
            self._change(phase="failed", choice=None, error=error)
        except OSError as error:
            trouble = ModelError(f"The model folders cannot be read: {error.strerror or error}.")
            self._change(phase="failed", choice=None, error=trouble)
        finally:
            self._settled.set()

    def _stopped(self, error: DownloadStopped) -> None:
        """Go on with the model that is here, if any."""
        is_offline = self._order.ways.switch.offline
        self._change(
            phase="ready" if self.state.choice else "none",
            reason=Reason.OFFLINE if is_offline else Reason.STOPPED,
            error=None if is_offline else error,
            fetching=None,
        )

    def _resolve(self) -> None:
        order = self._order
        if order.model:
            self._change(reason=Reason.ASKED)
            self._settle(self._asked(order.model))
            return
        present = self._present_qwen3()
        if present is not None:
            self._change(reason=Reason.FOUND_ON_DISK)
            self._settle(present)
            return
        self._from_network()

    def _asked(self, model: str) -> Choice:
        """Return the model called `model`, a file or a name; raise when it cannot be had."""
        path = Path(model).expanduser()
        if path.suffix.casefold() == ".gguf" or path.is_file():
            entry = describe(path, check(path), self._order.catalog)
            self._refuse_what_cannot_fit(entry)
            return Choice(entry.name, path, entry, "asked", None)
        entry = self._order.catalog.find(model)
        self._refuse_what_cannot_fit(entry)
        return self._obtain(entry, "asked")

    def _refuse_what_cannot_fit(self, entry: Entry) -> None:
        machine = self._order.machine
        fit = estimate(entry, machine, self._order.context)
        most = machine.ram_bytes + max((gpu.vram_bytes for gpu in machine.gpus), default=0)
        if fit.total_bytes > most:
            raise ModelError(
                f"{entry.name} needs {fit.total_bytes / 1e9:.1f} GB of memory; "
                f"this machine has {most / 1e9:.1f} GB.",
                "Choose a smaller model: `snoska models list` shows which fit.",
            )

    def _present_qwen3(self) -> Choice | None:
        """Return the best Qwen3 on this computer; one of ours whose hash is wrong is not there."""
        order = self._order
        found = find_qwen3(order.ways.places, order.catalog, order.machine, order.context)
        if found is None:
            return None
        if found.path.parent == order.ways.places.models and found.entry in order.catalog.entries:
            return on_disk(found.entry, order.ways.places, "disk", self._abort)
        return Choice(found.entry.name, found.path, found.entry, "disk", None)

    def _from_network(self) -> None:
        """Fetch the Qwen3 that suits the machine; else use the embedded default, and say why."""
        order = self._order
        fit = best(order.catalog, order.machine, order.context, order.limit_bytes)
        offered = best(order.catalog, order.machine, order.context)
        standby = self._standby()
        self._change(offered=offered, choice=standby)
        if order.ways.switch.offline:
            self._fall_back(Reason.OFFLINE, standby)
        elif fit is None:
            small = offered is None
            reason = Reason.TOO_SMALL_MACHINE if small else Reason.TOO_LARGE_UNASKED
            self._fall_back(reason, standby)
        else:
            self._try_hub(fit, standby)

    def _standby(self) -> Choice | None:
        embedded = self._order.catalog.embedded
        try:
            return on_disk(embedded, self._order.ways.places, "embedded", self._abort)
        except ModelError:
            return None  # it is fetched again if it is needed

    def _try_hub(self, fit: Fit, standby: Choice | None) -> None:
        self._change(reason=Reason.HUB)
        try:
            choice = self._obtain(fit.entry, "hub")
        except DownloadStopped:
            raise
        except AssistantError as error:
            self._change(error=error)
            self._fall_back(_reason_of(error), standby)
            return
        offered = self.state.offered
        if offered is not None and offered.entry == fit.entry:
            self._change(offered=None)
        self._settle(choice)

    def _fall_back(self, reason: Reason, standby: Choice | None) -> None:
        """Take the embedded default, or none when it cannot be had either."""
        self._change(reason=reason)
        try:
            choice = standby or self._obtain(self._order.catalog.embedded, "embedded")
        except DownloadStopped:
            raise
        except AssistantError as error:
            self._change(phase="none", choice=None, fetching=None, error=error)
            return
        self._settle(choice)

    def _obtain(self, entry: Entry, origin: Origin) -> Choice:
        def progress(done: int, total: int) -> None:
            self._change(phase="downloading", done_bytes=done, total_bytes=total, fetching=entry)

        return obtain(entry, self._order.ways, origin, progress, self._abort)

    def _settle(self, choice: Choice) -> None:
        self._change(phase="ready", choice=choice, fetching=None)

    def _change(self, **fields: Any) -> None:
        with self._lock:
            self._state = replace(self._state, **fields)


def _reason_of(error: AssistantError) -> Reason:
    """Return why there is no Qwen3 from the hub."""
    if isinstance(error, HubUnreachable):
        return Reason.HUB_UNREACHABLE
    return Reason.DISK_FULL if isinstance(error, DiskFull) else Reason.DOWNLOAD_FAILED
