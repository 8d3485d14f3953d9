"""
Settings -> a working assistant: the only place where parts are chosen and put together.

Nothing here waits for a download: until a model is there the ledger answers alone.
"""

import logging
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from assistant.domain import Finding, Language, ModelIdentity
from assistant.errors import DatabaseUnusable, ModelError, ModelNotFound
from assistant.generation.chat_model import ChatLlamaCpp, running_model
from assistant.generation.embedding import LlamaEmbedder
from assistant.knowledge import FactSearch, Ledger, Library
from assistant.knowledge.background import BackgroundEmbedding
from assistant.knowledge.embedding import DIMENSIONS, Embedder, embedder
from assistant.knowledge.passages import PassageIndex
from assistant.knowledge.snapshots import Snapshots
from assistant.network import NetworkLedger, Switch
from assistant.pipeline import Assistant, Brain
from assistant.runtime.catalog import Catalog, load
from assistant.runtime.fetching import Choice, Ways
from assistant.runtime.fit import best, estimate
from assistant.runtime.hardware import Machine, detect
from assistant.runtime.local import usual_places
from assistant.runtime.mirror import Shop
from assistant.runtime.report import fit_findings, machine_finding
from assistant.runtime.supply import Order, Reason, Supply, SupplyState
from assistant.settings import Settings, environment, resource
from assistant.sources.configuration import SourceSettings
from assistant.sources.connectors import Means, connector
from assistant.sources.fetch import Door
from assistant.sources.items import Validators
from assistant.syncing import Report, sync
from assistant.syncing.sync import Connect

if TYPE_CHECKING:
    from assistant.generation.wire import Loaded

log = logging.getLogger(__name__)

_LACKS_NETWORK = (Reason.OFFLINE, Reason.STOPPED, Reason.HUB_UNREACHABLE)


class Model:
    """The model of this run: nobody until the supply is settled, then loaded once."""

    def __init__(self, supply: Supply, machine: Machine, settings: Settings) -> None:
        self._supply = supply
        self._machine = machine
        self._settings = settings
        self._lock = threading.Lock()
        self._brain: Brain | None = None
        self._path: Path | None = None
        self.is_over = False
        self.loaded: Loaded | None = None
        self.trouble: ModelError | None = None
        self.warm_up()

    def warm_up(self) -> None:
        """Load the model as soon as it is there, so that the first question need not wait."""
        threading.Thread(target=self._load, name="snoska-warm-up", daemon=True).start()

    def brain(self) -> Brain | None:
        """Return the model that answers now, or None: then the ledger answers alone."""
        choice = self._supply.state.choice
        with self._lock:
            if choice is None:
                return None
            if self._brain is None or choice.path != self._path:
                self._brain, self._path = self._make(choice), choice.path
            return self._brain

    def _make(self, choice: Choice) -> Brain:
        settings, entry = self._settings, choice.entry
        layers = estimate(entry, self._machine, settings.context).gpu_layers
        model = ChatLlamaCpp(
            model=choice.name,
            path=choice.path,
            template=resource("prompts") / "chatml.jinja",
            context=settings.context,
            gpu_layers=layers if settings.gpu_layers is None else settings.gpu_layers,
            thinking=settings.thinking,
            without_cjk=True,
        )
        identity = ModelIdentity(choice.name, choice.path.name, choice.sha256)
        return Brain(model, identity, entry.style, resource("prompts"))

    def _load(self) -> None:
        self._supply.wait()
        brain = self.brain()
        if brain is None or not isinstance(brain.model, ChatLlamaCpp):
            return
        try:
            self.loaded = brain.model.state()
        except ModelError as error:
            if not self.is_over:
                log.warning("the model could not be loaded: %s", error)
                self.trouble = error


@dataclass(slots=True)
class Built:
    """The assistant and what it stands on; close it when done."""

    assistant: Assistant
    supply: Supply
    machine: Machine
    model: Model
    catalog: Catalog
    switch: Switch
    background: BackgroundEmbedding | None = None

    @property
    def state(self) -> SupplyState:
        """How far the supply of the model is."""
        return self.supply.state

    def embed_in_background(self) -> None:
        """Go on computing vectors of the library's passages, while nobody asks anything."""
        library = self.assistant.library
        if library and self.background is None:
            busy = self.assistant
            self.background = BackgroundEmbedding(library.index, lambda: busy.is_busy).start()

    def follow_the_switch(self, offline: bool) -> None:
        """Stop a download, or go on with it."""
        if offline:
            self.supply.stop()
        elif self.state.reason in _LACKS_NETWORK:
            self.supply.start()
            self.model.warm_up()

    def close(self) -> None:
        """Stop a download, end the model's process and close the ledger."""
        self.model.is_over = True
        self.supply.stop()
        running_model().close()
        if self.background:
            self.background.stop()
        self.assistant.ledger.close()
        if self.assistant.library:
            self.assistant.library.close()


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


def _library_or_none(settings: Settings) -> Library | None:
    """Return the library if it can be used: answering goes on without it."""
    try:
        return open_library(settings)
    except DatabaseUnusable as error:
        log.warning("%s %s", error, error.hint)
        return None


@contextmanager
def syncing(
    settings: Settings, sources: Sequence[SourceSettings], library: Library
) -> Generator[Iterator[Report]]:
    """Read `sources` into `library`; raises `DatabaseUnusable` when another run is doing so."""
    lock = FileLock(settings.home / "sync.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise DatabaseUnusable(
            "Another `snoska sync` is running.", "Wait until it is through."
        ) from error
    with lock, closing(sync(sources, connect(settings, library.snapshots), library)) as reports:
        yield reports


def connect(settings: Settings, snapshots: Snapshots) -> Connect:
    """Return what begins to read a source: connectors with all that they need."""
    variables = environment()
    means = Means(
        door=Door(NetworkLedger(settings.network), switch=Switch(offline=settings.offline)),
        recall=lambda url: Validators(*snapshots.visited(url)),
        github=settings.github,
        github_token=settings.github_token or variables.get("GITHUB_TOKEN", ""),
        hub=settings.hub,
        environment=variables,
    )
    return lambda source: connector(source, means)


def build(settings: Settings) -> Built:
    """Put an assistant together; raises `DataFolderUnusable`, `ModelNotFound` or `ModelError`."""
    settings.prepare()
    catalog, machine = load(resource("models") / "catalog.toml"), detect()
    switch = Switch(offline=settings.offline)
    supply = Supply(order(settings, catalog, machine, switch)).start()
    model = Model(supply, machine, settings)

    def workshop(language: Language) -> tuple[Finding, ...]:
        return what_fits(catalog, machine, settings.context, language)

    library = _library_or_none(settings)
    ledger = open_ledger(settings, library)
    nearest = FactSearch(ledger, embedder())
    assistant = Assistant(ledger, model.brain, workshop, library, nearest)
    built = Built(assistant, supply, machine, model, catalog, switch)
    switch.follow(built.follow_the_switch)
    return built


def order(
    settings: Settings, catalog: Catalog, machine: Machine, switch: Switch | None = None
) -> Order:
    """Return what model is wanted, and the ways by which it may come."""
    variables = environment()
    return Order(
        catalog=catalog,
        machine=machine,
        ways=Ways(
            places=usual_places(settings.models, Path.home(), variables),
            shop=Shop(variables),
            endpoint=settings.hub,
            switch=switch or Switch(offline=settings.offline),
        ),
        model=settings.model,
        context=settings.context,
    )


def what_fits(
    catalog: Catalog, machine: Machine, context: int, language: Language
) -> tuple[Finding, ...]:
    """Return this computer and the Qwen3 that fit it, the recommended one first."""
    today = datetime.now(tz=UTC).date()
    fits = [estimate(entry, machine, context) for entry in catalog.entries if entry.is_qwen3]
    first = best(catalog, machine, context)
    ordered = sorted(fits, key=lambda fit: (fit != first, -fit.entry.parameters_b))
    return (machine_finding(machine, language, today), *fit_findings(ordered, language, today))
