"""
Ask the model whether evidence says a sentence: how likely its "yes" is against its "no".

The evidence stands before the sentence, so that of several sentences about the same evidence only
the sentences are read anew.
"""

import math
import threading
from pathlib import Path

from assistant.domain import Language
from assistant.generation.prompts import load_prompt
from assistant.generation.wording import Scorer

_YES_NO: dict[Language, tuple[str, str]] = {"ru": ("да", "нет"), "en": ("yes", "no")}
"""One token each in the vocabulary of Qwen."""


def likelihood(
    model: Scorer,
    prompts: Path,
    language: Language,
    evidence: str,
    sentence: str,
    abort: threading.Event | None = None,
) -> float | None:
    """Return from 0 to 1 how likely the evidence says the sentence; None after an abort."""
    if abort and abort.is_set():
        return None
    prompt = load_prompt(prompts, "judge", language)
    messages = prompt.fill(evidence=evidence, sentence=sentence)
    yes, no = model.score(messages, _YES_NO[language], abort).logarithms
    likelier = max(yes, no)
    if math.isinf(likelier):
        return None
    return math.exp(yes - likelier) / (math.exp(yes - likelier) + math.exp(no - likelier))
