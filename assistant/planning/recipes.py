"""
Choose the recipe for a question and put lead, sections and offers together.

What the question takes for granted is looked at first. When a recipe finds nothing to say, the
answer is a useful refusal: what is nearest and where to look, never a guess.
"""

from dataclasses import replace

from assistant.domain import SMALL_TALK, Claim, Findings, Intent, Plan, Question, Section
from assistant.planning.bases import base_sections
from assistant.planning.capacity import capacity_sections
from assistant.planning.facts import CHANGE, fact_sections, why_sections
from assistant.planning.footnotes import Footnotes
from assistant.planning.manners import in_manner
from assistant.planning.members import (
    asks_for_members,
    dated_sections,
    extreme_sections,
    member_sections,
    spread_sections,
)
from assistant.planning.offers import offers, web_offer
from assistant.planning.premise import corrections
from assistant.planning.quote_choice import Meaning, no_meaning
from assistant.planning.quote_more import completed
from assistant.planning.quote_variants import variant_claims
from assistant.planning.quotes import answer_sections, change_sections
from assistant.planning.refusal import refusal_sections
from assistant.planning.shelf import Shelf
from assistant.planning.strangers import no_such_claims, strange_things, unknown_claims
from assistant.planning.tables import (
    alternative_sections,
    besides_scores,
    comparison_sections,
    fit_sections,
    score_sections,
)
from assistant.planning.talk import explanation_sections, talk_section

BASE = "base_weights_published"
NAMING = "naming"
_MORE_PROOF = 1.5
"""How sure of a quote one must be where something is asked that is hardly ever published."""


def plan(
    question: Question,
    found: Findings,
    notes: Footnotes,
    meaning: Meaning = no_meaning,
    *,
    can_search: bool = False,
) -> Plan:
    """
    Lay out the answer to `question` from what search found, numbering evidence in `notes`.

    With `can_search` a refusal offers to look on the web. `meaning` compares what
    may be quoted with the question.
    """
    shelf = Shelf(found, notes, question.language)
    if question.intent in (*SMALL_TALK, Intent.OUTSIDE):
        refused = question.intent is Intent.OUTSIDE
        return Plan((talk_section(question, shelf),), (), offers(question, shelf), refused)
    sections = _answer(question, shelf, found, meaning)
    refused = not sections or _is_about_nothing(question, shelf)
    if refused and question.seems_outside and question.intent in (Intent.UNKNOWN, Intent.EXPLAIN):
        sections = (talk_section(replace(question, intent=Intent.OUTSIDE), shelf),)
    elif refused:
        sections = refusal_sections(question, shelf, meaning)
    sections = in_manner(sections, question, shelf)
    offered = offers(question, shelf)
    if refused and can_search:
        offered = (web_offer(question), *offered[:-1])
    return Plan(sections, notes.evidence(), offered, refused)


def _answer(
    question: Question, shelf: Shelf, found: Findings, meaning: Meaning
) -> tuple[Section, ...]:
    """Return what the ledger says, premises first; else what documents or the glossary say."""
    if question.intent is Intent.LIST and (dated := dated_sections(question, shelf)):
        return dated
    wrong = () if question.unknown_attribute else corrections(question, shelf)
    is_known = not question.unknown_attribute and not strange_things(question, shelf)
    notes_first = CHANGE in question.predicates and change_sections(question, shelf)
    sections = notes_first or (_sections(question, shelf, wrong) if is_known else ())
    if sections and not wrong and not notes_first:
        sections = completed(question, sections, shelf, found.hints, meaning)
    sections = sections or _explained(question) or _quoted(question, shelf, found, meaning)
    return _opened(wrong, sections)


def _explained(question: Question) -> tuple[Section, ...]:
    return explanation_sections(question) if question.intent is Intent.EXPLAIN else ()


def _quoted(
    question: Question, shelf: Shelf, found: Findings, meaning: Meaning
) -> tuple[Section, ...]:
    """Return what documents say where the ledger says nothing."""
    if question.intent is Intent.FIT:
        return ()
    least = _MORE_PROOF if question.unknown_attribute else 0.0
    sections = answer_sections(question, shelf, found.hints, meaning, least=least)
    sections = _opened(variant_claims(question, shelf), sections)
    if not sections and question.is_general:
        sections = change_sections(question, shelf)
    return sections


def _is_about_nothing(question: Question, shelf: Shelf) -> bool:
    """Whether an attribute is asked of releases none of which exists."""
    family = shelf.family.name if shelf.family else ""
    return (
        bool(question.unknown_names and question.predicates)
        and not set(question.subjects) - {family}
        and question.predicates != ("exists",)
    )


def _sections(question: Question, shelf: Shelf, wrong: tuple[Claim, ...]) -> tuple[Section, ...]:
    match question.intent:
        case Intent.FIT if not question.subjects:
            return fit_sections(question, shelf)
        case Intent.COMPARE:
            sections = (
                extreme_sections(question, shelf)
                or comparison_sections(question, shelf)
                or fact_sections(question, shelf)
            )
            return _opened(no_such_claims(question, shelf), sections) if sections else ()
        case Intent.ALTERNATIVES:
            return alternative_sections(question, shelf)
        case Intent.WHY | Intent.LIST | Intent.FACT | Intent.FIT:
            return _by_subject(question, shelf, is_wrong=bool(wrong))
        case _:
            return ()


def _by_subject(question: Question, shelf: Shelf, *, is_wrong: bool) -> tuple[Section, ...]:
    asks_bases = BASE in question.predicates and NAMING not in question.predicates
    about_family = shelf.family is not None and shelf.family.name in question.subjects
    if asks_bases and about_family and (sections := base_sections(question, shelf)):
        return _with_unknown(question, shelf, sections)
    if asks_bases and not question.subjects and question.min_size_b:
        return alternative_sections(question, shelf)
    if question.intent is Intent.WHY and not question.subjects:
        return ()  # a list of facts is no answer to why
    if about_family and (sections := score_sections(question, shelf)):
        return (*sections, *_beside_scores(question, shelf))
    if asks_for_members(question) and (sections := member_sections(question, shelf)):
        return _with_unknown(question, shelf, sections)
    is_why = question.intent is Intent.WHY and not (asks_bases or is_wrong)
    sections = (
        (why_sections(question, shelf) if is_why else ())
        or extreme_sections(question, shelf)
        or capacity_sections(question, shelf)
        or fact_sections(question, shelf)
        or (spread_sections(question, shelf) if not is_why else ())
        or (member_sections(question, shelf) if question.intent is not Intent.WHY else ())
    )
    return _with_unknown(question, shelf, sections)


def _beside_scores(question: Question, shelf: Shelf) -> tuple[Section, ...]:
    others = besides_scores(question)
    found = fact_sections(replace(question, predicates=others), shelf) if others else ()
    return tuple(replace(section, key=f"also-{section.key}") for section in found)


def _with_unknown(
    question: Question, shelf: Shelf, sections: tuple[Section, ...]
) -> tuple[Section, ...]:
    """Open with the names that no closed list holds."""
    return _opened(unknown_claims(question, shelf), sections)


def _opened(claims: tuple[Claim, ...], sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Put `claims` in front, and say nothing of them a second time."""
    if not claims:
        return sections
    first = sections[0] if sections else Section("lead", "lead", ())
    if first.kind == "table":
        return (Section("premise", "lead", claims), *sections)
    rest = tuple(claim for claim in first.claims if claim not in claims)
    return (replace(first, claims=(*claims, *rest)), *sections[1:])
