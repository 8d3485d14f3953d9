"""Kinds of questions and what their answers must and must not say, without any model."""

from dataclasses import dataclass
from operator import attrgetter

import pytest

from assistant.domain import Verdict
from assistant.knowledge import Ledger
from assistant.pipeline import Assistant

ASSISTANT = Assistant(Ledger(), lambda: None, lambda _: ())


@dataclass(frozen=True)
class Case:
    question: str
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    refused: bool = False


CASES = [
    Case("Есть ли у Qwen3-32B базовая версия?", ("Qwen3-32B-Base не опубликованы",)),
    Case(
        "Does Qwen3-14B have published base weights?", ("Qwen3-14B-Base are published",), ("32B",)
    ),
    Case("Почему нет базы у Qwen3-32B?", ("не опубликованы", "причины", "не найдено")),
    Case("сколько активных параметров у qwen3 235b", ("22 млрд",)),
    Case("лицензия лама 3.1", ("Llama 3.1 Community License",)),
    Case("дипсик р1 лицензия", ("MIT",), ("Apache",)),
    Case("Сколько слоёв у квен 3 14б?", ("40 слоёв",)),
    Case("Какие модели вышли в Qwen3-2507?", ("Qwen3-4B-Instruct-2507", "6 августа 2025")),
    Case("Is there a Qwen3-70B?", ("Qwen3-70B is not in the complete list",)),
    Case("Is there a Falcon-11B?", ("Nothing is known here of Falcon-11B",), ("complete list of",)),
    Case("А Yi-13B есть?", ("О модели Yi-13B здесь ничего не известно",), ("олном списке",)),
    Case("Which vLLM did Qwen3 recommend as of 2025-07-01?", ("0.8.5",), ("0.9.0",)),
    Case("As of 2025-06-01, was Qwen3-Coder released?", ("July 22, 2025",), ("April 29",)),
    Case("Какие модели крупнее 600B имеют опубликованную базу?", ("Kimi-K2-Base ¦ 1 трлн",)),
    Case("Какая Ollama рекомендована для Qwen3?", ("0.9.0",), ("0.6.6",)),
    Case("Какая llama.cpp требовалась Qwen3 в июне 2025?", ("b5092 (до 8 августа 2025 г.)",)),
    Case("Когда вышла Llama 3.3?", ("6 декабря 2024", "4 декабря 2024", "расходятся")),
    Case("Что лучше на русском: Qwen3-32B или Qwen3-30B-A3B?", ("61,4", "64"), ("235B",)),
    Case("Сравни модели Qwen3 на MMLU", ("Qwen3-235B-A22B-Base ¦ 87,81",)),
    Case("Поместится ли Qwen3-32B в Q4_K_M в 24 ГБ?", ("Да, помещается", "19,8 ГБ")),
    Case("Поместится ли Qwen3-32B в Q4_K_M в 16 ГБ?", ("Мало", "19,8 ГБ", "16 ГБ")),
    Case("How many shared experts are in a Qwen3 MoE layer?", ("has no shared experts",)),
    Case(
        "Any Apache 2.0 base model of 70B or larger?",
        ("Mixtral-8x22B",),
        ("Llama", "Qwen2.5-72B", "DBRX"),
    ),
    Case(
        "Чем заменить Qwen3-32B, если нужна база?",
        ("такого же класса", "Qwen3-30B-A3B-Base"),
        ("от 24",),
    ),
    Case("When is Gradio 7 due?", ("known here of Gradio 7",), refused=True),
    Case("How many tokens/s does Qwen3-8B reach on an A100?", (), ("fits",), refused=True),
    Case("What is the licence of Qwen2.5-72B?", ("is Qwen License",), ("Qwen2.5-7B",)),
    Case("Which is newer, Qwen3-Next or Qwen3-VL?", ("October 21, 2025", "September 11, 2025")),
    Case("Which is older: Llama 3 or Qwen2.5?", ("The earliest is Llama 3",)),
    Case(
        "Did the number of layers grow from Qwen2.5-32B to Qwen3-32B?",
        ("the same by “layers”, 64",),
    ),
    Case("List the Qwen3.5 models released on 2 March 2026", ("Qwen3.5-9B",), ("not so",)),
    Case(
        "Which Qwen3 models had published base weights as of June 2025?",
        ("Qwen3-30B-A3B-Base",),
        ("Reranker",),
    ),
    Case("Какие модели Qwen3 были на июнь 2025 года?", ("29 апреля 2025",)),
    Case("What is the licence of Phi-4 and how fast is it?", ("licence of Phi-4 is MIT",)),
    Case("What is Qwen3's licence and what does it score on MMLU?", ("Apache 2.0", "87.81")),
    Case("Кто из Qwen3 выше по баллам на русском в режиме рассуждения?", ("235B", "68,9")),
    Case(
        "List the parameter counts of all Qwen2 models",
        ("Qwen2-0.5B has 0.49B", "Qwen2-72B has 72.71B"),
    ),
    Case("Сколько памяти у Qwen3-8B в BF16 и в AWQ?", ("15 947", "6 177"), ("FP8 (",)),
    Case("Is there a Llama 3.3 8B to use instead of 70B?", ("Llama 3.3-8B is not in",)),
    Case("Правда ли, что у Kimi K2 окно на миллион токенов?", ("Это не так", "131 072")),
    Case("What was new in Ollama v0.9.0?", ("thinking",)),
    Case("Which models are under MIT license?", ("Phi-4", "DeepSeek-R1")),
    Case("Размещает ли Ollama базовые модели?", ("Ollama не размещает базовые модели",)),
    Case("привет", ("Здравствуйте",)),
    Case("Какой курс доллара?", ("не нашлось",), refused=True),
    Case("что такое базовая модель?", ("предобучения",)),
    Case("How fast is Qwen3-8B on an RTX 4070?", ("do not contain",), refused=True),
    Case("Сколько скачиваний у Qwen3-8B?", ("не нашлось",), refused=True),
]


@pytest.mark.parametrize("case", CASES, ids=attrgetter("question"))
def test_an_answer_says_what_it_must_and_nothing_else(case):
    *_, last = ASSISTANT.ask(case.question)
    text = " ".join(sentence.text for sentence in last.answer.sentences)
    assert [part for part in case.says if part not in text] == []
    assert [part for part in case.never if part in text] == []
    assert last.answer.refused == case.refused
    claims = [s for s in last.answer.sentences if s.verdict is not Verdict.NOT_A_CLAIM]
    assert all(sentence.verdict is Verdict.SUPPORTED for sentence in claims)


def test_a_base_never_gets_the_figures_of_its_tuned_twin():
    *_, last = ASSISTANT.ask("Сравни модели Qwen3 по качеству рассуждения")
    table = next(part for part in last.answer.sections if part.kind == "table")
    column = table.header.index("русский, с рассуждением")
    rows = [sentence.text.split(" ¦ ") for sentence in table.sentences]
    assert [row for row in rows if row[0].endswith("-Base") and row[column] != "—"] == []


def test_the_answer_of_a_day_knows_nothing_later():
    *_, last = ASSISTANT.ask("Which Qwen3 base models were published as of 2025-06-30?")
    assert all(item.as_of.isoformat() <= "2025-06-30" for item in last.answer.evidence)
