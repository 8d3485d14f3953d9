"""Which files are models that llama.cpp may see, and what is said of the others."""

import math
import struct
from pathlib import Path

import gguf as reference
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import ModelFileBroken, ModelNotFound
from assistant.runtime import gguf_reader
from assistant.runtime.gguf import check
from tests.runtime.tiny import HIDDEN, LAYERS, VOCABULARY, TinyGguf

ATTACKS = Path(__file__).parents[3] / "shared" / "data" / "attacks" / "gguf"
UNSEEN_IN_A_HEADER = {"weights_nan.gguf"}

SOUND = bytes(TinyGguf())
ARCH = "qwen3"


def test_a_sound_file_tells_its_shape(tmp_path: Path):
    header = check(_written(tmp_path, SOUND))
    assert (header.architecture, header.layers, header.hidden) == (ARCH, LAYERS, HIDDEN)
    assert (header.vocabulary, header.quantization) == (VOCABULARY, "Q4_K_M")
    assert header.parameters == header.active_parameters > 0
    assert not header.is_base


def test_of_a_mixture_only_the_chosen_experts_are_active(tmp_path: Path):
    mixture = TinyGguf(
        architecture="qwen3moe",
        keys={"qwen3moe.expert_count": 8, "qwen3moe.expert_used_count": 2},
        tensors={"blk.0.ffn_up_exps.weight": (HIDDEN, 64, 8)},
    )
    header = check(_written(tmp_path, bytes(mixture)))
    experts = HIDDEN * 64 * 8
    assert header.active_parameters == header.parameters - experts + experts // 4


def test_bytes_after_the_last_tensor_do_no_harm(tmp_path: Path):
    assert check(_written(tmp_path, SOUND + b"garbage" * 99)).layers == LAYERS


def test_a_base_model_is_recognized(tmp_path: Path):
    assert check(_written(tmp_path, bytes(TinyGguf(name="Qwen3 8B Base")))).is_base


NOT_MODELS = {
    "The file is empty.": b"",
    "a Git LFS pointer": b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n",
    "a web page": b"\n<!DOCTYPE html><html><title>Sign in</title>",
    "a zip archive": b"PK\x03\x04" + bytes(60),
    "the old GGML format": b"lmgg" + bytes(4),
    "only zeros": bytes(4096),
    "not a GGUF model": b"MZ\x90 anything else",
}


@pytest.mark.parametrize("said", NOT_MODELS)
def test_another_kind_of_file_is_named(tmp_path: Path, said: str):
    with pytest.raises(ModelFileBroken, match=said):
        check(_written(tmp_path, NOT_MODELS[said]))


def _kind(code: int, packed: bytes) -> bytes:
    return struct.pack("<I", code) + packed


BROKEN = {
    "holds 70,000 of": lambda: _long_file()[:70_000],
    "cut off inside its header": lambda: SOUND[:300],
    "its version is 1": lambda: bytes(TinyGguf(version=1)),
    "big-endian": lambda: b"GGUF" + struct.pack(">I", 3) + SOUND[8:],
    "an embedding model": lambda: bytes(TinyGguf(keys={"qwen3.pooling_type": 3})),
    "architecture is 'llama'": lambda: bytes(TinyGguf(architecture="llama")),
    "which architecture": lambda: bytes(TinyGguf(keys={"general.architecture": None})),
    "one of 3 parts": lambda: bytes(TinyGguf(keys={"split.count": 3})),
    "block_count' is 0": lambda: bytes(TinyGguf(keys={"qwen3.block_count": 0})),
    "block_count' is 2147483648": lambda: bytes(TinyGguf(keys={"qwen3.block_count": 1 << 31})),
    "context_length' is 2147483647": lambda: bytes(
        TinyGguf(keys={"qwen3.context_length": 2147483647})
    ),
    "context_length' is missing": lambda: bytes(TinyGguf(keys={"qwen3.context_length": None})),
    "context_length' is 'a'": lambda: bytes(TinyGguf(keys={"qwen3.context_length": "a"})),
    "do not divide into 3 groups": lambda: bytes(
        TinyGguf(keys={"qwen3.attention.head_count_kv": 3})
    ),
    "not a finite number": lambda: bytes(
        TinyGguf(keys={"qwen3.attention.layer_norm_rms_epsilon": math.nan})
    ),
    "not above zero": lambda: bytes(TinyGguf(keys={"qwen3.rope.freq_base": -1.0})),
    "which is no token": lambda: bytes(TinyGguf(keys={"tokenizer.ggml.bos_token_id": VOCABULARY})),
    "no vocabulary": lambda: bytes(TinyGguf(keys={"tokenizer.ggml.tokens": None})),
    "an unknown type (99)": lambda: bytes(TinyGguf(keys={"extra": _kind(99, b"")})),
    "holds an unknown type (9)": lambda: bytes(
        TinyGguf(keys={"extra": _kind(9, struct.pack("<IQ", 9, 1))})
    ),
    "claims 9,000,000,000 texts": lambda: bytes(
        TinyGguf(keys={"extra": _kind(9, struct.pack("<IQ", 8, 9_000_000_000))})
    ),
    "word embeddings": lambda: bytes(TinyGguf(tensors={"token_embd.weight": (HIDDEN, 8)})),
    "holds 3 layers": lambda: bytes(TinyGguf(tensors={"blk.7.attn_q.weight": (HIDDEN, HIDDEN)})),
    "impossible shape": lambda: bytes(TinyGguf(tensors={"x": (32, 0)})),
    "dimensions": lambda: bytes(TinyGguf(tensors={"x": (1, 1, 1, 1, 1)})),
    "bytes in a tensor's name": lambda: bytes(TinyGguf(tensors={"x" * 64: (32,)})),
    "alignment is 13": lambda: bytes(TinyGguf(keys={"general.alignment": 13})),
    "alignment is 0": lambda: bytes(TinyGguf(keys={"general.alignment": 0})),
}


@pytest.mark.parametrize("said", BROKEN)
def test_a_broken_model_is_refused_with_the_reason(tmp_path: Path, said: str):
    with pytest.raises(ModelFileBroken) as refusal:
        check(_written(tmp_path, BROKEN[said]()))
    assert said in str(refusal.value)
    assert str(refusal.value).endswith(".")
    assert refusal.value.hint


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path):
    with pytest.raises(ModelNotFound, match="no file"):
        check(tmp_path / "absent.gguf")
    with pytest.raises(ModelFileBroken, match="cannot be read"):
        check(tmp_path)


@pytest.mark.skipif(not ATTACKS.is_dir(), reason="the collection of hostile files is not here")
def test_of_the_hostile_files_only_the_controls_pass():
    passed: set[str] = set()
    for path in sorted(ATTACKS.glob("*.gguf")):
        try:
            check(path)
        except ModelFileBroken:
            continue
        passed.add(path.name)
    controls = {path.name for path in ATTACKS.glob("*CONTROL*.gguf")}
    assert passed == controls | UNSEEN_IN_A_HEADER


@settings(max_examples=400, deadline=None)
@given(
    changes=st.lists(st.tuples(st.integers(0, 2400), st.integers(0, 255)), min_size=1, max_size=8),
    length=st.integers(0, len(SOUND)),
)
def test_no_mutation_does_worse_than_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]], length: int
):
    mutated = bytearray(SOUND)
    for position, value in changes:
        mutated[position] = value
    path = _written(tmp_path_factory.mktemp("mutant"), bytes(mutated[: max(length, 600)]))
    try:
        header = check(path)
    except ModelFileBroken:
        return
    assert 0 < header.layers <= 1024
    assert 0 < header.context <= 1 << 24


def test_the_sizes_of_tensor_types_are_those_of_the_reference():
    ours = gguf_reader._BLOCKS  # pyright: ignore[reportPrivateUsage] - the table is the subject
    theirs = {int(kind): size for kind, size in reference.GGML_QUANT_SIZES.items()}
    assert {kind: theirs[kind] for kind in ours} == ours


def _long_file() -> bytes:
    return bytes(TinyGguf(tensors={"output.weight": (HIDDEN, 4096)}))


def _written(folder: Path, content: bytes) -> Path:
    path = folder / "model.gguf"
    path.write_bytes(content)
    return path
