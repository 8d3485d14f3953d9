"""
Read the header of a GGUF file without trusting one number in it.

Every length is held against the bytes that are really there and against limits far above any real
model, so that a hostile file costs neither memory nor time. Only scalars and short texts are kept;
of an array, its length. Layout: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md

Not covered: what the values mean (`gguf.py`), and the weights themselves.
"""

import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from assistant.errors import ModelFileBroken

MAGIC = b"GGUF"

_MAX_KEYS = 10_000
_MAX_TENSORS = 50_000
_MAX_KEY_BYTES = 1_000
_MAX_TEXT_BYTES = 16 << 20
_MAX_TEXTS = 4_000_000
_MAX_NAME_BYTES = 63  # llama.cpp stores names in 64 bytes
_MAX_DIMENSIONS = 4
_MAX_ELEMENTS = 1 << 48
_MAX_ALIGNMENT = 1 << 20

_SCALARS = {
    0: "B",
    1: "b",
    2: "H",
    3: "h",
    4: "I",
    5: "i",
    6: "f",
    7: "?",
    10: "Q",
    11: "q",
    12: "d",
}
_TEXT, _ARRAY = 8, 9

_BLOCKS = {
    # ggml type: (elements of a block, bytes of a block); from ggml's public type table
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34),
    9: (32, 40), 10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210),
    15: (256, 292), 16: (256, 66), 17: (256, 74), 18: (256, 98), 19: (256, 50), 20: (32, 18),
    21: (256, 110), 22: (256, 82), 23: (256, 136), 24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8),
    28: (1, 8), 29: (256, 56), 30: (1, 2), 34: (256, 54), 35: (256, 66), 39: (32, 17),
}  # fmt: skip

Scalar = int | float | bool | str


@dataclass(frozen=True, slots=True)
class Tensor:
    """One named block of weights; `offset` counts from the start of the data."""

    name: str
    shape: tuple[int, ...]
    offset: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Contents:
    """What a GGUF header says: values by key, lengths of arrays by key, and the tensors."""

    version: int
    values: dict[str, Scalar]
    lengths: dict[str, int]
    tensors: tuple[Tensor, ...]
    data_start: int
    needed_bytes: int = field(default=0)
    """The size of a whole file with these tensors."""


def read_contents(file: BinaryIO, size_bytes: int) -> Contents:
    """Read the header of a file of `size_bytes`; raise `ModelFileBroken` saying what is wrong."""
    source = _Source(file, size_bytes)
    version = _version(source)
    tensor_count = source.count("tensors", _MAX_TENSORS)
    key_count = source.count("keys", _MAX_KEYS)
    values: dict[str, Scalar] = {}
    lengths: dict[str, int] = {}
    for _ in range(key_count):
        _read_pair(source, values, lengths)
    alignment = _alignment(values)
    tensors = tuple(_tensors(source, tensor_count, alignment))
    start = -(-source.position // alignment) * alignment
    end = max((start + tensor.offset + tensor.size_bytes for tensor in tensors), default=start)
    return Contents(version, values, lengths, tensors, start, end)


class _Source:
    """A file read from the front, that knows how much of it is left."""

    def __init__(self, file: BinaryIO, size_bytes: int) -> None:
        self._file, self._size, self.position = file, size_bytes, 0

    def take(self, count: int) -> bytes:
        block = self._file.read(count) if count <= self._size - self.position else b""
        if len(block) < count:
            raise ModelFileBroken(
                f"The file is cut off inside its header: it holds {self._size:,} bytes."
            )
        self.position += count
        return block

    def skip(self, count: int) -> None:
        if count > self._size - self.position:
            self.take(count)
        self._file.seek(count, 1)
        self.position += count

    def number(self, code: str) -> int:
        (value,) = struct.unpack(f"<{code}", self.take(struct.calcsize(code)))
        return value

    def count(self, what: str, limit: int) -> int:
        value = self.number("Q")
        if value > limit:
            raise ModelFileBroken(f"The header claims {value:,} {what}; no real model has so many.")
        return value

    def text(self, what: str, limit: int) -> str:
        length = self.count(f"bytes in {what}", limit)
        return self.take(length).decode("utf-8", errors="replace")


def _version(source: _Source) -> int:
    source.take(len(MAGIC))
    version = source.number("I")
    if version not in (2, 3):
        swapped = version >> 24 in (2, 3) and not version & 0xFFFFFF
        reason = "it is in big-endian byte order" if swapped else f"its version is {version}"
        raise ModelFileBroken(f"This GGUF file cannot be read: {reason}; 2 and 3 are known.")
    return version


def _read_pair(source: _Source, values: dict[str, Scalar], lengths: dict[str, int]) -> None:
    key = source.text("a key", _MAX_KEY_BYTES)
    if key in values or key in lengths:
        raise ModelFileBroken(f"The header holds the key {key!r} twice.")
    kind = source.number("I")
    if kind == _ARRAY:
        lengths[key] = _skip_array(source, key)
    else:
        values[key] = _scalar(source, kind, key)


def _scalar(source: _Source, kind: int, key: str) -> Scalar:
    if kind == _TEXT:
        return source.text("a text", _MAX_TEXT_BYTES)
    if kind not in _SCALARS:
        raise ModelFileBroken(f"The header gives {key!r} an unknown type ({kind}).")
    code = f"<{_SCALARS[kind]}"
    (value,) = struct.unpack(code, source.take(struct.calcsize(code)))
    if isinstance(value, float) and not math.isfinite(value):
        raise ModelFileBroken(f"The header's {key!r} is not a finite number.")
    return value


def _skip_array(source: _Source, key: str) -> int:
    kind = source.number("I")
    length = source.number("Q")
    if kind == _TEXT:
        if length > _MAX_TEXTS:
            raise ModelFileBroken(f"The header claims {length:,} texts in {key!r}.")
        for _ in range(length):
            source.skip(source.count("bytes in a text", _MAX_TEXT_BYTES))
    elif kind in _SCALARS:
        source.skip(length * struct.calcsize(f"<{_SCALARS[kind]}"))
    else:
        raise ModelFileBroken(f"The header's list {key!r} holds an unknown type ({kind}).")
    return length


def _alignment(values: dict[str, Scalar]) -> int:
    alignment = values.get("general.alignment", 32)
    if not isinstance(alignment, int) or not 8 <= alignment <= _MAX_ALIGNMENT:
        raise ModelFileBroken(f"The header's alignment is {alignment!r}.")
    if alignment & (alignment - 1):
        raise ModelFileBroken(f"The header's alignment is {alignment}, not a power of two.")
    return alignment


def _tensors(source: _Source, count: int, alignment: int) -> Iterator[Tensor]:
    seen: set[str] = set()
    for _ in range(count):
        tensor = _tensor(source)
        if tensor.name in seen:
            raise ModelFileBroken(f"The header holds the tensor {tensor.name!r} twice.")
        if tensor.offset % alignment:
            raise ModelFileBroken(f"The tensor {tensor.name!r} does not start where it may.")
        seen.add(tensor.name)
        yield tensor


def _tensor(source: _Source) -> Tensor:
    name = source.text("a tensor's name", _MAX_NAME_BYTES)
    dimensions = source.number("I")
    if not 1 <= dimensions <= _MAX_DIMENSIONS:
        raise ModelFileBroken(f"The tensor {name!r} has {dimensions} dimensions.")
    shape = tuple(source.number("Q") for _ in range(dimensions))
    elements = math.prod(shape)
    if not 0 < elements <= _MAX_ELEMENTS:
        raise ModelFileBroken(f"The tensor {name!r} has the impossible shape {shape}.")
    kind = source.number("I")
    if kind not in _BLOCKS:
        raise ModelFileBroken(f"The tensor {name!r} has a type ({kind}) that is not known here.")
    block, block_bytes = _BLOCKS[kind]
    if shape[0] % block:
        raise ModelFileBroken(f"The rows of tensor {name!r} do not divide into its blocks.")
    return Tensor(name, shape, source.number("Q"), elements // block * block_bytes)
