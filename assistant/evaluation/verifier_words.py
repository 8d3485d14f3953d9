"""The ledger and a file of wordings, ready to write sentences from; the same for one seed."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from assistant.domain import Evidence, Fact, Finding, Language
from assistant.evaluation.verifier_forms import forms, month
from assistant.knowledge import Ledger
from assistant.knowledge.catalog_files import Unit

_WORDINGS = Path(__file__).with_name("wordings")
TAUGHT = tuple(sorted((_WORDINGS / "taught").glob("*.toml")))
"""What the senses of the verifier are taught with."""
TUNED = _WORDINGS / "taught" / "tuned.toml"
HELD_OUT = _WORDINGS / "held_out.toml"


@dataclass(frozen=True, slots=True)
class Sample:
    """A text with the evidence it cites, and whether a verifier must let it pass."""

    kind: str
    language: Language
    text: str
    evidence: tuple[Evidence, ...]
    is_right: bool


class Words:
    """Facts, wordings and chance of one language."""

    def __init__(
        self, ledger: Ledger, units: dict[str, Unit], file: Path, language: Language, seed: int
    ) -> None:
        self.language: Language = language
        self.chance = Random(f"{seed} {language}")  # noqa: S311 - a repeatable sample, no secret
        self._table: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))
        self._units = units
        self.facts: dict[str, list[Finding]] = defaultdict(list)
        self.true: dict[tuple[str, str], set[object]] = defaultdict(set)
        for finding in ledger.facts(language, None, tuple(ledger.predicates)):
            fact = fact_of(finding)
            self.true[fact.subject, fact.predicate].add(fact.value)
            if _is_usable(finding, self._table):
                self.facts[fact.predicate].append(finding)
        self.subjects = sorted({subject for subject, _ in self.true})

    def wordings(self, predicate: str, form: str) -> list[str]:
        """Return the wordings of `predicate` for one purpose, perhaps none."""
        return self._table[predicate].get(self.language, {}).get(form, [])

    def with_wording(self, *wanted: str) -> list[str]:
        """Return the predicates that have facts and each of the `wanted` wordings."""
        return [name for name in self.facts if all(self.wordings(name, form) for form in wanted)]

    def pick(self, predicate: str) -> Finding:
        """Return a fact of `predicate` by chance."""
        return self.chance.choice(self.facts[predicate])

    def pick_for(self, predicate: str) -> Finding:
        """Return a fact of `predicate`; one made up when the ledger has none."""
        if self.facts.get(predicate):
            return self.pick(predicate)
        return self.pick("release_date" if predicate.endswith("date") else "layers")

    def value(self, fact: Fact) -> str:
        """Write the value of `fact` in one of its forms."""
        return self.chance.choice(forms(fact, self._units.get(fact.unit), self.language))

    def said(self, fact: Fact, form: str = "said", **fields: str) -> str:
        """Word `fact` by one of its wordings, without a frame."""
        return self.filled(self.chance.choice(self.wordings(fact.predicate, form)), fact, **fields)

    def filled(self, template: str, fact: Fact, **fields: str) -> str:
        """Put `fact` into a wording."""
        known = {"subject": fact.subject, "family": family(fact.subject), "value": ""}
        if "{value}" in template and "value" not in fields:
            known["value"] = self.value(fact)
        if isinstance(fact.value, date):
            known["month"] = month(fact.value, self.language)
        return template.format(**{**known, **fields})

    def framed(self, said: str, subject: str) -> str:
        """Put a statement into a frame and begin it with a capital, unless a name begins it."""
        frame = self.chance.choice(self._table["frames"][self.language])
        text = frame.format(said=said)
        begins_with_name = text.startswith(subject)
        return (text if begins_with_name else text[0].upper() + text[1:]).replace("г..", "г.")

    def joined(self, one: str, two: str) -> str:
        """Join two statements into one sentence."""
        text = self.chance.choice(self._table["pairs"][self.language]).format(one=one, two=two)
        return text.replace("г..", "г.")

    def cited(
        self, kind: str, text: str, *findings: Finding, is_right: bool, marked: bool = False
    ) -> Sample:
        """Cite the findings in `text`, numbered among up to four others."""
        others = self._around(findings) if self.chance.random() < _SURROUNDED else []
        known = [*findings, *others]
        self.chance.shuffle(known)
        evidence = tuple(Evidence(number, (found,)) for number, found in enumerate(known, 1))
        marks = "".join(f" [{known.index(finding) + 1}]" for finding in dict.fromkeys(findings))
        lines = [text if marked else f"{text}{marks}"]
        if marked:
            lines = [text.replace("[*]", marks.strip())]
        return Sample(kind, self.language, lines[0], evidence, is_right)

    def _around(self, findings: Sequence[Finding]) -> list[Finding]:
        """Return others, of the same attribute, the same release and any."""
        fact = fact_of(findings[0])
        alike = [found for found in self.facts[fact.predicate] if found not in findings]
        own = [
            found
            for group in self.facts.values()
            for found in group
            if fact_of(found).subject == fact.subject and found not in findings
        ]
        chosen = [self.chance.choice(pool) for pool in (alike, own, alike) if pool]
        return list(dict.fromkeys(chosen))


_SURROUNDED = 0.5
"""How often a sentence stands among other evidence."""


def fact_of(finding: Finding) -> Fact:
    """Return the fact of a finding that the ledger made."""
    if finding.fact is None:
        raise ValueError("the ledger gives facts only")
    return finding.fact


def family(subject: str) -> str:
    """Return what a name begins with: "Qwen3" of "Qwen3-8B"."""
    return re.sub(r"\s\d+B$", "", subject.split("-")[0])


def _is_usable(finding: Finding, table: dict[str, Any]) -> bool:
    """
    Leave out facts without a wording and texts that read otherwise in the other language.

    Base weights are worded for names that end in Base.
    """
    fact = fact_of(finding)
    if fact.predicate not in table:
        return False
    if isinstance(fact.value, str) and fact.value not in finding.statement:
        return False
    return fact.predicate != "base_weights_published" or fact.subject.endswith("-Base")
