"""The page through its one public endpoint."""

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from assistant.errors import EmptyQuestion
from assistant.rendering.records import record
from assistant.testing import ScriptedAssistant
from tests.ui.conftest import Serve
from tests.ui.samples import ANSWER, BEGINNING, FULL

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def client(url: str) -> Client:
    return Client(url, verbose=False, analytics_enabled=False)


def test_asking_returns_the_record_of_the_answer(serve_page: Serve):
    assistant = ScriptedAssistant(FULL)
    answer = client(serve_page(assistant.ask)).predict("Почему нет базы?", api_name="/ask")
    assert answer == record(ANSWER)
    assert assistant.asked == [("Почему нет базы?", ())]


def test_there_is_no_other_public_endpoint(serve_page: Serve):
    info = client(serve_page(ScriptedAssistant(FULL).ask)).view_api(return_format="dict")
    assert list(info["named_endpoints"]) == ["/ask"]
    assert info["unnamed_endpoints"] == {}


def test_an_error_of_the_question_comes_with_its_hint(serve_page: Serve):
    url = serve_page(ScriptedAssistant([EmptyQuestion("It is empty.")]).ask)
    with pytest.raises(AppError, match=r"It is empty\. Type a question"):
        client(url).predict("", api_name="/ask")


def test_an_answer_cut_short_is_an_error(serve_page: Serve):
    with pytest.raises(AppError):
        client(serve_page(ScriptedAssistant(BEGINNING).ask)).predict("?", api_name="/ask")


def test_nothing_is_recorded_or_reported(serve_page: Serve):
    config = client(serve_page(ScriptedAssistant(FULL).ask)).config
    assert not config.get("analytics_enabled")
    assert not config.get("run_history")
    assert config.get("footer_links") == []
