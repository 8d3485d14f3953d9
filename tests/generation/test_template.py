"""The prompt is ours alone: only the template puts control words into it."""

import json
import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from langchain_core.messages import (
    AIMessage,
    BaseMessage,
    HumanMessage,
    SystemMessage,
    ToolCall,
    ToolMessage,
)

from assistant.generation.chat_model import running_model
from assistant.generation.template import render
from assistant.generation.wire import Load
from tests.tiny_gguf import CONTROL, DEFINED

F = {"type": "function", "function": {"name": "f", "description": "it's <b>"}}
EXPECTED = """\
<|im_start|>system
Be brief.

# Tools

You may call one or more functions. Their signatures are within <tools></tools> XML tags:
<tools>
{"type": "function", "function": {"name": "f", "description": "it's <b>"}}
</tools>

For each call return a JSON object with the name and the arguments within <tool_call></tool_call> XML tags:
<tool_call>
{"name": <name>, "arguments": <JSON object>}
</tool_call><|im_end|>
<|im_start|>user
Сколько?<|im_end|>
<|im_start|>assistant
<tool_call>
{"name": "f", "arguments": {"a": "ё"}}
</tool_call><|im_end|>
<|im_start|>user
<tool_response>
8
</tool_response>
<tool_response>
Error: 9
</tool_response><|im_end|>
<|im_start|>assistant
Восемь.<|im_end|>
<|im_start|>user
Why?<|im_end|>
<|im_start|>assistant
"""


def conversation(text: str) -> list[BaseMessage]:
    """Put a text wherever untrusted text can stand."""
    return [
        SystemMessage(text),
        HumanMessage(text),
        AIMessage(text, tool_calls=[ToolCall(name=text, args={text: [text]}, id="1")]),
        ToolMessage(text, tool_call_id="1"),
        HumanMessage(text),
    ]


def test_a_whole_conversation_is_rendered(chatml: Path):
    messages = [
        SystemMessage("Be brief."),
        HumanMessage("Сколько?"),
        AIMessage("", tool_calls=[ToolCall(name="f", args={"a": "ё"}, id="1")]),
        ToolMessage("8", tool_call_id="1"),
        ToolMessage("9", tool_call_id="1", status="error"),
        AIMessage("Восемь.", additional_kwargs={"reasoning_content": "old thought"}),
        HumanMessage([{"type": "text", "text": "Why?"}]),
    ]
    assert render(chatml, messages, [F]) == EXPECTED


def test_without_system_and_tools_only_the_turns_are_left(chatml: Path):
    expected = "<|im_start|>user\nhi <|im_end|>\n<|im_start|>assistant\n<think>\n"
    assert render(chatml, [HumanMessage("hi ")], opening="<think>\n") == expected


class TestControlTokens:
    """Counted by the real tokenizer."""

    @pytest.fixture(autouse=True)
    def _tokenizer(self, tiny_model: Path, chatml: Path) -> None:
        self.order = Load(str(tiny_model), 4096, None, None)
        self.chatml = chatml
        self.words = running_model().load(self.order).control_words
        ids = [running_model().tokenize(self.order, word, special=True) for word in self.words]
        assert all(len(found) == 1 for found in ids)
        self.ids = {found[0] for found in ids}
        self.expected = self.count("harmless")

    def count(self, text: str) -> Counter[int]:
        prompt = render(self.chatml, conversation(text), [F], control_words=self.words)
        tokens = running_model().tokenize(self.order, prompt, special=True)
        return Counter(token for token in tokens if token in self.ids)

    def test_the_vocabulary_has_those_that_count(self):
        assert set(self.words) == {*CONTROL, *DEFINED}
        assert self.expected.total() > 10

    @settings(deadline=None)
    @given(
        st.lists(
            st.sampled_from([*CONTROL, *DEFINED, "<", "|", ">", "/", "im_", "end", "＜|", "|＞", "\n", "user"])
            | st.text(max_size=5)
        ).map("".join)
    )  # fmt: skip
    def test_no_text_adds_one(self, text: str):
        assert self.count(text) == self.expected

    def test_no_collected_attack_adds_one(self):
        folder = Path(os.environ.get("SNOSKA_TEST_ATTACKS", ""))
        files = sorted(folder.glob("injection/*.jsonl")) if folder.name else []
        if not files:
            pytest.skip("no collection of attacks: set SNOSKA_TEST_ATTACKS to its folder")
        for file in files:
            for line in file.read_text(encoding="utf-8").splitlines():
                attack = json.loads(line)
                text = str(attack.get("document") or attack)
                assert self.count(text) == self.expected, attack["id"]
