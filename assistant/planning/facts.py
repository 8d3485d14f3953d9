"""
Recipe: what the ledger states about the releases asked for.

Two sources with two values are both given, with a word that they disagree. A name that the closed
list of its family does not hold is said to be missing.
"""

from collections.abc import Sequence

from assistant.domain import Claim, Finding, Intent, Question, Section
from assistant.planning.capacity import capacity_claims
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
    """Return the facts asked for; empty when the question asks for something else."""
    if not question.predicates and not question.is_general:
        return ()
    wanted = _wanted(question)
    asked = [f for f in _about(question, shelf) if f.fact and f.fact.predicate in wanted]
    asked.sort(key=lambda finding: _order(finding, question))
    if not asked or _unmatched(question, shelf.all):
        return ()
    claims = (*capacity_claims(question, shelf, asked), *shelf.stated(asked[:_MOST]))
    claims = (*claims, *_reason(question, shelf))
    if question.predicates and (clash := _conflict(asked)):
        claims = (*claims, shelf.claim(text("conflict", question.language), *clash))
    return (Section("lead", "lead" if len(claims) <= _LEAD else "list", claims),)


_LEAD = 3
"""More claims than this read better as a list."""


def _wanted(question: Question) -> tuple[str, ...]:
    """Return the attributes to tell; who asks for a base also wants to know the origin."""
    if "base_weights_published" in question.predicates:
        return (*question.predicates, "derived_from")
    return question.predicates or OVERVIEW


def _about(question: Question, shelf: Shelf) -> Sequence[Finding]:
    """Leave out what search gathered of others: for comparison, or because words are alike."""
    if shelf.family is None:
        named = question.subjects
        return [found for found in shelf.all if not named or subject(found) in named]
    own = {release.name for release in shelf.releases} | {shelf.family.name, *question.subjects}
    parents = {
        str(found.fact.value)
        for found in shelf.all
        if found.fact and found.fact.predicate == "derived_from" and found.fact.subject in own
    }
    own |= parents | {base for base, kin in shelf.kin.items() if parents & {*kin}}
    return [finding for finding in shelf.all if subject(finding) in own]


def _reason(question: Question, shelf: Shelf) -> tuple[Claim, ...]:
    """Say that no reason was found where the question asks why bases are missing."""
    stated = shelf.facts(shelf.family.name, NO_REASON) if shelf.family else ()
    if question.intent is not Intent.WHY or not stated:
        return ()
    return (shelf.claim(text("no_reason", shelf.language), *stated),)


NO_REASON = "official_reason_for_unpublished_bases"


def _unmatched(question: Question, findings: Sequence[Finding]) -> bool:
    """Whether the question is about a device that no finding speaks of: "on an RTX 5090"."""
    said = " ".join(finding.statement for finding in findings)
    return any(device not in said for device in question.devices)


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


def _order(finding: Finding, question: Question) -> tuple[int, int]:
    predicates = _wanted(question)
    name = subject(finding)
    place = question.subjects.index(name) if name in question.subjects else len(question.subjects)
    return place, predicates.index(finding.fact.predicate) if finding.fact else 0


def _conflict(asked: list[Finding]) -> list[Finding]:
    """Return the findings of the first number, date or yes/no on which two sources differ."""
    seen: dict[tuple[str, str], list[Finding]] = {}
    for finding in asked:
        if finding.fact and not isinstance(finding.fact.value, str | tuple):
            seen.setdefault((finding.fact.subject, finding.fact.predicate), []).append(finding)
    for group in seen.values():
        values = {finding.fact.value for finding in group if finding.fact}
        if len(values) > 1 and len({finding.source.slug for finding in group}) > 1:
            return group
    return []
