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


def content_type_of(name: str) -> str:
    """
    Return the content type of `name`; what is not known is plain text.

    >>> content_type_of("docs/CHANGELOG.md"), content_type_of("NEWS")
    ('text/markdown', 'text/plain')
    """
    return _BY_SUFFIX.get(PurePosixPath(name).suffix.lower(), "text/plain")
