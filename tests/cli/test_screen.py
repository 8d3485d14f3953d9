"""What a terminal shows while an answer grows, and while a model is downloaded."""

import io
from datetime import date

import pytest
from rich.console import Console

from assistant.cli.ask import _last
from assistant.cli.progress import describe, gigabytes, wait_for_model
from assistant.cli.screen import Screen
from assistant.domain import Answer, Plan, Question, Section, Sentence, Step, Verdict
from assistant.errors import ModelNotFound
from assistant.events import (
    Answered,
    Checked,
    Drafted,
    Failed,
    Found,
    Planned,
    Thought,
    ToolUsed,
    Understood,
)
from assistant.runtime.catalog import load
from assistant.runtime.supply import Reason, SupplyState
from assistant.settings import resource

DAY = date(2025, 4, 29)
QUESTION = Question("When was Qwen3 released?", "en")
SAID = Sentence("Qwen3 was released on April 29, 2025.", "ledger", (1,), Verdict.SUPPORTED)
PLAN = Plan((Section("lead", "lead", ()), Section("dates", "list", (), "Dates")))
ANSWER = Answer(QUESTION, (), ())


def shown(*events, language="en"):
    """Return what stands on the screen after `events`."""
    screen = Screen(language)
    for event in events:
        screen.take(event)
    console = Console(file=io.StringIO(), width=80, force_terminal=False)
    console.print(screen)
    return console.file.getvalue()


def test_it_searches_first_and_then_reads():
    assert "Searching" in shown(Understood(QUESTION))
    assert "reading" in shown(Understood(QUESTION), Found(()))
    assert "Ищу" in shown(Understood(QUESTION), language="ru")


def test_a_draft_gives_way_to_the_checked_sentence():
    drafted = (Planned(PLAN), Drafted("lead", "Qwen3 came "), Drafted("lead", "out in April"))
    assert "Qwen3 came out in April" in shown(*drafted)
    checked = shown(*drafted, Checked("lead", SAID))
    assert "April 29, 2025. [1]" in checked
    assert "came out" not in checked


def test_sections_stand_in_the_order_of_the_plan_however_they_come():
    screen = shown(Planned(PLAN), Checked("dates", SAID), Checked("lead", SAID))
    assert screen.index("[1]") < screen.index("Dates")


def test_a_step_and_a_failure_are_told_above():
    step = Step("search_releases", {"subject": "Qwen3", "attribute": "", "as_of": ""}, "…")
    screen = shown(ToolUsed(step), Thought("hm"), Failed("It crashed.", "Again."))
    assert "Search: Qwen3" in screen
    assert "thinking" in screen
    assert "It crashed." in screen


def test_the_answer_is_the_last_event_and_the_screen_is_wiped():
    console = Console(file=io.StringIO(), width=80)
    assert Screen("en", console).show(iter([Planned(PLAN), Answered(ANSWER)])) is ANSWER
    assert _last(iter([Found(()), Answered(ANSWER)]), "en") is ANSWER


class Script:
    """A supply that goes from state to state, one each time it is looked at."""

    def __init__(self, *states):
        self.states = list(states)

    @property
    def state(self):
        return self.states[0]

    def wait(self, timeout_seconds=None):
        if len(self.states) > 1:
            self.states.pop(0)
        return self.state


ENTRY = load(resource("models") / "catalog.toml").embedded
HALF = SupplyState("downloading", ENTRY.size_bytes // 2, ENTRY.size_bytes, fetching=ENTRY)
DONE = SupplyState("none", reason=Reason.OFFLINE)


@pytest.mark.parametrize(
    ("language", "line"),
    [("en", "246 MB of 491 MB (50%)"), ("ru", "246 МБ из 491 МБ (50 %)")],
)
def test_a_download_is_told_in_lines_where_there_is_no_terminal(language, line):
    out = io.StringIO()
    script = Script(SupplyState(), HALF, HALF, DONE)
    state = wait_for_model(script, language, out, lambda _: False)
    assert state is DONE
    assert out.getvalue() == f"{ENTRY.name}: {line}\n"


def test_a_terminal_gets_a_bar_that_is_wiped():
    out = io.StringIO()
    out.isatty = lambda: True
    state = wait_for_model(Script(SupplyState(), HALF, DONE), "en", out, lambda _: False)
    assert state is DONE


def test_what_is_enough_is_not_waited_beyond():
    script = Script(SupplyState(), HALF, DONE)
    assert wait_for_model(script, "en", io.StringIO(), lambda now: now is HALF) is HALF


def test_a_model_that_was_asked_for_and_cannot_be_had_is_raised():
    failed = SupplyState("failed", error=ModelNotFound("There is no such model."))
    with pytest.raises(ModelNotFound):
        wait_for_model(Script(SupplyState(), failed), "en", io.StringIO(), lambda _: False)


def test_sizes_are_decimal_and_written_as_the_language_does():
    assert gigabytes(2_500_000_000, "ru") == "2,5 ГБ"
    assert gigabytes(491_400_064, "en") == "491 MB"
    assert describe(SupplyState(), "en") == "Choosing a model…"
