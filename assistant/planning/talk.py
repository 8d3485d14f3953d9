"""
Recipe: small talk, what lies outside the field, and general explanations.

Nothing here states a fact about a release, so nothing is cited.
"""

from assistant.domain import Intent, Question, Section
from assistant.planning.shelf import Shelf
from assistant.planning.terms import term_section
from assistant.planning.texts import text


def talk_section(question: Question, shelf: Shelf) -> Section:
    """Return the one or two sentences for small talk, or for what Snoska does not answer."""
    key = "outside" if question.intent is Intent.OUTSIDE else question.intent.value
    words = text(key, question.language)
    return Section("lead", "lead", (shelf.claim(words),))


def explanation_sections(question: Question) -> tuple[Section, ...]:
    """Return what the built-in glossary says; empty when it may not, or does not know the words."""
    if question.sources_only:
        return ()
    section = term_section(question.text, question.language)
    return (section,) if section else ()
