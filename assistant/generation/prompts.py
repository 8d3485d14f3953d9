"""
Prompts are files: `<name>.<language>.md`, what the system says, a line `---`, what the user says.

Fields stand in braces. Filling checks that exactly the fields of the file are given, so that a
prompt and its code cannot drift apart unseen.
"""

from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from assistant.domain import Language

_PARTING = "\n---\n"


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt with the names of its fields."""

    system: str
    user: str
    fields: frozenset[str]

    def fill(self, **values: str) -> list[BaseMessage]:
        """Return the two messages; raise `ValueError` when the fields do not match."""
        if values.keys() != self.fields:
            raise ValueError(f"Fields {sorted(values)} given, {sorted(self.fields)} expected.")
        return [
            SystemMessage(self.system.format(**values)),
            HumanMessage(self.user.format(**values)),
        ]


def load_prompt(folder: Path, name: str, language: Language) -> Prompt:
    """Read a prompt file."""
    text = (folder / f"{name}.{language}.md").read_text(encoding="utf-8")
    system, _, user = (part.strip() for part in text.partition(_PARTING))
    names = (field for _, field, _, _ in Formatter().parse(text) if field is not None)
    return Prompt(system, user, frozenset(names))
