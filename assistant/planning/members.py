"""Recipe: the members of a family as a table, and which has the most or least of something."""

from collections.abc import Sequence
from datetime import date

from assistant.domain import CELL, Claim, Finding, Intent, Question, Section, without_bases
from assistant.language import Day, within
from assistant.planning.shelf import Shelf, subject
from assistant.planning.texts import text

_COLUMNS = ("parameters", "active_parameters", "context_max", "license", "release_date")
_LEAST_ROWS, _MOST_ROWS = 2, 24
_FAMILY = ("variants", "sizes", "dense_models", "moe_models")


def member_sections(question: Question, shelf: Shelf) -> tuple[Section, ...]:
    """List the family that is asked about; empty when no closed list is known."""
    family, closed = shelf.family, shelf.closed_list
    if family is None or closed is None or family.name not in question.subjects:
        return ()
    asks = question.intent is Intent.LIST or question.is_general or question.predicates
    if not asks or set(question.predicates) - set(_FAMILY) or not closed_names(closed):
        return ()
    lead = (shelf.stated([closed]), shelf.stated(shelf.facts(family.name, *_FAMILY)))
    return (Section("lead", "lead", lead[0]), Section("lists", "list", lead[1]), *_table(shelf))


def asks_for_members(question: Question) -> bool:
    """Whether the models of a family are asked for, not one kind of them."""
    return question.intent is Intent.LIST and set(question.predicates) == set(_FAMILY)


def closed_names(closed: Finding) -> tuple[str, ...]:
    """Return the names in a closed list; programs list versions that have no size, so none."""
    value = closed.fact.value if closed.fact else ()
    return value if isinstance(value, tuple) else ()


def spread_sections(question: Question, shelf: Shelf) -> tuple[Section, ...]:
    """Give the attribute asked of a family for each of its members, where only they have it."""
    family = shelf.family
    if family is None or family.name not in question.subjects or question.versions:
        return ()
    names = _members(shelf)
    columns = [name for name in question.predicates if shelf.facts(names, name)]
    known = [name for name in names if shelf.facts(name, *columns)][:_MOST_ROWS]
    if not columns or len(known) < _LEAST_ROWS:
        return ()
    header = (text("model", shelf.language), *(shelf.labels[column] for column in columns))
    rows = tuple(_row(shelf, name, columns) for name in known)
    return (Section("table", "table", rows, text("members", shelf.language), header),)


def dated_sections(question: Question, shelf: Shelf) -> tuple[Section, ...]:
    """List the members of a family that were released on the day, or in the month, named."""
    days = [said.day for said in question.asserted if said.day]
    asks_more = question.as_of or set(question.predicates) - {"release_date", *_FAMILY}
    is_of_family = shelf.family is not None and question.subjects == (shelf.family.name,)
    if not days or asks_more or not is_of_family:
        return ()
    found = [f for f in shelf.facts(_members(shelf), "release_date") if _is_on(f, days[0])]
    return (Section("lead", "list", shelf.stated(found)),) if found else ()


def _is_on(finding: Finding, day: Day) -> bool:
    value = finding.fact.value if finding.fact else None
    return isinstance(value, date) and within(day, (value.year, value.month, value.day))


def extreme_sections(question: Question, shelf: Shelf) -> tuple[Section, ...]:
    """Say which release has the most or least of the attribute asked for, and show all."""
    if question.extreme is None:
        return ()
    for predicate in sorted(question.predicates, key="parameters".__eq__):  # the vaguest last
        found = _of_candidates(question, shelf, predicate)
        if len({subject(finding) for finding in found}) > 1:
            return _extreme(question, shelf, predicate, found)
    return ()


def _extreme(
    question: Question, shelf: Shelf, predicate: str, found: list[Finding]
) -> tuple[Section, ...]:
    order = sorted(found, key=_rank, reverse=question.extreme == "most")
    first = [finding for finding in found if _rank(finding) == _rank(order[0])]
    names = dict.fromkeys(map(subject, first))
    lead = shelf.stated(first[:_MOST_FIRST])
    if len(names) == 1:
        key = "day" if predicate == "release_date" else "value"
        label = shelf.labels[predicate]
        words = text(
            f"{question.extreme}_{key}", shelf.language, label=label, names=", ".join(names)
        )
        lead = (*lead, shelf.claim(words, *found))
    elif len(first) == len(found):
        lead = (*lead, shelf.same(predicate, found))
    header = (text("model", shelf.language), shelf.labels[predicate])
    cells = [f"{subject(found)}{CELL}{shelf.value(found)}" for found in order]
    rows = tuple(
        shelf.claim(row, *(found for found, own in zip(order, cells, strict=True) if own == row))
        for row in dict.fromkeys(cells)
    )
    table = Section("table", "table", rows[:_MOST_ROWS], "", header)
    return (Section("lead", "lead", lead), table)


_MOST_FIRST = 3


def _of_candidates(question: Question, shelf: Shelf, predicate: str) -> list[Finding]:
    """Return the attribute of the releases named, or of the members of the family named."""
    if not question.subjects:
        return [f for f in shelf.all if f.fact and f.fact.predicate == predicate]
    named = question.subjects
    if len(named) == 1:
        return list(shelf.facts(_members(shelf), predicate))
    known = list(shelf.facts(named, predicate))
    silent = tuple(f"{name}-" for name in named if name not in map(subject, known))
    of_series = [found for found in shelf.all if subject(found).startswith(silent)]
    return [*known, *(f for f in of_series if f.fact and f.fact.predicate == predicate)]


def _members(shelf: Shelf) -> list[str]:
    return [release.name for release in without_bases(shelf.releases)]


def _rank(finding: Finding) -> float:
    value = finding.fact.value if finding.fact else 0
    if isinstance(value, date):
        return float(value.toordinal())
    return float(value) if isinstance(value, int | float) else 0.0


def _table(shelf: Shelf) -> tuple[Section, ...]:
    names = [release.name for release in shelf.releases if release.total_b]
    known = [name for name in names if shelf.facts(name, *_COLUMNS)][:_MOST_ROWS]
    columns = [column for column in _COLUMNS if shelf.facts(known, column)]
    if not known or not columns:
        return ()
    header = (text("model", shelf.language), *(shelf.labels[column] for column in columns))
    rows = tuple(_row(shelf, name, columns) for name in known)
    return (Section("table", "table", rows, text("members", shelf.language), header),)


def _row(shelf: Shelf, name: str, columns: Sequence[str]) -> Claim:
    facts = [next(iter(shelf.facts(name, column)), None) for column in columns]
    cells = [shelf.value(fact) if fact else "—" for fact in facts]
    return shelf.claim(CELL.join([name, *cells]), *filter(None, facts))
