"""Put the parts together: text and conversation in, a `Question` out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.domain import SMALL_TALK, Intent, Language, Question, Turn
from assistant.understanding.asserted import asserted
from assistant.understanding.circumstances import (
    as_of,
    asks_to_explain,
    asks_what_it_is,
    cards,
    comparative,
    devices,
    extreme,
    is_general,
    memory_gb,
    names_something,
    quantization,
    things,
    without_courtesy,
)
from assistant.understanding.follow_up import (
    as_a_whole,
    carried,
    leaves_open,
    question_before,
    turned,
)
from assistant.understanding.implied import (
    attributes_meant,
    size_of,
    strange_rivals,
    with_implied,
)
from assistant.understanding.manner import language_wanted, manner_of
from assistant.understanding.members import Subjects, of_lines, of_versions
from assistant.understanding.reading import (
    NEAR,
    VERY_NEAR,
    Lexicon,
    Meanings,
    Reading,
    no_meanings,
)
from assistant.understanding.told import in_figures

__all__ = ["Lexicon", "Meanings", "no_meanings", "understand"]

_STANDS_ALONE = (Intent.FIT, Intent.ALTERNATIVES, Intent.EXPLAIN, Intent.OUTSIDE, *SMALL_TALK)
_REMEMBERED = 6
"""Turns that a follow-up may refer to."""


def understand(
    text: str,
    lexicon: Lexicon,
    conversation: Sequence[Turn] = (),
    language: Language = "ru",
    meanings: Meanings = no_meanings,
) -> Question:
    """Read the question; `language` is used when the text is in neither Russian nor English."""
    reading = Reading(in_figures(without_courtesy(text)), lexicon, language, meanings)
    remembered = conversation[-_REMEMBERED:]
    if turn := turned(reading, remembered, _again):
        return turn
    before = question_before(reading, remembered, _again)
    if before and (whole := as_a_whole(reading, before, remembered, _again)):
        return whole
    return _asked(reading, before, remembered)


def _again(text: str, reading: Reading, conversation: Sequence[Turn]) -> Question:
    return understand(text, reading.lexicon, conversation, reading.language, reading.meanings)


@dataclass(frozen=True, slots=True)
class _Draft:
    """What is asked about what, while it is found out."""

    found: Subjects
    intent: Intent
    asked: tuple[str, ...] = ()
    limit: float | None = None
    unknown: str = ""
    extreme: Literal["most", "least"] | None = None


def _asked(reading: Reading, before: Question | None, conversation: Sequence[Turn]) -> Question:
    asked, unknown = attributes_meant(reading)
    draft = _Draft(reading.found, reading.intent, asked, reading.limit, unknown)
    if before and reading.names_nothing:
        draft = _continued(draft, reading, before, conversation)
    elif before and _PRONOUN.search(reading.nameless) and comparative(reading.nameless)[0]:
        both = dict.fromkeys((*before.subjects, *draft.found.names))
        draft = replace(draft, found=replace(draft.found, names=tuple(both)))
    draft = _ordered(_placed(draft, reading), reading)
    text = reading.text
    carries = draft.found.names and draft.found != reading.found
    return Question(
        # the search knows nothing of the conversation, so that what is meant must be named
        text=f"{text} ({', '.join(draft.found.names)})" if carries else text,
        said=text if carries else "",
        language=language_wanted(text) or reading.language,
        intent=_settled(draft, reading),
        subjects=draft.found.names,
        predicates=draft.asked,
        versions=reading.versions,
        min_size_b=draft.limit,
        as_of=as_of(text),
        unknown_names=(*draft.found.unknown, *strange_rivals(reading)),
        is_general=is_general(text) or (as_of(text) is not None and not draft.asked),
        devices=devices(text),
        things=things(reading.nameless),
        memory_gb=memory_gb(text),
        cards=cards(text),
        manner=manner_of(text),
        asserted=asserted(reading.nameless),
        extreme=draft.extreme,
        seems_outside=reading.seems_outside,
        unknown_attribute=unknown,
        quantization=quantization(text),
    )


_PRONOUN = re.compile(r"\b(?:она|он|её|ее|неё|нее|it|its)\b", re.IGNORECASE)


def _continued(
    draft: _Draft, reading: Reading, before: Question, conversation: Sequence[Turn]
) -> _Draft:
    """Take what is left open from the question before."""
    found = carried(reading, before, conversation)
    found = of_versions(found, reading.versions, reading.lexicon)
    is_open = not (draft.asked or draft.unknown) and leaves_open(reading)
    takes_intent = found.names and draft.intent is Intent.FACT and is_open
    return replace(
        draft,
        found=found,
        asked=before.predicates if is_open else draft.asked,
        intent=before.intent if takes_intent else draft.intent,
    )


def _placed(draft: _Draft, reading: Reading) -> _Draft:
    """Let a line without a number stand for all its families; alternatives are about others."""
    if draft.intent is Intent.ALTERNATIVES and reading.found.unknown:
        return replace(draft, intent=Intent.FACT)  # first of all there is none of that name
    if draft.intent is Intent.ALTERNATIVES:
        limit = draft.limit or size_of(reading, draft.found)
        return replace(draft, found=Subjects(), limit=limit)
    if draft.found.names or draft.found.unknown or draft.intent in _STANDS_ALONE:
        return draft
    if asks_what_it_is(reading.text):
        return replace(draft, asked=())  # "what is a base model?" asks for no release at all
    is_broad = draft.intent in (Intent.LIST, Intent.COMPARE)
    if not (draft.asked or extreme(reading.text)[0] or is_broad):
        return draft
    return replace(draft, found=Subjects(of_lines(reading.rest, reading.lexicon, reading.names)))


def _ordered(draft: _Draft, reading: Reading) -> _Draft:
    """Find out whether the most or least of something is wanted, and what values imply."""
    most, of_what = extreme(reading.text)
    if not most and (len(draft.found.names) > 1 or _WHICH.search(reading.text)):
        most, of_what = comparative(reading.nameless)
    if not draft.found.names or draft.unknown:
        return replace(draft, extreme=most)
    return replace(draft, extreme=most, asked=with_implied(reading, draft.asked, of_what))


_WHICH = re.compile(
    r"из\s+них|of\s+(?:them|these|those)|which\s+model|как(?:ая|ой)\s+модел", re.IGNORECASE
)


def _settled(draft: _Draft, reading: Reading) -> Intent:
    """Return the intent, with what can only be told when nothing was named."""
    is_open = not (draft.found.names or names_something(reading.nameless))
    if is_open and _is_about_memory(draft, reading):
        return Intent.FIT
    if draft.found.names or draft.found.unknown or draft.limit or draft.intent in _STANDS_ALONE:
        return draft.intent
    other = reading.other_intent(VERY_NEAR if draft.asked else NEAR)
    if other and not draft.extreme and (is_open or other is not Intent.EXPLAIN):
        return other
    if is_open and asks_to_explain(reading.text) and not reading.versions:
        return Intent.EXPLAIN
    return draft.intent if draft.asked else Intent.UNKNOWN


def _is_about_memory(draft: _Draft, reading: Reading) -> bool:
    """Whether memory that is there is named, and nothing but what fits is asked."""
    has_memory = memory_gb(reading.text) is not None or cards(reading.text)
    is_plain = draft.intent in (Intent.FACT, Intent.LIST)
    return bool(has_memory) and is_plain and not any("speed" in name for name in draft.asked)
