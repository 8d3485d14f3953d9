"""The retrieval tool takes what a model may write, or says what is wrong."""

import pytest
from langchain_core.messages import ToolMessage

from assistant.generation.tools import NAMES, SEARCH, tools


def call(**arguments: object) -> ToolMessage:
    return called(SEARCH, **arguments)


def called(name: str, **arguments: object) -> ToolMessage:
    tool = tools(lambda _, given: ("|".join(map(str, given.values())), [1]))[name]
    return tool.invoke({"type": "tool_call", "name": name, "args": arguments, "id": "1"})


def test_it_returns_text_for_the_model_and_evidence_for_us():
    message = call(subject="Qwen3-8B", attribute="licence", as_of="2025-06-30")
    assert (message.content, message.artifact, message.status) == ("Qwen3-8B|licence|2025-06-30", [1], "success")  # fmt: skip


def test_only_the_subject_is_needed():
    assert call(subject="Qwen3").content == "Qwen3||"


@pytest.mark.parametrize(
    ("arguments", "named"),
    [({}, "subject"), ({"subject": ""}, "subject"), ({"subject": "x", "as_of": "soon"}, "as_of")],
)
def test_wrong_arguments_are_named_and_nothing_is_searched(arguments: dict[str, str], named: str):
    message = call(**arguments)
    assert message.status == "error"
    assert message.artifact is None
    assert f"Nothing was searched. {named}: " in str(message.content)


def test_two_releases_are_compared_and_this_computer_needs_no_name():
    assert (
        called("compare_releases", first="A", second="B", attribute="speed").content == "A|B|speed"
    )
    assert called("compare_releases", first="A").status == "error"
    assert called("models_that_fit").status == "success"
    assert len(NAMES) == 3
