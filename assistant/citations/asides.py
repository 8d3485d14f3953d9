"""
Sentences that claim nothing about releases, such as "Here is what is known" or "Ask for more".

They name nothing and give no value; they point at what follows, invite, or say what it depends on.
A few words tell that. What is said of the reader is a claim: "you may sell it". Not covered: claims
that hide in such a sentence ("here all of them are free").
"""

import re
from collections.abc import Sequence

from assistant.citations.reading import read
from assistant.domain import Evidence

_POINTS = re.compile(
    r"\W*(?:вот|here|let'?s|let\s+(?:me|us)|давайте|посмотрим|рассмотрим|сравним|разбер[её]м|начн[её]м"
    r"|перейд[её]м|подытожим|надеюсь|i\s+hope|hope)\b",
    re.IGNORECASE,
)
_INVITES = re.compile(
    r"\b(?:спросите|спрашивайте|скажите|напишите|уточните|обращайтесь|дайте\s+знать|feel\s+free"
    r"|ask|tell\s+me|let\s+me\s+know|я\s+могу|i\s+can|зависит|depends?)\b",
    re.IGNORECASE,
)


def is_aside(text: str, evidence: Sequence[Evidence]) -> bool:
    """Whether `text` points, invites or opens a list, and states nothing about a release."""
    said = read(text)
    if said.values or said.foreign:
        return False
    known = {name for item in evidence for name in read(item.statement).name_set}
    if not said.name_set <= known:
        return False
    if _POINTS.match(text) or text.rstrip().endswith((":", "?")):
        return True
    return not (said.names or said.latin) and bool(_INVITES.search(text))
