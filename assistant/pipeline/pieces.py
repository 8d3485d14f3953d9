"""
Cut a growing draft into headings, bullets, table rows and sentences, each when it is whole.

Markdown is taken apart here: what comes out is plain text with its markers. The sentences of one
bullet come one by one. Not covered: nested lists, which come out flat, and the language of code.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.language import split

Kind = Literal["heading", "bullet", "row", "text"]

_HEADING = re.compile(r"\s*(?:#{1,6}\s+(.+?)|\*\*([^*]+?):?\*\*:?)\s*$")
_RUN_IN = re.compile(r"\s*\*\*([^\W\d]+(?:\s[^\W\d]+){0,2})\.\*\*[ \t]+(?=\S)")
"""A heading in the line of its text: one to three bold words with a full stop."""
_BULLET = re.compile(r"\s*(?:[-*•–—]|\d{1,2}[.)])\s+")
_RULE = re.compile(r"\s*(?:```\w*|-{3,}|\*{3,}|_{3,})\s*$")
_OPEN_MARKER = re.compile(r"(?:\s*[\[【][\d,;\s]+[\]】])*\s*[\[【][\d,;\s]*$")
"""A marker that is not all there yet can belong to the sentence before it."""
_LINE_END = re.compile(r"[ \t]*\n")
_SEPARATOR = re.compile(r"[\s|:-]+$")
_EMPHASIS = re.compile(r"\*\*|__|`|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w)|^\s*>\s?")
_BEGINS_ROW = re.compile(r"\s*\|")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the draft; a row has cells and no text."""

    kind: Kind
    text: str = ""
    cells: tuple[str, ...] = ()


class Cutter:
    """Takes text in pieces of any size."""

    def __init__(self) -> None:
        self._rest = ""
        self._in_bullet = False

    def feed(self, text: str) -> Iterator[Piece]:
        """Take more text; yield what is certainly whole."""
        self._rest += text
        while taken := self._take():
            yield from self._piece(taken)

    def finish(self) -> Iterator[Piece]:
        """Yield what is left when no more text comes."""
        yield from self.feed("\n")
        rest, self._rest = self._rest, ""
        yield from self._piece(rest)

    def _take(self) -> str:
        """Cut the first whole part off the rest; "" when there is none yet."""
        if _BEGINS_ROW.match(self._rest):
            end = self._rest.find("\n", len(self._rest) - len(self._rest.lstrip())) + 1
        else:
            first, *others = split(self._rest) or [""]
            after = "".join(others)
            line_end = _LINE_END.match(after)
            is_whole = after.strip() and not _OPEN_MARKER.match(after)
            is_over = line_end or is_whole or first.endswith("\n")
            end = len(first) + (line_end.end() if line_end else 0) if is_over else 0
        taken, self._rest = self._rest[:end], self._rest[end:]
        return taken

    def _piece(self, part: str) -> Iterator[Piece]:
        is_line_over = part.endswith("\n")
        if _BEGINS_ROW.match(part):
            if not _SEPARATOR.fullmatch(part.strip()):
                yield Piece("row", cells=_cells(part))
        elif heading := _HEADING.match(part):
            yield Piece("heading", _plain(heading[1] or heading[2]))
        elif run_in := _RUN_IN.match(part):
            yield Piece("heading", run_in[1])
            yield from self._piece(part[run_in.end() :])
        elif part.strip() and not _RULE.match(part):
            self._in_bullet = self._in_bullet or bool(_BULLET.match(part))
            text = _plain(_BULLET.sub("", part, count=1) if _BULLET.match(part) else part)
            if text:
                yield Piece("bullet" if self._in_bullet else "text", text)
        self._in_bullet = self._in_bullet and not is_line_over


def _cells(row: str) -> tuple[str, ...]:
    """Return the cells of a row; markers behind it belong to the last one."""
    cells = [_plain(cell) for cell in row.strip().strip("|").split("|")]
    if len(cells) > 1 and cells[-1] and _OPEN_MARKER.sub("", f"{cells[-1]} [").strip() == "":
        cells[-2:] = [f"{cells[-2]} {cells[-1]}"]
    return tuple(cells)


def _plain(text: str) -> str:
    return _EMPHASIS.sub("", text).strip()
