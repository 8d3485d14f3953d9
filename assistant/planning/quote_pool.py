"""Which of the passages that were found are looked at for quotes."""

from collections.abc import Mapping, Sequence

from assistant.domain import Finding, Question
from assistant.planning.quote_asked import Kind, parts
from assistant.planning.quote_values import gives_kind


def most_telling(
    question: Question,
    hints: Mapping[str, tuple[str, ...]],
    passages: Sequence[Finding],
    most: int,
) -> tuple[Finding, ...]:
    """
    Return `most` of the passages, the nearest first, those without an answer left out.

    What is asked for a day, a price or a number is not answered by a passage that holds none.
    """
    kinds: set[Kind] = {part.kind for part in parts(question, hints)}
    telling = [p for p in passages if any(_may_give(kind, p) for kind in kinds)]
    return tuple(telling[:most] if telling else passages[:most])


def _may_give(kind: Kind, passage: Finding) -> bool:
    notes = passage.passage
    if notes and ((kind == "date" and notes.day) or (kind == "version" and notes.version)):
        return True
    return gives_kind(kind, passage.statement)
