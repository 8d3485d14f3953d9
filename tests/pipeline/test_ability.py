"""What a model is tried with, when the ledger holds all of the trial, some of it, or nothing."""

import shutil
import threading
from contextlib import closing

import pytest

from assistant.evaluation.corpus import empty_ledger
from assistant.knowledge import Ledger
from assistant.knowledge.ledger import CATALOG
from assistant.pipeline.ability import ENOUGH, trial
from assistant.pipeline.judging import Judge
from assistant.settings import resource
from assistant.testing import ScriptedJudge


def ledger_without(folder, release):
    """Open the ledger of a catalogue in which a release has another name."""
    catalog = shutil.copytree(CATALOG, folder / "catalog")
    for file in catalog.glob("*.toml"):
        text = file.read_text("utf-8")
        file.write_text(text.replace(f'"{release}"', '"Other"'), "utf-8")
    return Ledger(None, catalog)


def judge(ledger, memory, likely):
    model = ScriptedJudge(replies=[""], odds=lambda _: likely)
    return Judge(model, resource("prompts"), "scripted", lambda: trial(ledger), memory), model


@pytest.mark.parametrize("missing", ["Qwen3-4B", "Qwen3-8B", "Qwen3-14B"])
def test_without_a_release_the_trial_is_smaller_and_yes_is_never_enough(tmp_path, missing):
    with closing(Ledger()) as whole, closing(ledger_without(tmp_path, missing)) as ledger:
        pairs = trial(ledger)
        assert set(pairs) < set(trial(whole))
    assert bool(pairs) is (missing != "Qwen3-8B")
    for evidence in {pair.evidence for pair in pairs}:
        answers = [pair.is_true for pair in pairs if pair.evidence == evidence]
        assert max(answers.count(True), answers.count(False)) < ENOUGH * len(answers)


@pytest.mark.parametrize("likely", [0.97, 0.03])
def test_who_cannot_be_tried_is_not_able(tmp_path, likely):
    with closing(empty_ledger()) as ledger:
        tried, model = judge(ledger, tmp_path / "abilities.json", likely)
        assert not tried.is_able(threading.Event())
        assert tried.is_unable
        assert model.judged == []
