"""Who decides whether a tool is called."""

import json
from typing import Any

import pytest

from assistant.generation.calls import choose
from assistant.generation.worker.sampler import _rules

F = {"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {}}}}  # fmt: skip
G = {"type": "function", "function": {"name": "g"}}


@pytest.mark.parametrize(
    ("tool_choice", "forced", "allowed"),
    [
        (None, False, ["f", "g"]),
        ("auto", False, ["f", "g"]),
        ("none", False, ["f", "g"]),
        (False, False, ["f", "g"]),
        ("any", True, ["f", "g"]),
        ("required", True, ["f", "g"]),
        (True, True, ["f", "g"]),
        ("g", True, ["g"]),
        ({"type": "function", "function": {"name": "g"}}, True, ["g"]),
    ],
)
def test_a_tool_choice_is_read(tool_choice: Any, forced: bool, allowed: list[str]):
    choice = choose([F, G], tool_choice)
    assert choice.forced is forced
    assert [tool["function"]["name"] for tool in choice.allowed] == allowed
    assert len(choice.tools) == 2


def test_no_tools_force_nothing():
    assert choose([], "any").forced is False
    assert choose([]).schema == ""


@pytest.mark.parametrize("tool_choice", ["h", {"function": {"name": "h"}}, 3])
def test_a_tool_that_is_not_on_offer_is_refused(tool_choice: Any):
    with pytest.raises(ValueError, match=r"3|'h'"):
        choose([F], tool_choice)


def test_a_schema_that_is_no_grammar_is_told(caplog):
    assert _rules(choose([F]).schema)
    assert not caplog.records
    assert _rules('{"type": "bell"}') == b""
    assert "bell" in caplog.text


def test_the_schema_holds_each_tool():
    names = [
        call["properties"]["name"]["const"] for call in json.loads(choose([F, G]).schema)["anyOf"]
    ]
    assert names == ["f", "g"]
