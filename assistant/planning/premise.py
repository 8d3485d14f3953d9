"""
Recipe: what the question takes for granted and the sources deny; the answer opens with it.

A value in the question is compared with the facts of the same unit about the same release. What no
fact speaks of is neither confirmed nor denied. Not covered: assertions without a value.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from assistant.domain import Asserted, Claim, Fact, Finding, Intent, Question
from assistant.planning.shelf import Shelf, subject
from assistant.planning.texts import text

BASE = "base_weights_published"
RELEASED = "release_date"
_UNITS: dict[str, tuple[str, float]] = {"T": ("tokens", 1e12), "B": ("parameters", 1e9)}
"""Units of the ledger that are written with another unit's scale."""
_TOLERANCE = {"parameters": 0.08}
"""Sizes are rounded in names: an 8.2B model is called 8B."""
_EXACT = 0.015
_OF_EXPERTS = ("experts", "experts_active", "shared_experts")


def corrections(question: Question, shelf: Shelf) -> tuple[Claim, ...]:
    """Say what of the question's premises is not so, each followed by what is; () when none is."""
    if not question.subjects or question.intent is Intent.ALTERNATIVES:
        return ()
    wrong = [*_too_early(question, shelf), *_wrong(question, shelf), *_absent(question, shelf)]
    claims: list[Claim] = list(_unpublished(question, shelf))
    for opening, proofs in wrong:
        claims += [shelf.claim(opening), *shelf.stated(proofs)]
    return tuple(dict.fromkeys(claims))


def _unpublished(question: Question, shelf: Shelf) -> tuple[Claim, ...]:
    """Say of the base releases asked about, for something else, that they are not published."""
    if BASE in question.predicates:
        return ()
    known = [found for found in shelf.facts(question.subjects, BASE) if found.fact]
    there = {subject(found) for found in known if found.fact and found.fact.value}
    return shelf.stated([found for found in known if subject(found) not in there])


def _too_early(question: Question, shelf: Shelf) -> Iterator[tuple[str, Sequence[Finding]]]:
    """Yield the days that lie before the release."""
    released = _released(question, shelf)
    days = [(said.written, _last_day(said)) for said in question.asserted if said.day]
    days += [(shelf.day(question.as_of), question.as_of)] if question.as_of and not days else []
    for written, day in days:
        if released and all(_value(found) > day for found in released):
            name = ", ".join(dict.fromkeys(map(subject, released)))
            yield text("not_yet", question.language, name=name, when=written), released


def _wrong(question: Question, shelf: Shelf) -> Iterator[tuple[str, Sequence[Finding]]]:
    """Yield the values that no fact of the same kind bears out."""
    for said in question.asserted:
        proofs = _comparable(said, question, shelf)
        if proofs and not any(_agrees(said, found.fact) for found in proofs if found.fact):
            yield text("not_so", question.language, written=said.written), proofs


def _absent(question: Question, shelf: Shelf) -> Iterator[tuple[str, Sequence[Finding]]]:
    """Yield the dense releases of which a question wants the experts."""
    wanted = [name for name in _OF_EXPERTS if name in question.predicates]
    if not wanted or shelf.facts(question.subjects, *wanted):
        return
    dense = [r.name for r in shelf.releases if r.architecture == "dense"]
    for name in question.subjects:
        if name in dense:
            family = shelf.family.name if shelf.family else ""
            lists = [f for f in shelf.facts(family, "dense_models") if _lists(f, name)]
            if lists:
                yield text("no_experts", question.language, name=name), lists


def _comparable(said: Asserted, question: Question, shelf: Shelf) -> list[Finding]:
    """Return the facts that could bear the value out: same kind of value, asked for or alone."""
    facts = [found for found in _own(question, shelf) if found.fact]
    if said.licence:
        others = [v for v in question.asserted if v.licence and v is not said]
        facts = [found for found in facts if found.fact and found.fact.predicate == "license"]
        is_choice = any(_agrees(v, found.fact) for v in others for found in facts if found.fact)
        return [] if is_choice else facts
    if said.day:
        asks = RELEASED in question.predicates
        too_early = list(_too_early(question, shelf))
        if not asks or too_early or any(_agrees(said, f.fact) for f in _kin(shelf) if f.fact):
            return []
        return list(_released(question, shelf))
    same = [f for f in facts if f.fact and _unit(f.fact) == said.unit]
    kinds = {"context" if name.startswith("context") else name for name in question.predicates}
    asked = [f for f in same if f.fact and _is_of(f.fact, kinds)]
    takes_part = said.unit not in ("tokens", "parameters") or not question.predicates
    return asked or (same if takes_part else [])


def _is_of(fact: Fact, kinds: Collection[str]) -> bool:
    return fact.predicate in kinds or ("context" in kinds and fact.predicate.startswith("context"))


def _own(question: Question, shelf: Shelf) -> tuple[Finding, ...]:
    """Return the facts of what is asked about; where it is silent, those of its family."""
    family = [shelf.family.name] if shelf.family else []
    return shelf.facts(question.subjects) + shelf.facts(
        [name for name in family if name not in question.subjects]
    )


def _released(question: Question, shelf: Shelf) -> tuple[Finding, ...]:
    family = shelf.family.name if shelf.family else ""
    return shelf.facts(question.subjects, RELEASED) or shelf.facts(family, RELEASED)


def _kin(shelf: Shelf) -> tuple[Finding, ...]:
    """Return the days on which members of the family were released."""
    return shelf.facts([release.name for release in shelf.releases], RELEASED)


def _agrees(said: Asserted, fact: Fact) -> bool:
    if said.licence:
        value = str(fact.value).casefold()
        return said.licence in value or (
            said.licence.split()[0] in value.split() and not any(map(str.isdigit, said.licence))
        )
    if said.day:
        value = fact.value if isinstance(fact.value, date) else date.max
        real = (value.year, value.month, value.day)
        return all(
            part is None or part == other for part, other in zip(said.day, real, strict=True)
        )
    return any(
        _near(number, value, _TOLERANCE.get(said.unit, _EXACT))
        for number in said.numbers
        for value in _numbers(fact)
    )


def _numbers(fact: Fact) -> Iterable[float]:
    if isinstance(fact.value, int | float) and not isinstance(fact.value, bool):
        _, scale = _UNITS.get(fact.unit, ("", 1.0))
        yield float(fact.value) * scale


def _near(said: float, value: float, tolerance: float) -> bool:
    return abs(said - value) <= tolerance * max(said, value)


def _unit(fact: Fact) -> str:
    return _UNITS.get(fact.unit, (fact.unit, 1.0))[0]


def _last_day(said: Asserted) -> date:
    year, month, _ = said.day or (date.max.year, None, None)
    if said.day and said.day[1] and said.day[2]:
        return date(*said.day)  # pyright: ignore[reportArgumentType] - all three are there
    following = (year + 1, 1) if month in (None, 12) else (year, month + 1)
    return date.fromordinal(date(*following, 1).toordinal() - 1)


def _value(finding: Finding) -> date:
    value = finding.fact.value if finding.fact else None
    return value if isinstance(value, date) else date.min


def _lists(finding: Finding, name: str) -> bool:
    value = finding.fact.value if finding.fact else ()
    return isinstance(value, tuple) and name in value
