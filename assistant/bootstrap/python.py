"""Choose a Python and make `.venv` with it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Iterator, NamedTuple

from assistant.bootstrap.children import Child, finish
from assistant.bootstrap.texts import say
from assistant.bootstrap.trouble import Trouble

if TYPE_CHECKING:
    from pathlib import Path

_OLDEST = (3, 11)
_NAMES = ("python3.14", "python3.13", "python3.12", "python3.11", "python3", "python")
_PROBE = """
import sys
print("%d.%d" % sys.version_info[:2])
try:
    import venv, ensurepip
    print("venv")
except ImportError:
    pass
"""
_PROBE_SECONDS = 20


class Interpreter(NamedTuple):
    """A Python on this machine; `can_make_venv` as long as its system has not split that off."""

    path: str
    version: tuple[int, int]
    can_make_venv: bool


def prepare(root: Path, logs: Path) -> Path:
    """Return the Python of `.venv`, which is made when it is missing or broken."""
    folder = root / ".venv"
    python = _inside(folder)
    if _works(python):
        return python
    command, version = _how(folder)
    finish(Child(say("venv", version=version), command, logs / "venv.log"), "not_installed")
    return python


def choose(found: list[Interpreter]) -> Interpreter:
    """Return the newest Python that will do, or say what is missing."""
    recent = [python for python in found if python.version >= _OLDEST]
    if not recent:
        newest = max((python.version for python in found), default=(0, 0))
        raise Trouble("old_python", version=_dotted(newest))
    complete = [python for python in recent if python.can_make_venv]
    if not complete:
        raise Trouble("no_venv", version=_dotted(max(python.version for python in recent)))
    return max(complete, key=lambda python: python.version)


def look_around() -> Iterator[Interpreter]:
    """Yield the Pythons on the path and the one that runs this."""
    paths = {found for name in _NAMES if (found := shutil.which(name))}
    for path in sorted(paths | {sys.executable}):
        python = _probe(path)
        if python:
            yield python


def _how(folder: Path) -> tuple[list[str], str]:
    """Return the command that makes `folder`, and the version of its Python."""
    uv = shutil.which("uv")
    try:
        python = choose(list(look_around()))
    except Trouble:
        if uv is None:
            raise
        # uv brings a Python of its own when none will do; pip is seeded because it fetches models
        return [uv, "venv", "--seed", "--clear", "--python", ">=3.11,<3.15", str(folder)], "(uv)"
    return [python.path, "-m", "venv", "--clear", str(folder)], _dotted(python.version)


def _inside(folder: Path) -> Path:
    windows = sys.platform == "win32"
    return folder / ("Scripts/python.exe" if windows else "bin/python")


def _works(python: Path) -> bool:
    """Whether `python` is there, recent enough and has pip."""
    if not python.exists():
        return False
    code = f"import sys, pip; sys.exit(sys.version_info < {_OLDEST})"
    return _run(str(python), code) is not None


def _probe(path: str) -> Interpreter | None:
    """Ask the Python at `path` what it is; a shim that starts nothing is none."""
    said = _run(path, _PROBE) or ""
    version = re.match(r"(\d+)\.(\d+)", said)
    if version is None:
        return None
    return Interpreter(path, (int(version[1]), int(version[2])), "venv" in said)


def _run(path: str, code: str) -> str | None:
    try:
        done = subprocess.run(
            [path, "-c", code],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_PROBE_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("ascii", "replace")


def _dotted(version: tuple[int, int]) -> str:
    return f"{version[0]}.{version[1]}"
