"""The assistant and what it stands on."""

from dataclasses import dataclass

from assistant.assembly.library import library_or_none, open_ledger, web_search
from assistant.assembly.model import Model, order
from assistant.assembly.workshop import work_out
from assistant.domain import Finding, Question
from assistant.generation.chat_model import running_model
from assistant.knowledge import FactSearch
from assistant.knowledge.background import BackgroundEmbedding
from assistant.knowledge.embedding import embedder
from assistant.knowledge.phrases import Phrases
from assistant.network import Switch
from assistant.pipeline import Assistant
from assistant.runtime.catalog import Catalog, load
from assistant.runtime.hardware import Machine, detect
from assistant.runtime.supply import Reason, Supply, SupplyState
from assistant.settings import Settings, resource

_LACKS_NETWORK = (Reason.OFFLINE, Reason.STOPPED, Reason.HUB_UNREACHABLE)


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


def build(settings: Settings) -> Built:
    """Put an assistant together; raises `DataFolderUnusable`, `ModelNotFound` or `ModelError`."""
    settings.prepare()
    catalog, machine = load(resource("models") / "catalog.toml"), detect()
    switch = Switch(offline=settings.offline)
    supply = Supply(order(settings, catalog, machine, switch)).start()

    def workshop(question: Question) -> tuple[Finding, ...]:
        return work_out(question, catalog, machine, settings.context)

    library = library_or_none(settings)
    ledger = open_ledger(settings, library)
    model = Model(supply, machine, settings, ledger)
    assistant = Assistant(
        ledger,
        model.brain,
        workshop,
        library,
        FactSearch(ledger, embedder()),
        Phrases(embedder()).meanings,
        web_search(settings, library, switch),
        sources_only=settings.sources_only,
    )
    built = Built(assistant, supply, machine, model, catalog, switch)
    switch.follow(built.follow_the_switch)
    return built
