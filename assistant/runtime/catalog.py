"""
The models Snoska knows: names, files, hashes and shapes, read from `models/catalog.toml`.

Not covered: whether a file is here (`local.py`), fits (`fit.py`) or is whole (`gguf.py`).
"""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.errors import ModelNotFound

Style = Literal["tools", "guided"]
"""`tools`: calls the retrieval tool itself. `guided`: words what the ledger laid out."""


class Wheel(BaseModel):
    """One part of a mirrored file: the only member of a plain-data wheel that is used."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    package: str
    version: str
    member: str
    """Where the bytes lie in the wheel, relative to its one top folder."""


class Shape(BaseModel):
    """What decides how much memory a model needs; sizes are billions of parameters."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    parameters_b: float = Field(gt=0)
    active_b: float = Field(gt=0)
    layers: int = Field(gt=0)
    heads: int = Field(gt=0)
    kv_heads: int = Field(gt=0)
    head_dim: int = Field(gt=0)
    hidden: int = Field(gt=0)
    vocabulary: int = Field(gt=0)
    context: int = Field(gt=0)
    """Tokens the model was trained for."""


class Entry(Shape):
    """One model file: where the maker keeps it, what proves it whole, what shape it has."""

    name: str
    file: str
    repo: str
    revision: str = "main"
    quantization: str
    size_bytes: int = Field(gt=0)
    size_exact: bool = True
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    licence: str
    style: Style
    wheels: tuple[Wheel, ...] = ()

    @property
    def release(self) -> str:
        """The name without the quantization: `Qwen3-8B`."""
        return self.name.removesuffix(f"-{self.quantization}")

    @property
    def is_qwen3(self) -> bool:
        """Whether this is a Qwen3 and not the embedded default."""
        return self.name.casefold().startswith("qwen3-")


class Catalog(BaseModel):
    """All entries, in the order of the file: of one release, the preferred quantization first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    entries: tuple[Entry, ...]
    embedded_name: str

    @model_validator(mode="after")
    def _names_are_unique(self) -> "Catalog":
        names = [entry.name.casefold() for entry in self.entries]
        if len(set(names)) != len(names):
            raise ValueError("two entries have the same name")
        if self.embedded_name.casefold() not in names:
            raise ValueError(f"no entry is named {self.embedded_name!r}")
        return self

    @property
    def embedded(self) -> Entry:
        """The model that comes from the package index when the hub cannot be reached."""
        return self.find(self.embedded_name)

    def find(self, name: str) -> Entry:
        """
        Return the entry called `name`: its name, its file, or its release.

        Raise `ModelNotFound` when there is none.
        """
        wanted = name.strip().casefold()
        for entry in self.entries:
            if wanted in (entry.name.casefold(), entry.file.casefold()):
                return entry
        for entry in self.entries:
            if wanted == entry.release.casefold():
                return entry
        raise ModelNotFound(f"There is no model {name!r} in the catalogue.", _hint(self.entries))


def load(path: Path) -> Catalog:
    """Read the catalogue; a mistake in it is a mistake of the programmer (`ValueError`)."""
    table = tomllib.loads(path.read_text("utf-8"))
    shapes: dict[str, dict[str, object]] = table["shape"]
    entries = [_entry(model, shapes) for model in table["model"]]
    return Catalog(entries=tuple(entries), embedded_name=table["embedded"])


def _entry(model: dict[str, object], shapes: dict[str, dict[str, object]]) -> Entry:
    fields = {key: value for key, value in model.items() if key != "shape"}
    return Entry.model_validate(shapes[str(model["shape"])] | fields)


def _hint(entries: Sequence[Entry]) -> str:
    releases = dict.fromkeys(entry.release for entry in entries)
    return f"Known names: {', '.join(releases)}. Or give the path of a GGUF file."
