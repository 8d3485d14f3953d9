"""What a question names that nobody knows: releases, methods and tests."""

import re
from collections.abc import Iterable, Sequence

from assistant.domain import Claim, Finding, Intent, Question
from assistant.planning.shelf import Shelf
from assistant.planning.texts import text


def strange_things(question: Question, shelf: Shelf) -> tuple[str, ...]:
    """Return the methods and tests named of which nothing that was found speaks."""
    has_memory = question.memory_gb is not None or question.cards
    if question.intent in (Intent.FIT, Intent.ALTERNATIVES) or has_memory:
        return ()
    labels = " ".join(shelf.labels.values()).casefold()
    return tuple(
        one for one in unspoken(question.things, shelf.all) if one.casefold() not in labels
    )


def unspoken(things: Sequence[str], findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return the methods and tests of which none of `findings` speaks, everyday words left out."""
    said = " ".join(f"{found.statement} {found.source.title}" for found in findings)
    joined = re.sub(r"[\W_]+", "", said)  # AIME24 is AIME’24
    return tuple(one for one in things if one not in joined and one.casefold() not in _EVERYDAY)


_EVERYDAY = (
    "gpu cpu vram ram api llm moe kv gguf gb tb mb kb it ai hf bf fp int awq ok mit gpl bsd readme "
    "openai github huggingface deepmind modelscope langchain"
)
"""Capitals that everyone writes, and makers; an asserted licence is looked at elsewhere."""


def unknown_claims(question: Question, shelf: Shelf) -> tuple[Claim, ...]:
    """Say of each unknown name that its family's list does not hold it, or is not complete."""
    family, closed, language = shelf.family, shelf.closed_list, question.language
    if family is None:
        return ()
    key, proof = ("unknown", (closed,)) if closed else ("unknown_here", ())
    day = shelf.day(closed.as_of) if closed else ""
    return tuple(
        shelf.claim(text(key, language, name=name, family=family.name, day=day), *proof)
        for name in question.unknown_names
    )


def no_such_claims(question: Question, shelf: Shelf) -> tuple[Claim, ...]:
    """Say of each unknown name that no source knows it."""
    return tuple(
        shelf.claim(text("no_such", question.language, name=name))
        for name in question.unknown_names
    )
