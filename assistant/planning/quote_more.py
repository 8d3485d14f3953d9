"""
Recipe: quotes beside what the ledger says, where the question asks more than the ledger answers.

Asked for the attention mechanism, the ledger knows the size only: what documents say comes after.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.domain import Intent, Question, Section
from assistant.language import stem, words
from assistant.planning.quote_asked import WEAK, parts
from assistant.planning.quote_choice import Meaning
from assistant.planning.quotes import answer_sections
from assistant.planning.shelf import Shelf

_SAID = 0.4
"""The least share of the question's words that an answer says which leaves nothing open."""
_SURE = 1.0
"""How sure of a quote one must be to show it beside what the ledger says."""
_MOST = 2


def more_sections(
    question: Question,
    known: Sequence[Section],
    shelf: Shelf,
    hints: Mapping[str, tuple[str, ...]],
    meaning: Meaning,
) -> tuple[Section, ...]:
    """Return `known` with the quotes that say what it leaves open, if there are any."""
    if not known or question.intent is Intent.FIT or not _leaves_open(question, known, hints):
        return tuple(known)
    quoted = answer_sections(question, shelf, hints, meaning, least=_SURE)
    keys = {section.key for section in known}
    more = (
        replace(section, key=f"more-{section.key}" if section.key in keys else section.key)
        for section in quoted
    )
    return (*known, *(replace(section, claims=section.claims[:_MOST]) for section in more))


def _leaves_open(
    question: Question, known: Sequence[Section], hints: Mapping[str, tuple[str, ...]]
) -> bool:
    said = " ".join(claim.text for section in known for claim in section.claims)
    said = said.lower().replace("ё", "е")
    stems = frozenset(map(stem, words(said)))
    asked = [c for part in parts(question, hints) for c in part.concepts if c.word not in WEAK]
    return sum(concept.is_in(said, stems) for concept in asked) < _SAID * len(asked)
