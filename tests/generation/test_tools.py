"""The retrieval tool takes what a model may write, or says what is wrong."""

import pytest
from langchain_core.messages import ToolMessage

from assistant.generation.tools import search_tool


def call(**arguments: object) -> ToolMessage:
    tool = search_tool(lambda subject, attribute, as_of: (f"{subject}|{attribute}|{as_of}", [1]))
    return tool.invoke(
        {"type": "tool_call", "name": "search_releases", "args": arguments, "id": "1"}
    )


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
