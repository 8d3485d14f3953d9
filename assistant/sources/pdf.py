"""
The text of a PDF, page by page, within limits of pages, time and what its streams unpack into.

Measured: pypdf reads about 0.6 MB of drawing orders a second, so that a page of 4 MB of them takes
7 s, between which nothing can stop it. What is beyond a limit is left out.
"""

import logging
import time
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from pypdf import PageObject, PdfReader, apply_configuration, get_configuration
from pypdf.errors import PyPdfError

from assistant.errors import ContentRefused
from assistant.sources.decoding import cleaned

_MOST_PAGES = 400
_MOST_SECONDS = 12.0
_MOST_CHARACTERS = 5_000_000
_MOST_UNPACKED = 4_000_000
_BROKEN = (
    PyPdfError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RecursionError,
    NotImplementedError,
    EOFError,
)
"""pypdf lets many kinds through on a damaged file."""


class _TooLong(Exception):  # noqa: N818
    """The time is up in the middle of a page."""


def read_pdf(body: bytes) -> tuple[str, str]:
    """Return title and text; raises `ContentRefused` when it is no PDF or nothing can be read."""
    if b"%PDF" not in body[:1024]:
        raise ContentRefused("This says it is a PDF, but it is not.")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells every oddity of a file
    limits = replace(
        get_configuration(),
        zlib_maximum_output_length=_MOST_UNPACKED,
        lzw_maximum_output_length=_MOST_UNPACKED,
        run_length_maximum_output_length=_MOST_UNPACKED,
        brotli_maximum_output_length=_MOST_UNPACKED,
        array_based_stream_maximum_output_length=_MOST_UNPACKED,
    )
    try:
        with apply_configuration(limits):
            reader = PdfReader(BytesIO(body))
            title = (reader.metadata.title if reader.metadata else None) or ""
            text = "\n\n".join(_pages(reader))
    except _BROKEN as error:
        raise ContentRefused("This PDF is damaged or locked.") from error
    return " ".join(cleaned(title).split())[:300], cleaned(text)


def _pages(reader: PdfReader) -> Iterator[str]:
    deadline, total = time.monotonic() + _MOST_SECONDS, 0
    for number, page in enumerate(reader.pages):
        if number == _MOST_PAGES or total > _MOST_CHARACTERS:
            return
        try:
            text = _text(page, deadline)
        except _TooLong:
            return
        except _BROKEN:
            continue  # the other pages may be whole
        total += len(text)
        yield text


def _text(page: PageObject, deadline: float) -> str:
    def watch(*_: object) -> None:
        if time.monotonic() > deadline:
            raise _TooLong

    watch()
    return page.extract_text(visitor_operand_before=watch)
