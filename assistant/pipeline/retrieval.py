"""
Carry out the model's calls of tools, after the rules have looked at them.

A call that names no known release is repaired to what the question asks; another tool's name is
vetoed. The step shows what was done. The result is numbered evidence: the beginning of the plan's
own, then what was found, nearest to the call first and each release in turn.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from langchain_core.messages import ToolMessage

from assistant.domain import Evidence, Finding, Findings, Language, Question, Step
from assistant.generation.replies import Call
from assistant.generation.tools import SEARCH
from assistant.language import overlap, stems
from assistant.pipeline.layout import Layout

Find = Callable[[Mapping[str, str], Language], tuple[Question, Findings]]
"""Arguments of the call -> how they were understood, and what was found."""

_MOST = 32
"""Pieces of evidence the model is given: for facts 1,850 tokens in Russian, see `history`."""
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


@dataclass(frozen=True, slots=True)
class Means:
    """What the tools work with."""

    find: Find
    fits: Callable[[Question], tuple[Finding, ...]]
    """Says what this computer is and which models fit it."""


class Retrieval:
    """The tools' work within one answer: what they find gets the answer's footnote numbers."""

    def __init__(self, question: Question, layout: Layout, means: Means) -> None:
        self._question = question
        self._layout = layout
        self._find = means.find
        self._fits = means.fits

    def execute(self, call: Call) -> ToolMessage:
        """Do what the call, repaired where needed, says; return numbered evidence."""
        arguments = {name: str(value or "") for name, value in call.arguments.items()}
        match call.name:
            case "models_that_fit":
                return self._answered(call, {}, self._fits(self._question))
            case "compare_releases":
                names = (arguments.pop("first", ""), arguments.pop("second", ""))
                understood, found = self._found({**arguments, "subject": ", ".join(names)})
                facts = shared_facts(understood, found, arguments.get("attribute", ""))
                return self._answered(call, {"subject": ", ".join(names), **arguments}, facts)
            case _:
                return self._searched(call, arguments)

    def _found(self, arguments: Mapping[str, str]) -> tuple[Question, Findings]:
        return self._find(arguments, self._question.language)

    def _searched(self, call: Call, arguments: dict[str, str]) -> ToolMessage:
        language = self._question.language
        understood, found = self._found(arguments)
        repaired = ""
        if call.name != SEARCH:
            repaired = _TEXTS["vetoed"][language]
        elif not understood.subjects and self._question.subjects:
            repaired = _TEXTS["repaired"][language]
        if repaired:
            arguments |= {"subject": ", ".join(self._question.subjects)}
        facts = () if repaired else nearest_facts(understood, found, arguments.get("attribute", ""))
        return self._answered(call, arguments, facts, repaired)

    def _answered(
        self, call: Call, arguments: dict[str, str], facts: Sequence[Finding], repaired: str = ""
    ) -> ToolMessage:
        """Return what was found, numbered, behind the beginning of the plan's own evidence."""
        notes = self._layout.notes
        planned = [item.number for item in self._layout.plan.evidence[:_PLANNED]]
        room = _MOST - len(planned)
        evidence = notes.evidence((*planned, *notes.cite(*facts[:room])))
        name = SEARCH if repaired else call.name
        self._layout.steps.append(Step(name, arguments, str(len(evidence)), repaired))
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
        is_asked = finding.fact is not None and finding.fact.predicate in asked.predicates
        return is_asked, overlap(words, stems(finding.statement))

    ranked = sorted(found.facts, key=nearness, reverse=True)
    by_subject = [
        [f for f in ranked if f.fact and f.fact.subject == name] for name in asked.subjects
    ]
    in_turn = [f for row in zip_longest(*by_subject) for f in row if f]
    return tuple(dict.fromkeys((*in_turn, *ranked)))


def shared_facts(asked: Question, found: Findings, text: str) -> tuple[Finding, ...]:
    """Return the facts of attributes that all releases asked for have, side by side."""
    ranked = nearest_facts(asked, found, text)
    by_predicate: dict[str, list[Finding]] = {}
    for finding in ranked:
        if finding.fact and finding.fact.subject in asked.subjects:
            by_predicate.setdefault(finding.fact.predicate, []).append(finding)
    both = [
        group
        for group in by_predicate.values()
        if {f.fact.subject for f in group if f.fact} >= set(asked.subjects)
    ]
    return tuple(finding for group in both for finding in group) or ranked


def _as_text(evidence: tuple[Evidence, ...]) -> str:
    return "\n".join(
        f"[{item.number}] {item.statement} ({item.source.title}, {item.as_of.isoformat()})"
        for item in evidence
    )
