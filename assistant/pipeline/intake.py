"""Take a question in: make it safe to store, search and print, or refuse it in one sentence."""

import re
import unicodedata

from assistant.errors import EmptyQuestion, QuestionTooLong

LONGEST = 4_000
"""Characters. A question about releases is a sentence or two; more is a pasted document."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def clean(text: str) -> str:
    """
    Return `text` without control and invisible characters.

    Raises `EmptyQuestion` or `QuestionTooLong`.
    """
    readable = text.encode("utf-8", "replace").decode("utf-8")
    readable = _CONTROL.sub(" ", unicodedata.normalize("NFC", readable)).strip()
    if not any(character.isalnum() for character in readable):
        raise EmptyQuestion("The question is empty.")
    if len(readable) > LONGEST:
        raise QuestionTooLong(
            f"The question has {len(readable):,} characters; at most {LONGEST:,} are read."
        )
    return readable
