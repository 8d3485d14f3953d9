"""
The manner in which a plan is told: its lead alone, with what each fact rests on, or with glosses.

No manner adds a fact: the same claims are left out, kept, or given their footing.
"""

from collections.abc import Iterator
from dataclasses import replace

from assistant.domain import Claim, Finding, Manner, Question, Section
from assistant.planning.shelf import Shelf
from assistant.planning.terms import term_section
from assistant.planning.texts import text

_MOST_SHORT = 2
_MOST_PROOFS = 8


def in_manner(
    sections: tuple[Section, ...], question: Question, shelf: Shelf
) -> tuple[Section, ...]:
    """Return the sections as the question wants them told."""
    match question.manner:
        case Manner.SHORT:
            return _shortened(sections)
        case Manner.SURE:
            return (*sections, _footing(sections, shelf))
        case Manner.SIMPLE:
            gloss = None if question.sources_only else _glosses(sections, question)
            return (*_shortened(sections), gloss) if gloss else _shortened(sections)
        case Manner.DETAILED:
            more = _more(sections, question, shelf)
            return (*sections, more) if more.claims else sections
        case _:
            return sections


def _more(sections: tuple[Section, ...], question: Question, shelf: Shelf) -> Section:
    """Return what else is known of the releases asked about."""
    said = {claim.text for part in sections for claim in part.claims}
    known = [f for f in shelf.facts(question.subjects) if f.statement not in said]
    return Section(
        "more", "list", shelf.stated(known[:_MOST_MORE]), text("related", shelf.language)
    )


_MOST_MORE = 10


def _shortened(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Keep the lead; of a lead that is a list, its beginning."""
    lead = sections[:1]
    return tuple(replace(part, claims=part.claims[:_MOST_SHORT]) for part in lead)


def _glosses(sections: tuple[Section, ...], question: Question) -> Section | None:
    said = " ".join(claim.text for part in _shortened(sections) for claim in part.claims)
    return term_section(said, question.language)


def _footing(sections: tuple[Section, ...], shelf: Shelf) -> Section:
    """Say of each source cited in the lead who it is, of what day, and how far it is trusted."""
    numbers = {n for part in sections[:1] for claim in part.claims for n in claim.rests_on}
    evidence = shelf.notes.evidence(numbers or None)
    claims = tuple(_source(item.findings, shelf) for item in evidence[:_MOST_PROOFS])
    return Section("footing", "list", claims, text("footing", shelf.language))


def _source(findings: tuple[Finding, ...], shelf: Shelf) -> Claim:
    # the statement comes along, so that the sentence is checked as what it is: a fact with its day
    footing = "; ".join(_parts(findings[0], shelf))
    return shelf.claim(f"{findings[0].statement} {footing}.", findings[0])


def _parts(finding: Finding, shelf: Shelf) -> Iterator[str]:
    language = shelf.language
    yield text(f"authority_{finding.source.authority}", language)
    yield text("data_of", language, day=shelf.day(finding.as_of))
    if finding.fact:
        yield text(f"confidence_{finding.fact.confidence}", language)
        yield text("confirmed" if finding.quote else "unconfirmed", language)
