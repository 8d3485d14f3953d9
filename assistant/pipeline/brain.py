"""The language model as the flow sees it: who it is, what it can do, and two ways to ask it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from langchain_core.language_models import BaseChatModel

from assistant.citations import Senses
from assistant.domain import ModelIdentity
from assistant.pipeline.judging import Judge


@dataclass(frozen=True, slots=True)
class Brain:
    """A loaded chat model; `style` says whether it can call tools or only word a lead."""

    model: BaseChatModel
    identity: ModelIdentity
    style: Literal["tools", "guided"]
    prompts: Path
    senses: Senses | None = None
    """How what it writes is read; None: by words alone."""
    judge: Judge | None = None
    """Asked whether evidence says a sentence, if it can tell; None: too weak to be tried."""
