"""
Recipe: quotes beside what the ledger says, where the question asks more than the ledger answers.

Asked for the attention mechanism, the ledger knows the size only: what documents say comes after.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from assistant.domain import Intent, Question, Section
from assistant.language import stem, words
from assistant.planning.quote_asked import parts
from assistant.planning.quote_choice import Meaning
from assistant.planning.quote_values import gives_kind
from assistant.planning.quote_words import WEAK, Concept
from assistant.planning.quotes import answer_sections
from assistant.planning.shelf import Shelf
from assistant.planning.texts import text

_SAID = 0.4
"""The least share of the question's words that an answer says which leaves nothing open."""
_SURE = 1.0
"""How sure of a quote one must be to show it beside what the ledger says."""
_MOST = 2


def completed(
    question: Question,
    known: Sequence[Section],
    shelf: Shelf,
    hints: Mapping[str, tuple[str, ...]],
    meaning: Meaning,
) -> tuple[Section, ...]:
    """
    Return `known` with the quotes that say what it leaves open, if there are any.

    Nothing is returned when it holds no value of any kind asked for: sizes, where a day is wanted.
    """
    if not known or question.intent is Intent.FIT or question.unknown_names or question.extreme:
        return tuple(known)
    said = " ".join(claim.text for section in known for claim in section.claims)
    asked = parts(question, hints)
    answered = [part for part in asked if gives_kind(part.kind, said)]
    if asked and not answered:
        return ()
    concepts = [c for part in asked for c in part.concepts if c.word not in WEAK]
    left = _unsaid(concepts, said)
    if len(answered) == len(asked) and len(left) <= (1 - _SAID) * len(concepts):
        return tuple(known)
    quoted = answer_sections(question, shelf, hints, meaning, least=_SURE)
    quotes = " ".join(claim.text for section in quoted for claim in section.claims)
    if left and _unsaid(left, quotes) == left:
        return tuple(known)
    keys = {section.key for section in known}
    repeated = text("no_reason", shelf.language) if question.intent is Intent.WHY else ""
    return (*known, *(_beside(section, keys, repeated) for section in quoted))


def _beside(section: Section, keys: Collection[str], repeated: str) -> Section:
    """Return a section cut short, with a key of its own and without what was said before."""
    key = f"more-{section.key}" if section.key in keys else section.key
    claims = tuple(claim for claim in section.claims if claim.text != repeated)
    return replace(section, key=key, claims=claims[:_MOST])


def _unsaid(concepts: Sequence[Concept], said: str) -> list[Concept]:
    said = said.lower().replace("ё", "е")
    stems = frozenset(map(stem, words(said)))
    return [concept for concept in concepts if not concept.is_in(said, stems)]
