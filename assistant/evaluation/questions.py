"""
Questions with what a right answer must and must not say: one JSON object a line.

Fields: `id`, `lang`, `question`, `type`, `answerable`, `must_have` and `must_not` (regular
expressions, case does not matter); optional: `history`, `gold_fact_ids`, `gold_source_urls`.
Other fields are ignored.
"""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from assistant.domain import Language, Turn
from assistant.errors import QuestionsWrong

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Case:
    """One question and what is expected of its answer."""

    id: str
    language: Language
    kind: str
    """What kind of question it is, in the words of its author: "date", "follow-up"."""
    text: str
    conversation: tuple[Turn, ...]
    is_answerable: bool
    must_have: tuple[Pattern, ...]
    must_not: tuple[Pattern, ...]
    gold_facts: tuple[str, ...] = ()
    gold_urls: tuple[str, ...] = ()


class _Said(BaseModel):
    role: Literal["user", "assistant"]
    content: str


class _Line(BaseModel):
    """A line of the file, before its expressions are compiled."""

    model_config = ConfigDict(extra="ignore")

    id: str = Field(min_length=1)
    language: Language = Field(validation_alias=AliasChoices("lang", "language"))
    question: str = Field(pattern=r"\w")
    kind: str = Field(validation_alias=AliasChoices("type", "kind"))
    answerable: bool
    must_have: list[str]
    must_not: list[str] = Field(default_factory=list[str])
    history: list[_Said] = Field(default_factory=list[_Said])
    gold_fact_ids: list[str] = Field(default_factory=list[str])
    gold_source_urls: list[str] = Field(default_factory=list[str])


def read_questions(file: Path) -> tuple[Case, ...]:
    """Return the questions of `file` in its order; raises `QuestionsWrong` naming the line."""
    try:
        lines = file.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise QuestionsWrong(f"Cannot read {file.name}: {reason}.") from error
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    cases = tuple(_case(line, f"{file.name}, line {number}") for number, line in numbered)
    if not cases:
        raise QuestionsWrong(f"There is no question in {file.name}.")
    twice = [id_ for id_, count in Counter(case.id for case in cases).items() if count > 1]
    if twice:
        raise QuestionsWrong(f"{file.name}: the id {twice[0]!r} stands there twice.")
    return cases


def _case(line: str, place: str) -> Case:
    try:
        read = _Line.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the line"
        raise QuestionsWrong(f"{place}: {where}: {first['msg']}.") from error
    return Case(
        read.id,
        read.language,
        read.kind,
        read.question,
        tuple(Turn(turn.role, turn.content) for turn in read.history),
        read.answerable,
        _compiled(read.must_have, place),
        _compiled(read.must_not, place),
        tuple(read.gold_fact_ids),
        tuple(read.gold_source_urls),
    )


def _compiled(expressions: list[str], place: str) -> tuple[Pattern, ...]:
    try:
        return tuple(re.compile(expression, re.IGNORECASE) for expression in expressions)
    except re.error as error:
        raise QuestionsWrong(
            f"{place}: {error.pattern!r} is not a regular expression: {error}."
        ) from error
