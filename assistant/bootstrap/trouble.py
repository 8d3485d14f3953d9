"""What can go wrong before the program runs, each as one sentence with the fix."""

from __future__ import annotations

import errno
import re
import shutil
import sys
from typing import TYPE_CHECKING

from assistant.bootstrap.texts import FIXES, say

if TYPE_CHECKING:
    from pathlib import Path

_SIGNS = (
    (r"No space left on device|\[Errno 28\]|not enough space on the disk", "no_space"),
    (r"DO NOT MATCH THE HASHES", "wrong_hash"),
    (
        r"Killed signal|virtual memory exhausted|out of memory|[Cc]annot allocate memory",
        "no_memory",
    ),
    (r"No CMAKE_CXX?_COMPILER could be found|Microsoft Visual C\+\+ .* is required", "no_compiler"),
    (r"No CMAKE_CUDA_COMPILER|CUDA Toolkit not found|Failed to find nvcc", "no_nvcc"),
    (r"Could NOT find Vulkan|glslc", "no_vulkan"),
    (r"CERTIFICATE_VERIFY_FAILED|SSLError", "no_trust"),
    (r"Failed to establish a new connection|NameResolutionError|name resolution", "no_network"),
    (r"Network is unreachable|ConnectTimeout|Read timed out|ProxyError", "no_network"),
    (r"Could not find a version|No matching distribution", "not_in_index"),
)
"""What pip, CMake and compilers print, the surest sign first."""


class Trouble(Exception):  # noqa: N818 - reads as a sentence at the raise site
    """Why it cannot go on: a key of `texts` with its fields, said in the user's language."""

    def __init__(self, key: str, **fields: object) -> None:
        super().__init__(key)
        self.key = key
        self.fields = fields

    def __str__(self) -> str:
        """Return the sentence."""
        fix = fix_for(self.key, str(self.fields.get("version", "")))
        return say(self.key, **{"fix": fix, **self.fields})


def diagnose(log: Path, otherwise: str) -> Trouble:
    """Read the reason of a failure out of a tool's `log`; `otherwise` names it when unknown."""
    text = log.read_text("utf-8", errors="replace")
    for sign, key in _SIGNS:
        if re.search(sign, text):
            return Trouble(key, log=log)
    return Trouble(otherwise, log=log)


def from_system(error: OSError) -> Trouble:
    """Return the trouble behind an error of the operating system."""
    if error.errno == errno.ENOSPC:
        return Trouble("no_space")
    name = error.filename if error.filename is not None else ""
    return Trouble("not_written", name=name, reason=error.strerror or error)


def fix_for(key: str, version: str = "") -> str:
    """Return the command that installs what is missing, for this kind of system."""
    fixes = FIXES.get(key, {})
    return fixes.get(_system(), fixes.get("", "")).replace("{version}", version)


def _system() -> str:
    if sys.platform == "darwin":
        return "mac"
    if sys.platform == "win32":
        return "windows"
    return next((name for name in ("apt-get", "dnf", "pacman") if shutil.which(name)), "")
