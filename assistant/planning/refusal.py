"""
Recipe: no answer. Say so, show what is nearest, and say which source may hold the answer.

What is said of the search itself needs no source. Not covered: guessing where a thing is published
that has no Latin name.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

from assistant.domain import Claim, Intent, Question, Section
from assistant.language import stems
from assistant.planning.quote_choice import Meaning, no_meaning
from assistant.planning.quotes import nearest_quotes
from assistant.planning.shelf import Shelf
from assistant.planning.strangers import no_such_claims, unknown_claims
from assistant.planning.texts import text

_FILE = Path(__file__).with_name("places.toml")
_NEAREST = 2
_PACKAGE = re.compile(r"\b([a-z][\w-]*)\s+(?:version\s+|верси\w+\s+)?v?\d+\.\d", re.IGNORECASE)


def refusal_sections(
    question: Question, shelf: Shelf, meaning: Meaning = no_meaning
) -> tuple[Section, ...]:
    """Return the refusal: names that do not exist first, then what is nearest."""
    missing = unknown_claims(question, shelf) or no_such_claims(question, shelf)
    reason = shelf.claim(text(_reason(question), shelf.language))
    lead = Section("lead", "lead", (*missing, reason, *_advice(question, shelf)))
    near = _near(question, shelf, meaning)
    nearest = Section("nearest", "list", near, text("nearest", shelf.language))
    return (lead, nearest) if near else (lead,)


def _reason(question: Question) -> str:
    if question.intent is not Intent.EXPLAIN:
        return "nothing"
    return "sources_only" if question.sources_only else "no_explanation"


def _near(question: Question, shelf: Shelf, meaning: Meaning) -> tuple[Claim, ...]:
    """Return the facts nearest to the question, those of the attribute first, then quotes."""
    if question.intent is Intent.EXPLAIN:
        return ()
    wanted = [f for f in shelf.all if f.fact and f.fact.predicate in question.predicates]
    said = stems(question.text)
    rest = sorted(shelf.all, key=lambda found: -len(said & stems(found.statement)))
    facts = tuple(dict.fromkeys((*wanted, *rest)))
    return (*shelf.stated(facts[:_NEAREST]), *nearest_quotes(shelf, meaning))


def _advice(question: Question, shelf: Shelf) -> tuple[Claim, ...]:
    place = _place(question, shelf)
    return (shelf.claim(text("sync", shelf.language, place=place)),) if place else ()


def _place(question: Question, shelf: Shelf) -> str:
    """Return what to give `snoska sources add`; "" where nothing named can be looked for."""
    places, family = _places(), shelf.family
    if family:
        return places["programs"].get(family.name) or places["makers"].get(family.maker, "")
    # a program nobody knows, with a version: most likely a package
    named = _PACKAGE.search(question.text)
    return f"pypi:{named[1].lower()}" if named else ""


@cache
def _places() -> dict[str, dict[str, str]]:
    return tomllib.loads(_FILE.read_text("utf-8"))
