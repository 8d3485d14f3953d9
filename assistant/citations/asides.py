"""
Sentences that claim nothing about releases, such as "Here is what is known" or "Ask for more".

They name nothing, give no value, and speak to the reader or about the answer: closed classes of
words tell that. Not covered: claims hidden in such sentences ("as you know, all are free").
"""

import re
from collections.abc import Sequence

from assistant.citations.cues import attributes
from assistant.citations.reading import read
from assistant.domain import Evidence

_TO_THE_READER = re.compile(
    r"\b(?:вы|вас|вам|вами|ваш\w*|мне|мной|меня|могу|мы|нам|нас|наш\w*|you|your|yours|i|me|my|we"
    r"|us|our|let'?s|please|пожалуйста)\b",
    re.IGNORECASE,
)
_OF_THE_ANSWER = re.compile(
    r"\b(?:ниже|выше|здесь|вот|итак|вопрос\w*|ответ\w*|источник\w*|сравнени\w*|below|above|here"
    r"|question|answer|sources?|summary|comparison|overview)\b",
    re.IGNORECASE,
)


def is_aside(text: str, evidence: Sequence[Evidence]) -> bool:
    """Whether `text` speaks to the reader or of the answer, and of no release."""
    said = read(text)
    if said.values or said.foreign:
        return False
    known = {name for item in evidence for name in read(item.statement).name_set}
    if said.names or said.latin:
        return text.rstrip().endswith((":", "?")) and said.name_set <= known
    speaks = _TO_THE_READER.search(text) or _OF_THE_ANSWER.search(text)
    return bool(speaks) and not attributes(text)
