"""A text with what its own words say, before any conversation: names, sizes, attributes."""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Protocol

from assistant.domain import SMALL_TALK, Family, Intent, Language, Meaning, Release
from assistant.language import language_of, take_dates, words
from assistant.understanding.attributes import attributes
from assistant.understanding.circumstances import cards, memory_gb
from assistant.understanding.intent import intent_of
from assistant.understanding.members import of_versions, subjects
from assistant.understanding.names import ORDINAL_WORD, Mention, names_of
from assistant.understanding.sizes import size_limit, sizes
from assistant.understanding.versions import versions

Meanings = Callable[[str], Sequence[Meaning]]
"""What a text may ask for by its meaning, nearest first; nothing where no embedder runs."""

NEAR = 0.87
"""The least cosine with an example at which it is taken to be meant."""
_FAR = 0.8
"""The same for a question that lies outside, when nothing is named."""
_WHAT = re.compile(r"\b(?:what|which|что|какие|какую|какая|каких)\b", re.IGNORECASE)
VERY_NEAR = 0.93
"""From here the example is believed rather than single words."""
LIKELY, SURE, FIRM = 0.2, 0.35, 0.5
"""The least share of what is meant: where words say nothing of it, where they do, and where nothing
is named."""
_BY_MEANING = {Intent.WHY: LIKELY, Intent.COMPARE: LIKELY, Intent.ALTERNATIVES: FIRM}
"""Intents that are told by meaning too, and from which share; "the smaller one" is no other."""
_LATIN = re.compile(r"[A-Za-z]{3,}")
_CLAUSE_ENDS = re.compile(
    r"\s*(?:[.?!;:—–]\s+|,\s+|\s\+\s|\s(?:and|but|и\s+ещ[её]|а\s+также|и)\s)\s*"
)
_CLAUSE_FROM, _MOST_CLAUSES = 3, 4
"""Each clause costs 20 ms."""


class Lexicon(Protocol):
    """The names and words that understanding needs; the ledger provides them."""

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """All spellings with the release or family they mean."""
        ...

    def asked(self, language: Language) -> Mapping[str, Iterable[str]]:
        """Word beginnings that ask for a predicate."""
        ...

    def releases(self, family: str | None = None) -> Sequence[Release]:
        """Return the releases of a family, or all."""
        ...

    def family(self, name: str) -> Family | None:
        """Return the family of that name, or of the release of that name."""
        ...


def no_meanings(text: str) -> Sequence[Meaning]:
    """Know no examples."""
    del text
    return ()


class Reading:
    """One text, read; `language` is used when it is in neither Russian nor English."""

    def __init__(self, text: str, lexicon: Lexicon, language: Language, meanings: Meanings) -> None:
        self.text = text
        self.lexicon = lexicon
        self.meanings = meanings
        self.language: Language = language_of(text, language)
        self.names = names_of(lexicon.names)
        self.limit, self.rest = size_limit(self.names.numbered(text))
        self.mentions = self.names.mentions(self.rest)
        self.versions = versions(text)
        named = subjects(self.rest, lexicon, self.names)
        self.found = of_versions(named, self.versions, lexicon)
        self.words = len(words(text))
        self.nameless = _without(self.mentions, self.rest, "")
        # the name of a program may also ask for an attribute: the version of it that a model needs
        is_one = len({mention.name for mention in self.mentions}) == 1
        asking = self.nameless if is_one else self.rest
        self.predicates = attributes(asking, lexicon.asked(self.language))

    @cached_property
    def intent(self) -> Intent:
        """The kind of answer wanted: by words, else by meaning."""
        by_words = intent_of(self.text)
        if by_words is not Intent.FACT or self.predicates == ("release_date",):
            return by_words
        for one in self.by_clause:
            if one.intent and one.share >= _BY_MEANING.get(one.intent, math.inf):
                return one.intent
        return by_words

    @property
    def names_nothing(self) -> bool:
        """Whether no release and no size limit is named."""
        return not (self.found.names or self.found.unknown or self.limit)

    @property
    def counts(self) -> bool:
        """Whether it goes on by a number or size: "and the third one?", "and the 2B?"."""
        return ORDINAL_WORD.search(self.nameless) is not None or bool(sizes(self.nameless))

    @property
    def is_apart(self) -> bool:
        """Whether it is small talk or lies outside, so that it goes on from no question."""
        if not self.names_nothing:
            return False
        # who names memory and asks what runs in it, asks of no release from before
        names_memory = memory_gb(self.text) is not None or cards(self.text)
        if names_memory and _WHAT.search(self.nameless):
            return True
        is_other = self.seems_outside or self.other_intent(NEAR) is not None
        return is_other and not self.predicates

    @property
    def seems_outside(self) -> bool:
        """Whether it names nothing and is rather about something else than releases."""
        nearest = next(iter(self.near(_FAR)), None) if self.names_nothing else None
        return nearest is not None and nearest.intent is Intent.OUTSIDE

    def other_intent(self, least: float) -> Intent | None:
        """Return small talk, an explanation, or what lies outside, when that is meant."""
        nearest = next(iter(self.near(least)), None)
        if nearest is None or nearest.intent is None or self.counts:
            return None
        # a name in the other script is asked about, whatever else the words resemble
        names_something = self.language == "ru" and _LATIN.search(self.nameless)
        if nearest.intent not in (*SMALL_TALK, Intent.EXPLAIN, Intent.OUTSIDE):
            return None
        is_talk = nearest.intent in SMALL_TALK
        return None if is_talk and names_something else nearest.intent

    def near(self, least: float) -> Sequence[Meaning]:
        """Return what the text means beside its names, as far as it is clear."""
        return [meaning for meaning in self._meant if meaning.closeness >= least]

    @cached_property
    def by_clause(self) -> Sequence[Meaning]:
        """What the text, and each clause of it, most likely means, the surest first."""
        clauses = [c for c in _CLAUSE_ENDS.split(self._said) if len(words(c)) >= _CLAUSE_FROM]
        each = [self.meanings(clause) for clause in clauses[:_MOST_CLAUSES] if clause != self._said]
        found = [max(meant, key=_share) for meant in (self._meant, *each) if meant]
        return sorted(found, key=_share, reverse=True)

    @cached_property
    def _meant(self) -> Sequence[Meaning]:
        return self.meanings(self._said)

    @cached_property
    def _said(self) -> str:
        """What is asked, without names and days: they would draw it to questions about days."""
        pronoun = "она" if self.language == "ru" else "it"
        return " ".join(take_dates(_without(self.mentions, self.rest, pronoun))[0].split())


def _share(meaning: Meaning) -> float:
    return meaning.share


def _without(mentions: Sequence[Mention], text: str, instead: str) -> str:
    """Return `text` with `instead` in the place of the names."""
    for mention in sorted(mentions, key=lambda mention: -mention.begin):
        text = f"{text[: mention.begin]} {instead} {text[mention.end :]}"
    return text
