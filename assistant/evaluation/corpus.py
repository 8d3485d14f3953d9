"""
Assistants to measure: the same parts as in `assistant.assembly`, on other knowledge and models.

The ledger, the user's library and each model are opened once, when the first variant needs them.
"""

import shutil
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from assistant.assembly import Model, open_library, order, work_out
from assistant.domain import Finding, Question
from assistant.errors import EvaluationError
from assistant.evaluation.naive import NaiveAssistant
from assistant.evaluation.random_model import write_random_model
from assistant.evaluation.run import Answers, Design, Knowledge, Variant
from assistant.generation.chat_model import ChatLlamaCpp, running_model
from assistant.knowledge import FactSearch, Ledger, Library
from assistant.knowledge.embedding import embedder
from assistant.knowledge.ledger import CATALOG
from assistant.knowledge.phrases import Phrases
from assistant.pipeline import Assistant, Brain
from assistant.runtime.catalog import load
from assistant.runtime.hardware import detect
from assistant.runtime.supply import Supply
from assistant.settings import Settings, resource

NO_MODEL = "none"
RANDOM_MODEL = "random"
_WORDINGS = ("predicates.toml", "units.toml")
"""What the ledger needs to word a fact; without the other files it knows none."""


def empty_ledger() -> Ledger:
    """Return a ledger that knows how to word facts and has none, for any other knowledge."""
    with TemporaryDirectory() as folder:
        for name in _WORDINGS:
            shutil.copy(CATALOG / name, folder)
        return Ledger(None, Path(folder))


class Bench:
    """Puts the variants together; a context that closes everything it opened."""

    def __init__(self, settings: Settings) -> None:
        settings.prepare()
        self._settings = settings
        self._catalog, self._machine = load(resource("models") / "catalog.toml"), detect()
        self._open = ExitStack()
        self._open.callback(lambda: running_model().close())
        self._ledgers: dict[bool, Ledger] = {}
        self._models: dict[str, tuple[Supply, Model]] = {}
        self._library: Library | None = None

    def __enter__(self) -> "Bench":
        """Open nothing yet."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close everything."""
        self._open.close()

    def supply(self, model: str) -> Supply | None:
        """Begin to get a model: "random", a name, a path, or "" for the best; None for "none"."""
        return None if model == NO_MODEL else self._model(model)[0]

    def variant(self, design: Design, knowledge: Knowledge, model: str) -> Variant:
        """Return what will be measured; a model is called by the name it turned out to have."""
        if model in (NO_MODEL, RANDOM_MODEL):
            return Variant(design, knowledge, model)
        choice = self._model(model)[0].state.choice
        return Variant(design, knowledge, choice.name if choice else NO_MODEL)

    def answers(self, design: Design, knowledge: Knowledge, model: str) -> Answers:
        """
        Return what answers, its model loaded.

        Raises `EvaluationError` when the library is to be asked and holds nothing, or the naive
        design has no model.
        """
        brain = self.brain(model)
        ledger = self._ledger(is_empty=knowledge == "snapshots")
        library = None if knowledge == "ledger" else self._filled_library(knowledge)
        nearest, phrases = FactSearch(ledger, embedder()), Phrases(embedder())
        assistant = Assistant(
            ledger, lambda: brain, self._workshop, library, nearest, phrases.meanings
        )
        if design == "snoska":
            return assistant
        if brain is None:
            raise EvaluationError("The naive design cannot answer without a model.")
        return NaiveAssistant(assistant, brain)

    def brain(self, model: str) -> Brain | None:
        """Return a model, loaded; None for "none" and where there is none."""
        if model == NO_MODEL:
            return None
        brain = self._model(model)[1].brain()
        if brain and isinstance(brain.model, ChatLlamaCpp):
            brain.model.state()  # loading is no part of the first answer
        return brain

    def _model(self, model: str) -> tuple[Supply, Model]:
        if model not in self._models:
            wanted = str(self._random_file()) if model == RANDOM_MODEL else model
            settings = self._settings.model_copy(update={"model": wanted})
            supply = Supply(order(settings, self._catalog, self._machine)).start()
            self._open.callback(supply.stop)
            ledger = self._ledger(is_empty=False)
            self._models[model] = supply, Model(supply, self._machine, settings, ledger)
        return self._models[model]

    def _random_file(self) -> Path:
        folder = self._open.enter_context(TemporaryDirectory())
        return write_random_model(Path(folder) / "random.gguf")

    def _ledger(self, *, is_empty: bool) -> Ledger:
        if is_empty not in self._ledgers:
            ledger = empty_ledger() if is_empty else Ledger(self._settings.index)
            self._open.callback(ledger.close)
            self._ledgers[is_empty] = ledger
        return self._ledgers[is_empty]

    def _filled_library(self, knowledge: Knowledge) -> Library:
        if self._library is None:
            self._library = open_library(self._settings)
            self._open.callback(self._library.close)
        library = self._library
        if knowledge == "snapshots" and not library.snapshots.current_ids():
            raise EvaluationError(
                "The library is empty, so that there are no snapshots to answer from.",
                "Run `snoska sync` first, or measure --knowledge ledger.",
            )
        return library

    def _workshop(self, question: Question) -> tuple[Finding, ...]:
        return work_out(question, self._catalog, self._machine, self._settings.context)
