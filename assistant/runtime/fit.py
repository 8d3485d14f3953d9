"""
Say whether a model fits this machine, and how fast it would be.

    total  = weights + KV cache + buffers
    KV     = 2 (keys, values) x layers x KV heads x head size x context x 2 bytes (f16)
    buffers = 4 bytes x batch of 512 x the larger of vocabulary and heads x context,
              plus 1 % (llama.cpp reuses one block for logits and attention scores; with flash
              attention the scores need none, so a long context is overestimated)

Checked against llama.cpp's own report for Qwen2.5-0.5B at a context of 8192: KV 96 MiB (here
96.0), buffers 300 to 302 MiB (here 299.7).

Speed is that of decoding, which is bound by reading every active weight once for each token:

    seconds = active bytes / (0.9 x memory bandwidth) + 50 microseconds x layers

The two constants come from published runs of Q4_K_M files (llmfit PR 958 and 773 and its community
data; 2026): RTX 2080 8B 69.3 and 4B 110.6 tokens/s (here 70 and 125), RTX 5070 14B 59, 8B 103 and
4B 156 (here 59, 99 and 168), M3 Pro 8B 24.6 (here 26). The formula is up to 15 % too fast on small
models, and twice too fast on cards of 2016 (GTX 1050 Ti), which therefore have no bandwidth listed.

On a processor the bandwidth is that of up to four cores, each bound by what it copies (measured)
and by what it can unpack: 8 GB a second, where one core of a 2023 server decoded Qwen2.5-0.5B
Q4_K_M at 10 (25 to 28 tokens/s, measured) and a laptop's is somewhat slower.

Not covered: several cards at once (the largest is used), the slowdown as the context fills, the
time to read the prompt.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.runtime.bandwidth import card_bandwidth
from assistant.runtime.catalog import Catalog, Entry
from assistant.runtime.hardware import Gpu, Machine

Place = Literal["gpu", "split", "cpu", "none"]

USABLE_SHARE = 0.9
"""Of free memory; the rest is for what else runs and for what the formula leaves out."""

READING_SPEED = 8.0
"""Tokens a second: Russian read at 200 words a minute, at some 2.4 tokens a word."""

_BATCH = 512
_CORE_BANDWIDTH = 10e9  # bytes a second where none was measured: one core of a laptop with DDR4
_CORE_DECODES = 8e9  # bytes of Q4 weights one core unpacks and multiplies in a second
_MEMORY_CORES = 4  # more cores do not read faster on two memory channels
_LAYER_SECONDS = 50e-6


@dataclass(frozen=True, slots=True)
class Fit:
    """How one model would lie in this machine's memory, at one context size."""

    entry: Entry
    weights_bytes: int
    kv_bytes: int
    buffers_bytes: int
    total_bytes: int
    gpu_layers: int
    """Layers on the graphics card, the output layer counted: `layers + 1` is all of them."""
    place: Place
    tokens_per_second: float | None
    """None when it does not fit, or for a card whose bandwidth is not known."""


@dataclass(frozen=True, slots=True)
class Need:
    """The memory one model takes at work, wherever that is."""

    entry: Entry
    context: int
    weights_bytes: int
    kv_bytes: int
    buffers_bytes: int

    @property
    def total_bytes(self) -> int:
        """All of it."""
        return self.weights_bytes + self.kv_bytes + self.buffers_bytes


def needed(entry: Entry, context: int) -> Need:
    """Say how much memory `entry` takes with a context of `context` tokens."""
    used = min(context, entry.context)
    return Need(entry, used, *_needs(entry, used))


def estimate(entry: Entry, machine: Machine, context: int) -> Fit:
    """Say where `entry` would lie with a context of `context` tokens, and how fast it would be."""
    weights, kv, buffers = _needs(entry, min(context, entry.context))
    gpu = max(machine.gpus, key=lambda card: card.free_vram_bytes, default=None)
    layers = _gpu_layers(entry, gpu, context)
    place = _place(entry, machine, layers, weights + kv + buffers)
    used = layers if place in ("gpu", "split") else 0
    return Fit(
        entry=entry,
        weights_bytes=weights,
        kv_bytes=kv,
        buffers_bytes=buffers,
        total_bytes=weights + kv + buffers,
        gpu_layers=used,
        place=place,
        tokens_per_second=None if place == "none" else _speed(entry, machine, gpu, used),
    )


def best(
    catalog: Catalog, machine: Machine, context: int, limit_bytes: int | None = None
) -> Fit | None:
    """Return the Qwen3 to take, in a file of at most `limit_bytes`; None when none fits."""
    return choose(
        estimate(entry, machine, context)
        for entry in catalog.entries
        if entry.is_qwen3 and (limit_bytes is None or entry.size_bytes <= limit_bytes)
    )


def choose(fits: Iterable[Fit]) -> Fit | None:
    """
    Return the largest model that fits and writes at reading speed, else the fastest that fits.

    Of one release in several quantizations, the first. None when nothing fits.
    """
    fitting = [fit for fit in fits if fit.place != "none"]
    fluent = [fit for fit in fitting if (fit.tokens_per_second or READING_SPEED) >= READING_SPEED]
    if fluent:
        return max(fluent, key=lambda fit: fit.entry.parameters_b)
    return max(fitting, key=lambda fit: fit.tokens_per_second or 0.0, default=None)


def _needs(entry: Entry, context: int) -> tuple[int, int, int]:
    """Return the bytes of weights, KV cache and buffers."""
    kv = 2 * entry.layers * entry.kv_heads * entry.head_dim * context * 2
    buffers = 4 * _BATCH * max(entry.vocabulary, entry.heads * context)
    return entry.size_bytes, kv, buffers * 101 // 100


def _gpu_layers(entry: Entry, gpu: Gpu | None, context: int) -> int:
    """Return how many layers fit on the card, with the buffers there too."""
    if gpu is None:
        return 0
    weights, kv, buffers = _needs(entry, min(context, entry.context))
    room = int(gpu.free_vram_bytes * USABLE_SHARE) - buffers
    every = entry.layers + 1
    if weights + kv <= room:
        return every
    layer = weights / every + kv / entry.layers
    return max(min(int(room / layer), entry.layers), 0)


def _place(entry: Entry, machine: Machine, layers: int, total: int) -> Place:
    ram = machine.free_ram_bytes * USABLE_SHARE
    if layers > entry.layers:
        return "gpu"
    rest = total * (1 - layers / (entry.layers + 1))
    if layers and not _is_shared(machine) and rest <= ram:
        return "split"
    return "cpu" if total <= ram else "none"


def _is_shared(machine: Machine) -> bool:
    """Whether the graphics part uses the machine's own memory, so that a split gains no room."""
    return any(gpu.backend == "metal" for gpu in machine.gpus)


def _speed(entry: Entry, machine: Machine, gpu: Gpu | None, layers: int) -> float | None:
    """Return tokens a second with `layers` on the card and the rest on the processor."""
    share = layers / (entry.layers + 1)
    seconds = entry.layers * _LAYER_SECONDS
    active = entry.size_bytes * entry.active_b / entry.parameters_b
    for bytes_read, bandwidth in _reads(machine, gpu, active, share):
        if bandwidth is None:
            return None
        seconds += bytes_read / (0.9 * bandwidth)
    return round(1 / seconds, 1)


def _reads(
    machine: Machine, gpu: Gpu | None, active: float, share: float
) -> Iterator[tuple[float, float | None]]:
    if gpu is not None and share > 0:
        yield active * share, card_bandwidth(gpu.name)
    if share < 1:
        cores = min(machine.cores, _MEMORY_CORES)
        per_core = min(machine.bandwidth or _CORE_BANDWIDTH, _CORE_DECODES)
        yield active * (1 - share), cores * per_core
