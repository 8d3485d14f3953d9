"""
How often the evidence of an answerable question holds one of its gold sources or gold facts.

Only the first eight pieces count: what a small model can read. A source counts by its address,
whatever the protocol; a fact by subject, predicate and value. Not measured: whether the piece is
the right one of several from that source.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.domain import Fact, Finding, Language
from assistant.evaluation.questions import Case
from assistant.knowledge import Ledger, search
from assistant.planning import Footnotes, plan
from assistant.understanding import understand

PIECES = 8
Evidence = Callable[[Case], Sequence[Sequence[Finding]]]
"""The pieces of evidence for a question, the first ones first; each may hold several findings."""

_PROTOCOL = re.compile(r"^https?://(?:www\.)?")


@dataclass(frozen=True, slots=True)
class Recall:
    """Answerable questions of one language, and the ids of those whose gold was not found."""

    language: Language
    questions: int
    missed: tuple[str, ...]

    @property
    def share(self) -> float:
        """Of the questions, those whose gold was found; 1 of none."""
        return round(1 - len(self.missed) / self.questions, 4) if self.questions else 1.0


def recall(
    cases: Sequence[Case], evidence: Evidence, gold_facts: Sequence[Fact] = ()
) -> tuple[Recall, ...]:
    """Return for each language how many answerable questions with a gold find some of it."""
    facts = {fact.id: _told(fact) for fact in gold_facts}
    found: list[Recall] = []
    languages: list[Language] = ["en", "ru"]
    for language in languages:
        asked = [
            case
            for case in cases
            if case.language == language
            and case.is_answerable
            and (case.gold_urls or case.gold_facts)
        ]
        missed = tuple(case.id for case in asked if not _is_found(case, evidence(case), facts))
        if asked:
            found.append(Recall(language, len(asked), missed))
    return tuple(found)


def from_ledger(ledger: Ledger) -> Evidence:
    """Return what the ledger alone offers for a question, in the order of its footnotes."""

    def evidence(case: Case) -> list[Sequence[Finding]]:
        notes = Footnotes()
        question = understand(case.text, ledger, case.conversation)
        found = search(question, ledger)
        plan(question, found, notes)
        notes.cite(*found.facts)
        return [piece.findings for piece in notes.evidence()]

    return evidence


def _is_found(
    case: Case, pieces: Sequence[Sequence[Finding]], facts: dict[str, tuple[object, ...]]
) -> bool:
    urls = {_address(url) for url in case.gold_urls}
    wanted = {facts[id_] for id_ in case.gold_facts if id_ in facts}
    return any(
        _address(finding.source.url) in urls
        or (finding.fact is not None and _told(finding.fact) in wanted)
        or (finding.fact is not None and finding.fact.id in case.gold_facts)
        for piece in pieces[:PIECES]
        for finding in piece
    )


def _address(url: str) -> str:
    return _PROTOCOL.sub("", url.lower()).split("#")[0].rstrip("/")


def _told(fact: Fact) -> tuple[object, ...]:
    return fact.subject.lower(), fact.predicate, fact.value
