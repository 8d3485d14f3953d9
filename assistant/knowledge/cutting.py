"""
Cut a document into passages: verbatim slices of at most `MOST_TOKENS`, each within one section.

Block structure is markdown-it's (CommonMark with tables), so that a code block or a table is never
cut, however long it is. Plain text is read as Markdown too: its paragraphs and underlined headings
come out right. A long paragraph or list is cut between lines or sentences.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.domain import Passage, Snapshot
from assistant.domain.front_matter import front_matter
from assistant.knowledge.sections import Section, sections
from assistant.knowledge.visible import visible
from assistant.language import split

MOST_TOKENS = 200
_ATOMS = re.compile(r"[A-Za-z]+|[^\W\d_a-zA-Z]+|\S")
_WHOLE = ("fence", "code_block", "table_open")
_NESTED = ("bullet_list_open", "ordered_list_open", "list_item_open", "blockquote_open")
_LETTERS_A_TOKEN = 4


@dataclass(frozen=True, slots=True)
class _Piece:
    """A slice that stays in one passage: a block, or a part of a long one."""

    start: int
    end: int
    tokens: int


def cut(snapshot: Snapshot) -> tuple[Passage, ...]:
    """Return the passages of a snapshot, in order; `text[start:end]` of each is its text."""
    text = snapshot.document.text
    blocks = _parse(text)
    return tuple(
        Passage(snapshot.id, start, end, text[start:end], part.headings, part.version, part.day)
        for part in sections(snapshot.document, blocks)
        for start, end in _packed(_pieces(text, part))
    )


def count_tokens(text: str) -> int:
    """
    Estimate the tokens of what a reader sees: 4 letters are one, a digit or a sign too.

    Compared with multilingual-e5's own count on 387 texts in both languages: median 1.19 times
    too many, 1 in 20 too few.

    >>> count_tokens("Qwen3-32B вышла")
    8
    """
    atoms = _ATOMS.findall(visible(text))
    return sum(-(-len(atom) // _LETTERS_A_TOKEN) for atom in atoms)


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"maxNesting": 20}).enable("table").disable("inline")


def _parse(text: str) -> Sequence[Token]:
    """
    Return the block tokens; their lines count line feeds.

    What stands before the text in YAML is one block: Markdown would find headings in it.
    """
    head = front_matter(text)
    if not head:
        return _markdown().parse(text)
    lines = head.count("\n")
    block = Token("front_matter", "", 0, map=[0, lines])
    return [block, *_markdown().parse("\n" * lines + text[len(head) :])]


def _pieces(text: str, part: Section) -> Iterator[_Piece]:
    for start, end, kind in _blocks(part):
        tokens = count_tokens(text[start:end])
        if tokens <= MOST_TOKENS or kind in _WHOLE:
            yield _Piece(start, end, tokens)
        else:
            yield from _split(text, start, end)


def _blocks(part: Section) -> Iterator[tuple[int, int, str]]:
    """Return the leaves of the section: from the start of each to the start of the next one."""
    leaves = [
        (max(part.offsets[token.map[0]], part.start), token.type)
        for token in part.tokens
        if token.map and token.nesting >= 0 and token.type not in _NESTED
        if token.level == 0 or not _inside_whole(token)
    ]
    starts = [part.start, *dict.fromkeys(start for start, _ in leaves if start > part.start)]
    kinds = dict(reversed(leaves))
    for start, end in zip(starts, [*starts[1:], part.end], strict=True):
        yield start, end, kinds.get(start, "")


def _inside_whole(token: Token) -> bool:
    return token.type in ("thead_open", "tbody_open", "tr_open", "th_open", "td_open", "inline")


def _split(text: str, start: int, end: int) -> Iterator[_Piece]:
    """Cut a long block between its sentences, and a long sentence between its words."""
    at = start
    for sentence in split(text[start:end]):
        stop = at + len(sentence)
        tokens = count_tokens(sentence)
        if tokens <= MOST_TOKENS:
            yield _Piece(at, stop, tokens)
        else:
            yield from _split_words(text, at, stop)
        at = stop


def _split_words(text: str, start: int, end: int) -> Iterator[_Piece]:
    at, tokens = start, 0
    for match in re.finditer(rf"\S{{1,{MOST_TOKENS}}}\s*", text[start:end]):
        more = count_tokens(match[0])
        if tokens + more > MOST_TOKENS:
            stop = start + match.start()
            yield _Piece(at, stop, tokens)
            at, tokens = stop, 0
        tokens += more
    yield _Piece(at, end, tokens)


def _packed(pieces: Iterator[_Piece]) -> Iterator[tuple[int, int]]:
    """Put neighbours together while they fit; leave out white space at both ends."""
    start, end, total = -1, -1, 0
    for piece in pieces:
        if start >= 0 and total + piece.tokens > MOST_TOKENS:
            yield start, end
            start = -1
        if start < 0:
            start, total = piece.start, 0
        end = piece.end
        total += piece.tokens
    if start >= 0:
        yield start, end
