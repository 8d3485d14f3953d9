"""
Recipe: whether documents give an address of the base, Instruct or GGUF version of a model.

What nobody publishes is said nowhere. It shows where others of its kind have an address and it has
none; where no document gives the address of any such version, nothing is concluded.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from assistant.domain import Claim, Finding, Intent, Question
from assistant.planning.quote_names import Name, names_in, resolved
from assistant.planning.quote_units import units
from assistant.planning.quote_values import caused
from assistant.planning.quote_words import COMMON
from assistant.planning.shelf import Shelf
from assistant.planning.texts import text
from assistant.planning.variants import (
    Listed,
    asks_whether_there_is,
    has_size,
    is_called,
    kinds_asked,
    listed,
)

_MOST, _MOST_CITED = 8, 4
_DENIES = re.compile(r"\bnot?\b|n['’]t\b|\bне\b|\bнет\b", re.IGNORECASE)


def variant_claims(question: Question, shelf: Shelf) -> tuple[Claim, ...]:
    """Return which versions asked for have an address and which have none; mostly nothing."""
    said = question.standing
    kinds = kinds_asked(said)
    if not kinds:
        return ()
    known = list(listed((*shelf.addresses, *shelf.quotes)))
    spelt = sorted({piece for one in known for piece in one.pieces if not piece[0].isdigit()})
    names = [name for name in resolved(names_in(said, COMMON), spelt) if _is_model(name)]
    told = _Told(question, shelf, known)
    is_asked = asks_whether_there_is(said)
    if is_asked and not names and question.min_size_b:
        return tuple(claim for kind in kinds for claim in told.large(kind))
    asked = [(kind, name) for kind in kinds for name in names]
    if is_asked:
        claims = tuple(claim for pair in asked for claim in told.of(*pair))
        lacks = [pair for pair in asked if not told.has(*pair)]
        return (*claims, *_no_reason(question, shelf)) if claims and lacks else claims
    return tuple(
        claim
        for kind, name in asked
        if is_called(name, kind) and not told.has(kind, name)
        for claim in told.of(kind, name)
    )


def _is_model(name: Name) -> bool:
    """Whether a name has letters of its own, so that it is more than a size."""
    return name.is_exact and any(len(p) > 1 and p.isalpha() for same in name.pieces for p in same)


def _no_reason(question: Question, shelf: Shelf) -> tuple[Claim, ...]:
    """Say that no reason was found for there being none, where one is asked for and none given."""
    if question.intent is not Intent.WHY:
        return ()
    for said in map(caused, units(shelf.quotes)):
        if _DENIES.search(said) and kinds_asked(said):
            return ()
    return (shelf.claim(text("no_reason", shelf.language)),)


class _Told:
    """Says what addresses there are."""

    def __init__(self, question: Question, shelf: Shelf, known: Sequence[Listed]) -> None:
        self._shelf = shelf
        self._known = known
        self._limit = question.min_size_b or 0.0

    def large(self, kind: str) -> Iterator[Claim]:
        """List the versions of at least the size asked for."""
        found = [one for one in self._known if one.is_of(kind) and one.size >= self._limit]
        yield from self._list(found, "variants", kind=kind, size=f"{self._limit:g}")

    def has(self, kind: str, name: Name) -> bool:
        """Whether there is an address of that version, large enough."""
        found = (one for one in self._known if one.is_variant(name, kind))
        return any(one.size >= self._limit for one in found)

    def of(self, kind: str, name: Name) -> Iterator[Claim]:
        """Tell of one model, or of all members of a line."""
        of_kind = [one for one in self._known if one.is_of(kind)]
        cousins = [one for one in of_kind if one.pieces[0] in name.pieces[0]]
        found = [one for one in cousins if one.is_variant(name, kind)]
        large = [one for one in found if one.size >= self._limit]
        if not cousins:
            return
        if large:
            key = "variant" if has_size(name) else "variants"
            yield from self._list(large, key, kind=kind, size=f"{self._limit:g}")
            return
        key = "no_variant_so_large" if found and self._limit else "no_variant"
        model = re.sub(rf"[\s-]*{kind}$", "", name.text, flags=re.IGNORECASE)
        yield self._said(key, cousins[:_MOST_CITED], kind=kind, name=model, size=f"{self._limit:g}")
        yield from self._list(found or cousins, "other_variants", kind=kind)
        most = max((one.size for one in found), default=0)
        larger = [one for one in self._known if one.size > most and one.is_member(name)]
        if found and larger:
            largest = sorted(larger, key=lambda one: -one.size)
            members = {one.member.lower(): one for one in reversed(largest)}
            names = ", ".join(one.member for one in members.values())
            yield self._said("larger_named", members.values(), names=names)

    def _list(self, found: Sequence[Listed], key: str, **values: str) -> Iterator[Claim]:
        if found:
            times = Counter(one.address for one in found)
            usual = {one.name.lower(): one for one in sorted(found, key=lambda o: times[o.address])}
            shown = sorted(usual.values(), key=lambda one: -one.size)[:_MOST]
            names = ", ".join(one.address for one in shown)
            yield self._said(key, shown, names=names, **values)

    def _said(self, key: str, found: Iterable[Listed], **values: str) -> Claim:
        rests_on: dict[Finding, None] = dict.fromkeys(one.finding for one in found)
        return self._shelf.claim(text(key, self._shelf.language, **values), *rests_on)
