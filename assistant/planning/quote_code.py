"""
Lines of code that answer: commands where a command is asked for, days of a log where a day is.

Other code is not quoted: it says little without the lines around it.
"""

import re
from collections.abc import Iterator

from assistant.language import take_dates

_FENCED = re.compile(r"^[ \t]*(```|~~~)[^\n]*\n(.*?)(?:^[ \t]*\1|\Z)", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(
    r"^(?:\$\s+)?(?:sudo\s+)?(?:pip3?|uv|npm|npx|yarn|pnpm|conda|brew|apt(?:-get)?|cargo|go|git"
    r"|docker|curl|wget|python3?|ollama|lms|vllm|make|huggingface-cli|hf|\./?[\w/.-]+)\s+\S"
)
_ASKED = re.compile(
    r"command|команд|how\s+(?:do|can|to)\b.*\b(?:install|run|start|pull|load|import|upgrade"
    r"|download)|как\s+(?:\S+\s+){0,2}(?:установ|запус|скача|обнов|загруз|постав)",
    re.IGNORECASE,
)
_LONGEST = 300


def asks_for_command(text: str) -> bool:
    """
    Whether a question wants a command.

    >>> asks_for_command("Which command loads it?"), asks_for_command("Is Bell fast?")
    (True, False)
    """
    return _ASKED.search(text) is not None


def is_command(line: str) -> bool:
    """Whether a line of code is a command of a shell."""
    return _COMMAND.match(line) is not None


def code_lines(passage: str) -> Iterator[str]:
    """Yield the commands and the lines with a day of the fenced blocks in a passage."""
    for block in _FENCED.finditer(passage):
        for line in block[2].split("\n"):
            said = line.strip()
            if len(said) <= _LONGEST and (is_command(said) or take_dates(said)[1]):
                yield said
