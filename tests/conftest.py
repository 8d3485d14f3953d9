"""The models that tests may ask: a tiny one that is written here, and the embedded default."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.generation.chat_model import running_model
from assistant.settings import Settings, resource
from tests import tiny_gguf

EMBEDDED = "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf"


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real Qwen3 file of half a megabyte that says nonsense."""
    return tiny_gguf.write(tmp_path_factory.mktemp("models") / "tiny.gguf")


@pytest.fixture(scope="session")
def embedded_model() -> Path:
    """The embedded default model, from SNOSKA_TEST_MODEL or the data folder."""
    path = Path(os.environ.get("SNOSKA_TEST_MODEL", Settings().models / EMBEDDED))
    if not path.is_file():
        pytest.skip(f"the embedded default model is not here: {path.name}")
    return path


@pytest.fixture(scope="session")
def chatml() -> Path:
    """The prompt template."""
    return resource("prompts") / "chatml.jinja"


@pytest.fixture(scope="session", autouse=True)
def _model_process() -> Iterator[None]:
    yield
    running_model().close()
