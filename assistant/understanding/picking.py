"""
Which of the releases named before is meant: "the second one", "та, что побольше", "of them".

Not covered: picking by anything but order and size.
"""

import re
from collections.abc import Sequence

from assistant.domain import Release

_ORDER: tuple[tuple[int, str], ...] = (
    (0, r"\bfirst\b|\bformer\b|перв(?:ая|ой|ую|ый|ого)"),
    (1, r"\bsecond\b|втор(?:ая|ой|ую|ого)"),
    (2, r"\bthird\b|трет(?:ья|ьей|ью|ий|ьего)"),
    (-1, r"\blast\b|\blatter\b|последн(?:яя|ей|юю|ий|его)"),
)
_LARGEST = (
    r"(?:big|large) one|bigg(?:er|est)|larg(?:er|est)|побольше|больш(?:ая|ой|ую|ей|его)|крупн\w+"
    r"|старш\w+"
)
_SMALLEST = (
    r"small one|small(?:er|est)|lighter|поменьше|меньш(?:ая|ой|ую|ей|его)|маленьк\w+|младш\w+"
)
_OF_THEM = re.compile(
    r"\b(?:of\s+(?:them|these|those)|which\s+(?:one|ones)|each|both|they|them|their)\b"
    r"|\b(?:из\s+них|из\s+этих|каждо\w+|обе|обеих|у\s+них|них|они|котор\w+)\b",
    re.IGNORECASE,
)


def picked(text: str, named: Sequence[str], releases: Sequence[Release]) -> tuple[str, ...]:
    """Return the one of `named` that the text picks, all of them for "of them"; () for none."""
    if not named:
        return ()
    for place, words in _ORDER:
        if re.search(words, text, re.IGNORECASE) and -len(named) <= place < len(named):
            return (named[place],)
    sizes = {release.name: release.total_b for release in releases if release.total_b}
    sized = [name for name in named if name in sizes]
    for pick, words in ((max, _LARGEST), (min, _SMALLEST)):
        if len(sized) > 1 and re.search(rf"\b(?:{words})\b", text, re.IGNORECASE):
            return (pick(sized, key=lambda name: sizes[name] or 0),)
    return tuple(named) if len(named) > 1 and _OF_THEM.search(text) else ()
