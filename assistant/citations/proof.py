"""
What the cited evidence proves: numbers, dates, versions, names, words, and yes or no.

A closed list proves both what it holds and what it does not. Numbers and words of the question may
be repeated; its names may not.
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import cached_property

from assistant.citations.features import Features, features
from assistant.citations.quantities import Quantity
from assistant.domain import Evidence, Finding
from assistant.language import Day, stems, within

_SIZE = re.compile(r"\d[bm](?![a-z0-9])")
_BASE_WORD = re.compile(r"\b(?:базов\w*|баз[аыу]|бейс\w*|base)\b", re.IGNORECASE)
_AS_OF = re.compile(
    r"состояни|свидетельств|сведени|данн|\b(?:на|к)\s+\d|as\s+(?:of|at)|evidence|\bby\s+[A-Z\d]",
    re.IGNORECASE,
)
"""Words that make a date the day of the evidence and not a date of the release."""
_ALWAYS_KNOWN = frozenset({"moe", "dense", "hugging", "face", "github", "gguf"})


class Proof:
    """The evidence that one sentence cites, ready to be compared with it."""

    def __init__(self, known: Sequence[Evidence], asked: str) -> None:
        self._known = known
        self._asked = asked
        self._findings = [finding for item in known for finding in item.findings]
        self._texts = [features(f"{item.statement} {item.source.title}") for item in known]
        self._question = features(asked)

    def agrees(self, said: Features) -> bool:
        """Whether a finding that shares a name with the sentence says yes or no as it does."""
        if self._lists:
            return True
        proofs = [features(finding.statement) for finding in self._findings]
        named = [proof for proof in proofs if proof.names & said.names] or proofs
        return any(proof.negative == said.negative for proof in named)

    def holds(self, text: str, said: Features) -> bool:
        """Whether everything exact in the sentence stands in the evidence."""
        return (
            all(map(self._has_number, said.quantities))
            and all(self._has_day(day, text) for day in said.dates)
            and all(any(v in proof.versions for proof in self._texts) for v in said.versions)
            and all(self._has_name(name, text) for name in said.names - self._absent(said))
            and all(map(self._has_word, said.latin))
        )

    def shared_words(self, text: str) -> float:
        """Return the share of the sentence's longer stems that evidence or question hold."""
        said = {stem for stem in stems(text) if len(stem) > 3}
        shown = stems(" ".join([self._asked, *(item.statement for item in self._known)]))
        return len(said & shown) / len(said) if said else 1.0

    @cached_property
    def _lists(self) -> list[tuple[str, ...]]:
        return [members for finding in self._findings if (members := _members(finding))]

    def _absent(self, said: Features) -> frozenset[str]:
        """Return the names that a sentence of absence denies and that no cited list holds."""
        if not said.negative or not self._lists:
            return frozenset()
        return said.names - {name.lower() for members in self._lists for name in members}

    def _has_number(self, said: Quantity) -> bool:
        """Whether the number stands in the evidence, counts a list, or was in the question."""
        asked = self._question.quantities | self._question.name_numbers
        free = {value for number in asked for value in number.plain}
        counts = set(map(len, self._lists))
        shown = any(_shows(proof, said) for proof in self._texts)
        return shown or bool(said.plain & (free | counts))

    def _has_day(self, day: Day, text: str) -> bool:
        shown = {other for proof in self._texts for other in proof.dates}
        if _AS_OF.search(text):
            shown |= {_parts(d) for item in self._known for d in (item.as_of, item.source.read)}
        return any(within(day, other) for other in shown)

    def _has_name(self, name: str, text: str) -> bool:
        """
        Look `name` up among the proven names, exactly.

        A family ("qwen3") stands when a member is proven; a bare size ("30b-a3b") when a name ends
        in it; "the base of X" when X-Base is proven. One release never stands for another.
        """
        shown = {other for proof in self._texts for other in proof.names}
        if name in shown or (_BASE_WORD.search(text) and f"{name}-base" in shown):
            return True
        if not _SIZE.search(name):
            return any(other.startswith(f"{name}-") for other in shown)
        return name[0].isdigit() and any(f"-{name}-" in f"{other}-" for other in shown)

    def _has_word(self, word: str) -> bool:
        known = {
            part
            for proof in (*self._texts, self._question)
            for name in (*proof.latin, *proof.names)
            for part in _word_parts(name)
        }
        return all(part in known or part in _ALWAYS_KNOWN for part in _word_parts(word))


def _shows(proof: Features, said: Quantity) -> bool:
    """Whether `proof` holds the number; inside a name as it is written, or as a size."""
    return any(said.is_shown_by(other) for other in proof.quantities) or any(
        said == part if part.plain == part.scaled else said.is_shown_by(part)
        for part in proof.name_numbers
    )


def _members(finding: Finding) -> tuple[str, ...]:
    value = finding.fact.value if finding.fact else None
    return value if isinstance(value, tuple) else ()


def _parts(day: date) -> Day:
    return day.year, day.month, day.day


def _word_parts(name: str) -> list[str]:
    return [part for part in re.split(r"[-.\d]+", name) if len(part) > 2]
