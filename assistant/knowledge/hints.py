"""
Words that mean the same as a word of the question, in both languages.

They come from the glossary of release notes, and from the attributes asked for: each knows words
that ask for it. Without them a Russian question shares only names with an English document.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from assistant.domain import Language, Question
from assistant.knowledge.catalog_files import Predicate
from assistant.language import begins, words

_GLOSSARY = Path(__file__).with_name("glossary.toml")
_WHOLE = "$"
_SHORT = 3
"""Shorter words of a label say little: "of", "KV"."""

Group = tuple[str, ...]


def hints(question: Question, predicates: dict[str, Predicate]) -> dict[str, Group]:
    """
    Return for words of the question (lower case, ё as е) beginnings of words that mean the same.

    A beginning that ends in `$` is a whole word. Words without a counterpart are left out.
    """
    said = dict.fromkeys(words(question.standing))
    asked = list(_asked(question, predicates, list(said)))
    found = {
        word: tuple(
            dict.fromkeys(
                [
                    *(same for group in _nearest(word) for same in group),
                    *(same for own, others in asked if word in own for same in others),
                ]
            )
        )
        for word in said
    }
    return {word: same for word, same in found.items() if same}


def _nearest(word: str) -> list[Group]:
    """Return the groups with the longest beginning of a word: a tokenizer is no token."""
    fit = {group: max(map(len, known)) for group in _groups() if (known := _known(word, group))}
    return [group for group, length in fit.items() if length == max(fit.values())]


def _known(word: str, group: Group) -> list[str]:
    return [same for same in group if _means(word, same)]


def has_counterpart(word: str) -> bool:
    """Whether the glossary knows words that mean the same as `word` (lower case)."""
    return any(_known(word, group) for group in _groups())


def _asked(
    question: Question, predicates: dict[str, Predicate], said: list[str]
) -> Iterator[tuple[set[str], Group]]:
    """Yield words of the question that ask for an attribute, and those of the other language."""
    other: Language = "en" if question.language == "ru" else "ru"
    for name in question.predicates:
        if predicate := predicates.get(name):
            own = {word for word in said if _begins(word, predicate.asked[question.language])}
            yield own, _single(predicate.asked[other])


def _begins(word: str, phrases: Iterable[str]) -> bool:
    return any(begins(word, beginning) for beginning in _single(phrases, 0))


def _single(phrases: Iterable[str], short: int = _SHORT) -> Group:
    """Return the phrases of one word that is longer than `short`."""
    return tuple(
        parts[0]
        for phrase in phrases
        if len(parts := words(phrase.partition("&")[0])) == 1 and len(parts[0]) > short
    )


def _means(word: str, beginning: str) -> bool:
    return word == beginning[:-1] if beginning.endswith(_WHOLE) else begins(word, beginning)


@cache
def _groups() -> tuple[Group, ...]:
    table = tomllib.loads(_GLOSSARY.read_text("utf-8"))
    return tuple(
        tuple(re.sub("ё", "е", beginning) for beginning in group) for group in table["groups"]
    )
