"""Bytes as text: by byte order mark, by what was declared, as UTF-8, else by a good guess."""

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

from assistant.errors import ContentRefused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<(?:\?xml|meta)[^>]{0,200}?(?:encoding|charset)\s*=\s*["']?([\w-]{2,40})""", re.IGNORECASE
)
_LOOK_BYTES = 2048
_GUESSES = ["utf_8", "cp1251", "koi8_r", "cp1252", "cp866", "iso8859_5"]
_MOST_REPLACED = 0.01
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)


def decode(body: bytes, content_type: str, charset: str | None = None) -> str:
    """
    Return `body` as clean text with line feeds; raises `ContentRefused` when it is no text.

    Control characters, marks that turn the direction of text, tags and zero-width characters are
    dropped: a reader would not see them, a model would.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return cleaned(body[len(mark) :].decode(name, "replace"))
    if b"\x00" in body[:_LOOK_BYTES]:
        raise ContentRefused("This is not text: it holds zero bytes.")
    for name in (charset, _declared(body, content_type), "utf-8"):
        text = _strictly(body, name)
        if text is not None:
            return cleaned(text)
    return cleaned(_guessed(body))


def cleaned(text: str) -> str:
    r"""
    Return `text` in composed form, with line feeds, without what cannot be seen.

    >>> cleaned("a\r\nb\u202e\u200bc")
    'a\nbc'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", lines))


def _declared(body: bytes, content_type: str) -> str | None:
    if not ("html" in content_type or "xml" in content_type):
        return None
    found = _DECLARED.search(body[:_LOOK_BYTES])
    return found[1].decode("ascii") if found else None


def _strictly(body: bytes, name: str | None) -> str | None:
    """Decode without a single error; latin-1 and the like never fail, so they are not believed."""
    try:
        if not name or codecs.lookup(name).name in ("iso8859-1", "ascii", "cp1252"):
            return None
        return body.decode(name)
    except (LookupError, UnicodeDecodeError):
        return None


def _guessed(body: bytes) -> str:
    nearly = body.decode("utf-8", "replace")
    if nearly.count("�") <= _MOST_REPLACED * len(nearly):
        return nearly  # some broken bytes in good UTF-8
    best = from_bytes(body, cp_isolation=_GUESSES).best()
    return nearly if best is None else str(best)
