"""
Choose what to quote: what answers, or nothing.

Each sentence, item or row is judged by four things: whether it speaks of just the names asked
about, how many of the words asked for it says (or stand above it), how near it is in meaning, and
whether it holds the kind of value wanted. When nothing is good enough in all of them together,
nothing is chosen, and the answer is a refusal.

The constants were set on questions about release notes, model cards and reports in both languages.
"""

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from assistant.domain import Finding, Question
from assistant.planning.quote_asked import Part, parts
from assistant.planning.quote_names import Name, Spoken, is_known, resolved
from assistant.planning.quote_scope import is_of_version, named
from assistant.planning.quote_units import Unit, units
from assistant.planning.quote_values import (
    bonus,
    gives_amount,
    implies,
    is_answered,
    is_day_of_release,
)
from assistant.planning.quote_words import Concept, respelt
from assistant.planning.strangers import unspoken

Meaning = Callable[[Sequence[str]], Sequence[float]]
"""How near texts are to the question in meaning, as cosines; empty when it cannot be told."""


def no_meaning(_texts: Sequence[str]) -> Sequence[float]:
    """Tell nothing: words alone decide."""
    return ()


def remembered(meaning: Meaning) -> Meaning:
    """Return what compares no text twice: each costs 20 ms."""
    known: dict[str, float] = {}

    def compare(texts: Sequence[str]) -> Sequence[float]:
        new = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(new, meaning(new), strict=False))
        return [known[text] for text in texts] if known.keys() >= set(texts) else ()

    return compare


_NAMED = 0.2
"""The least that a name with a number must count."""
_SURE = 0.9
_COMMON_WORD = 0.7
"""What a word weighs that everything at hand says."""
_BY_STEM = 0.9
"""What a word counts of which only the stem is said: "token" for a tokenizer."""
_ABOVE, _NEAR = 0.8, 0.4
"""What a word counts that stands in a heading, or elsewhere in the passage."""
_NAMES, _WORDS, _VALUE, _RANK, _MEANS = 1.5, 2.0, 0.4, 0.4, 10.0
_USUAL = 0.84
"""The cosine of a sentence that has to do with a question, maybe."""
_COMPARED = 24
"""How many are compared in meaning: that takes 20 ms each."""
_ENOUGH = 0.75
"""How much of what is asked a quote must say."""
_ENOUGH_OF_NUMBERED = 0.3
"""The same where a name with a number is asked about, "Bell 3", of which few passages speak."""
_ENOUGH_OF_ONE = 0.0
"""The same of an identifier, and of the notes of a version that is named: they are short."""
_COUNTED = ("count", "amount", "price")
"""What needs all of the proof all the same: a page about a release gives many numbers."""
_LONG = 240
_PER_LETTER = 0.0015
_NEAR_BEST = 0.8
_NEAR_ROW = 0.5
_AMOUNT = 0.4
"""What an amount of the question adds that the quote gives too, or nearly."""
_HEADING = 0.3
_MOST = 4
_A_LIST, _MOST_OF_A_LIST = 3, 10
"""So many of one passage are a list, which is given whole."""


@dataclass(frozen=True, eq=False)
class Scored:
    """A quote with how directly it answers."""

    unit: Unit
    score: float
    trust: float
    covers: frozenset[Name]
    is_of_one: bool
    """Whether it is of an identifier or of the notes of a version that the question names."""


@dataclass(frozen=True, eq=False)
class Chosen:
    """What answers one part of the question, the most direct first; nothing when nothing does."""

    part: Part
    units: tuple[Unit, ...]


def choose(
    question: Question,
    quotes: Sequence[Finding],
    hints: Mapping[str, tuple[str, ...]],
    meaning: Meaning,
    *,
    least: float = 0.0,
) -> tuple[Chosen, ...]:
    """Return for each part of the question what answers it, with no less proof than `least`."""
    pool = units(quotes)
    asked = parts(question, hints)
    if not pool or not asked or _is_of_others(question, quotes):
        return ()
    judge = Judge(question, pool, len(quotes), meaning)
    return tuple(Chosen(part, taken(judge.scored(part), part, least)) for part in asked)


def _is_of_others(question: Question, quotes: Sequence[Finding]) -> bool:
    """Whether it asks for a test's score or a card's speed of which nothing at hand speaks."""
    asked = [name.partition("_")[0] for name in question.predicates]
    cards = [card for card, _ in question.cards] if "speed" in asked else []
    tests = question.things if "score" in asked else ()
    return bool(unspoken((*cards, *tests), quotes))


class Judge:
    """Compares everything that can be quoted with parts of one question."""

    def __init__(
        self, question: Question, pool: Sequence[Unit], passages: int, meaning: Meaning
    ) -> None:
        self._pool = pool
        self._passages = passages
        self._meaning = meaning
        self._question = {piece for piece, _, _ in Spoken(question.standing).pieces}
        arounds = {id(unit.around): unit.around for unit in pool}.values()
        spoken = chain((unit.spoken for unit in pool), *(around.spoken for around in arounds))
        letters = {p for text in spoken for p, _, _ in text.pieces if not p[0].isdigit()}
        self._letters = sorted(letters)
        self._stems = frozenset(
            stem for unit in pool for stem in unit.stems | unit.around.said_stems
        )

    def scored(self, part: Part) -> list[Scored]:
        """Return what may answer `part`, the most direct first."""
        part = replace(part, concepts=tuple(respelt(one, self._stems) for one in part.concepts))
        spelt = dict(zip(part.names, resolved(part.names, self._letters), strict=False))
        lost = {name for name, known in spelt.items() if not is_known(known, self._letters)}
        asked = self._question | {p for n in spelt.values() for same in n.pieces for p in same}
        weights = self._weights(part)
        part = replace(part, groups=tuple(g for g in part.groups if not lost & {*g}))
        found = [
            s for unit in self._pool if (s := self._by_words(unit, part, spelt, weights, asked))
        ]
        found.sort(key=lambda scored: -scored.score)
        return sorted(self._by_meaning(found[:_COMPARED]), key=lambda scored: -scored.score)

    def _weights(self, part: Part) -> dict[Concept, float]:
        """Return what each word is worth: rare ones much; half when nothing could say it."""
        total = len(self._pool)
        found: dict[Concept, float] = {}
        for concept in part.concepts:
            count = sum(_says(unit, concept) for unit in self._pool)
            rarity = math.log((total + 1) / (count + 1)) / math.log(total + 1)
            is_unknown = not count and concept.pattern is None and not concept.word.isascii()
            found[concept] = (
                concept.weight
                * (_COMMON_WORD + (1 - _COMMON_WORD) * rarity)
                * (0.5 if is_unknown else 1.0)
            )
        return found

    def _by_words(
        self,
        unit: Unit,
        part: Part,
        spelt: Mapping[Name, Name],
        weights: Mapping[Concept, float],
        asked: Collection[str],
    ) -> Scored | None:
        if not is_answered(part, unit):
            return None
        likes = {
            name: named(spelt[name], unit, asked, of_members=part.of_members) for name in part.names
        }
        for group in part.groups:
            if any(n.is_exact for n in group) and max(likes[n] for n in group) < _NAMED:
                return None
        shares = [max(likes[name] for name in group) for group in part.groups]
        loose = [
            likes[name]
            for name in part.names
            if not name.is_exact and (likes[name] or not name.is_aside)
        ]
        if unit.is_field and not any(_says(unit, concept) for concept in weights):
            return None  # the licence in the head of a page answers nothing else
        said = sum(weight * _said(unit, concept) for concept, weight in weights.items())
        all_said = sum(weights.values()) + len(loose)
        covered = (said + sum(loose)) / all_said if all_said else 0.5
        liked = [name for name in part.names if likes[name]]
        of_version = {n for n in liked if n.is_of_version and is_of_version(spelt[n], unit)}
        is_of_one = bool(of_version) or any(name.is_identifier for name in liked)
        if is_of_one and is_day_of_release(part, unit):
            covered = 1.0  # however it is asked for: out, landed, dropped
        score = _NAMES * (sum(shares) / len(shares) if shares else 0.5)
        score += _WORDS * covered + _VALUE * bonus(part, unit)
        score += _AMOUNT * gives_amount(part, unit)
        score += _RANK * (1 - unit.rank / self._passages)
        score -= _PER_LETTER * max(0, len(unit.plain) - _LONG) + _HEADING * unit.is_heading
        covers = of_version.union(name for name in liked if likes[name] >= _SURE)
        return Scored(unit, score, _WORDS * covered, frozenset(covers), is_of_one)

    def _by_meaning(self, found: Sequence[Scored]) -> list[Scored]:
        near = self._meaning([scored.unit.in_context for scored in found]) if found else ()
        if not near:
            return list(found)
        return [
            replace(
                scored,
                score=scored.score + _MEANS * (cosine - _USUAL),
                trust=scored.trust + _MEANS * (cosine - _USUAL),
            )
            for scored, cosine in zip(found, near, strict=True)
        ]


def taken(scored: Sequence[Scored], part: Part, least: float = 0.0) -> tuple[Unit, ...]:
    """Return the best and what is nearly as good; of a table, rows of that table only."""
    scored = [found for found in scored if found.trust >= max(least, _needed(found, part))]
    if not scored:
        return ()
    best = scored[0]
    chosen: list[Scored] = []
    for found in scored:
        margin = _NEAR_ROW if found.unit.row else _NEAR_BEST
        is_new = not any(_is_same(found.unit, other.unit) for other in chosen)
        beside = sum(other.unit.around is found.unit.around for other in chosen)
        most = _MOST_OF_A_LIST if beside >= _A_LIST else _MOST
        if len(chosen) < most and is_new and found.score >= best.score - margin:
            chosen.append(found)
    for name in (name for group in part.groups if len(group) > 1 for name in group):
        if not any(name in found.covers for found in chosen):
            chosen += [found for found in scored if name in found.covers][:1]
    return tuple(found.unit for found in chosen)


def _needed(found: Scored, part: Part) -> float:
    if part.kind in _COUNTED:
        return _ENOUGH
    is_exact = any(name.is_of_version for name in part.names)
    return _ENOUGH_OF_ONE if found.is_of_one else _ENOUGH_OF_NUMBERED if is_exact else _ENOUGH


def _says(unit: Unit, concept: Concept) -> bool:
    if concept.is_in(unit.said, unit.stems) or implies(unit, concept):
        return True
    return _is_heard(concept, unit.bones)


def _said(unit: Unit, concept: Concept) -> float:
    """Return how surely a word of the question is said by the quote, or by what is around it."""
    if _says(unit, concept):
        is_word = concept.pattern is not None or concept.word in unit.said
        return 1.0 if is_word else _BY_STEM
    around = unit.around
    if concept.is_in(around.named, around.named_stems) or _is_heard(concept, around.named_bones):
        return _ABOVE
    return _NEAR if concept.is_in(around.said, around.said_stems) else 0.0


def _is_heard(concept: Concept, bones: frozenset[str]) -> bool:
    """Whether a word without a known counterpart sounds like one of the text."""
    is_foreign = concept.pattern is None and not concept.word.isascii()
    return is_foreign and len(concept.bones) > 2 and concept.bones in bones


def _is_same(unit: Unit, other: Unit) -> bool:
    return unit.plain in other.plain or other.plain in unit.plain
