"""JSON as it comes from a server, checked before anything in it is believed."""

import re
from collections.abc import Mapping
from typing import Annotated, TypeVar

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    TypeAdapter,
    ValidationError,
)

from assistant.errors import ContentRefused

JSON = frozenset({"application/json"})
_Shape = TypeVar("_Shape")
_NEXT = re.compile(r'<([^>]+)>\s*;[^,]*\brel="?next"?', re.IGNORECASE)


def _only_text(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError("a moment must be written as text")  # noqa: TRY004 - pydantic's way
    return value


Moment = Annotated[AwareDatetime, BeforeValidator(_only_text)]
"""A moment with its time zone, as text; a bare number is none."""


class Wire(BaseModel):
    """The part of a server's answer that is read; the rest of it is ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


def read_json(shape: TypeAdapter[_Shape], body: bytes, url: str) -> _Shape:
    """Return `body` as `shape`; raises `ContentRefused` with the first thing that is wrong."""
    try:
        return shape.validate_json(body)
    except ValidationError as error:
        raise ContentRefused(f"{url} does not answer as expected: {_first(error)}.") from error


def read_value(shape: TypeAdapter[_Shape], value: object, url: str) -> _Shape:
    """Return one value out of an answer as `shape`; raises `ContentRefused`."""
    try:
        return shape.validate_python(value)
    except ValidationError as error:
        raise ContentRefused(f"{url} has an entry that is wrong: {_first(error)}.") from error


def next_page(headers: Mapping[str, str]) -> str:
    """Return the address of the next page by the `Link` header (RFC 8288), or ""."""
    link = next((text for name, text in headers.items() if name.lower() == "link"), "")
    found = _NEXT.search(link)
    return found[1] if found else ""


def _first(error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}".removeprefix(": ").rstrip(".")
