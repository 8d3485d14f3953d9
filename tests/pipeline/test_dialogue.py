"""Premises, memory, turns on the last answer, small talk: what a conversation is made of."""

from dataclasses import dataclass, field
from operator import attrgetter

import pytest

from assistant.assembly import work_out
from assistant.domain import SMALL_TALK, Turn, Verdict
from assistant.errors import SourceUnreachable
from assistant.events import Failed, ToolUsed
from assistant.knowledge import Ledger
from assistant.knowledge.embedding import embedder
from assistant.knowledge.phrases import Phrases
from assistant.pipeline import Assistant
from assistant.rendering.plain import plain
from assistant.runtime.catalog import load
from assistant.runtime.hardware import Machine
from assistant.settings import resource

LEDGER = Ledger()
CATALOG = load(resource("models") / "catalog.toml")
LAPTOP = Machine("Linux", "cpu", 8, 32 << 30, 24 << 30)


def workshop(question):
    return work_out(question, CATALOG, LAPTOP, 8192)


ASSISTANT = Assistant(LEDGER, lambda: None, workshop, meanings=Phrases(embedder()).meanings)


@dataclass(frozen=True)
class Case:
    question: str
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    refused: bool = False
    opens: str = ""
    kinds: frozenset[str] = field(default_factory=frozenset)


PREMISES = [
    Case("Why is Phi-4 under GPL?", ("MIT",), opens="That is not so"),
    Case("Почему Phi-4 под GPL?", ("MIT",), opens="Это не так"),
    Case("Is Phi-4 MIT or Apache?", ("MIT",), ("not so",)),
    Case("Правда ли, что контекст Qwen3-8B — 1 млн токенов?", ("131 072",), opens="Это не так"),
    Case("Is the context of Qwen3-8B 128K?", ("131,072",), ("not so",)),
    Case("What did Qwen3 have in 2022?", ("April 29, 2025",), opens="That was not so"),
    Case("Лицензия Qwen3 по состоянию на 2023", ("29 апреля 2025",), ("Apache",)),
    Case("How many experts has Qwen3-32B?", ("dense models of Qwen3",), opens="That is not so"),
    Case("У Kimi K2 ведь 500 миллиардов параметров?", ("1 трлн",), opens="Это не так"),
    Case("What is the licence of Qwen3-32B-Base?", ("not published",)),
    Case("Какая лицензия у Qwen3-40B?", refused=True, opens="Модели Qwen3-40B нет"),
    Case("What licence has Phi-5?", refused=True, opens="The sources do not know", never=("MIT",)),
]
MEMORY = [
    Case("Will Qwen3-32B fit in 24 GB?", ("Yes, Qwen3-32B (Q4_K_M) fits", "19.8 GB + KV")),
    Case("Поместится ли Qwen3-32B в 16 ГБ?", ("Мало для Qwen3-32B (Q4_K_M)", "23 ГБ")),
    Case("сколько памяти нужно Qwen3-14B в 4 битах?", ("= 11,0 ГБ", "× 8 KV-голов"), ("Q8_0",)),
    Case("Will gpt-oss-120b fit on one H100?", ("117B × 4.85 bits / 8", "80 GB")),
    Case("what can I run on 8 GB VRAM?", ("Qwen3-8B (Q4_K_M)",), ("Qwen3-14B",)),
    Case("Speed of Qwen3-8B on an M3 Pro?", ("do not contain",), refused=True),
    Case("Which model for my laptop?", ("This computer has 34.4 GB",)),
    Case("Сколько видеопамяти нужно Qwen3-8B в BF16?", ("15 947 МБ",), ("× 16 бит",)),
]
TABLES = [
    Case("Compare Qwen3-8B and Phi-4", ("Phi-4 ¦ 14",), kinds=frozenset({"table"})),
    Case("How many active parameters have the gpt-oss models?", ("3.6B", "5.1B")),
    Case("list all Qwen3 models", ("complete list of Qwen3",), kinds=frozenset({"table"})),
    Case("Самая новая Qwen?", ("Самая новая — Qwen3.8",), kinds=frozenset({"table"})),
    Case("Which is bigger, DBRX or Mixtral 8x22B?", ("Mixtral-8x22B",), kinds=frozenset({"table"})),
    Case("Перечисли модели с лицензией MIT", ("Phi-4: лицензия — MIT",), ("Llama",)),
]
TURNS = [
    Case("короче", ("131 072",), ("Phi-4",), ("Контекст Qwen3-8B?",)),
    Case("in English please", ("released on December 12",), before=("Когда вышла Phi-4?",)),
    Case("translate", ("дата выхода",), before=("When was Phi-4 released?",)),
    Case("ты уверен?", ("данные на 12 декабря", "уверенность"), before=("Когда вышла Phi-4?",)),
    Case("explain simply", ("tokens, of question",), before=("What is the context of Qwen3-8B?",)),
    Case("подробнее", ("лицензия",), before=("Когда вышла Phi-4?",)),
    Case("А лицензия?", ("Llama 3.3 Community",), before=("Когда вышла Llama 3.3?",)),
    Case("а у 14B?", ("Qwen3-14B: 40 слоёв",), before=("Сколько слоёв у Qwen3-8B?",)),
    Case("and the 14B?", ("11 GB of 24 GB",), before=("Will Qwen3-32B fit in 24 GB?",)),
    Case("а у Maverick?", ("400 млрд",), before=("Сколько параметров у Llama 4 Scout?",)),
    Case(
        "and the licence of the bigger one?",
        ("Apache 2.0",),
        ("MIT",),
        ("Compare Qwen3-32B and Phi-4",),
    ),
    Case("тогда найди альтернативу на 70B", ("Llama-3-70B",), before=("Почему нет базы Qwen3?",)),
    Case("какая сегодня погода?", ("вне моей темы",), ("MIT",), ("Лицензия Phi-4?",), True),
]
TURNS += [
    Case("почему?", ("причины",), before=("Есть ли база у Qwen3-14B?", "а у 32B?")),
    Case("почему так мало?", ("причины в источниках не найдено",), before=("Контекст Phi-4?",)),
    Case("а Qwen3-Max?", ("Модели Qwen3-Max нет",), before=("Контекст Qwen3-4B?",)),
    Case("and the 9B?", ("Qwen3-9B is not in",), before=("Layers of Qwen3-4B?",), refused=True),
    Case("что было раньше, она или Phi-4?", ("Самая ранняя",), before=("Когда вышла Gemma 3?",)),
    Case("у какой из них больше параметров?", ("Maverick",), before=("Какие модели Llama 4?",)),
    Case("точно?", ("не опубликованы",), before=("Есть ли база у Qwen3-32B?",)),
]
TALK = [
    Case("спасибо!", ("Пожалуйста",)),
    Case("кто ты и что умеешь?", ("Я Snoska",)),
    Case("How are you?", ("Fine",)),
    Case("напиши стихи про осень", ("вне моей темы",), refused=True),
    Case("что такое MoE?", ("смесь экспертов",)),
    Case("What is a base model?", ("pre-training",)),
    Case("How does RoPE scaling work?", ("without a model",), refused=True),
    Case(
        "What is the licence of Foobar-7?", ("do not contain",), ("what may be done",), refused=True
    ),
]
OTHER = [
    Case("Is Qwen3-30B-A3B dense?", opens="The MoE models of Qwen3"),
    Case("Can Phi-4 run on a MacBook with 16GB?", ("Yes, Phi-4 (Q4_K_M) fits",)),
    Case("Which Qwen3 fits into 6 GB?", ("Qwen3-4B (Q8_0) fits",), ("Qwen3-14B",)),
    Case("I've got an RTX 3060, which Qwen3 should I use?", ("11 GB of 12 GB",), ("Qwen3-32B",)),
    Case("Has DeepSeek published the base of V3?", ("DeepSeek-V3-Base",), ("V2",)),
    Case("Кто лучше на AIME24: DeepSeek-R1 или QwQ-32B?", ("79,8",), ("AIME’25» — у",)),
    Case("На сколько растягивается контекст Qwen3-235B-A22B-Instruct-2507?", never=("32 768",)),
    Case("Почему Kimi K2 вышла под Modified MIT?", ("причины в источниках не найдено", "Modified")),
    Case("Когда вышла Llama 3.3?", ("Данные на 6 декабря", "Данные на 4 декабря", "Вероятнее")),
    Case("Сколько звёзд у Ollama на GitHub?", ("snoska sources add https",), refused=True),
    Case("What is new in polars 1.5?", ("snoska sources add pypi:polars",), refused=True),
    Case("On which GPUs does Qwen3-8B reach 90 % in SWE-bench?", refused=True),
    Case("Is Qwen3 better than GPT-5?", ("do not know a release GPT-5",)),
    Case("llama.cpp когда начал поддерживать qwen3?", ("8 апреля 2025",)),
]


def answer(case):
    conversation = ()
    for asked in case.before:
        *_, last = ASSISTANT.ask(asked, conversation)
        said = (Turn("user", asked), Turn("assistant", plain(last.answer)))
        conversation = (*conversation, *said)
    *_, last = ASSISTANT.ask(case.question, conversation)
    return last.answer


@pytest.mark.skipif(embedder() is None, reason="no embedder for this computer")
@pytest.mark.parametrize(
    "case", [*PREMISES, *MEMORY, *TABLES, *TURNS, *TALK, *OTHER], ids=attrgetter("question")
)
def test_an_answer_in_a_conversation(case):
    given = answer(case)
    text = " ".join(sentence.text for sentence in given.sentences)
    assert [part for part in case.says if part not in text] == []
    assert [part for part in case.never if part in text] == []
    assert text.startswith(case.opens)
    assert given.refused == case.refused
    assert case.kinds <= {section.kind for section in given.sections}
    claims = [s for s in given.sentences if s.verdict is not Verdict.NOT_A_CLAIM]
    assert [s.text for s in claims if s.verdict is not Verdict.SUPPORTED] == []


def test_a_general_explanation_is_marked_and_cites_nothing():
    given = answer(Case("что такое MoE?"))
    assert [section.heading for section in given.sections] == ["Общее пояснение, без источника"]
    assert given.evidence == ()


@pytest.mark.parametrize("question", ["что такое MoE?", "What is MoE?"])
def test_with_sources_only_nothing_is_explained_without_a_source(question):
    *_, last = ASSISTANT.ask(question, sources_only=True)
    assert last.answer.refused
    assert "MoE (" not in " ".join(sentence.text for sentence in last.answer.sentences)


def test_small_talk_needs_no_evidence_and_offers_questions_that_are_answered():
    for question in ("привет", "thanks a lot", "как дела?", "who are you?"):
        *_, last = ASSISTANT.ask(question)
        assert last.answer.question.intent in SMALL_TALK
        assert last.answer.evidence == ()
        assert len(last.answer.offers) == 3
        for offer in last.answer.offers:
            *_, then = ASSISTANT.ask(offer.question)
            assert not then.answer.refused, offer.question


def test_shorter_is_shorter():
    before = "Почему у Qwen3 нет базы на 70B?"
    *_, last = ASSISTANT.ask(before)
    short = answer(Case("короче", before=(before,)))
    assert 0 < len(short.sentences) < len(last.answer.sentences)


def test_the_record_shows_what_was_typed():
    from assistant.rendering.records import record

    given = answer(Case("короче", before=("Лицензия Phi-4?",)))
    assert record(given)["question"] == "короче"


class TestWeb:
    """A look on the web, which the user asks for by a click."""

    def asked(self, text, web):
        return list(Assistant(LEDGER, lambda: None, workshop, web=lambda: web).ask(text))

    def test_a_refusal_offers_it_only_where_there_is_a_way(self):
        question = "What is new in polars 1.5?"
        assert not any(
            "search:" in o.question for o in self.asked(question, None)[-1].answer.offers
        )
        offers = self.asked(question, lambda _: 0)[-1].answer.offers
        assert offers[0].question == f"search: {question}"

    def test_the_click_searches_and_is_shown_as_a_step(self):
        looked = []
        events = self.asked("search: What is new in polars 1.5?", lambda w: looked.append(w) or 2)
        assert looked == ["What is new in polars 1.5?"]
        (step,) = [event.step for event in events if isinstance(event, ToolUsed)]
        assert (step.tool, step.result) == ("web_search", "2")
        assert events[-1].answer.steps == (step,)

    def test_nothing_is_searched_without_being_asked(self):
        looked = []
        self.asked("What is new in polars 1.5?", looked.append)
        assert looked == []

    def test_what_may_be_said_without_a_source_stays_as_it_was_wanted(self):
        assistant = Assistant(LEDGER, lambda: None, workshop, web=lambda: lambda _: 0)
        events = list(assistant.ask("search: What is a base model?", sources_only=True))
        assert events[-1].answer.question.sources_only

    def test_trouble_there_is_told_and_the_answer_still_comes(self):
        def fails(words):
            raise SourceUnreachable(words)

        events = self.asked("search: What is the licence of Phi-4?", fails)
        assert any(isinstance(event, Failed) for event in events)
        assert "MIT" in events[-1].answer.sentences[0].text


class TestGenerations:
    """The generation of a line, told by an ordinal in a follow-up."""

    @pytest.mark.parametrize(
        ("before", "after", "meant"),
        [
            ("Когда вышла Llama 3.1?", "а четвёртая?", "Llama 4"),
            ("When was Qwen2.5 released?", "and the third one?", "Qwen3"),
        ],
    )
    def test_it_is_what_is_asked_about(self, before, after, meant):
        assert answer(Case(after, before=(before,))).question.subjects == (meant,)


def test_a_version_is_not_taken_for_one_that_ends_like_it():
    given = answer(Case("What is in the Ollama v1.0 changelog?"))
    assert given.refused
