"""
Words that tell which attribute a text speaks of, as a table: parameters, context, licence.

A *qualifier* narrows an attribute, so that it may neither be added nor left out: 3B active
parameters are not 3B parameters, and who speaks of parameters and embeddings leaves the latter out.
Not covered: attributes that have no word here; they go unchecked.
"""

import re
from functools import lru_cache

_ATTRIBUTES = {
    "parameters": r"параметр|весов(?!\w)|\bparam",
    "context": r"контекст|\bокн[оаеу]|context|window",
    "layers": r"\bсло[йяеёюи]|\blayers?\b",
    "heads": r"\bголов|\bheads?\b",
    "experts": r"эксперт|expert",
    "training": r"обуч|корпус|датасет|трениро|\btrain|pre-?train|corpus|dataset",
    "vocabulary": r"словар|vocab",
    "languages": r"язык|диалект|languag|dialect",
    "embedding": r"размерност|dimension",
    "memory": r"памят|видеопамят|\bmemory|vram",
    "file": r"файл|репозитор|\bfile|repositor|gguf",
    "speed": r"скорост|быстр|speed|throughput|per second|токен\w*/с\b|tokens?/s\b",
    "date": r"дат[аыуе]\b|вышл|вышел|выход|выпус|выпущ|релиз|появил|представ|анонс|released?\b"
            r"|launch|c[ao]me\s+out|\bdebut|announc|available\s+since|unveil|publish|опубликов",
    "licence": r"лиценз|licen[cs]e",
    "score": r"результат|балл|оценк|\bscore|\bpoints?\b|рейтинг|rating|набира|набрал",
    "price": r"цен[аыуе]\b|стоимост|\bprice|\bcosts?\b",
}  # fmt: skip
_QUALIFIERS = {
    "active": r"активн|активир|задейств|\bactiv",
    "non-embedding": r"эмбеддинг|embed",
    "queries": r"запрос|\bquer|\bq[\s-]heads?",
    "keys": r"\bключ\w*|\bkeys?\b|\bkv\b",
    "native": r"нативн|собственн|родн|\bnative",
    "extended": r"(?<!без )расшир|экстрапол|(?<!without )\bexten[ds]|extrapol|yarn",
}  # fmt: skip
_OPPOSITES = (
    (r"плотн|\bdense\b", r"\bmoe\b|смес[ьи]\s+эксперт|mixture[\s-]of[\s-]experts"),
    (r"наибольш|крупнейш|сам\w+\s+(?:больш|крупн)|\blargest|\bbiggest",
     r"наименьш|сам\w+\s+(?:мал|маленьк|мелк)|\bsmallest|\btiniest"),
    (r"не\s+(?:ниже|раньше|старше|менее|меньше)|больше\s+\d|более\s+(?:чем\s+)?\d|свыше|начиная\s+с"
     r"|или\s+(?:новее|выше|более|больше)|минимум|at\s+least|or\s+(?:later|newer|above|higher|more)"
     r"|and\s+(?:later|newer|above)|more\s+than\s+\d|over\s+\d|or\s+more",
     r"не\s+(?:выше|позже|позднее|новее|более|больше)|меньше\s+\d|менее\s+(?:чем\s+)?\d"
     r"|или\s+(?:старше|ниже|менее|меньше|раньше)|максимум|at\s+most|or\s+(?:older|earlier|below|lower|less)"
     r"|and\s+(?:older|earlier|below)|(?:less|fewer)\s+than\s+\d|under\s+\d"),
    (r"с\s+рассуждени|в\s+режиме\s+рассуждени|thinking\s+on|with\s+thinking|thinking\s+mode",
     r"без\s+(?:режима\s+)?рассуждени|thinking\s+off|without\s+thinking|non[\s-]thinking"),
    (r"по\s+умолчанию\s+включ|включ[её]н\w*\s+по\s+умолчанию|on\s+by\s+default|enabled\s+by\s+default",
     r"по\s+умолчанию\s+выключ|выключен\w*\s+по\s+умолчанию|off\s+by\s+default|disabled\s+by\s+default"),
)  # fmt: skip


def _compiled(table: dict[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(words, re.IGNORECASE) for name, words in table.items()}


_ATTRIBUTE_WORDS, _QUALIFIER_WORDS = _compiled(_ATTRIBUTES), _compiled(_QUALIFIERS)
_SIDES = tuple(
    (re.compile(one, re.IGNORECASE), re.compile(other, re.IGNORECASE)) for one, other in _OPPOSITES
)
QUALIFIED = frozenset({"active", "non-embedding"})
"""Qualifiers that may not be left out either."""


@lru_cache(maxsize=8192)
def attributes(text: str) -> frozenset[str]:
    """Return the attributes that `text` has words for."""
    return frozenset(name for name, words in _ATTRIBUTE_WORDS.items() if words.search(text))


@lru_cache(maxsize=8192)
def qualifiers(text: str) -> frozenset[str]:
    """Return the qualifiers that `text` has words for."""
    return frozenset(name for name, words in _QUALIFIER_WORDS.items() if words.search(text))


def is_opposed(said: str, shown: str) -> bool:
    """Whether one text only says one side of a pair of opposites and the other text the other."""
    return any(_is_split(said, shown, one, other) for one, other in _SIDES)


def _is_split(said: str, shown: str, one: re.Pattern[str], other: re.Pattern[str]) -> bool:
    sides = [(bool(one.search(text)), bool(other.search(text))) for text in (said, shown)]
    return sides in ([(True, False), (False, True)], [(False, True), (True, False)])


@lru_cache(maxsize=8192)
def is_cue(word: str) -> str:
    """Return the attribute or qualifier that `word` speaks of, "" for none."""
    found = [*attributes(word), *qualifiers(word)]
    return found[0] if found else ""
