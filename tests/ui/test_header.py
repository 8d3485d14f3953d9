"""The line about the model."""

from pathlib import Path

import pytest

from assistant.domain import Language
from assistant.errors import ModelFileBroken, ModelNotFound
from assistant.runtime.catalog import load
from assistant.runtime.fetching import Choice
from assistant.runtime.fit import Fit
from assistant.runtime.supply import Reason, SupplyState
from assistant.settings import resource
from assistant.ui.header import brand, status_line
from assistant.ui.status import Offered, Place, Status, status_of
from assistant.ui.texts import text
from tests.ui.test_chat import HOSTILE, LANGUAGES, Seen

ENTRY = load(resource("models") / "catalog.toml").embedded
ON_GPU = Place(36, 36, has_gpu=True)
READY = Status("ready", "Qwen3-8B", "hub", ON_GPU)


@pytest.mark.parametrize(
    ("status", "language", "line"),
    [
        (READY, "en", "Qwen3-8B · from Hugging Face · 36/36 layers on GPU"),
        (READY, "ru", "Qwen3-8B · с Hugging Face · 36/36 слоёв на видеокарте"),
        (Status("ready", "Q", "disk"), "en", "Q · was on this disk"),
        (
            Status("ready", "Q", "asked", Place(0, 24, has_gpu=False)),
            "en",
            "Q · chosen by you · on the CPU: no GPU was found",
        ),
        (
            Status("ready", "Q", "embedded", Place(0, 24, has_gpu=True)),
            "en",
            "Q · the embedded default · on the CPU: llama.cpp was built or set to leave the GPU alone",
        ),
        (Status("none"), "en", "Answers are composed from the ledger, without a model"),
        (Status("resolving"), "ru", "Выбираю модель для этого компьютера…"),
        (
            Status("failed", trouble="No."),
            "en",
            "The model is not available; the ledger answersNo.",
        ),
    ],
)
def test_the_line_says_which_model_answers_and_on_what(
    status: Status, language: Language, line: str
):
    assert Seen(status_line(status, language)).text == line


@pytest.mark.parametrize("reason", set(Reason) - {"looking", "asked", "found on disk", "hub"})
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_for_not_having_a_qwen3_is_said(reason: Reason, language: Language):
    choice = Choice("Q", Path("q.gguf"), ENTRY, "embedded", None)
    with_another = status_of(SupplyState("ready", choice=choice, reason=reason), ON_GPU)
    without = status_of(SupplyState("none", reason=reason))
    assert "Qwen3: " in Seen(status_line(with_another, language)).text
    assert text("no_model", language, why="") in Seen(status_line(without, language)).text


def test_what_the_supply_offers_and_fetches_is_shown():
    fit = Fit(ENTRY, 1, 1, 1, 3, 0, "cpu", 8.25)
    loading = SupplyState("downloading", 5_000_000, 10_000_000, offered=fit, fetching=ENTRY)
    line = Seen(status_line(status_of(loading), "en")).text
    assert line == f"Downloading {ENTRY.name}: 5 MB of 10 MB. Until then the ledger answers50%"
    settled = SupplyState("none", offered=fit, reason=Reason.OFFLINE)
    assert f"{ENTRY.name} fits" in Seen(status_line(status_of(settled), "en")).text


def test_a_model_that_came_is_loading_then_ready_or_in_trouble():
    choice = Choice("Q", Path("q.gguf"), ENTRY, "hub", None)
    state = SupplyState("ready", choice=choice, reason=Reason.HUB)
    loading, ready = status_of(state), status_of(state, ON_GPU)
    broken = status_of(state, trouble=ModelFileBroken("Not a GGUF file."))
    assert Seen(status_line(loading, "en")).text == "Loading Q into memory"
    assert Seen(status_line(ready, "en")).text == "Q · from Hugging Face · 36/36 layers on GPU"
    assert "the ledger answersNot a GGUF file. Delete" in Seen(status_line(broken, "en")).text
    assert [each.is_settled for each in (loading, ready, broken)] == [False, True, True]


def test_the_standby_answers_while_a_better_model_comes():
    choice = Choice("Small", Path("q.gguf"), ENTRY, "embedded", None)
    state = SupplyState("downloading", 1, 2, choice=choice, fetching=ENTRY)
    assert "Until then Small answers" in Seen(status_line(status_of(state), "en")).text


def test_a_model_that_was_asked_for_and_cannot_be_had_is_explained():
    state = SupplyState("failed", error=ModelNotFound("No model 'x'."))
    assert (
        "No model 'x'. Run `snoska models list`" in Seen(status_line(status_of(state), "en")).text
    )


@pytest.mark.parametrize(
    ("done", "percent"), [(0, "0%"), (250_000_000, "50%"), (499_999_999, "100%"), (9**12, "100%")]
)
def test_a_download_shows_how_far_it_is(done: int, percent: str):
    seen = Seen(status_line(Status("downloading", done_bytes=done, total_bytes=500_000_000), "en"))
    assert seen.having("bar")[0]["title"] == percent
    assert "of 500 MB" in seen.text


def test_a_download_of_unknown_size_shows_no_bar():
    assert Seen(status_line(Status("downloading"), "en")).having("bar") == []


@pytest.mark.parametrize(
    ("offered", "said"),
    [
        (
            Offered("qwen3-4b", 2_497_280_256, 8.0),
            "qwen3-4b fits, 2.5 GB, about 8.0 tok/s: make run MODEL=qwen3-4b",
        ),
        (Offered("qwen3-4b", 397_000_000), "qwen3-4b fits, 397 MB: make run MODEL=qwen3-4b"),
    ],
)
def test_a_better_model_is_offered_with_size_speed_and_the_way_to_get_it(
    offered: Offered, said: str
):
    assert said in Seen(status_line(Status("ready", "Q", offered=offered), "en")).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_models_name_cannot_become_markup(language: Language):
    status = Status("ready", HOSTILE, offered=Offered(HOSTILE, 1))
    assert not {tag for tag, _ in Seen(status_line(status, language)).tags} & {"img", "script"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_head_says_what_this_is(language: Language):
    assert len(Seen(brand(language)).text) > 40
