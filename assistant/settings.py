"""
What a user can set, read once: defaults < environment (`SNOSKA_*`) < arguments.

Nothing else in the package reads the environment, and nothing happens at import.
"""

import os
from collections.abc import Mapping
from pathlib import Path

import platformdirs
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import DataFolderUnusable


class Settings(BaseSettings):
    """All settings. Each field's text is also its documentation."""

    model_config = SettingsConfigDict(env_prefix="SNOSKA_", frozen=True, extra="ignore")

    home: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("snoska", appauthor=False)),
        description="Folder for models and databases.",
    )
    model: str = Field(
        default="", description="A model name from the catalogue, or the path of a GGUF file."
    )
    language: str = Field(default="", description="Language of the interface: ru or en.")
    offline: bool = Field(default=False, description="Make no request to any other machine.")
    port: int = Field(default=7860, ge=1, le=65535, description="Port of the page on 127.0.0.1.")
    context: int = Field(default=8192, ge=512, description="Context window of the model, tokens.")
    gpu_layers: int | None = Field(
        default=None, ge=0, description="Layers on the GPU; empty: as many as fit."
    )
    hub: str = Field(
        default="https://huggingface.co", description="Address of the model hub or its mirror."
    )
    embedder: Path | None = Field(
        default=None,
        description="A GGUF file of Qwen3-Embedding for the search; empty: the small one built in.",
    )
    thinking: bool = Field(default=False, description="Let a thinking model think aloud first.")
    sources_only: bool = Field(
        default=False, description="Give no general explanation without a source."
    )

    github: str = Field(
        default="https://api.github.com", description="Address of GitHub's interface."
    )
    github_token: str = Field(
        default="", description="Raises GitHub's limit of requests; empty: GITHUB_TOKEN."
    )

    @property
    def models(self) -> Path:
        """Where downloaded models are kept."""
        return self.home / "models"

    @property
    def index(self) -> Path:
        """The disposable database of facts."""
        return self.home / "index.db"

    @property
    def sources(self) -> Path:
        """The user's list of sources."""
        return self.home / "sources.toml"

    @property
    def snapshots(self) -> Path:
        """The library of fetched texts."""
        return self.home / "snapshots.db"

    @property
    def passages(self) -> Path:
        """The disposable index of the library's passages."""
        return self.home / "passages.db"

    @property
    def network(self) -> Path:
        """The record of all requests."""
        return self.home / "network.jsonl"

    @property
    def abilities(self) -> Path:
        """What was tried of the models on this computer."""
        return self.home / "abilities.json"

    def prepare(self) -> None:
        """Make the data folders, or raise `DataFolderUnusable`."""
        try:
            self.models.mkdir(parents=True, exist_ok=True)
            probe = self.home / ".writable"
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as error:
            reason = error.strerror or str(error)
            raise DataFolderUnusable(f"Cannot write to {str(self.home)!r}: {reason}.") from error


def environment() -> Mapping[str, str]:
    """Return the variables that other programs' settings are read from: pip, hub, proxies."""
    return os.environ


def resource(name: str) -> Path:
    """Return the folder or file `name` of the checkout's root, or its copy inside the wheel."""
    package = Path(__file__).parent
    packed = package / f"_{name}"
    return packed if packed.exists() else package.parent / name
