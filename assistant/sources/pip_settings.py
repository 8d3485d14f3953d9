"""
Where pip looks for packages: its configuration files and PIP_* variables, read as pip reads them.

Order, later wins: computer, user, environment of Python, PIP_CONFIG_FILE, variables
(https://pip.pypa.io/en/stable/topics/configuration/). pip itself need not be there.
Not covered: its certificates, proxies and constraints, which the door and the user's own
environment have.
"""

import configparser
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import SourceError

PYPI = "https://pypi.org/simple"
_SECTIONS = ("global", "install")
_YES = frozenset({"1", "true", "yes", "on", "y", "t"})


@dataclass(frozen=True, slots=True)
class PipSettings:
    """Indexes to ask, the main one first, and further places that hold files or link to them."""

    indexes: tuple[str, ...] = (PYPI,)
    find_links: tuple[str, ...] = ()


def read_pip_settings(environment: Mapping[str, str], prefix: str = sys.prefix) -> PipSettings:
    """Return pip's settings; raises `SourceError` when one of its files is not as it must be."""
    found: dict[str, str] = {}
    for file in _files(environment, Path(prefix)):
        found |= _read(file)
    for variable, value in environment.items():
        if variable.upper().startswith("PIP_") and value:
            found[_option(variable[4:])] = value
    if found.get("no-index", "").lower() in _YES:
        return PipSettings((), tuple(found.get("find-links", "").split()))
    return PipSettings(
        (found.get("index-url", PYPI).strip(), *found.get("extra-index-url", "").split()),
        tuple(found.get("find-links", "").split()),
    )


def _files(environment: Mapping[str, str], prefix: Path) -> Iterator[Path]:
    named = environment.get("PIP_CONFIG_FILE", "")
    if named == os.devnull:
        return
    name = "pip.ini" if sys.platform == "win32" else "pip.conf"
    for folder in _of_computer(environment):
        yield folder / name
    if not (named and Path(named).exists()):
        for folder in _of_user(environment):
            yield folder / name
    yield prefix / name
    if named:
        yield Path(named)


def _of_computer(environment: Mapping[str, str]) -> list[Path]:
    if sys.platform == "win32":
        return [Path(environment.get("PROGRAMDATA", r"C:\ProgramData"), "pip")]
    if sys.platform == "darwin":
        return [Path("/Library/Application Support/pip")]
    folders = environment.get("XDG_CONFIG_DIRS") or "/etc/xdg"
    return [*(Path(folder, "pip") for folder in folders.split(os.pathsep)), Path("/etc")]


def _of_user(environment: Mapping[str, str]) -> list[Path]:
    """Return the old and the new folder of a user; none when there is no home."""
    home = environment.get("USERPROFILE" if sys.platform == "win32" else "HOME", "")
    if not home:
        return []
    if sys.platform == "win32":
        return [Path(home, "pip"), Path(environment.get("APPDATA", home), "pip")]
    new = Path(environment.get("XDG_CONFIG_HOME") or Path(home, ".config"), "pip")
    if sys.platform == "darwin":
        own = Path(home, "Library/Application Support/pip")
        new = own if own.is_dir() else Path(home, ".config", "pip")
    return [Path(home, ".pip"), new]


def _read(file: Path) -> dict[str, str]:
    parser = configparser.RawConfigParser()
    try:
        parser.read(file, encoding="utf-8")
    except (configparser.Error, UnicodeDecodeError) as error:
        raise SourceError(
            f"pip's settings in {file.name} cannot be read: {_first_line(error)}.",
            "Correct it; `pip config debug` says which files there are.",
        ) from error
    return {
        _option(option): value
        for section in _SECTIONS
        if parser.has_section(section)
        for option, value in parser.items(section)
    }


def _option(name: str) -> str:
    return name.lower().replace("_", "-")


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].rstrip(".")
