"""The catalogue as shipped, and how a name finds its entry."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.errors import ModelNotFound
from assistant.runtime.catalog import Catalog, Entry, load
from tests.runtime.samples import CATALOG

RELEASES = ("0.6B", "1.7B", "4B", "8B", "14B", "30B-A3B", "32B")


@pytest.mark.parametrize("quantization", ["Q4_K_M", "Q8_0"])
@pytest.mark.parametrize("release", RELEASES)
def test_every_qwen3_is_there_in_both_quantizations(release: str, quantization: str):
    entry = CATALOG.find(f"Qwen3-{release}-{quantization}")
    assert entry.file.endswith(f"{quantization}.gguf")
    assert entry.is_qwen3


def test_the_embedded_default_is_the_makers_file_in_six_parts():
    embedded = CATALOG.embedded
    assert embedded.repo == "Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF"
    assert [wheel.member for wheel in embedded.wheels] == [
        f"data/part0{n}.bin" for n in range(1, 7)
    ]
    assert (embedded.size_bytes, embedded.sha256 is not None) == (491_400_064, True)
    assert not embedded.is_qwen3


@pytest.mark.parametrize(
    "name", ["Qwen3-8B", "qwen3-8b", " QWEN3-8B-Q4_K_M ", "Qwen3-8B-Q4_K_M.gguf"]
)
def test_a_name_a_release_and_a_file_find_the_same_entry(name: str):
    assert CATALOG.find(name).name == "Qwen3-8B-Q4_K_M"


def test_the_two_smallest_come_from_the_maker_by_their_plain_name():
    assert {CATALOG.find(name).repo for name in ("Qwen3-0.6B", "Qwen3-1.7B")} == {
        "Qwen/Qwen3-0.6B-GGUF",
        "Qwen/Qwen3-1.7B-GGUF",
    }


def test_an_unknown_name_is_refused_with_the_known_ones():
    with pytest.raises(ModelNotFound, match="'Qwen9'") as refusal:
        CATALOG.find("Qwen9")
    assert "Qwen3-8B" in refusal.value.hint


@pytest.mark.parametrize("entry", CATALOG.entries, ids=lambda entry: entry.name)
def test_the_size_of_a_file_agrees_with_its_parameters(entry: Entry):
    bits = entry.size_bytes * 8 / (entry.parameters_b * 1e9)
    low, high = (4.5, 8.1) if entry.quantization == "Q4_K_M" else (8.2, 8.8)
    assert low < bits < high, "Q4_K_M keeps some tensors larger, the more so in small models"


def test_what_no_reference_confirms_is_marked_and_not_invented():
    for entry in CATALOG.entries:
        assert entry.size_exact or entry.sha256 is None


def test_no_two_files_share_a_hash():
    hashes = [entry.sha256 for entry in CATALOG.entries if entry.sha256]
    assert len(set(hashes)) == len(hashes)


def test_tool_calls_are_expected_from_1_7_billion_parameters_on():
    for entry in CATALOG.entries:
        assert (entry.style == "tools") == (entry.is_qwen3 and entry.parameters_b >= 1.7)


def test_a_mistake_in_the_file_is_found_when_it_is_read(tmp_path: Path):
    text = (Path(__file__).parents[2] / "models" / "catalog.toml").read_text("utf-8")
    broken = tmp_path / "catalog.toml"
    broken.write_text(text.replace("size_bytes = 639446688", "size_bytes = -1"), "utf-8")
    with pytest.raises(ValidationError):
        load(broken)


def test_two_entries_of_one_name_are_a_mistake():
    twice = (CATALOG.embedded, CATALOG.embedded)
    with pytest.raises(ValidationError, match="same name"):
        Catalog(entries=twice, embedded_name=CATALOG.embedded.name)
