"""
Whether a model can judge, that is, whether its yes or no tells true sentences from false ones.

The trial is made of facts of the ledger. True are a fact in the other language and what follows
from two numbers; false are what the evidence does not hold, the value of another release, the
reverse. Who always says the same gets half of it right. A ledger without these facts gives a
smaller trial or none, which nobody passes. Not covered: long evidence, several steps.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.domain import Language
from assistant.generation.judging import likelihood
from assistant.generation.wording import Scorer
from assistant.knowledge import Ledger

ENOUGH = 0.9
"""The share of right answers from which on a model's word counts."""
_SMALL, _LARGE, _TIED = "Qwen3-8B", "Qwen3-14B", "Qwen3-4B"
_LARGER: dict[Language, str] = {
    "ru": "{one} больше, чем {other}.",
    "en": "{one} is larger than {other}.",
}
_OTHER: dict[Language, Language] = {"ru": "en", "en": "ru"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Evidence, a sentence, and whether the one says the other."""

    language: Language
    evidence: str
    sentence: str
    is_true: bool


def trial(ledger: Ledger) -> tuple[Pair, ...]:
    """Return the pairs, those with the same evidence together: all of them, or none."""
    return tuple(pair for language in _OTHER for pair in _pairs(ledger, language))


def is_right(
    model: Scorer, prompts: Path, pair: Pair, abort: threading.Event | None = None
) -> bool:
    """Whether the model tells that a pair is true, or that it is false."""
    likely = likelihood(model, prompts, pair.language, pair.evidence, pair.sentence, abort)
    return likely is not None and (likely > 0.5) is pair.is_true


def _pairs(ledger: Ledger, language: Language) -> Iterator[Pair]:
    def said(subject: str, predicate: str, of: Language = language) -> str:
        found = ledger.facts(of, (subject,), (predicate,))
        return found[0].statement if found else ""

    other, larger = _OTHER[language], _LARGER[language]
    foreign = said(_LARGE, "layers").replace(_LARGE, _SMALL)
    reverse = said(_TIED, "tied_embeddings").replace(_TIED, _SMALL)
    told: dict[tuple[str, ...], tuple[tuple[str, bool], ...]] = {
        (said(_SMALL, "layers"),): (
            (said(_SMALL, "layers", other), True),
            (said(_SMALL, "context_max"), False),
            (foreign, False),
        ),
        (said(_SMALL, "tied_embeddings"),): (
            (said(_SMALL, "tied_embeddings", other), True),
            (reverse, False),
        ),
        (said(_SMALL, "parameters"), said(_LARGE, "parameters")): (
            (said(_LARGE, "parameters", other), True),
            (larger.format(one=_LARGE, other=_SMALL), True),
            (larger.format(one=_SMALL, other=_LARGE), False),
        ),
    }
    for evidence, sentences in told.items():
        # without one of its facts a group might be all true, and "yes" the right answer to it
        if all(evidence) and all(sentence for sentence, _ in sentences):
            for sentence, is_true in sentences:
                yield Pair(language, " ".join(evidence), sentence, is_true)
