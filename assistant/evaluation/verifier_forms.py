"""
The ways in which people write a value: 30,5 млрд, 30.5B, 30.5 billion; 29.04.2025, April 29, 2025.

Every form says the same value. Not covered: number words, rounding, Russian cases other than those
that a date has after "в".
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from babel.dates import format_date

from assistant.domain import Fact, Language
from assistant.knowledge.catalog_files import Unit
from assistant.knowledge.wording import value_words

_IN_MONTH = (
    "январе", "феврале", "марте", "апреле", "мае", "июне",
    "июле", "августе", "сентябре", "октябре", "ноябре", "декабре",
)  # fmt: skip
_BILLION, _KIBI, _KILO = 1000, 1024, 1000
_LICENCES: Mapping[str, tuple[str, ...]] = {
    "Apache 2.0": ("Apache 2.0", "Apache License 2.0", "apache-2.0", "Apache-2.0"),
    "MIT": ("MIT", "MIT License"),
}


def forms(fact: Fact, unit: Unit | None, language: Language) -> tuple[str, ...]:
    """Return the ways to write the value of `fact`, the ledger's own among them."""
    value = fact.value
    match value:
        case date():
            return _days(value, language)
        case tuple():
            return _lists(value, language)
        case str():
            return _LICENCES.get(value, (value,))
        case bool():
            return ("",)
        case int() | float():
            return (value_words(value, unit, language), *_amounts(value, fact.unit, language))


def month(day: date, language: Language) -> str:
    """Write a date without its day as it stands after "in" or "в"."""
    if language == "en":
        return format_date(day, "MMMM yyyy", locale="en")
    return f"{_IN_MONTH[day.month - 1]} {day.year} года"


def _days(day: date, language: Language) -> tuple[str, ...]:
    if language == "ru":
        long = format_date(day, "d MMMM yyyy", locale="ru")
        return f"{long} года", f"{long} г.", day.isoformat(), day.strftime("%d.%m.%Y"), long
    long = format_date(day, "d MMMM yyyy", locale="en")
    american = format_date(day, "MMMM d, yyyy", locale="en")
    return american, long, day.isoformat(), format_date(day, "MMM d, yyyy", locale="en")


def _lists(items: tuple[str, ...], language: Language) -> tuple[str, ...]:
    *most, last = items
    joint = "и" if language == "ru" else "and"
    plain = ", ".join(items)
    return (plain, f"{', '.join(most)} {joint} {last}") if most else (plain,)


def _amounts(value: float, unit: str, language: Language) -> tuple[str, ...]:
    number = _decimal(value, language)
    match unit, language:
        case "B", "ru":
            return (f"{number} млрд", f"{value}B", f"{number} миллиарда", *_millions(value, "млн"))
        case "B", "en":
            return f"{number} billion", f"{number}B", *_millions(value, " million", "M")
        case "T", "ru":
            return f"{number} триллионах токенов", f"{value}T токенов"
        case "T", "en":
            return f"{number}T tokens", f"{number} trillion tokens"
        case "tokens", _:
            return _lengths(int(value), "токенов" if language == "ru" else "tokens", language)
        case (("GB" | "MB"), "ru"):
            return f"{number} {unit}", f"{number} {unit.replace('GB', 'ГБ').replace('MB', 'МБ')}"
        case _:
            return ()


def _millions(value: float, *words: str) -> tuple[str, ...]:
    millions = Fraction(str(value)) * _BILLION
    if value >= 1 or millions.denominator > 1:
        return ()
    return tuple(f"{millions}{'' if word in (' million', 'M') else ' '}{word}" for word in words)


def _lengths(value: int, word: str, language: Language) -> tuple[str, ...]:
    found = [f"{value} {word}"]
    grouped = f"{value:,}".replace(",", " " if language == "ru" else ",")
    for base in (_KIBI, _KILO):
        if value % base == 0 and value >= base:
            short = value // base
            found += [f"{short}K {word}", f"{short}k {word}"]
            found.append(
                f"{short} тыс. ({grouped}) {word}"
                if language == "ru"
                else f"{short}K ({grouped}) {word}"
            )
            break
    return tuple(found)


def _decimal(value: float, language: Language) -> str:
    return str(value).replace(".", ",") if language == "ru" else str(value)
