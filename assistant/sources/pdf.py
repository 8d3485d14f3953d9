"""The text of a PDF, page by page, within limits of pages and time."""

import logging
import time
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from assistant.errors import ContentRefused
from assistant.sources.decoding import cleaned

_MOST_PAGES = 400
_MOST_SECONDS = 30.0
_MOST_CHARACTERS = 5_000_000


def read_pdf(body: bytes) -> tuple[str, str]:
    """Return title and text; raises `ContentRefused` when it is no PDF or holds no text."""
    if b"%PDF" not in body[:1024]:
        raise ContentRefused("This says it is a PDF, but it is not.")
    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it tells every oddity of a file
    try:
        reader = PdfReader(BytesIO(body))
        title = (reader.metadata.title if reader.metadata else None) or ""
        return cleaned(title)[:300], cleaned("\n\n".join(_pages(reader)))
    # pypdf lets many kinds through on a damaged file
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ContentRefused("This PDF is damaged or locked.") from error


def _pages(reader: PdfReader) -> list[str]:
    began, texts, total = time.monotonic(), list[str](), 0
    for number, page in enumerate(reader.pages):
        if number == _MOST_PAGES or total > _MOST_CHARACTERS:
            break
        if time.monotonic() - began > _MOST_SECONDS:
            break
        texts.append(page.extract_text())
        total += len(texts[-1])
    return texts
