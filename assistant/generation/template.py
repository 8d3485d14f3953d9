"""
Render messages as the text that a Qwen model reads, by our own template.

The template inside a GGUF file is never used: it is a program by a stranger that can hang, eat all
memory or slip words in. All text but the template's own is made harmless first. Old thinking is
left out, as the models were trained. Not covered: images, models that do not speak ChatML.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment
from langchain_core.messages import AIMessage, BaseMessage, ToolMessage

from assistant.generation.neutralise import neutralise

Tool = dict[str, Any]
"""A function's signature, in the form of OpenAI."""

_ROLES = {"human": "user", "ai": "assistant", "system": "system", "tool": "tool"}


def render(
    template: Path,
    messages: Sequence[BaseMessage],
    tools: Sequence[Tool] = (),
    *,
    control_words: tuple[str, ...] = (),
    opening: str = "",
) -> str:
    """Return the prompt; `opening` is how the model's turn is made to begin."""

    def harmless(value: Any) -> Any:
        match value:
            case str():
                return neutralise(value, control_words)
            case dict():
                return {harmless(key): harmless(inner) for key, inner in value.items()}  # pyright: ignore[reportUnknownVariableType] - JSON
            case list():
                return [harmless(inner) for inner in value]  # pyright: ignore[reportUnknownVariableType] - JSON
            case _:
                return value

    turns = [harmless(_turn(message)) for message in messages]
    return _compiled(template).render(turns=turns, tools=harmless(list(tools)), opening=opening)


def _turn(message: BaseMessage) -> dict[str, Any]:
    calls: list[dict[str, Any]] = []
    if isinstance(message, AIMessage):
        calls = [{"name": call["name"], "arguments": call["args"]} for call in message.tool_calls]
    text = str(message.text)
    if isinstance(message, ToolMessage) and message.status == "error":
        text = f"Error: {text}"
    return {"role": _ROLES.get(message.type, "user"), "content": text, "calls": calls}


@cache
def _compiled(template: Path) -> Template:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )
    environment.filters["json"] = _json
    return environment.from_string(template.read_text(encoding="utf-8"))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
