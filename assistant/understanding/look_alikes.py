"""
The look-alike guard: what is close to a known name, but is another one.

A name goes on to the end of its word ("Qwen3-32B-Instruct-2507") and may take the size after it
("Qwen3-Coder 32B"). When the whole is no name in the ledger, the part that is known must not stand
for it. Neither may an unknown generation ("Qwen4", "DeepSeek-R2") pass for a known one.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from assistant.domain import Family, Release
from assistant.understanding.names import Mention, Names, Pieces, pieces

_REST = re.compile(r"[\w.+-]*\w")
_SIZE_AFTER = re.compile(r"\s+(?:\d+(?:[.,]\d+)?\s?[bб]|a\d+b|2[4-6]\d\d)(?!\w)", re.IGNORECASE)
_EXPERTS_AFTER = re.compile(r"\s+\d+\s?[xх×]\s?\d+(?:[.,]\d+)?\s?[bб](?!\w)", re.IGNORECASE)
"""The size of a mixture: Mixtral 8x7B."""
_MAJOR = re.compile(r"\s+(?:v|version\s+|верси\w+\s+)?(\d{1,2})(?![\w%]|[.,:]\d)", re.IGNORECASE)
_VERSION = re.compile(r"(?<![\w.])v?(\d+)\.\d")
_HARMLESS = re.compile(
    r"[-_ ]*(?:s|instruct|chat|it|gguf|awq|gptq|mlx|hf|fp8|fp16|bf16|f16|int4|int8|i?q\d(?:_\w+)*"
    r"|[а-яё]+)(?![a-z0-9])",
    re.IGNORECASE,
)

_CAPITAL = re.compile(r"-[A-Z][a-z]{2,}(?![a-z])")
"""A word that is written as a part of the name: Qwen3-Max."""


class Members(Protocol):
    """The closed lists of releases."""

    def releases(self, family: str | None = None) -> Sequence[Release]:
        """Return the releases of a family, or all."""
        ...

    def family(self, name: str) -> Family | None:
        """Return the family of that name, or of the release of that name."""
        ...


def guarded(
    text: str, mentions: Sequence[Mention], names: Names, members: Members
) -> tuple[list[Mention], list[str]]:
    """Return the mentions that stand for what is written, and the names that nobody knows."""
    kept: list[Mention] = []
    unknown = names.generations(text, mentions)
    for mention in mentions:
        if future := _future(text, mention, members):
            unknown.append(future)
        family = members.family(mention.name)
        is_family = family is not None and family.name == mention.name
        rest = _rest(text, mention, is_family=is_family)
        is_member = is_family and _is_member(mention.name, rest, members)
        if is_member or not _means_more(rest, mention.name, members):
            kept.append(mention)
        else:
            unknown.append(text[mention.begin : mention.end + len(rest)].strip())
            if family:
                kept.append(Mention(family.name, mention.begin, mention.end + len(rest)))
    return kept, unknown


def _future(text: str, mention: Mention, members: Members) -> str | None:
    """Return the major version of a program that is higher than all it has: "Bell 7"."""
    family, said = members.family(mention.name), _MAJOR.match(text, mention.end)
    if said is None or family is None or family.name != mention.name:
        return None
    releases = members.releases(family.name)
    versions = [_VERSION.search(release.name) for release in releases]
    if not versions or any(release.total_b for release in releases):
        return None
    highest = max((int(version[1]) for version in versions if version), default=int(said[1]))
    return f"{mention.name} {said[1]}" if int(said[1]) > highest else None


def _rest(text: str, mention: Mention, *, is_family: bool) -> str:
    """Return what follows a mention and belongs to the same name."""
    glued = _REST.match(text, mention.end)
    end = glued.end() if glued else mention.end
    # a plain size after a family is a member of it, which is looked up elsewhere
    sizes = _EXPERTS_AFTER if is_family and end == mention.end else _SIZE_AFTER
    size = sizes.match(text, end)
    return text[mention.end : size.end() if size else end]


def _means_more(rest: str, name: str, members: Members) -> bool:
    """Whether the rest of a name tells another release: a number, or a word that tells some."""
    left = pieces(_HARMLESS.sub("", rest))
    if not left:
        return False
    if rest[0].isalnum() or _CAPITAL.match(rest):  # "GLM-4.5V" is one name, and another one
        return True
    family = members.family(name)
    siblings = members.releases(family.name) if family else ()
    telling = {piece for release in siblings for piece in pieces(release.name)[1:]}
    return any(piece[0].isdigit() or piece in telling for piece in left)


def _is_member(family: str, rest: str, members: Members) -> bool:
    said = pieces(_HARMLESS.sub("", rest))
    return any(_within(said, pieces(release.name)) for release in members.releases(family))


def _within(said: Iterable[str], name: Pieces) -> bool:
    """Whether all of `said` stands in `name`, in this order."""
    left = iter(name)
    return all(piece in left for piece in said)
