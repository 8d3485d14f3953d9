"""
Remember which model files were verified, so that they are not hashed at every start.

A seal holds as long as size and time of change stay the same; after any change the file is hashed
again. It guards against damage and mix-ups, not against someone who can write to the folder.
"""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import cast

_FILE = ".verified.json"


def seal(path: Path, sha256: str) -> None:
    """Note that the file at `path`, as it is now, has this hash; a read-only folder keeps none."""
    status = path.stat()
    seals = _read(path.parent) | {path.name: [status.st_size, status.st_mtime_ns, sha256]}
    target = path.with_name(_FILE)
    fresh = target.with_name(f"{_FILE}.{os.getpid()}")
    with suppress(OSError):
        fresh.write_text(json.dumps(seals, indent=1), "utf-8")
        os.replace(fresh, target)  # noqa: PTH105 - the name says that it is atomic


def sealed(path: Path) -> str | None:
    """Return the hash of an unchanged verified file; None when it has to be hashed."""
    match _read(path.parent).get(path.name):
        case [int(size), int(changed), str(sha256)]:
            status = path.stat()
            return sha256 if (status.st_size, status.st_mtime_ns) == (size, changed) else None
        case _:
            return None


def _read(folder: Path) -> dict[str, object]:
    with suppress(OSError, ValueError):
        seals: object = json.loads((folder / _FILE).read_text("utf-8"))
        if isinstance(seals, dict):
            return cast("dict[str, object]", seals)
    return {}
