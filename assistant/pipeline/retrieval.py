"""
Carry out the model's call of `search_releases`, after the rules have looked at it.

A call that names no known release is repaired to what the question asks; another tool's name is
vetoed. The step shows what was done. The result is the numbered evidence, the plan's own first.
"""

from collections.abc import Callable, Mapping

from langchain_core.messages import ToolMessage

from assistant.domain import Evidence, Findings, Language, Question, Step
from assistant.generation.replies import Call
from assistant.pipeline.layout import Layout

TOOL = "search_releases"
ARGUMENTS = ("subject", "attribute", "as_of")
Find = Callable[[Mapping[str, str], Language], tuple[Question, Findings]]
"""Arguments of the call -> how they were understood, and what was found."""

_MOST = 24
"""Pieces of evidence the model is given: about 1,200 tokens in Russian."""

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
        else:
            self._layout.notes.cite(*found.facts[:_MOST])
        evidence = self._layout.notes.evidence()[:_MOST]
        self._layout.steps.append(Step(TOOL, arguments, str(len(evidence)), repaired))
        return ToolMessage(_as_text(evidence), tool_call_id=call.id, artifact=evidence)


def _as_text(evidence: tuple[Evidence, ...]) -> str:
    return "\n".join(
        f"[{item.number}] {item.statement} ({item.source.title}, {item.as_of.isoformat()})"
        for item in evidence
    )
