"""
Licences by what they are: Apache License 2.0 is apache-2.0, MIT License is MIT, Modified MIT not.

Not covered: licences that no one calls by a name ("a custom commercial licence").
"""

import re

_WORD = r"licen[cs]es?|лицензи\w+"
_BETWEEN = rf"(?:[\s,-]*(?:{_WORD}|version|верси\w+|v\.?))*[\s,-]*"
_KNOWN = (
    ("apache", rf"\b(?:software\s+)?apache{_BETWEEN}(?P<n>\d(?:\.\d)?)?\b"),
    (
        "mit",
        rf"\b(?P<n>modified(?:\s+version\s+of(?:\s+the)?)?[\s-]|модифицированн\w+\s)?"
        rf"mit\b(?:\s+(?:{_WORD}))?",
    ),
    ("gpl", rf"\bgpl{_BETWEEN}(?P<n>\d(?:\.\d)?)?\b"),
    ("agpl", rf"\bagpl{_BETWEEN}(?P<n>\d(?:\.\d)?)?\b"),
    ("lgpl", rf"\blgpl{_BETWEEN}(?P<n>\d(?:\.\d)?)?\b"),
    ("mpl", rf"\bmpl{_BETWEEN}(?P<n>\d(?:\.\d)?)?\b"),
    ("bsd", r"\bbsd\b(?:[\s-](?P<n>\d))?(?:-clause)?"),
    ("cc", r"\bcc[\s-]?(?P<n>0|by(?:[\s-](?:nc|sa|nd))*(?:[\s-]\d\.\d)?)\b"),
)
_PATTERNS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _KNOWN)
_NAMED = re.compile(
    r"\b((?:(?:[A-Z][\w.&-]*|\d+(?:\.\d+)?)\s+)+)(?:[Ll]icen[cs]e)(?:\s+[Aa]greement)?\b"
)
_LEADING = re.compile(r"^(?:(?:the|a|an|its|under|its|on|in)\s+)+", re.IGNORECASE)


def find_licences(text: str) -> list[tuple[int, int, str]]:
    """
    Return begin, end and plain name of each licence in `text`.

    >>> [name for _, _, name in find_licences("Apache License, Version 2.0 or the Qwen License")]
    ['apache 2.0', 'qwen']
    """
    found: list[tuple[int, int, str]] = []
    for name, pattern in _PATTERNS:
        found += [
            (*match.span(), f"{name} {_number(match['n'])}".strip())
            for match in pattern.finditer(text)
        ]
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    for match in _NAMED.finditer(text):
        plain = " ".join(_LEADING.sub("", match[1]).lower().split())
        if plain:
            found.append((*match.span(), plain))
    return found


def _number(written: str | None) -> str:
    """Write 2 and 2.0 alike, and without the marks between words."""
    plain = re.sub(r"[\s-]+", "-", (written or "").strip(" -").lower())
    if plain.startswith(("модиф", "modified")):
        return "modified"
    return f"{plain}.0" if plain.isdigit() and plain != "0" else plain
