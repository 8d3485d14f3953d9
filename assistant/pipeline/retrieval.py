"""
Carry out the model's call of `search_releases`, after the rules have looked at it.

A call that names no known release is repaired to what the question asks; another tool's name is
vetoed. The step shows what was done. The result is numbered evidence: the beginning of the plan's
own, then what was found, nearest to the call first and each release in turn.
"""

from collections.abc import Callable, Mapping
from itertools import zip_longest

from langchain_core.messages import ToolMessage

from assistant.domain import Evidence, Finding, Findings, Language, Question, Step
from assistant.generation.replies import Call
from assistant.language import stems
from assistant.pipeline.layout import Layout

TOOL = "search_releases"
ARGUMENTS = ("subject", "attribute", "as_of")
Find = Callable[[Mapping[str, str], Language], tuple[Question, Findings]]
"""Arguments of the call -> how they were understood, and what was found."""

_MOST = 32
"""Pieces of evidence the model is given: about 1,600 tokens in Russian."""
_PLANNED = 12
"""How many of them may be the plan's own."""

_TEXTS: dict[str, dict[Language, str]] = {
    "vetoed": {
        "ru": "Такого инструмента нет; выполнен поиск по вопросу.",
        "en": "There is no such tool; the question itself was searched.",
    },
    "repaired": {
        "ru": "В вызове нет известной модели; взята названная в вопросе.",
        "en": "The call names no known release; the one in the question was taken.",
    },
}


class Retrieval:
    """The tool's work within one answer: what it finds gets the answer's footnote numbers."""

    def __init__(self, question: Question, layout: Layout, find: Find) -> None:
        self._question = question
        self._layout = layout
        self._find = find

    def execute(self, call: Call) -> ToolMessage:
        """Search as the call, repaired where needed, says; return numbered evidence."""
        language = self._question.language
        arguments = {name: str(call.arguments.get(name) or "") for name in ARGUMENTS}
        understood, found = self._find(arguments, language)
        repaired = ""
        if call.name != TOOL:
            repaired = _TEXTS["vetoed"][language]
        elif not understood.subjects and self._question.subjects:
            repaired = _TEXTS["repaired"][language]
        if repaired:
            arguments |= {"subject": ", ".join(self._question.subjects)}
        notes = self._layout.notes
        planned = [item.number for item in self._layout.plan.evidence[:_PLANNED]]
        room = _MOST - len(planned)
        facts = () if repaired else nearest_facts(understood, found, arguments["attribute"])
        evidence = notes.evidence((*planned, *notes.cite(*facts[:room])))
        self._layout.steps.append(Step(TOOL, arguments, str(len(evidence)), repaired))
        return ToolMessage(_as_text(evidence), tool_call_id=call.id, artifact=evidence)

    def look_up(self, names: str, text: str) -> tuple[Finding, ...]:
        """Return facts that a sentence may rest on, without numbering them."""
        day = self._question.as_of
        arguments = {"subject": names, "attribute": text, "as_of": day.isoformat() if day else ""}
        understood, found = self._find(arguments, self._question.language)
        return nearest_facts(understood, found, text)


def nearest_facts(asked: Question, found: Findings, text: str) -> tuple[Finding, ...]:
    """
    Return facts as they answer a call: of the attributes asked for, then of most shared words.

    The releases that the call names come in turn, all others behind them.
    """
    words = stems(text)

    def nearness(finding: Finding) -> tuple[bool, float]:
        own = stems(finding.statement)
        is_asked = finding.fact is not None and finding.fact.predicate in asked.predicates
        return is_asked, len(words & own) / (len(own) + 8) ** 0.5

    ranked = sorted(found.facts, key=nearness, reverse=True)
    by_subject = [
        [f for f in ranked if f.fact and f.fact.subject == name] for name in asked.subjects
    ]
    in_turn = [f for row in zip_longest(*by_subject) for f in row if f]
    return tuple(dict.fromkeys((*in_turn, *ranked)))


def _as_text(evidence: tuple[Evidence, ...]) -> str:
    return "\n".join(
        f"[{item.number}] {item.statement} ({item.source.title}, {item.as_of.isoformat()})"
        for item in evidence
    )
