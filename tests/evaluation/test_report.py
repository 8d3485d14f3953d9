"""The figures: shares, times, tables and the line of JSON."""

import io
import json

import pytest
from rich.console import Console

from assistant.evaluation.report import Share, Spread, as_json, figures, report, tables
from assistant.evaluation.run import Results, Variant
from tests.evaluation.samples import answered, cases, said

OURS = Variant("snoska", "ledger", "tiny")
NAIVE = Variant("naive", "ledger", "tiny")
GOOD = said("Norbert-7B has 7.2B parameters.", 1, by="ledger")
BAD = said("Norbert-7B has 9.9B parameters.", 1, 5)


def row(case, variant, *sentences, refused=False, **measured):
    took = {"first_words_ms": 10.0, "first_token_ms": None, "total_ms": 100.0}
    counted = {"drafted": 0, "rejected": 0}
    return {
        "id": case.id,
        "design": variant.design,
        "knowledge": variant.knowledge,
        "with_model": variant.model,
        "question": case.text,
        "measured": took | counted | measured,
        **answered(*sentences, refused=refused),
    }


@pytest.fixture
def three(tmp_path):
    """Two answerable questions, one of each language, and one without an answer."""
    nothing = {"answerable": False, "must_have": ["not"], "question": "What does Norbert cost?"}
    return cases(
        tmp_path,
        {},
        {"id": "a2", "lang": "ru", "question": "Сколько параметров у Norbert-7B?"},
        nothing | {"id": "a3", "type": "unanswerable"},
    )


def ours(three):
    first, second, third = three
    refusal = said("The sources do not say it.", by="ledger")
    return [
        (first, row(first, OURS, GOOD, drafted=4, rejected=1, first_token_ms=50.0)),
        (second, row(second, OURS, BAD, total_ms=300.0, first_words_ms=30.0)),
        (third, row(third, OURS, refusal, refused=True, first_words_ms=20.0)),
    ]


def test_the_figures_of_a_variant(three):
    found = figures(OURS, ours(three))
    assert found.answerable == {"ru": Share(0, 1), "en": Share(1, 1), "all": Share(1, 2)}
    assert found.right[("en", "unanswerable")] == Share(1, 1)
    assert found.traps == Share(1, 1)
    assert (found.refused_right, found.refused_wrong) == (Share(1, 1), Share(0, 2))
    assert found.precision == Share(1, 3)
    assert found.recall == Share(1, 2)
    assert (found.unsupported, found.invented, found.broken_quotes) == (1, 1, 0)
    assert found.worded["ledger"] == Share(2, 3)
    assert found.worded["model"] == Share(1, 3)
    assert found.rejected == Share(1, 4)
    assert found.wrong == ("a2",)


def test_times_are_nearest_ranks(three):
    found = figures(OURS, ours(three))
    assert found.first_words_ms == Spread(20.0, 30.0)
    assert found.first_token_ms == Spread(50.0, 50.0)
    assert figures(OURS, ours(three)[1:]).first_token_ms == Spread(None, None)


def test_a_share_of_nothing_is_nothing():
    assert Share(0, 0).value is None
    assert Share(1, 3).value == 0.3333


@pytest.fixture
def both(three):
    results = Results()
    for _, line in ours(three):
        results.add(line)
    results.add(row(three[0], NAIVE, BAD))
    results.add(row(three[0], Variant("naive", "snapshots", "other"), BAD) | {"id": "elsewhere"})
    return report(three, results)


def test_every_variant_that_answered_one_of_the_questions_is_reported(both):
    assert [found.variant for found in both] == [OURS, NAIVE]
    assert both[1].questions == 1


def test_the_json_is_one_line_with_all_figures(both):
    line = as_json(both)
    assert "\n" not in line
    first, second = json.loads(line)["variants"]
    assert (first["design"], first["knowledge"], first["model"]) == ("snoska", "ledger", "tiny")
    assert first["correct"] == {"ru": 0.0, "en": 1.0, "all": 0.5}
    assert first["correct_by_type"]["en"] == {"numeric": [1, 1], "unanswerable": [1, 1]}
    assert first["citation_recall"] == 0.5
    assert first["first_words_ms"] == {"p50": 20.0, "p95": 30.0}
    assert first["wrong"] == ["a2"]
    assert second["refusals_right"] is None


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_tables_show_both_designs_side_by_side(both, language):
    screen = io.StringIO()
    Console(file=screen, width=160).print(tables(both, language))
    shown = screen.getvalue()
    assert "snoska" in shown
    assert "naive" in shown
    assert "50.0% (1/2)" in shown
    assert "0.02 / 0.03" in shown
    assert ("Полнота" in shown) == (language == "ru")
