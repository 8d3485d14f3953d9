"""
A fact as a Russian or English sentence, made from its typed value by the predicate's template.

Dates, decimal marks and plural categories are Babel's (Unicode CLDR). Not covered: grammatical
case of names; the templates are written so that names stand in the nominative.
"""

from collections.abc import Mapping
from datetime import date

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from assistant.domain import Fact, Language, Value
from assistant.knowledge.catalog_files import Predicate, Unit

_THOUSAND = 1000
_LOCALES = {"ru": Locale("ru"), "en": Locale("en")}
_NO_BREAK_SPACES = str.maketrans({"\xa0": " ", "\u202f": " "})


def sentence(
    fact: Fact,
    predicate: Predicate,
    unit: Unit | None,
    language: Language,
    localised: Mapping[str, str] | None = None,
) -> str:
    """Word `fact`; `localised` holds the words of a value that is not language-neutral."""
    if isinstance(fact.value, bool):
        template = predicate.templates[f"{'yes' if fact.value else 'no'}.{language}"]
        words = ""
    else:
        template = predicate.templates[language]
        words = localised[language] if localised else value_words(fact.value, unit, language)
    said = template.format(subject=fact.subject, value=words)
    return said if fact.until is None else _ended(said, fact.until, language)


def _ended(said: str, until: date, language: Language) -> str:
    """Say until when the statement held, which is history."""
    day = value_words(until, None, language)
    return f"{said.removesuffix('.')} ({_UNTIL[language].format(day=day)})."


_UNTIL: dict[Language, str] = {"ru": "до {day}", "en": "until {day}"}


def value_words(value: Value, unit: Unit | None, language: Language) -> str:
    """
    Write a value with its unit.

    >>> value_words(131072, None, "en")
    '131,072'
    >>> value_words(date(2025, 4, 29), None, "ru")
    '29 апреля 2025 г.'
    """
    match value:
        case date():
            return format_date(value, "long", locale=_LOCALES[language]).translate(_NO_BREAK_SPACES)
        case tuple():
            return ", ".join(value)
        case bool() | str():
            return str(value)
        case int() | float():
            return _number(value, unit, language)


def _number(value: float, unit: Unit | None, language: Language) -> str:
    if unit and unit.thousand and value >= _THOUSAND:
        return _number(value / _THOUSAND, unit.thousand, language)
    digits = format_decimal(value, locale=_LOCALES[language]).translate(_NO_BREAK_SPACES)
    if unit is None:
        return digits
    forms = unit.forms[language]
    word = forms.get(_LOCALES[language].plural_form(value), forms["other"])
    return f"{digits}{'' if language in unit.glue else ' '}{word}"
