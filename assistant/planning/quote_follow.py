"""
Follow-ups: a question as it stands alone, with what it leaves out taken from the conversation.

"And the 14B?" asks of another release what was asked before; "what licence is it under?" asks
something else of the same one.
"""

import re
from collections.abc import Sequence

from assistant.domain import Turn
from assistant.language import words
from assistant.planning.quote_names import Name, names_in
from assistant.planning.quote_words import COMMON, WEAK

_MOST_WORDS = 14
"""A longer question stands alone."""
_MEMBER = re.compile(r"\d+(?:[.,]\d+)?\s?[bб](?:-a\d+b)?|\d+(?:\.\d+)+", re.IGNORECASE)
_OWN_MEMBER = re.compile(r"[\s:-]*v?(?:\d+(?:[.,]\d+)?\s?[bб]\b.*|\d+(?:\.\d+)+)$", re.IGNORECASE)
_PRONOUN = re.compile(
    r"\b(?:it|its|they|them|their|these|those|that one|н[её]й?|него|них|ней|н[её]м|е[её]|его|их"
    r"|он[аои]?|эт(?:а|ой|ом|у|от|и|их))\b",
    re.IGNORECASE,
)


def standing_alone(text: str, conversation: Sequence[Turn]) -> str:
    """
    Return the question with the names, or the words, that it leaves out.

    >>> before = Turn("user", "How many layers has Bell-8B?"), Turn("assistant", "36.")
    >>> standing_alone("and the 14B?", before)
    'How many layers has Bell-14B?'
    >>> standing_alone("What licence is it under?", before)
    'What licence is it under? (Bell-8B)'
    """
    before, earlier = _before(conversation)
    if not earlier or len(words(text)) > _MOST_WORDS:
        return text
    own = names_in(text, COMMON)
    members = [name for name in own if _MEMBER.fullmatch(name.text)]
    kin = _kin(earlier, own[0]) if own else earlier[0]
    if own and not _words_left(text, own):
        name = _as_member(kin, own[0]) if members else own[0].text
        return before.replace(kin.text, name)
    if members:
        return _replaced(text, members, kin)
    if own and not _PRONOUN.search(text):
        return text
    if not _words_left(text, own) and not own:
        return f"{before} {text}"
    return f"{text} ({', '.join(name.text for name in earlier)})"


def _before(conversation: Sequence[Turn]) -> tuple[str, tuple[Name, ...]]:
    """Return the last question that named something, and its names; else those of the answer."""
    for at in range(len(conversation) - 1, -1, -1):
        if conversation[at].role == "user":
            question = conversation[at].content
            names = names_in(question, COMMON)
            answer = conversation[at + 1].content if at + 1 < len(conversation) else ""
            if not any(name.is_exact for name in names):
                names = (*names_in(answer, COMMON)[:1], *names)
            if names:
                return question, names
    return "", ()


def _words_left(text: str, names: Sequence[Name]) -> list[str]:
    """Return the words that say what is asked, names left out."""
    for name in sorted(names, key=lambda name: -name.begin):
        text = text[: name.begin] + " " + text[name.end :]
    return [word for word in words(text) if word not in COMMON and word not in WEAK]


def _kin(earlier: Sequence[Name], own: Name) -> Name:
    """Return the name before that another one takes the place of."""
    if _MEMBER.fullmatch(own.text):
        lines = [name for name in earlier if _OWN_MEMBER.sub("", name.text)] or earlier
        return next((name for name in lines if _OWN_MEMBER.search(name.text)), lines[0])
    alike = [name for name in earlier if name.is_exact == own.is_exact]
    return (alike or earlier)[-1]


def _as_member(earlier: Name, member: Name) -> str:
    """Write a size or version as that of the family or program named before."""
    family = _OWN_MEMBER.sub("", earlier.text)
    glue = "-" if member.text[-1:].lower() in "bб" else " "
    return f"{family}{glue}{member.text}"


def _replaced(text: str, members: Sequence[Name], earlier: Name) -> str:
    for name in sorted(members, key=lambda name: -name.begin):
        text = text[: name.begin] + _as_member(earlier, name) + text[name.end :]
    return text
