"""
Choose what to quote: what answers, or nothing.

A quote speaks of just the names asked about, says the words asked for and holds the kind of value
wanted. When nothing does, nothing is chosen, and the answer is a refusal.

The arithmetic is simple on purpose: shares between 0 and 1, weighed by the constants below, which
were set on questions about release notes, model cards and reports in both languages.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from assistant.domain import Finding, Question
from assistant.language import words
from assistant.language.phonetic import skeleton
from assistant.planning.quote_asked import Concept, Part, parts
from assistant.planning.quote_names import Likeness, Name, Spoken, likeness, resolved
from assistant.planning.quote_units import Unit, units
from assistant.planning.quote_values import bonus, gives_amount, implies, is_answered

_LIKE: dict[Likeness, float] = {"same": 1.0, "longer": 0.35, "other": 0.0, "none": 0.0}
_FARTHER = 0.85
"""What a name counts that stands in a heading or title and not in the quote, per step."""
_NAMED = 0.2
"""The least that a name with a number must count."""
_SURE = 0.9
_COVERED = 0.5
"""The least share of the words asked for that a quote must say."""
_NAMES, _WORDS, _VALUE, _RANK = 2.0, 2.0, 0.5, 0.4
_LONG = 240
_PER_LETTER = 0.0015
_NEAR_BEST = 0.6
_NEAR_ROW = 0.3
_AMOUNT = 0.4
"""What an amount of the question adds that the quote gives too, or nearly."""
_HEADING = 0.3
_MOST = 3
_VALUES = ("date", "count", "amount", "price", "version")
"""What two sources may give differently, so that both are shown."""
_MOST_ROWS = 4


@dataclass(frozen=True, eq=False)
class Scored:
    """A quote with how directly it answers."""

    unit: Unit
    score: float
    covers: frozenset[Name]


@dataclass(frozen=True, eq=False)
class Chosen:
    """What answers one part of the question, the most direct first; nothing when nothing does."""

    part: Part
    units: tuple[Unit, ...]


def choose(
    question: Question, quotes: Sequence[Finding], hints: Mapping[str, tuple[str, ...]]
) -> tuple[Chosen, ...]:
    """Return for each part of the question what answers it."""
    pool = units(quotes)
    asked = parts(question, hints)
    if not pool or not asked:
        return ()
    judge = _Judge(question, pool, len(quotes))
    return tuple(Chosen(part, judge.best(part)) for part in asked)


class _Judge:
    """Compares everything that can be quoted with parts of one question."""

    def __init__(self, question: Question, pool: Sequence[Unit], passages: int) -> None:
        self._pool = pool
        self._passages = passages
        self._question = {piece for piece, _, _ in Spoken(question.text).pieces}
        arounds = {id(unit.around): unit.around for unit in pool}.values()
        spoken = chain(
            (unit.spoken for unit in pool), *(around.spoken for around in arounds if around)
        )
        letters = {p for text in spoken for p, _, _ in text.pieces if not p[0].isdigit()}
        self._letters = sorted(letters)

    def best(self, part: Part) -> tuple[Unit, ...]:
        """Return what answers `part`."""
        spelt = dict(zip(part.names, resolved(part.names, self._letters), strict=False))
        self._question |= {
            piece for name in spelt.values() for same in name.pieces for piece in same
        }
        weights = self._weights(part)
        scored = [
            found for unit in self._pool if (found := self._scored(unit, part, spelt, weights))
        ]
        scored.sort(key=lambda found: -found.score)
        return tuple(self._taken(scored, part))

    def _weights(self, part: Part) -> dict[Concept, float]:
        """Return what each word is worth: rare ones much; half when nothing could say it."""
        total = len(self._pool)
        found: dict[Concept, float] = {}
        for concept in part.concepts:
            count = sum(self._says(unit, concept) for unit in self._pool)
            rarity = math.log((total + 1) / (count + 1)) / math.log(total + 1)
            is_unknown = not count and concept.pattern is None and not concept.word.isascii()
            found[concept] = concept.weight * (0.7 + 0.3 * rarity) * (0.5 if is_unknown else 1.0)
        return found

    def _says(self, unit: Unit, concept: Concept) -> bool:
        if concept.is_in(unit.said, unit.stems) or implies(unit, concept):
            return True
        if concept.pattern or concept.word.isascii() or len(concept.bones) < 3:
            return False
        return any(len(w) > 3 and skeleton(w) == concept.bones for w in words(unit.plain))

    def _scored(
        self,
        unit: Unit,
        part: Part,
        spelt: Mapping[Name, Name],
        weights: Mapping[Concept, float],
    ) -> Scored | None:
        if not is_answered(part, unit):
            return None
        named = {name: self._named(spelt[name], unit, part) for name in part.names}
        for group in part.groups:
            if any(n.is_exact for n in group) and max(named[n] for n in group) < _NAMED:
                return None
        said = sum(weight for concept, weight in weights.items() if self._says(unit, concept))
        all_said = sum(weights.values())
        covered = said / all_said if all_said else 0.0
        if (weights and covered < _COVERED) or not _is_named(part, named, said, all_said):
            return None
        shares = [max(named[name] for name in group) for group in part.groups]
        score = _NAMES * (sum(shares) / len(shares) if shares else 0.5)
        score += _WORDS * covered + _VALUE * bonus(part, unit)
        score += _AMOUNT * gives_amount(part, unit)
        score += _RANK * (1 - unit.rank / self._passages)
        score -= _PER_LETTER * max(0, len(unit.plain) - _LONG) + _HEADING * unit.is_heading
        return Scored(unit, score, frozenset(n for n, value in named.items() if value >= _SURE))

    def _named(self, name: Name, unit: Unit, part: Part) -> float:
        """Return how surely the quote, or else what stands around it, speaks of the name."""
        worth = 1.0
        if name.versions and _is_of_version(name, unit):
            return _FARTHER
        scopes = (unit.spoken, *((Spoken(unit.label),) if unit.label else ()))
        for spoken in (*scopes, *(unit.around.spoken if unit.around else ())):
            found = likeness(name, spoken, self._question)
            if found == "longer" and part.of_members:
                return worth
            if found != "none":
                return worth * _LIKE[found]
            worth *= _FARTHER
        return 0.0

    def _taken(self, scored: Sequence[Scored], part: Part) -> list[Unit]:
        """Return the best and what is nearly as good; of a table, rows of that table only."""
        if not scored:
            return []
        best = scored[0]
        alike = [found for found in scored if _is_beside(found, best)]
        margin, most = (_NEAR_ROW, _MOST_ROWS) if best.unit.row else (_NEAR_BEST, _MOST)
        taken: list[Scored] = []
        for found in alike:
            if found.score >= best.score - margin and len(taken) < most:
                taken += [found] if not any(_is_same(found.unit, t.unit) for t in taken) else []
        for name in (name for group in part.groups if len(group) > 1 for name in group):
            if not any(name in found.covers for found in taken):
                taken += [found for found in alike if name in found.covers][:1]
        others = [found for found in scored if _is_other_source(found, taken)]
        if part.kind in _VALUES and others and others[0].score >= best.score - _NEAR_BEST:
            taken += others[:1]
        return [found.unit for found in taken]


def _is_named(part: Part, named: Mapping[Name, float], said: float, all_said: float) -> bool:
    """Whether the quote says enough when names without a number count as words, too."""
    loose = [value > 0 for name, value in named.items() if not name.is_exact]
    if not part.concepts and not any(name.is_exact for name in part.names):
        return bool(loose) and all(loose)
    return not loose or said + sum(loose) >= _COVERED * (all_said + len(loose))


def _is_other_source(found: Scored, taken: Sequence[Scored]) -> bool:
    urls = {t.unit.findings[0].source.url for t in taken}
    return found.unit.findings[0].source.url not in urls


def _is_beside(found: Scored, best: Scored) -> bool:
    row, own = found.unit.row, best.unit.row
    if row and own:
        return found.unit.around is best.unit.around and row.table == own.table
    return row is None and own is None


def _is_same(unit: Unit, other: Unit) -> bool:
    return unit.plain in other.plain or other.plain in unit.plain


def _is_of_version(name: Name, unit: Unit) -> bool:
    """Whether the quote stands in the notes of the version: "Bell 6" is also 6.1, not 16."""
    passage = unit.findings[-1].passage
    version = passage.version.lower() if passage else ""
    if not version or not any(version == v or version.startswith(f"{v}.") for v in name.versions):
        return False
    rest = {p for same in name.pieces for p in same if not p[0].isdigit()}
    said = {p for text in (unit.around.spoken if unit.around else ()) for p, _, _ in text.pieces}
    return not rest or bool(rest & said)
