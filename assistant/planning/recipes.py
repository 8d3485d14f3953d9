"""
Choose the recipe for a question and put lead, sections and offers together.

When a recipe finds nothing to say, the answer is a useful refusal: what is nearest, never a guess.
"""

from assistant.domain import Findings, Intent, Offer, Plan, Question, Section
from assistant.planning.bases import base_sections
from assistant.planning.facts import fact_sections, unknown_claims
from assistant.planning.footnotes import Footnotes
from assistant.planning.quote_choice import Meaning, no_meaning
from assistant.planning.quotes import answer_sections, change_sections, nearest_quotes
from assistant.planning.shelf import Shelf
from assistant.planning.tables import alternative_sections, comparison_sections, fit_sections
from assistant.planning.texts import text

BASE = "base_weights_published"
CHANGE = "change"


def plan(
    question: Question, found: Findings, notes: Footnotes, meaning: Meaning = no_meaning
) -> Plan:
    """
    Lay out the answer to `question` from what search found, numbering evidence in `notes`.

    `meaning` compares what may be quoted with the question.
    """
    shelf = Shelf(found, notes, question.language)
    notes_first = CHANGE in question.predicates and change_sections(question, shelf)
    sections = notes_first or _sections(question, shelf) or _quoted(question, shelf, found, meaning)
    refused = not sections
    if refused:
        sections = _refusal(question, shelf)
    return Plan(sections, notes.evidence(), _offers(question, shelf), refused)


def _quoted(
    question: Question, shelf: Shelf, found: Findings, meaning: Meaning
) -> tuple[Section, ...]:
    """Return what documents say where the ledger says nothing."""
    if question.intent in (Intent.GREETING, Intent.FIT):
        return ()
    sections = answer_sections(question, shelf, found.hints, meaning)
    if not sections and question.is_general:
        sections = change_sections(question, shelf)
    return sections


def _sections(question: Question, shelf: Shelf) -> tuple[Section, ...]:
    match question.intent:
        case Intent.OUTSIDE:
            return ()
        case Intent.GREETING:
            return (Section("lead", "lead", (shelf.claim(text("greeting", question.language)),)),)
        case Intent.FIT:
            return fit_sections(shelf)
        case Intent.COMPARE:
            return comparison_sections(question, shelf) or fact_sections(question, shelf)
        case Intent.ALTERNATIVES:
            return alternative_sections(question, shelf)
        case Intent.WHY | Intent.LIST | Intent.FACT:
            return _by_subject(question, shelf)


def _by_subject(question: Question, shelf: Shelf) -> tuple[Section, ...]:
    asks_bases = BASE in question.predicates or question.intent is Intent.WHY
    about_family = shelf.family is not None and shelf.family.name in question.subjects
    if asks_bases and about_family:
        sections = base_sections(question, shelf) or fact_sections(question, shelf)
        return _with_unknown(question, shelf, sections)
    if asks_bases and not question.subjects and question.min_size_b:
        return alternative_sections(question, shelf)
    return _with_unknown(question, shelf, fact_sections(question, shelf))


def _with_unknown(
    question: Question, shelf: Shelf, sections: tuple[Section, ...]
) -> tuple[Section, ...]:
    """Open with the names that no closed list holds."""
    missing = unknown_claims(question, shelf)
    if not missing:
        return sections
    if not sections:
        return (Section("lead", "lead", missing),)
    first, *rest = sections
    return (Section(first.key, first.kind, (*missing, *first.claims), first.heading), *rest)


def _refusal(question: Question, shelf: Shelf) -> tuple[Section, ...]:
    lead = Section("lead", "lead", (shelf.claim(text("nothing", question.language)),))
    near = shelf.stated(shelf.all[:3]) if question.intent is not Intent.OUTSIDE else ()
    near = near or nearest_quotes(shelf)
    nearest = Section("nearest", "list", near, text("nearest", question.language))
    return (lead, nearest) if near else (lead,)


def _offers(question: Question, shelf: Shelf) -> tuple[Offer, ...]:
    """Offer up to three follow-ups, each of which this build answers, none the question itself."""
    language = question.language
    fit, alternatives = text("offer_fit", language), text("ask_alternatives", language)
    family = shelf.family.name if shelf.family else "Qwen3"
    offers = [
        (Intent.FIT, Offer(fit, fit)),
        (Intent.ALTERNATIVES, Offer(text("offer_alternatives", language), alternatives)),
        (
            Intent.COMPARE,
            Offer(
                text("offer_compare", language, family="Qwen3"),
                text("ask_compare", language, family="Qwen3"),
            ),
        ),
        (
            Intent.LIST,
            Offer(
                text("ask_bases", language, family=family),
                text("ask_bases", language, family=family),
            ),
        ),
    ]
    kept = [offer for intent, offer in offers if intent is not question.intent]
    return tuple(offer for offer in kept if offer.question != question.text)[:3]
