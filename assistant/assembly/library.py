"""The user's library and ledger, and what reads sources into them."""

import logging
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager

from filelock import FileLock, Timeout

from assistant.errors import DatabaseUnusable, ModelNotFound
from assistant.generation.embedding import LlamaEmbedder
from assistant.knowledge import Ledger, Library
from assistant.knowledge.embedding import DIMENSIONS, Embedder, embedder
from assistant.knowledge.passages import PassageIndex
from assistant.knowledge.snapshots import Snapshots
from assistant.network import NetworkLedger, Switch
from assistant.pipeline.web import WebSearch
from assistant.settings import Settings, environment
from assistant.sources.configuration import SearchSource, SourceSettings
from assistant.sources.connectors import Means, connector
from assistant.sources.fetch import Door
from assistant.sources.items import Validators
from assistant.syncing import Report, sync
from assistant.syncing.reports import Summary
from assistant.syncing.sync import Connect

log = logging.getLogger(__name__)


def open_library(settings: Settings) -> Library:
    """Open the user's library; raises `DatabaseUnusable`. What its index lacks is added first."""
    settings.prepare()
    library = Library(
        Snapshots(settings.snapshots), PassageIndex(settings.passages, chosen_embedder(settings))
    )
    for _ in library.catch_up():
        pass
    return library


def chosen_embedder(settings: Settings) -> Embedder | None:
    """Return what embeds the library's passages; raises `ModelNotFound` for a file not there."""
    file = settings.embedder
    if file is None:
        return embedder()
    if not file.is_file():
        raise ModelNotFound(f"There is no embedding model {str(file)!r}.", "See SNOSKA_EMBEDDER.")
    return LlamaEmbedder(file, DIMENSIONS)


def open_ledger(settings: Settings, library: Library | None) -> Ledger:
    """Open the ledger, with the facts that the library's sources stated."""
    learned = () if library is None else library.snapshots.learned()
    return Ledger(settings.index, learned=learned)


def library_or_none(settings: Settings) -> Library | None:
    """Return the library if it can be used: answering goes on without it."""
    try:
        return open_library(settings)
    except DatabaseUnusable as error:
        log.warning("%s %s", error, error.hint)
        return None


@contextmanager
def syncing(
    settings: Settings,
    sources: Sequence[SourceSettings],
    library: Library,
    switch: Switch | None = None,
) -> Generator[Iterator[Report]]:
    """Read `sources` into `library`; raises `DatabaseUnusable` when another run is doing so."""
    lock = FileLock(settings.home / "sync.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise DatabaseUnusable(
            "Another `snoska sync` is running.", "Wait until it is through."
        ) from error
    begin = connect(settings, library.snapshots, switch)
    with lock, closing(sync(sources, begin, library)) as reports:
        yield reports


def connect(settings: Settings, snapshots: Snapshots, switch: Switch | None = None) -> Connect:
    """Return what begins to read a source: connectors with all that they need."""
    variables, switch = environment(), switch or Switch(offline=settings.offline)
    means = Means(
        door=Door(NetworkLedger(settings.network), switch=switch),
        recall=lambda url: Validators(*snapshots.visited(url)),
        github=settings.github,
        github_token=settings.github_token or variables.get("GITHUB_TOKEN", ""),
        hub=settings.hub,
        environment=variables,
    )
    return lambda source: connector(source, means)


def web_search(
    settings: Settings, library: Library | None, switch: Switch
) -> Callable[[], WebSearch | None]:
    """Return what gives a look on the web, which keeps what it finds; None while offline."""
    if library is None:
        return lambda: None

    def search(words: str) -> int:
        summary = Summary()
        with syncing(settings, (SearchSource(query=words),), library, switch) as reports:
            for report in reports:
                summary.take(report)
        return summary.new + summary.changed + summary.same

    return lambda: None if switch.offline else search
