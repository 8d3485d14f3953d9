"""Put the parts together: text and conversation in, a `Question` out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from assistant.domain import Family, Intent, Language, Question, Release, Turn
from assistant.language import language_of, take_dates, words
from assistant.understanding.attributes import attributes
from assistant.understanding.intent import intent_of
from assistant.understanding.members import subjects
from assistant.understanding.names import names_of
from assistant.understanding.sizes import size_limit


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


_FOLLOW_UP_WORDS = 12
"""A longer question without a name stands alone: it is not about the one before."""
_AS_OF = re.compile(r"(?:по\s+состоянию\s+на|на\s+дату|as\s+of|as\s+at)\s+(.{6,30})", re.IGNORECASE)


def understand(
    text: str, lexicon: Lexicon, conversation: Sequence[Turn] = (), language: Language = "ru"
) -> Question:
    """Read the question; `language` is used when the text is in neither Russian nor English."""
    limit, rest = size_limit(text)
    spoken = language_of(text, language)
    asked = attributes(text, lexicon.asked(spoken))
    found = subjects(rest, lexicon, names_of(lexicon.names))
    intent = intent_of(text)
    if not found.names and not limit and len(words(text)) <= _FOLLOW_UP_WORDS:
        before = _question_before(lexicon, conversation)
        if before:
            found = subjects(rest, lexicon, names_of(lexicon.names), before.subjects) or found
            asked = asked or before.predicates
            intent = before.intent if intent is Intent.FACT and not asked else intent
    if not (found.names or found.unknown or asked or limit) and intent is not Intent.FIT:
        intent = Intent.OUTSIDE
    return Question(
        text=text,
        language=spoken,
        intent=intent,
        subjects=found.names,
        predicates=asked,
        min_size_b=limit,
        as_of=_as_of(text),
        unknown_names=found.unknown,
    )


def _question_before(lexicon: Lexicon, conversation: Sequence[Turn]) -> Question | None:
    """Return the last question of the user that named something."""
    for at in range(len(conversation) - 1, -1, -1):
        turn = conversation[at]
        if turn.role == "user":
            before = understand(turn.content, lexicon, conversation[:at])
            if before.subjects:
                return before
    return None


def _as_of(text: str) -> date | None:
    if match := _AS_OF.search(text):
        for year, month, day in sorted(take_dates(match[1])[1]):
            if month and day:
                return date(year, month, day)
    return None
