"""What else a question says: hardware, memory, a day, and whether it is a general one."""

import re
from calendar import monthrange
from datetime import date
from typing import Literal

from assistant.language import find_dates, take_dates, words

_Which = Literal["most", "least"]
_Pattern = re.Pattern[str]

_AS_OF = re.compile(
    r"(?:по\s+состоянию\s+на|на\s+дату|as\s+of|as\s+at|\bна(?=\s+(?:\d+\s+)?[а-я]+\s+20\d\d))\s+(.{4,30})",
    re.IGNORECASE,
)
_DEVICE = re.compile(r"\b[A-Z][A-Za-z]+\s\d{3,5}\b|\b(?:Apple\s)?M[1-9](?:\s(?:Pro|Max|Ultra))?\b")
_MEMORY = re.compile(r"(\d+(?:[.,]\d+)?)[\s-]*(?:ГБ|гиг|GB|gig|GiB|ГиБ)", re.IGNORECASE)
_COUNTS = {
    "two": 2, "three": 3, "four": 4, "eight": 8,
    "дв": 2, "тр": 3, "четыр": 4, "восьм": 8, "восем": 8,
}  # fmt: skip
_CARD = re.compile(
    r"(?:\b(?P<n>\d{1,2}|two|three|four|eight|дв\w{1,2}|тр[её]\w*|четыр\w+|вос[еь]м\w*)\s*[x×*х]?\s*)?"
    r"\b(?:(?:nvidia|geforce|tesla|rtx)[\s-]*)*(?P<card>[ha](?:100|200|800)|gb?200|b200|l40s?|t4|v100"
    r"|a6000|mi300x|[2-5]0[5-9]0(?:\s*ti)?)s?\b(?!\s*(?:ток|tok|год|лет|slo|сло))",
    re.IGNORECASE,
)
_THING = re.compile(r"\b[A-Za-z]*(?:[A-Z]{2,}|[a-z][A-Z])[A-Za-z]*\d*\b")
_QUANTIZATION = re.compile(
    r"\b(?:(i?q\d(?:_\w+)+)|(bf16|fp16|f16|fp8|awq|int4|int8)|(q\d)|(\d+|четыр\w+|вос[еь]м\w*|four|eight)[\s-]*(?:бит\w*|bits?))\b",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"сам(?:ая|ый|ое|ые|ой|ую|ого|ым)\s+(?:больш|крупн|длинн|нов|свеж|поздн|мощн)\w*|наибольш|крупнейш"
    r"|больше\s+всего|\b(?:larg|bigg|long|new|lat|high)est\b|\b(?:the\s+)?most\s+(?:param|recent|lay)",
    re.IGNORECASE,
)
_LEAST = re.compile(
    r"сам(?:ая|ый|ое|ые|ой|ую|ого|ым)\s+(?:мал|маленьк|мелк|коротк|стар|ранн|компактн|л[её]гк)\w*"
    r"|наименьш|меньше\s+всего|\b(?:small|tini|short|old|earli|light|few|low)est\b",
    re.IGNORECASE,
)
_BY_DAY = re.compile(
    r"нов|свеж|поздн|позж|стар|ранн|раньше|\b(?:new|lat|old|earli)e(?:r|st)\b|recent", re.IGNORECASE
)
_BY_LENGTH = re.compile(r"длинн|корот|короч|\b(?:long|short)e(?:r|st)\b", re.IGNORECASE)
_EXPLAINS = re.compile(
    r"что\s+(?:такое|значит|означа\w+|за\s+звер)|объясни|поясни|как\s+работает|зачем\s+нужн|чем\s+\w+"
    r".*\sотлича|в\s+ч[её]м\s+(?:разница|отличи|смысл)|explain|what\s+(?:is|are)\s+(?!the\b|its|their|your|new)|what\s+does\s+\S+(?:\s+\S+)?\s+do\b|what[’']s\s+an?"
    r"|how\s+do(?:es)?\s|difference\s+between|mean(?:ing)?\b",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"что\s+(?:такое|за|ты\s+знаешь|известно)|расскажи|опиши|кто\s+так|tell\s+me\s+about"
    r"|what\s+(?:is|are)\s+(?!the)|describe|overview|what\s+do\s+you\s+know",
    re.IGNORECASE,
)
_FEW_WORDS = 3


def without_courtesy(text: str) -> str:
    """
    Return the question behind a greeting or thanks; a text that is nothing else stays.

    >>> without_courtesy("Спасибо! А лицензия?"), without_courtesy("Thanks!")
    ('А лицензия?', 'Thanks!')
    """
    return _COURTESY.sub("", text, count=1)


_COURTESY = re.compile(
    r"^\W*(?:(?:большое\s+)?спасибо(?:\s+большое)?|благодарю|привет(?:ствую)?|здравствуйте|хай|хорошо"
    r"|добр(?:ый|ое)\s+(?:день|вечер|утро)|понятно|ясно|отлично|супер|thanks(?:\s+a\s+lot)?|thank\s+you"
    r"|thx|hi|hello|hey|cool|great|got\s+it)\s*[,.!;:)—–-]+\s*(?=(?:\S+\s+)*\S{3,})",
    re.IGNORECASE,
)


def as_of(text: str) -> date | None:
    """
    Return the day for which an answer is wanted: of a month, the last one.

    >>> as_of("What was there as of 2025-06-30?"), as_of("По состоянию на июнь 2025 года?")
    (datetime.date(2025, 6, 30), datetime.date(2025, 6, 30))
    """
    if match := _AS_OF.search(text):
        for _, _, (year, month, day) in sorted(find_dates(match[1])):
            return date(year, month or 12, day or monthrange(year, month or 12)[1])
    return None


def quantization(text: str) -> str:
    """
    Return the quantization or precision that is named: "Q8_0", "BF16".

    >>> quantization("в q8_0?"), quantization("in 4 bits"), quantization("AWQ")
    ('Q8_0', '4', 'AWQ')
    """
    match = _QUANTIZATION.search(text)
    if match is None:
        return ""
    exact, precision, short, bits = match.groups()
    number = str(short or bits).lower().removeprefix("q")
    return (exact or precision or "").upper() or str(_count(number) if bits else number)


def precisions(text: str) -> tuple[str, ...]:
    """
    Return all precisions that are named.

    >>> precisions("bf16 vs AWQ-INT4")
    ('BF16', 'AWQ', 'INT4')
    """
    return tuple(match[2].upper() for match in _QUANTIZATION.finditer(text) if match[2])


def extreme(text: str) -> tuple[_Which | None, str]:
    """
    Return whether the most or the least is asked for, and of what when the word itself says it.

    >>> extreme("Какая модель самая новая?"), extreme("Which is the smallest?")
    (('most', 'release_date'), ('least', 'parameters'))
    """
    return _wanted(text, _MOST, _LEAST)


def comparative(text: str) -> tuple[_Which | None, str]:
    """
    Return which of several named is asked for, and by what when the word itself says it.

    >>> comparative("Which is newer, A or B?"), comparative("У кого меньше слоёв?")
    (('most', 'release_date'), ('least', 'parameters'))
    """
    return _wanted(text, _MORE, _LESS)


_MORE = re.compile(
    r"\b(?:больше|большем|большего|крупнее|длиннее|новее|позже|выше)\b|\b(?:bigg|larg|long|new|lat|high)er\b"
    r"|\bmore\b",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"\b(?:меньше|меньшем|меньшего|мельче|короче|старше|раньше|ниже|легче)\b"
    r"|\b(?:small|short|old|earli|low|few|light)er\b|\bless\b",
    re.IGNORECASE,
)


def _wanted(text: str, most: _Pattern, least: _Pattern) -> tuple[_Which | None, str]:
    which: _Which = "most"
    match = most.search(text)
    if match is None:
        which, match = "least", least.search(text)
    if match is None:
        return None, ""
    if _BY_DAY.search(match[0]):
        return which, "release_date"
    return which, "context_max" if _BY_LENGTH.search(match[0]) else "parameters"


def asks_to_explain(text: str) -> bool:
    """Whether the question asks what something means or how it works."""
    return _EXPLAINS.search(text) is not None or asks_what_it_is(text)


def devices(text: str) -> tuple[str, ...]:
    """Return hardware named with a number, such as "RTX 5090" or "M4 Max"."""
    without_dates, _ = take_dates(text)
    return tuple(_DEVICE.findall(without_dates))


def things(text: str) -> tuple[str, ...]:
    """
    Return words written as names of methods and tests are, with capitals inside.

    >>> things("How does GSPO differ from GRPO in RoPE terms?")
    ('GSPO', 'GRPO', 'RoPE')
    """
    return tuple(dict.fromkeys(_THING.findall(_CARD.sub(" ", text))))


def names_something(text: str) -> bool:
    """
    Whether `text`, whose known names were left out, names something that nobody knows.

    >>> names_something("What is Foobar?"), names_something("What is MoE?")
    (True, False)
    """
    plain = _QUANTIZATION.sub(" ", _CARD.sub(" ", take_dates(text)[0]))
    return _NAME.search(plain) is not None


_NAME = re.compile(
    r"(?<=[\w,:;)] )[A-Z][a-z]+\b|\b[A-Za-z]{2,}-?[A-Za-z]?\d[\w.-]*|\b[A-Z][a-z]{2,}[A-Z]\w*"
    r"|(?<=[а-яё] )[a-z]{2,}-[a-z]{2,}\b"
)


def memory_gb(text: str) -> float | None:
    """Return the gigabytes that the question says are there."""
    match = _MEMORY.search(text)
    return float(match[1].replace(",", ".")) if match else None


def cards(text: str) -> tuple[tuple[str, int], ...]:
    """
    Return the graphics cards named and how many of each.

    >>> cards("two H100s"), cards("на одной RTX 3090?")
    ((('H100', 2),), (('3090', 1),))
    """
    without_dates, _ = take_dates(text)
    return tuple(
        (" ".join(match["card"].upper().split()), _count(match["n"] or "1"))
        for match in _CARD.finditer(without_dates)
    )


def _count(written: str) -> int:
    if written.isdigit():
        return int(written)
    return next((n for word, n in _COUNTS.items() if written.lower().startswith(word)), 1)


def is_general(text: str) -> bool:
    """Whether the question asks for nothing in particular, or is hardly more than a name."""
    return asks_what_it_is(text) or len(words(text)) <= _FEW_WORDS


def asks_what_it_is(text: str) -> bool:
    """
    Whether the question asks what something is, or to be told about it.

    >>> asks_what_it_is("Что такое Qwen3?"), asks_what_it_is("Какая лицензия у Qwen3?")
    (True, False)
    """
    return _GENERAL.search(text) is not None
