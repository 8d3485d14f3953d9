"""
Whether something fits into so many bytes: "takes 9323 MB, so it will not fit into 8 GB".

The need stands in the evidence, the limit in the sentence or in the question. 16 GB are 16,000 or
16,384 MB; between the two nothing is said to fit or not to. Not covered: several limits.
"""

import re
from collections.abc import Sequence

from assistant.citations.formats import is_format
from assistant.citations.numbers import MEGABYTES
from assistant.citations.polarity import is_negative
from assistant.citations.quantities import Quantity
from assistant.citations.reading import Reading, read
from assistant.domain import Finding

_FITS = re.compile(
    r"\b(?:fits?\b|помест\w+|помеща\w+|вмест\w+|влез\w+|влеза\w+|умест\w+|умеща\w+|хват[аи]\w*"
    r"|запуст\w+|enough\b|exceeds?\b|превыша\w+|превысит\b)",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?:^|[\s—–])(?:да|нет|yes|no)(?=\s*[,:—–])", re.IGNORECASE)
"""The answer to a question that asks whether it fits."""
_INTO = re.compile(
    rf"(?:{_FITS.pattern})\s+(?:\w+\s+)?(?:in|into|within|on|в|на)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_EXCEEDS = re.compile(r"exceeds?|превы", re.IGNORECASE)
_PIECE = re.compile(r"[,;:]\s|\s[–—]\s(?=\w+\s+не\b)|\s(?:and|but|while|и|а|но)\s")
_METHODS = re.compile(r"\b(?:awq|gptq|gguf)\b", re.IGNORECASE)


def fits(said: Reading, question: Reading, findings: Sequence[Finding]) -> bool | None:
    """Return whether all that is said to fit or not to fit is so; None where nothing is."""
    is_asked = _FITS.search(question.text) is not None
    spoken = list(_FITS.finditer(said.text)) or (
        list(_BARE.finditer(said.text)) if is_asked else []
    )
    known = [read(finding.statement) for finding in findings]
    held = {q for one in known for q in _bytes(one)}
    limits = [q for q in _bytes(said) if not any(q.is_shown_by(other) for other in held)]
    limits = limits or _limits(said) or _bytes(question)
    if not spoken or not held or len(limits) != 1:
        return None
    begin, asked = 0, [name.what for name in said.names if is_format(name.what)]
    for match in spoken:
        piece = said.within(_start(said, begin, match.start()), said.offset + match.end())
        formats = _formats(piece) or asked
        needs = [q for one in known if _is_of(one, formats) for q in _bytes(one)]
        is_no = is_negative(piece.text) != bool(_EXCEEDS.match(match[0]))
        right = {_is_so(need, limits[0], is_no=is_no) for need in needs}
        if right != {True}:
            return None if True in right else False
        begin = match.end()
    return True


def _formats(piece: Reading) -> list[str]:
    names = [name.what for name in piece.names if is_format(name.what)]
    return names or [match.lower() for match in _METHODS.findall(piece.text)]


def _start(said: Reading, begin: int, end: int) -> int:
    """Return where the piece begins in which the word at `end` stands."""
    borders = [match.end() for match in _PIECE.finditer(said.text, begin, end)]
    return said.offset + (borders[-1] if borders else begin)


def _is_of(one: Reading, formats: Sequence[str]) -> bool:
    own = {*(name.what for name in one.names), *one.latin}
    return not formats or any(f in name.split("-") or f == name for f in formats for name in own)


def _bytes(said: Reading) -> list[Quantity]:
    return [q for q in said.quantities if q.unit in MEGABYTES]


def _limits(said: Reading) -> list[Quantity]:
    """Return what is said to be fitted into: "fits in 16 GB"."""
    return [
        value.what
        for value in said.values
        if isinstance(value.what, Quantity)
        and value.what.unit in MEGABYTES
        and _INTO.search(said.text[: value.begin - said.offset])
    ]


def _is_so(need: Quantity, limit: Quantity, *, is_no: bool) -> bool:
    low, high = (float(max(limit.scaled)) * factor for factor in MEGABYTES[limit.unit])
    least, most = (float(max(need.scaled)) * factor for factor in MEGABYTES[need.unit])
    if need.unit == limit.unit and need.scaled & limit.scaled:
        return not is_no
    return least > high if is_no else most <= low
