"""
A real but senseless model: a Qwen3 of half a megabyte whose weights are noise.

It shows what of an answer's quality the language model brings: with this one it brings nothing,
while llama.cpp, the prompts, the sampler and the checks all do their work. Written by hand in the
GGUF format, version 3, so that measuring needs no other library.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np

_CONTROL = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
_DEFINED = (
    "<think>",
    "</think>",
    "<tool_call>",
    "</tool_call>",
    "<tool_response>",
    "</tool_response>",
)
_BLOCKS, _WIDTH, _HEADS, _KEY_HEADS, _HEAD, _FEED = 2, 64, 4, 2, 16, 128
_CONTEXT = 8192
_ALIGNMENT = 32
_UINT32, _INT32, _FLOAT32, _BOOL, _STRING, _ARRAY = 4, 5, 6, 7, 8, 9
"""Types of GGUF values."""
_NORMAL, _CONTROL_TOKEN, _USER_DEFINED = 1, 3, 4
"""Types of tokens."""


def write_random_model(file: Path, seed: int = 0) -> Path:
    """Write the model to `file`; the same seed gives the same weights."""
    words = [*_bytes(), *_CONTROL, *_DEFINED]
    tensors = dict(_tensors(len(words), np.random.default_rng(seed)))
    fields = [_field(*field) for field in _fields(words)]
    head = struct.pack("<4sIQQ", b"GGUF", 3, len(tensors), len(fields)) + b"".join(fields)
    place = 0
    for name, tensor in tensors.items():
        shape = tensor.shape[::-1]  # GGUF counts from the innermost dimension
        head += _string(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, 0, place)
        place += _padded(tensor.nbytes)
    body = b"".join(t.tobytes().ljust(_padded(t.nbytes), b"\0") for t in tensors.values())
    file.write_bytes(head.ljust(_padded(len(head)), b"\0") + body)
    return file


def _fields(words: list[str]) -> Iterator[tuple[str, int, object]]:
    kinds = [_NORMAL] * 256 + [_CONTROL_TOKEN] * len(_CONTROL) + [_USER_DEFINED] * len(_DEFINED)
    yield from (
        ("general.architecture", _STRING, "qwen3"),
        ("general.name", _STRING, "random"),
        ("qwen3.block_count", _UINT32, _BLOCKS),
        ("qwen3.context_length", _UINT32, _CONTEXT),
        ("qwen3.embedding_length", _UINT32, _WIDTH),
        ("qwen3.feed_forward_length", _UINT32, _FEED),
        ("qwen3.attention.head_count", _UINT32, _HEADS),
        ("qwen3.attention.head_count_kv", _UINT32, _KEY_HEADS),
        ("qwen3.attention.key_length", _UINT32, _HEAD),
        ("qwen3.attention.value_length", _UINT32, _HEAD),
        ("qwen3.attention.layer_norm_rms_epsilon", _FLOAT32, 1e-6),
        ("qwen3.rope.freq_base", _FLOAT32, 10_000.0),
        ("tokenizer.ggml.model", _STRING, "gpt2"),
        ("tokenizer.ggml.pre", _STRING, "qwen2"),
        ("tokenizer.ggml.tokens", _STRING, words),
        ("tokenizer.ggml.token_type", _INT32, kinds),
        ("tokenizer.ggml.merges", _STRING, ["a b"]),
        ("tokenizer.ggml.bos_token_id", _UINT32, 256),
        ("tokenizer.ggml.eos_token_id", _UINT32, 256 + _CONTROL.index("<|im_end|>")),
        ("tokenizer.ggml.add_bos_token", _BOOL, False),
    )


def _field(key: str, kind: int, value: object) -> bytes:
    if isinstance(value, list):
        items: list[object] = value  # pyright: ignore[reportUnknownVariableType] - lists of one kind
        packed = b"".join(_packed(kind, item) for item in items)
        return _string(key) + struct.pack("<IIQ", _ARRAY, kind, len(items)) + packed
    return _string(key) + struct.pack("<I", kind) + _packed(kind, value)


def _packed(kind: int, value: object) -> bytes:
    if kind == _STRING:
        return _string(str(value))
    return struct.pack({_UINT32: "<I", _INT32: "<i", _FLOAT32: "<f", _BOOL: "<?"}[kind], value)


def _string(text: str) -> bytes:
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def _padded(size: int) -> int:
    return -(-size // _ALIGNMENT) * _ALIGNMENT


def _tensors(words: int, rng: np.random.Generator) -> Iterator[tuple[str, np.ndarray]]:
    query, key = _HEADS * _HEAD, _KEY_HEADS * _HEAD

    def noise(*shape: int) -> np.ndarray:
        return rng.normal(0, 0.1, shape).astype(np.float32)

    output = noise(words, _WIDTH)
    output[256:] = 0  # never among the likeliest: it does not end by chance
    yield "token_embd.weight", noise(words, _WIDTH)
    yield "output.weight", output
    yield "output_norm.weight", np.ones(_WIDTH, np.float32)
    for number in range(_BLOCKS):
        block = f"blk.{number}"
        yield f"{block}.attn_norm.weight", np.ones(_WIDTH, np.float32)
        yield f"{block}.attn_q.weight", noise(query, _WIDTH)
        yield f"{block}.attn_k.weight", noise(key, _WIDTH)
        yield f"{block}.attn_v.weight", noise(key, _WIDTH)
        yield f"{block}.attn_q_norm.weight", np.ones(_HEAD, np.float32)
        yield f"{block}.attn_k_norm.weight", np.ones(_HEAD, np.float32)
        yield f"{block}.attn_output.weight", noise(_WIDTH, query)
        yield f"{block}.ffn_norm.weight", np.ones(_WIDTH, np.float32)
        yield f"{block}.ffn_gate.weight", noise(_FEED, _WIDTH)
        yield f"{block}.ffn_up.weight", noise(_FEED, _WIDTH)
        yield f"{block}.ffn_down.weight", noise(_WIDTH, _FEED)


def _bytes() -> list[str]:
    """Name each byte by a printable character, in the way of GPT-2's vocabulary."""
    plain = {*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)}
    others = [byte for byte in range(256) if byte not in plain]
    return [chr(byte if byte in plain else 256 + others.index(byte)) for byte in range(256)]
