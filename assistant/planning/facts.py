"""
Recipe: what the ledger states about the releases asked for.

Two sources with two values are both given, with a word that they disagree. A name that the closed
list of its family does not hold is said to be missing.
"""

from assistant.domain import Claim, Finding, Question, Section
from assistant.planning.shelf import Shelf, subject
from assistant.planning.texts import text

OVERVIEW = (
    "release_date",
    "parameters",
    "active_parameters",
    "license",
    "context_native",
    "context_max",
    "base_weights_published",
    "dense_models",
    "moe_models",
    "sizes",
    "variants",
)
"""What is said of a release when no attribute is asked for, in this order."""

_MOST = 8


def fact_sections(question: Question, shelf: Shelf) -> tuple[Section, ...]:
    """Return the facts asked for as the lead, and closely related ones below."""
    wanted = question.predicates or OVERVIEW
    asked = [fact for fact in shelf.all if fact.fact and fact.fact.predicate in wanted]
    asked.sort(key=lambda finding: _order(finding, question))
    if not asked:
        return ()
    claims = shelf.stated(asked[:_MOST])
    if question.predicates and (clash := _conflict(asked)):
        claims = (*claims, shelf.claim(text("conflict", question.language), *clash))
    return (Section("lead", "lead" if len(claims) <= _LEAD else "list", claims),)


_LEAD = 3
"""More claims than this read better as a list."""


def unknown_claims(question: Question, shelf: Shelf) -> tuple[Claim, ...]:
    """Say of each unknown name that the closed list of its family does not hold it."""
    family, closed = shelf.family, shelf.closed_list
    if family is None or closed is None:
        return ()
    language, day = question.language, shelf.day(family.complete_as_of)
    return tuple(
        shelf.claim(text("unknown", language, name=name, family=family.name, day=day), closed)
        for name in question.unknown_names
    )


def _order(finding: Finding, question: Question) -> tuple[int, int]:
    predicates = question.predicates or OVERVIEW
    name = subject(finding)
    place = question.subjects.index(name) if name in question.subjects else len(question.subjects)
    return place, predicates.index(finding.fact.predicate) if finding.fact else 0


def _conflict(asked: list[Finding]) -> list[Finding]:
    """Return the findings of the first attribute that has two values for the same subject."""
    seen: dict[tuple[str, str], list[Finding]] = {}
    for finding in asked:
        if finding.fact:
            seen.setdefault((finding.fact.subject, finding.fact.predicate), []).append(finding)
    for group in seen.values():
        if len({finding.fact.value for finding in group if finding.fact}) > 1:
            return group
    return []
