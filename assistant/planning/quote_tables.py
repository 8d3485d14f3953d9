"""
Tables in a passage: rows with their header, cell by cell, as they stand in Markdown or HTML.

A cell that spans rows belongs to each of them. What is read of a cell is a slice of the passage:
its text without links and tags around it. Not covered: tables inside tables.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.language.markup import plain

_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_TABLE = re.compile(r"<table\b.*?(?:</table>|\Z)", re.DOTALL | re.IGNORECASE)
_ROW = re.compile(r"<tr\b[^>]*>(.*?)(?=<tr\b|</tr>|</table>|\Z)", re.DOTALL | re.IGNORECASE)
_CELL = re.compile(
    r"<(t[dh])\b([^>]*)>(.*?)(?=</t[dh]>|<t[dh]\b|</tr>|\Z)", re.DOTALL | re.IGNORECASE
)
_SPAN = re.compile(r"\b(row|col)span\s*=\s*[\"']?(\d{1,3})", re.IGNORECASE)
_MOST_COLUMNS = 40


@dataclass(frozen=True, slots=True)
class Row:
    """One row under its header; both have the same number of cells."""

    header: tuple[str, ...]
    cells: tuple[str, ...]
    table: int
    """Which table of the text it stands in."""
    begin: int
    """Where its header begins; a cell that spans rows stands between that and the end."""
    end: int
    """Where it ends."""


def rows(passage: str) -> tuple[Row, ...]:
    """Return the rows of all tables of a passage."""
    found = [*_markdown(passage)]
    for number, table in enumerate(_TABLE.finditer(passage), 1000):
        found += _html(table[0], number, table.start())
    return tuple(found)


def without_tables(passage: str) -> str:
    """Return a passage of the same length with its tables blanked out."""
    text = _TABLE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), passage)
    lines = text.split("\n")
    return "\n".join(" " * len(line) if _is_row(line) else line for line in lines)


def _markdown(passage: str) -> Iterator[Row]:
    header: tuple[str, ...] = ()
    lines = passage.split("\n")
    table = begin = place = 0
    for at, line in enumerate(lines):
        end = place + len(line)
        if not _is_row(line, header):
            header = ()
        elif not header and at + 1 < len(lines) and _RULE.match(lines[at + 1]):
            header, table, begin = _cut(line), table + 1, place
        elif header and not _RULE.match(line):
            cells = (*_cut(line), *[""] * len(header))[: len(header)]
            yield Row(header, cells, table, begin, end)
        place = end + 1


def _is_row(line: str, header: tuple[str, ...] = ()) -> bool:
    borders = line.count("|")
    return borders > 1 and (line.lstrip().startswith("|") or borders + 1 == len(header))


def _cut(line: str) -> tuple[str, ...]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return tuple(_slice(cell) for cell in re.split(r"(?<!\\)\|", inner))


def _slice(cell: str) -> str:
    """Return what a reader sees of a cell, or all of it where marks and links stand within that."""
    shown = plain(cell)
    return shown if shown in cell else cell.strip()


def _html(table: str, number: int, place: int) -> Iterator[Row]:
    header: tuple[str, ...] = ()
    carried: dict[int, tuple[str, int]] = {}
    for row in _ROW.finditer(table):
        cells, is_header = _cells(row[1], carried)
        if not header and (is_header or not any(re.search(r"\d", cell) for cell in cells)):
            header = tuple(cells)
        elif header and any(cells):
            shown = (*cells, *[""] * len(header))[: len(header)]
            yield Row(header, shown, number, place, place + row.end())


def _cells(row: str, carried: dict[int, tuple[str, int]]) -> tuple[list[str], bool]:
    """Return the cells of a row with those that span into it; update what spans on."""
    cells: list[str] = []
    heads = 0
    own = list(_CELL.finditer(row))
    for match in own:
        _carry(cells, carried)
        spans = {kind.lower(): int(count) for kind, count in _SPAN.findall(match[2])}
        shown = _slice(match[3])
        heads += match[1].lower() == "th"
        for _ in range(min(max(spans.get("col", 1), 1), _MOST_COLUMNS)):
            if spans.get("row", 1) > 1:
                carried[len(cells)] = shown, spans["row"] - 1
            cells.append(shown)
    _carry(cells, carried)
    return cells, bool(own) and heads == len(own)


def _carry(cells: list[str], carried: dict[int, tuple[str, int]]) -> None:
    while len(cells) in carried:
        place = len(cells)
        shown, left = carried[place]
        cells.append(shown)
        if left > 1:
            carried[place] = shown, left - 1
        else:
            del carried[place]
