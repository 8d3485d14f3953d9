"""
Which of two names comes from the other: "A is derived from B" is not "B is derived from A".

Not covered: relations without a word of origin before or after one of the names.
"""

import re

from assistant.citations.reading import Reading
from assistant.domain import Finding

_FROM = re.compile(
    r"(?:\b(?:из|от|from|на\s+(?:основе|базе)|основан\w*\s+на|построен\w*\s+на|поверх"
    r"|based\s+(?:up)?on|buil(?:ds?|t)\s+(?:up)?on|on\s+top\s+of))\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_OF = re.compile(
    r"(?:\b(?:в\s+основе|основ(?:а|у|ой|ою)\s+(?:для)?|баз(?:а|у|ой)\s+(?:для)?|(?:basis|base|foundation|parent)"
    r"\s+(?:model\s+)?(?:of|for)|gave\s+rise\s+to|(?:underlies|underlying)|предок))\s*(?:\w+\s+)?$",
    re.IGNORECASE,
)


def is_reversed(said: Reading, finding: Finding) -> bool:
    """Whether the sentence says of a fact's release and its origin that the latter came later."""
    fact = finding.fact
    if fact is None or not isinstance(fact.value, str):
        return False
    child, parent = fact.subject, fact.value
    if not _stands(child, said.text) or not _FROM.search(_before(parent, finding.statement)):
        return False
    origin = _FROM.search(_before(child, said.text)) and not _FROM.search(
        _before(parent, said.text)
    )
    heir = _OF.search(_before(parent, said.text))
    return bool(origin or heir)


def _before(name: str, text: str) -> str:
    found = _find(name, text)
    return text[: found.start()] if found else ""


def _stands(name: str, text: str) -> bool:
    return _find(name, text) is not None


def _find(name: str, text: str) -> re.Match[str] | None:
    pattern = rf"(?<![\w.-]){re.escape(name)}(?![\w]|[.-]\w)"
    return re.search(pattern, text, re.IGNORECASE)
