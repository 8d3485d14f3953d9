"""
Read the hand-written catalogue: sources, families, releases, facts, predicates and units in TOML.

A mistake in a file is a mistake of its author, so it raises `ValueError` with file and entry.
"""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from assistant.domain import Fact, Family, Release, Source, Value

Kind = Literal["number", "date", "text", "names", "flag"]


@dataclass(frozen=True, slots=True)
class Predicate:
    """An attribute: how it is worded, what it is called, and what words ask for it."""

    name: str
    kind: Kind
    templates: dict[str, str]
    """By language, or by `yes.ru`, `no.ru` … for a flag."""
    label: dict[str, str]
    asked: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Unit:
    """
    A unit's words by language and CLDR plural category; `glue` writes 32B, not 32 B.

    `thousand` is what a thousand of it are called, where that is usual: 1T, not 1,000B.
    """

    forms: dict[str, dict[str, str]]
    glue: frozenset[str] = frozenset()
    thousand: "Unit | None" = None


@dataclass(slots=True)
class CatalogFiles:
    """Everything the files hold, linked together."""

    sources: dict[str, Source] = field(default_factory=dict[str, Source])
    families: dict[str, Family] = field(default_factory=dict[str, Family])
    releases: dict[str, Release] = field(default_factory=dict[str, Release])
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    facts: list[Fact] = field(default_factory=list[Fact])
    predicates: dict[str, Predicate] = field(default_factory=dict[str, Predicate])
    units: dict[str, Unit] = field(default_factory=dict[str, Unit])
    localised: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    """Values that need words: fact id -> language -> words."""


def read_catalog(folder: Path) -> CatalogFiles:
    """Read all files of `folder`; raise `ValueError` naming the file of the first mistake."""
    catalog = CatalogFiles()
    tables = {path.name: tomllib.loads(path.read_text("utf-8")) for path in _files(folder)}
    catalog.predicates = dict(_predicates(tables.pop("predicates.toml")))
    catalog.units = dict(_units(tables.pop("units.toml")))
    for add in (_add_sources, _add_names, _add_facts):
        for name, table in tables.items():
            try:
                add(catalog, table)
            except (KeyError, TypeError) as error:
                raise ValueError(f"{name}: {error!r}") from error
    return catalog


def with_learned(catalog: CatalogFiles, learned: Iterable[Fact]) -> CatalogFiles:
    """Add what sources stated to what is written by hand; of two with one id the latter stays."""
    known = {fact.id for fact in catalog.facts}
    for fact in learned:
        fits = fact.predicate in catalog.predicates and (
            not fact.unit or fact.unit in catalog.units
        )
        if fits and fact.id not in known:
            known.add(fact.id)
            catalog.sources.setdefault(fact.source.slug, fact.source)
            catalog.aliases.setdefault(fact.subject, ())
            catalog.facts.append(fact)
    return catalog


def read_predicates(folder: Path) -> dict[str, Predicate]:
    """Read the predicates alone."""
    return dict(_predicates(tomllib.loads((folder / "predicates.toml").read_text("utf-8"))))


def fingerprint(folder: Path) -> str:
    """Return a hash of the files' contents: the database is rebuilt when it changes."""
    digest = sha256()
    for path in _files(folder):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.toml"))


def _predicates(table: dict[str, Any]) -> Iterator[tuple[str, Predicate]]:
    for name, entry in table.items():
        templates = (
            {f"{answer}.{lang}": entry[answer][lang] for answer in ("yes", "no") for lang in _LANGS}
            if entry["kind"] == "flag"
            else {lang: entry[lang] for lang in _LANGS}
        )
        asked = {lang: tuple(entry["asked"][lang]) for lang in _LANGS}
        yield name, Predicate(name, entry["kind"], templates, dict(entry["label"]), asked)


_LANGS = ("ru", "en")


def _units(table: dict[str, Any]) -> Iterator[tuple[str, Unit]]:
    for name, entry in table.items():
        yield name, _unit(entry)


def _unit(entry: dict[str, Any]) -> Unit:
    forms = {language: dict(entry[language]) for language in _LANGS}
    glue = {language for language in _LANGS if forms[language].pop("glue", False)}
    thousand = _unit(entry["thousand"]) if "thousand" in entry else None
    return Unit(forms, frozenset(glue), thousand)


def _add_sources(catalog: CatalogFiles, table: dict[str, Any]) -> None:
    for entry in _entries(table, "source"):
        _once(catalog.sources, entry["slug"])
        catalog.sources[entry["slug"]] = Source(**entry)


def _add_names(catalog: CatalogFiles, table: dict[str, Any]) -> None:
    for entry in _entries(table, "family"):
        aliases, source = entry.pop("aliases", []), catalog.sources[entry.pop("list_source")]
        entry.setdefault("complete_as_of", None)
        catalog.families[entry["name"]] = Family(**entry, list_source=source)
        catalog.aliases[entry["name"]] = tuple(aliases)
    for entry in _entries(table, "release"):
        aliases = entry.pop("aliases", [])
        _once(catalog.releases, entry["name"])
        catalog.releases[entry["name"]] = Release(**entry)
        catalog.aliases.setdefault(entry["name"], tuple(aliases))


def _add_facts(catalog: CatalogFiles, table: dict[str, Any]) -> None:
    for entry in _entries(table, "fact"):
        raw: Any = entry["value"]
        fact = Fact(
            subject=entry["subject"],
            predicate=catalog.predicates[entry["predicate"]].name,
            value=_value(raw),
            unit=entry.get("unit", ""),
            as_of=_day(entry["as_of"]),
            source=catalog.sources[entry["source"]],
            confidence=entry.get("confidence", "high"),
            quote=entry.get("quote", ""),
            until=_day(entry["until"]) if "until" in entry else None,
        )
        if fact.unit:
            _ = catalog.units[fact.unit]
        if isinstance(raw, dict):
            catalog.localised[fact.id] = dict(raw)  # pyright: ignore[reportUnknownArgumentType] - TOML is untyped
        catalog.facts.append(fact)


def _value(raw: Any) -> Value:
    if isinstance(raw, list):
        return tuple(str(item) for item in raw)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - TOML is untyped
    if isinstance(raw, dict):
        return str(raw["en"])  # pyright: ignore[reportUnknownArgumentType] - TOML is untyped
    if isinstance(raw, str | int | float | bool | date):
        return raw
    raise TypeError(f"a value cannot be {raw!r}")


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    raise TypeError(f"{value!r} is not a date")


def _entries(table: dict[str, Any], name: str) -> Iterable[dict[str, Any]]:
    return [dict(entry) for entry in table.get(name, [])]


def _once(known: dict[str, Any], key: str) -> None:
    if key in known:
        raise KeyError(f"{key!r} is declared twice")
