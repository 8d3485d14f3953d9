"""
Whether a text names just what a name says, or its family, something longer, or another one.

A text that names Bell-2-7B-Small speaks of something longer than Bell-2-7B, one that names Bell 2
of its family, and one that names Bell 3 of another.
"""

import re
from collections.abc import Collection
from typing import Literal

from assistant.language.phonetic import sound
from assistant.planning.quote_names import Name, Spoken

Likeness = Literal["same", "longer", "shorter", "other", "none"]

_JOINED = re.compile(r"[-_.+:@]?")
_NEUTRAL = frozenset(map(sound, ("series", "based", "family", "models", "model", "style", "like")))


def likeness(name: Name, text: Spoken, asked: Collection[str]) -> Likeness:
    """Tell what `text` names: just this, something longer, its family, another one, or none."""
    best: Likeness = "none"
    head = name.pieces[0]
    for at, (piece, _, _) in enumerate(text.pieces):
        if piece not in head:
            continue
        if _stands_at(name, text, at):
            if _is_whole(name, text, at, asked):
                return "same"
            best = "longer"
        elif best == "none" and _is_family(name, text, at):
            best = "shorter"
        elif best == "none" and len(piece) > 1 and not piece[0].isdigit() and len(name.pieces) > 1:
            best = "other"
    return best


def _stands_at(name: Name, text: Spoken, at: int) -> bool:
    window = text.pieces[at : at + len(name.pieces)]
    return len(window) == len(name.pieces) and all(
        piece in same for (piece, _, _), same in zip(window, name.pieces, strict=True)
    )


def _is_family(name: Name, text: Spoken, at: int) -> bool:
    """Whether the family alone is named: all pieces but the size, "Bell 2" of Bell 2 7B."""
    size = next((i for i, same in enumerate(name.pieces) if "b" in same), len(name.pieces)) - 1
    window = text.pieces[at : at + size]
    alike = [piece in same for (piece, _, _), same in zip(window, name.pieces, strict=False)]
    if not 1 <= size < len(name.pieces) - 1 or len(alike) < size or not all(alike):
        return False
    after = text.pieces[at + size : at + size + 1]
    if not after:
        return True
    is_joined = _JOINED.fullmatch(text.text[window[-1][2] : after[0][1]]) is not None
    return not is_joined and not after[0][0][0].isdigit()


def _is_whole(name: Name, text: Spoken, at: int, asked: Collection[str]) -> bool:
    """Whether nothing that the question does not say is joined to the name."""
    after = at + len(name.pieces)
    while after < len(text.pieces):
        joint = text.text[text.pieces[after - 1][2] : text.pieces[after][1]]
        if not _JOINED.fullmatch(joint) or joint == ".":
            break
        if text.pieces[after][0] not in asked and text.pieces[after][0] not in _NEUTRAL:
            return False
        after += 1
    before = text.pieces[at - 1] if at else None
    if before is None or name.pieces[0] & set("0123456789"):
        return True
    joint = text.text[before[2] : text.pieces[at][1]]
    return joint not in ("-", "") or before[0] in asked or next(iter(name.pieces[0]))[0].isdigit()
