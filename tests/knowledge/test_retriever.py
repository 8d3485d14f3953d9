"""LangChain's own tests of retrievers and tools, run on ours."""

from datetime import date

import pytest
from langchain_tests.integration_tests import RetrieversIntegrationTests, ToolsIntegrationTests
from langchain_tests.unit_tests import ToolsUnitTests

from assistant.knowledge.passages import PassageIndex
from assistant.knowledge.retriever import PassageRetriever, passage_tool
from tests.knowledge.library import BELL, embed, fill, real_embedder


@pytest.fixture(scope="module")
def index():
    found = embed(fill(PassageIndex(None, real_embedder())))
    yield found
    found.close()


class TestRetriever(RetrieversIntegrationTests):
    @pytest.fixture(autouse=True)
    def _index(self, index):
        self.index = index

    @property
    def retriever_constructor(self):
        return PassageRetriever

    @property
    def retriever_constructor_params(self):
        return {"index": self.index}

    @property
    def retriever_query_example(self):
        return "When does the bell ring?"


class _Tool:
    @pytest.fixture(autouse=True)
    def _index(self, index):
        self.index = index

    @property
    def tool_constructor(self):
        return passage_tool(PassageRetriever(index=self.index, k=2))

    @property
    def tool_invoke_params_example(self):
        return {"query": "When does the bell ring?"}


class TestTool(_Tool, ToolsUnitTests):
    pass


class TestToolAtWork(_Tool, ToolsIntegrationTests):
    pass


def test_a_document_is_a_verbatim_slice(index):
    found = PassageRetriever(index=index).invoke("What is the rope made of?")[0]
    begin, end = found.metadata["start"], found.metadata["end"]
    assert BELL.text[begin:end] == found.page_content
    assert found.metadata["version"] == "1.3.9"
    assert found.metadata["source"] == BELL.url


def test_the_retriever_can_go_back_in_time(index):
    found = PassageRetriever(index=index, as_of=date(2024, 2, 1)).invoke("bread")
    assert [document.metadata["published"] for document in found] == ["2024-01-02"]


def test_a_tool_call_gets_the_text_and_the_documents(index):
    call = {"name": "search_passages", "args": {"query": "rope"}, "id": "1", "type": "tool_call"}
    message = passage_tool(PassageRetriever(index=index)).invoke(call)
    assert message.artifact[0].page_content in message.content
    assert message.content.startswith("[1] Bell changelog, 2025-06-01:")
