"""
The senses of the parts of one sentence: what its releases are, and what each part says of them.

Whether a part says no is read from probes and from its words together. Not covered: what a number
means that stands among several with no word near it.
"""

import re

from assistant.citations.derived import has_multiple
from assistant.citations.polarity import is_negative
from assistant.citations.reading import Mention, Reading, Value, read
from assistant.citations.senses import Sense, Senses, masked
from assistant.citations.spans import spans
from assistant.language import stem, words

_MARGIN = 0.35
"""By how much another attribute must be likelier than the fact's own to refuse a value."""
_LOOSE = 0.8
"""The same where nothing exact stands beside it."""
_SURE, _HINT = 0.5, 0.35
"""How much the function words of a text add to what the probes say."""
_BEYOND, _UNUSUAL = 0.2, 0.8
"""When a stretch of words is a claim of its own; before the statement stand turns of phrase."""
_LONG = 4
BORDER = re.compile(
    r"[,;:()]\s?|\s[–—]\s|\s(?:и|а|но|что|which|that|and|but|with|while|so"
    r"|против|вместо|against|versus|vs\.?|instead\s+of)\s",
    re.IGNORECASE,
)
_OPENERS = re.compile(
    r"^[\s,;:–—-]*(?:(?:whereas|while|and|but|а|и|но|при\s+этом|тогда\s+как"
    r"|в\s+то\s+время\s+как)\s+)+",
    re.IGNORECASE,
)
"""What joins a part to the one before it."""
_ALL = re.compile(
    r"\b(?:вс[еёя]|всех|всем|всеми|всю|весь|кажд\w+|люб(?:ая|ой|ые|ых|ого|ую|ому|ым)|только|лишь"
    r"|исключительно|единственн\w+|кроме|all|every|each|any|entire|whole|only|solely|sole"
    r"|exclusively|alone|except|other\s+than)\b",
    re.IGNORECASE,
)
_OF_ONE = re.compile(
    r"\b(?:(?:из|of)\s+(?:вс[еу]х|all)\s+(?:е[ёе]\s+|их\s+|its\s+|the\s+|their\s+)?"
    r"(?:параметр|эксперт|сло|голов|parameter|expert|layer|head)\w*|(?:all\s+)?in\s+all\b"
    r"|без\s+всяк\w+)",
    re.IGNORECASE,
)
"""Totals of one release, which say nothing of others."""
_AGAINST_FIRST = re.compile(
    r"^(?P<than>compared\s+(?:with|to)|in\s+comparison\s+(?:with|to)|relative\s+to|next\s+to"
    r"|по\s+сравнению\s+с|на\s+фоне|рядом\s+с)\s+(?:the\s+)?Alpha[,\s]\s*(?P<rest>.*Beta.*)$",
    re.IGNORECASE,
)
"""The other release said first: "compared with A, B is larger" is "B is larger than A"."""
_THAN = ("чем", "than")
_OPENED = re.compile(r"[,:]\s|\s(?:что|that)\s", re.IGNORECASE)
_IMPLIED = {"context_native": "context_max", "experts_active": "experts"}
"""What a more special attribute may be called as well."""


class Meaning:
    """Reads the senses of a sentence's parts, given the releases that it may name."""

    def __init__(self, senses: Senses, releases: frozenset[str]) -> None:
        self._senses = senses
        self.releases = releases

    def read(self, text: str) -> Reading:
        """Read a text of the evidence, with the releases of the sentence as names."""
        return read(text, tuple(sorted(self.releases)))

    def of(self, said: Reading) -> Sense:
        """Return the sense of a part of the sentence, without a turn of phrase before it."""
        return self._whole(self.core(said))

    def is_more(self, said: Reading) -> bool:
        """Whether a part says that the first of its two names is more than the second."""
        text = masked(self.core(said), self.releases)
        turned = _AGAINST_FIRST.match(text)
        if not turned:
            return self._senses.of(text)["is more"] > 0
        named = turned["rest"].replace("Beta", "Alpha")
        return self._senses.of(f"{named} {_THAN[turned['than'][0].isascii()]} Beta")["is more"] <= 0

    def denies(self, said: Reading) -> bool:
        """Whether a part says no."""
        by_words = _SURE if is_negative(said.text) else -_SURE
        return self._whole(said)["denies"] + by_words > 0

    def speaks_of(self, predicate: str, said: Reading, value: Mention[Value] | None = None) -> bool:
        """Whether a part, or the words around one of its values, may speak of `predicate`."""
        if value is None:
            return self._fits(predicate, said, _LOOSE)
        windows = [said.near(value)]
        if len(said.values) > 1:
            windows.append(said.near(value, BORDER))
        return any(self._fits(predicate, window, _MARGIN, like=predicate) for window in windows)

    def is_of(self, predicate: str, said: Reading) -> bool:
        """Whether a text speaks of `predicate` rather than of others with such values."""
        return self._fits(predicate, said, _MARGIN, like=predicate)

    def means(self, predicate: str, said: Reading, least: float = 0.0) -> bool:
        """Whether a text is rather one on `predicate` than not."""
        return self.of(said).attributes.get(predicate, 0.0) > least

    def is_silent(self, said: Reading) -> bool:
        """Whether a text speaks of no attribute: "not published: A and B" said as "not: A, B"."""
        return max(self.of(said).attributes.values(), default=0.0) <= 0

    def tells(self, predicate: str, said: Reading) -> bool:
        """Whether the words beside a value speak of any attribute of the kind of `predicate`."""
        return max(self._alike(predicate, said).values(), default=0.0) > 0

    def knows(self, predicate: str) -> bool:
        """Whether the probes were taught an attribute."""
        return self._senses.knows(predicate)

    def is_general(self, said: Reading) -> bool:
        """Whether a text says something of all, of one alone, or that a list is complete."""
        by_words = _SURE if _ALL.search(_OF_ONE.sub(" ", said.text)) else -_HINT
        opening = said.text[: self.core(said).offset - said.offset]
        if _ALL.search(opening) and self._whole(said)["general"] > _BEYOND:
            return True  # "every model on the market, A included, ..."
        return self.of(said)["general"] + by_words > 0

    def is_alike(
        self, said: Reading, value: Mention[Value], shown: Reading, mine: Mention[Value]
    ) -> bool:
        """Whether the words around the values of two texts may mean one attribute."""
        likely = self._likely(said.near(value)), self._likely(shown.near(mine))
        return None in likely or likely[0] == likely[1]

    def beyond(self, said: Reading, known: set[str]) -> bool:
        """Whether some stretch without a name or value says what no known or taught words say."""
        opening = self.core(said).offset
        return any(
            self._is_new(piece, known, _UNUSUAL if piece.offset < opening else _BEYOND)
            for piece in said.pieces(BORDER)
        )

    def _whole(self, said: Reading) -> Sense:
        opener = _OPENERS.match(said.text)
        begin = said.offset + (opener.end() if opener else 0)
        part = said.within(begin, said.offset + len(said.text))
        return self._senses.of(masked(part, self.releases))

    def _alike(self, predicate: str, said: Reading) -> dict[str, float]:
        """Return the scores of the attributes whose values are of the same kind."""
        kind, scores = self._senses.kind(predicate), self.of(said).attributes
        return {name: score for name, score in scores.items() if self._senses.kind(name) == kind}

    def _fits(self, predicate: str, said: Reading, margin: float, *, like: str = "") -> bool:
        scores = self._alike(like, said) if like else self.of(said).attributes
        if predicate not in scores:
            return True
        own = max(scores[predicate], scores.get(_IMPLIED.get(predicate, ""), -1.0))
        return own >= max(scores.values()) - margin

    def _likely(self, said: Reading) -> str | None:
        scores = self.of(said).attributes
        name = max(scores, key=lambda one: scores[one])
        return name if scores[name] > _SURE else None

    def _is_new(self, piece: Reading, known: set[str], limit: float) -> bool:
        if (
            spans(piece.text)
            or has_multiple(piece)
            or piece.names
            or piece.values
            or any(stem(word) in known for word in piece.said_latin)
        ):
            return False
        longer = [word for word in words(piece.text) if len(word) >= _LONG and word.isalpha()]
        new = sum(stem(word) not in known for word in longer)
        return new >= 2 and 2 * new > len(longer) and self._whole(piece)["is beyond"] > limit

    def core(self, said: Reading) -> Reading:
        """Return a part without turns of phrase before it: no name, no value, no attribute."""
        begin = next(
            (p.offset for p in said.pieces(_OPENED) if p.names or p.values or self._is_telling(p)),
            said.offset,
        )
        return said.within(begin, said.offset + len(said.text))

    def _is_telling(self, piece: Reading) -> bool:
        return max(self._whole(piece).attributes.values()) > 1

    def shares(self, said: Reading, known: set[str]) -> bool:
        """Whether a part has no more new words than known ones; what is exact counts twice."""
        longer = [word for word in words(said.nameless) if len(word) >= _LONG and word.isalpha()]
        new = sum(stem(word) not in known for word in longer)
        exact = len(said.names) + len(said.values)
        exact += sum(stem(word) in known for word in said.said_latin)
        return new < len(longer) - new + 2 * exact


def says_as_much(said: Reading, shown: Reading) -> bool:
    """Whether every word for all or one alone stands in the evidence as well."""
    own = {match.lower() for match in _ALL.findall(said.text)}
    return bool(own) and own <= {match.lower() for match in _ALL.findall(shown.text)}
