"""
Names of models as hubs write them, "Org/Name-Base", and the kinds of variants that end them.

Which variants a text asks for, and which a passage gives an address of.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.domain import Finding
from assistant.planning.quote_names import Name, Spoken

_KINDS = {
    "Base": r"\bpre-?trained\b(?=.*\binstruct)"
    r"|\bbase\b(?!\s+(?:url|class|image|path|64))|\bбаз(?:ов\w+|[аыуе])\b|\bбейс\w*",
    "Instruct": r"\binstruct\b|\bинстракт\w*",
    "Thinking": r"\bthinking\s+(?:version|variant|model|checkpoint)",
    "GGUF": r"\bgguf\b",
    "FP8": r"\bfp8\b",
    "AWQ": r"\bawq\b",
    "GPTQ": r"\bgptq\b",
}
_ASKED = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _KINDS.items()}
_DENIED = re.compile(r"\b(?:не|not|кроме|except)[\s-]+(?:an?\s+|the\s+)?[\w-]+", re.IGNORECASE)
"""A kind that is named as what is not meant: "not the Instruct"."""
_EXISTS = re.compile(
    r"\b(?:is|are|was|were)\s+(?:there|\S+\s+(?:published|released|available))|\bexists?\b"
    r"|\bdo(?:es)?\b.*\b(?:have|come)|\b(?:has|have|had)\b"
    r"|publish|releas|availab|upload|open-?sourc|\bout\b|\bwhere\b"
    r"|\bест(?:ь|и)\b|\bнет\b|существу|бывает|выло[жш]|выклад|опублик|публик|выпу[сщ]|вышл|доступн"
    r"|залил|скача|имее|где\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?=(?<![A-Za-z0-9_.-])([A-Za-z0-9][\w-]{1,38}/([A-Za-z][\w.-]{2,80}\w)))")
_NO_MODEL = re.compile(r"\.(?:png|jpe?g|md|py|json|html?|ya?ml|txt|svg|pdf)$|--", re.IGNORECASE)
_SIZE = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)\s?B(?![a-z])", re.IGNORECASE)
_MEMBER = re.compile(r".*?\d+(?:\.\d+)?B(?:-A\d+(?:\.\d+)?B)?(?![A-Za-z])", re.IGNORECASE)
_LEAST_LETTERS = 3

Pieces = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Listed:
    """A model that a passage gives an address of."""

    address: str
    """As it stands there: "Org/Name-Base"."""
    name: str
    row: str
    """The line of the passage that it stands in."""
    finding: Finding

    @property
    def line(self) -> str:
        """The word that its name begins with: "Bell3"."""
        return self.name.split("-")[0]

    @cached_property
    def pieces(self) -> Pieces:
        """Its name by sound, piece by piece."""
        return _pieces(self.name)

    @property
    def member(self) -> str:
        """Its name as far as its size: "Bell3-30B-A3B" of Bell3-30B-A3B-Instruct-2507."""
        found = _MEMBER.match(self.name)
        return found[0] if found else self.name

    @property
    def size(self) -> float:
        """Its parameters in billions, as its name or else its line tells; 0 when neither does."""
        sizes = _SIZE.findall(self.name.replace("-", " ")) or _SIZE.findall(self.row)
        return max(map(float, sizes), default=0.0)

    def is_of(self, kind: str) -> bool:
        """Whether it is of a kind: Base, GGUF."""
        return _without(self.pieces, _pieces(kind)) is not None

    def is_variant(self, name: Name, kind: str) -> bool:
        """Whether it is a variant of a model, or of a member of a line, with that name."""
        ends = _pieces(kind)
        own = _without(self.pieces, ends)
        return own is not None and _is_member(own, _bare(name, ends))

    def is_member(self, name: Name) -> bool:
        """Whether it is a model of a line, of any kind: the line's name and then a size."""
        size = len(name.pieces)
        rest = self.pieces[size : size + 2]
        return _is_member(self.pieces[:size], name.pieces) and rest[1:] == ("b",)


def kinds_asked(text: str) -> tuple[str, ...]:
    """
    Return the kinds of variants that a text names.

    >>> kinds_asked("Is there a base version, or FP8?"), kinds_asked("the base URL")
    (('Base', 'FP8'), ())
    """
    wanted = _DENIED.sub("", text)
    return tuple(kind for kind, pattern in _ASKED.items() if pattern.search(wanted))


def asks_whether_there_is(text: str) -> bool:
    """Whether a text asks for, or speaks of, something being there or published."""
    return _EXISTS.search(text) is not None


def listed(passages: Sequence[Finding]) -> Iterator[Listed]:
    """Yield every model that passages give an address of, as often as they do."""
    for finding in passages:
        for row in finding.statement.split("\n"):
            for match in _ADDRESS.finditer(row):
                found = Listed(match[1], match[2], row, finding)
                if not _NO_MODEL.search(match[2]) and len(found.pieces[0]) >= _LEAST_LETTERS:
                    yield found


def is_called(name: Name, kind: str) -> bool:
    """Whether a name itself says that it is of a kind: Bell-7B-Base."""
    ends = _pieces(kind)
    return _bare(name, ends) != name.pieces


def has_size(name: Name) -> bool:
    """Whether a name is that of one model, not of a line: Bell-7B."""
    return _SIZE.search(name.text.replace("-", " ")) is not None


def _pieces(name: str) -> Pieces:
    return tuple(piece for piece, _, _ in Spoken(name).pieces)


def _bare(name: Name, ends: Pieces) -> tuple[frozenset[str], ...]:
    """Return the pieces of a name without the kind of variant at its end."""
    at = len(name.pieces) - len(ends)
    is_whole = at > 0 and all(end in same for end, same in zip(ends, name.pieces[at:], strict=True))
    return name.pieces[:at] if is_whole else name.pieces


def _without(pieces: Pieces, ends: Pieces) -> Pieces | None:
    """Return a name's pieces before the kind of variant that ends it; None when none does."""
    at = next((i for i in range(len(pieces)) if pieces[i : i + len(ends)] == ends), None)
    return None if at is None else pieces[:at]


def _is_member(pieces: Pieces, name: Sequence[frozenset[str]]) -> bool:
    """Whether a name stands there, followed by nothing but sizes: "Bell 3", Bell3-30B-A3B."""
    if len(pieces) < len(name) or not all(p in n for p, n in zip(pieces, name, strict=False)):
        return False
    rest = pieces[len(name) :]
    if name and any("b" in same for same in name[-1:]):
        return not rest or (rest[0] == "a" and len(rest) == _ACTIVE_PIECES)
    return all(piece[0].isdigit() or piece in ("a", "b") for piece in rest)


_ACTIVE_PIECES = 3  # "a", a number, "b"
