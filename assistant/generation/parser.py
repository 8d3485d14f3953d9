"""
Part what a Qwen model writes into what it says, what it thinks and which tools it calls.

Thinking stands in `<think>…</think>`, a call as JSON in `<tool_call>…</tool_call>`. Text comes in
pieces of any size; the result does not depend on where it was cut. A call that is not closed, not
JSON, or not an object with a name and arguments is `Garbled`, which nobody executes.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

from assistant.generation.marks import first, held

THINK, END_OF_THINK = "<think>", "</think>"
CALL, END_OF_CALL = "<tool_call>", "</tool_call>"


@dataclass(frozen=True, slots=True)
class Said:
    """Text of the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class Thought:
    """Text of the model's thinking."""

    text: str


@dataclass(frozen=True, slots=True)
class Called:
    """A well-formed call; `arguments` is a JSON object."""

    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class Garbled:
    """A call that was cut off or cannot be read."""

    text: str


Utterance = Said | Thought | Called | Garbled
State = Literal["saying", "thinking", "calling"]

_MARKS: dict[State, dict[str, State]] = {
    "saying": {THINK: "thinking", CALL: "calling"},
    "thinking": {END_OF_THINK: "saying"},
    "calling": {END_OF_CALL: "saying"},
}


class Parser:
    """Parts text that comes in pieces; `state` says what the text begins as."""

    def __init__(self, state: State = "saying") -> None:
        self._state: State = state
        self._rest = ""
        self._at_start = True

    def feed(self, text: str) -> Iterator[Utterance]:
        """Take more text; yield what is certain."""
        self._rest += text
        while found := first(self._rest, tuple(_MARKS[self._state])):
            position, mark = found
            before, self._rest = self._rest[:position], self._rest[position + len(mark) :]
            yield from self._part(before, closed=True)
            self._state, self._at_start = _MARKS[self._state][mark], True
        if self._state != "calling":
            cut = len(self._rest) - held(self._rest, tuple(_MARKS[self._state]))
            certain, self._rest = self._rest[:cut], self._rest[cut:]
            yield from self._part(certain)

    def finish(self) -> Iterator[Utterance]:
        """Yield what is left when no more text comes."""
        rest, self._rest = self._rest, ""
        yield from self._part(rest)

    def _part(self, text: str, *, closed: bool = False) -> Iterator[Utterance]:
        if self._state == "calling":
            yield _read_call(text) if closed else Garbled(text)
            return
        if self._at_start:
            text = text.lstrip()
        if text:
            self._at_start = False
            yield Said(text) if self._state == "saying" else Thought(text)


def _read_call(text: str) -> Called | Garbled:
    try:
        call: object = json.loads(text, strict=False)  # the grammar lets raw newlines through
    except (ValueError, RecursionError):
        return Garbled(text)
    match call:
        case {"name": str(name), "arguments": dict()} if name:
            arguments = cast("dict[str, object]", call)["arguments"]
            return Called(name, json.dumps(arguments, ensure_ascii=False))
        case _:
            return Garbled(text)
