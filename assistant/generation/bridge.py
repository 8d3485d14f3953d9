"""
Run a blocking stream in a thread and hand its parts to an event loop.

When the reader leaves early, `abort` is set, and the thread ends with the stream. LangChain's own
bridge would leave the stream open until it is collected as garbage, with the model still writing.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from typing import TypeVar

T = TypeVar("T")
_Parcel = tuple[T] | BaseException | None
"""A part, what went wrong, or the end."""


async def stream_in_thread(
    work: Callable[[], Iterator[T]], abort: threading.Event
) -> AsyncIterator[T]:
    """Yield what `work()` yields; raise what it raises."""
    loop = asyncio.get_running_loop()
    parcels: asyncio.Queue[_Parcel[T]] = asyncio.Queue()

    def send(parcel: _Parcel[T]) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(parcels.put_nowait, parcel)

    threading.Thread(target=_run, args=(work, send), daemon=True).start()
    is_over = False
    try:
        while (parcel := await parcels.get()) is not None:
            if isinstance(parcel, BaseException):
                raise parcel
            yield parcel[0]
        is_over = True
    finally:
        if not is_over:
            abort.set()


def _run(work: Callable[[], Iterator[T]], send: Callable[[_Parcel[T]], None]) -> None:
    try:
        for part in work():
            send((part,))
    except BaseException as error:  # noqa: BLE001 - raised again on the other side
        send(error)
    else:
        send(None)
