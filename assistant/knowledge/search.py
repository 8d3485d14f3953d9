"""
Gather what the ledger knows about a question: SQL for names and attributes, words for the rest.

Not covered yet: passages of release notes, embeddings.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from assistant.domain import (
    Fact,
    Family,
    Finding,
    Findings,
    Intent,
    Language,
    Question,
    Release,
)
from assistant.knowledge.fact_search import FactSearch
from assistant.knowledge.hints import hints
from assistant.knowledge.ledger import NOW, Ledger
from assistant.knowledge.wording import value_words
from assistant.language import take_dates

_T = TypeVar("_T")
BASE = "base_weights_published"
_NOT_SEARCHED = (Intent.OUTSIDE, Intent.FIT, Intent.GREETING)
_LARGE = 70.0
"""What counts as large when the question names no size, in billions of parameters."""
_BASE_DETAILS = ("parameters", "active_parameters", "license")


def search(
    question: Question, ledger: Ledger, limit: int = 8, nearest: FactSearch | None = None
) -> Findings:
    """
    Return everything a recipe may need to answer `question`, worded in its language.

    Without `nearest`, facts that are not found by name are looked for by words alone.
    """
    family = next((found for name in question.subjects if (found := ledger.family(name))), None)
    releases = ledger.releases(family.name, question.as_of) if family else ()
    question = replace(question, as_of=question.as_of or _day(question.text))
    facts = _gather(question, ledger, releases)
    is_strange = bool(question.subjects) and family is None  # the ledger knows nothing of it
    if not facts and not is_strange and question.intent not in _NOT_SEARCHED:
        by_text = (nearest or ledger).matching
        facts = by_text(question.text, question.language, limit, question.as_of)
    known = {finding.fact.predicate for finding in facts if finding.fact}
    labels = {predicate: ledger.label(predicate, question.language) for predicate in known}
    closed = None if family is None else _closed_list(family, question, ledger)
    kin = _kin((finding.fact.subject for finding in facts if finding.fact), ledger)
    return Findings(
        facts, releases, family, closed, kin, labels, hints=hints(question, ledger.predicates)
    )


def _day(text: str) -> date | None:
    """Return the day that a question is about which asks for no day's answer; None: for history."""
    _, mentioned = take_dates(text)
    return None if mentioned else NOW


def _gather(
    question: Question, ledger: Ledger, releases: tuple[Release, ...]
) -> tuple[Finding, ...]:
    asks_bases = BASE in question.predicates or question.intent in (Intent.WHY, Intent.ALTERNATIVES)
    family_name = releases[0].family if releases else ""
    about_family = family_name in question.subjects
    subjects = [*question.subjects, *(_related(question, ledger))]
    if family_name and question.intent is Intent.WHY:
        subjects.append(family_name)
    if about_family and (asks_bases or question.intent is Intent.COMPARE):
        subjects += [release.name for release in releases]
    facts = ledger.facts(question.language, _unique(subjects), (), question.as_of)
    facts += ledger.facts(question.language, _not_yet(question, ledger), ("release_date",))
    if BASE in question.predicates:
        facts += _bases_of_parents(question, facts, ledger)
    if asks_bases and (about_family or not question.subjects):
        facts += _other_bases(question, ledger)
    return tuple(_unique(facts))


def _bases_of_parents(
    question: Question, facts: Iterable[Finding], ledger: Ledger
) -> tuple[Finding, ...]:
    """Return whether the models from which those asked for were made have published bases."""
    parents = [
        str(finding.fact.value)
        for finding in facts
        if finding.fact and finding.fact.predicate == "derived_from"
    ]
    members = ledger.releases()
    names = [twin for parent in parents for twin in (parent, *_twins(parent, members))]
    return ledger.facts(question.language, _unique(names), (BASE,), question.as_of)


def _not_yet(question: Question, ledger: Ledger) -> list[str]:
    """Return the releases asked for of which nothing is known on that day, but later."""
    language, day = question.language, question.as_of
    return [
        name
        for name in question.subjects
        if not ledger.facts(language, [name], (), day) and ledger.facts(language, [name])
    ]


def _related(question: Question, ledger: Ledger) -> list[str]:
    """Return the base of each release asked for, and the family where the release is silent."""
    related: list[str] = []
    later = _not_yet(question, ledger)
    for name in (name for name in question.subjects if name not in later):
        family = ledger.family(name)
        if family and family.name != name:
            members = ledger.releases(family.name)
            twins = _twins(name, members) or _series(name, members)
            known = ledger.facts(question.language, [name], question.predicates, question.as_of)
            related += twins if BASE in question.predicates or not known else []
            known += ledger.facts(question.language, twins, question.predicates, question.as_of)
            related += [] if known else [family.name]
    return related


def _twins(name: str, members: tuple[Release, ...]) -> list[str]:
    """Return the releases of the same size and series: the base of a tuned model, and back."""
    own = next((release for release in members if release.name == name), None)
    return [
        release.name
        for release in members
        if own
        and own.total_b
        and release.family == own.family
        and (release.total_b, release.active_b, release.series)
        == (own.total_b, own.active_b, own.series)
        and release.name != name
    ]


def _series(name: str, members: tuple[Release, ...]) -> list[str]:
    """Return the members of the series that `name` is the head of: those of Qwen3-2507."""
    head = next((release for release in members if release.name == name), None)
    return [
        release.name
        for release in members
        if head and head.series and not head.total_b and release.series == head.series
    ]


def _closed_list(family: Family, question: Question, ledger: Ledger) -> Finding | None:
    """Return the complete list on the day asked for, or on the last day that it was complete."""
    if family.complete_as_of is None:
        return None
    day = min(family.complete_as_of, question.as_of or NOW)
    releases = ledger.releases(family.name, day)
    names = tuple(release.name for release in releases if release.total_b)
    fact = Fact(family.name, "releases", names, "", day, family.list_source)
    language = question.language
    statement = _COMPLETE[language].format(
        family=family.name, day=value_words(day, None, language), names=", ".join(names)
    )
    return Finding("fact", statement, family.list_source, day, fact)


_COMPLETE: dict[Language, str] = {
    "ru": "Полный список выпусков {family} на {day}: {names}.",
    "en": "The complete list of {family} releases as of {day}: {names}.",
}


def _other_bases(question: Question, ledger: Ledger) -> tuple[Finding, ...]:
    """Return the base releases of any family that reach the size asked for, largest first."""
    limit = question.min_size_b or _LARGE
    large = [r for r in ledger.releases() if r.stage == "base" and (r.total_b or 0) >= limit]
    large.sort(key=lambda release: release.total_b or 0)
    names = [release.name for release in large]
    kin = {other for others in _kin(names, ledger).values() for other in others}
    facts = ledger.facts(question.language, names, (BASE,), question.as_of)
    order = {name: place for place, name in enumerate(names)}
    bases = sorted(facts, key=lambda f: order[f.fact.subject] if f.fact else 0)
    about = _unique([*names, *kin])
    return (*bases, *ledger.facts(question.language, about, _BASE_DETAILS, question.as_of))


def _kin(names: Iterable[str], ledger: Ledger) -> dict[str, tuple[str, ...]]:
    """Return for each base release its twins and family, whose licence and size are its own."""
    releases = ledger.releases()
    wanted = set(names)
    return {
        release.name: (*_twins(release.name, releases), release.family)
        for release in releases
        if release.name in wanted and release.stage == "base"
    }


def _unique(items: Iterable[_T]) -> list[_T]:
    return list(dict.fromkeys(items))
