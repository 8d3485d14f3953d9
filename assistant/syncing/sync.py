"""
Read many sources at once and keep what they bring; one broken source never stops the others.

Connectors run in threads of their own and only yield; one thread, the caller's, writes. Every
document is committed as it comes, and an address counts as visited only after all that it brought,
so that a run that was killed goes on where it stopped.
"""

import logging
import queue
import threading
from collections.abc import Callable, Generator, Sequence
from contextlib import closing

from assistant.errors import AssistantError
from assistant.knowledge.library import Library
from assistant.sources.configuration import SourceSettings
from assistant.sources.items import Expected, Item, Items
from assistant.sources.sources_file import origin
from assistant.syncing.keeper import Keeper
from assistant.syncing.reports import Report

log = logging.getLogger(__name__)

Connect = Callable[[SourceSettings], Items]
"""Begin to read a source."""

AT_ONCE = 4
_WAITING = 64
"""How many items may wait to be written: a fast source does not fill the memory."""
_Told = tuple[SourceSettings, Item | AssistantError | None]


def sync(
    sources: Sequence[SourceSettings], connect: Connect, library: Library
) -> Generator[Report]:
    """Read `sources` and keep what they bring; close the generator to stop early."""
    told: queue.Queue[_Told] = queue.Queue(_WAITING)
    stop = threading.Event()
    todo = queue.SimpleQueue[SourceSettings]()
    for source in sources:
        todo.put(source)
    for number in range(min(AT_ONCE, len(sources))):
        work = threading.Thread(
            target=_work,
            args=(todo, told, connect, stop),
            name=f"snoska-sync-{number}",
            daemon=True,
        )
        work.start()
    keepers = {id(source): Keeper(source, library) for source in sources}
    open_sources = len(sources)
    try:
        while open_sources:
            source, item = told.get()
            yield from keepers[id(source)].take(item)
            open_sources -= item is None
    finally:
        stop.set()
        library.snapshots.prune()


def _work(
    todo: queue.SimpleQueue[SourceSettings],
    told: queue.Queue[_Told],
    connect: Connect,
    stop: threading.Event,
) -> None:
    while not stop.is_set():
        try:
            source = todo.get_nowait()
        except queue.Empty:
            return
        _tell(told, stop, source, Expected(0))
        try:
            with closing(connect(source)) as items:
                for item in items:
                    _tell(told, stop, source, item)
                    if stop.is_set():
                        return
        except AssistantError as error:
            _tell(told, stop, source, error)
        except Exception as error:
            # a connector's fault must not end the others; the log has the whole story
            log.exception("the connector of %s failed", origin(source))
            _tell(told, stop, source, AssistantError(f"{type(error).__name__}: {error}"))
        _tell(told, stop, source, None)


def _tell(
    told: queue.Queue[_Told],
    stop: threading.Event,
    source: SourceSettings,
    item: Item | AssistantError | None,
) -> None:
    while not stop.is_set():
        try:
            told.put((source, item), timeout=0.1)
        except queue.Full:
            continue
        return
