"""Catalogue entries, catalogues, machines and wheels for tests."""

import hashlib
import zipfile
from pathlib import Path

from assistant.runtime.catalog import Catalog, Entry, Wheel, load
from assistant.runtime.hardware import Gpu, Machine

ROOT = Path(__file__).parents[2]
CATALOG = load(ROOT / "models" / "catalog.toml")
GB = 1_000_000_000

LAPTOP = Machine(
    system="Linux",
    cpu="a laptop",
    cores=4,
    ram_bytes=16 * GB,
    free_ram_bytes=12 * GB,
    gpus=(Gpu("NVIDIA GeForce RTX 4060 Laptop GPU", "cuda", 8 * GB, 7 * GB + GB // 2),),
)
OFFICE = Machine("Windows", "an office machine", 4, 8 * GB, 5 * GB, bandwidth=12e9)
TINY = Machine("Linux", "a board", 4, 1 * GB, GB // 2)


def unwatched(done: int, total: int) -> None:
    """Take progress and do nothing with it."""


def entry_for(content: bytes, name: str) -> Entry:
    """Return the catalogue's entry `name`, as if its file had this content."""
    known = CATALOG.find(name)
    return known.model_copy(
        update={"size_bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    )


def catalog_of(*entries: Entry, embedded: Entry) -> Catalog:
    return Catalog(entries=(*entries, embedded), embedded_name=embedded.name)


def mirrored(entry: Entry, content: bytes, folder: Path, parts: int = 2) -> Entry:
    """Write `content` as plain-data wheels into `folder` and return the entry that names them."""
    folder.mkdir(exist_ok=True)
    step = -(-len(content) // parts)
    wheels: list[Wheel] = []
    for number in range(1, parts + 1):
        piece = content[(number - 1) * step : number * step]
        wheels.append(
            Wheel(
                package=f"tiny-mirror-part{number}",
                version="0.9.0",
                member=f"data/part0{number}.bin",
            )
        )
        write_wheel(folder, number, {f"tiny_mirror_part{number}/data/part0{number}.bin": piece})
    return entry.model_copy(update={"wheels": tuple(wheels)})


def write_wheel(folder: Path, number: int, members: dict[str, bytes]) -> Path:
    name = f"tiny_mirror_part{number}"
    info = f"{name}-0.9.0.dist-info"
    path = folder / f"{name}-0.9.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for member, content in members.items():
            wheel.writestr(member, content)
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.9.0\n")
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/RECORD", "")
    return path
