"""
Sentences that claim nothing about releases, such as "Here is what is known" or "Ask for more".

They name nothing and give no value; they point at what follows, invite, or say what it depends on.
A few words tell that. What is said of the reader is a claim: "you may sell it". Not covered: claims
that hide in such a sentence ("here all of them are free").
"""

import re
from collections.abc import Iterable, Sequence

from assistant.citations.reading import Reading, read
from assistant.domain import Evidence
from assistant.language import within

_POINTS = re.compile(
    r"\W*(?:вот|here|let'?s|let\s+(?:me|us)|давайте|посмотрим|рассмотрим|сравним|разбер[её]м"
    r"|ниже(?=\s+(?:[—–-]|привед|перечисл|дан))|below(?=\s+(?:is|are|you))|начн[её]м|перейд[её]м"
    r"|подытожим|надеюсь|i\s+hope|hope)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"\W*(?:sure|of\s+course|certainly|(?:great|good)\s+question|конечно|разумеется"
    r"|(?:хороший|отличный)\s+вопрос)\W*",
    re.IGNORECASE,
)
_INVITES = re.compile(
    r"\b(?:спросите|спрашивайте|скажите|напишите|уточните|обращайтесь|дайте\s+знать|feel\s+free"
    r"|ask|tell\s+me|let\s+me\s+know|я\s+могу|i\s+can|завис(?:ит|ят)|depends?)\b",
    re.IGNORECASE,
)
_DEPENDS = re.compile(
    r"\b(?:it|the\s+\w+|это|вс[её]|ответ|\w+)\s+(?:завис(?:ит|ят)|depends?)"
    r"\s+(?:on|от)\s+(?:the\s+)?\w+\.?$",
    re.IGNORECASE,
)
"""It depends on one thing, and no more is said."""


def is_aside(text: str, evidence: Sequence[Evidence], asked: str = "") -> bool:
    """
    Whether `text` points, invites or opens a list, and states nothing about a release.

    What opens a list may repeat the numbers and names of the question.
    """
    said = read(text)
    stated = [read(item.statement) for item in evidence]
    question = read(asked)
    opens = text.rstrip().endswith(":")
    is_repeated = said.quantities <= question.quantities and said.terms <= question.terms
    is_known = is_repeated and _are_shown_days(said, stated)
    if said.foreign or (said.values and not (opens and is_known)):
        return False
    known = {name for one in stated for name in one.name_set}
    is_opener = opens and _POINTS.match(text)
    if not is_opener and not all(
        name in known or _is_family(name, known) for name in said.name_set
    ):
        return False
    if _OPENS.fullmatch(text) or _POINTS.match(text) or text.rstrip().endswith((":", "?")):
        return True
    if said.names and _DEPENDS.search(text):
        return True
    return not (said.names or said.latin) and bool(_INVITES.search(text))


def _is_family(name: str, known: Iterable[str]) -> bool:
    return any(other.startswith(f"{name}-") for other in known)


def _are_shown_days(said: Reading, stated: Sequence[Reading]) -> bool:
    """Whether each of its dates is or holds one of the evidence."""
    days = {day for one in stated for day in one.dates}
    return all(any(within(day, other) for other in days) for day in said.dates)
