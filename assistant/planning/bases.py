"""
Recipe: base weights of a family, and why some are missing.

The premise is tested first against the closed list ("is there a 70B at all?"), then what is and is
not published is listed with the date of the last evidence. A reason is given only when a source
states one.
"""

from assistant.domain import CELL, Claim, Finding, Question, Release, Section
from assistant.planning.shelf import Shelf, largest, names, subject
from assistant.planning.texts import text

_DEFAULT_LIMIT = 70.0
"""Without a size in the question "large" means this, as in "the 70B class"."""


def base_sections(question: Question, shelf: Shelf) -> tuple[Section, ...]:
    """Return the sections of the answer; empty when the family's list is not known."""
    if shelf.family is None or not shelf.bases(published=True) + shelf.bases(published=False):
        return ()
    limit = question.min_size_b or _DEFAULT_LIMIT
    sections = (
        Section("lead", "lead", _lead(question, shelf, limit)),
        _lineup(shelf),
        _later(shelf, limit),
        _published(shelf),
        _context(shelf),
        *([_wants(shelf, limit)] if question.min_size_b else []),
    )
    return tuple(section for section in sections if section.claims)


def _lead(question: Question, shelf: Shelf, limit: float) -> tuple[Claim, ...]:
    claims = [*_premise(shelf, limit)] if question.min_size_b else []
    missing = [
        finding
        for finding in shelf.bases(published=False)
        if not question.min_size_b or _size(shelf, subject(finding)) >= limit
    ]
    claims += _unpublished(shelf, missing)
    if not question.min_size_b and (present := shelf.bases(published=True)):
        claims.insert(0, _all_published(shelf, present))
    reason = shelf.facts(
        shelf.family.name if shelf.family else "", "official_reason_for_unpublished_bases"
    )
    if missing and reason:
        claims.append(shelf.claim(text("no_reason", shelf.language), *reason))
    return tuple(claims)


def _premise(shelf: Shelf, limit: float) -> list[Claim]:
    """Say which members of the first launch reach the limit at all."""
    launch = [r for r in shelf.releases if not r.series and r.stage == "tuned" and r.total_b]
    dense = [release for release in launch if release.architecture == "dense"]
    top, family = largest(dense), shelf.family
    if top is None or family is None:
        return []
    lists = shelf.facts(family.name, "largest_dense_model", "dense_models", "dense_70b_exists")
    reach = [release.name for release in dense if (release.total_b or 0) >= limit]
    words = (
        text("has_dense", shelf.language, family=family.name, size=limit, names=", ".join(reach))
        if reach
        else text("no_dense", shelf.language, family=family.name, size=limit, largest=top.name)
    )
    claims = [shelf.claim(words, *lists)]
    experts = [r for r in launch if r.architecture == "moe" and (r.total_b or 0) >= limit]
    if experts:
        key = "larger_moe" if len(experts) == 1 else "larger_moes"
        listed = ", ".join(release.name for release in experts)
        proof = shelf.facts(family.name, "moe_models")
        claims.append(shelf.claim(text(key, shelf.language, names=listed), *proof))
    return claims


def _unpublished(shelf: Shelf, missing: list[Finding]) -> list[Claim]:
    claims: list[Claim] = []
    for name in dict.fromkeys(map(subject, missing)):
        proofs = _latest([finding for finding in missing if subject(finding) == name])
        day = shelf.day(proofs[0].as_of)
        words = text("unpublished", shelf.language, names=name, day=day)
        claims.append(shelf.claim(words, *proofs))
    return claims


def _latest(proofs: list[Finding]) -> list[Finding]:
    """Return the newest few; a source without a date of its own counts last."""
    dated = [finding for finding in proofs if finding.as_of != finding.source.read]
    return sorted(dated or proofs, key=lambda finding: finding.as_of, reverse=True)[:_MOST_PROOFS]


_MOST_PROOFS = 3


def _all_published(shelf: Shelf, present: tuple[Finding, ...]) -> Claim:
    return shelf.claim(text("published", shelf.language, names=names(present)), *present)


def _lineup(shelf: Shelf) -> Section:
    family = shelf.family
    lists = shelf.facts(family.name, "dense_models", "moe_models", "sizes") if family else ()
    day = shelf.day(max(finding.as_of for finding in lists)) if lists and family else ""
    heading = text("lineup", shelf.language, family=family.name if family else "", day=day)
    return Section("lineup", "list", shelf.stated(lists), heading)


def _later(shelf: Shelf, limit: float) -> Section:
    """List what the family gained after its launch: everything that reaches the limit."""
    later = [
        release.name
        for release in shelf.releases
        if release.series and release.stage == "tuned" and (release.total_b or 0) >= limit
    ]
    dates = sorted(shelf.facts(later, "release_date"), key=lambda finding: str(_value(finding)))
    return Section("later", "list", shelf.stated(dates), text("later", shelf.language))


def _published(shelf: Shelf) -> Section:
    present = shelf.bases(published=True)
    claims = [_all_published(shelf, present)] if present else []
    claims += _unpublished(shelf, list(shelf.bases(published=False)))
    return Section("bases", "list", tuple(claims), text("bases", shelf.language))


def _context(shelf: Shelf) -> Section:
    missing = list(dict.fromkeys(map(subject, shelf.bases(published=False))))
    related = shelf.facts(missing, "described_in_report", "comparable_to")
    return Section("context", "list", shelf.stated(related), text("context", shelf.language))


def _wants(shelf: Shelf, limit: float) -> Section:
    family = shelf.family.name if shelf.family else ""
    rows = [
        _row(shelf, text("want_family_base", shelf.language, family=family), _largest_bases(shelf)),
        _row(shelf, text("want_other_base", shelf.language, size=limit), _others(shelf)),
        _row(
            shelf,
            text("want_tuned", shelf.language, family=family, size=limit),
            shelf.facts(
                [
                    r.name
                    for r in shelf.releases
                    if r.stage == "tuned" and (r.total_b or 0) >= limit
                ],
                "release_date",
            ),
        ),
    ]
    header = (text("want", shelf.language), text("exists", shelf.language))
    claims = tuple(row for row in rows if row)
    return Section("wants", "table", claims, text("wants", shelf.language), header)


def _row(shelf: Shelf, wish: str, present: tuple[Finding, ...]) -> Claim | None:
    return shelf.claim(f"{wish}{CELL}{names(present)}", *present) if present else None


def _largest_bases(shelf: Shelf) -> tuple[Finding, ...]:
    """Return the largest published base of each architecture."""
    present = {subject(finding): finding for finding in shelf.bases(published=True)}
    tops: list[Release | None] = [
        largest(r for r in shelf.releases if r.name in present and r.architecture == architecture)
        for architecture in ("dense", "moe")
    ]
    return tuple(present[top.name] for top in tops if top)


def _others(shelf: Shelf) -> tuple[Finding, ...]:
    """Return published bases of other families; search kept only those that are large enough."""
    own = {release.name for release in shelf.releases}
    return tuple(
        finding
        for finding in shelf.all
        if finding.fact
        and finding.fact.predicate == "base_weights_published"
        and finding.fact.value is True
        and finding.fact.subject not in own
    )[:_MOST_OTHERS]


_MOST_OTHERS = 5


def _size(shelf: Shelf, name: str) -> float:
    return next((r.total_b or 0 for r in shelf.releases if r.name == name), 0)


def _value(finding: Finding) -> object:
    return finding.fact.value if finding.fact else ""
