"""An answer as a LangChain message, read with LangChain's own types."""

from dataclasses import replace

import pytest
from langchain_core.load import dumps, loads
from langchain_core.messages import AIMessage
from langchain_core.messages.content import Citation, TextContentBlock

from assistant.domain import Verdict
from assistant.rendering.messages import message
from tests.rendering.test_rendering import ANSWER, EVIDENCE

MESSAGE = message(ANSWER)
BLOCKS = [block for block in MESSAGE.content_blocks if block["type"] == "text"]


def citations():
    return [note for block in BLOCKS for note in block.get("annotations", [])]


def test_every_sentence_is_a_block_and_the_text_reads_on():
    assert isinstance(MESSAGE, AIMessage)
    assert MESSAGE.text == "Вышла. Да.\n\nЕщё\nпункт\n\na · b|c"
    assert len(BLOCKS) == len(MESSAGE.content_blocks) == 5


def test_a_citation_has_address_title_text_and_verdict():
    first, *_ = citations()
    assert first.keys() <= Citation.__annotations__.keys()
    assert (first["type"], first["url"], first["title"]) == (
        "citation",
        "https://example.org/a_b",
        "A *page*",
    )
    assert first["cited_text"] == "Qwen3 <is> out."
    assert first["extras"] == {
        "number": 1,
        "as_of": "2025-04-29",
        "verdict": "supported",
        "worded_by": "ledger",
        "verbatim": False,
    }


def test_the_marked_span_is_the_sentence():
    for block in BLOCKS:
        assert block.keys() <= TextContentBlock.__annotations__.keys()
        for note in block.get("annotations", []):
            assert block["text"][note["start_index"] : note["end_index"]] == block["text"].strip()


def test_a_sentence_without_a_source_has_its_verdict_on_the_block():
    said = BLOCKS[1]
    assert said["annotations"] == []
    assert said["extras"]["verdict"] in {verdict.value for verdict in Verdict}


def test_a_verbatim_sentence_is_what_is_cited():
    (finding,) = EVIDENCE.findings
    quoted = replace(EVIDENCE, findings=(replace(finding, quote="We release Qwen3."),))
    (block, *_) = message(replace(ANSWER, evidence=(quoted,))).content_blocks
    (note,) = block["annotations"]
    assert note["cited_text"] == "We release Qwen3."
    assert note["extras"]["verbatim"] is True


@pytest.mark.filterwarnings("ignore::langchain_core._api.LangChainBetaWarning")
def test_it_survives_langchains_own_storage():
    again = loads(dumps(MESSAGE), allowed_objects=[AIMessage])
    assert again.content_blocks == MESSAGE.content_blocks
