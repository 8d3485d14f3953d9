"""
Recipe: what the ledger states about the releases asked for.

Two sources with two values are both given, with a word that they disagree. A name that the closed
list of its family does not hold is said to be missing.
"""

import re
from collections.abc import Sequence

from assistant.domain import Claim, Finding, Intent, Question, Section
from assistant.language import stem, words
from assistant.planning.capacity import capacity_claims
from assistant.planning.conflicts import conflict, conflict_claims
from assistant.planning.shelf import Shelf, subject
from assistant.planning.texts import text

CHANGE = "change"
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
    about = [f for f in _about(question, shelf) if _is_of_version(f, question, shelf)]
    if not question.predicates and not question.is_general:
        return _changes(question, about, shelf)
    wanted = _wanted(question)
    asked = [f for f in about if f.fact and f.fact.predicate in wanted]
    asked = _alike(question, _without_inherited(asked, question, shelf))
    asked = [*_mutual(question, shelf), *asked]
    asked.sort(key=lambda finding: _order(finding, question))
    asked.sort(key=lambda finding: not _lists_asked(finding, question))  # that it is in comes first
    asked = _without_means(asked, question)
    if _unmatched(question, shelf.all):
        return ()
    if not asked:
        return _changes(question, about, shelf)
    clash = conflict(asked) if question.predicates else []
    plain = [found for found in asked[:_MOST] if found not in clash]
    heads = heads_claims(asked, shelf)
    plain = [found for found in plain if not (heads and _kind(found) == "heads")]
    told = (*heads, *conflict_claims(clash, shelf), *shelf.stated(plain))
    claims = (*capacity_claims(question, shelf, asked), *told)
    claims = (*claims, *_equal(asked, shelf), *_reason(question, shelf))
    return (Section("lead", "lead" if len(claims) <= _LEAD else "list", claims),)


def _equal(asked: Sequence[Finding], shelf: Shelf) -> tuple[Claim, ...]:
    """Say that two releases have the same of what alone is asked, a number."""
    numbers = [f for f in asked if f.fact and isinstance(f.fact.value, int | float)]
    kinds = {f.fact.predicate for f in numbers if f.fact}
    values = {f.fact.value for f in numbers if f.fact}
    if len(kinds) != 1 or len(values) != 1 or len(set(map(subject, numbers))) != _BOTH:
        return ()
    return (shelf.same(kinds.pop(), numbers),)


_BOTH = 2


def _changes(question: Question, about: Sequence[Finding], shelf: Shelf) -> tuple[Section, ...]:
    """Return what changed in a version, where it speaks of the very things that are asked about."""
    said = {stem(word) for word in words(question.text) if len(word) > _TELLING}
    names = {stem(word) for name in question.subjects for word in words(name)}
    changed = [
        f
        for f in about
        if f.fact
        and f.fact.predicate == CHANGE
        and f.fact.subject in question.subjects
        and (said - names) & set(map(stem, words(f.statement)))
    ]
    return (Section("lead", "lead", shelf.stated(changed)),) if changed else ()


_TELLING = 3
_LEAD = 3
"""More claims than this read better as a list."""


def _mutual(question: Question, shelf: Shelf) -> tuple[Finding, ...]:
    """Return changes of one program asked about that speak of the other: its support of a model."""
    if CHANGE in question.predicates:
        return ()
    return tuple(
        found
        for found in shelf.all
        if found.fact and found.fact.predicate == CHANGE and _speaks_of_another(found, question)
    )


def _speaks_of_another(finding: Finding, question: Question) -> bool:
    own = [name for name in question.subjects if subject(finding).startswith(name)]
    others = [name for name in question.subjects if name not in own]
    return bool(own) and any(name in finding.statement for name in others)


def _without_inherited(asked: list[Finding], question: Question, shelf: Shelf) -> list[Finding]:
    """Leave out what a family is said to have where a release says it itself, and all figures."""
    family = shelf.family.name if shelf.family else ""
    if family in question.subjects:
        return asked
    own = {_kind(found) for found in asked if subject(found) != family}
    return [
        found
        for found in asked
        if subject(found) != family
        or not (_kind(found) in own or f"{_kind(found)}_" in _NEVER_INHERITED)
    ]


def _kind(finding: Finding) -> str:
    """Return what an attribute is about: "context" of context_max."""
    return finding.fact.predicate.split("_")[0] if finding.fact else ""


def _alike(question: Question, asked: list[Finding]) -> list[Finding]:
    """Of all releases keep those whose value the question names: those under MIT."""
    if question.subjects or question.intent is not Intent.LIST:
        return asked
    said = {stem(word) for word in words(question.text) if len(word) > _TELLING}
    statements = [set(map(stem, words(found.statement))) for found in asked]
    told = {word for word in said if not all(word in statement for statement in statements)}
    licences = [value.licence for value in question.asserted if value.licence]
    kept = [
        f
        for f in asked
        if (f.fact and str(f.fact.value).casefold() in licences)
        or (not licences and told & {*map(stem, words(_value_words(f)))})
    ]
    return kept or asked


def _value_words(finding: Finding) -> str:
    return finding.statement.partition(":")[2] or finding.statement


_NEVER_INHERITED = ("score_", "speed_", "gpu_", "gguf_", "heads_")


def _is_of_version(finding: Finding, question: Question, shelf: Shelf) -> bool:
    """Whether a fact of a program is about a version asked for, where versions are named."""
    is_program = shelf.family is not None and not any(r.total_b for r in shelf.releases)
    is_change = finding.fact is not None and finding.fact.predicate == CHANGE
    if not (question.versions and is_program and is_change):
        return True
    return any(
        re.search(rf"(?<![\d.]){re.escape(version)}(?!\d)", subject(finding))
        for version in question.versions
    )


def _wanted(question: Question) -> tuple[str, ...]:
    """Return the attributes to tell; who asks for a base also wants to know the origin."""
    if set(_KINDS_OF_MODELS) & set(question.predicates):
        return tuple(dict.fromkeys((*question.predicates, *_KINDS_OF_MODELS)))
    if "base_weights_published" in question.predicates:
        return (*question.predicates, "derived_from")
    if "active_parameters" in question.predicates:  # which says little without the total
        return tuple(dict.fromkeys((*question.predicates, "parameters")))
    return question.predicates or OVERVIEW


_KINDS_OF_MODELS = ("dense_models", "moe_models")


def _about(question: Question, shelf: Shelf) -> Sequence[Finding]:
    """Leave out what search gathered of others: for comparison, or because words are alike."""
    if shelf.family is None:
        named = question.subjects
        return [found for found in shelf.all if not named or subject(found) in named]
    own = {release.name for release in shelf.releases} | {shelf.family.name, *question.subjects}
    parents = {
        str(found.fact.value)
        for found in shelf.all
        if found.fact and found.fact.predicate in _ORIGINS and found.fact.subject in own
    }
    own |= parents | {base for base, kin in shelf.kin.items() if parents & {*kin}}
    return [finding for finding in shelf.all if subject(finding) in own]


_ORIGINS = ("derived_from", "comparable_to")


def _reason(question: Question, shelf: Shelf) -> tuple[Claim, ...]:
    """Say that no reason was found where the question asks why bases are missing."""
    stated = shelf.facts(shelf.family.name, NO_REASON) if shelf.family else ()
    if question.intent is not Intent.WHY or not stated:
        return ()
    return (shelf.claim(text("no_reason", shelf.language), *stated),)


NO_REASON = "official_reason_for_unpublished_bases"


def _unmatched(question: Question, findings: Sequence[Finding]) -> bool:
    """Whether it asks about a device, or how fast a card is, of which no finding speaks."""
    said = " ".join(finding.statement for finding in findings)
    is_of_speed = any(name.startswith("speed_") for name in question.predicates)
    cards = [card for card, _ in question.cards] if is_of_speed else []
    return any(device not in said for device in (*question.devices, *cards))


def _without_means(asked: list[Finding], question: Question) -> list[Finding]:
    """Leave out what runs a model where its speed is asked for and none is known."""
    is_of_speed = any(name.startswith("speed_") for name in question.predicates)
    if not is_of_speed or any(_kind(found) in ("speed", "throughput") for found in asked):
        return asked
    return [found for found in asked if _kind(found) not in ("hardware", "gpu")]


def heads_claims(asked: Sequence[Finding], shelf: Shelf) -> tuple[Claim, ...]:
    """Write both numbers of attention heads of a release side by side, as model cards do."""
    of = {(subject(f), f.fact.predicate): f for f in asked if f.fact}
    pairs = [(of.get((name, "heads_query")), of.get((name, "heads_kv"))) for name, _ in of]
    return tuple(
        dict.fromkeys(
            shelf.claim(
                text(
                    "heads",
                    shelf.language,
                    name=subject(query),
                    query=shelf.value(query),
                    kv=shelf.value(kv),
                ),
                query,
                kv,
            )
            for query, kv in pairs
            if query and kv
        )
    )


def why_sections(question: Question, shelf: Shelf) -> tuple[Section, ...]:
    """Say that no reason was found, where it was looked for, and what is stated of the matter."""
    wanted = [found for found in shelf.facts(question.subjects) if _is_wanted(found, question)]
    if not question.predicates or not wanted:
        return ()
    sources = list(dict.fromkeys(found.source.title for found in shelf.facts(question.subjects)))
    names = ", ".join(sources[:_MOST_NAMED]).replace(": ", " – ")  # one sentence, not three
    if rest := len(sources[_MOST_NAMED:]):
        names = text("and_more", question.language, names=names, count=rest)
    searched = shelf.claim(text("searched", question.language, names=names))
    return (
        Section("lead", "lead", (searched,)),
        Section("stated", "list", shelf.stated(wanted[:_MOST]), text("stated", question.language)),
    )


_MOST_NAMED = 3


def _is_wanted(finding: Finding, question: Question) -> bool:
    return finding.fact is not None and finding.fact.predicate in question.predicates


def _lists_asked(finding: Finding, question: Question) -> bool:
    value = finding.fact.value if finding.fact else ()
    return isinstance(value, tuple) and any(name in value for name in question.subjects)


def _order(finding: Finding, question: Question) -> tuple[int, int]:
    predicates = _wanted(question)
    name = subject(finding)
    place = question.subjects.index(name) if name in question.subjects else len(question.subjects)
    asked = finding.fact.predicate if finding.fact else ""
    return place, predicates.index(asked) if asked in predicates else -1
