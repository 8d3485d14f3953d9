"""
What stands before the text of a Markdown file in YAML: title, day, tags.

Site generators want it there, and whoever stores the page puts a head of their own before it.
"""

import re

_HEADS = re.compile(
    r"\A(?:---\n(?:[ \t]*(?:#[^\n]*)?\n)*[\"'\w][\w \"'-]*:(?:[^\n]*\n){1,80}?---(?:\n|\Z))+"
)


def front_matter(text: str) -> str:
    r"""
    Return the heads of a document with the lines that enclose them, or "".

    >>> front_matter("---\ntitle: A\n---\n---\ndate: 2025-05-08\n---\nText.").count("\n")
    6
    >>> front_matter("---\nA rule above\n---\n")
    ''
    """
    found = _HEADS.match(text)
    return found[0] if found else ""
