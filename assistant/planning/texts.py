"""What recipes say around the facts, in both languages: headings, frames, labels, offers."""

import tomllib
from functools import cache
from pathlib import Path

from assistant.domain import Language

_FILE = Path(__file__).with_name("texts.toml")


def text(key: str, language: Language, **fields: object) -> str:
    """Return the text `key` in `language`, filled with `fields`."""
    return _texts()[key][language].format(**fields)


@cache
def _texts() -> dict[str, dict[str, str]]:
    return tomllib.loads(_FILE.read_text("utf-8"))
