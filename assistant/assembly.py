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

from assistant.domain import Finding, Language, ModelIdentity, Question
from assistant.errors import DatabaseUnusable, ModelError
from assistant.generation.chat_model import ChatLlamaCpp, running_model
from assistant.knowledge import FactSearch, Ledger, Library
from assistant.knowledge.background import BackgroundEmbedding
from assistant.knowledge.embedding import embedder
from assistant.knowledge.passages import PassageIndex
from assistant.knowledge.phrases import Phrases
from assistant.knowledge.snapshots import Snapshots
from assistant.network import NetworkLedger
from assistant.pipeline import Assistant, Brain
from assistant.pipeline.web import WebSearch
from assistant.runtime.cards import card_memory_gb
from assistant.runtime.catalog import Catalog, load
from assistant.runtime.fetching import Choice, Ways
from assistant.runtime.fit import best, estimate, needed
from assistant.runtime.hardware import Machine, detect
from assistant.runtime.local import usual_places
from assistant.runtime.mirror import Shop
from assistant.runtime.report import card_findings, fit_findings, machine_finding, need_findings
from assistant.runtime.supply import Order, Supply, SupplyState
from assistant.settings import Settings, environment, resource
from assistant.sources.configuration import SearchSource, SourceSettings
from assistant.sources.connectors import Means, connector
from assistant.sources.fetch import Door
from assistant.sources.items import Validators
from assistant.syncing import Report, sync
from assistant.syncing.reports import Summary
from assistant.syncing.sync import Connect

if TYPE_CHECKING:
    from assistant.generation.wire import Loaded

log = logging.getLogger(__name__)


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
        threading.Thread(target=self._warm_up, name="snoska-warm-up", daemon=True).start()

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
        )
        identity = ModelIdentity(choice.name, choice.path.name, choice.sha256)
        return Brain(model, identity, entry.style, resource("prompts"))

    def _warm_up(self) -> None:
        """Load the model as soon as it is there, so that the first question need not wait."""
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
    library = Library(Snapshots(settings.snapshots), PassageIndex(settings.passages, embedder()))
    for _ in library.catch_up():
        pass
    return library


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
        door=Door(NetworkLedger(settings.network), offline=settings.offline),
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
    supply = Supply(order(settings, catalog, machine)).start()
    model = Model(supply, machine, settings)

    def workshop(question: Question) -> tuple[Finding, ...]:
        return work_out(question, catalog, machine, settings.context)

    library = _library_or_none(settings)
    ledger = open_ledger(settings, library)
    assistant = Assistant(
        ledger,
        model.brain,
        workshop,
        library,
        FactSearch(ledger, embedder()),
        Phrases(embedder()).meanings,
        web_search(settings, library),
        sources_only=settings.sources_only,
    )
    return Built(assistant, supply, machine, model, catalog)


def order(settings: Settings, catalog: Catalog, machine: Machine) -> Order:
    """Return what model is wanted, and the ways by which it may come."""
    variables = environment()
    return Order(
        catalog=catalog,
        machine=machine,
        ways=Ways(
            places=usual_places(settings.models, Path.home(), variables),
            shop=Shop(variables),
            endpoint=settings.hub,
            offline=settings.offline,
        ),
        model=settings.model,
        context=settings.context,
    )


def web_search(settings: Settings, library: Library | None) -> WebSearch | None:
    """Return what looks on the web and keeps what it finds; None offline or without a library."""
    if settings.offline or library is None:
        return None

    def search(words: str) -> int:
        summary = Summary()
        with syncing(settings, (SearchSource(query=words),), library) as reports:
            for report in reports:
                summary.take(report)
        return summary.new + summary.changed + summary.same

    return search


def work_out(
    question: Question, catalog: Catalog, machine: Machine, context: int
) -> tuple[Finding, ...]:
    """Return what memory the releases asked about need, what fits the memory named, or this one."""
    today, language = datetime.now(tz=UTC).date(), question.language
    needs = [needed(entry, context) for entry in catalog.entries]
    if question.subjects:
        named = [need for need in needs if _is_named(need.entry.release, question)]
        cards = card_findings(question.cards, language, today)
        return (*need_findings(named, language, today), *cards)
    memory_gb = question.memory_gb or sum(
        count * (card_memory_gb(card) or 0) for card, count in question.cards
    )
    if not memory_gb:
        return what_fits(catalog, machine, context, language)
    room = memory_gb * _GIGABYTE
    fitting = [need for need in needs if need.entry.is_qwen3 and need.total_bytes <= room]
    fitting.sort(key=lambda need: (-need.entry.parameters_b, -need.weights_bytes))
    return need_findings(fitting, language, today)


def _is_named(release: str, question: Question) -> bool:
    """Whether the question names the release, or the family by whose name it begins."""
    return any(release == name or release.startswith(f"{name}-") for name in question.subjects)


_GIGABYTE = 1e9


def what_fits(
    catalog: Catalog, machine: Machine, context: int, language: Language
) -> tuple[Finding, ...]:
    """Return this computer and the Qwen3 that fit it, the recommended one first."""
    today = datetime.now(tz=UTC).date()
    fits = [estimate(entry, machine, context) for entry in catalog.entries if entry.is_qwen3]
    first = best(catalog, machine, context)
    ordered = sorted(fits, key=lambda fit: (fit != first, -fit.entry.parameters_b))
    return (machine_finding(machine, language, today), *fit_findings(ordered, language, today))
