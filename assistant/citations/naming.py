"""Whether the names and the Latin words of a sentence stand in its evidence."""

import re
from collections.abc import Sequence

from assistant.citations.aliases import is_size
from assistant.citations.formats import is_format
from assistant.citations.reading import Reading
from assistant.citations.shown import Shown, plain
from assistant.language import words

_ALWAYS_KNOWN = frozenset(
    {
        "moe",
        "dense",
        "hugging",
        "face",
        "github",
        "gguf",
        "mixture",
        "experts",
        "gpu",
        "gpus",
        "vram",
    }
)


def has_name(name: str, shown: Sequence[Shown], *, is_base: bool) -> bool:
    """
    Look `name` up among the proven names, exactly.

    A family ("qwen3") stands when a member is proven, but then has none of its values.
    """
    said = plain(name)
    if any(one.is_about(name, is_base=is_base) for one in shown):
        return True
    if is_size(name) and any(said in map(plain, one.members) for one in shown):
        return True
    texts = (f"{one.reading.text} {one.title.text}".lower() for one in shown)
    if " " in name and any(name in text for text in texts):
        return True
    names = {other for one in shown for other in one.names | one.title.name_set}
    if said in names or (is_format(name) and any(said in other.split("-") for other in names)):
        return True
    is_family = not re.search(r"\d[bm](?![a-z0-9])", said)
    return is_family and any(other.startswith(f"{said}-") for other in names)


def has_word(word: str, shown: Sequence[Shown], question: Reading) -> bool:
    """Whether the Latin word stands in evidence or question, not as a part of a longer one."""
    readings = (*(one.reading for one in shown), *(one.title for one in shown), question)
    known = {name for reading in readings for name in (*reading.latin, *reading.name_set)}
    known.update(*(words(one.reading.text) for one in shown))
    if word in known or word.removesuffix("s") in known or word in _ALWAYS_KNOWN:
        return True
    if any(other.startswith(f"{word}-") and other.isalpha() for other in known):
        return False
    parts = {part for name in known for part in _word_parts(name)} | _ALWAYS_KNOWN
    return all(part in parts for part in _word_parts(word))


def _word_parts(name: str) -> list[str]:
    return [part for part in re.split(r"[-.\d]+", name) if len(part) > 2]
