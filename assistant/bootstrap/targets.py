"""What each `make` target does."""

from __future__ import annotations

import io
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Callable, NoReturn

from assistant.bootstrap.children import Child, watch
from assistant.bootstrap.install import LOCK, TOOLS_LOCK, Installer
from assistant.bootstrap.python import prepare
from assistant.bootstrap.texts import say
from assistant.bootstrap.trouble import Trouble, from_system

if TYPE_CHECKING:
    from types import FrameType

ROOT = Path(__file__).resolve().parent.parent.parent
_RUN = ROOT / ".run"
_INTERRUPTED = 130
_MADE_HERE = (
    ".venv", ".run", "build", "dist", ".pytest_cache", ".ruff_cache", ".hypothesis",
    ".import_linter_cache", ".benchmarks", ".gradio",
)  # fmt: skip
_DOCS = ("README.md", "README.ru.md", "CONTRIBUTING.md")
_LINTS = {
    "format": ("ruff", "format", "--check", "."),
    "lint": ("ruff", "check", "."),
    "types": ("basedpyright",),
    "layers": ("lint-imports",),
    "docs": ("cog", "--check", *_DOCS),
}
_FIXES = (("ruff", "check", "--fix", "."), ("ruff", "format", "."), ("cog", "-r", *_DOCS))
_LOCKED = {
    LOCK: ("pyproject.toml", "--group", "build"),
    TOOLS_LOCK: ("--group", "dev", "-c", LOCK),
}
_LOCK_OPTIONS = (
    "--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url",
    "--no-header", "--no-annotate", "--upgrade", "--quiet",
)  # fmt: skip
_LOCK_HEAD = """\
# Every package at one version, with the hashes of its files and no download addresses.
# Covers Python 3.11 to 3.14 on Linux (x86-64, arm64; glibc 2.28 or newer), macOS (11 or newer) and
# Windows (x86-64); all are ready-made wheels but llama-cpp-python, which is compiled from source.
# Remade by: make lock
"""


def main(arguments: list[str]) -> int:
    """Do the target named by the first argument; return the exit code."""
    _settle_in()
    target = arguments[0] if arguments else "help"
    try:
        return _target(target)()
    except Trouble as trouble:
        return _complain(trouble)
    except BrokenPipeError:  # whoever read our output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        return _complain(from_system(error))
    except KeyboardInterrupt:
        print("\n" + say("stopped"), file=sys.stderr)
        return _INTERRUPTED


def _settle_in() -> None:
    """Print whatever the console can show, and end for a closed terminal as for Ctrl-C."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console may lack Cyrillic
    # also SIGINT: a shell starts its background jobs with Ctrl-C ignored, and programs inherit that
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _interrupt)


def _target(name: str) -> Callable[[], int]:
    targets = {
        "run": run, "ask": ask, "install": install, "test": test, "lint": lint, "fix": fix,
        "lock": lock, "clean": clean, "help": show_help,
    }  # fmt: skip
    if name not in targets:
        raise Trouble("unknown_target", name=name)
    return targets[name]


def run() -> NoReturn:
    """Install, fetch a model meanwhile, and open the page, which takes over the download."""
    os.environ.update(_settings())
    _become(_ready(wait_for_model=False), "app.py")


def ask() -> NoReturn:
    """Answer `Q` in the terminal, once the model is here."""
    question = os.environ.get("Q", "")
    if not question.strip():
        raise Trouble("no_question")
    os.environ.update(_settings())
    _become(_ready(wait_for_model=True), "-m", "assistant", "ask", "--", question)


def install() -> int:
    """Install everything, tests and checks included, and nothing else."""
    _with_tools()
    return 0


def test() -> NoReturn:
    """Run the tests."""
    _become(_with_tools(), "-m", "pytest", *shlex.split(os.environ.get("ARGS", "")))


def lint() -> int:
    """Run every check but the tests, all of them even when one fails."""
    python = _with_tools()
    return max([_lint(python, name, command) for name, command in _LINTS.items()])


def fix() -> int:
    """Repair what the tools can repair."""
    python = _with_tools()
    return max([_call(python, command) for command in _FIXES])


def lock() -> int:
    """Choose the versions of all packages anew, within what pyproject.toml allows."""
    uv = shutil.which("uv")
    if uv is None:
        raise Trouble("no_uv")
    os.chdir(ROOT)
    for name, what in _LOCKED.items():
        command = [uv, "pip", "compile", *what, *_LOCK_OPTIONS]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
        if done.returncode:
            return done.returncode
        Path(name).write_bytes(_LOCK_HEAD.encode() + done.stdout)
    return 0


def clean() -> int:
    """Remove what was made here; models and databases lie in the user's data folder and stay."""
    for name in _MADE_HERE:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for cache in list(ROOT.rglob("__pycache__")):
        shutil.rmtree(cache, ignore_errors=True)
    return 0


def show_help() -> int:
    """Say which targets there are."""
    print(say("help"))
    return 0


def _ready(*, wait_for_model: bool) -> Path:
    """Install what is missing; a model is fetched while llama.cpp compiles."""
    python, installer = _installed()
    compiling = installer.compiling(os.environ.get("GPU", ""))
    if compiling is None:
        return python
    command = [str(python), "-m", "assistant", "models", "pull", "--auto"]
    model = Child(say("model"), command, _RUN / "model.log", speaks=True)
    compiling.finish(model)
    if wait_for_model:
        watch(model)
    if model.is_running:
        print(say("model_later"), flush=True)
        model.stop()
    elif model.has_failed:
        print(say("model_failed", log=_RUN / "model.log"), flush=True)
    return python


def _with_tools() -> Path:
    """Install what is missing, with what tests and checks need."""
    python, installer = _installed()
    installer.tools()
    compiling = installer.compiling(os.environ.get("GPU", ""))
    if compiling is not None:
        compiling.finish()
    return python


def _installed() -> tuple[Path, Installer]:
    os.chdir(ROOT)
    python = prepare(ROOT, _RUN)
    installer = Installer(ROOT, python)
    installer.packages()
    return python, installer


def _settings() -> dict[str, str]:
    """Return what make's variables mean to the program."""
    names = {"MODEL": "SNOSKA_MODEL", "PORT": "SNOSKA_PORT"}
    found = {own: value for name, own in names.items() if (value := os.environ.get(name))}
    if sys.platform == "darwin" and os.environ.get("GPU") == "cpu":
        found["SNOSKA_GPU_LAYERS"] = "0"  # a build for a Mac always holds Metal
    return found


def _become(python: Path, *arguments: str) -> NoReturn:
    """Run the program in our place, so that Ctrl-C and its exit code are its own."""
    command = [str(python), *arguments]
    if sys.platform == "win32":  # where exec would return to the shell at once
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(command[0], command)


def _lint(python: Path, name: str, command: tuple[str, ...]) -> int:
    start = time.monotonic()
    code = _call(python, command)
    seconds = f"{time.monotonic() - start:.1f}"
    print(say("failed" if code else "passed", name=name, seconds=seconds), flush=True)
    return 1 if code else 0


def _call(python: Path, command: tuple[str, ...]) -> int:
    """Run a tool of `.venv`; what it prints is shown when it fails."""
    program = shutil.which(command[0], path=str(python.parent)) or command[0]
    done = subprocess.run(
        [program, *command[1:]], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode:
        print(done.stdout.decode("utf-8", "replace"), flush=True)
    return done.returncode


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _complain(trouble: Trouble) -> int:
    print(trouble, file=sys.stderr)
    return 1
