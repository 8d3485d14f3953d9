"""Writes tiny GGUF files byte by byte, sound by default, broken where a test wants it."""

import struct
from dataclasses import dataclass, field
from typing import Any, cast

TEXT, UINT32, FLOAT32, ARRAY, INT32 = 8, 4, 6, 9, 5
LAYERS, HIDDEN, VOCABULARY, HEADS, KV_HEADS = 2, 32, 64, 4, 2


def text(value: str) -> bytes:
    raw = value.encode()
    return struct.pack("<Q", len(raw)) + raw


@dataclass
class TinyGguf:
    """A Qwen3-shaped model file. `keys` overrides header values; None leaves one out."""

    architecture: str = "qwen3"
    name: str = "Tiny Instruct"
    keys: dict[str, Any] = field(default_factory=dict)
    tensors: dict[str, tuple[int, ...]] = field(default_factory=dict)
    version: int = 3
    alignment: int = 32
    filler: bytes = b"\x11"

    def __bytes__(self) -> bytes:
        pairs = self._pairs()
        shapes = self._shapes()
        head = b"GGUF" + struct.pack("<IQQ", self.version, len(shapes), len(pairs))
        head += b"".join(text(key) + value for key, value in pairs.items())
        offset = 0
        for tensor, shape in shapes.items():
            head += text(tensor) + struct.pack("<I", len(shape))
            head += struct.pack(f"<{len(shape)}Q", *shape) + struct.pack("<IQ", 0, offset)
            offset += self._padded(4 * _product(shape))
        return head + b"\0" * (-len(head) % self.alignment) + self.filler * offset

    def _padded(self, size: int) -> int:
        return -(-size // self.alignment) * self.alignment

    def _pairs(self) -> dict[str, bytes]:
        arch = self.architecture
        values: dict[str, Any] = {
            "general.architecture": arch,
            "general.name": self.name,
            "general.file_type": 15,
            f"{arch}.block_count": LAYERS,
            f"{arch}.context_length": 2048,
            f"{arch}.embedding_length": HIDDEN,
            f"{arch}.feed_forward_length": 64,
            f"{arch}.attention.head_count": HEADS,
            f"{arch}.attention.head_count_kv": KV_HEADS,
            f"{arch}.attention.layer_norm_rms_epsilon": 1e-6,
            "tokenizer.ggml.model": "gpt2",
            "tokenizer.ggml.tokens": [f"t{number}" for number in range(VOCABULARY)],
            "tokenizer.ggml.eos_token_id": 2,
        }
        values |= self.keys
        return {key: _value(value) for key, value in values.items() if value is not None}

    def _shapes(self) -> dict[str, tuple[int, ...]]:
        shapes: dict[str, tuple[int, ...]] = {"token_embd.weight": (HIDDEN, VOCABULARY)}
        shapes |= {f"blk.{layer}.attn_q.weight": (HIDDEN, HIDDEN) for layer in range(LAYERS)}
        return shapes | self.tensors


def _value(value: Any) -> bytes:
    match value:
        case bytes():  # a type and a value already packed
            return value
        case str():
            return struct.pack("<I", TEXT) + text(value)
        case int():
            return struct.pack("<II", UINT32, value)
        case float():
            return struct.pack("<If", FLOAT32, value)
        case list():
            texts = cast("list[str]", value)
            return struct.pack("<IIQ", ARRAY, TEXT, len(texts)) + b"".join(map(text, texts))
        case _:
            raise TypeError(value)


def _product(shape: tuple[int, ...]) -> int:
    product = 1
    for size in shape:
        product *= size
    return product
