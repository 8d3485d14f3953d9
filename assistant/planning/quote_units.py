"""
What can be quoted of a passage: sentences, list items, rows of tables, figures under their label.

A sentence may go on over line ends: the slice stays as it is. Headings count only where they give
a version or a day. Not quoted: most code, lines that are nothing but a link.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from operator import itemgetter
from urllib.parse import unquote

from assistant.domain import Finding
from assistant.domain.front_matter import front_matter
from assistant.language import split, stem, take_dates, words
from assistant.planning.quote_around import Around, bones
from assistant.planning.quote_code import code_lines
from assistant.planning.quote_names import Spoken
from assistant.planning.quote_tables import Row, plain, rows, without_tables

_STATED = re.compile(
    r"(?:licen[cs]e\w*|languages?|base_model\w*|datasets?|pipeline_tag|library_name|version"
    r"|date|lastmod|release_date|published|authors?|organization):[ \t]*[\"'\w][^\n]{1,300}$"
)
"""What the head of a page states of its subject: fields of model cards and of blogs."""
_ITEM = re.compile(r"^[ \t>]*(?:[-*+•]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_BLOCK = re.compile(r"\n(?=[ \t]*(?:\n|[-*+•]\s|[#|>]|\d{1,3}[.)]\s|```|~~~|={3,}|-{3,}|<summary))")
_FENCE = re.compile(r"^[ \t]*(?:```|~~~)")
_NO_PROSE = re.compile(
    r"^\s*(?:\||[-=*_~^]{3,}\s*$|\.\. |:\w+:|<(?!https?:|summary)[a-z/!])", re.IGNORECASE
)
_HEADING = re.compile(r"^\s*#{1,6}\s+")
_THANKS = re.compile(r"\bthanks\s+(?:to\s+)?@[\w-]+[!.]?", re.IGNORECASE)
"""Who made a change: nothing to quote by itself."""
_ADDRESS = re.compile(r"https?://\S+")
_FIGURE = re.compile(
    r"^(?:[~≈<>]?\s?\$?\d[\d.,]*\s*(?:%|[A-Za-z]{1,3})?(?:\s*/\s*\d[\d.,]*)?(?:\s*\(\d[\d.,]*\))?"
    r"|Yes|No|[-–—✓✗✔])$"
)
_OTHER_SCRIPT = re.compile(r"(?:[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af][^\n]{0,20}){8}")
_WRAPPED = 45
"""A shorter line that is not the last of its paragraph ends where its author ended it."""

_SHORT_PARAGRAPH = 400
"""Letters that are quoted together: the sentence beside the one that answers may say why."""
_MOST_FIGURES, _LEAST_LETTERS, _LONGEST_IN_CONTEXT = 14, 3, 450


@dataclass(frozen=True, eq=False)
class Unit:
    """Something that can be quoted, as it stands, with what is said around it."""

    text: str
    findings: tuple[Finding, ...]
    """The passage that it is a slice of; of a row the table from its header on."""
    rank: int
    """The place of its passage among the nearest ones."""
    row: Row | None = None
    label: str = ""
    """What stands over it within the passage: the header of figures, the line before a list."""
    is_heading: bool = False
    is_code: bool = False
    paragraph: str = ""
    """The short paragraph or list item that a sentence stands in, verbatim; none: empty."""
    around: Around = field(default_factory=lambda: Around(()), repr=False)

    @property
    def is_field(self) -> bool:
        """Whether it is a line of the head of a page: `license: mit`."""
        return self.row is None and _STATED.fullmatch(self.text) is not None

    @cached_property
    def plain(self) -> str:
        """What a reader sees."""
        return _ADDRESS.sub(" ", plain(self.text))

    @cached_property
    def said(self) -> str:
        """What is compared with the question: also the names of a table's columns."""
        return f"{self.plain} {self.label}".lower().replace("ё", "е")

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of what is compared."""
        return frozenset(map(stem, words(self.said)))

    @cached_property
    def bones(self) -> frozenset[str]:
        """How its longer words sound."""
        return bones(self.plain)

    @cached_property
    def spoken(self) -> Spoken:
        """Its names, piece by piece."""
        return Spoken(self.plain)

    @cached_property
    def in_context(self) -> str:
        """What is compared in meaning: with its document, the heading and label above it."""
        passage = self.findings[0].passage
        heading = passage.headings[-1][:80] if passage and passage.headings else ""
        if self.row:
            pairs = zip(self.row.header, self.row.cells, strict=True)
            said = ", ".join(f"{name}: {cell}" if name else cell for name, cell in pairs if cell)
        else:
            said = f"{self.label} {self.plain}".strip()
        return f"{self.findings[0].source.title[:80]}. {heading}: {said}"[:_LONGEST_IN_CONTEXT]


def units(findings: Sequence[Finding]) -> tuple[Unit, ...]:
    """Return everything that can be quoted of passages; neighbours may hold one table together."""
    ranks = {id(finding): rank for rank, finding in enumerate(findings)}
    found: list[Unit] = []
    readable = [f for f in findings if not _OTHER_SCRIPT.search(f.statement[:2000])]
    for finding in readable:
        found += _prose(finding, ranks[id(finding)])
    for stretch in _stretches(readable):
        found += _rows(stretch, min(ranks[id(finding)] for finding in stretch))
    return tuple(found)


def _prose(finding: Finding, rank: int) -> Iterator[Unit]:
    text = without_tables(_without_head(finding.statement))
    around = _around(finding, text)
    for line in _head_lines(finding.statement):
        yield Unit(line, (finding,), rank, None, around=around)
    for line in code_lines(finding.statement):
        yield Unit(line, (finding,), rank, None, is_code=True, around=around)
    for slice_ in _slices(text):
        # where a table was taken out of a paragraph, the rest is no quote
        paragraph = slice_.paragraph if slice_.paragraph in finding.statement else ""
        said = slice_.text, (finding,), rank, None, slice_.label, slice_.is_heading
        yield Unit(*said, paragraph=paragraph, around=around)


def _rows(stretch: Sequence[Finding], rank: int) -> Iterator[Unit]:
    text = "".join(finding.statement for finding in stretch)
    ends = [*accumulate(len(finding.statement) for finding in stretch)]
    around = _around(stretch[0], "")
    for row in rows(text):
        first, last = bisect_right(ends, row.begin), bisect_left(ends, row.end)
        used = _as_one(stretch[first : last + 1])
        if all(cell in used.statement for cell in row.cells):
            yield Unit(" ".join(row.cells), (used,), rank, row, " ".join(row.header), around=around)


def _as_one(neighbours: Sequence[Finding]) -> Finding:
    """Return passages that follow one another as one longer slice of their document."""
    first, last = neighbours[0], neighbours[-1]
    if first is last or first.passage is None or last.passage is None:
        return first
    text = "".join(finding.statement for finding in neighbours)
    passage = replace(first.passage, end=last.passage.end, text=text)
    return replace(first, statement=text, passage=passage)


def _stretches(findings: Sequence[Finding]) -> Iterator[list[Finding]]:
    """Put passages together that follow one another in a document."""
    placed = [(f.passage.snapshot, f.passage.start, f) for f in findings if f.passage]
    stretch: list[Finding] = []
    for _, _, finding in sorted(placed, key=itemgetter(0, 1)):
        before = stretch[-1].passage if stretch else None
        here = finding.passage
        if before and here and (here.snapshot, here.start) != (before.snapshot, before.end):
            yield stretch
            stretch = []
        stretch.append(finding)
    if stretch:
        yield stretch
    yield from ([finding] for finding in findings if finding.passage is None)


def _around(finding: Finding, text: str) -> Around:
    headings = tuple(reversed(finding.passage.headings)) if finding.passage else ()
    path = "/".join(unquote(finding.source.url).split("/")[3:][-6:])
    names = (*(heading[:200] for heading in headings), finding.source.title, path)
    return Around((*names, text[:1500]), names)


def in_paragraph(unit: Unit) -> Unit:
    """Return the short paragraph or list item that a sentence stands in, else the sentence."""
    return replace(unit, text=unit.paragraph) if unit.paragraph else unit


def said(finding: Finding) -> Iterator[str]:
    """Return the sentences and list items of a passage: verbatim, without bullets and headings."""
    for slice_ in _slices(without_tables(_without_head(finding.statement))):
        if not slice_.is_heading:
            yield slice_.text


def _head_lines(passage: str) -> Iterator[str]:
    """Yield what the head of a page states, line by line: `date: 2025-03-06`."""
    for line in front_matter(passage).split("\n"):
        if _STATED.match(line):
            yield line.strip()


def _without_head(passage: str) -> str:
    head = front_matter(passage)
    return "\n" * head.count("\n") + passage[len(head) :]


@dataclass(frozen=True, slots=True)
class _Slice:
    """A piece of prose, with what a `Unit` says of it."""

    text: str
    label: str = ""
    is_heading: bool = False
    paragraph: str = ""


def _slices(passage: str) -> Iterator[_Slice]:
    label = ""
    for block in _prose_blocks(passage):
        if heading := _HEADING.match(block):
            line, _, block = block[heading.end() :].partition("\n")
            if take_dates(line)[1]:
                yield _Slice(line.strip(), is_heading=True)
            if not block.strip() or _NO_PROSE.match(block):
                continue
        item = _ITEM.match(block)
        body = block[item.end() :] if item else block
        whole = body.strip()
        for text, over in _parts(body):
            over = over or (label if item else "")
            is_short = len(whole) <= _SHORT_PARAGRAPH and not over
            if _is_said(text):
                yield _Slice(text, over, paragraph=whole if is_short else "")
        label = body.strip() if body.rstrip().endswith(":") else label if item else ""


def _prose_blocks(passage: str) -> Iterator[str]:
    """Yield the blocks that are not code, tables or rules."""
    in_code = False
    for block in _blocks(passage):
        if _FENCE.match(block):
            in_code = not in_code and not re.search(r"\n[ \t]*(?:```|~~~)", block)
        elif not in_code and not _NO_PROSE.match(block):
            yield block


def _parts(body: str) -> Iterator[tuple[str, str]]:
    """Yield the sentences of a paragraph, and figures with the line that labels them."""
    if "\n" in body.strip() and (figures := list(_figures(body))):
        yield from figures
        return
    at = 0
    for sentence in split(_joined(body)):
        yield body[at : at + len(sentence)].strip(), ""
        at += len(sentence)


def _joined(body: str) -> str:
    """Return the paragraph with the line ends that a sentence goes over as spaces."""
    lines = body.split("\n")
    ends = ["\n" if len(line.rstrip()) < _WRAPPED or line.endswith("  ") else " " for line in lines]
    return "".join(line + end for line, end in zip(lines[:-1], ends, strict=False)) + lines[-1]


def _figures(body: str) -> Iterator[tuple[str, str]]:
    """Yield each label with the figures on the lines below it; none unless there are several."""
    lines = [*re.finditer(r"[^\n]+", body)]
    is_figure = [_FIGURE.match(line[0].strip()) is not None for line in lines]
    if sum(is_figure) < 2:
        return
    over: list[str] = []
    at = 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and is_figure[end] and end - at <= _MOST_FIGURES:
            end += 1
        if end - at > 1 and not is_figure[at]:
            yield body[lines[at].start() : lines[end - 1].end()].strip(), " ".join(over)
        elif not is_figure[at]:
            over = [*over[-7:], lines[at][0].strip()]
        at = end


def _blocks(passage: str) -> Iterator[str]:
    """Cut a passage where a line begins an item, a heading, a table or a paragraph."""
    begin = 0
    for line in _BLOCK.finditer(passage):
        if passage[begin : line.start()].strip():
            yield passage[begin : line.start()].strip("\n")
        begin = line.end()
    if passage[begin:].strip():
        yield passage[begin:].strip("\n")


def _is_said(slice_: str) -> bool:
    shown = _THANKS.sub("", _ADDRESS.sub("", plain(slice_)))
    return sum(map(str.isalpha, shown)) >= _LEAST_LETTERS or (
        "\n" in slice_ and any(map(str.isdigit, shown))
    )
