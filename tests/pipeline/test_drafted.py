"""What becomes of the sentences of a model's own answer, with the real ledger and scripted models."""

import threading
from datetime import date

import pytest
from langchain_core.messages import AIMessage, ToolCall

from assistant.assembly import senses
from assistant.domain import Finding, ModelIdentity, Repairs, Source, Verdict
from assistant.events import Drafted, Rejected, Thought
from assistant.knowledge import Ledger
from assistant.pipeline import Assistant, Brain
from assistant.pipeline.rewriting import MOST_REWRITTEN
from assistant.settings import resource
from assistant.testing import ScriptedModel

LEDGER = Ledger()
ASKED = "When was Qwen3-8B released, and how many layers does it have?"
CALL = AIMessage(
    "",
    tool_calls=[
        ToolCall(
            name="search_releases", args={"subject": "Qwen3-8B", "attribute": "layers"}, id="c"
        )
    ],
)
WRONG = "Qwen3-8B has 48 layers."


def ask(*replies, text=ASKED, abort=None, reads=None):
    model = ScriptedModel(replies=[CALL, *replies])
    identity = ModelIdentity("scripted", "scripted.gguf", None)
    thinker = Brain(model, identity, "tools", resource("prompts"), reads)
    events = list(Assistant(LEDGER, lambda: thinker, lambda _: ()).ask(text, (), abort))
    return events, events[-1].answer, model


def number(messages, part):
    """Return the number of the evidence that says `part`, as the model reads it."""
    lines = messages[-1].content.splitlines()
    return next(line.split()[0] for line in lines if part in line)


def drafting(text):
    """Put the right number in the place of {layers}."""
    return lambda messages: text.format(layers=number(messages, "36 layers"))


def by_model(answer):
    return [sentence.text for sentence in answer.sentences if sentence.by == "model"]


class TestRewriting:
    def test_a_wrong_sentence_is_put_right_in_its_place(self):
        draft = drafting(
            f"It is dense in layers:\n- {WRONG[:-1]} {{layers}}.\n- It has 8.2B parameters.\n"
        )
        right = drafting("Qwen3-8B has 36 layers {layers}.")
        events, answer, model = ask(draft, right)
        assert by_model(answer)[-2:] == ["Qwen3-8B has 36 layers.", "It has 8.2B parameters."]
        assert answer.repairs == Repairs(rewritten=1)
        (rejected,) = [event for event in events if isinstance(event, Rejected)]
        assert (rejected.fate, rejected.sentence.text) == ("rewriting", WRONG)
        assert WRONG in model.seen[-1][-1].content

    def test_one_that_stays_wrong_is_said_by_the_ledger(self):
        events, answer, _ = ask(drafting(f"{WRONG[:-1]} {{layers}}."), WRONG)
        assert by_model(answer) == []
        assert answer.repairs == Repairs(replaced=1)
        assert any("36" in sentence.text for sentence in answer.sentences)
        fates = [event.fate for event in events if isinstance(event, Rejected)]
        assert fates == ["rewriting", "replaced"]

    def test_one_that_nothing_is_known_of_is_removed(self):
        _, answer, _ = ask("Qwen3-8B was trained on 9,999 zebras.", "")
        assert "zebras" not in " ".join(sentence.text for sentence in answer.sentences)
        assert answer.repairs == Repairs(removed=1)

    def test_the_model_is_not_asked_for_ever(self):
        lines = "".join(f"Qwen3-8B has {n} layers.\n" for n in range(40, 60))
        _, answer, model = ask(lines, "")
        assert len(model.seen) == 2 + MOST_REWRITTEN
        assert answer.repairs.removed == 20

    def test_nothing_is_rewritten_after_a_stop(self):
        abort = threading.Event()

        def stopping(_):
            abort.set()
            return WRONG

        _, answer, model = ask(stopping, "Qwen3-8B has 36 layers.", abort=abort)
        assert len(model.seen) == 2
        assert by_model(answer) == []


class TestItems:
    @pytest.mark.parametrize(
        ("opening", "items"),
        [
            ("**MIT:**", ("GLM-4.5", "Mixtral-8x7B")),
            ("These Qwen3 bases have no published weights:", ("Qwen3-32B-Base", "Qwen3-14B-Base")),
        ],
    )
    def test_a_bare_name_is_read_with_what_opens_its_list(self, opening, items):
        right, wrong = items
        _, answer, _ = ask(f"{opening}\n- {right}\n- {wrong}\n", "", reads=senses())
        assert right in by_model(answer)
        assert wrong not in by_model(answer)


class TestMarkers:
    def test_a_true_sentence_without_one_gets_its_citation(self):
        _, answer, _ = ask("Qwen3-8B has 36 layers.", "")
        sentence = next(s for s in answer.sentences if s.by == "model")
        assert sentence.verdict is Verdict.SUPPORTED
        cited = [item for item in answer.evidence if item.number in sentence.citations]
        assert any("36 layers" in item.statement for item in cited)

    def test_one_that_goes_on_with_the_one_before_cites_both(self):
        both = {"subject": "Qwen3-Omni, Qwen3Guard", "attribute": "release date"}
        call = AIMessage("", tool_calls=[ToolCall(name="search_releases", args=both, id="d")])

        def draft(messages):
            omni, guard = (number(messages, f"2025-09-{day}") for day in (22, 23))
            return (
                f"Qwen3-Omni was released on September 22, 2025 {omni}. "
                f"The next day came Qwen3Guard {guard}."
            )

        _, answer, _ = ask(call, draft, "")
        first, second = (s for s in answer.sentences if s.by == "model")
        assert len(first.citations) == 1
        assert set(first.citations) < set(second.citations)

    def test_a_size_is_what_the_next_sentence_speaks_of(self):
        names = {"subject": "OLMo 2, OLMo 2 32B", "attribute": "layers, license, transformers"}
        call = AIMessage("", tool_calls=[ToolCall(name="search_releases", args=names, id="d")])
        draft = (
            "Here are the OLMo 2 models. They need transformers 4.48 or newer. "
            "The 32B version has 64 layers. It is published under Apache 2.0."
        )
        _, answer, _ = ask(call, draft, "", text="How many layers do the OLMo 2 models have?")
        assert by_model(answer)[-1] == "It is published under Apache 2.0."

    def test_a_wrong_one_is_put_right(self):
        _, answer, _ = ask("Qwen3-8B has 36 layers [99].", "")
        assert "Qwen3-8B has 36 layers." in by_model(answer)
        assert all(99 not in sentence.citations for sentence in answer.sentences)


class TestThinking:
    THOUGHT = "Qwen3-8B has 36 layers, as everybody knows. The user wants it short."

    def thinking(self, text):
        return AIMessage(text, additional_kwargs={"reasoning_content": self.THOUGHT})

    def test_it_is_told_apart_and_never_part_of_the_answer(self):
        events, answer, _ = ask(self.thinking("Qwen3-8B has 8.2B parameters."), "")
        assert [event.text for event in events if isinstance(event, Thought)] == [self.THOUGHT]
        drafted = "".join(event.text for event in events if isinstance(event, Drafted))
        assert drafted == "Qwen3-8B has 8.2B parameters."
        said = " ".join(sentence.text for sentence in answer.sentences)
        assert "everybody" not in said
        assert "user" not in said

    def test_no_later_turn_of_the_model_reads_it(self):
        call = CALL.model_copy(update={"additional_kwargs": {"reasoning_content": self.THOUGHT}})
        _, _, model = ask(call, self.thinking("Qwen3-8B has 99 layers."), "Wrong again.")
        read = [str(message) for messages in model.seen for message in messages]
        assert len(model.seen) == 4
        assert not any("everybody" in text for text in read)


class TestTools:
    @staticmethod
    def calling(name, **arguments):
        call = AIMessage("", tool_calls=[ToolCall(name=name, args=arguments, id="c")])
        model = ScriptedModel(replies=[call, ""])
        identity = ModelIdentity("scripted", "scripted.gguf", None)
        thinker = Brain(model, identity, "tools", resource("prompts"))
        assistant = Assistant(LEDGER, lambda: thinker, workshop)
        answer = list(assistant.ask(ASKED))[-1].answer
        return model.seen[1][-1].content, answer.steps

    def test_a_comparison_puts_what_both_have_side_by_side(self):
        found, (step,) = self.calling("compare_releases", first="Qwen3-8B", second="Qwen3-14B")
        lines = found.splitlines()
        first = next(n for n, line in enumerate(lines) if "8.2B" in line)
        assert "14.8B" in lines[first + 1]
        assert step.tool == "compare_releases"
        assert step.arguments["subject"] == "Qwen3-8B, Qwen3-14B"

    def test_this_computer_is_told(self):
        found, (step,) = self.calling("models_that_fit")
        assert "8 GB" in found
        assert (step.tool, step.arguments, step.repaired) == ("models_that_fit", {}, "")

    def test_a_tool_that_does_not_exist_becomes_a_search(self):
        found, (step,) = self.calling("rm", path="/")
        assert "36 layers" in found
        assert step.tool == "search_releases"
        assert step.repaired


def workshop(_):
    source = Source("here", "This computer", "", "local", date(2026, 1, 1))
    return (Finding("machine", "This computer has 8 GB of memory.", source, source.read),)


class TestForm:
    def test_a_table_of_the_model_stays_one_and_loses_its_wrong_row(self):
        draft = "| Model | Layers |\n|---|---|\n| Qwen3-8B | 36 |\n| Qwen3-14B | 77 |\n"
        _, answer, _ = ask(draft, "")
        (table,) = [part for part in answer.sections if part.kind == "table"]
        assert table.header == ("Model", "Layers")
        assert [sentence.text for sentence in table.sentences] == ["Qwen3-8B ¦ 36"]

    def test_a_cell_is_read_with_the_unit_of_its_label(self):
        draft = "| | Qwen3-8B | Qwen3-14B |\n|---|---|---|\n| Parameters (B) | 8.2 | 14.8 |\n"
        _, answer, _ = ask(draft, "")
        (table,) = [part for part in answer.sections if part.kind == "table"]
        assert [sentence.text for sentence in table.sentences] == ["Parameters (B) ¦ 8.2 ¦ 14.8"]

    @pytest.mark.parametrize(
        "aside",
        ["Here is what is known:", "Let me know if you need more.", "Do you want a comparison?"],
    )
    def test_what_claims_nothing_stays_and_is_marked_so(self, aside):
        _, answer, _ = ask(f"{aside}\nQwen3-8B has 36 layers.", "")
        (kept,) = [s for s in answer.sentences if s.text == aside]
        assert (kept.verdict, kept.citations) == (Verdict.NOT_A_CLAIM, ())

    def test_what_the_model_said_in_two_sentences_the_ledger_does_not_repeat(self):
        draft = "Qwen3-8B is here.\nQwen3-8B has 36 layers.\n"
        _, answer, _ = ask(draft, "", text="How many layers does Qwen3-8B have?")
        assert sum("36" in sentence.text for sentence in answer.sentences) == 1
