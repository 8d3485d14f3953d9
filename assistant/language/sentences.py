"""
Where a sentence ends, in Russian and English.

A line break always ends one. A full stop does not when it belongs to a number or version
("v0.3.9"), an abbreviation ("т. е.", "e.g."), or stands before a lower-case word that is no name
such as llama.cpp. Markers after the stop belong to the sentence before it.
"""

import re

_END = re.compile(
    r"""
    (?P<stop>[.!?…]+[»"”)]*)        # the stop and what closes with it
    (?:\s*[\[【][\d,;\s]+[\]】])*     # markers after it
    (?=\s+[^\sa-zа-яё]|\s*\n|\s*$  # then a new beginning or the end
      |\s+[a-z]+(?:-[a-z]+)*(?:[A-Z\d]|-\d|\.[a-z]))  # names: vLLM, llama.cpp, gpt-oss-20b
    | \n+
    """,
    re.VERBOSE,
)
_NUMBERING = re.compile(r"\s*\d{1,3}\.$")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«])(?:т|е|к|д|п|г|гг|в|вв|см|ср|напр|др|пр|млн|млрд|трлн|тыс|стр|рис|табл"
    r"|e\.g|i\.e|vs|no|fig|eq|approx|dr|mr|ms|[A-ZА-Я])\.$",
    re.IGNORECASE,
)


def split(text: str) -> list[str]:
    """
    Cut `text` into sentences; joined together they are `text` again.

    >>> split("Вышла 29 апреля 2025 г. Лицензия: Apache 2.0 [1]. Ok")
    ['Вышла 29 апреля 2025 г. Лицензия: Apache 2.0 [1].', ' Ok']
    """
    parts: list[str] = []
    begin = 0
    for match in _END.finditer(text):
        if match["stop"] and _goes_on(text[begin : match.start() + 1]):
            continue
        parts.append(text[begin : match.end()])
        begin = match.end()
    if text[begin:]:
        parts.append(text[begin:])
    return parts


def _goes_on(before: str) -> bool:
    """Whether the stop ends an abbreviation or the number of a list item."""
    return bool(_ABBREVIATION.search(before) or _NUMBERING.fullmatch(before))
