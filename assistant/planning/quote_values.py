"""Whether a text holds the kind of value that is asked for: a day, a number of things, a price."""

import re
from dataclasses import dataclass
from typing import Literal

from assistant.language import stem, take_dates, words
from assistant.planning.quote_asked import Kind, Part
from assistant.planning.quote_code import asks_for_command, is_command
from assistant.planning.quote_likeness import likeness
from assistant.planning.quote_tables import Row
from assistant.planning.quote_units import Unit
from assistant.planning.quote_words import Concept

_NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|million"
    "|billion|trillion|один|одна|два|две|три|четыре|пять|шесть|семь|восемь|девять|десять|сто"
    "|тысяч\\w*"
)
_AMOUNT = re.compile(
    rf"(?<![\w.\-/])\d[\d.,]*(?:\s?%|[KMBTGkmb]i?B?\b|x\b)?(?![\w-])|\b(?:{_NUMBER_WORDS})\b"
    r"|(?<![\w.-])\d+(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
_NONE = re.compile(r"\bhas\s+no\b|\bthere\s+(?:is|are)\s+no\b|\bнет\b", re.IGNORECASE)
"""A count of nought: "Bell has no shared experts"."""
_PRICE = re.compile(
    r"(?<![$\w])[$€£¥₽]\s?\d[\d.,]*(?![\d.,]*\$)"
    r"|\d\s?(?:[$€£¥₽]|usd\b|eur\b|dollars?|руб|доллар|евро|юан|cents?\b)|\bfree\b|бесплатн",
    re.IGNORECASE,
)
_VERSION = re.compile(r"(?<![\w.])v?\d+\.\d+(?:\.\d+)*\w*|\bb\d{3,6}\b", re.IGNORECASE)
_CAUSE = re.compile(
    r"\bbecause\b|\bdue\s+to\b|\bsince\b|\breasons?\b|\bso\s+that\b|\bin\s+order\s+to\b"
    r"|\btherefore\b|потому|из-за|причин|поскольку|чтобы",
    re.IGNORECASE,
)
_BYTES = re.compile(r"\d\s?[KMGTКМГТ]i?[BБ]\b")
_IMPLIED = (
    ("size", _BYTES),
    ("memory", _BYTES),
    ("speed", re.compile(r"\d\s?(?:tokens?|tok|t|токен\w*)\s?(?:/|per|в)\s?s", re.IGNORECASE)),
    ("price", _PRICE),
    ("licen", re.compile(r"\b(?:Apache|MIT|GPL|BSD|CC[ -]BY)\b")),
    ("version", _VERSION),
)
_MEMORY = re.compile(r"(\d[\d.,]*)\s?([GMГМ])i?[BБ]\b")
_IN_UNIT = re.compile(r"\b(?:memory|size|vram|память|размер)\b.*\(([GMГМ])i?[BБ]\)", re.IGNORECASE)
_PLAIN_NUMBER = re.compile(
    r"(?<![\w.,-])\d{1,3}(?:,\d{3})+(?![\w.])|(?<![\w.,-])\d+(?:\.\d+)?(?![\w-])"
)
_DATE = re.compile(r"\bdate|\bday\b|releas|дата|вышл|выпу", re.IGNORECASE)
_WORDS_BEFORE, _WORDS_AFTER = 6, 4


def is_answered(part: Part, unit: Unit) -> bool:
    """Whether a quote holds the kind of value that the part asks for."""
    if unit.is_code:
        return _is_answered_by_code(part, unit)
    match part.kind:
        case "date":
            return _has_day(part, unit) or _release(unit)[1]
        case "count":
            return _has_number_of(part.counted, unit)
        case "amount":
            return _has_amount(unit)
        case "price":
            return _PRICE.search(unit.plain) is not None
        case "version":
            return _VERSION.search(unit.plain) is not None or _release(unit)[0]
        case "reason" | "other":
            return True


def _is_answered_by_code(part: Part, unit: Unit) -> bool:
    """Whether a command is asked for, or a day that a line of a log gives of what it names."""
    if part.kind != "date":
        return asks_for_command(part.text) and is_command(unit.text)
    likes = [likeness(name, unit.spoken, ()) for name in part.names]
    return bool(likes) and {*likes} <= {"same", "longer"}


def _release(unit: Unit) -> tuple[bool, bool]:
    """Whether the notes that the quote stands in have a version, and a day."""
    passage = unit.findings[-1].passage
    return (bool(passage.version), passage.day is not None) if passage else (False, False)


def is_day_of_release(part: Part, unit: Unit) -> bool:
    """Whether a day is asked for, and the notes that the quote stands in have one."""
    return part.kind == "date" and _release(unit)[1]


def implies(unit: Unit, concept: Concept) -> bool:
    """Whether a value of the quote says the word: gigabytes are a size, a day is a release's."""
    if concept.pattern is None:
        return False
    if concept.pattern.search("releas") and (_is_dated(unit.text) or _release(unit)[1]):
        return True
    return any(
        concept.pattern.search(word) and value.search(unit.plain) for word, value in _IMPLIED
    )


def gives_kind(kind: Kind, text: str) -> bool:
    """Whether a text holds a value of that kind at all: a day, a price, a number, a version."""
    match kind:
        case "date":
            return _is_dated(text)
        case "price":
            return _PRICE.search(text) is not None
        case "count" | "amount":
            return _AMOUNT.search(text) is not None or _NONE.search(text) is not None
        case "version":
            return _VERSION.search(text) is not None
        case "reason" | "other":
            return True


def bonus(part: Part, unit: Unit) -> float:
    """Return 1 when the quote holds a kind of value that is likely, though not needed; else 0."""
    match part.kind:
        case "reason":
            return float(is_cause(unit))
        case "other":
            return 0.0
        case "date":
            return 1.0 if _is_dated(unit.text) else 0.3
        case "count" | "amount" | "price" | "version":
            return 1.0


def gives_amount(part: Part, unit: Unit) -> bool:
    """Whether the quote gives an amount that the question names, within 3 %: 30 thousand, 30720."""
    if not part.amounts:
        return False
    given = [float(number.replace(",", "")) for number in _PLAIN_NUMBER.findall(unit.plain)]
    return any(abs(number - amount) <= 0.03 * amount for number in given for amount in part.amounts)


def is_cause(unit: Unit) -> bool:
    """Whether a quote gives a reason."""
    return _CAUSE.search(unit.plain) is not None


def caused(unit: Unit) -> str:
    """Return what a quote gives a reason for: all before "because"; "" when it gives none."""
    found = _CAUSE.search(unit.plain)
    return unit.plain[: found.start()] if found else ""


@dataclass(frozen=True, slots=True)
class Need:
    """An amount of memory as a quote gives it."""

    value: float
    unit: Literal["MB", "GB"]

    @property
    def megabytes(self) -> float:
        """The amount in MB; 1 GB is 1000 of them."""
        return self.value * (1000 if self.unit == "GB" else 1)


def needed(unit: Unit) -> Need | None:
    """Return the memory that a quote names, when it names just one amount of it."""
    if unit.row is None:
        found = [(number, said) for number, said in _MEMORY.findall(unit.plain)]
    else:
        called = [
            (at, m[1]) for at, name in enumerate(unit.row.header) if (m := _IN_UNIT.search(name))
        ]
        found = [(unit.row.cells[at], said) for at, said in called]
    amounts = {(number.replace(",", ""), said[0].upper()) for number, said in found}
    if len(amounts) != 1:
        return None
    number, letter = amounts.pop()
    if not re.fullmatch(r"\d+(?:\.\d+)?", number):
        return None
    return Need(float(number), "GB" if letter in "GГ" else "MB")


def columns(row: Row, concept: Concept) -> list[int]:
    """Return the columns that are called by a word of the question."""
    return [
        at
        for at, name in enumerate(row.header)
        if concept.is_in(name.lower(), frozenset(map(stem, words(name))))
    ]


def _has_day(part: Part, unit: Unit) -> bool:
    """Whether the quote holds a day or month; in a table under a column that is asked for."""
    if unit.row is None:
        return _is_dated(unit.text)
    asked = {at for concept in part.concepts for at in columns(unit.row, concept)}
    return any(
        _is_dated(cell) and (at in asked or _DATE.search(name))
        for at, (name, cell) in enumerate(zip(unit.row.header, unit.row.cells, strict=True))
    )


def _is_dated(text: str) -> bool:
    return any(month for _, month, _ in take_dates(text)[1])


def _has_amount(unit: Unit) -> bool:
    if unit.row:
        return any(_AMOUNT.search(cell) for cell in unit.row.cells[1:])
    return _AMOUNT.search(take_dates(unit.plain)[0]) is not None


def _has_number_of(counted: Concept | None, unit: Unit) -> bool:
    """Whether a number stands near the word for what is counted, or in a column of that name."""
    if counted is None or (counted.pattern is None and not counted.word.isascii()):
        return _has_amount(unit)  # a word without a known counterpart may be any
    if unit.row and (found := columns(unit.row, counted)):
        return any(_AMOUNT.search(unit.row.cells[at]) for at in found)
    text = take_dates(unit.plain)[0]
    tokens = text.split()
    for at, token in enumerate(tokens):
        lowered = token.lower().replace("ё", "е")
        if counted.is_in(lowered, frozenset(map(stem, words(lowered)))):
            near = " ".join(tokens[max(0, at - _WORDS_BEFORE) : at + 1 + _WORDS_AFTER])
            if _AMOUNT.search(near):
                return True
    return "\n" in unit.text and counted.is_in(unit.label.lower(), frozenset())
