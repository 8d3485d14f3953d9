"""The hub's connector: the real client of huggingface_hub against a server that speaks like it."""

import time
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from huggingface_hub import HfApi

import assistant
from assistant.errors import OfflineRefused, SourceError, SourceUnreachable
from assistant.network import NetworkLedger
from assistant.sources.configuration import HuggingfaceSource
from assistant.sources.huggingface import gather
from assistant.sources.items import Expected
from tests.runtime.servers import closed_port
from tests.sources.servers.doors import (
    Memory,
    broken,
    documents,
    facts,
    never,
    open_door,
    unchanged,
)
from tests.sources.servers.http import Log, Reply, serving
from tests.sources.servers.hub import FakeHub, model, weights

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

CARD = "---\nlicense: apache-2.0\n---\n# Bear-8B\n\nA model of 8.2B parameters.\n"


@pytest.fixture
def hub() -> FakeHub:
    bear = model(
        "acme/Bear-8B",
        "1" * 40,
        "2025-04-27",
        cardData={"license": "apache-2.0", "base_model": "acme/Bear-8B-Base"},
        tags=["base_model:acme/Bear-8B-Base", "base_model:finetune:acme/Bear-8B-Base"],
        safetensors={"parameters": {"BF16": 8190735360}, "total": 8190735360},
        siblings=[
            {"rfilename": "README.md", "size": 70, "blobId": "a" * 40},
            weights("model-00001-of-00002.safetensors", 9_000_000_000),
            weights("model-00002-of-00002.safetensors", 7_381_470_720),
        ],
    )
    return FakeHub(
        models={
            "acme/Bear-8B": bear,
            "acme/Old": model("acme/Old", "2" * 40, "2022-03-02", siblings=[]),
            "acme/Bear-8B-Base": model("acme/Bear-8B-Base", "3" * 40, "2025-04-26", siblings=[]),
            "other/Wolf": model("other/Wolf", "4" * 40, "2025-01-01"),
        },
        cards={"acme/Bear-8B": CARD},
    )


@pytest.fixture
def server(hub: FakeHub) -> Iterator[Log]:
    with serving(hub.answer) as log:
        yield log


def source(**settings: object) -> HuggingfaceSource:
    return HuggingfaceSource.model_validate({"organization": "acme", **settings})


def test_a_model_gives_its_card_verbatim_and_its_files(server: Log):
    items = list(gather(source(), open_door(), never, server.address))
    files, card = documents(items)
    assert card.text == CARD
    assert (card.url, card.title) == (f"{server.address}/acme/Bear-8B", "acme/Bear-8B")
    assert (card.subject, card.authority, card.published) == (
        "Bear-8B",
        "maker",
        date(2025, 7, 26),
    )
    assert files.url == f"{server.address}/acme/Bear-8B/tree/main"
    assert "model-00001-of-00002.safetensors: 9,000,000,000 bytes (9.00 GB)" in files.text


def test_what_the_hub_knows_becomes_facts(server: Log):
    known = facts(gather(source(), open_door(), never, server.address))
    assert known == {
        ("Bear-8B", "license"): "Apache 2.0",
        ("Bear-8B", "parameters"): 8.19,
        ("Bear-8B", "derived_from"): "Bear-8B-Base",
        ("Bear-8B", "repository_size"): 16.4,
        ("Bear-8B", "release_date"): date(2025, 4, 27),
        ("Bear-8B-Base", "release_date"): date(2025, 4, 26),
    }, "the hub did not write down days before 2022-03-03"


def test_all_that_is_stated_has_a_wording_in_the_ledger(server: Log):
    catalog = Path(assistant.__file__).parent / "knowledge" / "catalog" / "predicates.toml"
    wordings = tomllib.loads(catalog.read_text("utf-8"))
    known = facts(gather(source(), open_door(), never, server.address))
    assert {predicate for _, predicate in known} <= wordings.keys()


def test_counted_and_repository_values_are_not_of_high_confidence(server: Log):
    stated = {
        item.predicate: item.confidence
        for item in gather(source(), open_door(), never, server.address)
        if hasattr(item, "predicate")
    }
    assert stated["release_date"] == stated["parameters"] == "medium"
    assert stated["license"] == "high"


def test_packed_weights_are_not_counted_and_a_foreign_copy_is_not_the_makers(
    hub: FakeHub, server: Log
):
    hub.models = {
        "acme/Wolf-GPTQ": model(
            "acme/Wolf-GPTQ",
            "5" * 40,
            "2025-05-05",
            cardData={"license": "other", "license_name": "wolf-licence", "base_model": ["w/Wolf"]},
            tags=["base_model:quantized:w/Wolf"],
            safetensors={"parameters": {"I32": 900, "F16": 100}, "total": 1000},
            siblings=[],
        ),
        "acme/Wolf-GGUF": model(
            "acme/Wolf-GGUF", "6" * 40, "2025-05-04", gguf={"total": 596049920}, siblings=[]
        ),
    }
    items = list(gather(source(), open_door(), never, server.address))
    known = facts(items)
    assert ("Wolf-GPTQ", "parameters") not in known
    assert known["Wolf-GPTQ", "license"] == "wolf-licence"
    assert known["Wolf-GGUF", "parameters"] == 0.596
    authorities = {item.source.authority for item in items if hasattr(item, "predicate") and item.subject == "Wolf-GPTQ"}  # fmt: skip
    assert authorities == {"third-party"}


def test_a_model_without_a_new_commit_is_not_read_again(hub: FakeHub, server: Log):
    memory = Memory()
    memory.run(gather(source(), open_door(), memory.recall, server.address))
    before = len(server.asked)
    again = memory.run(gather(source(), open_door(), memory.recall, server.address))
    assert documents(again) == []
    assert len(unchanged(again)) == 3
    assert {asked.path for asked in server.asked[before:]} == {"/api/models"}
    hub.models["acme/Bear-8B"]["sha"] = "9" * 40
    hub.cards["acme/Bear-8B"] = "# Bear-8B, new\n"
    third = memory.run(gather(source(), open_door(), memory.recall, server.address))
    assert documents(third)[-1].text == "# Bear-8B, new\n"
    assert len(unchanged(third)) == 2


def test_the_newest_models_come_and_no_more_than_wanted(server: Log):
    items = list(gather(source(limit=1), open_door(), never, server.address))
    assert {subject for subject, _ in facts(items)} == {"Bear-8B"}
    assert server.asked[0].query["sort"] == "createdAt"
    assert [item.documents for item in items if isinstance(item, Expected)] == [1]


def test_only_models_with_the_words_are_listed(server: Log):
    items = list(gather(source(search="base"), open_door(), never, server.address))
    assert {subject for subject, _ in facts(items)} == {"Bear-8B-Base"}


def test_every_request_stands_in_the_ledger_without_its_query(server: Log):
    ledger = NetworkLedger(None)
    list(gather(source(), open_door(ledger=ledger), never, server.address))
    written = [request.url.removeprefix(server.address) for request in ledger.read(100)]
    assert len(written) == len(server.asked)
    assert written == [asked.target.partition("?")[0] for asked in server.asked]
    assert all(request.profile == "operator" for request in ledger.read(100))


def test_outside_of_a_sync_the_librarys_client_is_as_it_was(server: Log):
    list(gather(source(limit=1), open_door(), never, server.address))
    api = HfApi(endpoint=server.address, token=False)
    assert api.model_info("acme/Old").sha == "2" * 40


def test_no_token_is_sent_unless_it_is_given(server: Log):
    list(gather(source(limit=1), open_door(), never, server.address))
    assert not [asked for asked in server.asked if "authorization" in asked.headers]
    list(gather(source(limit=1), open_door(), never, server.address, token="hf_secret"))
    assert server.asked[-1].headers["authorization"] == "Bearer hf_secret"


def test_offline_nothing_is_asked(server: Log):
    with pytest.raises(OfflineRefused):
        list(gather(source(), open_door(offline=True), never, server.address))
    assert server.asked == []


def test_a_hub_that_is_not_there_is_known_at_once():
    start = time.monotonic()
    ledger = NetworkLedger(None)
    with pytest.raises(SourceUnreachable, match="does not answer"):
        list(gather(source(), open_door(ledger=ledger), never, closed_port()))
    assert time.monotonic() - start < 2, "the library alone would try for 23 seconds"
    assert [request.outcome for request in ledger.read(10)] == ["failed"]


def test_a_circle_of_redirects_ends_and_every_step_stands_in_the_ledger(hub: FakeHub, server: Log):
    hub.raw_answers["/api/models"] = Reply(status=302, headers={"Location": "/api/models"})
    ledger = NetworkLedger(None)
    with pytest.raises(SourceUnreachable):
        list(gather(source(), open_door(ledger=ledger), never, server.address))
    steps = [request.status for request in ledger.read(100)]
    assert steps == [302] * len(server.asked) + [None]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_hub_that_is_busy_is_not_asked_again(hub: FakeHub, server: Log, status: int):
    hub.raw_answers["/api/models"] = Reply(b"", status, headers={"Retry-After": "300"})
    start = time.monotonic()
    with pytest.raises(SourceUnreachable):
        list(gather(source(), open_door(), never, server.address))
    assert time.monotonic() - start < 2
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"<html>",
        b'{"a": 1}',
        b'[{"sha": "1"}]',
        b"[7]",
        b'[{"id": "acme/x", "siblings": 7}]',
        b"\xff",
    ],
)
def test_an_answer_that_is_no_list_of_models_is_one_clear_error(
    hub: FakeHub, server: Log, body: bytes
):
    hub.raw_answers["/api/models"] = Reply(body)
    with pytest.raises(SourceError):
        list(gather(source(), open_door(), never, server.address))


def test_a_huge_answer_is_cut_off(hub: FakeHub, server: Log):
    hub.raw_answers["/api/models"] = Reply(b" " * 21_000_000)
    with pytest.raises(SourceError, match="more than 20 MB"):
        list(gather(source(), open_door(), never, server.address))


def test_a_packed_answer_is_refused(hub: FakeHub, server: Log):
    hub.raw_answers["/api/models"] = Reply(b"\x1f\x8b", headers={"Content-Encoding": "gzip"})
    with pytest.raises(SourceError, match="packed"):
        list(gather(source(), open_door(), never, server.address))


def test_one_broken_model_does_not_stop_the_others(hub: FakeHub, server: Log):
    lies = {"id": "acme/Bear-8B", "safetensors": "many", "createdAt": "yesterday"}
    hub.raw_answers["/api/models/acme/Bear-8B"] = Reply(str(lies).replace("'", '"').encode())
    memory = Memory()
    items = memory.run(gather(source(), open_door(), memory.recall, server.address))
    assert [item.url for item in broken(items)] == [f"{server.address}/api/models/acme/Bear-8B"]
    assert "\n" not in broken(items)[0].reason
    assert ("Bear-8B-Base", "release_date") in facts(items)
    assert f"{server.address}/api/models/acme/Bear-8B" not in memory.visits


def test_a_card_that_is_gone_leaves_the_facts(hub: FakeHub, server: Log):
    hub.cards = {}
    items = list(gather(source(limit=1), open_door(), never, server.address))
    assert facts(items)["Bear-8B", "license"] == "Apache 2.0"
    assert len(broken(items)) == 1


def test_the_card_of_a_gated_model_is_asked_for_with_a_token_only(hub: FakeHub, server: Log):
    hub.models["acme/Bear-8B"]["gated"] = "manual"
    items = list(gather(source(limit=1), open_door(), never, server.address))
    assert [document.title for document in documents(items)] == ["acme/Bear-8B: files"]
    assert broken(items) == []
    items = list(gather(source(limit=1), open_door(), never, server.address, token="hf_secret"))
    assert len(documents(items)) == 2


def test_a_card_without_a_text_is_no_document_and_not_asked_for_again(hub: FakeHub, server: Log):
    hub.cards = {"acme/Bear-8B": "<!-- soon -->"}
    memory = Memory()
    items = memory.run(gather(source(limit=1), open_door(), memory.recall, server.address))
    assert len(documents(items)) == 1
    assert broken(items) == []
    assert f"{server.address}/api/models/acme/Bear-8B" in memory.visits


def test_an_organisation_without_models_is_told(server: Log):
    with pytest.raises(SourceError, match="nobody"):
        list(gather(source(organization="nobody"), open_door(), never, server.address))
