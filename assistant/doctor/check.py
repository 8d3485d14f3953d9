"""What a check found, worded in both languages."""

from dataclasses import dataclass
from typing import Literal

from assistant.domain import Language

Grade = Literal["well", "note", "wrong"]
"""`note`: works, but the user may want to know."""

Texts = dict[Language, str]


@dataclass(frozen=True, slots=True)
class Check:
    """One sentence on what was found; the hint says what to do and is empty when all is well."""

    grade: Grade
    text: Texts
    hint: Texts | None = None


def both(ru: str, en: str) -> Texts:
    """Return a text in both languages."""
    return {"ru": ru, "en": en}
