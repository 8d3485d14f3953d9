"""
Recipe: how much memory a release needs, and whether it fits: plain arithmetic, shown as it is done.

Measured figures of the ledger come first where the question asks for them; then the calculation
from the file and shape in the catalogue; for other releases the weights alone, parameters × bits.
Not covered: what a figure leaves out, such as a longer context.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.domain import MEMORY, MEMORY_IN, Claim, Finding, Question, Section, Source
from assistant.planning.shelf import Shelf, subject
from assistant.planning.texts import text

ON_DISK = (
    "gguf_size_q4_k_m", "gguf_size_q8_0", "gguf_size_q4_0", "gguf_size_q6_k", "gguf_size_f16",
    "gguf_size_q2_k", "repository_size",
)  # fmt: skip
ASKS_MEMORY = (*MEMORY, *ON_DISK)
CARD = "card_memory"
NEED = "memory_need"
"""What the catalogue's calculation is filed under, as a fact of this computer's making."""

_MEGABYTES = {"MB": 1.0, "GB": 1000.0}
_GIGABYTE = 1000.0
_BITS = {
    "BF16": 16.0, "FP16": 16.0, "F16": 16.0, "16": 16.0, "FP8": 8.0, "INT8": 8.0, "8": 8.0,
    "Q8_0": 8.5, "Q6_K": 6.6, "Q5_K_M": 5.7, "Q4_K_M": 4.85, "Q4_0": 4.5, "INT4": 4.0, "AWQ": 4.0,
    "4": 4.85, "6": 6.6, "5": 5.7, "3": 3.9, "2": 3.0,
}  # fmt: skip
"""Bits a weight really takes: llama.cpp's mixed formats keep some tensors wider than their name."""
_USUAL = ("Q4_K_M", "Q8_0", "BF16")
_MOST = 6


def capacity_sections(question: Question, shelf: Shelf) -> tuple[Section, ...]:
    """Return the calculation for each release asked about; empty when memory is not asked for."""
    if not is_about_memory(question) or _is_measured(question, shelf):
        return ()
    needs = list(_needs(question, shelf))
    if not needs:
        return ()
    verdicts = [_verdict(question, shelf, need) for need in needs[:_MOST]]
    lead = tuple(claim for claim in verdicts if claim)[:_LEAD]
    own = lead or shelf.stated(needs[:_LEAD])
    shown = needs if lead else needs[_LEAD:]
    hardware = shelf.facts(question.subjects, "hardware")
    return (
        Section("lead", "lead", (*shelf.stated(hardware[:2]), *own, *_others(question, shelf))),
        Section("fit", "list", shelf.stated(shown[:_MOST]), text("calculated", shelf.language)),
    )


_LEAD = 2


def _others(question: Question, shelf: Shelf) -> tuple[Claim, ...]:
    """Return what else is asked beside the memory."""
    others = [name for name in question.predicates if name not in ASKS_MEMORY]
    return shelf.stated(shelf.facts(question.subjects, *others)[:_MOST]) if others else ()


def _is_measured(question: Question, shelf: Shelf) -> bool:
    """Whether the ledger holds a measurement in the precision asked for, or the file's size."""
    on_disk = [name for name in question.predicates if name in ON_DISK]
    if on_disk and shelf.facts(question.subjects, *on_disk):
        return True
    measured = MEMORY_IN.get(question.quantization)
    return bool(measured and shelf.facts(question.subjects, measured))


def is_about_memory(question: Question) -> bool:
    """Whether the question asks how much memory a release it names needs."""
    asks = any(name in ASKS_MEMORY for name in question.predicates)
    wants = _FITS if question.memory_gb else _OF_MEMORY  # memory that is there is none asked for
    is_of_speed = _OF_SPEED.search(question.text) and not wants.search(question.text)
    is_asked = asks or question.memory_gb is not None
    return bool(question.subjects) and is_asked and not is_of_speed


_FITTING = r"\bfits?\b|enough|suffic|хватит|помест|влез|запус|\brun\b"
_FITS = re.compile(_FITTING, re.IGNORECASE)
_OF_MEMORY = re.compile(rf"memor|vram|памят|{_FITTING}", re.IGNORECASE)
_OF_SPEED = re.compile(
    r"latenc|throughput|per\s+second|tok(?:en)?s?/s|\bspeed|how\s+fast|задержк|скорост|в\s+секунду|быстр",
    re.IGNORECASE,
)


def capacity_claims(
    question: Question, shelf: Shelf, asked: Sequence[Finding]
) -> tuple[Claim, ...]:
    """Compare the first figure asked for with the memory that is there, if one is named."""
    needs = [f for f in asked if f.fact and f.fact.unit in _MEGABYTES]
    if not needs:
        return ()
    claim = _verdict(question, shelf, max(needs, key=lambda finding: finding.as_of))
    return (claim,) if claim else ()


def _verdict(question: Question, shelf: Shelf, need: Finding) -> Claim | None:
    have = _have(question, shelf)
    if not have:
        return None
    enough = _gigabytes(need) <= have
    amounts = {"need": _amount(need, shelf), "have": shelf.amount(have, "GB")}
    key = "enough" if enough else "too_little"
    label, bracket, _ = need.statement.partition(")")
    if need.fact and need.fact.predicate == NEED and bracket:
        key, amounts = f"{key}_of", amounts | {"label": label + bracket}
    words = text(key, shelf.language, **amounts)
    return shelf.claim(words, need, *(() if question.memory_gb else _cards(shelf)))


def _gigabytes(finding: Finding) -> float:
    fact = finding.fact
    if fact is None or not isinstance(fact.value, int | float):
        return 0.0
    return fact.value * _MEGABYTES[fact.unit] / _GIGABYTE


def _amount(finding: Finding, shelf: Shelf) -> str:
    fact = finding.fact
    if fact is None or not isinstance(fact.value, int | float):
        return ""
    return shelf.amount(fact.value, fact.unit)


def _needs(question: Question, shelf: Shelf) -> Iterator[Finding]:
    for name in question.subjects:
        of_members = [f for f in _of_family(name, question, shelf) if not shelf.facts(name, NEED)]
        calculated = [f for f in shelf.facts(name, NEED) if _suits(f, question.quantization)]
        if calculated or of_members:
            yield from calculated or of_members
        else:
            yield from _weights(name, question, shelf)


def _of_family(name: str, question: Question, shelf: Shelf) -> list[Finding]:
    """Return the members of a family that fit the memory named, the largest first."""
    have = _have(question, shelf)
    needs = [
        found
        for found in shelf.all
        if found.fact
        and found.fact.predicate == NEED
        and found.fact.subject.startswith(f"{name}-")
        and _suits(found, question.quantization)
    ]
    fitting = [found for found in needs if _gigabytes(found) <= have]
    return sorted(fitting, key=_gigabytes, reverse=True)


def _have(question: Question, shelf: Shelf) -> float:
    """Return the memory that is there, in gigabytes: named, or that of the cards named."""
    return question.memory_gb or sum(map(_gigabytes, _cards(shelf)))


def _cards(shelf: Shelf) -> list[Finding]:
    return [found for found in shelf.all if found.fact and found.fact.predicate == CARD]


def _suits(need: Finding, quantization: str) -> bool:
    """Whether a calculation is for the quantization asked for: "4" is any of four bits."""
    said = need.fact.value if need.fact else None
    name = need.source.slug.upper()
    return said is not None and (not quantization or f"Q{quantization.removeprefix('Q')}" in name)


def _weights(name: str, question: Question, shelf: Shelf) -> Iterator[Finding]:
    """Yield the memory of the weights alone, from the number of parameters."""
    for known in (shelf.facts(name, "parameters") or _size_in_name(name, shelf))[:1]:
        if known.fact is None or not isinstance(known.fact.value, int | float):
            return
        for kind in [question.quantization] if question.quantization in _BITS else _USUAL:
            bits = _BITS[kind]
            gigabytes = round(known.fact.value * bits / 8, 1)
            words = text(
                "weights",
                shelf.language,
                name=name,
                kind=f"{kind}-bit" if kind.isdigit() else kind,
                parameters=shelf.value(known),
                bits=shelf.number(bits),
                total=shelf.number(gigabytes),
            )
            fact = type(known.fact)(name, NEED, gigabytes, "GB", known.as_of, _source(shelf, known))
            yield Finding("catalog", words, fact.source, known.as_of, fact)


def _size_in_name(name: str, shelf: Shelf) -> tuple[Finding, ...]:
    """Return the size that a release bears in its name, on the word of the closed list."""
    size = next((r.total_b for r in shelf.releases if r.name == name), None)
    closed = shelf.closed_list
    if closed is None or closed.fact is None or not size:
        return ()
    return (replace(closed, fact=replace(closed.fact, subject=name, value=size, unit="B")),)


def _source(shelf: Shelf, known: Finding) -> Source:
    title = f"{text('calculation', shelf.language)}: {known.source.title}"
    return Source(f"calculated-{subject(known)}", title, known.source.url, "local", known.as_of)
