"""Read the parts of a source one after another: a broken one never stops the rest."""

from collections.abc import Sequence

from assistant.errors import OfflineRefused, SourceError
from assistant.sources.items import Broken, Items


def read_parts(parts: Sequence[tuple[str, Items]]) -> Items:
    """
    Yield what the parts yield; each is its address and its items.

    Raise the first trouble when there was nothing else.
    """
    troubles: list[tuple[str, SourceError]] = []
    for url, part in parts:
        try:
            yield from part
        except OfflineRefused:
            raise
        except SourceError as error:
            troubles.append((url, error))
    if troubles and len(troubles) == len(parts):
        raise troubles[0][1]
    for url, error in troubles:
        yield Broken(url, str(error))
