"""
The sections of a document: what stands between two headings, and which version it is about.

A heading such as `## [0.3.9] - 2025-05-08`, `gradio 6.31.0`, `v0.8.5` or `b5200` gives its section,
and all below it, a version and maybe a day. The title of a release's notes does so for all of it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from markdown_it.token import Token

from assistant.domain import Document
from assistant.language import take_dates

_VERSION = re.compile(
    r"""^\W*(?:version\s+|release\s+|версия\s+|выпуск\s+|[\w@/.-]*[a-zа-я][\w/.-]*[\s@])?
    v?(?P<version>\d+(?:\.\d+)+(?:[-.]?(?:rc|a|b|alpha|beta|dev|post|preview)[-.]?\d*)*|b\d{3,6})
    (?P<rest>.*)$""",
    re.VERBOSE | re.IGNORECASE,
)
_PLAIN_REST = re.compile(r"[\W_]*(?:(?:released?|latest|yanked|от|г)\W*)*$", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\n|\r")
_LINK = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])?")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the blocks below it. `offsets[line]` is where a line of the text begins."""

    start: int
    end: int
    headings: tuple[str, ...]
    version: str
    day: date | None
    tokens: Sequence[Token]
    offsets: Sequence[int]


@dataclass(frozen=True, slots=True)
class _Heading:
    level: float
    text: str
    version: str
    day: date | None
    is_release: bool = False


def version_of(heading: str) -> tuple[str, date | None]:
    """
    Return the version that a heading announces, and its day; "" when it announces none.

    >>> version_of("[v0.3.9] - 2025-05-08")
    ('0.3.9', datetime.date(2025, 5, 8))
    >>> version_of("Python 3.9 is not supported any more")
    ('', None)
    """
    plain, days = take_dates(_LINK.sub(r"\1", heading))
    match = _VERSION.match(plain)
    if match is None or not _PLAIN_REST.match(match["rest"]):
        return "", None
    return match["version"], next((_date(day) for day in days if None not in day), None)


def sections(document: Document, tokens: Sequence[Token]) -> Iterator[Section]:
    """Return the sections of `document`, whose block tokens are `tokens`; none is empty."""
    text = document.text
    offsets = [0, *(match.end() for match in _LINE_END.finditer(text)), len(text)]
    version, day = version_of(document.title)
    path = [_Heading(0, document.title, version, day or (document.published if version else None))]
    begin, inner = 0, list[Token]()
    flat = _flat_levels(tokens)
    for index, token in enumerate(tokens):
        if token.type == "heading_open" and token.level == 0 and token.map:
            at = offsets[token.map[0]]
            if inner:
                yield _section(begin, at, path, inner, offsets)
            begin, inner = at, []  # a heading without a text of its own is in the path only
            level = int(token.tag[1:])
            title = tokens[index + 1].content
            heading = _Heading(level, title, *version_of(title))
            if heading.version and heading.day is None:
                heading = replace(heading, day=_day_below(tokens[index + 3 : index + 5]))
            _descend(path, heading, is_part=level in flat)
        elif not _is_heading_part(tokens, index):
            inner.append(token)
    if inner:
        yield _section(begin, len(text), path, inner, offsets)


def _is_heading_part(tokens: Sequence[Token], index: int) -> bool:
    before = tokens[index - 1] if index else None
    return tokens[index].type == "heading_close" or (
        before is not None and before.type == "heading_open" and before.level == 0
    )


def _flat_levels(tokens: Sequence[Token]) -> frozenset[int]:
    """Return the levels at which releases stand and, again and again, their parts: "Bug fixes"."""
    headings = Counter(
        (int(above.tag[1:]), token.content)
        for above, token in pairwise(tokens)
        if above.type == "heading_open"
    )
    releases = {level for level, text in headings if version_of(text)[0]}
    parts = {heading[0] for heading, times in headings.items() if times > 1}
    return frozenset(releases & parts)


def _day_below(tokens: Sequence[Token]) -> date | None:
    """Return the day that is all that the paragraph below a heading says."""
    if [token.type for token in tokens] != ["paragraph_open", "inline"]:
        return None
    rest, days = take_dates(tokens[1].content)
    full = [_date(day) for day in days if None not in day]
    return full[0] if len(full) == 1 and not rest.strip(" *_()") else None


def _descend(path: list[_Heading], heading: _Heading, *, is_part: bool) -> None:
    """Go to a heading; `is_part`: below a release also where its level is the release's own."""
    level, is_release = heading.level, bool(heading.version)
    is_part = is_part and not is_release
    while path[-1].level > level or (
        path[-1].level == level and not (is_part and path[-1].is_release)
    ):
        path.pop()
    above = path[-1]
    own_level = level + 0.5 if above.level == level else level
    known = heading if is_release else above
    path.append(_Heading(own_level, heading.text, known.version, known.day, is_release))


def _section(
    start: int,
    end: int,
    path: Sequence[_Heading],
    tokens: Sequence[Token],
    offsets: Sequence[int],
) -> Section:
    titles = tuple(dict.fromkeys(heading.text for heading in path if heading.text))
    return Section(start, end, titles, path[-1].version, path[-1].day, tokens, offsets)


def _date(day: tuple[int, int | None, int | None]) -> date | None:
    year, month, number = day
    try:
        return date(year, month or 1, number or 1)
    except ValueError:
        return None
