"""The blocking assistant, read from an event loop."""

import asyncio
import threading
import time

import pytest

from assistant.errors import EmptyQuestion
from assistant.events import Event
from assistant.testing import ScriptedAssistant
from assistant.ui.stream import Stream
from tests.ui.samples import BEGINNING, FULL


async def collected(stream: Stream, stop: threading.Event) -> list[Event]:
    return [event async for batch in stream.batches("q", (), stop) for event in batch]


async def test_all_events_arrive_in_order():
    assistant = ScriptedAssistant(FULL)
    assert await collected(Stream(assistant.ask), threading.Event()) == list(FULL)


async def test_events_come_in_batches_so_that_the_page_is_not_redrawn_for_each():
    stream = Stream(ScriptedAssistant([*FULL, 0.25, *FULL]).ask)
    batches = [batch async for batch in stream.batches("q", (), threading.Event())]
    assert len(batches) == 2


async def test_an_error_of_the_question_reaches_the_page():
    stream = Stream(ScriptedAssistant([EmptyQuestion("no")]).ask)
    with pytest.raises(EmptyQuestion):
        await collected(stream, threading.Event())


async def test_stop_ends_the_stream_within_a_second_and_tells_the_assistant():
    assistant, stop = ScriptedAssistant([*BEGINNING, 30.0, *FULL]), threading.Event()
    asyncio.get_running_loop().call_later(0.3, stop.set)
    begun = time.monotonic()
    assert await collected(Stream(assistant.ask), stop) == list(BEGINNING)
    assert time.monotonic() - begun < 1.3
    assert await asyncio.to_thread(assistant.was_aborted.wait, 1)


async def test_a_closed_tab_stops_the_assistant():
    assistant = ScriptedAssistant([*BEGINNING, 30.0])
    batches = Stream(assistant.ask).batches("q", (), threading.Event())
    await anext(batches)
    await batches.aclose()
    assert await asyncio.to_thread(assistant.was_aborted.wait, 1)


async def test_one_question_at_a_time():
    assistant = ScriptedAssistant([0.3, *FULL])
    stream = Stream(assistant.ask)
    begun = time.monotonic()
    both = await asyncio.gather(*(collected(stream, threading.Event()) for _ in range(2)))
    assert both == [list(FULL), list(FULL)]
    assert time.monotonic() - begun > 0.6


async def test_a_question_that_waits_for_its_turn_can_be_stopped():
    assistant, first, second = ScriptedAssistant([30.0]), threading.Event(), threading.Event()
    stream = Stream(assistant.ask)
    asking = asyncio.create_task(collected(stream, first))
    waiting = asyncio.create_task(collected(stream, second))
    await asyncio.sleep(0.3)
    second.set()
    assert await asyncio.wait_for(waiting, 1) == []
    first.set()
    await asking
    assert len(assistant.asked) == 1


async def test_after_a_stop_the_next_question_is_answered():
    assistant, stop = ScriptedAssistant([*BEGINNING, 0.5, *FULL]), threading.Event()
    stream = Stream(assistant.ask)
    asyncio.get_running_loop().call_later(0.2, stop.set)
    await collected(stream, stop)
    assert (await collected(stream, threading.Event()))[-1] == FULL[-1]
