"""
Bring `.venv` to what the lock files say, in three parts that are each done once.

* packages: everything but llama.cpp, by pip with the user's own configuration, every file by hash
* llama.cpp: compiled from the source package whose hash is in the lock
* tools: what tests and checks need besides

Each part leaves a stamp in `.venv` with what it was made from.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

from assistant.bootstrap.build import Gpu, choose_gpu, environment, fingerprint, require_compiler
from assistant.bootstrap.children import Child, finish
from assistant.bootstrap.texts import say
from assistant.bootstrap.trouble import Trouble

if TYPE_CHECKING:
    from pathlib import Path

LOCK, TOOLS_LOCK = "requirements.lock", "requirements-dev.lock"
COMPILED = "llama-cpp-python"

_BLOCK = re.compile(r"^(?=[a-z0-9])", re.IGNORECASE | re.MULTILINE)
_FREE_BYTES = 2 * 10**9
_PIP = {
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_NO_INPUT": "1",  # a password prompt would wait for ever behind the live line
    "PIP_USER": "0",  # a configured `user = true` is an error inside a venv
    "PYTHONUTF8": "1",
}


class Installer:
    """Installs into the `.venv` that `python` belongs to; logs and lists go to `.run`."""

    def __init__(self, root: Path, python: Path) -> None:
        self._root = root
        self._python = python
        self._work = root / ".run"
        self._venv = python.parent.parent

    def packages(self) -> None:
        """Install everything that needs no compiler."""
        lock = (self._root / LOCK).read_text("utf-8")
        stamp = _Stamp(self._venv, "packages", _hash(lock))
        if stamp.is_set:
            return
        if shutil.disk_usage(self._root).free < _FREE_BYTES:
            raise Trouble("no_space")
        wanted = self._list("packages", "".join(_blocks(lock, compiled=False)))
        self._install(say("packages"), "packages", "--require-hashes", "-r", str(wanted))
        self._install("snoska", "snoska", "--no-build-isolation", "-e", str(self._root))
        stamp.set()

    def tools(self) -> None:
        """Install what tests and checks need."""
        lock = (self._root / TOOLS_LOCK).read_text("utf-8")
        stamp = _Stamp(self._venv, "tools", _hash(lock))
        if stamp.is_set:
            return
        self._install(say("tools"), "tools", "--require-hashes", "-r", str(self._root / TOOLS_LOCK))
        stamp.set()

    def compiling(self, asked_gpu: str) -> Compiling | None:
        """Start to compile llama.cpp; None when it is there as it should be."""
        built = _Stamp(self._venv, "llama").text
        gpu = choose_gpu(asked_gpu, built.partition("-")[0])
        source = "".join(_blocks((self._root / LOCK).read_text("utf-8"), compiled=True))
        stamp = _Stamp(self._venv, "llama", f"{fingerprint(gpu)}-{_hash(source)}")
        if stamp.is_set:
            return None
        require_compiler()
        print(say("compile", gpu=gpu.name, reason=gpu.reason), flush=True)
        return Compiling(self._compile(gpu, source), stamp)

    def _install(self, title: str, name: str, *arguments: str) -> None:
        command = self._pip("--no-deps", *arguments)
        finish(Child(title, command, self._work / f"{name}.log", _PIP), "not_installed")

    def _compile(self, gpu: Gpu, source: str) -> Child:
        command = self._pip(
            "-v",  # so that the log holds the compiler's own words
            "--require-hashes",
            "--no-deps",
            "--no-build-isolation",  # scikit-build-core, cmake and ninja are in the lock
            "--force-reinstall",
            "-r",
            str(self._list("llama", source)),
        )
        env = {**_PIP, **environment(gpu, self._cache())}
        return Child(f"llama.cpp ({gpu.name})", command, self._work / "build.log", env)

    def _cache(self) -> str:
        """Return pip's own cache folder; empty when the user has none."""
        command = [str(self._python), "-m", "pip", "cache", "dir"]
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False
        )
        return done.stdout.decode("utf-8", "replace").strip()

    def _pip(self, *arguments: str) -> list[str]:
        return [str(self._python), "-m", "pip", "install", *arguments]

    def _list(self, name: str, text: str) -> Path:
        path = self._work / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path


class Compiling:
    """A running compile."""

    def __init__(self, child: Child, stamp: _Stamp) -> None:
        self._child = child
        self._stamp = stamp

    def finish(self, *beside: Child) -> None:
        """Wait for the end, showing those `beside` it too, and note what was built."""
        finish(self._child, "not_compiled", beside)
        self._stamp.set()


class _Stamp:
    """A note in `.venv` of what a part was made from; gone with `.venv` itself."""

    def __init__(self, venv: Path, part: str, key: str = "") -> None:
        self._path = venv / f"snoska-{part}"
        self._key = key

    @property
    def text(self) -> str:
        return self._path.read_text("utf-8") if self._path.exists() else ""

    @property
    def is_set(self) -> bool:
        return self.text == self._key

    def set(self) -> None:
        self._path.write_text(self._key, "utf-8")


def _blocks(lock: str, *, compiled: bool) -> list[str]:
    """Return the entries of `lock`, hashes and all: the compiled one, or all others."""
    entries = _BLOCK.split(lock)
    return [entry for entry in entries if entry.startswith(f"{COMPILED}==") == compiled]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
