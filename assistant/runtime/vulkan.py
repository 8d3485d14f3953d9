"""
Read what `vulkaninfo` prints about graphics cards: names, kinds and memory.

Only discrete cards count: an integrated part reads the same memory as the processor, so it makes
answers no faster, and a software renderer is the processor itself.
"""

import re
from dataclasses import dataclass

_CARD = re.compile(r"^GPU\d+:\s*$", re.MULTILINE)
_NAME = re.compile(r"^\s*deviceName\s*=\s*(.+?)\s*$", re.MULTILINE)
_KIND = re.compile(r"^\s*deviceType\s*=\s*\S*DISCRETE_GPU", re.MULTILINE)
_HEAP = re.compile(r"^\s*memoryHeaps\[\d+\]:\s*$", re.MULTILINE)
_SIZE = re.compile(r"^\s*size\s*=\s*(\d+)", re.MULTILINE)
_BUDGET = re.compile(r"^\s*budget\s*=\s*(\d+)", re.MULTILINE)
_LOCAL = "MEMORY_HEAP_DEVICE_LOCAL_BIT"


@dataclass(frozen=True, slots=True)
class Card:
    """A discrete card: its own memory, and how much of that programs may still take, in bytes."""

    name: str
    total_bytes: int
    free_bytes: int


def read_cards(text: str) -> tuple[Card, ...]:
    """Return the discrete cards in the full output of `vulkaninfo`, in its order."""
    _, *sections = _CARD.split(text)
    return tuple(card for section in sections if (card := _card(section)))


def _card(section: str) -> Card | None:
    name = _NAME.search(section)
    if name is None or not _KIND.search(section):
        return None
    heaps = [heap for heap in _HEAP.split(section)[1:] if _LOCAL in heap]
    sizes = [int(size[1]) for heap in heaps if (size := _SIZE.search(heap))]
    if not sizes:
        return None
    budgets = [int(budget[1]) for heap in heaps if (budget := _BUDGET.search(heap))]
    return Card(name[1], max(sizes), max(budgets, default=max(sizes)))
