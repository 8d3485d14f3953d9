"""
Judge a sentence by the evidence it cites, and by nothing else.

A sentence without a name speaks of the names of the sentence before it in the same text. A sentence
of the model must also share most of its words with its evidence.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.citations.aliases import short_names, sizes
from assistant.citations.beyond import Beyond
from assistant.citations.cited import Cited
from assistant.citations.clauses import clauses
from assistant.citations.exact import BeyondExact
from assistant.citations.markers import cited, without_markers
from assistant.citations.proof import Proof
from assistant.citations.reading import Reading, read
from assistant.citations.roles import with_roles
from assistant.citations.senses import Senses, senses_by_words
from assistant.citations.shown import terms_of
from assistant.domain import Evidence, Sentence, Verdict, Wording
from assistant.language import split


def verify(
    text: str,
    by: Wording,
    evidence: Sequence[Evidence],
    asked: str,
    *,
    whole: bool = False,
    senses: Senses | None = None,
) -> tuple[Sentence, ...]:
    """
    Cut `text` into sentences and judge each; `asked` is the question's own text.

    With `whole` the text is one claim, such as a table row, and is not cut. Without `senses`
    meaning is read from words alone.
    """
    parts = [text] if whole else [part for part in split(text) if part.strip()]
    return tuple(_judged(parts, by, evidence, asked, senses or senses_by_words()))


def is_exact(text: str, evidence: Sequence[Evidence], asked: str, senses: Senses | None) -> bool:
    """Whether a model's last sentence in `text` would pass if its words alone were proven."""
    parts = [part for part in split(text) if part.strip()]
    *_, last = _judged(parts, "model", evidence, asked, senses or senses_by_words(), BeyondExact)
    return is_shown(last)


def is_shown(sentence: Sentence) -> bool:
    """Whether a reader may see the sentence: it is supported, or claims nothing."""
    return sentence.verdict in (Verdict.SUPPORTED, Verdict.NOT_A_CLAIM)


def _judged(
    parts: Sequence[str],
    by: Wording,
    evidence: Sequence[Evidence],
    asked: str,
    senses: Senses,
    beyond: type[Beyond] = Beyond,
) -> Iterator[Sentence]:
    names: tuple[str, ...] = ()
    last: Reading | None = None
    for part in parts:
        text, wanted = without_markers(part), cited(part)
        known = [item for item in evidence if item.number in wanted]
        numbers = tuple(n for n in wanted if any(item.number == n for item in known))
        offered, own = _subjects(evidence), _subjects(known)
        known_names = (*_names(evidence, known), *_called(text, evidence))
        said = with_roles(read(text, known_names, _terms(known)), names, offered, own)
        cites = Cited(known, asked, said, by, senses, last)
        proof = Proof(cites, beyond(cites))
        yield Sentence(text, by, numbers, _verdict(said, known, proof, names))
        last = said
        names = tuple(name.what for name in said.things) or names


def _subjects(items: Sequence[Evidence]) -> list[str]:
    return [f.fact.subject.lower() for item in items for f in item.findings if f.fact]


def _names(evidence: Sequence[Evidence], known: Sequence[Evidence]) -> tuple[str, ...]:
    """Return the releases that the evidence is about; of plain words only those that are cited."""
    offered, said = (
        {f.fact.subject for item in items for f in item.findings if f.fact}
        for items in (evidence, known)
    )
    exact = {n for n in offered if any(map(str.isdigit, n)) or " " in n or n.isupper()}
    families = {family for name in said for family in _families(name)}
    return tuple(sorted(exact | said | families | short_names(said) | sizes(offered)))


def _called(text: str, evidence: Sequence[Evidence]) -> Iterator[str]:
    """Yield short names, such as Lite, of releases that are not cited, where they are capitals."""
    offered = {f.fact.subject for item in evidence for f in item.findings if f.fact}
    for name in {name for subject in offered for name in short_names([subject])}:
        if name.istitle() and re.search(rf"(?<![\w-]){name}(?![\w-])", text):
            is_opening = text.isascii() and text.startswith(name)
            yield from () if is_opening else (name,)


def _terms(known: Sequence[Evidence]) -> tuple[str, ...]:
    return tuple(sorted({t for item in known for f in item.findings for t in terms_of(f)}))


def _families(name: str) -> Iterator[str]:
    """Yield what a name begins with, as far as it holds no digit: gpt-oss of gpt-oss-20b."""
    parts = re.split(r"([ -])", name)
    for end in range(1, len(parts), 2):
        family = "".join(parts[:end])
        if any(map(str.isdigit, family)):
            return
        yield family


def _verdict(
    said: Reading, known: Sequence[Evidence], proof: Proof, before: tuple[str, ...]
) -> Verdict:
    if said.foreign:
        return Verdict.NO_SOURCE
    if not known:
        return Verdict.NO_SOURCE if _claims_something(said) else Verdict.NOT_A_CLAIM
    parts = list(clauses(said, before))
    if proof.contradicts(parts):
        return Verdict.CONTRADICTED
    return Verdict.SUPPORTED if proof.holds(parts) else Verdict.PARTLY


def _claims_something(said: Reading) -> bool:
    exact = said.values or said.names
    return bool(exact) or not said.text.rstrip().endswith((":", "?"))
