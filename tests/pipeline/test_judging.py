"""What a model's yes or no changes in its own answer, with the real ledger and scripted models."""

import json
import threading
from pathlib import Path

import pytest
from langchain_core.messages import AIMessage, ToolCall

from assistant.domain import ModelIdentity, Repairs, Verdict
from assistant.errors import ModelCrashed
from assistant.events import Checked, Rejected
from assistant.knowledge import Ledger
from assistant.pipeline import Assistant, Brain
from assistant.pipeline.ability import trial
from assistant.pipeline.judging import Judge
from assistant.pipeline.rewriting import MOST_HELD
from assistant.rendering.records import record
from assistant.settings import resource
from assistant.testing import ScriptedJudge

LEDGER = Ledger()
TRIAL = trial(LEDGER)
ASKED = "How many layers does Qwen3-8B have, and does it tie its embeddings?"
SURE, UNSURE, SURE_NOT = 0.97, 0.5, 0.03
EXACT = "Qwen3-8B has 36 layers {layers}."
WORDS = "Qwen3-8B does not tie input and output embeddings {tied}."
WANTING = "Qwen3-8B has 36 layers, so the stack is reasonably tall for modest laptops {layers}."


def calling(text=""):
    arguments = {"subject": "Qwen3-8B", "attribute": "layers embeddings"}
    return AIMessage(text, tool_calls=[ToolCall(name="search_releases", args=arguments, id="c")])


def marked(text):
    """Put the numbers that the evidence has for the model in their places."""

    def reply(messages):
        lines = [line for m in messages for line in str(m.content).splitlines()]
        numbers = {
            key: next(line.split()[0] for line in lines if line.startswith("[") and said in line)
            for key, said in (("layers", "36 layers"), ("tied", "does not tie"))
        }
        return text.format(**numbers)

    return reply


def plain(text):
    return text.replace(" {layers}", "").replace(" {tied}", "")


def able(likely):
    """Pass the trial, and find all else as likely as told."""

    def odds(asked):
        for pair in TRIAL:
            if asked.endswith(pair.sentence) and pair.evidence in asked:
                return float(pair.is_true)
        return likely

    return odds


def thinker(model, memory, style="tools"):
    judge = Judge(model, resource("prompts"), model.model, lambda: TRIAL, memory)
    identity = ModelIdentity("scripted", "scripted.gguf", None)
    return Brain(model, identity, style, resource("prompts"), judge=judge)


def ask(brain, abort=None):
    return list(Assistant(LEDGER, lambda: brain, lambda _: ()).ask(ASKED, (), abort))


class Played:
    """One answer, and what the model was asked for it beside the trial."""

    def __init__(self, odds, draft, second="", *, memory):
        self.model = ScriptedJudge(replies=[calling(), marked(draft), second], odds=odds)
        self.events = ask(thinker(self.model, memory))
        self.answer = self.events[-1].answer

    @property
    def shown(self):
        return by_model(self.answer)

    def was_asked(self, text):
        return any(asked.endswith(plain(text)) for asked in self.model.judged)


def by_model(answer):
    return [sentence.text for sentence in answer.sentences if sentence.by == "model"]


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    return tmp_path / "abilities.json"


class TestStricter:
    def test_what_only_words_prove_is_withheld_when_the_model_is_sure_it_is_not_said(self, memory):
        played = Played(able(SURE_NOT), f"{EXACT}\n{WORDS}", memory=memory)
        assert played.shown == [plain(EXACT)]
        assert played.answer.repairs == Repairs(replaced=1, doubted=1)
        assert any("does not tie" in sentence.text for sentence in played.answer.sentences)

    @pytest.mark.parametrize("likely", [UNSURE, 0.15, SURE])
    def test_it_is_shown_otherwise(self, memory, likely):
        played = Played(able(likely), f"{EXACT}\n{WORDS}", memory=memory)
        assert played.shown == [plain(EXACT), plain(WORDS)]
        assert played.answer.repairs == Repairs()
        assert played.was_asked(WORDS)

    def test_it_stands_where_it_was_drafted(self, memory):
        played = Played(able(SURE), f"{WORDS}\n{EXACT}", memory=memory)
        assert played.shown == [plain(WORDS), plain(EXACT)]
        checked = [event.sentence.text for event in played.events if isinstance(event, Checked)]
        assert checked.index(plain(EXACT)) < checked.index(plain(WORDS))

    def test_what_is_proven_exactly_is_shown_unasked(self, memory):
        played = Played(able(SURE_NOT), EXACT, memory=memory)
        assert played.shown == [plain(EXACT)]
        assert played.model.judged == []

    def test_a_second_try_is_asked_about_too(self, memory):
        wrong = "Qwen3-8B has 48 layers {layers}."
        second = plain(WORDS)
        for likely, shown in ((SURE_NOT, []), (SURE, [second])):
            played = Played(able(likely), wrong, second, memory=memory)
            assert played.shown == shown
            assert played.answer.repairs.doubted == (not shown)

    def test_the_model_is_not_asked_for_ever(self, memory):
        ways = [f"{plain(WORDS)[:-1]}{'!' * n} {{tied}}" for n in range(1, MOST_HELD + 4)]
        played = Played(able(SURE_NOT), "\n".join(ways), memory=memory)
        assert len(played.model.judged) == len(TRIAL) + MOST_HELD


class TestConfirming:
    def test_what_lacks_words_alone_is_confirmed_when_the_model_is_sure(self, memory):
        played = Played(able(SURE), WANTING, memory=memory)
        (sentence,) = [s for s in played.answer.sentences if s.by == "model"]
        assert (sentence.text, sentence.verdict) == (plain(WANTING), Verdict.SUPPORTED)
        assert sentence.citations
        assert played.answer.repairs == Repairs(confirmed=1)
        assert record(played.answer)["repairs"]["confirmed"] == 1
        assert not any(isinstance(event, Rejected) for event in played.events)

    @pytest.mark.parametrize("likely", [UNSURE, 0.85, SURE_NOT])
    def test_otherwise_it_has_failed(self, memory, likely):
        played = Played(able(likely), WANTING, memory=memory)
        assert played.shown == []
        assert played.answer.repairs.confirmed == 0
        assert next(e.fate for e in played.events if isinstance(e, Rejected)) == "rewriting"

    @pytest.mark.parametrize(
        "wrong",
        [
            "Qwen3-8B has 48 layers {layers}.",
            "Qwen3-14B has 36 layers {layers}.",
            "Qwen3-8B does not have 36 layers {layers}.",
            "Qwen3-8B got its 36 layers on 3 May 2024 {layers}.",
            "Qwen3-8B ties input and output embeddings {tied}.",
            "Only Qwen3-8B has 36 layers {layers}.",
            "Qwen3-8B is the best model with 36 layers {layers}.",
            "Qwen3-8B has 36 layers, more than Qwen3-4B {layers}.",
        ],
    )
    def test_nothing_exact_is_overridden(self, memory, wrong):
        played = Played(able(SURE), wrong, memory=memory)
        assert plain(wrong) not in played.shown
        assert not played.was_asked(wrong)
        assert played.answer.repairs.confirmed == 0


class TestAbility:
    def test_a_weak_model_changes_nothing_and_is_tried_once(self, memory):
        for asked in (len(TRIAL), 0):
            played = Played(lambda _: SURE, f"{WANTING}\n{WORDS}", memory=memory)
            assert played.shown == [plain(WORDS)]
            assert played.answer.repairs == Repairs(replaced=1)
            assert len(played.model.judged) <= asked
            assert all(not played.was_asked(text) for text in (WANTING, WORDS))

    def test_one_known_to_be_weak_holds_nothing_back(self, memory):
        Played(lambda _: SURE, WORDS, memory=memory)
        played = Played(lambda _: SURE, f"{WORDS}\n{EXACT}", memory=memory)
        checked = [event.sentence.text for event in played.events if isinstance(event, Checked)]
        assert checked.index(plain(WORDS)) < checked.index(plain(EXACT))

    def test_one_that_has_passed_is_not_tried_again(self, memory):
        first = Played(able(SURE), WORDS, memory=memory)
        second = Played(able(SURE), WORDS, memory=memory)
        assert (len(first.model.judged), len(second.model.judged)) == (len(TRIAL) + 1, 1)

    def test_one_that_takes_too_long_is_not_able(self, memory):
        model = ScriptedJudge(replies=[calling(), marked(WANTING), ""], odds=able(SURE))
        brain = thinker(model, memory)
        brain.judge.most_seconds = -1.0
        assert by_model(ask(brain)[-1].answer) == []
        assert model.judged == []
        assert list(json.loads(memory.read_text()).values()) == [0.0]

    def test_a_damaged_memory_is_begun_anew(self, memory):
        for damage in ("{", "[1]", '{"x": "y"}'):
            memory.write_text(damage)
            played = Played(able(SURE), WORDS, memory=memory)
            assert len(played.model.judged) == len(TRIAL) + 1
            assert list(json.loads(memory.read_text()).values()) == [1.0]

    def test_what_cannot_be_kept_is_no_trouble(self, tmp_path):
        played = Played(able(SURE_NOT), WORDS, memory=tmp_path / "gone" / "abilities.json")
        assert played.answer.repairs.doubted == 1

    def test_guided_models_are_never_asked(self, memory):
        model = ScriptedJudge(replies=["Qwen3-8B has 36 layers in all."], odds=able(SURE))
        assert ask(thinker(model, memory, "guided"))[-1].answer.sentences
        assert not any("Statement:" in asked for asked in model.judged)
        assert not memory.exists()


class TestTrouble:
    def test_after_a_stop_what_passed_is_shown_unjudged(self, memory):
        abort = threading.Event()

        def stopping(messages):
            abort.set()
            return marked(WORDS)(messages)

        model = ScriptedJudge(replies=[calling(), stopping], odds=able(SURE_NOT))
        answer = ask(thinker(model, memory), abort)[-1].answer
        assert by_model(answer) == [plain(WORDS)]
        assert model.judged == []
        assert not memory.exists()

    def test_after_a_crash_what_passed_is_still_shown(self, memory):
        def going_on(messages):
            return calling(marked(f"{WORDS}\n")(messages))

        replies = [calling(), going_on, ModelCrashed("It died.")]
        model = ScriptedJudge(replies=replies, odds=able(SURE_NOT))
        assert by_model(ask(thinker(model, memory))[-1].answer) == [plain(WORDS)]

    def test_a_crash_while_judging_leaves_the_check_as_it_is(self, memory):
        def dying(asked):
            if asked.endswith(f"{plain(WORDS)}\nStatement: {plain(WORDS)}"):
                raise ModelCrashed("It died.")
            return able(SURE)(asked)

        assert Played(dying, WORDS, memory=memory).shown == [plain(WORDS)]

    def test_a_crash_while_it_is_tried_shows_nothing_of_the_model(self, memory):
        def dying(_):
            raise ModelCrashed("It died.")

        assert Played(dying, WORDS, memory=memory).shown == [plain(WORDS)]
        assert not memory.exists()
