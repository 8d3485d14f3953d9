"""
Full answers of a model, played through the real flow: what of them is shown, and in whose words.

The model is a scripted one that calls the search and then writes the answer; everything else is
the product. It does not rewrite, so that a sentence that fails its check is replaced or removed. A
file holds `[[answer]]` tables with `question`, `language`, `draft` and `bad`. A draft cites facts
as `[Qwen3-8B/license]`; the player puts the number that the fact has in the result of the search,
or nothing when it was not found. `bad` are the wrong sentences, without markers; all others are
right. Not covered: how a real model writes.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from langchain_core.messages import AIMessage, BaseMessage, ToolCall, ToolMessage
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.assembly import senses
from assistant.citations import without_markers
from assistant.domain import CELL, Answer, Evidence, Language, ModelIdentity, Sentence
from assistant.errors import QuestionsWrong
from assistant.language import words
from assistant.pipeline import Assistant, Brain
from assistant.pipeline.pieces import Cutter
from assistant.settings import resource
from assistant.testing import ScriptedModel

if TYPE_CHECKING:
    from assistant.events import Answered

SHIPPED = Path(__file__).with_name("scripted_answers.toml")
_FACT = re.compile(r"\s*\[([^\[\]/]+)/(\w+)\]")


class Script(BaseModel):
    """One question, and the answer that a model gives."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: str = Field(pattern=r"\w")
    language: Language
    draft: str = Field(pattern=r"\w")
    bad: tuple[str, ...] = ()


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    answer: tuple[Script, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Played:
    """What became of one sentence of a script."""

    language: Language
    question: str
    text: str
    is_bad: bool
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Performance:
    """All sentences of a script, and the answer that came out."""

    played: tuple[Played, ...]
    shown: tuple[Sentence, ...]
    language: Language


def read_scripts(file: Path) -> tuple[Script, ...]:
    """Return the answers of `file`; raises `QuestionsWrong` saying what is wrong with it."""
    try:
        scripts = _File.model_validate(tomllib.loads(file.read_text("utf-8"))).answer
    except OSError as error:
        raise QuestionsWrong(f"Cannot read {file.name}: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise QuestionsWrong(f"{file.name} is not TOML: {error}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise QuestionsWrong(f"{file.name}: {where}: {first['msg']}.") from error
    for number, script in enumerate(scripts):
        drafted = set(map(_key, _sentences(script.draft)))
        if missing := [text for text in script.bad if _key(text) not in drafted]:
            raise QuestionsWrong(f"{file.name}: answer.{number}: not in the draft: {missing[0]!r}.")
    return scripts


def perform(assistant: Assistant, scripts: Sequence[Script]) -> Iterator[Performance]:
    """Play each script through the flow of `assistant`, whose own model is not asked."""
    for script in scripts:
        yield _performance(script, _answer(assistant, script))


def _answer(assistant: Assistant, script: Script) -> Answer:
    subjects = dict.fromkeys(subject for subject, _ in _FACT.findall(script.draft))
    asked = {"subject": ", ".join(subjects) or script.question, "attribute": script.question}
    call = AIMessage("", tool_calls=[ToolCall(name="search_releases", args=asked, id="1")])
    model = ScriptedModel(replies=[call, lambda messages: _marked(script.draft, messages), ""])
    identity = ModelIdentity("scripted", "", None)
    brain = Brain(model, identity, "tools", resource("prompts"), senses())
    *_, last = assistant.with_brain(lambda: brain).ask(script.question)
    return cast("Answered", last).answer  # it always is the last event


def _marked(draft: str, messages: Sequence[BaseMessage]) -> str:
    """Put the numbers of the evidence that was found in place of the names of facts."""
    found: list[Evidence] = []
    for message in messages:
        if isinstance(message, ToolMessage):
            found += message.artifact or ()

    def marker(match: re.Match[str]) -> str:
        numbers = [item.number for item in found if _states(item, match[1], match[2])]
        return f" [{numbers[0]}]" if numbers else ""

    return _FACT.sub(marker, draft)


def _states(item: Evidence, subject: str, predicate: str) -> bool:
    facts = (finding.fact for finding in item.findings)
    return any(f and (f.subject, f.predicate) == (subject, predicate) for f in facts)


def _performance(script: Script, answer: Answer) -> Performance:
    bad = set(map(_key, script.bad))
    shown = {_key(sentence.text) for sentence in answer.sentences if sentence.by == "model"}
    played = (
        Played(script.language, script.question, text, _key(text) in bad, _key(text) in shown)
        for text in _sentences(script.draft)
    )
    return Performance(tuple(played), answer.sentences, script.language)


def _sentences(draft: str) -> Iterator[str]:
    """Yield the sentences and rows of a draft, without markers; headings are none."""
    cutter, in_table = Cutter(), False
    pieces = [*cutter.feed(_FACT.sub(" [1]", draft)), *cutter.finish()]
    for piece in pieces:
        if piece.kind == "row":
            if in_table:
                yield CELL.join(map(without_markers, piece.cells))
            in_table = True
            continue
        in_table = False
        if piece.kind != "heading":
            yield without_markers(piece.text)


def _key(text: str) -> tuple[str, ...]:
    return tuple(words(_FACT.sub("", text)))
