"""
How much memory graphics cards have, in gigabytes, by the name people call them.

Makers' figures for the cards people run models on; where a card was sold with several, the usual
one. Not covered: laptop versions.
"""

_GIGABYTES: dict[str, int] = {
    "A100": 80, "A800": 80, "H100": 80, "H800": 80, "H200": 141, "B200": 192, "MI300X": 192,
    "L40": 48, "L40S": 48, "A6000": 48, "V100": 32, "T4": 16,
    "5090": 32, "5080": 16, "5070 TI": 16, "5070": 12, "5060 TI": 16, "5060": 8,
    "4090": 24, "4080": 16, "4070 TI": 12, "4070": 12, "4060 TI": 8, "4060": 8,
    "3090": 24, "3090 TI": 24, "3080": 10, "3080 TI": 12, "3070": 8, "3060": 12, "3050": 8,
    "2080 TI": 11, "2080": 8, "2070": 8, "2060": 6,
}  # fmt: skip


def card_memory_gb(name: str) -> int | None:
    """
    Return the memory of the card called `name`; None for one not listed.

    >>> card_memory_gb("H100"), card_memory_gb("rtx 3090")
    (80, 24)
    """
    return _GIGABYTES.get(name.upper().removeprefix("RTX").strip())
