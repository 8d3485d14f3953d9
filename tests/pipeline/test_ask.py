"""The flow through its one door, with the real ledger and scripted models."""

import threading
from dataclasses import replace

import pytest
from langchain_core.messages import AIMessage, ToolCall

from assistant.domain import ModelIdentity, Turn, Verdict
from assistant.errors import EmptyQuestion, ModelCrashed, QuestionTooLong
from assistant.events import (
    Answered,
    Checked,
    Drafted,
    Failed,
    Found,
    Planned,
    Rejected,
    Reworded,
    ToolUsed,
    Understood,
)
from assistant.generation.wire import Scored
from assistant.knowledge import Ledger
from assistant.pipeline import Assistant, Brain
from assistant.settings import resource
from assistant.testing import ScriptedModel

LEDGER = Ledger()
SEED = {
    "ru": "Почему у квент-3 не выложены бейс-версии 70-й и более крупных моделей?",
    "en": "Why have no base versions of the 70B and larger Qwen-3 models been published?",
}


def brain(style, *replies):
    model = ScriptedModel(replies=list(replies))
    return Brain(
        model, ModelIdentity("scripted", "scripted.gguf", None), style, resource("prompts")
    )


def ask(text, thinker=None, conversation=()):
    assistant = Assistant(LEDGER, lambda: thinker, lambda _: ())
    return list(assistant.ask(text, conversation))


def answer(text, thinker=None, conversation=()):
    *_, last = ask(text, thinker, conversation)
    assert isinstance(last, Answered)
    return last.answer


def words(given):
    return " ".join(sentence.text for sentence in given.sentences)


def calling(**arguments):
    return AIMessage("", tool_calls=[ToolCall(name="search_releases", args=arguments, id="c1")])


@pytest.mark.parametrize("language", ["ru", "en"])
class TestSeedQuestion:
    def test_it_is_right_without_any_model(self, language):
        given = answer(SEED[language])
        text = words(given)
        for size in ("0.6B", "1.7B", "4B", "8B", "14B", "32B", "30B-A3B", "235B-A22B"):
            assert f"Qwen3-{size}" in text
        for later in ("Coder-480B", "Next-80B", "235B-A22B-Instruct-2507"):
            assert later in text
        assert len(given.offers) == 3

    def test_published_and_unpublished_bases_are_told_apart(self, language):
        bases = next(part for part in answer(SEED[language]).sections if part.key == "bases")
        published, *missing = [sentence.text for sentence in bases.sentences]
        for size in ("0.6B", "1.7B", "4B", "8B", "14B", "30B-A3B"):
            assert f"Qwen3-{size}-Base" in published
        assert "32B-Base" not in published
        assert "235B" not in published
        assert {
            name
            for name in ("Qwen3-32B-Base", "Qwen3-235B-A22B-Base")
            for m in missing
            if name in m
        } == {
            "Qwen3-32B-Base",
            "Qwen3-235B-A22B-Base",
        }

    def test_every_sentence_is_supported_and_every_number_has_a_source(self, language):
        given = answer(SEED[language])
        numbers = {item.number for item in given.evidence}
        assert all(sentence.verdict is Verdict.SUPPORTED for sentence in given.sentences)
        assert all(sentence.citations for sentence in given.sentences)
        assert {n for sentence in given.sentences for n in sentence.citations} == numbers

    def test_each_offer_is_answered(self, language):
        machine = Assistant(LEDGER, lambda: None, workshop)
        for offer in answer(SEED[language]).offers:
            *_, last = machine.ask(offer.question)
            assert not last.answer.refused, offer.question


def workshop(question):
    from assistant.assembly import work_out
    from assistant.runtime.catalog import load
    from assistant.runtime.hardware import Machine

    catalog = load(resource("models") / "catalog.toml")
    return work_out(question, catalog, Machine("Linux", "cpu", 8, 32 << 30, 24 << 30), 8192)


def test_events_come_in_the_order_of_the_flow():
    kinds = list(dict.fromkeys(map(type, ask("Когда вышла Qwen3?"))))
    assert kinds == [Understood, Found, Planned, Checked, Answered]


class Scoring(ScriptedModel):
    """A scripted model that finds the first text as likely as it is told, all others likely."""

    likelihood: float

    def score(self, messages, texts):
        return Scored((self.likelihood, *[-1.0] * (len(texts) - 1)), (1,) * len(texts))


class TestGuided:
    def test_a_faithful_wording_is_shown_as_the_models(self):
        given = answer(
            "Когда вышла Qwen3?", brain("guided", "Модель Qwen3 вышла 29 апреля 2025 года.")
        )
        (sentence,) = given.sentences
        assert (sentence.by, sentence.verdict) == ("model", Verdict.SUPPORTED)
        assert given.style == "guided"

    @pytest.mark.parametrize(
        "wording",
        [
            "Модель Qwen3 вышла 29 апреля 2024 года.",
            "Модель Qwen3-32B вышла 29 апреля 2025 года.",
            "Модель Qwen3 не вышла 29 апреля 2025 года.",
            "Первая модель Qwen3 вышла 29 апреля 2025 года.",
            "Qwen3 发布 29 апреля 2025 года.",
            "Хорошая погода стояла весной.",
            "",
        ],
    )
    def test_a_wording_that_says_something_else_is_replaced_by_the_ledgers(self, wording):
        given = answer("Когда вышла Qwen3?", brain("guided", wording))
        (sentence,) = given.sentences
        assert sentence.by == "ledger"
        assert sentence.text == "Qwen3: дата выхода — 29 апреля 2025 г."

    def test_the_ledgers_answer_stands_before_the_model_begins(self):
        events = ask("Когда вышла Qwen3?", brain("guided", "Модель Qwen3 вышла 29 апреля 2025 г."))
        kinds = list(dict.fromkeys(type(event) for event in events))
        assert kinds.index(Checked) < kinds.index(Drafted) < kinds.index(Reworded)
        (better,) = [event for event in events if isinstance(event, Reworded)]
        assert (better.place, better.sentence.by) == (0, "model")

    def test_a_wording_that_the_model_finds_unnatural_is_not_shown(self):
        wording = "Модель Qwen3 вышла 29 апреля 2025 г."
        for likelihood, by in ((-1.0, "model"), (-9.0, "ledger")):
            thinker = brain("guided", wording)
            scoring = Scoring(replies=thinker.model.replies, likelihood=likelihood)
            given = answer("Когда вышла Qwen3?", replace(thinker, model=scoring))
            assert given.sentences[0].by == by

    def test_the_ledgers_words_behind_a_new_beginning_are_no_wording(self):
        claim = answer("When was Qwen3 released?").sentences[0].text
        given = answer("When was Qwen3 released?", brain("guided", f"The {claim}"))
        assert given.sentences[0].text == claim

    def test_in_english_the_model_may_try_twice(self):
        replies = ("It came out in 2023.", "The release date of Qwen3 is April 29, 2025.")
        thinker = brain("guided", *replies)
        events = ask("When was Qwen3 released?", thinker)
        assert [e.fate for e in events if isinstance(e, Rejected)] == ["rewriting"]
        assert events[-1].answer.sentences[0].text == replies[1]

    def test_a_model_that_crashes_is_told_and_the_ledger_answers(self):
        events = ask("Когда вышла Qwen3?", brain("guided", ModelCrashed("It died.")))
        assert [event.message for event in events if isinstance(event, Failed)] == ["It died."]
        assert events[-1].answer.sentences[0].by == "ledger"

    def test_a_refusal_needs_no_model(self):
        thinker = brain("guided", "Завтра солнечно.")
        assert answer("Какая завтра погода в Москве?", thinker).refused
        assert thinker.model.seen == []


class TestDrafted:
    def test_the_model_searches_and_writes_and_is_checked(self):
        draft = "Модель Qwen3 вышла 29 апреля 2025 года [1]. Она вышла в 2023 году [1]."
        thinker = brain(
            "tools", calling(subject="Qwen3", attribute="release date", as_of=""), draft, ""
        )
        events = ask("Когда вышла Qwen3?", thinker)
        (step,) = [event.step for event in events if isinstance(event, ToolUsed)]
        assert step.arguments["subject"] == "Qwen3"
        assert not step.repaired
        given = events[-1].answer
        assert [sentence.text for sentence in given.sentences] == [
            "Модель Qwen3 вышла 29 апреля 2025 года."
        ]
        assert given.sentences[0].by == "model"
        assert given.style == "drafted"
        assert "".join(event.text for event in events if isinstance(event, Drafted)) == draft

    def test_a_call_that_names_nothing_known_is_repaired(self):
        thinker = brain("tools", calling(subject="Foo", attribute="x", as_of=""), "Ok")
        events = ask("Когда вышла Qwen3?", thinker)
        (step,) = [event.step for event in events if isinstance(event, ToolUsed)]
        assert step.arguments["subject"] == "Qwen3"
        assert step.repaired

    def test_what_the_model_left_out_the_ledger_adds(self):
        thinker = brain(
            "tools", calling(subject="Qwen3", attribute="base", as_of=""), "Вот что известно:"
        )
        given = answer(SEED["ru"], thinker)
        assert "Qwen3-235B-A22B-Base" in words(given)
        assert {part.kind for part in given.sections} >= {"table", "list"}

    def test_headings_and_lists_of_the_draft_become_sections(self):
        draft = "## Дата\n- Модель Qwen3 вышла 29 апреля 2025 года [1].\n"
        thinker = brain("tools", calling(subject="Qwen3", attribute="date", as_of=""), draft)
        first, *_ = answer("Когда вышла Qwen3?", thinker).sections
        assert (first.heading, first.kind) == ("Дата", "list")

    def test_a_model_that_repeats_itself_is_cut_short(self):
        draft = "Ничего нового. \n" * 50
        thinker = brain("tools", calling(subject="Qwen3", attribute="date", as_of=""), draft)
        events = ask("Когда вышла Qwen3?", thinker)
        said = "".join(event.text for event in events if isinstance(event, Drafted))
        assert said.count("нового") < 6
        assert "29 апреля 2025" in words(events[-1].answer)

    def test_a_number_nobody_gave_is_never_shown(self):
        thinker = brain("tools", calling(subject="Qwen3", attribute="date", as_of=""), "Факт [77].")
        numbers = {n for s in answer("Когда вышла Qwen3?", thinker).sentences for n in s.citations}
        assert 77 not in numbers


def test_a_follow_up_asks_about_what_was_named_before():
    before = (Turn("user", SEED["ru"]), Turn("assistant", "…"))
    assert "Qwen3-14B-Base" in words(answer("А 14B? У неё база есть?", None, before))


def test_a_release_that_does_not_exist_is_said_to_be_missing():
    assert "Qwen3-70B" in answer("What is the licence of Qwen3-70B?").sentences[0].text


def test_an_aborted_question_is_answered_by_the_ledger_alone():
    thinker, abort = brain("guided", "Модель Qwen3 вышла 29 апреля 2025 года."), threading.Event()
    abort.set()
    *_, last = Assistant(LEDGER, lambda: thinker, lambda _: ()).ask("Когда вышла Qwen3?", (), abort)
    assert thinker.model.seen == []
    assert last.answer.sentences[0].by == "ledger"


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "???", "\x00\x07", "\u200b\u202e"])
def test_an_empty_question_is_refused_in_one_sentence(text):
    with pytest.raises(EmptyQuestion):
        ask(text)


def test_a_question_that_is_a_document_is_refused_in_one_sentence():
    with pytest.raises(QuestionTooLong, match="100,000"):
        ask("я" * 100_000)


@pytest.mark.parametrize("text", ["Когда \udcff вышла Qwen3?", "Когда\x00 вышла\x1b[31m Qwen3?"])
def test_characters_that_cannot_be_printed_are_taken_out(text):
    given = answer(text)
    assert not given.refused
    given.question.text.encode("utf-8")
    assert given.question.text.isprintable()
