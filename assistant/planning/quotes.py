"""
Recipe: what documents say, in their own words.

A quote is a verbatim slice of a passage, never a paraphrase; which slices are shown is decided
here. A question that names a version gets that version's section, item by item; any other gets the
sentences and rows of tables that answer it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.domain import CELL, Claim, Finding, Language, Question, Section
from assistant.language.markup import plain
from assistant.planning.quote_choice import Chosen, Meaning, choose, no_meaning
from assistant.planning.quote_units import Unit, in_paragraph, said, units
from assistant.planning.quote_values import is_cause, needed
from assistant.planning.shelf import Shelf
from assistant.planning.texts import text

__all__ = ["answer_sections", "change_sections", "nearest_quotes", "said"]

_MOST_ITEMS = 20
_MOST_QUOTES = 4
_LONGEST_HEADING = 80
_NEAR_PASSAGES, _MOST_NEAR = 6, 3
_COMPARED = 24
"""How many quotes are compared in meaning when nothing answers: that takes 20 ms each."""
_LINE = re.compile(r"\n+")
_LEAD: dict[Language, str] = {
    "ru": "В ваших документах об этом сказано:",
    "en": "Your documents say:",
}


def answer_sections(
    question: Question,
    shelf: Shelf,
    hints: Mapping[str, tuple[str, ...]],
    meaning: Meaning,
    *,
    least: float = 0.0,
) -> tuple[Section, ...]:
    """Return the quotes that answer the question; empty when none does as surely as `least`."""
    every = choose(question, shelf.quotes, hints, meaning, least=least)
    chosen = [found for found in every if found.units]
    if not chosen:
        return ()
    days = {found: claims for found in chosen if (claims := tuple(_days(found, shelf)))}
    told = tuple(claim for claims in days.values() for claim in claims)
    lead = (*told, *_fits(question, chosen, shelf), *_no_reason(chosen, shelf))
    rest = [found for found in chosen if found not in days]
    if not rest:
        return (Section("lead", "lead", lead),)
    lead = (*lead, shelf.claim(_LEAD[shelf.language]))
    return (Section("lead", "lead", lead), *_shown(rest, shelf))


def _days(found: Chosen, shelf: Shelf) -> Iterator[Claim]:
    """Say when the versions named came out, where their notes say so: no quote is asked for."""
    named = {version for name in found.part.names for version in name.versions}
    notes = {p.version: f for f in (u.findings[-1] for u in found.units) if (p := f.passage)}
    for version, finding in notes.items() if found.part.kind == "date" else ():
        day = finding.passage.day if finding.passage else None
        if day and version.lower() in named:
            said = text("dated", shelf.language, version=version, day=shelf.day(day))
            yield shelf.claim(said, finding)


def change_sections(question: Question, shelf: Shelf) -> tuple[Section, ...]:
    """Return the notes of the versions that the question names, one section each."""
    return tuple(
        section for version in question.versions if (section := _notes(version, shelf)) is not None
    )


def nearest_quotes(shelf: Shelf, meaning: Meaning = no_meaning) -> tuple[Claim, ...]:
    """Return what is nearest in meaning, else the beginnings of the nearest passages."""
    pool = [unit for unit in units(shelf.quotes[:_NEAR_PASSAGES]) if not unit.row][:_COMPARED]
    near = list(zip(meaning([unit.in_context for unit in pool]), pool, strict=False))
    if near:
        best = sorted(near, key=lambda pair: -pair[0])[:_MOST_NEAR]
        quotes = {unit.plain: unit for _, unit in best}
        return tuple(_quote(unit, shelf) for unit in quotes.values())
    firsts = [(first, found) for found in shelf.quotes if (first := next(said(found), None))]
    return _each_once(firsts, shelf, _MOST_NEAR)


def _no_reason(chosen: Sequence[Chosen], shelf: Shelf) -> tuple[Claim, ...]:
    """Say that no reason was found where one is asked for and no quote gives it."""
    asks = [found for found in chosen if found.part.kind == "reason"]
    if not asks or any(is_cause(in_paragraph(unit)) for found in asks for unit in found.units):
        return ()
    return (shelf.claim(text("no_reason", shelf.language)),)


def _fits(question: Question, chosen: Sequence[Chosen], shelf: Shelf) -> tuple[Claim, ...]:
    """Compare the memory that the question names with what the most direct quote says is needed."""
    if question.memory_gb is None:
        return ()
    for found in chosen:
        if need := needed(found.units[0]):
            enough = need.megabytes <= question.memory_gb * 1000
            amounts = {
                "need": shelf.amount(need.value, need.unit),
                "have": shelf.amount(question.memory_gb, "GB"),
            }
            words = text("enough" if enough else "too_little", shelf.language, **amounts)
            return (shelf.claim(words, *found.units[0].findings),)
    return ()


def _shown(chosen: Sequence[Chosen], shelf: Shelf) -> Iterator[Section]:
    """Yield the sentences of all parts, under what stands over them, then the tables."""
    each = max(2, _MOST_QUOTES // len(chosen)) if len(chosen) > 1 else None
    sentences = [
        in_paragraph(unit)
        for found in chosen
        for unit in [u for u in found.units if not u.row][:each]
    ]
    quotes = {unit.plain: unit for unit in reversed(sentences)}
    over: dict[str, list[Unit]] = {}
    for unit in reversed(quotes.values()):
        over.setdefault(_over(unit), []).append(unit)
    for number, (heading, found) in enumerate(over.items(), 1):
        claims = tuple(_quote(unit, shelf) for unit in _as_listed(found))
        yield Section(f"quotes-{number}", "list", claims, heading)
    tables: dict[tuple[int, int], list[Unit]] = {}
    for unit in (unit for found in chosen for unit in found.units):
        if unit.row:
            tables.setdefault((id(unit.around), unit.row.table), []).append(unit)
    for number, rows in enumerate(tables.values(), 1):
        claims = tuple(_quote(unit, shelf) for unit in dict.fromkeys(rows))
        header = rows[0].row.header if rows[0].row else ()
        yield Section(f"table-{number}", "table", claims, _over(rows[0]), header)


def _as_listed(found: Sequence[Unit]) -> Sequence[Unit]:
    """Return the items of one list in their own order, others the most direct first."""
    if len(found) <= _MOST_QUOTES or any(u.findings != found[0].findings for u in found):
        return found
    return sorted(found, key=lambda unit: unit.findings[0].statement.find(unit.text))


def _quote(unit: Unit, shelf: Shelf) -> Claim:
    shown = CELL.join(unit.row.cells) if unit.row else unit.text
    return Claim(shown, shelf.notes.cite(*unit.findings), is_quote=True)


def _over(unit: Unit) -> str:
    """Return what stands over a quote: its document's title and the last headings."""
    passage = unit.findings[0].passage
    headings = passage.headings[-2:] if passage else ()
    path = dict.fromkeys((unit.findings[0].source.title, *headings))
    return " › ".join(plain(_LINE.split(part)[0])[:_LONGEST_HEADING] for part in path if part)


def _notes(version: str, shelf: Shelf) -> Section | None:
    found = [
        finding
        for finding in shelf.quotes
        if finding.passage and finding.passage.version.lower() == version
    ]
    found.sort(key=lambda finding: finding.place)
    items = _each_once([(item, f) for f in found for item in said(f)], shelf, _MOST_ITEMS)
    if not items:
        return None
    return Section(f"version-{version}", "list", items, _heading(version, found, shelf))


def _each_once(quotes: Sequence[tuple[str, Finding]], shelf: Shelf, most: int) -> tuple[Claim, ...]:
    """Return the first `most` different quotes, each with all the passages that hold it."""
    by_text: dict[str, list[Finding]] = {}
    for quote, finding in quotes:
        by_text.setdefault(quote, []).append(finding)
    return tuple(
        Claim(quote, shelf.notes.cite(*findings), is_quote=True)
        for quote, findings in list(by_text.items())[:most]
    )


def _heading(version: str, found: Sequence[Finding], shelf: Shelf) -> str:
    day = next((f.passage.day for f in found if f.passage and f.passage.day), None)
    if day is None:
        return text("notes", shelf.language, version=version)
    return text("notes_of", shelf.language, version=version, day=shelf.day(day))
