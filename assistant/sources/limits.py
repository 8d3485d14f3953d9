"""What is taken of a response: its type, how long it wants us to wait, its body up to a limit."""

import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

from assistant.errors import ContentRefused, SourceUnreachable
from assistant.sources.wires import Response


def content_type(header: str) -> tuple[str, str | None]:
    """
    Return type and charset of a Content-Type header; "" and None where it has none.

    >>> content_type('Text/HTML; charset="UTF-8"')
    ('text/html', 'utf-8')
    """
    if not header:
        return "", None
    message = Message()
    message["content-type"] = header
    return message.get_content_type(), message.get_content_charset()


def seconds_to_wait(response: Response) -> float | None:
    """Return the seconds that a busy server asks for; None when it does not."""
    said = response.headers.get("retry-after", "")
    reset = response.headers.get("x-ratelimit-reset", "")
    is_used_up = response.headers.get("x-ratelimit-remaining") == "0" and _is_number(reset)
    if response.status in (403, 429) and is_used_up:  # GitHub's limit of the hour
        return max(0.0, int(reset[:12]) - time.time())
    if response.status not in (403, 429, 503) or (response.status != 429 and not said):
        return None
    if _is_number(said):
        return float(said[:9])
    try:
        return max(0.0, (parsedate_to_datetime(said) - datetime.now(tz=UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return 1.0


def unpacked(response: Response, limit: int, shown: str) -> Iterator[bytes]:
    """Yield the body, unpacked, up to `limit` bytes; more is refused before it is taken."""
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("identity", "gzip", "x-gzip", ""):
        raise ContentRefused(f"{shown} is packed as {coding!r}, which was not asked for.")
    too_large = f"{shown} is larger than {limit / 1e6:g} MB."
    length = response.headers.get("content-length", "")
    if _is_number(length) and int(length[:20]) > limit:
        raise ContentRefused(too_large)
    unpack = zlib.decompressobj(wbits=31) if "gzip" in coding else None
    total = received = 0
    for chunk in response.body:
        try:
            part = unpack.decompress(chunk, limit + 1 - total) if unpack else chunk
        except zlib.error as error:
            raise ContentRefused(f"{shown} is not packed as it says.") from error
        total += len(part)
        received += len(chunk)
        if max(total, received) > limit or (unpack and unpack.unconsumed_tail):
            raise ContentRefused(too_large)
        yield part
        if unpack and unpack.eof:
            return  # what comes after it is not looked at
    if unpack and not unpack.eof:
        raise SourceUnreachable(f"{shown} ended in the middle.")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
