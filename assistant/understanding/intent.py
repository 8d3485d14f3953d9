"""
What kind of answer is wanted, by the words that ask for it.

The first rule that matches wins. Wordings that no rule foresees are told by meaning, elsewhere.
"""

import re

from assistant.domain import Intent

_RULES: tuple[tuple[Intent, str], ...] = (
    (
        Intent.GREETING,
        r"^\W*(?:привет\w*|здравствуй\w*|добр(?:ый|ое)\s+\w+|hello|hi|hey)\b[^\w]*(?:\w+\W*)?$",
    ),
    (
        Intent.THANKS,
        r"^\W*(?:(?:большое|ок|ok)\W+)?(?:спасибо|благодарю|thanks?|thank\s+you)\b"
        r"(?:\W+\w+){0,4}\W*$",
    ),
    (
        Intent.FIT,
        r"мо(?:ей|ем|ём|его|ю|й)\s+(?:машин|комп|ноут|пк|видеокарт|железе)\w*"
        r"|подобрать\s+модель|my\s+(?:machine|laptop|computer|pc|gpu|hardware)|fits?\s+my"
        r"|(?:у\s+меня|i\s+have|with|на|on)\s+(?:\w+\s+){0,2}\d+\s*(?:гб|гиг\w*|gb|gib)"
        r"(?=.*(?:какую|какие|что|посовет|which|what|recommend))"
        r"|(?:какую|какие|что|which|what)\b.*?(?:на|on|with|in|в|для)\s+(?:\w+\s+){0,2}"
        r"\d+\s*(?:гб|гиг\w*|gb|gib)",
    ),
    (Intent.WHY, r"почему|зачем|отчего|по\s+какой\s+причин|\bwhy\b|for\s+what\s+reason|how\s+come"),
    (
        Intent.ALTERNATIVES,
        r"альтернатив|замен[аыуи]\w*|взамен|вместо|аналог|alternative|instead|substitute"
        r"|any\s+other\s+(?:\S+\s+){0,3}(?:model|moe|llm|base)|друг(?:ая|ую|ие)\s+(?:\S+\s+){0,2}модел"
        r"|\breplace\b|replacement|in\s+place\s+of|stand-?in\b",
    ),
    (
        Intent.COMPARE,
        r"сравн|бенчмарк|быстрее|лучше|лучш|самая\s+быстр|compare|comparison|faster|fastest|better"
        r"|\bbest\b|highest|\bvs\b|versus|отлича|разниц|differ",
    ),
    (
        Intent.LIST,
        r"\bкакие\b|перечисл|назови|список|\blist\b|\bname\b|which\s+(?:\w+\s+)*models"
        r"|what\s+(?:\w+\s+){0,2}models|все\s+модели|all\s+(?:\w+\s+){0,2}models",
    ),
)
_COMPILED = tuple((intent, re.compile(pattern, re.IGNORECASE)) for intent, pattern in _RULES)


def intent_of(text: str) -> Intent:
    """
    Return the intent of `text`; a plain fact when no rule matches.

    >>> intent_of("Почему нет базы?"), intent_of("When was Qwen3-Next released?")
    (<Intent.WHY: 'why'>, <Intent.FACT: 'fact'>)
    """
    return next((intent for intent, pattern in _COMPILED if pattern.search(text)), Intent.FACT)
