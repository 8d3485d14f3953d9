"""
The user's list of sources, `sources.toml`: read it, add to it, remove from it.

A mistake is told with the line it stands on. Comments and order survive every change (tomlkit).
"""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import tomlkit
from pydantic import TypeAdapter, ValidationError

from assistant.errors import SourcesFileWrong
from assistant.sources.configuration import SourceSettings

DEFAULTS = Path(__file__).with_name("defaults.toml")
_ONE: TypeAdapter[SourceSettings] = TypeAdapter(SourceSettings)
_TABLE = re.compile(r"^[ \t]*\[\[\s*source\s*\]\]", re.MULTILINE)


def read_sources(file: Path) -> tuple[SourceSettings, ...]:
    """
    Return the sources that `file` lists, the default ones when there is no such file.

    Raises `SourcesFileWrong` with file, line and what is allowed there.
    """
    path = file if file.exists() else DEFAULTS
    text = _text(path)
    unknown = [key for key in _table(path, text) if key != "source"]
    if unknown:
        line = _line(text, rf"^\s*\[*\s*{re.escape(unknown[0])}\b")
        raise SourcesFileWrong(f"{path.name}, line {line}: {unknown[0]!r} is not [[source]].")
    return tuple(_one(path, text, place, entry) for place, entry in enumerate(_entries(path, text)))


def add_source(file: Path, source: SourceSettings) -> bool:
    """Append a source to `file`, which begins as a copy of the defaults; False: it is there."""
    if any(_key(known) == _key(source) for known in read_sources(file)):
        return False
    path = file if file.exists() else DEFAULTS
    document = tomlkit.parse(_text(path))
    tables = document.setdefault("source", tomlkit.aot())
    table = tomlkit.table()
    table.update(source.model_dump(mode="json", exclude_defaults=True) | {"kind": source.kind})
    tables.append(table)
    _write(file, document.as_string())
    return True


def remove_source(file: Path, name: str) -> tuple[SourceSettings, ...]:
    """Take the sources called `name` out of `file`, and return them."""
    sources = read_sources(file)
    places = [place for place, source in enumerate(sources) if source.name == name]
    if places:
        path = file if file.exists() else DEFAULTS
        document = tomlkit.parse(_text(path))
        tables = cast("list[Any]", document["source"])
        for place in reversed(places):
            del tables[place]
        _write(file, document.as_string())
    return tuple(sources[place] for place in places)


def check(entry: dict[str, Any]) -> SourceSettings:
    """Return the settings in `entry`; raises `SourcesFileWrong` that says what is allowed."""
    try:
        return _ONE.validate_python(entry)
    except ValidationError as error:
        raise SourcesFileWrong(f"This source cannot be added: {_why(error)}") from error


def origin(source: SourceSettings) -> str:
    """Return what its snapshots are kept under: kind and name."""
    return f"{source.kind} {source.name}"


def _key(source: SourceSettings) -> str:
    return source.model_dump_json(exclude={"limit", "subject", "authority"})


def _one(path: Path, text: str, place: int, entry: Any) -> SourceSettings:
    try:
        return _ONE.validate_python(entry)
    except ValidationError as error:
        begin = [match.start() for match in _TABLE.finditer(text)]
        line = text.count("\n", 0, begin[place]) + 1 if place < len(begin) else 1
        field = _field(error)
        inside = text[begin[place] :] if place < len(begin) else text
        more = re.search(rf"^\s*{re.escape(field)}\s*=", inside, re.MULTILINE)
        line += inside.count("\n", 0, more.start()) if more else 0
        raise SourcesFileWrong(f"{path.name}, line {line}: {_why(error)}") from error


def _why(error: ValidationError) -> str:
    first = error.errors()[0]
    field, kind = _field(error), first["type"]
    if kind == "extra_forbidden":
        return f"there is no {field!r} here; allowed are {', '.join(_fields(first['loc']))}."
    if kind.startswith("union_tag"):
        return f"kind must be one of {', '.join(_kinds())}."
    if kind == "missing":
        return f"{field!r} is missing."
    return f"{field!r} is wrong: {first['msg'][:1].lower()}{first['msg'][1:]}."


def _field(error: ValidationError) -> str:
    where = error.errors()[0]["loc"]
    return str(where[-1]) if where else "kind"


def _kinds() -> list[str]:
    return sorted(_schema()["discriminator"]["mapping"])


def _fields(loc: Sequence[int | str]) -> list[str]:
    mapping = _schema()["discriminator"]["mapping"]
    name = str(mapping[loc[0]]).rsplit("/", 1)[-1]
    return sorted(_schema()["$defs"][name]["properties"])


def _schema() -> dict[str, Any]:
    return _ONE.json_schema()


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourcesFileWrong(f"{path.name} cannot be read as UTF-8 text.") from error


def _table(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourcesFileWrong(f"{path.name} is not TOML: {error}.") from error


def _entries(path: Path, text: str) -> list[Any]:
    found: Any = _table(path, text).get("source", [])
    if isinstance(found, list):
        return cast("list[Any]", found)
    raise SourcesFileWrong(f"{path.name}: write [[source]] with two brackets.")


def _line(text: str, pattern: str) -> int:
    found = re.search(pattern, text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    new.write_text(text, "utf-8")
    new.replace(file)
