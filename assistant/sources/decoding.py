"""Bytes as text: by byte order mark, as UTF-8, by what was declared, else by a good guess."""

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
_CODINGS = re.compile(
    r"iso8859-\d+|ascii|cp125\d|cp866|koi8-[ru]|mac-(?:cyrillic|roman)"
    r"|gb2312|gbk|gb18030|big5|euc_(?:jp|kr)|shift_jis|cp9(?:32|49|50)"
)
"""What pages are really written in; Python knows more, and some of them run for hours."""
_UNLIKE_ASCII = re.compile(r"iso2022_jp|utf-(?:16|32)(?:-[lb]e)?")
_WESTERN = ("iso8859-1", "cp1252", "ascii")
_GUESSES = ["utf_8", "cp1251", "koi8_r", "cp1252", "cp866", "iso8859_5"]
_HIGH = re.compile(rb"[\x80-\xff]+")
_WESTERN_RUN = 1.5
"""Letters beyond ASCII in a row: on average 1.0-1.2 in Western texts, 5 and more in Russian."""

_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
# joiners mean something between emoji and in scripts from Arabic to Mongolian, one at a time
_JOINER = re.compile(
    "(?<![\u0600-\u1fff\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"
    "|(?<=[\u200c\u200d])[\u200c\u200d]+"
)
_SELECTORS = re.compile("[\ufe00-\ufe0f]{2,}|(?<=[A-Za-zА-яЁё])[\ufe00-\ufe0f]")


def decode(body: bytes, content_type: str, charset: str | None = None) -> str:
    """
    Return `body` as clean text with line feeds; raises `ContentRefused` when it is no text.

    UTF-8 is believed before what was declared: other text is hardly ever valid UTF-8 by chance,
    declarations are often wrong.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return cleaned(body[len(mark) :].decode(name, "replace"))
    names = [_known(name) for name in (charset, _declared(body, content_type)) if name]
    for name in names:
        text = _strictly(body, name) if _UNLIKE_ASCII.fullmatch(name) else None
        if text is not None:
            return cleaned(text)
    if b"\x00" in body[:_LOOK_BYTES]:
        raise ContentRefused("This is not text: it holds zero bytes.")
    for name in ("utf-8", *(name for name in names if _CODINGS.fullmatch(name))):
        text = _strictly(body, name)
        if text is not None:
            return cleaned(text)
    return cleaned(_guessed(body))


def cleaned(text: str) -> str:
    r"""
    Return `text` in composed form, with line feeds, without what cannot be seen.

    Dropped are control characters, marks that turn the direction of text, tags, and zero-width
    characters where no script needs them: a reader would not see them, a model would.

    >>> cleaned("a\r\nb\u202e\u200bc")
    'a\nbc'
    """
    seen = _INVISIBLE.sub("", _LINE_END.sub("\n", text))
    seen = _SELECTORS.sub("", _JOINER.sub("", seen))
    return unicodedata.normalize("NFC", seen)


def _declared(body: bytes, content_type: str) -> str | None:
    if not ("html" in content_type or "xml" in content_type):
        return None
    found = _DECLARED.search(body[:_LOOK_BYTES])
    return found[1].decode("ascii", "replace") if found else None


def _known(name: str) -> str:
    """Return Python's name of a coding; "" for none (some of Python's are no codings of text)."""
    try:
        return codecs.lookup(name).name
    except (LookupError, ValueError):  # ValueError: a zero in the name
        return ""


def _strictly(body: bytes, name: str) -> str | None:
    """Decode without a single error; Western codings hardly ever fail, so they must look right."""
    if name in _WESTERN:
        return body.decode("cp1252", "replace") if _looks_western(body) else None
    try:
        return body.decode(name)
    except UnicodeError:
        return None


def _looks_western(body: bytes) -> bool:
    runs = _HIGH.findall(body)
    return sum(map(len, runs)) <= _WESTERN_RUN * len(runs)


def _guessed(body: bytes) -> str:
    nearly = body.decode("utf-8", "replace")
    broken = nearly.count("\ufffd")
    if broken <= len(re.findall("[\x80-\ufffc\U00010000-\U0010ffff]", nearly)):
        return nearly  # some broken bytes in good UTF-8
    if _looks_western(body):
        return body.decode("cp1252", "replace")
    best = from_bytes(body, cp_isolation=_GUESSES).best()
    return nearly if best is None else str(best)
