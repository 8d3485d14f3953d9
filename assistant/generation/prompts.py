"""
Prompts are files: `<name>.<language>.md`.

Lines `---` part what the system says, then turns of user and assistant that show how it is done,
and at last what the user says.

Fields stand in braces. Filling checks that exactly the fields of the file are given, so that a
prompt and its code cannot drift apart unseen.
"""

from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from assistant.domain import Language

_PARTING = "\n---\n"


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt with the names of its fields; `turns` are user and assistant by turns."""

    system: str
    turns: tuple[str, ...]
    fields: frozenset[str]

    def fill(self, **values: str) -> list[BaseMessage]:
        """Return the messages; raise `ValueError` when the fields do not match."""
        if values.keys() != self.fields:
            raise ValueError(f"Fields {sorted(values)} given, {sorted(self.fields)} expected.")
        filled = [turn.format(**values) for turn in self.turns]
        return [
            SystemMessage(self.system.format(**values)),
            *(AIMessage(t) if number % 2 else HumanMessage(t) for number, t in enumerate(filled)),
        ]


def load_prompt(folder: Path, name: str, language: Language) -> Prompt:
    """Read a prompt file."""
    text = (folder / f"{name}.{language}.md").read_text(encoding="utf-8")
    system, *turns = (part.strip() for part in text.split(_PARTING))
    names = (field for _, field, _, _ in Formatter().parse(text) if field is not None)
    return Prompt(system, tuple(turns), frozenset(names))
