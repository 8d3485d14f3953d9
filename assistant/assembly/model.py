"""The model of this run, from what the settings want to a loaded one."""

import logging
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.citations import Senses, senses_by_words
from assistant.domain import ModelIdentity
from assistant.errors import ModelError
from assistant.generation.chat_model import ChatLlamaCpp
from assistant.knowledge import Ledger
from assistant.knowledge.embedding import embedder
from assistant.network import Switch
from assistant.pipeline import Brain
from assistant.pipeline.ability import trial
from assistant.pipeline.judging import Judge
from assistant.runtime.catalog import Catalog
from assistant.runtime.fetching import Choice, Ways
from assistant.runtime.fit import estimate
from assistant.runtime.hardware import Machine
from assistant.runtime.local import usual_places
from assistant.runtime.mirror import Shop
from assistant.runtime.supply import Order, Supply
from assistant.settings import Settings, environment, resource

if TYPE_CHECKING:
    from assistant.generation.wire import Loaded


log = logging.getLogger(__name__)


class Model:
    """The model of this run: nobody until the supply is settled, then loaded once."""

    def __init__(
        self, supply: Supply, machine: Machine, settings: Settings, ledger: Ledger
    ) -> None:
        """`ledger` is what a model that may judge is tried on."""
        self._supply = supply
        self._machine = machine
        self._settings = settings
        self._ledger = ledger
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
        judge = None if entry.style == "guided" else self._judge(model, identity)
        return Brain(model, identity, entry.style, resource("prompts"), senses(), judge)

    def _judge(self, model: ChatLlamaCpp, identity: ModelIdentity) -> Judge:
        """Return the model as one that may be asked about sentences, once it has shown it can."""
        name = f"{identity.file} {identity.sha256 or model.path.stat().st_size}"
        tried = partial(trial, self._ledger)
        return Judge(model, resource("prompts"), name, tried, self._settings.abilities)

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


def senses() -> Senses:
    """Return what reads the model's sentences: by meaning where there is an embedder."""
    found = embedder()
    return senses_by_words() if found is None else Senses(found.passages)


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
