"""Playing questions: what a line holds, going on after a stop, and what cannot be kept."""

import json

import pytest

from assistant.domain import ModelIdentity, Verdict
from assistant.domain.answer import Sentence
from assistant.errors import EvaluationError
from assistant.evaluation.run import Results, Variant, play
from assistant.events import Checked, Drafted
from assistant.knowledge import Ledger
from assistant.pipeline import Assistant, Brain
from assistant.settings import resource
from assistant.testing import ScriptedAssistant, ScriptedModel
from tests.evaluation.samples import cases

OURS = Variant("snoska", "ledger", "none")
ASSISTANT = Assistant(Ledger(), lambda: None, lambda _: ())
ASKED = {"question": "When was Qwen3-8B released?", "must_have": ["2025"]}


def scripted(*replies):
    identity = ModelIdentity("scripted", "s.gguf", None)
    brain = Brain(ScriptedModel(replies=list(replies)), identity, "guided", resource("prompts"))
    return Assistant(ASSISTANT.ledger, lambda: brain, lambda _: ())


def last_event(text="When was Qwen3-8B released?"):
    return list(ASSISTANT.ask(text))[-1]


def test_a_line_holds_everything_of_the_json_answer(tmp_path):
    (row,) = play(cases(tmp_path, ASKED), ASSISTANT, OURS, Results())
    assert (row["id"], row["design"], row["knowledge"], row["with_model"]) == (
        "a1", "snoska", "ledger", "none",
    )  # fmt: skip
    assert "April 29, 2025" in row["answer"]
    assert row["sentences"][0]["verdict"] == "supported"
    assert {"question", "sources", "refused", "style", "timings"} <= row.keys()
    assert row["measured"]["first_words_ms"] > 0
    assert row["measured"]["total_ms"] >= row["measured"]["first_words_ms"]
    assert row["measured"]["first_token_ms"] is None


def test_a_naive_line_claims_no_verdict(tmp_path):
    naive = Variant("naive", "ledger", "none")
    (row,) = play(cases(tmp_path, ASKED), ASSISTANT, naive, Results())
    assert {sentence["verdict"] for sentence in row["sentences"]} == {"unchecked"}


def test_the_conversation_is_given(tmp_path):
    history = [{"role": "user", "content": "Is there a Qwen3-14B?"}]
    scripted = ScriptedAssistant([last_event()])
    list(play(cases(tmp_path, ASKED | {"history": history}), scripted, OURS, Results()))
    ((text, conversation),) = scripted.asked
    assert text == ASKED["question"]
    assert [turn.content for turn in conversation] == ["Is there a Qwen3-14B?"]


def test_times_are_those_of_the_events(tmp_path):
    sentence = Sentence("It is so.", "model", (), Verdict.NOT_A_CLAIM)
    script = [0.05, Checked("list", sentence), 0.05, Drafted("lead", "It"), 0.05, last_event()]
    (row,) = play(cases(tmp_path, ASKED), ScriptedAssistant(script), OURS, Results())
    measured = row["measured"]
    assert 50 <= measured["first_words_ms"] <= measured["first_token_ms"] - 50
    assert measured["total_ms"] >= measured["first_token_ms"] + 50


def test_a_draft_that_is_not_shown_counts_as_rejected(tmp_path):
    rejected = scripted("Qwen3 appeared on May 1, 1999.")
    (row,) = play(cases(tmp_path, ASKED), rejected, OURS, Results())
    assert "1999" not in row["answer"]
    assert row["measured"]["drafted"] == row["measured"]["rejected"] > 0


def test_a_draft_that_is_shown_does_not(tmp_path):
    kept = scripted("Qwen3 came out on April 29, 2025.")
    (row,) = play(cases(tmp_path, ASKED), kept, OURS, Results())
    assert "came out on April 29, 2025" in row["answer"]
    assert row["measured"]["drafted"] > row["measured"]["rejected"]


class TestGoingOn:
    def test_only_what_lacks_is_asked(self, tmp_path):
        out = tmp_path / "results.jsonl"
        two = cases(tmp_path, ASKED, ASKED | {"id": "a2"})
        list(play(two[:1], ASSISTANT, OURS, Results(out)))
        second = ScriptedAssistant([last_event()])
        rows = list(play(two, second, OURS, Results(out)))
        assert [row["id"] for row in rows] == ["a1", "a2"]
        assert len(second.asked) == 1
        assert len(out.read_text("utf-8").splitlines()) == 2

    def test_a_stop_in_the_middle_keeps_what_is_finished(self, tmp_path):
        out = tmp_path / "results.jsonl"
        two = cases(tmp_path, ASKED, ASKED | {"id": "a2"})
        list(play(two[:1], ASSISTANT, OURS, Results(out)))
        stopped = ScriptedAssistant([Drafted("lead", "x"), _StopError()])
        with pytest.raises(_StopError):
            list(play(two, stopped, OURS, Results(out)))
        assert [json.loads(line)["id"] for line in out.read_text("utf-8").splitlines()] == ["a1"]

    def test_a_line_that_was_cut_is_asked_again(self, tmp_path):
        out = tmp_path / "results.jsonl"
        two = cases(tmp_path, ASKED, ASKED | {"id": "a2"})
        list(play(two, ASSISTANT, OURS, Results(out)))
        whole = out.read_bytes()
        out.write_bytes(whole[:-20])
        again = ScriptedAssistant([last_event()])
        list(play(two, again, OURS, Results(out)))
        assert len(again.asked) == 1
        results = Results(out)
        assert all(results.of(case, OURS) for case in two)

    def test_a_question_that_opens_with_a_greeting_is_found_again(self, tmp_path):
        results = Results()
        (case,) = cases(tmp_path, ASKED | {"question": "Hello! When was Qwen3-8B released?"})
        list(play([case], ASSISTANT, OURS, results))
        assert results.of(case, OURS)

    def test_a_question_in_other_words_is_another(self, tmp_path):
        results = Results()
        list(play(cases(tmp_path, ASKED), ASSISTANT, OURS, results))
        (changed,) = cases(tmp_path, ASKED | {"question": "Qwen3: when?"})
        assert results.of(changed, OURS) is None

    def test_variants_are_kept_apart(self, tmp_path):
        results, (case,) = Results(), cases(tmp_path, ASKED)
        naive = Variant("naive", "ledger", "none")
        for variant in (OURS, naive):
            list(play([case], ASSISTANT, variant, results))
        assert results.variants() == (OURS, naive)


class _StopError(Exception):
    """Stands for Ctrl-C, which pytest would take for its own."""


@pytest.mark.parametrize("name", ["none/results.jsonl", "."])
def test_a_place_that_cannot_be_written_is_told(tmp_path, name):
    with pytest.raises(EvaluationError, match="Cannot"):
        list(play(cases(tmp_path, ASKED), ASSISTANT, OURS, Results(tmp_path / name)))
