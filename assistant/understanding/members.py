"""
From names and sizes to releases: "квен 3 на 32 млрд, база" is Qwen3-32B-Base.

A family with a size means the member of that size; words such as "coder" or "2507" choose among
several. A size that no member has gives an unknown name: it is said to be missing, not replaced.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain import Release
from assistant.understanding.look_alikes import Members, guarded
from assistant.understanding.names import Mention, Names, pieces
from assistant.understanding.sizes import sizes


@dataclass(frozen=True, slots=True)
class Subjects:
    """What a question is about: known names, and names that no closed list holds."""

    names: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def subjects(text: str, members: Members, names: Names, known: Sequence[str] = ()) -> Subjects:
    """Return the releases and families that `text` names; `known` ones are carried over."""
    mentions, strange = guarded(text, names.mentions(text), names, members)
    mentioned = list(dict.fromkeys(mention.name for mention in mentions))
    families = [name for name in mentioned if _is_family(name, members)]
    sized = sizes(_without(mentions, text))
    if not mentioned:
        carried = [family.name for name in known if (family := members.family(name))]
        families = list(dict.fromkeys(carried))
        mentioned = [] if sized else list(known)
    if not sized or not families:
        return Subjects(tuple(mentioned), tuple(strange))
    found = _members(text, sized, families, mentioned, members)
    return Subjects(found.names, (*strange, *found.unknown))


def _members(
    text: str,
    sized: Sequence[float],
    families: Sequence[str],
    mentioned: Sequence[str],
    members: Members,
) -> Subjects:
    found = [name for name in mentioned if name not in families]
    unknown: list[str] = []
    for size in sized:
        # the family named last is the nearest to the sizes that follow it
        family = families[-1]
        candidates = [r for r in members.releases(family) if r.total_b == size]
        if candidates:
            found.append(_choose(candidates, text).name)
        else:
            unknown.append(f"{family}-{size:g}B")
    return Subjects(tuple(dict.fromkeys(found or families)), tuple(unknown))


def _choose(candidates: Sequence[Release], text: str) -> Release:
    """Prefer the series that the text names, then the first launch, then the tuned model."""
    said = set(pieces(text))

    def likeness(release: Release) -> tuple[bool, bool, bool, int]:
        series = set(pieces(release.series))
        return (
            bool(series) and series <= said,
            not series,
            release.stage == "tuned",
            len(said & set(pieces(release.name))),
        )

    return max(candidates, key=likeness)


def _is_family(name: str, members: Members) -> bool:
    family = members.family(name)
    return family is not None and family.name == name


def _without(mentions: Sequence[Mention], text: str) -> str:
    """Blank the names out, so that their numbers are not read a second time as sizes."""
    for mention in mentions:
        blank = " " * (mention.end - mention.begin)
        text = text[: mention.begin] + blank + text[mention.end :]
    return text
