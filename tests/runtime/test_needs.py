"""How much memory a model takes, said with its formula, and how much a card has."""

from datetime import date

import pytest

from assistant.runtime.cards import card_memory_gb
from assistant.runtime.catalog import load
from assistant.runtime.fit import needed
from assistant.runtime.report import card_findings, need_findings
from assistant.settings import resource

CATALOG = load(resource("models") / "catalog.toml")
TODAY = date(2026, 11, 26)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_parts_of_the_formula_add_up(language):
    need = needed(CATALOG.find("Qwen3-32B"), 8192)
    (finding,) = need_findings([need], language, TODAY)
    assert need.kv_bytes == 2 * 64 * 8 * 128 * 8192 * 2
    assert finding.fact.value == round(need.total_bytes / 1e9, 1)
    for part in (need.weights_bytes, need.kv_bytes, need.buffers_bytes, need.total_bytes):
        shown = f"{part / 1e9:.1f}"
        assert (shown.replace(".", ",") if language == "ru" else shown) in finding.statement


def test_a_context_longer_than_the_models_own_is_cut():
    assert needed(CATALOG.find("Qwen3-8B"), 10**9).context == CATALOG.find("Qwen3-8B").context


def test_two_cards_have_twice_the_memory_and_an_unknown_one_none():
    (finding,) = card_findings([("H100", 2), ("9999", 1)], "en", TODAY)
    assert finding.fact.value == 160
    assert "2 × H100" in finding.statement
    assert card_memory_gb("9999") is None
