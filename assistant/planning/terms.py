"""Words of the field explained as general knowledge, without a source: never about a release."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.domain import Claim, Language, Section
from assistant.language import words
from assistant.planning.texts import text

_FILE = Path(__file__).with_name("terms.toml")
_MOST = 3


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the field, how it begins in texts, and what it means."""

    beginnings: tuple[tuple[str, ...], ...]
    meaning: dict[str, str]


def term_section(spoken: str, language: Language) -> Section | None:
    """Return what the terms in `spoken` mean, in the order they are named; None: none is known."""
    said = words(spoken.replace("-", " "))
    found = sorted(
        (place, at) for at, term in enumerate(_terms()) if (place := _place(term, said)) is not None
    )
    claims = tuple(
        Claim(_terms()[at].meaning[language], is_general=True) for _, at in found[:_MOST]
    )
    return Section("general", "text", claims, text("general", language)) if claims else None


@cache
def _terms() -> tuple[Term, ...]:
    table = tomllib.loads(_FILE.read_text("utf-8"))
    return tuple(
        Term(
            tuple(tuple(words(begin.replace("-", " "))) for begin in entry["words"]),
            {"ru": entry["ru"], "en": entry["en"]},
        )
        for entry in table.values()
    )


def _place(term: Term, said: list[str]) -> int | None:
    """Return the first place where the term stands; each word of it begins one of the text."""
    return next(
        (
            at
            for at in range(len(said))
            for beginning in term.beginnings
            if len(said) - at >= len(beginning)
            and all(w.startswith(b) for w, b in zip(said[at:], beginning, strict=False))
        ),
        None,
    )
