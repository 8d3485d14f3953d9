"""
Gather what the ledger knows about a question: SQL for names and attributes.

What is not found so is looked for by words and, where there is an embedder, by meaning. Not
covered: passages, see `library`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from assistant.domain import (
    SMALL_TALK,
    Fact,
    Family,
    Finding,
    Findings,
    Intent,
    Language,
    Question,
    Release,
    without_bases,
)
from assistant.knowledge.fact_search import FactSearch
from assistant.knowledge.hints import hints
from assistant.knowledge.kinship import heads, inherited, series, twins
from assistant.knowledge.ledger import NOW, Ledger
from assistant.knowledge.wording import value_words
from assistant.language import take_dates

_T = TypeVar("_T")
BASE = "base_weights_published"
RELEASED = "release_date"
_NOT_SEARCHED = (Intent.OUTSIDE, Intent.UNKNOWN, Intent.FIT, Intent.EXPLAIN, *SMALL_TALK)
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
    is_strange = is_strange or bool(question.unknown_names and not question.subjects)
    if not question.subjects and question.predicates and _is_broad(question):
        facts = ledger.facts(question.language, None, question.predicates, question.as_of)
    if not facts and not is_strange and question.intent not in _NOT_SEARCHED:
        by_text = (nearest or ledger).matching
        near = by_text(question.text, question.language, limit, question.as_of)
        facts = tuple(finding for finding in near if _names_all(finding, question.text))
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
    if about_family and (asks_bases or _about_members(question)):
        subjects += [release.name for release in releases]
    versions = [r.name for r in releases if not r.total_b]  # the 2.5 of a model is no version
    subjects += [name for name in versions if any(v in name for v in question.versions)]
    subjects += _versions_of_programs(question, ledger)
    facts = ledger.facts(question.language, _unique(subjects), (), question.as_of)
    if question.as_of and not any(f.fact and f.fact.subject in question.subjects for f in facts):
        # the day is before all that is known: then the day of the release says why
        about = question.subjects or (family_name,)
        released = ledger.facts(question.language, _unique(about), (RELEASED,))
        facts += released or ledger.facts(question.language, [family_name], (RELEASED,))
    if about_family and not any(f.fact and f.fact.predicate in question.predicates for f in facts):
        facts += _of_members(question, releases, ledger)
    if BASE in question.predicates or _KIN & set(question.predicates):
        facts += _of_parents(question, facts, ledger)
    if asks_bases and (about_family or not question.subjects):
        facts += _other_bases(question, ledger)
    return tuple(_unique(facts))


def _of_members(
    question: Question, releases: Sequence[Release], ledger: Ledger
) -> tuple[Finding, ...]:
    """Return the number or day asked of the members of a family, when most of them have it."""
    names = [release.name for release in without_bases(releases)]
    found = ledger.facts(question.language, names, question.predicates, question.as_of)
    found = tuple(f for f in found if f.fact and not isinstance(f.fact.value, str))
    known = {finding.fact.subject for finding in found if finding.fact}
    return found if len(known) > len(names) / 2 else ()


def _is_broad(question: Question) -> bool:
    """Whether all that is known of an attribute is wanted, whatever release it is of."""
    wants_all = question.intent is Intent.LIST or question.extreme is not None
    return wants_all and not question.unknown_names and not question.min_size_b


def _names_all(finding: Finding, text: str) -> bool:
    """Whether a fact found by its words holds every name with a number: not Phi-4 for Phi-5."""
    said = _plain(finding.statement)
    return all(_plain(name) in said for name in _NAMED.findall(text))


_NAMED = re.compile(
    r"\b[A-Za-z]{2,}-?\d+(?:\.\d+)*\b|\b[a-z]+\.(?:js|py|cpp|rs)\b|(?<=[\w,:;)] )[A-Z][a-z]{3,}\b"
)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _versions_of_programs(question: Question, ledger: Ledger) -> list[str]:
    """Return the versions of programs named beside something else: which of them supports it."""
    if len(question.subjects) < _TWO:
        return []
    lists = [ledger.releases(name) for name in question.subjects]
    programs = [releases for releases in lists if not any(r.total_b for r in releases)]
    return [release.name for releases in programs for release in releases]


_TWO = 2


def _about_members(question: Question) -> bool:
    """Whether an answer about a family is made of what is known of its members."""
    if any(name.startswith("score_") for name in question.predicates):
        return True
    return question.extreme is not None or question.intent in (Intent.COMPARE, Intent.LIST)


_KIN = {"derived_from", "comparable_to"}


def _of_parents(
    question: Question, facts: Iterable[Finding], ledger: Ledger
) -> tuple[Finding, ...]:
    """Return what is asked of the models that those named were made from, or are as good as."""
    kinds = _KIN & set(question.predicates) or {"derived_from"}
    parents = [str(f.fact.value) for f in facts if f.fact and f.fact.predicate in kinds]
    members = ledger.releases()
    names = [twin for parent in parents for twin in (parent, *twins(parent, members))]
    wanted = [predicate for predicate in question.predicates if predicate not in _KIN]
    if not wanted:
        return ()
    own = ledger.facts(question.language, _unique(names), wanted, question.as_of)
    families = [found.name for parent in parents if (found := ledger.family(parent))]
    return own or ledger.facts(question.language, _unique(families), wanted, question.as_of)


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
            kin = [*(twins(name, members) or series(name, members)), *heads(name, members)]
            known = ledger.facts(question.language, [name], question.predicates, question.as_of)
            related += kin if BASE in question.predicates or not known else []
            known += ledger.facts(question.language, kin, question.predicates, question.as_of)
            told = {finding.fact.predicate for finding in known if finding.fact}
            missing = [predicate for predicate in question.predicates if predicate not in told]
            wants_family = inherited(missing, name, members) if question.predicates else not known
            related += [family.name] if wants_family else []
    return related


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
    "en": "The complete list of {family} as of {day}: {names}.",
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
        release.name: (*twins(release.name, releases), release.family)
        for release in releases
        if release.name in wanted and release.stage == "base"
    }


def _unique(items: Iterable[_T]) -> list[_T]:
    return list(dict.fromkeys(items))
