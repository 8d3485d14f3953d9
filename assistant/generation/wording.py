"""
Ask a model for one short text: a claim in other words, a sentence put right, an explanation.

The text comes as unverified pieces; the pipeline checks it. No tools are offered, nothing is
thought about.
"""

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage, HumanMessage

from assistant.domain import Language
from assistant.generation.prompts import load_prompt
from assistant.generation.replies import Piece, Reply
from assistant.generation.wire import Scored

SENTENCE_TOKENS = 120
"""One sentence; Russian takes about 2.5 characters a token."""
EXPLANATION_TOKENS = 240
_ANY_FACT: dict[Language, str] = {"ru": "Назови факт.", "en": "State a fact."}


@runtime_checkable
class Scorer(Protocol):
    """A model that tells how likely a text is."""

    def score(
        self,
        messages: Sequence[BaseMessage],
        texts: Sequence[str],
        abort: threading.Event | None = None,
    ) -> Scored:
        """Tell how likely each of `texts` is as what the model says next; after an abort none."""
        ...


def reword(
    model: BaseChatModel,
    prompts: Path,
    claim: str,
    language: Language,
    abort: threading.Event,
    *,
    not_first: Sequence[str] = (),
) -> Iterator[Piece]:
    """Say one claim in other words, beginning otherwise than `not_first`, without markers."""
    messages = load_prompt(prompts, "reword", language).fill(claim=claim)
    return _one_sentence(model, messages, abort, not_first=list(not_first))


def explain(
    model: BaseChatModel, prompts: Path, question: str, language: Language, abort: threading.Event
) -> Iterator[Piece]:
    """Explain in a few sentences of the model's own what a word of the field means."""
    messages = load_prompt(prompts, "explain", language).fill(question=question)
    stream = model.stream(
        messages, temperature=0.0, max_tokens=EXPLANATION_TOKENS, thinking=False, abort=abort
    )
    return Reply(stream).pieces()


def fluency(
    model: BaseChatModel, prompts: Path, language: Language, texts: Sequence[str]
) -> tuple[float, ...]:
    """
    Return how natural the model finds each text: the mean logarithm of its tokens' probability.

    Judged behind the same prompt that rewords, but for another claim: what was read stays read.
    Models that cannot tell find all texts alike.
    """
    if not isinstance(model, Scorer):
        return (0.0,) * len(texts)
    *shown, _ = load_prompt(prompts, "reword", language).fill(claim="")
    scored = model.score([*shown, HumanMessage(_ANY_FACT[language])], texts)
    pairs = zip(scored.logarithms, scored.tokens, strict=True)
    return tuple(logarithm / max(tokens, 1) for logarithm, tokens in pairs)


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
    model: BaseChatModel, messages: list[BaseMessage], abort: threading.Event, **settings: Any
) -> Iterator[Piece]:
    stream = model.stream(
        messages,
        stop=["\n"],
        temperature=0.0,
        max_tokens=SENTENCE_TOKENS,
        thinking=False,
        abort=abort,
        **settings,
    )
    return Reply(stream).pieces()
