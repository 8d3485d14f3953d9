"""
What a text takes from the conversation: it turns on the last answer, or goes on from a question.

Both read the earlier question anew, so that nothing but the turns themselves need be kept.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.domain import SMALL_TALK, Intent, Language, Manner, Question, Turn
from assistant.language import words
from assistant.understanding.manner import LANGUAGES, turn_on_answer
from assistant.understanding.members import Subjects, subjects
from assistant.understanding.names import ORDINAL_WORD, Pieces, pieces
from assistant.understanding.picking import picked
from assistant.understanding.reading import Reading

Ask = Callable[[str, Reading, Sequence[Turn]], Question]
"""Understands another text with the names and words of a reading."""

_FOLLOW_UP_WORDS = 12
"""A longer question without a name stands alone: it is not about the one before."""
_SHORT_WORDS = 8
_REFERS = re.compile(
    r"\b(?:its?|them|they|their|those|these|the\s+(?:two|latter|former|other)"
    r"|он[аи]?|н?е[ёе]|н?их|н?ими?|ней|эт(?:а|ой|у|и|их|им)|обе(?:их|им)?)\b",
    re.IGNORECASE,
)
"""Refers to what was named before, so that the text may be twice as long."""


def turned(reading: Reading, conversation: Sequence[Turn], ask: Ask) -> Question | None:
    """Return the last question anew when the text only turns on the answer to it."""
    asked = [place for place, turn in enumerate(conversation) if turn.role == "user"]
    if not asked or not reading.names_nothing or reading.words > _FOLLOW_UP_WORDS:
        return None
    is_plain = reading.intent is Intent.FACT and not (reading.predicates or reading.counts)
    manner = turn_on_answer(reading.text, reading.near(0) if is_plain else [])
    if manner is None or (reading.predicates and manner not in LANGUAGES):
        return None
    last = asked[-1]
    before = ask(conversation[last].content, reading, conversation[:last])
    if before.intent in SMALL_TALK:
        return None
    other: Language = "en" if before.language == "ru" else "ru"
    spoken = LANGUAGES.get(manner, other if manner is Manner.OTHER else reading.language)
    kept = Manner.PLAIN if manner in (*LANGUAGES, Manner.OTHER) else manner
    return replace(before, said=reading.text, language=spoken, manner=kept)


def question_before(reading: Reading, conversation: Sequence[Turn], ask: Ask) -> Question | None:
    """Return the last question that named something, else the answer to it, read as one."""
    most = _FOLLOW_UP_WORDS * (2 if _REFERS.search(reading.nameless) else 1)
    if reading.words > most or reading.intent in SMALL_TALK:
        return None
    if reading.is_apart:
        return None
    for place in range(len(conversation) - 1, -1, -1):
        if conversation[place].role != "user":
            continue
        before = ask(conversation[place].content, reading, conversation[:place])
        if not before.subjects and place + 1 < len(conversation):
            before = ask(conversation[place + 1].content, reading, ())
        if before.subjects:
            return before
    return None


def carried(reading: Reading, before: Question, conversation: Sequence[Turn]) -> Subjects:
    """Return what a follow-up is about: one picked of several, or all that was asked about."""
    listed = _listed(reading, conversation)
    if listed and before.extreme and not set(before.subjects) & set(listed):
        return Subjects(listed[:1], reading.found.unknown)  # "which is the largest?" was answered
    named = before.subjects if len(before.subjects) > 1 else listed
    named = named if len(named) > 1 or not _MEMBER.search(reading.text) else _kin(reading, before)
    if choice := picked(reading.text, named, reading.lexicon.releases()):
        return Subjects(choice, reading.found.unknown)
    generations = (reading.names.generation(reading.text, name) for name in before.subjects)
    if generation := next(filter(None, generations), None):
        return Subjects((generation,), reading.found.unknown)
    if resized := _resized(reading, before):
        return Subjects((resized,), reading.found.unknown)
    if sibling := _sibling(reading, before):
        return Subjects((sibling,), reading.found.unknown)
    found = subjects(reading.rest, reading.lexicon, reading.names, before.subjects)
    return found if found.names or found.unknown else reading.found


def as_a_whole(
    reading: Reading, before: Question, conversation: Sequence[Turn], ask: Ask
) -> Question | None:
    """Return the question before with the names of this text in it, when only they are new."""
    taken = carried(reading, before, conversation)
    names = reading.found.names or taken.names
    mentions = reading.names.mentions(before.text)
    is_new = (
        reading.intent is Intent.FACT
        and names
        and set(names) != set(before.subjects)
        and not (reading.found.unknown or taken.unknown)
    )
    if not is_new or not mentions or not leaves_open(reading, names):
        return None
    text = before.text
    for mention in sorted(mentions, key=lambda mention: -mention.begin):
        instead = ", ".join(names) if mention == mentions[0] else ""
        text = f"{text[: mention.begin]}{instead}{text[mention.end :]}"
    whole = ask(text, reading, ())
    if set(whole.subjects) != set(names):
        return None
    return replace(whole, said=reading.text, language=reading.language)


def leaves_open(reading: Reading, names: Sequence[str] = ()) -> bool:
    """Whether a text says nothing beside a name: "а у Llama 3.3?", "what about the 7B one?"."""
    if reading.predicates or reading.intent not in (Intent.FACT, Intent.WHY):
        return False
    said = [word for word in words(reading.nameless) if not any(map(str.isdigit, word))]
    name = {word for new in names for word in words(new.replace("-", " "))}
    return len(said) <= _SHORT_WORDS and all(
        word in _FILLERS or word in name or ORDINAL_WORD.fullmatch(word) for word in said
    )


_FILLERS = frozenset(
    words(
        """
        а и ну тогда у с со для про о об на по в из них ней неё нее него это этой той а что
        насчёт как там же ли она он они модель модели версия версии последней последняя больше
        побольше большей большая меньшей меньшая поменьше маленькой млрд насчет почему зачем так
        мало много why little few much many
        and what about how is the it s one ones model version of for with then ok so same but or in
        on last latter former bigger larger smaller largest smallest biggest
        that this does do b billion them these those
        """
    )
)
"""Words that ask for nothing by themselves."""


def _sibling(reading: Reading, before: Question) -> str | None:
    """Return the release that a word of its own tells among its family: "а у Maverick?"."""
    said = {piece for piece in pieces(reading.nameless) if len(piece) >= _TELLING} - _KINDS
    families = (reading.lexicon.family(name) for name in before.subjects)
    whole = "-".join(pieces(reading.nameless))
    members = [
        release.name
        for family in families
        if family
        for release in reading.lexicon.releases(family.name)
        if said & (set(pieces(release.name)) - set(pieces(family.name)))
        or _is_told(pieces(release.name)[len(pieces(family.name)) :], whole)
    ]
    return min(members, key=len, default=None)


def _resized(reading: Reading, before: Question) -> str | None:
    """Return the release that differs from the one before in its size alone: "and the 4B?"."""
    size = _SIZE.search(reading.nameless)
    if size is None or len(before.subjects) != 1:
        return None
    said = "B-A".join(filter(None, size.groups()))
    known = {release.name for release in reading.lexicon.releases()}
    name = _SIZE_IN_NAME.sub(f"{said}B", before.subjects[0], count=1)
    return name if name in known else None


_SIZE = re.compile(r"\b(\d+(?:\.\d+)?)\s?[bб](?:-[aа](\d+(?:\.\d+)?)[bб])?\b", re.IGNORECASE)
_SIZE_IN_NAME = re.compile(r"\d+(?:\.\d+)?B(?:-A\d+(?:\.\d+)?B)?")


def _is_told(rest: Pieces, said: str) -> bool:
    """Whether what a member adds to its family stands in a text, with a letter inside: 8x7B."""
    return "x" in rest and f"-{'-'.join(rest)}-" in f"-{said}-"


_TELLING = 4
_KINDS = frozenset(pieces("base instruct chat thinking"))
"""Words of names that may as well ask for an attribute."""


_MEMBER = re.compile(
    r"(?:biggest|largest|smallest|top)\s+(?:member|variant|sibling|model|version)"
    r"|(?:больш|крупн|старш|меньш|маленьк|младш)\w*\s+(?:модел|вариант|верси|представител)\w*",
    re.IGNORECASE,
)


def _kin(reading: Reading, before: Question) -> tuple[str, ...]:
    """Return the members of the family or series that was asked about before."""
    heads = before.subjects[:1]
    families = [family.name for name in heads if (family := reading.lexicon.family(name))]
    members = [one.name for name in families for one in reading.lexicon.releases(name)]
    return tuple(name for head in heads for name in members if name.startswith(f"{head}-"))


def _listed(reading: Reading, conversation: Sequence[Turn]) -> tuple[str, ...]:
    """Return the releases that the last answer names, without families."""
    answers = [turn.content for turn in conversation if turn.role == "assistant"]
    mentions = reading.names.mentions(answers[-1]) if answers else []
    releases = {release.name for release in reading.lexicon.releases()}
    named = dict.fromkeys(mention.name for mention in mentions)
    return tuple(name for name in named if name in releases)
