"""
What the head of the page says about the model: which one, from where, how far it is.

`status_of` is where the words of the runtime become the words of the page.
"""

from dataclasses import dataclass
from typing import Literal

from assistant.errors import AssistantError
from assistant.runtime.supply import Reason, SupplyState

Phase = Literal["resolving", "downloading", "loading", "ready", "none", "failed"]
Origin = Literal["asked", "disk", "hub", "embedded"]

_NOT_WORTH_SAYING = frozenset({Reason.LOOKING, Reason.ASKED, Reason.FOUND_ON_DISK, Reason.HUB})


@dataclass(frozen=True, slots=True)
class Offered:
    """A model that would suit this computer better, and how fast it is expected to be."""

    name: str
    size_bytes: int
    tokens_per_second: float | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the loaded model runs: layers on the graphics card, of all; is there a card at all."""

    gpu_layers: int
    layers: int
    has_gpu: bool


@dataclass(frozen=True, slots=True)
class Status:
    """The state of the model. `reason` is a code: its text is `why_<code>`."""

    phase: Phase
    name: str = ""
    """The model that answers now; empty while the ledger does alone."""
    origin: Origin | None = None
    place: Place | None = None
    reason: str = ""
    fetching: str = ""
    done_bytes: int = 0
    total_bytes: int = 0
    offered: Offered | None = None
    trouble: str = ""
    """What went wrong, with its hint, when no model could be had."""

    @property
    def is_settled(self) -> bool:
        """Whether it will not change by itself any more."""
        return self.phase in ("ready", "none", "failed")


def status_of(
    state: SupplyState, place: Place | None = None, trouble: AssistantError | None = None
) -> Status:
    """
    Return what the page says of the supply and of the model.

    `place` is None until the model is loaded; `trouble` is why it could not be.
    """
    choice, fit = state.choice, state.offered
    error = trouble or (None if choice else state.error)
    offered = Offered(fit.entry.name, fit.entry.size_bytes, fit.tokens_per_second) if fit else None
    return Status(
        phase=_phase(state, place, trouble),
        name=choice.name if choice and not trouble else "",
        origin=choice.origin if choice else None,
        place=place,
        reason="" if state.reason in _NOT_WORTH_SAYING else state.reason.name.lower(),
        fetching=state.fetching.name if state.fetching else "",
        done_bytes=state.done_bytes,
        total_bytes=state.total_bytes,
        offered=None if state.phase in ("resolving", "downloading") else offered,
        trouble=f"{error} {error.hint}" if error else "",
    )


def _phase(state: SupplyState, place: Place | None, trouble: AssistantError | None) -> Phase:
    if state.phase != "ready":
        return state.phase
    if trouble:
        return "failed"
    return "ready" if place else "loading"
