"""
Whether a model's sentence speaks of what its evidence speaks of, word for word.

A small model can write true numbers into nonsense. Names, values, words of the evidence and of the
question, other words for the evidence's attribute, and words that any statement needs are known;
half of the longer words must be. Not covered: nonsense made of known words.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from assistant.citations.cues import is_cue
from assistant.citations.reading import Reading
from assistant.language import stem, stems, words

KNOWN_SHARE = 0.5
_PLAIN = frozenset(
    stem(word)
    for word in [
        "модель",
        "модели",
        "моделей",
        "версия",
        "вариант",
        "релиз",
        "семейство",
        "линейка",
        "серия",
        "источник",
        "карточка",
        "данные",
        "составляет",
        "имеет",
        "имеется",
        "насчитывает",
        "содержит",
        "вмещает",
        "занимает",
        "весит",
        "поддерживает",
        "доступна",
        "доступен",
        "доступны",
        "можно",
        "нужен",
        "нужна",
        "нужно",
        "требует",
        "требуется",
        "работает",
        "использует",
        "используется",
        "общий",
        "общая",
        "число",
        "количество",
        "размер",
        "длина",
        "объём",
        "всего",
        "около",
        "примерно",
        "порядка",
        "ровно",
        "также",
        "согласно",
        "судя",
        "пишут",
        "авторы",
        "отметить",
        "стоит",
        "указано",
        "заявлено",
        "известно",
        "сообщает",
        "коротко",
        "словам",
        "является",
        "относится",
        "входит",
        "включает",
        "вместе",
        "время",
        "тогда",
        "которая",
        "который",
        "которые",
        "этот",
        "эта",
        "это",
        "пока",
        "уже",
        "ещё",
        "более",
        "менее",
        "начиная",
        "выше",
        "ниже",
        "новее",
        "больше",
        "меньше",
        "опубликована",
        "опубликованы",
        "сравнению",
        "чем",
        "сравнении",
        "превосходит",
        "уступает",
        "превышает",
        "обгоняет",
        "крупнее",
        "мельче",
        "шире",
        "короче",
        "длиннее",
        "раньше",
        "позже",
        "новее",
        "старше",
        "кратко",
        "коротко",
        "итак",
        "напомним",
        "сообщают",
        "разработчики",
        "выложена",
        "выпущена",
        "представлена",
        "появилась",
        "состоялся",
        "стала",
        "равен",
        "равна",
        "достигает",
        "предназначена",
        "официально",
        "официальный",
        "открытый",
        "открытая",
        "соответствует",
        "показывает",
        "основе",
        "имени",
        "model",
        "models",
        "version",
        "variant",
        "release",
        "released",
        "family",
        "lineup",
        "series",
        "source",
        "card",
        "data",
        "has",
        "have",
        "having",
        "with",
        "comes",
        "come",
        "contains",
        "holds",
        "takes",
        "weighs",
        "supports",
        "available",
        "needs",
        "requires",
        "runs",
        "works",
        "uses",
        "used",
        "using",
        "total",
        "number",
        "count",
        "size",
        "length",
        "amount",
        "about",
        "around",
        "roughly",
        "exactly",
        "also",
        "according",
        "judging",
        "authors",
        "write",
        "worth",
        "noting",
        "short",
        "stated",
        "says",
        "reported",
        "known",
        "which",
        "that",
        "this",
        "these",
        "while",
        "whereas",
        "than",
        "then",
        "more",
        "less",
        "later",
        "newer",
        "least",
        "most",
        "higher",
        "lower",
        "larger",
        "smaller",
        "published",
        "described",
        "official",
        "officially",
        "open",
        "under",
        "given",
        "equals",
        "reaches",
        "reach",
        "stands",
        "totals",
        "briefly",
        "reported",
        "data",
        "developers",
        "reference",
        "compared",
        "exceeds",
        "outperforms",
        "bigger",
        "shorter",
        "longer",
        "before",
        "after",
        "older",
        "newer",
        "earlier",
        "built",
        "based",
        "been",
        "were",
        "since",
        "into",
        "from",
        "only",
    ]
)
_LONG = 4
_NEW = 2
_NAME = "X"
"""Stands for every name."""
_PART = re.compile(r"[;:,]\s|\s[–—]\s")


def is_sensible(said: Reading, evidence: Iterable[str], asked: str) -> bool:
    """
    Whether at least half of the words are known; a proven name or value counts as two.

    No part of the sentence may be all new: "…, but commercial use is restricted".
    """
    texts = tuple(evidence)
    shown = stems(asked).union(*map(_stems, texts))
    cues = frozenset(cue for text in texts for cue in _cues(text))
    known = 2 * (len(said.names) + len(said.values))
    unknown = 0
    for part in _PART.split(said.nameless):
        longer = [word for word in words(part) if len(word) >= _LONG and word.isalpha()]
        new = sum(not _is_known(word, shown, cues) for word in longer)
        has_exact = _NAME in part or any(map(str.isdigit, part))
        if new > _NEW and new == len(longer) and not has_exact:
            return False
        known, unknown = known + len(longer) - new, unknown + new
    return known >= (known + unknown) * KNOWN_SHARE


def _is_known(word: str, shown: set[str], cues: frozenset[str]) -> bool:
    return stem(word) in shown or stem(word) in _PLAIN or is_cue(word) in cues


@lru_cache(maxsize=2048)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stems(text))


@lru_cache(maxsize=2048)
def _cues(text: str) -> frozenset[str]:
    return frozenset(map(is_cue, words(text))) - {""}
