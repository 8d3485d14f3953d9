"""Which connector reads what, and the list of sources that ships."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.domain import Language
from assistant.errors import OfflineRefused
from assistant.sources.configuration import SearchSource, SourceSettings
from assistant.sources.connectors import Means, connector
from assistant.sources.fetch import Door
from assistant.sources.sources_file import DEFAULTS, check, read_sources
from assistant.sources.web_search import Hit
from tests.sources.servers.doors import documents, never, open_door

SHIPPED = read_sources(Path("/there/is/no/such/file"))


def _means(door: Door) -> Means:
    return Means(door, never, github_token="ghp_secret", hub_token="hf_secret")


def test_the_list_that_ships_has_what_people_ask_about():
    names = {source.name for source in SHIPPED}
    assert {"ggml-org/llama.cpp", "abetlen/llama-cpp-python", "ollama/ollama"} <= names
    assert {"vllm-project/vllm", "huggingface/transformers", "gradio-app/gradio"} <= names
    assert {"gradio", "Qwen", "deepseek-ai", "mistralai", "google gemma", "meta-llama"} <= names
    assert all(source.limit <= 50 for source in SHIPPED), "a first sync must end soon"


def test_each_entry_of_the_list_says_in_a_line_what_it_is():
    text = DEFAULTS.read_text("utf-8")
    heads = [line for line in text.splitlines() if line.startswith("[[")]
    assert len(heads) == len(tomllib.loads(text)["source"])
    assert all("#" in head for head in heads)


@pytest.mark.parametrize("source", SHIPPED, ids=lambda source: source.name)
def test_every_source_that_ships_has_a_connector_that_asks_nobody_offline(source: SourceSettings):
    items = connector(source, _means(open_door(offline=True)))
    if source.kind == "package":
        assert documents(items), "what is installed needs no request"
    else:
        with pytest.raises(OfflineRefused):
            list(items)


def test_a_folder_is_read_offline(tmp_path: Path):
    (tmp_path / "notes.md").write_text("# Notes\n\nEngine 2 was released.\n")
    source = check({"kind": "folder", "path": str(tmp_path)})
    assert documents(connector(source, _means(open_door(offline=True))))


def test_another_searcher_can_be_given():
    asked: list[tuple[str, Language, int]] = []

    def nothing(query: str, language: Language, limit: int, door: Door) -> Sequence[Hit]:
        asked.append((query, language, limit))
        return ()

    means = Means(open_door(), never, language="ru", searcher=nothing)
    assert not documents(connector(SearchSource(query="движок", limit=3), means))
    assert asked == [("движок", "ru", 3)]


def test_tokens_are_not_shown():
    assert "secret" not in repr(_means(open_door()))
