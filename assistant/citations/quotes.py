"""
A quote holds when it stands, character by character, in the passage that it cites.

A row of a table holds when its cells stand, in their order, in one row of that passage; a cell that
spans rows (HTML) may stand in an earlier one that reaches so far. White space does not count there.
"""

import re
from collections.abc import Sequence

from assistant.domain import CELL, Evidence, Finding, Passage, Sentence, Verdict
from assistant.language.markup import plain_but_cells

_HTML_ROW = re.compile(r"<tr\b", re.IGNORECASE)
_SPANNING = re.compile(
    r"<t[dh]\b[^>]*\browspan\s*=\s*[\"']?(\d+)[^>]*>([^<]*(?:<(?!/?t[dhr]\b)[^<]*)*)", re.IGNORECASE
)


def quoted(text: str, citations: tuple[int, ...], evidence: Sequence[Evidence]) -> Sentence:
    """Return `text` as a quote; without support when no cited passage holds it verbatim."""
    passages = [
        finding
        for item in evidence
        if item.number in citations
        for finding in item.findings
        if finding.kind == "passage"
    ]
    holds = any(_holds(text, passage) for passage in _joined(passages))
    return Sentence(text, "quote", citations, Verdict.SUPPORTED if holds else Verdict.NO_SOURCE)


def _joined(passages: Sequence[Finding]) -> list[str]:
    """Return the texts, those that follow one another in a document as one."""
    texts: list[str] = []
    before: Passage | None = None
    for finding in sorted(passages, key=lambda found: found.place):
        here = finding.passage
        if here and before and here.follows(before):
            texts[-1] += finding.statement
        else:
            texts.append(finding.statement)
        before = here
    return texts


def _holds(text: str, passage: str) -> bool:
    if CELL not in text:
        return bool(text) and text in passage
    cells = [cell for cell in text.split(CELL) if cell]
    return any(_is_row(cells, row) for row in _markdown_rows(passage)) or any(
        _is_row([cell for cell in cells if cell not in carried], row)
        and len(set(cells) & carried) < len(cells)
        for row, carried in _html_rows(passage)
    )


def _is_row(cells: Sequence[str], row: str) -> bool:
    """Whether the cells stand in the row, one after the other and each between cell borders."""
    borders = r"(?:^|\||<t[dh]\b[^>]*>|</t[dh]>)\s*"
    ways = (rf"{borders}{re.escape(cell)}\s*(?=\||</?t[dhr]\b|$)" for cell in cells)
    return bool(cells) and re.search(".*?".join(ways), row) is not None


def _markdown_rows(passage: str) -> list[str]:
    return [plain_but_cells(line) for line in passage.split("\n") if line.count("|") > 1]


def _html_rows(passage: str) -> list[tuple[str, set[str]]]:
    """Return each row with the cells that earlier rows extend into it."""
    parts = _HTML_ROW.split(passage)[1:]
    spans = [
        (at, at + int(cell[1]), plain_but_cells(cell[2]))
        for at, part in enumerate(parts)
        for cell in _SPANNING.finditer(part)
    ]
    return [
        (plain_but_cells("<tr" + part), {cell for begin, end, cell in spans if begin < at < end})
        for at, part in enumerate(parts)
    ]
