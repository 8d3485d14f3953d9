"""
Recipe: what release notes say, in their own words.

A quote is a verbatim slice of a passage, never a paraphrase; which slices are shown is decided
here. A question that names a version gets that version's section, item by item.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.domain import Claim, Finding, Passage, Question, Section
from assistant.language import split
from assistant.planning.shelf import Shelf
from assistant.planning.texts import text

_MOST_ITEMS = 20
_ITEM = re.compile(r"^[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+", re.MULTILINE)
_NO_PROSE = re.compile(r"^\s*(?:#{1,6}\s|\||```|~~~|[-=*_]{3,}\s*$|<)")


def change_sections(question: Question, shelf: Shelf) -> tuple[Section, ...]:
    """Return the notes of the versions that the question names, one section each."""
    return tuple(
        section for version in question.versions if (section := _notes(version, shelf)) is not None
    )


def nearest_quotes(shelf: Shelf, most: int = 3) -> tuple[Claim, ...]:
    """Return the first sentence or item of each of the nearest passages."""
    claims: list[Claim] = []
    for finding in shelf.quotes:
        if len(claims) < most and (first := next(said(finding), None)):
            claims.append(shelf.quote(first, finding))
    return tuple(claims)


def said(finding: Finding) -> Iterator[str]:
    """Return the sentences and list items of a passage: verbatim, without bullets and headings."""
    in_code = False
    for block in _blocks(finding.statement):
        if block.lstrip().startswith(("```", "~~~")):
            in_code = not in_code
        elif not in_code and not _NO_PROSE.match(block):
            item = _ITEM.match(block)
            if item:
                yield block[item.end() :].strip()
            else:
                yield from (part.strip() for part in split(block) if part.strip())


def _blocks(passage: str) -> Iterator[str]:
    """Cut a passage where a line begins an item, a heading, a table or a paragraph."""
    begin = 0
    for line in re.finditer(r"\n(?=[ \t]*(?:\n|[-*+•#|]|\d{1,3}[.)]\s|```|~~~))", passage):
        if passage[begin : line.start()].strip():
            yield passage[begin : line.start()].strip("\n")
        begin = line.end()
    if passage[begin:].strip():
        yield passage[begin:].strip("\n")


def _notes(version: str, shelf: Shelf) -> Section | None:
    found = [
        finding
        for finding in shelf.quotes
        if finding.passage and finding.passage.version.lower() == version
    ]
    found.sort(key=lambda finding: _place(finding.passage))
    items = [shelf.quote(item, finding) for finding in found for item in said(finding)]
    if not items:
        return None
    heading = _heading(version, found, shelf)
    return Section(f"version-{version}", "list", tuple(items[:_MOST_ITEMS]), heading)


def _place(passage: Passage | None) -> tuple[str, int]:
    return (passage.snapshot, passage.start) if passage else ("", 0)


def _heading(version: str, found: Sequence[Finding], shelf: Shelf) -> str:
    day = next((f.passage.day for f in found if f.passage and f.passage.day), None)
    if day is None:
        return text("notes", shelf.language, version=version)
    return text("notes_of", shelf.language, version=version, day=shelf.day(day))
