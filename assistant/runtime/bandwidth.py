"""
How fast graphics cards read their memory, in bytes a second, by the name the driver gives.

Makers' figures for the cards people run such models on. An unknown card has none, and no speed is
promised for it.
"""

import re

_GB = 1_000_000_000

_CARDS: tuple[tuple[str, int], ...] = (
    # The longer name comes first: "4070 Ti" also contains "4070".
    ("RTX 5090", 1792),
    ("RTX 5080", 960),
    ("RTX 5070 Ti", 896),
    ("RTX 5070", 672),
    ("RTX 5060", 448),
    ("RTX 4090 Laptop", 576),
    ("RTX 4090", 1008),
    ("RTX 4080 Laptop", 432),
    ("RTX 4080", 717),
    ("RTX 4070 Laptop", 256),
    ("RTX 4070 Ti SUPER", 672),
    ("RTX 4070", 504),
    ("RTX 4060 Laptop", 256),
    ("RTX 4060 Ti", 288),
    ("RTX 4060", 272),
    ("RTX 4050 Laptop", 192),
    ("RTX 3090", 936),
    ("RTX 3080", 760),
    ("RTX 3070", 448),
    ("RTX 3060 Laptop", 336),
    ("RTX 3060", 360),
    ("RTX 3050", 192),
    ("RTX 2080", 448),
    ("RTX 2070", 448),
    ("RTX 2060", 336),
    ("RX 7900 XTX", 960),
    ("RX 7900 XT", 800),
    ("RX 7800 XT", 624),
    ("RX 7600", 288),
    ("RX 6800", 512),
    ("RX 6700 XT", 384),
    ("Arc B580", 456),
    ("Arc A770", 560),
    ("Apple M4 Max", 410),
    ("Apple M4 Pro", 273),
    ("Apple M4", 120),
    ("Apple M3 Max", 300),
    ("Apple M3 Pro", 150),
    ("Apple M3", 100),
    ("Apple M2 Max", 400),
    ("Apple M2 Pro", 200),
    ("Apple M2", 100),
    ("Apple M1 Max", 400),
    ("Apple M1 Pro", 200),
    ("Apple M1", 68),
)


def card_bandwidth(name: str) -> float | None:
    """
    Return the bytes a second that the card called `name` reads, or None for one not listed.

    >>> card_bandwidth("NVIDIA GeForce RTX 4060 Laptop GPU")
    256000000000.0
    """
    words = f" {_plain(name)} "
    for card, gigabytes in _CARDS:
        if f" {_plain(card)} " in words:
            return float(gigabytes * _GB)
    return None


def _plain(name: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", name.casefold()))
