"""What the tools on offer mean for a generation: which calls may and which must be made."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.generation.template import Tool


@dataclass(frozen=True, slots=True)
class Choice:
    """The tools, and whether the model must call one of `allowed`."""

    tools: tuple[Tool, ...] = ()
    allowed: tuple[Tool, ...] = ()
    forced: bool = False

    @property
    def schema(self) -> str:
        """The JSON schema of a call, or nothing when there are no tools."""
        if not self.allowed:
            return ""
        calls = [_call_schema(tool["function"]) for tool in self.allowed]
        return json.dumps(calls[0] if len(calls) == 1 else {"anyOf": calls})


def choose(tools: Sequence[Tool], tool_choice: object = None) -> Choice:
    """
    Read OpenAI's and LangChain's ways to say which tool must be called.

    A name, `{"function": {"name": …}}`, True, "any" or "required" force a call; "auto", "none",
    False and None leave it to the model. Raises `ValueError` for a name that is not on offer.
    """
    on_offer = tuple(tools)
    match tool_choice:
        case None | False | "auto" | "none" | "":
            return Choice(on_offer, on_offer)
        case True | "any" | "required":
            return Choice(on_offer, on_offer, forced=bool(on_offer))
        case {"function": {"name": str(name)}} | str(name):
            named = tuple(tool for tool in on_offer if tool["function"]["name"] == name)
            if not named:
                raise ValueError(f"No tool {name!r} is on offer.")
            return Choice(on_offer, named, forced=True)
        case _:
            raise ValueError(f"Cannot read tool_choice {tool_choice!r}.")


def _call_schema(function: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            "name": {"const": function["name"]},
            "arguments": function.get("parameters") or {"type": "object", "properties": {}},
        },
        "required": ["name", "arguments"],
    }
