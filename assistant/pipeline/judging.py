"""
The loaded model's yes or no on sentences that rest on words alone, where the model can judge.

Whether it can is tried when that is first needed, and remembered in a file under all that was
asked. What took too long counts as not shown: such a model would judge too slowly.
"""

import hashlib
import json
import logging
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from assistant.citations import read
from assistant.domain import Evidence, Language, Sentence, Verdict
from assistant.errors import ModelError
from assistant.generation.judging import likelihood
from assistant.generation.wording import Scorer
from assistant.pipeline.ability import ENOUGH, Pair, is_right

log = logging.getLogger(__name__)

_YES, _NO = 0.9, 0.1
"""How likely "yes" must be, and how unlikely, to change anything."""


def rests_on_words(sentence: Sentence) -> bool:
    """Whether a supported sentence holds no number, date, version or licence that proves it."""
    is_proven = sentence.verdict is Verdict.SUPPORTED and bool(sentence.citations)
    return is_proven and not read(sentence.text).values


class Judge:
    """
    A model that may be asked.

    `name` tells it from others; `memory` is the file that keeps what the trial of each showed.
    """

    most_seconds = 30.0
    """The longest trial."""

    def __init__(
        self,
        model: Scorer,
        prompts: Path,
        name: str,
        trial: Callable[[], Sequence[Pair]],
        memory: Path,
    ) -> None:
        self._model = model
        self._prompts = prompts
        self._name = name
        self._trial = trial
        self._memory = memory
        self._share: float | None = None

    def finds(
        self,
        sentence: Sentence,
        evidence: Sequence[Evidence],
        language: Language,
        abort: threading.Event,
    ) -> bool | None:
        """Say whether the evidence says the sentence; None where the model is not sure."""
        facts = "\n".join(item.statement for item in evidence)
        try:
            likely = likelihood(self._model, self._prompts, language, facts, sentence.text, abort)
        except ModelError:
            return None  # the check without it stands
        if likely is None or _NO < likely < _YES:
            return None
        return likely >= _YES

    @property
    def is_unable(self) -> bool:
        """Whether an earlier trial showed that the model cannot tell."""
        if self._share is None:
            self._share = self._known().get(self._key)
        return self._share is not None and self._share < ENOUGH

    def is_able(self, abort: threading.Event) -> bool:
        """Whether the trial was passed, now or earlier; one that was aborted shows nothing."""
        if not self.is_unable and self._share is None:
            with suppress(ModelError):
                share = self._tried(abort)
                if not abort.is_set():
                    self.remember(share)
        return self._share is not None and not self.is_unable

    def remember(self, share: float) -> None:
        """Keep how much of the trial was right; what no file can keep is tried again later."""
        self._share = share
        text = json.dumps({**self._known(), self._key: round(share, 3)}, indent=1)
        with suppress(OSError):
            self._memory.write_text(text, encoding="utf-8")

    @cached_property
    def _pairs(self) -> tuple[Pair, ...]:
        return tuple(self._trial())

    @cached_property
    def _key(self) -> str:
        asked = [path.read_bytes() for path in sorted(self._prompts.glob("judge.*.md"))]
        return hashlib.sha256(repr((self._name, self._pairs, asked)).encode()).hexdigest()[:16]

    def _known(self) -> dict[str, float]:
        with suppress(OSError, ValueError, AttributeError):  # not there, or not what we wrote
            found = json.loads(self._memory.read_text(encoding="utf-8"))
            return {str(key): float(share) for key, share in found.items()}
        return {}

    def _tried(self, abort: threading.Event) -> float:
        """Return the share of right answers; who fails too often is not asked to the end."""
        if not self._pairs:
            return 0.0
        began, right, most_wrong = time.monotonic(), 0, (1 - ENOUGH) * len(self._pairs)
        for number, pair in enumerate(self._pairs):
            if number - right > most_wrong or time.monotonic() - began > self.most_seconds:
                break
            right += is_right(self._model, self._prompts, pair, abort)
        log.info("%s told %d of %d pairs rightly", self._name, right, len(self._pairs))
        return right / len(self._pairs)
