"""
What a strict reader can compare between a sentence and its source: the marks of a text.

Written apart from `assistant.citations` on purpose: what measures the answers must not share the
faults of what filtered them. Not covered: numbers in words, units, which subject a number is of.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

Date = tuple[int | None, int | None, int | None]
"""Year, month, day; None where nothing is said."""

_MONTHS = {
    "январ": 1, "феврал": 2, "март": 3, "апрел": 4, "мая": 5, "май": 5, "мае": 5, "июн": 6,
    "июл": 7, "август": 8, "сентябр": 9, "октябр": 10, "ноябр": 11, "декабр": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_MONTH_WORD = re.compile(
    r"\b(?:(январ|феврал|март|апрел|ма(?:й|я|е)|июн|июл|август|сентябр|октябр|ноябр|декабр)"
    r"[а-я]{0,3}|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:[a-z]{0,6}))\b\.?",
    re.IGNORECASE,
)
_MONTH = "\x00"
"""Stands before the number of a month whose name was replaced."""
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b",
        r"\b(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>(?:19|20)\d\d)\b",
        r"\b(?P<d>\d{1,2})(?:st|nd|rd|th)?\s+\x00(?P<m>\d+)\x00(?:,?\s*(?P<y>(?:19|20)\d\d)\b)?",
        r"\x00(?P<m>\d+)\x00\s*(?P<d>\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y>(?:19|20)\d\d)\b)?",
        r"\x00(?P<m>\d+)\x00,?\s*(?P<y>(?:19|20)\d\d)\b",
        r"(?<![\w.,-])(?P<y>(?:19|20)\d\d)(?![\w-]|[.,]\d)",
    )
)
_VERSION = re.compile(
    r"(?<![\w.-])(?:v?\d+(?:\.\d+){2,}[\w.+-]*\w|v?\d+(?:\.\d+){2,}|b\d{4,6})\b", re.IGNORECASE
)
_NAME = re.compile(
    r"(?<![\w.])(?:[A-Za-z][\w.+]*(?:[-_/][\w.+]+)*|\d[\d.]*[A-Za-z]\w*(?:-[\w.]+)+)", re.ASCII
)
_SCALES: dict[str, tuple[int, ...]] = {
    "тыс": (10**3,), "млн": (10**6,), "милли": (10**6,), "млрд": (10**9,), "миллиард": (10**9,),
    "трлн": (10**12,), "триллион": (10**12,), "thousand": (10**3,), "million": (10**6,),
    "billion": (10**9,), "trillion": (10**12,), "k": (10**3, 2**10), "к": (10**3, 2**10),
    "m": (10**6,), "b": (10**9,), "t": (10**12,),
}  # fmt: skip
_NUMBER = re.compile(
    r"(?<![\w.,])(?P<digits>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)*)"
    r"(?:[\s\u00a0-]?(?P<scale>тыс|миллиард|милли|млн|млрд|трлн|триллион|thousand|million|billion"
    r"|trillion|[kкmbt](?![\w])))?",
    re.IGNORECASE,
)
_INSIDE = re.compile(r"\d+(?:\.\d+)?[kmbt]?(?![a-z])", re.IGNORECASE)
_NEGATION = re.compile(
    r"\bне\b(?!\s+(?:только|менее|более|ниже|выше|позже|раньше))|\bнет\b|\bни\b|\bбез\b|\bнельзя\b"
    r"|\bотсутств|\bневозможн|\bno\b(?!\s+(?:later|less|more|earlier))|\bnot\b(?!\s+(?:only|later))"
    r"|n[’']t\b|\bnever\b|\bnone\b|\bwithout\b|\bcannot\b|\bneither\b|\bunavailable\b"
    r"|\black(?:s|ing)?\b",
    re.IGNORECASE,
)
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_SIZE = re.compile(r"^\d+(?:\.\d+)?[bm]$")
_BEGINNING = re.compile(r"(?:^|[|:;.!?•«\"“(]\s*)$")


@dataclass(frozen=True, slots=True)
class Number:
    """What a number can mean: as it stands, and with its scale word applied."""

    plain: frozenset[Decimal]
    scaled: frozenset[Decimal]

    def stands_in(self, other: "Number") -> bool:
        """Whether `other` is the same; "от 0,6 до 32 млрд" writes the scale only once."""
        is_bare = self.plain == self.scaled
        return bool(self.scaled & other.scaled) or (is_bare and bool(self.plain & other.plain))


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one text; `words` are all its Latin words, lower-case."""

    numbers: frozenset[Number]
    inside: frozenset[Number]
    """Numbers that are parts of names."""
    dates: frozenset[Date]
    versions: frozenset[str]
    names: frozenset[str]
    """Names with a digit, lower-case."""
    proper: frozenset[str]
    """Latin words that look like names of something."""
    words: frozenset[str]
    is_negative: bool

    @property
    def count(self) -> int:
        """How many marks there are to compare."""
        return sum(map(len, (self.numbers, self.dates, self.versions, self.names, self.proper)))


def marks(text: str) -> Marks:
    """
    Return the marks of `text`.

    >>> sorted(marks("Qwen3-32B вышла 29 апреля 2025 г.").names)
    ['qwen3-32b']
    """
    rest, dates = _take_dates(text)
    versions = frozenset(found.lower().lstrip("v") for found in _VERSION.findall(rest))
    rest = _VERSION.sub(" ", rest)
    tokens = [(found[0].rstrip(".-_+"), rest[: found.start()]) for found in _NAME.finditer(rest)]
    named = frozenset(token.lower() for token, _ in tokens if re.search(r"\d", token))
    is_russian = _CYRILLIC.search(text) is not None
    proper = {t.lower() for t, before in tokens if _is_proper(t, before, is_russian)}
    return Marks(
        numbers=_numbers(_NAME.sub(_unless_scale, rest)),
        inside=frozenset(n for name in named for n in _numbers(" ".join(_INSIDE.findall(name)))),
        dates=dates,
        versions=versions,
        names=named,
        proper=frozenset(proper),
        words=frozenset(part for token, _ in tokens for part in letters(token)),
        is_negative=_NEGATION.search(text) is not None,
    )


def _unless_scale(match: re.Match[str]) -> str:
    return match[0] if match[0].lower() in _SCALES else " ; "


def letters(name: str) -> list[str]:
    """Return the parts of a name that are letters only, lower-case."""
    return re.findall(r"[a-z]{2,}", name.lower())


def loosened(asked: Marks) -> Marks:
    """Return the marks of a question, in which "70" may mean 70 billion."""
    factors = (1, 2**10, 10**3, 10**9)
    numbers = {
        Number(n.plain, n.scaled | {value * factor for value in n.plain for factor in factors})
        for n in (*asked.numbers, *asked.inside)
    }
    return replace(asked, numbers=frozenset(numbers))


def missing(said: Marks, *shown: Marks) -> list[str]:
    """Return the marks of `said` that stand in none of `shown`, as a reader would name them."""
    numbers = {n for marks_ in shown for n in (*marks_.numbers, *marks_.inside)}
    dates = {day for marks_ in shown for day in marks_.dates}
    versions = {version for marks_ in shown for version in marks_.versions}
    names = {name for marks_ in shown for name in marks_.names}
    words = {word for marks_ in shown for word in marks_.words}
    return [
        *(str(min(n.plain)) for n in said.numbers if not any(map(n.stands_in, numbers))),
        *(str(day) for day in said.dates if not any(_is_within(day, other) for other in dates)),
        *(version for version in said.versions if version not in versions),
        *(name for name in said.names if not any(_is_part(name, other) for other in names)),
        *(word for word in said.proper if not set(letters(word)) <= words),
    ]


def _take_dates(text: str) -> tuple[str, frozenset[Date]]:
    text = _MONTH_WORD.sub(_numbered_month, text)
    found: set[Date] = set()
    for pattern in _DATES:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            year, month, day = (int(parts[key]) if parts.get(key) else None for key in "ymd")
            found.add((year, month, day))
        text = pattern.sub(" ", text)
    return re.sub(rf"{_MONTH}\d+{_MONTH}", " ", text), frozenset(found)


def _numbered_month(match: re.Match[str]) -> str:
    return f"{_MONTH}{_MONTHS[(match[1] or match[2]).lower()]}{_MONTH}"


def _is_within(said: Date, shown: Date) -> bool:
    return all(part in (None, other) for part, other in zip(said, shown, strict=True))


def _numbers(text: str) -> frozenset[Number]:
    return frozenset(
        _number(found["digits"], (found["scale"] or "").lower()) for found in _NUMBER.finditer(text)
    )


def _number(digits: str, scale: str) -> Number:
    bare = re.sub(r"\s", "", digits)
    readings: set[Decimal] = set()
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", bare):
        readings.add(Decimal(bare.replace(",", "")))
    if len(re.findall(r"[.,]", bare)) <= 1:
        readings.add(Decimal(bare.replace(",", ".")))
    plain = frozenset(readings or {Decimal(re.sub(r"\D", "", bare))})
    factors = _SCALES.get(scale, (1,))
    return Number(plain, frozenset(value * factor for value in plain for factor in factors))


def _is_proper(token: str, before: str, is_russian: bool) -> bool:
    """Whether a Latin word without digits names something."""
    if re.search(r"\d", token) or len(token) < 2:
        return False
    if is_russian or re.search(r"(?<!^)[A-Z]", token):
        return token.lower() != token
    return token[0].isupper() and not _BEGINNING.search(before)


def _is_part(name: str, whole: str) -> bool:
    """
    Whether `name` is `whole`, its family or its size; never its look-alike.

    >>> _is_part("qwen3", "qwen3-32b"), _is_part("qwen3-32b", "qwen3-32b-base")
    (True, False)
    """
    parts, others = _parts(name), _parts(whole)
    places = range(len(others) - len(parts) + 1)
    found = [place for place in places if others[place : place + len(parts)] == parts]
    if parts == others or not found:
        return bool(found)
    return found[-1] > 0 or not any(_SIZE.match(part) for part in parts)


def _parts(name: str) -> list[str]:
    """Cut a name at its hyphens; Qwen-3 is Qwen3."""
    return re.split(r"[-_/]", re.sub(r"(?<=[a-z]{2})[-_](?=\d+(?:\.\d+)?(?:[-_]|$))", "", name))
