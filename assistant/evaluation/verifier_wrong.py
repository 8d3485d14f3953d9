"""
Wrong sentences, made from true facts by changing one thing.

Each is wrong of the ledger as a whole, not only of the fact it cites: a changed value or name that
happens to be true as well is thrown away.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from difflib import get_close_matches

from assistant.domain import Fact, Finding
from assistant.evaluation.verifier_right import alien, comparison
from assistant.evaluation.verifier_words import Sample, Words, fact_of
from assistant.language import find_dates

Make = Callable[[Words], Sample | None]

_SCALES = (
    ("млрд", "млн"), ("млрд", "трлн"), ("миллиард", "миллион"), ("трлн", "млрд"),
    ("триллион", "миллиард"), ("billion", "million"), ("trillion", "billion"), ("млн", "млрд"),
    ("million", "billion"), ("ГБ", "МБ"), ("МБ", "ГБ"), ("GB", "MB"), ("MB", "GB"),
    ("тыс. (", "млн ("), ("B", "M"), ("B", "T"), ("T", "B"), ("K", "M"), ("k", "M"),
)  # fmt: skip
_TIMES = ("млрд", "billion", "B")


def number(words: Words) -> Sample | None:
    """Another number: a neighbour's, or one with other digits."""
    predicate = words.chance.choice(words.with_wording("said"))
    finding = words.pick(predicate)
    fact = fact_of(finding)
    if isinstance(fact.value, bool) or not isinstance(fact.value, int | float):
        return None
    return _valued("number", words, finding, _other_number(words, fact))


def scale(words: Words) -> Sample | None:
    """Another scale word or unit: млн for млрд, M for K, MB for GB."""
    finding = words.pick(words.chance.choice(words.with_wording("said")))
    fact = fact_of(finding)
    value = words.value(fact) if isinstance(fact.value, int | float) else ""
    fitting = [pair for pair in _SCALES if re.search(rf"(?<![A-Za-z]){re.escape(pair[0])}", value)]
    if not fitting or isinstance(fact.value, bool):
        return None
    old, new = words.chance.choice(fitting)
    changed = re.sub(rf"(?<![A-Za-z]){re.escape(old)}", new, value, count=1)
    return _sample("scale", words, words.said(fact, value=changed), finding)


def day(words: Words) -> Sample | None:
    """Another day, month or year."""
    finding = words.pick("release_date")
    fact = fact_of(finding)
    if not isinstance(fact.value, date):
        return None
    shift = words.chance.choice((-365, -31, -1, 1, 31, 365, 730))
    other = fact.value + timedelta(days=shift)
    near = any(isinstance(v, date) and (v.year, v.month) == (other.year, other.month)
               for v in words.true[fact.subject, fact.predicate])  # fmt: skip
    return None if near and abs(shift) != 1 else _valued("date", words, finding, other, exact=True)


def licence(words: Words) -> Sample | None:
    """Another licence."""
    finding = words.pick("license")
    fact = fact_of(finding)
    others = {str(fact_of(found).value) for found in words.facts["license"]}
    others |= {"GPL-3.0", "BSD-3-Clause", "Apache 1.1", "CC BY-NC 4.0"}
    other = words.chance.choice(sorted(others - {str(fact.value)}))
    return _valued("licence", words, finding, other)


def version(words: Words) -> Sample | None:
    """Name the neighbour of a version."""
    finding = words.pick("min_transformers")
    fact = fact_of(finding)
    *front, last = str(fact.value).split(".")
    other = ".".join([*front, str(int(last) + words.chance.choice((1, 2, 10)))])
    return _valued("version", words, finding, other)


def polarity(words: Words) -> Sample | None:
    """No said for yes, or yes for no."""
    if words.chance.random() < 0.5:
        finding = words.pick(words.chance.choice(words.with_wording("yes", "no")))
        fact = fact_of(finding)
        return _sample("polarity", words, words.said(fact, "no" if fact.value else "yes"), finding)
    predicates = [p for p in words.with_wording("said", "denied") if _is_single(words, p)]
    finding = words.pick(words.chance.choice(predicates))
    return _sample("polarity", words, words.said(fact_of(finding), "denied"), finding)


def look_alike(words: Words) -> Sample | None:
    """Name a release with nearly the same name."""
    predicate = words.chance.choice([*words.with_wording("said"), "base_weights_published"])
    finding = words.pick(predicate)
    fact = fact_of(finding)
    other = words.chance.choice([*_neighbours(words, fact), ""])
    if not other or fact.value in words.true.get((other, predicate), set()):
        return None
    form = "said" if not isinstance(fact.value, bool) else "yes" if fact.value else "no"
    return _sample("look-alike", words, words.said(replace(fact, subject=other), form), finding)


def swapped(words: Words) -> Sample | None:
    """Two releases, each with the other's value."""
    predicate = words.chance.choice([p for p in words.with_wording("said") if _is_single(words, p)])
    one, two = words.pick(predicate), words.pick(predicate)
    first, second = fact_of(one), fact_of(two)
    alike = second.value in words.true[first.subject, predicate]
    if first.subject == second.subject or alike:
        return None
    if (
        isinstance(first.value, date)
        and isinstance(second.value, date)
        and (first.value.year, first.value.month) == (second.value.year, second.value.month)
    ):
        return None
    crossed = [words.said(replace(first, value=second.value, unit=second.unit)),
               words.said(replace(second, value=first.value, unit=first.unit))]  # fmt: skip
    return words.cited("swapped subject", words.joined(*crossed), one, two, is_right=False)


def attribute(words: Words) -> Sample | None:
    """Say a value of another attribute of the same release."""
    finding = words.pick(words.chance.choice([*_CONFUSED]))
    fact = fact_of(finding)
    other = words.chance.choice(_CONFUSED[fact.predicate])
    if fact.value in words.true.get((fact.subject, other), set()):
        return None
    unit = {"tokens": "", "layers": "experts"}.get(fact.unit, fact.unit)
    said = words.said(replace(fact, predicate=other, unit=unit))
    return _sample("attribute", words, said, finding)


def general(words: Words) -> Sample | None:
    """All, every or only, said of one."""
    finding = words.pick(words.chance.choice(words.with_wording("said", "general")))
    return _sample("over-general", words, words.said(fact_of(finding), "general"), finding)


def listed(words: Words) -> Sample | None:
    """Deny a closed list a member, add a strange one, miscount it or call it complete."""
    finding = words.pick(words.chance.choice(words.with_wording("denied", "alien", "counted")))
    fact = fact_of(finding)
    members = fact.value if isinstance(fact.value, tuple) else ()
    form = words.chance.choice(("denied", "alien", "counted", "only"))
    if form == "only" and len(members) < 2:
        return None
    member = words.chance.choice(members) if form == "denied" else alien(words, fact)
    count = str(len(members) + words.chance.choice((1, 2, -1)))
    if form == "only":
        shortened = replace(fact, value=tuple(members[:-1]))
        said = words.said(shortened, form)
    else:
        said = words.said(fact, form, member=member, count=count)
    return _sample("closed list", words, said, finding)


def compared(words: Words) -> Sample | None:
    """Turn a comparison around."""
    return comparison(words, is_right=False)


def relation(words: Words) -> Sample | None:
    """Turn around what was made of what."""
    finding = words.pick("derived_from")
    fact = fact_of(finding)
    turned = replace(fact, subject=str(fact.value), value=fact.subject)
    return _sample("relation", words, words.said(turned), finding)


WRONG: tuple[Make, ...] = (
    number, scale, day, licence, version, polarity, look_alike, swapped, attribute, general, listed,
    compared, relation,
)  # fmt: skip

_CONFUSED = {
    "context_max": ("pretraining_tokens", "parameters"),
    "parameters": ("active_parameters", "parameters_non_embedding"),
    "active_parameters": ("parameters", "parameters_non_embedding"),
    "parameters_non_embedding": ("parameters", "active_parameters"),
    "heads_query": ("heads_kv",),
    "heads_kv": ("heads_query",),
    "pretraining_tokens": ("context_max",),
    "gguf_size_q8_0": ("gguf_size_q4_k_m", "gpu_memory_bf16"),
    "layers": ("experts",),
}


def _sample(kind: str, words: Words, said: str, finding: Finding) -> Sample:
    text = words.framed(said, fact_of(finding).subject)
    return words.cited(kind, text, finding, is_right=False)


def _valued(
    kind: str,
    words: Words,
    finding: Finding,
    value: str | float | date | None,
    *,
    exact: bool = False,
) -> Sample | None:
    """Word the fact with another value, unless that is true as well."""
    fact = fact_of(finding)
    if value is None or value in words.true[fact.subject, fact.predicate]:
        return None
    said = words.said(replace(fact, value=value))
    is_coarse = (
        exact
        and isinstance(value, date)
        and all(day is None for _, _, (_, _, day) in find_dates(said))
    )
    return None if is_coarse else _sample(kind, words, said, finding)


def _other_number(words: Words, fact: Fact) -> float | None:
    value = fact.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    near = [fact_of(found).value for found in words.facts[fact.predicate]]
    digits = "".join(words.chance.sample(str(value), len(str(value))))
    swapped_digits = float(digits) if re.fullmatch(r"[1-9]\d*(?:\.\d+)?", digits) else value + 1
    tweaked = words.chance.choice((value + 1, value * 10, value * 2, swapped_digits))
    other = words.chance.choice([tweaked, tweaked, *near][:12])
    if isinstance(other, bool) or not isinstance(other, int | float):
        return None
    rounded = round(other, 4)
    return int(rounded) if rounded == int(rounded) else rounded


def _neighbours(words: Words, fact: Fact) -> list[str]:
    """Return names that differ by a size, a date, a suffix or a version."""
    name = fact.subject
    near = [other for other in get_close_matches(name, words.subjects, 6, 0.7) if other != name]
    made = [re.sub(r"\d+(?=\D*$)", lambda m: str(int(m[0]) + 1), name)]
    if fact.predicate != "base_weights_published":
        made += [name.removesuffix("-Base") if name.endswith("Base") else f"{name}-Base"]
        made += [f"{name}-Instruct"] if "-" in name and "Instruct" not in name else []
        made += [f"{name}-2507"] if re.search(r"\dB$", name) else []
    return [other for other in (*near, *made) if other != name and _stage(other, fact)]


def _stage(other: str, fact: Fact) -> bool:
    """Tell whether the name ends in Base, where base weights are spoken of."""
    return fact.predicate != "base_weights_published" or other.endswith("-Base")


def _is_single(words: Words, predicate: str) -> bool:
    return not isinstance(fact_of(words.facts[predicate][0]).value, bool | tuple)
