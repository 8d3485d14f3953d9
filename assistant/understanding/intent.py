"""
What kind of answer is wanted, by the words that ask for it.

The first rule that matches wins. Not covered yet: questions about the last answer, small talk.
"""

import re

from assistant.domain import Intent

_RULES: tuple[tuple[Intent, str], ...] = (
    (
        Intent.GREETING,
        r"^\W*(?:привет\w*|здравствуй\w*|добр(?:ый|ое)\s+\w+|спасибо|hello|hi|hey|thanks?)\b"
        r"[^\w]*(?:\w+\W*)?$",
    ),
    (
        Intent.FIT,
        r"мо(?:ей|ем|ём|его|ю|й)\s+(?:машин|комп|ноут|пк|видеокарт|железе)\w*"
        r"|подобрать\s+модель|my\s+(?:machine|laptop|computer|pc|gpu|hardware)|fits?\s+my",
    ),
    (Intent.WHY, r"почему|зачем|отчего|по\s+какой\s+причин|\bwhy\b|for\s+what\s+reason"),
    (Intent.ALTERNATIVES, r"альтернатив|замен[аыу]\b|вместо|alternative|instead|substitute"),
    (
        Intent.COMPARE,
        r"сравн|бенчмарк|быстрее|лучше|лучш|самая\s+быстр|compare|comparison|faster|fastest|better"
        r"|\bbest\b|highest|\bvs\b|versus",
    ),
    (Intent.LIST, r"\bкакие\b|перечисл|назови|список|\blist\b|\bname\b|which\s+(?:\w+\s+)*models"),
)
_COMPILED = tuple((intent, re.compile(pattern, re.IGNORECASE)) for intent, pattern in _RULES)


def intent_of(text: str) -> Intent:
    """
    Return the intent of `text`; a plain fact when no rule matches.

    >>> intent_of("Почему нет базы?"), intent_of("When was Qwen3-Next released?")
    (<Intent.WHY: 'why'>, <Intent.FACT: 'fact'>)
    """
    return next((intent for intent, pattern in _COMPILED if pattern.search(text)), Intent.FACT)
