"""Right sentences in varied wording: plain, framed, in pairs, with pronouns, in lists, tables."""

from collections.abc import Callable

from assistant.domain import Fact, Language
from assistant.evaluation.verifier_words import Sample, Words, fact_of

Make = Callable[[Words], Sample | None]


def plain(words: Words) -> Sample | None:
    """One statement in one of its wordings, perhaps in a frame."""
    finding = words.pick(words.chance.choice(words.with_wording("said")))
    fact = fact_of(finding)
    text = words.framed(words.said(fact), fact.subject)
    return words.cited("plain", text, finding, is_right=True)


def flag(words: Words) -> Sample | None:
    """Say yes or no in one of its wordings."""
    finding = words.pick(words.chance.choice(words.with_wording("yes", "no")))
    fact = fact_of(finding)
    said = words.said(fact, "yes" if fact.value else "no")
    return words.cited("polarity", words.framed(said, fact.subject), finding, is_right=True)


def pair(words: Words) -> Sample | None:
    """Two releases, or two attributes of one release, in one sentence."""
    one = words.pick(words.chance.choice(words.with_wording("said")))
    same = words.chance.random() < 0.5
    two = words.pick(
        fact_of(one).predicate if same else words.chance.choice(words.with_wording("said"))
    )
    if one == two or fact_of(one).subject == fact_of(two).subject:
        return None
    text = words.joined(words.said(fact_of(one)), words.said(fact_of(two)))
    return words.cited("two facts", _capital(text), one, two, is_right=True)


def pronoun(words: Words) -> Sample | None:
    """Add a second sentence that only says "it"."""
    first = words.pick(words.chance.choice(words.with_wording("said")))
    subject = fact_of(first).subject
    nexts = [
        found
        for predicate in words.with_wording("follows")
        for found in words.facts[predicate]
        if fact_of(found).subject == subject and found != first
    ]
    if not nexts:
        return None
    second = words.chance.choice(nexts)
    opening = _capital(words.said(fact_of(first)))
    follow = words.said(fact_of(second), "follows").replace("г..", "г.")
    text = f"{opening} [*]. {follow[:-1].rstrip('.')} [*]."
    return words.cited(
        "pronoun", text.replace("г [*]", "г. [*]"), first, second, is_right=True, marked=True
    )


def item(words: Words) -> Sample | None:
    """Write a list item: name, attribute, value."""
    finding = words.pick(words.chance.choice([*_LABELS]))
    fact = fact_of(finding)
    label = _LABELS[fact.predicate][words.language]
    form = words.chance.choice(("- **{s}**: {l} — {v}", "* {s} — {l}: {v};", "1. {s}: {v} ({l})"))
    return words.cited(
        "list item",
        form.format(s=fact.subject, l=label, v=words.value(fact)),
        finding,
        is_right=True,
    )


def row(words: Words) -> Sample | None:
    """Write a table row: a name and the values of two attributes."""
    one = words.pick(words.chance.choice([*_LABELS]))
    fact = fact_of(one)
    more = [
        found
        for predicate in _LABELS
        for found in words.facts[predicate]
        if fact_of(found).subject == fact.subject and predicate != fact.predicate
    ]
    if not more:
        return None
    two = words.chance.choice(more)
    text = f"| {fact.subject} | {words.value(fact)} | {words.value(fact_of(two))} |"
    return words.cited("table row", text, one, two, is_right=True)


def compared(words: Words) -> Sample | None:
    """Compare as the values do."""
    return comparison(words, is_right=True)


def comparison(words: Words, *, is_right: bool) -> Sample | None:
    """Compare two releases by one attribute, rightly or the wrong way round."""
    predicate = words.chance.choice(words.with_wording("more", "less"))
    one, two = words.pick(predicate), words.pick(predicate)
    high, low = (fact_of(found) for found in (one, two))
    if high.subject == low.subject or not _is_more(high, low):
        return None
    form = words.chance.choice(("more", "less"))
    left, right = (high, low) if (form == "more") == is_right else (low, high)
    said = words.said(left, form, other=right.subject)
    return words.cited("comparison", words.framed(said, left.subject), one, two, is_right=is_right)


def listed(words: Words) -> Sample | None:
    """Count a closed list, call it complete, or deny what it lacks."""
    predicate = words.chance.choice(words.with_wording("denied", "alien", "counted"))
    finding = words.pick(predicate)
    fact = fact_of(finding)
    members = fact.value if isinstance(fact.value, tuple) else ()
    form = words.chance.choice(("denied", "counted", "only"))
    said = words.said(fact, form, member=alien(words, fact), count=str(len(members)))
    return words.cited("closed list", words.framed(said, fact.subject), finding, is_right=True)


def alien(words: Words, fact: Fact) -> str:
    """Return what a closed list could hold but does not."""
    members = fact.value if isinstance(fact.value, tuple) else ()
    strange = [f"{size}B" for size in (3, 9, 22, 65, 100) if f"{size}B" not in members]
    size = words.chance.choice(strange)
    return size if fact.predicate == "sizes" else f"{fact.subject}-{size}"


RIGHT: tuple[Make, ...] = (plain, plain, plain, flag, pair, pronoun, item, row, compared, listed)

_LABELS: dict[str, dict[Language, str]] = {
    "parameters": {"ru": "параметров", "en": "parameters"},
    "active_parameters": {"ru": "активных параметров", "en": "active parameters"},
    "context_max": {"ru": "контекст", "en": "context"},
    "license": {"ru": "лицензия", "en": "license"},
    "release_date": {"ru": "дата выхода", "en": "released"},
    "pretraining_tokens": {"ru": "токенов предобучения", "en": "pre-training tokens"},
}


def _is_more(one: Fact, two: Fact) -> bool:
    pair = one.value, two.value
    return pair[0] > pair[1]  # type: ignore[operator]


def _capital(text: str) -> str:
    first = text.split(" ")[0]
    return text if any(c.isdigit() or c in "-." for c in first) else text[0].upper() + text[1:]
