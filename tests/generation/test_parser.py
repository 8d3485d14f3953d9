"""What a model writes is parted alike wherever it is cut."""

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.generation.parser import Called, Garbled, Parser, Said, State, Thought, Utterance


@dataclass(frozen=True)
class Case:
    name: str
    text: str
    expected: tuple[Utterance, ...]
    state: State = "saying"


CALL = '<tool_call>\n{"name": "f", "arguments": {"a": "ё"}}\n</tool_call>'
CASES = [
    Case("plain text is said", "Hello.", (Said("Hello."),)),
    Case("thinking comes apart", "<think>\nhm\n</think>\n\nYes.", (Thought("hm\n"), Said("Yes."))),
    Case("an empty thought is nothing", "<think>\n\n</think>\n\nYes.", (Said("Yes."),)),
    Case("a thought can have begun in the prompt", "hm</think>Yes", (Thought("hm"), Said("Yes")), "thinking"),
    Case("a call is read", CALL, (Called("f", '{"a": "ё"}'),)),
    Case("a call can have begun in the prompt", CALL[11:], (Called("f", '{"a": "ё"}'),), "calling"),
    Case("two calls are two", f"{CALL}\n{CALL}", (Called("f", '{"a": "ё"}'),) * 2),
    Case("text around a call stays", f"Let me see. {CALL} Done", (Said("Let me see. "), Called("f", '{"a": "ё"}'), Said("Done"))),
    Case("a call in a thought is a thought", "<think><tool_call>{}</tool_call></think>", (Thought("<tool_call>{}</tool_call>"),)),
    Case("a raw newline in a string is read", '<tool_call>{"name": "f", "arguments": {"a": "x\ny"}}</tool_call>', (Called("f", '{"a": "x\\ny"}'),)),
    Case("what only begins like a tag is text", "a <thing <tool_cal", (Said("a <thing <tool_cal"),)),
    Case("less-than is text", "1 < 2 <", (Said("1 < 2 <"),)),
    Case("JSON that breaks off is garbled", '<tool_call>{"name": "f"', (Garbled('{"name": "f"'),)),
    Case("a whole call that was not closed is garbled", CALL[:-12], (Garbled(CALL[11:-12]),)),
    Case("no JSON is garbled", "<tool_call>f(1)</tool_call>", (Garbled("f(1)"),)),
    Case("a call without a name is garbled", '<tool_call>{"arguments": {}}</tool_call>', (Garbled('{"arguments": {}}'),)),
    Case("arguments must be an object", '<tool_call>{"name": "f", "arguments": "x"}</tool_call>', (Garbled('{"name": "f", "arguments": "x"}'),)),
    Case("bottomless JSON is garbled", f"<tool_call>{'[' * 100_000}</tool_call>", (Garbled("[" * 100_000),)),
]  # fmt: skip


def parted(pieces: list[str], state: State = "saying") -> tuple[Utterance, ...]:
    parser = Parser(state)
    found = [utterance for piece in pieces for utterance in parser.feed(piece)]
    found += parser.finish()
    return tuple(whole for kind, group in groupby(found, type) for whole in _joined(kind, [*group]))


def _joined(kind: type[Utterance], group: list[Utterance]) -> list[Utterance]:
    if kind in (Said, Thought):
        return [kind("".join(part.text for part in group))]
    return group


@pytest.mark.parametrize("case", CASES, ids=attrgetter("name"))
def test_what_a_model_writes_is_parted(case: Case):
    assert parted([case.text], case.state) == case.expected


@pytest.mark.parametrize("case", CASES[:-1], ids=attrgetter("name"))
def test_it_may_come_one_character_at_a_time(case: Case):
    assert parted([*case.text], case.state) == case.expected


@given(
    st.lists(st.sampled_from(["<think>", "</think>", "<tool_call>", "</tool_call>", CALL, "<", " ", "ё", "{}", "\n"])).map("".join),
    st.data(),
)  # fmt: skip
def test_where_the_text_is_cut_does_not_matter(text: str, data: st.DataObject):
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)))))
    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assert parted(pieces) == parted([text])


@given(st.integers(0, len(CALL) - 1))
def test_a_call_that_breaks_off_anywhere_is_never_a_call(length: int):
    assert not any(isinstance(part, Called) for part in parted([CALL[:length]]))
