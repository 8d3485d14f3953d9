"""Tags of so many attributes that parsers, which compare each with all, run for minutes."""

import re
import time

from assistant.errors import ContentRefused

_TAG = re.compile(r"<[^\s!?/<>]")
_FLOOD = re.compile(
    r"""<[^\s/>]++
    (?:[\s/]*+(?:=[^\s/>=]*+|[^\s/>=]++)(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+){3000}""",
    re.VERBOSE,
)
"""
A tag of 3,000 attributes, as HTML reads it (WHATWG HTML, 13.2.5.32 and on).

libxml2 reads one in 0.02 s. Fewer could be met in an honest page: `i<n` in a script looks like one.
"""
_LOOK_SECONDS = 3.0


def refuse_floods(text: str) -> None:
    """
    Raise `ContentRefused` for a tag of 3,000 attributes or more, in HTML or XML.

    Looked at is every place where a tag may begin, also inside of another: parsers differ there.
    Measured: libxml2 needs 95 s for a tag of 200,000 attributes, feedparser 36 s for 60,000.
    """
    deadline = time.monotonic() + _LOOK_SECONDS
    for start in _TAG.finditer(text):
        if _FLOOD.match(text, start.start()) or time.monotonic() > deadline:
            raise ContentRefused("This has a tag of more attributes than any page needs.")
