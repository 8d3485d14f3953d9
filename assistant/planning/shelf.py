"""What search found, arranged so that a recipe can take facts by subject and predicate."""

from collections.abc import Iterable, Sequence
from datetime import date

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from assistant.domain import Claim, Finding, Findings, Language, Release
from assistant.planning.footnotes import Footnotes
from assistant.planning.texts import text

_YES_NO: dict[Language, dict[bool, str]] = {
    "ru": {True: "да", False: "нет"},
    "en": {True: "yes", False: "no"},
}
_UNITS = {("ru", "GB"): "ГБ", ("ru", "MB"): "МБ", ("ru", "T"): "трлн"}
_TRILLION = 1000
"""In billions."""


class Shelf:
    """The findings of one question with its footnotes."""

    def __init__(self, findings: Findings, notes: Footnotes, language: Language) -> None:
        self.family = findings.family
        self.releases = findings.releases
        self.all = findings.facts
        self.quotes = findings.quotes
        self.addresses = findings.addresses
        self.labels = findings.labels
        self.closed_list = findings.closed_list
        self.kin = findings.kin
        self.notes = notes
        self.language: Language = language

    def facts(self, subjects: str | Iterable[str], *predicates: str) -> tuple[Finding, ...]:
        """Return the facts about `subjects` with any of `predicates` (none given: all)."""
        wanted = [subjects] if isinstance(subjects, str) else list(subjects)
        return tuple(
            finding
            for finding in self.all
            if finding.fact
            and finding.fact.subject in wanted
            and (not predicates or finding.fact.predicate in predicates)
        )

    def claim(self, text: str, *findings: Finding) -> Claim:
        """Return a claim in the recipe's words that rests on `findings`."""
        # a Russian date ends in "г." and brings its own full stop
        return Claim(text.replace("г..", "г."), self.notes.cite(*findings))

    def stated(self, findings: Sequence[Finding]) -> tuple[Claim, ...]:
        """Return the findings as claims in the ledger's own words, the same words only once."""
        texts = dict.fromkeys(finding.statement for finding in findings)
        return tuple(
            self.claim(text, *(finding for finding in findings if finding.statement == text))
            for text in texts
        )

    def same(self, predicate: str, findings: Sequence[Finding]) -> Claim:
        """Return the claim that all of `findings` have the same value."""
        about, value = names(findings), self.value(findings[0])
        label = self.labels[predicate]
        said = text("same_value", self.language, names=about, label=label, value=value)
        return self.claim(said, *findings)

    def value(self, finding: Finding) -> str:
        """Write a fact's value without its unit, for a table cell; only trillions are named."""
        value = finding.fact.value if finding.fact else ""
        match value:
            case bool():
                return _YES_NO[self.language][value]
            case int() | float():
                return self._quantity(value, finding.fact.unit if finding.fact else "")
            case date():
                return self.day(value)
            case tuple():
                return ", ".join(value)
            case str():
                return value

    def _quantity(self, value: float, unit: str) -> str:
        if unit == "B" and value >= _TRILLION:
            return self.amount(value / _TRILLION, "T")
        return self.number(value)

    def number(self, value: float) -> str:
        """Write a number."""
        return _plain(format_decimal(value, locale=Locale(self.language)))

    def amount(self, value: float, unit: str) -> str:
        """Write an amount of memory, or of trillions."""
        return f"{self.number(value)} {_UNITS.get((self.language, unit), unit)}"

    def day(self, day: date) -> str:
        """Write a date in words."""
        return _plain(format_date(day, "long", locale=Locale(self.language)))

    def bases(self, *, published: bool) -> tuple[Finding, ...]:
        """Return the facts of the family that say its base weights are, or are not, published."""
        names = [release.name for release in self.releases if release.stage == "base"]
        found = self.facts(names, "base_weights_published")
        wanted = [finding for finding in found if finding.fact and finding.fact.value == published]
        return tuple(sorted(wanted, key=lambda finding: names.index(subject(finding))))


def subject(finding: Finding) -> str:
    """Return the release or family that a fact is about."""
    return finding.fact.subject if finding.fact else ""


def names(findings: Iterable[Finding]) -> str:
    """Return the subjects of `findings`, each once."""
    return ", ".join(dict.fromkeys(map(subject, findings)))


def largest(releases: Iterable[Release]) -> Release | None:
    """Return the release with most parameters."""
    return max(releases, key=lambda release: release.total_b or 0, default=None)


def _plain(text: str) -> str:
    """Return `text` with ordinary spaces, so that it can be compared and searched."""
    return text.replace("\xa0", " ").replace("\u202f", " ")
