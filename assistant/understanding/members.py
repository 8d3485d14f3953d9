"""
From names and sizes to releases: "квен 3 на 32 млрд, база" is Qwen3-32B-Base.

A family with a size means the member of that size; words such as "coder" or "2507" choose among
several. A size that no member has gives an unknown name: it is said to be missing, not replaced.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.domain import Release
from assistant.understanding.look_alikes import Members, guarded
from assistant.understanding.names import Mention, Names, Pieces, pieces
from assistant.understanding.sizes import placed_sizes


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
    sized = placed_sizes(_without(mentions, text))
    with_sizes = [name for name in families if any(r.total_b for r in members.releases(name))]
    families = with_sizes if sized else families
    if not families and (beside := _beside(text, mentions, sized, members)):
        return Subjects(tuple(dict.fromkeys((*mentioned, *beside))), tuple(strange))
    places = {mention.name: mention.end for mention in reversed(mentions)}
    if not mentioned:
        carried = [family.name for name in known if (family := members.family(name))]
        families = list(dict.fromkeys(carried))
        mentioned = [] if sized else list(known)
    if not sized or not families:
        # beside a name that nobody knows, the word of a series is a part of that name
        named = ((None if strange else _told(name, text, members)) or name for name in mentioned)
        return Subjects(tuple(dict.fromkeys(named)), tuple(strange))
    found = _members(text, sized, _Families(families, places), mentioned, members)
    return Subjects(found.names, (*strange, *found.unknown))


_BESIDE = re.compile(
    r"(?:\s*(?:,|/|и|или|and|or|vs\.?|против|to|до)\s*)(?:у\s+|the\s+)?", re.IGNORECASE
)


def _beside(
    text: str, mentions: Sequence[Mention], sized: Sequence[tuple[int, float]], members: Members
) -> list[str]:
    """Return the members that a size right behind another one tells: "Bell-14B or 32B"."""
    found: list[str] = []
    for place, size in sized:
        before = [mention for mention in mentions if mention.end <= place]
        family = members.family(before[-1].name) if before else None
        if family and _BESIDE.fullmatch(text[before[-1].end : place]):
            alike = [one for one in members.releases(family.name) if one.total_b == size]
            found += [_choose(alike, text).name] if alike else []
    return found


def of_lines(text: str, members: Members, names: Names) -> tuple[str, ...]:
    """Return the families of a line that is named without a number: all of Llama, or of Qwen."""
    lines = names.lines(text)
    families = dict.fromkeys(release.family for release in members.releases())
    found = [family for family in families if any(_is_of(family, line) for line in lines)]
    said = pieces(text)
    found = [family for family in found if _is_told(pieces(family)[1:], said)] or found
    series = [head for family in found if (head := _series(family, text, members))]
    return tuple(series or found)


def _is_told(rest: Pieces, said: Pieces) -> bool:
    """Whether what tells a family from others of its line stands in the text: V3 of DeepSeek-V3."""
    size = len(rest)
    return any(said[at : at + size] == rest for at in range(len(said) - size + 1))


def _is_of(family: str, line: Pieces) -> bool:
    return pieces(family)[:1] == line and not family.casefold().endswith((".cpp", "-python"))


def _told(name: str, text: str, members: Members) -> str | None:
    """Return what the words of a text tell more precisely than a name in it, if anything."""
    return _series(name, text, members) or _edition(name, text, members)


def _edition(name: str, text: str, members: Members) -> str | None:
    """Return the edition whose words and month stand apart: "Bell-8B, the 2507 thinking one"."""
    family, own, said = members.family(name), pieces(name), set(pieces(text))
    if family is None or family.name == name:
        return None
    for release in members.releases(family.name):
        longer = pieces(release.name)
        rest = longer[len(own) :]
        is_dated = any(len(piece) == _OF_A_MONTH and piece.isdigit() for piece in rest)
        if longer[: len(own)] == own and is_dated and set(rest) <= said:
            return release.name
    return None


_OF_A_MONTH = 4


def _series(family: str, text: str, members: Members) -> str | None:
    """Return the series of a family whose word stands in the text: "эмбеддинги Qwen3"."""
    said = [piece for piece in pieces(text) if len(piece) >= _SERIES_FROM]
    for release in members.releases(family) if _is_family(family, members) else ():
        series = "".join(pieces(release.series))
        is_head = not release.total_b and len(series) >= _SERIES_FROM
        if is_head and any(piece.startswith(series) for piece in said):
            return release.name
        if release.series and re.search(rf"\b{re.escape(release.series)}{_VARIANT}", text):
            return release.name
    return None


_VARIANT = r"-?\s?(?:верси|вариант|модел|one\b|version|variant|model)"
_SERIES_FROM = 5
"""Shorter words of series are words of the language too: "next", "max"."""


_OF_PARAMETERS = re.compile(
    r"(?:на\s+)?[\d.,]+[\s-]*\w+\s+(?:\w+\s+)?(?:параметр|param)", re.IGNORECASE
)
"""A size that says what it counts is a claim about the release, where no member has it."""


@dataclass(frozen=True, slots=True)
class _Families:
    """The families named, or carried over, and where those named end."""

    names: Sequence[str]
    places: Mapping[str, int]

    def at(self, place: int) -> Sequence[str]:
        """Return whose a size at `place` is: the one's named last before it, else of all."""
        named = [name for name in self.names if self.places.get(name, place + 1) <= place]
        return [max(named, key=lambda name: self.places[name])] if named else self.names


def _members(
    text: str,
    sized: Sequence[tuple[int, float]],
    families: _Families,
    mentioned: Sequence[str],
    members: Members,
) -> Subjects:
    chosen: dict[str, list[str]] = {}
    unknown: list[str] = []
    for family, place, size in ((f, at, size) for at, size in sized for f in families.at(at)):
        candidates = [r for r in members.releases(family) if r.total_b == size]
        chosen.setdefault(family, [])
        if candidates:
            chosen[family].append(_choose(candidates, text).name)
        elif not _OF_PARAMETERS.match(text, place):
            unknown.append(f"{family}-{size:g}B")
    found = [name for named in (mentioned or chosen) for name in chosen.get(named, [named])]
    return Subjects(tuple(dict.fromkeys(found or families.names)), tuple(unknown))


def _choose(candidates: Sequence[Release], text: str) -> Release:
    """Prefer the series that the text names, then the first launch, then the tuned model."""
    said = set(pieces(text))

    def likeness(release: Release) -> tuple[bool, bool, bool, bool, int]:
        series = set(pieces(release.series))
        return (
            bool(series) and series <= said,
            not series,
            "base" not in said and "baza" not in said and _is_plain(release),
            release.stage == "tuned",
            len(said & set(pieces(release.name))),
        )

    return max(candidates, key=likeness)


def _is_plain(release: Release) -> bool:
    """Whether the name is nothing but family and size: the one people mean by "Qwen2.5 7B"."""
    return pieces(release.name) == pieces(f"{release.family}-{release.total_b:g}B")


def of_versions(found: Subjects, versions: Sequence[str], members: Members) -> Subjects:
    """Return programs as the release of them whose version stands apart: "Bell, version 2.1"."""
    names = [_versioned(name, versions, members) or name for name in found.names]
    return Subjects(tuple(dict.fromkeys(names)), found.unknown)


def _versioned(program: str, versions: Sequence[str], members: Members) -> str | None:
    releases = members.releases(program) if _is_family(program, members) else ()
    if any(release.total_b for release in releases):
        return None
    ends = {f"{glue}{version}" for version in versions for glue in (" ", " v", "-")}
    return next((r.name for r in releases if any(r.name.endswith(end) for end in ends)), None)


def _is_family(name: str, members: Members) -> bool:
    family = members.family(name)
    return family is not None and family.name == name


def _without(mentions: Sequence[Mention], text: str) -> str:
    """Blank the names out, so that their numbers are not read a second time as sizes."""
    for mention in mentions:
        blank = " " * (mention.end - mention.begin)
        text = text[: mention.begin] + blank + text[mention.end :]
    return text
