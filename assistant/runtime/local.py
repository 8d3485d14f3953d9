"""
Find a Qwen3 that is already on this computer, and use it where it lies.

Looked through: our own folder, the caches of Hugging Face and LM Studio, the blobs of Ollama. A
file counts when its header is sound and it is an instruct model; base and embedding models do not.
Nothing is changed, copied or hashed there.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from assistant.errors import ModelError
from assistant.runtime.catalog import Catalog, Entry
from assistant.runtime.fit import choose, estimate
from assistant.runtime.gguf import Header, check
from assistant.runtime.hardware import Machine

_MOST_FILES = 60  # a header takes some 0.2 s to read
_MANIFEST_BYTES = 1 << 20
_DIGEST = re.compile(r"sha256:([0-9a-f]{64})")
_OTHERS = re.compile(r"embed|rerank|mmproj|guard|[-_.]base\b|-of-\d{5}", re.IGNORECASE)
_QWEN3 = ("qwen3", "qwen3moe")
_TOOLS_FROM_B = 1.5


@dataclass(frozen=True, slots=True)
class Places:
    """Folders that may hold models, whether they exist or not."""

    models: Path
    """Our own; downloads go here."""
    hub_cache: Path
    lm_studio: tuple[Path, ...] = ()
    ollama: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A usable model on this computer."""

    path: Path
    entry: Entry


def usual_places(models: Path, home: Path, environment: Mapping[str, str]) -> Places:
    """Return where programs keep models, as the variables they read and their defaults say."""
    cache = Path(environment.get("XDG_CACHE_HOME") or home / ".cache")
    hub_home = Path(environment.get("HF_HOME") or cache / "huggingface")
    ollama = [home / ".ollama" / "models", Path("/usr/share/ollama/.ollama/models")]
    if environment.get("OLLAMA_MODELS"):
        ollama.insert(0, Path(environment["OLLAMA_MODELS"]))
    return Places(
        models=models,
        hub_cache=Path(environment.get("HF_HUB_CACHE") or hub_home / "hub"),
        lm_studio=(home / ".lmstudio" / "models", home / ".cache" / "lm-studio" / "models"),
        ollama=tuple(ollama),
    )


def find_qwen3(places: Places, catalog: Catalog, machine: Machine, context: int) -> Found | None:
    """Return the Qwen3 on this computer that suits the machine best; None when there is none."""
    found = list(_usable(_files(places), catalog))
    fits = [estimate(usable.entry, machine, context) for usable in found]
    fit = choose(fits)
    return None if fit is None else found[fits.index(fit)]


def find_entry(entry: Entry, places: Places) -> Path | None:
    """Return where another program keeps the file of `entry`, judged by name and size."""
    for name, path in _foreign_files(places):
        with suppress(OSError):
            same_name = entry.file.casefold() in (path.name.casefold(), name.casefold())
            if same_name and path.stat().st_size == entry.size_bytes:
                return path
    return None


def describe(path: Path, header: Header, catalog: Catalog, name: str = "") -> Entry:
    """Return the catalogue's entry for a checked file, or one made from its header."""
    size = path.stat().st_size
    for entry in catalog.entries:
        if entry.file.casefold() == path.name.casefold() and entry.size_bytes == size:
            return entry
    billions = header.parameters / 1e9
    return Entry(
        name=name or path.stem,
        file=path.name,
        repo="",
        quantization=header.quantization,
        size_bytes=size,
        licence="",
        style="tools" if billions >= _TOOLS_FROM_B else "guided",
        parameters_b=billions,
        active_b=header.active_parameters / 1e9,
        layers=header.layers,
        heads=header.heads,
        kv_heads=header.kv_heads,
        head_dim=header.head_dim,
        hidden=header.hidden,
        vocabulary=header.vocabulary,
        context=header.context,
    )


def _usable(files: Iterable[tuple[str, Path]], catalog: Catalog) -> Iterator[Found]:
    for name, path in files:
        with suppress(ModelError, OSError):
            header = check(path)
            if header.architecture in _QWEN3 and not header.is_base:
                yield Found(path, describe(path, header, catalog, name))


def _files(places: Places) -> list[tuple[str, Path]]:
    """Return names and paths of what may be a Qwen3, the largest first."""
    own = [(path.stem, path) for path in _matching(places.models, "*.gguf")]
    files = [
        (size, name, path)
        for name, path in (*own, *_foreign_files(places))
        if "qwen3" in name.casefold() and not _OTHERS.search(name)
        if (size := _size(path))
    ]
    files.sort(key=lambda file: -file[0])
    return [(name, path) for _, name, path in files[:_MOST_FILES]]


def _foreign_files(places: Places) -> Iterator[tuple[str, Path]]:
    for path in _matching(places.hub_cache, "models--*/snapshots/*/**/*.gguf"):
        yield path.stem, path
    for folder in places.lm_studio:
        for path in _matching(folder, "**/*.gguf"):
            yield path.stem, path
    for folder in places.ollama:
        yield from _ollama_files(folder)


def _ollama_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the blobs that Ollama's manifests name as models: `qwen3-8b` for `qwen3:8b`."""
    for manifest in _matching(folder / "manifests", "**/*"):
        name = f"{manifest.parent.name}-{manifest.name}"
        if "qwen3" not in name.casefold():
            continue
        digest = _model_digest(manifest)
        if digest:
            yield name, folder / "blobs" / f"sha256-{digest}"


def _model_digest(manifest: Path) -> str:
    with suppress(OSError, ValueError, KeyError, TypeError):
        if manifest.stat().st_size > _MANIFEST_BYTES:
            return ""
        contents = cast("dict[str, list[dict[str, str]]]", json.loads(manifest.read_bytes()))
        for layer in contents["layers"]:
            digest = _DIGEST.fullmatch(layer["digest"])
            if digest and layer["mediaType"] == "application/vnd.ollama.image.model":
                return digest[1]
    return ""


def _matching(folder: Path, pattern: str) -> list[Path]:
    try:
        return [path for path in sorted(folder.glob(pattern)) if path.is_file()]
    except OSError:
        return []


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
