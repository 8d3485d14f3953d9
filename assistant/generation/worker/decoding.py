"""Turn the bytes of sampled tokens into utterances, ending at a stop text. No llama.cpp here."""

import codecs
from collections.abc import Generator, Iterable, Sequence

from assistant.generation.marks import Stops
from assistant.generation.parser import Called, Garbled, Parser, Said, State, Utterance


def decode(
    tokens: Iterable[bytes], stop: Sequence[str], begins: State, *, one_call: bool = False
) -> Generator[Utterance, None, None]:
    """
    Yield what the tokens say; take no more of them after a stop text or, if asked, the first call.

    Stop texts count in what is said, not in thinking and calls. A character cut off at the end is
    dropped.
    """
    characters = codecs.getincrementaldecoder("utf-8")("replace")
    parser, stops = Parser(begins), Stops(stop)
    for token in tokens:
        for utterance in parser.feed(characters.decode(token)):
            yield from _stopped(utterance, stops)
            if stops.hit or (one_call and isinstance(utterance, Called | Garbled)):
                return
    for utterance in parser.finish():
        yield from _stopped(utterance, stops)
    yield from _unless_empty(stops.finish())


def _stopped(utterance: Utterance, stops: Stops) -> Generator[Utterance, None, None]:
    if isinstance(utterance, Said):
        yield from _unless_empty(stops.feed(utterance.text))
        return
    yield from _unless_empty(stops.finish())
    yield utterance


def _unless_empty(text: str) -> Generator[Utterance, None, None]:
    if text:
        yield Said(text)
