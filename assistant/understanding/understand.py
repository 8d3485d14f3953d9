"""Put the parts together: text and conversation in, a `Question` out."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from assistant.domain import Family, Intent, Language, Question, Release, Turn
from assistant.language import language_of, words
from assistant.understanding.attributes import attributes
from assistant.understanding.circumstances import (
    as_of,
    asks_what_it_is,
    devices,
    is_general,
    memory_gb,
)
from assistant.understanding.intent import intent_of
from assistant.understanding.members import subjects
from assistant.understanding.names import names_of
from assistant.understanding.sizes import size_limit
from assistant.understanding.versions import versions


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


_STANDS_ALONE = (Intent.FIT, Intent.ALTERNATIVES, Intent.GREETING)
_FOLLOW_UP_WORDS = 12
"""A longer question without a name stands alone: it is not about the one before."""


def understand(
    text: str, lexicon: Lexicon, conversation: Sequence[Turn] = (), language: Language = "ru"
) -> Question:
    """Read the question; `language` is used when the text is in neither Russian nor English."""
    limit, rest = size_limit(text)
    spoken = language_of(text, language)
    asked = attributes(text, lexicon.asked(spoken))
    found = subjects(rest, lexicon, names_of(lexicon.names))
    intent = intent_of(text)
    alone = found.names or limit or intent is Intent.GREETING
    if not alone and len(words(text)) <= _FOLLOW_UP_WORDS:
        before = _question_before(lexicon, conversation)
        if before:
            found = subjects(rest, lexicon, names_of(lexicon.names), before.subjects) or found
            asked = asked or before.predicates
            intent = before.intent if intent is Intent.FACT and not asked else intent
    if not found.names and asks_what_it_is(text):
        asked = ()  # "what is a base model?" asks for no release at all
    if not (found.names or found.unknown or asked or limit) and intent not in _STANDS_ALONE:
        intent = Intent.OUTSIDE
    return Question(
        text=text,
        language=spoken,
        intent=intent,
        subjects=found.names,
        predicates=asked,
        versions=versions(text),
        min_size_b=limit,
        as_of=as_of(text),
        unknown_names=found.unknown,
        is_general=is_general(text),
        devices=devices(text),
        memory_gb=memory_gb(text),
    )


def _question_before(lexicon: Lexicon, conversation: Sequence[Turn]) -> Question | None:
    """Return the last exchange that named something: the question, else the answer to it."""
    for end in range(len(conversation), 0, -2):
        for turn in sorted(
            conversation[max(0, end - 2) : end], key=lambda turn: turn.role != "user"
        ):
            before = understand(turn.content, lexicon)
            if before.subjects:
                return before
    return None
