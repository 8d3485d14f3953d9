"""
What a loaded model can do, in under a minute: call the tool, cite, write Russian, tell yes from no.

The trials are few and their answers are checked by the program, so this tells a model that cannot
from one that can, and no more. What is not tried for lack of time counts as not shown.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from langchain_core.messages import AIMessage, HumanMessage
from langchain_core.tools import BaseTool

from assistant.citations import is_shown, verify
from assistant.domain import Evidence, Language, Verdict
from assistant.evaluation.texts import text
from assistant.generation.prompts import load_prompt
from assistant.generation.tools import SEARCH, tools
from assistant.generation.wording import Scorer
from assistant.knowledge import Ledger
from assistant.language import language_of
from assistant.pipeline import Brain, ability

SECONDS = 50.0
"""After that nothing more is tried."""
_MOST_TOKENS = 100
_ENOUGH = 0.75
_SUBJECT = "Qwen3-8B"
_FACTS = ("parameters", "layers", "context_max")
_LANGUAGES: tuple[Language, ...] = ("en", "ru")
_NEEDED = ("calls", "cites", "russian")
"""What a model has to be able to do to write an answer of its own."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One thing that was tried; None: this model or the time did not allow to try it."""

    skill: str
    passed: bool | None


@dataclass(frozen=True, slots=True)
class Report:
    """What was shown, and the style that fits."""

    trials: tuple[Trial, ...]
    tokens_per_second: float | None
    seconds: float

    def share(self, skill: str) -> float | None:
        """Return the share of the trials of a skill that were passed."""
        tried = [t.passed for t in self.trials if t.skill == skill and t.passed is not None]
        return sum(tried) / len(tried) if tried else None

    @property
    def style(self) -> Literal["tools", "guided"]:
        """Return `tools` for a model that can call, cite and write Russian."""
        shares = [self.share(skill) or 0.0 for skill in _NEEDED]
        return "tools" if all(share >= _ENOUGH for share in shares) else "guided"

    @property
    def judging(self) -> float:
        """Return the share of true and false sentences that were told, of those not tried too."""
        told = [trial.passed is True for trial in self.trials if trial.skill == "yes_no"]
        return sum(told) / len(told) if told else 0.0

    @property
    def judges(self) -> bool:
        """Whether the model's yes or no may count beside the checks of the program."""
        return self.judging >= ability.ENOUGH


def selftest(brain: Brain, ledger: Ledger, seconds: float = SECONDS) -> Report:
    """Try everything, one after the other, as long as there is time."""
    began = time.monotonic()
    tester = _Tester(brain, ledger)
    trials = [
        Trial(skill, trial() if time.monotonic() - began < seconds else None)
        for skill, trial in tester.trials()
    ]
    return Report(tuple(trials), tester.speed(), round(time.monotonic() - began, 1))


class _Tester:
    """Asks the model and looks at what it says."""

    def __init__(self, brain: Brain, ledger: Ledger) -> None:
        self._brain = brain
        self._ledger = ledger
        self._speeds: list[float] = []

    def trials(self) -> Iterator[tuple[str, Callable[[], bool | None]]]:
        """Yield each skill with what tries it."""
        for language in _LANGUAGES:
            yield "calls", lambda la=language: self._calls(la)
            yield "cites", lambda la=language: self._cites(la)
        yield "russian", self._writes_russian
        for pair in ability.trial(self._ledger):
            yield "yes_no", lambda each=pair: self._tells(each)

    def speed(self) -> float | None:
        """Return the tokens written in a second, at best."""
        return round(max(self._speeds), 1) if self._speeds else None

    def _calls(self, language: Language) -> bool:
        """Whether the model calls the search of itself, with the release in question."""
        prompt = load_prompt(self._brain.prompts, "answer", language)
        messages = prompt.fill(today="2026-01-01", question=text("selftest_question", language))
        reply = self._ask(messages, offered=[tools(_nothing)[SEARCH]])
        return any(_SUBJECT in str(call["args"].get("subject", "")) for call in reply.tool_calls)

    def _cites(self, language: Language) -> bool:
        """Whether at least half of what it writes from three facts cites what proves it."""
        evidence = self._evidence(language)
        passages = "\n".join(f"[{item.number}] {item.statement}" for item in evidence)
        asked = text("selftest_question", language)
        prompt = load_prompt(self._brain.prompts, "naive", language)
        said = self._ask(prompt.fill(passages=passages, question=asked)).text
        found = [s for s in verify(said, "model", evidence, asked) if s.text]
        good = [s for s in found if s.citations and s.verdict is Verdict.SUPPORTED]
        return bool(good) and 2 * len(good) >= len(found) and any(map(is_shown, found))

    def _writes_russian(self) -> bool:
        said = self._ask([HumanMessage(text("selftest_ask_russian", "ru"))]).text
        letters = [letter for letter in said.lower() if letter.isalpha()]
        russian = sum("а" <= letter <= "я" or letter == "ё" for letter in letters)
        return language_of(said) == "ru" and russian >= 0.9 * len(letters) > 0

    def _tells(self, pair: ability.Pair) -> bool | None:
        """Whether "yes" is likelier than "no" where evidence says a sentence, and only there."""
        model = self._brain.model
        if not isinstance(model, Scorer):
            return None
        return ability.is_right(model, self._brain.prompts, pair)

    def _evidence(self, language: Language) -> tuple[Evidence, ...]:
        facts = self._ledger.facts(language, (_SUBJECT,), _FACTS)
        firsts = [next(f for f in facts if f.fact and f.fact.predicate == name) for name in _FACTS]
        return tuple(Evidence(number, (finding,)) for number, finding in enumerate(firsts, 1))

    def _ask(self, messages: Sequence[object], offered: Sequence[BaseTool] = ()) -> AIMessage:
        model = self._brain.model
        settings = {"temperature": 0.0, "max_tokens": _MOST_TOKENS, "thinking": False}
        bound = (model.bind_tools(offered) if offered else model).bind(**settings)
        reply = bound.invoke(list(messages))  # pyright: ignore[reportArgumentType] - messages
        decode = reply.response_metadata.get("decode_ms")
        if decode and reply.usage_metadata:
            self._speeds.append(reply.usage_metadata["output_tokens"] / decode * 1000)
        return reply


def _nothing(name: str, arguments: Mapping[str, Any]) -> tuple[str, object]:
    """Stand in for the tool's work where only its signature is wanted."""
    del name, arguments
    return "", None
