"""
Check, before llama.cpp sees a file, that it is a whole chat model that we can prompt.

llama.cpp aborts the process on some broken files and says "failed to load" for all others; here
each gets one sentence. Checked: kind of file, header, sizes and places of the tensors, the numbers
that decide memory, special tokens, and that the model is of a family whose prompt format we have.

Not covered: the weights (a file of NaNs passes; only its hash would tell) and the chat template
inside the file, which is never used.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import ModelFileBroken, ModelNotFound
from assistant.runtime.gguf_reader import MAGIC, Contents, Scalar, read_contents

FAMILIES = ("qwen2", "qwen3", "qwen3moe")
"""Architectures that share the prompt format we render."""

_EMBEDDERS = ("bert", "t5encoder", "jina", "embed")
_OTHER_FILES = (
    (b"version https://git-lfs", "a Git LFS pointer, not the model: fetch it with `git lfs pull`"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"lmgg", "in the old GGML format, from before GGUF"),
    (b"fmgg", "in the old GGML format, from before GGUF"),
    (b"tjgg", "in the old GGML format, from before GGUF"),
    (b"\x80\x02", "a PyTorch checkpoint"),
)
_RANGES = {
    "block_count": (1, 1_024),
    "context_length": (1, 1 << 24),
    "embedding_length": (1, 1 << 17),
    "feed_forward_length": (1, 1 << 20),
    "attention.head_count": (1, 1_024),
    "attention.head_count_kv": (1, 1_024),
}
_POSITIVE = ("attention.layer_norm_rms_epsilon", "rope.freq_base")
_BLOCK = re.compile(r"blk\.(\d{1,4})\.")
_QUANTIZATIONS: dict[Scalar, str] = {
    0: "F32", 1: "F16", 2: "Q4_0", 7: "Q8_0", 12: "Q3_K_M", 14: "Q4_K_S", 15: "Q4_K_M",
    16: "Q5_K_S", 17: "Q5_K_M", 18: "Q6_K", 32: "BF16",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Header:
    """What a checked file says about its model."""

    architecture: str
    name: str
    quantization: str
    parameters: int
    active_parameters: int
    """Those that take part in one token: of the experts of a layer, only the chosen ones."""
    layers: int
    heads: int
    kv_heads: int
    head_dim: int
    hidden: int
    vocabulary: int
    context: int
    is_base: bool
    """Whether it is a base model, which continues text but does not answer."""


def check(path: Path) -> Header:
    """
    Return the header of the model at `path`.

    Raise `ModelNotFound` when there is no such file, `ModelFileBroken` when it cannot be used.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            _refuse_other_files(file.read(512), size)
            file.seek(0)
            contents = read_contents(file, size)
    except FileNotFoundError as error:
        raise ModelNotFound(f"There is no file {str(path)!r}.") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise ModelFileBroken(f"The file {str(path)!r} cannot be read: {reason}.") from error
    return _judge(contents, size)


def _refuse_other_files(start: bytes, size: int) -> None:
    if not start:
        raise ModelFileBroken("The file is empty.")
    if start.startswith(MAGIC):
        return
    for magic, name in _OTHER_FILES:
        if start.startswith(magic):
            raise ModelFileBroken(f"The file is {name}.")
    if start.lstrip().lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        raise ModelFileBroken("The file is a web page, saved in place of the model.")
    if not start.strip(b"\x00"):
        raise ModelFileBroken(f"The file holds only zeros at its start ({size:,} bytes).")
    raise ModelFileBroken("The file is not a GGUF model.")


def _judge(contents: Contents, size: int) -> Header:
    architecture = _architecture(contents.values)
    _refuse_parts(contents.values)
    if size < contents.needed_bytes:
        raise ModelFileBroken(
            f"The file is cut off: it holds {size:,} of {contents.needed_bytes:,} bytes."
        )
    header = _header(contents, architecture)
    _check_tokens(contents, header)
    _check_tensors(contents, header)
    return header


def _architecture(values: Mapping[str, Scalar]) -> str:
    architecture = values.get("general.architecture")
    if not isinstance(architecture, str) or not architecture:
        raise ModelFileBroken("The header does not say which architecture the model has.")
    pooled = values.get(f"{architecture}.pooling_type", 0)
    name = str(values.get("general.name", "")).casefold()
    if pooled or any(word in architecture for word in _EMBEDDERS) or "embedding" in name:
        raise ModelFileBroken("The file is an embedding model: it compares texts, not answers.")
    if architecture not in FAMILIES:
        raise ModelFileBroken(
            f"The model's architecture is {architecture!r}; "
            f"only the Qwen families can be prompted here ({', '.join(FAMILIES)})."
        )
    return architecture


def _refuse_parts(values: Mapping[str, Scalar]) -> None:
    parts = values.get("split.count", 1)
    if isinstance(parts, int) and parts > 1:
        raise ModelFileBroken(f"The file is one of {parts} parts of a model; one file is needed.")


def _header(contents: Contents, architecture: str) -> Header:
    values = contents.values
    sizes = {key: _whole(values, f"{architecture}.{key}", *_RANGES[key]) for key in _RANGES}
    heads, kv_heads = sizes["attention.head_count"], sizes["attention.head_count_kv"]
    if heads % kv_heads:
        raise ModelFileBroken(f"The header's {heads} heads do not divide into {kv_heads} groups.")
    for key in _POSITIVE:
        _positive(values, f"{architecture}.{key}")
    head_dim = sizes["embedding_length"] // heads
    if f"{architecture}.attention.key_length" in values:
        head_dim = _whole(values, f"{architecture}.attention.key_length", 1, 4_096)
    name = str(values.get("general.name", ""))
    return Header(
        architecture=architecture,
        name=name,
        quantization=_QUANTIZATIONS.get(values.get("general.file_type", ""), ""),
        parameters=sum(math.prod(tensor.shape) for tensor in contents.tensors),
        active_parameters=_active_parameters(contents, architecture),
        layers=sizes["block_count"],
        heads=heads,
        kv_heads=kv_heads,
        head_dim=head_dim,
        hidden=sizes["embedding_length"],
        vocabulary=contents.lengths.get("tokenizer.ggml.tokens", 0),
        context=sizes["context_length"],
        is_base="base" in name.casefold().replace("-", " ").split(),
    )


def _active_parameters(contents: Contents, architecture: str) -> int:
    total = sum(math.prod(tensor.shape) for tensor in contents.tensors)
    experts = sum(math.prod(t.shape) for t in contents.tensors if "_exps." in t.name)
    if not experts:
        return total
    count = _whole(contents.values, f"{architecture}.expert_count", 1, 4_096)
    used = _whole(contents.values, f"{architecture}.expert_used_count", 1, count)
    return total - experts + experts * used // count


def _whole(values: Mapping[str, Scalar], key: str, low: int, high: int) -> int:
    value = values.get(key)
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        stated = "missing" if value is None else repr(value)[:80]
        raise ModelFileBroken(f"The header's {key!r} is {stated}, not a number a model can have.")
    return value


def _positive(values: Mapping[str, Scalar], key: str) -> None:
    value = values.get(key, 1.0)
    if not isinstance(value, float) or value <= 0:
        raise ModelFileBroken(f"The header's {key!r} is {str(value)[:80]}, not above zero.")


def _check_tokens(contents: Contents, header: Header) -> None:
    """Hold the special tokens against the vocabulary: llama.cpp indexes with them unchecked."""
    if not header.vocabulary or contents.values.get("tokenizer.ggml.model") != "gpt2":
        raise ModelFileBroken("The file holds no vocabulary of the kind the Qwen families use.")
    for key, value in contents.values.items():
        if not key.startswith("tokenizer.ggml.") or not key.endswith("_token_id"):
            continue
        if not isinstance(value, int) or not 0 <= value < header.vocabulary:
            raise ModelFileBroken(f"The header's {key!r} is {value!r}, which is no token.")
    kinds = contents.lengths.get("tokenizer.ggml.token_type", header.vocabulary)
    if kinds != header.vocabulary:
        raise ModelFileBroken(f"The header names {header.vocabulary:,} tokens but {kinds:,} kinds.")


def _check_tensors(contents: Contents, header: Header) -> None:
    """Hold the tensors against the sizes the header gives: all layers there, none beyond."""
    shapes = {tensor.name: tensor.shape for tensor in contents.tensors}
    if shapes.get("token_embd.weight") != (header.hidden, header.vocabulary):
        raise ModelFileBroken("The file's word embeddings do not match its vocabulary.")
    blocks = {int(match[1]) for name in shapes if (match := _BLOCK.match(name))}
    if blocks != set(range(header.layers)):
        raise ModelFileBroken(
            f"The file holds {len(blocks)} layers where its header gives {header.layers}."
        )
