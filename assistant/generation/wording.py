"""
Ask a model for one short text: a claim in other words, or a sentence put right.

The text comes as unverified pieces; the pipeline checks it. No tools are offered, nothing is
thought about.
"""

import threading
from collections.abc import Iterator
from pathlib import Path

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from assistant.domain import Language
from assistant.generation.prompts import load_prompt
from assistant.generation.replies import Piece, Reply

SENTENCE_TOKENS = 120
"""One sentence; Russian takes about 2.5 characters a token."""


def reword(
    model: BaseChatModel, prompts: Path, claim: str, language: Language, abort: threading.Event
) -> Iterator[Piece]:
    """Say one claim in other words, in one sentence and without markers."""
    messages = load_prompt(prompts, "reword", language).fill(claim=claim)
    return _one_sentence(model, messages, abort)


def rewrite(
    model: BaseChatModel,
    prompts: Path,
    language: Language,
    fields: dict[str, str],
    abort: threading.Event,
) -> Iterator[Piece]:
    """Put a sentence right; `fields` are `sentence`, what is `wrong` with it, and `evidence`."""
    return _one_sentence(model, load_prompt(prompts, "rewrite", language).fill(**fields), abort)


def _one_sentence(
    model: BaseChatModel, messages: list[BaseMessage], abort: threading.Event
) -> Iterator[Piece]:
    stream = model.stream(
        messages,
        stop=["\n"],
        temperature=0.0,
        max_tokens=SENTENCE_TOKENS,
        thinking=False,
        abort=abort,
    )
    return Reply(stream).pieces()
