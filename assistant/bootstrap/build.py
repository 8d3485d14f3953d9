"""
How llama.cpp is built here: for which graphics card, with which flags, whether it can be at all.

Not covered: ROCm, SYCL and others. `CMAKE_ARGS` in the environment reaches CMake as it is.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from assistant.bootstrap.texts import say
from assistant.bootstrap.trouble import Trouble

_DEFINES = {
    "cpu": "",
    "cuda": "GGML_CUDA=ON",
    "vulkan": "GGML_VULKAN=ON",
    "metal": "GGML_METAL=ON",
}
_PROBE_SECONDS = 10
_TRY = {"c": "#include <stdio.h>\n", "c++": "#include <string>\n#include <filesystem>\n"}
_REAL_CARDS = ("PHYSICAL_DEVICE_TYPE_DISCRETE_GPU", "PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU")


class Gpu(NamedTuple):
    """What llama.cpp is built for, and why."""

    name: str
    reason: str


def choose_gpu(asked: str, built: str) -> Gpu:
    """Return what was asked for; else what is `built` already; else what this machine has."""
    wanted = asked.strip().lower()
    if wanted in _DEFINES:
        _require(wanted)
        return Gpu(wanted, say("asked", gpu=wanted))
    if wanted not in ("", "auto"):
        raise Trouble("unknown_gpu", gpu=asked)
    return Gpu(built, "") if built and not wanted else _detect()


def environment(gpu: Gpu, cache: str) -> dict[str, str]:
    """
    Return what pip and scikit-build-core must find in the environment.

    pip keeps a compiled wheel under the name of its source alone: without a cache of its own, a
    build for another card or processor would come back out of it.
    """
    lean = Path(__file__).with_name("lean.cmake")
    defines = ["LLAVA_BUILD=OFF", f"CMAKE_PROJECT_llama.cpp_INCLUDE={lean.as_posix()}"]
    found = {"SKBUILD_CMAKE_DEFINE": ";".join(filter(None, [*defines, _DEFINES[gpu.name]]))}
    if cache:
        found["PIP_CACHE_DIR"] = str(Path(cache) / "snoska" / fingerprint(gpu))
    nvcc = _nvcc()
    if gpu.name == "cuda" and nvcc and "CUDACXX" not in os.environ:
        found["CUDACXX"] = nvcc
    return found


def fingerprint(gpu: Gpu) -> str:
    """Return a name for all that the compiled result depends on besides its source."""
    parts = [platform.machine(), _processor(), os.environ.get("CMAKE_ARGS", "")]
    return f"{gpu.name}-{hashlib.sha256(repr(parts).encode()).hexdigest()[:12]}"


def require_compiler() -> None:
    """Compile a line of C and one of C++17, or say what is missing."""
    if sys.platform == "win32":
        return  # CMake finds Visual Studio by itself; its absence is read out of the build log
    if sys.platform == "darwin" and not _succeeds("xcode-select", "-p"):
        raise Trouble("no_compiler")  # the c++ there only opens a window that offers to install one
    with tempfile.TemporaryDirectory() as folder:
        for language, variable, names in (
            ("c", "CC", ("cc", "gcc", "clang")),
            ("c++", "CXX", ("c++", "g++", "clang++")),
        ):
            chosen = os.environ.get(variable, "").split()[:1]
            if not any(_compiles(name, language, folder) for name in (chosen or names)):
                raise Trouble("no_compiler")


def _compiles(name: str, language: str, folder: str) -> bool:
    source = Path(folder, "probe." + ("c" if language == "c" else "cpp"))
    source.write_text(_TRY[language], "ascii")
    standard = ["-std=c++17"] if language == "c++" else []
    return _succeeds(name, *standard, "-c", str(source), "-o", str(source.with_suffix(".o")))


def _detect() -> Gpu:
    if sys.platform == "darwin":
        return Gpu("metal", say("mac"))
    has_nvidia = "GPU" in _output("nvidia-smi", "-L")
    if has_nvidia and _nvcc():
        return Gpu("cuda", say("cuda_found"))
    if shutil.which("glslc") and any(
        card in _output("vulkaninfo", "--summary") for card in _REAL_CARDS
    ):
        return Gpu("vulkan", say("vulkan_found"))
    return Gpu("cpu", say("card_without_nvcc" if has_nvidia else "no_card"))


def _require(gpu: str) -> None:
    if gpu == "cuda" and not _nvcc():
        raise Trouble("no_nvcc")
    if gpu == "vulkan" and not shutil.which("glslc"):
        raise Trouble("no_vulkan")
    if gpu == "metal" and sys.platform != "darwin":
        raise Trouble("no_metal")


def _nvcc() -> str | None:
    homes = (os.environ.get("CUDA_HOME"), os.environ.get("CUDA_PATH"), "/usr/local/cuda")
    places = [str(Path(home, "bin")) for home in homes if home]
    return shutil.which("nvcc") or shutil.which("nvcc", path=os.pathsep.join(places))


def _processor() -> str:
    """Return what the processor can do: the build uses all of it."""
    if sys.platform == "darwin":
        return _output("sysctl", "-n", "machdep.cpu.brand_string")
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines()
    except OSError:
        return platform.processor()
    return next((line for line in lines if line.startswith(("flags", "Features"))), "")


def _output(*command: str) -> str:
    try:
        done = subprocess.run(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_PROBE_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace") or " "


def _succeeds(*command: str) -> bool:
    return bool(_output(*command))
