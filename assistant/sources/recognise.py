"""What kind of source an address is: what a user pastes becomes an entry of `sources.toml`."""

import re
from pathlib import Path
from typing import Any

from assistant.errors import SourcesFileWrong

_GITHUB = r"(?:https?://)?(?:www\.)?github\.com/([\w.-]+/[\w.-]+?)"
_FORMS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (_GITHUB + r"(?:\.git)?/?", "github", ("repository",)),
    (_GITHUB + r"/(?:releases|tags)/?.*", "github", ("repository",)),
    (_GITHUB + r"/blob/([^/]+)/(.+)", "github", ("repository", "ref", "files")),
    (r"(?:https?://)?huggingface\.co/([\w.-]+)(?:/models)?/?", "huggingface", ("organization",)),
    (r"(?:https?://pypi\.org/project/|pypi:)([\w.-]+)/?", "package", ("package",)),
    (r"(?:https?://(?:www\.)?npmjs\.com/package/|npm:)(@?[\w./-]+?)/?", "npm", ("package",)),
    (r"installed:([\w.-]+)", "installed", ("package",)),
    (r"search:\s*(.+)", "search", ("query",)),
    (r"(https?://\S+(?:\.(?:xml|rss|atom)|/(?:feed|rss|atom)(?:\.\w+)?/?))", "feed", ("url",)),
    (r"(https?://\S+)", "page", ("url",)),
)
_WORD = {  # the field that holds the place itself, when the kind is said
    "github": "repository",
    "huggingface": "organization",
    "package": "package",
    "feed": "url",
    "page": "url",
    "folder": "path",
    "search": "query",
}


def recognise(place: str, kind: str | None = None) -> dict[str, Any]:
    """
    Return the entry for `place`, of the `kind` that is said or of the one it looks like.

    >>> recognise("https://github.com/ggml-org/llama.cpp")
    {'kind': 'github', 'repository': 'ggml-org/llama.cpp'}

    Raises `SourcesFileWrong` when it looks like nothing.
    """
    place = place.strip()
    if kind is not None:
        return {"kind": kind, _WORD.get(kind, "url"): place}
    if Path(place).expanduser().exists():
        return {"kind": "folder", "path": str(Path(place).expanduser().resolve())}
    for pattern, found, fields in _FORMS:
        if match := re.fullmatch(pattern, place):
            return _entry(found, dict(zip(fields, match.groups(), strict=True)))
    raise SourcesFileWrong(
        f"{place!r} is neither an address nor a file here.",
        "Give https://…, a file or folder, pypi:NAME, npm:NAME, installed:NAME or search:WORDS.",
    )


def _entry(found: str, fields: dict[str, str]) -> dict[str, Any]:
    if found in ("npm", "installed"):
        return {"kind": "package", "index": found, **fields}
    if "files" in fields:
        return {"kind": found, "releases": False} | fields | {"files": [fields["files"]]}
    return {"kind": found, **fields}
