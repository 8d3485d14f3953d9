"""
Say in one sentence why a file cannot be loaded.

What is no GGUF at all is told from the first bytes, before llama.cpp sees them; the rest from what
llama.cpp logged. Not covered: files on which llama.cpp aborts; the other side sees the death.
"""

import re
from pathlib import Path

from assistant.generation.worker.serving import Refusal

_MAGIC = b"GGUF"
_LOOKS: tuple[tuple[bytes, str], ...] = (
    (b"version https://git-lfs", "is a Git LFS pointer, not the model itself"),
    (b"<", "is a web page, not a model"),
    (b"PK\x03\x04", "is a zip archive, not a GGUF file"),
    (b"ggml", "is in the GGML format that GGUF replaced"),
    (b"lmgg", "is in the GGML format that GGUF replaced"),
    (b"tjgg", "is in the GGML format that GGUF replaced"),
)
_LOGGED: tuple[tuple[str, str], ...] = (
    (r"unknown model architecture: '(\S+)'", "is of the architecture {0}, unknown to llama.cpp"),
    (r"not within (?:the )?file bounds|corrupted or incomplete", "is cut off or damaged"),
    (r"failed to (?:read|seek)|end of file", "is cut off or damaged"),
)
_WHERE = re.compile(r"^(?:\w+: |error loading model(?: hyperparameters)?: )+")
"""llama.cpp's lines begin with its functions' names."""
_MEMORY = re.compile(
    r"failed to allocate|unable to allocate|out of memory|cudaMalloc failed|bad_alloc",
    re.IGNORECASE,
)


def look_at(path: Path) -> None:
    """Raise `Refusal` when `path` is missing or clearly no GGUF file."""
    try:
        with path.open("rb") as file:
            head = file.read(64)
    except FileNotFoundError as error:
        raise Refusal(
            "missing", f"There is no file {path.name!r} in {str(path.parent)!r}."
        ) from error
    except OSError as error:
        raise Refusal("broken", f"{path.name!r} cannot be read: {error.strerror}.") from error
    if head.startswith(_MAGIC):
        return
    if not head:
        raise Refusal("broken", f"{path.name!r} is empty.")
    looks = next((text for start, text in _LOOKS if head.lstrip().startswith(start)), None)
    raise Refusal("broken", f"{path.name!r} {looks or 'is not a GGUF file'}.")


def explain(path: Path, log: str) -> Refusal:
    """Return the reason that llama.cpp logged."""
    if _MEMORY.search(log):
        return Refusal("memory", f"There is not enough memory to load {path.name!r}.")
    for pattern, text in _LOGGED:
        if found := re.search(pattern, log):
            return Refusal("broken", f"{path.name!r} {text.format(*found.groups())}.")
    first = log.strip().split("\n", 1)[0]
    reason = _WHERE.sub("", first).strip().rstrip(".")
    return Refusal("broken", f"{path.name!r} cannot be loaded: {reason or 'no reason given'}.")
