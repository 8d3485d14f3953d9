"""Qwen3 files that other programs left on this computer, found and used where they lie."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.runtime.local import Found, Places, find_entry, find_qwen3, usual_places
from tests.runtime.samples import CATALOG, LAPTOP, OFFICE, entry_for
from tests.runtime.tiny import HIDDEN, TinyGguf

SMALL = bytes(TinyGguf(name="Qwen3 Tiny"))
LARGE = bytes(TinyGguf(name="Qwen3 Less Tiny", tensors={"output.weight": (HIDDEN, 4096)}))


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return usual_places(tmp_path / "ours", tmp_path / "home", {})


def _put(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _in_hub_cache(places: Places, name: str, content: bytes) -> Path:
    """Lay a file down as huggingface_hub does: a blob, and a snapshot that points at it."""
    repo = places.hub_cache / "models--Qwen--Qwen3-8B-GGUF"
    blob = _put(repo / "blobs" / hashlib.sha256(content).hexdigest(), content)
    pointer = repo / "snapshots" / ("a" * 40) / name
    pointer.parent.mkdir(parents=True)
    pointer.symlink_to(blob)
    return pointer


def _in_ollama(folder: Path, name: str, tag: str, content: bytes) -> Path:
    digest = hashlib.sha256(content).hexdigest()
    manifest = {
        "schemaVersion": 2,
        "layers": [
            {"mediaType": "application/vnd.ollama.image.template", "digest": f"sha256:{'0' * 64}"},
            {"mediaType": "application/vnd.ollama.image.model", "digest": f"sha256:{digest}"},
        ],
    }
    _put(
        folder / "manifests" / "registry.ollama.ai" / "library" / name / tag,
        json.dumps(manifest).encode(),
    )
    return _put(folder / "blobs" / f"sha256-{digest}", content)


def _found(places: Places) -> Found | None:
    return find_qwen3(places, CATALOG, LAPTOP, 8192)


def test_an_empty_computer_has_none(places: Places):
    assert _found(places) is None


def test_our_own_folder_is_looked_through(places: Places):
    path = _put(places.models / "Qwen3-8B-Q4_K_M.gguf", SMALL)
    assert (found := _found(places)) is not None
    assert found.path == path


def test_the_hub_cache_is_looked_through(places: Places):
    pointer = _in_hub_cache(places, "Qwen_Qwen3-8B-Q4_K_M.gguf", SMALL)
    assert (found := _found(places)) is not None
    assert found.path == pointer


@pytest.mark.parametrize("which", [0, 1])
def test_both_folders_of_lm_studio_are_looked_through(places: Places, which: int):
    path = _put(places.lm_studio[which] / "maker" / "Qwen3-8B-GGUF" / "Qwen3-8B.gguf", SMALL)
    assert (found := _found(places)) is not None
    assert found.path == path


def test_the_blobs_of_ollama_are_looked_through(places: Places):
    blob = _in_ollama(places.ollama[0], "qwen3", "8b", SMALL)
    assert (found := _found(places)) is not None
    assert (found.path, found.entry.name) == (blob, "qwen3-8b")


def test_the_largest_that_runs_well_wins(places: Places):
    _put(places.models / "Qwen3-small.gguf", SMALL)
    blob = _in_ollama(places.ollama[0], "qwen3", "14b", LARGE)
    assert (found := _found(places)) is not None
    assert found.path == blob


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Qwen3-8B-Base-Q4_K_M.gguf", bytes(TinyGguf(name="Qwen3 8B"))),
        ("Qwen3-8B.gguf", bytes(TinyGguf(name="Qwen3 8B Base"))),
        ("Qwen3-Embedding-8B.gguf", SMALL),
        ("Qwen3-Reranker-8B.gguf", SMALL),
        ("Qwen3-pooled.gguf", bytes(TinyGguf(keys={"qwen3.pooling_type": 3}))),
        ("Qwen3-8B-00001-of-00002.gguf", SMALL),
        ("Qwen3-8B-cut.gguf", SMALL[:-100]),
        ("Qwen3-8B-pointer.gguf", b"version https://git-lfs.github.com/spec/v1"),
        ("Qwen3-named-but-llama.gguf", bytes(TinyGguf(architecture="llama"))),
        ("Qwen3-named-but-older.gguf", bytes(TinyGguf(architecture="qwen2"))),
        ("Llama-3.gguf", SMALL),
    ],
)
def test_what_is_not_a_whole_qwen3_that_answers_is_passed_over(
    places: Places, name: str, content: bytes
):
    _put(places.models / name, content)
    assert _found(places) is None


@pytest.mark.parametrize(
    "manifest",
    [b"", b"{}", b"[]", b'{"layers": 5}', b'{"layers": [{"digest": "sha256:../../x"}]}', b"\xff"],
)
def test_a_broken_manifest_of_ollama_is_passed_over(places: Places, manifest: bytes):
    _put(
        places.ollama[0] / "manifests" / "registry.ollama.ai" / "library" / "qwen3" / "8b", manifest
    )
    assert _found(places) is None


def test_a_file_too_large_for_this_machine_is_passed_over(places: Places):
    _put(places.models / "Qwen3-8B.gguf", SMALL)
    full = replace(OFFICE, free_ram_bytes=1000)
    assert find_qwen3(places, CATALOG, full, 8192) is None


def test_the_size_of_a_found_model_decides_how_it_is_used(places: Places):
    _put(places.models / "Qwen3-custom.gguf", SMALL)
    assert (found := _found(places)) is not None
    assert (found.entry.style, found.entry.layers, found.entry.sha256) == ("guided", 2, None)


def test_the_file_of_an_entry_is_found_by_name_and_size(places: Places):
    entry = entry_for(SMALL, "Qwen3-4B")
    assert find_entry(entry, places) is None
    _put(places.lm_studio[0] / "a" / "b" / entry.file, SMALL + b"x")
    assert find_entry(entry, places) is None
    pointer = _in_hub_cache(places, entry.file, SMALL)
    assert find_entry(entry, places) == pointer


def test_the_variables_of_other_programs_are_honoured(tmp_path: Path):
    chosen = usual_places(
        tmp_path,
        tmp_path,
        {"HF_HUB_CACHE": str(tmp_path / "hub"), "OLLAMA_MODELS": str(tmp_path / "llamas")},
    )
    assert chosen.hub_cache == tmp_path / "hub"
    assert chosen.ollama[0] == tmp_path / "llamas"
    by_home = usual_places(tmp_path, tmp_path, {"HF_HOME": str(tmp_path / "hf")})
    assert by_home.hub_cache == tmp_path / "hf" / "hub"
    by_cache = usual_places(tmp_path, tmp_path, {"XDG_CACHE_HOME": str(tmp_path / "c")})
    assert by_cache.hub_cache == tmp_path / "c" / "huggingface" / "hub"
