"""The content type of a file by its name."""

from pathlib import PurePosixPath

_BY_SUFFIX = {
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".mdx": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".pdf": "application/pdf",
}
_TEXTS = frozenset({".md", ".markdown", ".mdx", ".rst", ".txt"})


def content_type_of(name: str) -> str:
    """
    Return the content type of `name`; what is not known is plain text.

    >>> content_type_of("docs/CHANGELOG.md"), content_type_of("NEWS")
    ('text/markdown', 'text/plain')
    """
    return _BY_SUFFIX.get(PurePosixPath(name).suffix.lower(), "text/plain")


def names_a_text(name: str) -> bool:
    """Whether `name` ends as names of text files do."""
    return PurePosixPath(name).suffix.lower() in _TEXTS
