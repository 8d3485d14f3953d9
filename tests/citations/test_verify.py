"""Verdicts on single sentences, right and wrong."""

from dataclasses import dataclass
from datetime import date
from operator import attrgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.citations import is_covered, is_shown, verify
from assistant.domain import Claim, Evidence, Fact, Finding, Source, Verdict

SOURCE = Source("blog", "Qwen blog", "https://example.org/blog", "maker", date(2026, 11, 23))


def evidence(number, *statements, value="", subject="Qwen3", day=date(2025, 4, 29)):
    fact = Fact(subject, "x", value, "", day, SOURCE)
    return Evidence(number, tuple(Finding("fact", text, SOURCE, day, fact) for text in statements))


KNOWN = (
    evidence(1, "Дата выхода Qwen3: 29 апреля 2025 г."),
    evidence(
        2, "Число параметров Qwen3-235B-A22B: 235 млрд.", "Активных у Qwen3-235B-A22B: 22 млрд."
    ),
    evidence(3, "Опубликованных весов Qwen3-32B-Base не найдено.", day=date(2025, 10, 16)),
    evidence(4, "Лицензия Qwen3: Apache 2.0."),
    evidence(5, "Родной контекст Qwen3-8B: 131 072 токена."),
    evidence(6, "Веса Qwen3-14B-Base опубликованы.", "Веса Qwen3-8B-Base опубликованы."),
    evidence(7, "Плотные модели: Qwen3-14B, Qwen3-32B.", value=("Qwen3-14B", "Qwen3-32B")),
    evidence(8, "Qwen3 needs llama.cpp b5401 and vLLM 0.8.5."),
)


@dataclass(frozen=True)
class Case:
    name: str
    text: str
    verdict: Verdict
    by: str = "ledger"


CASES = [
    Case("a date in another form", "Qwen3 вышла 2025-04-29 [1].", Verdict.SUPPORTED),
    Case("a date in English", "Qwen3 was released on April 29, 2025 [1].", Verdict.SUPPORTED),
    Case("only the year", "Qwen3 вышла в 2025 году [1].", Verdict.SUPPORTED),
    Case("a wrong year", "Qwen3 вышла 29 апреля 2024 г. [1].", Verdict.PARTLY),
    Case("a wrong day", "Qwen3 вышла 28 апреля 2025 г. [1].", Verdict.PARTLY),
    Case("a number with another scale word", "У Qwen3-235B-A22B 235B параметров [2].", Verdict.SUPPORTED),
    Case("a wrong number", "У Qwen3-235B-A22B 253 млрд параметров [2].", Verdict.PARTLY),
    Case("a wrong scale", "У Qwen3-235B-A22B 235 млн параметров [2].", Verdict.PARTLY),
    Case("thousands written as K", "Контекст Qwen3-8B — 128K [5].", Verdict.SUPPORTED),
    Case("a look-alike name", "Веса Qwen3-30B-A3B-Base опубликованы [6].", Verdict.PARTLY),
    Case("the tuned model instead of the base", "Веса Qwen3-14B опубликованы [6].", Verdict.PARTLY),
    Case("base said in words", "База Qwen3-14B: веса опубликованы [6].", Verdict.SUPPORTED),
    Case("yes said for no", "Веса Qwen3-32B-Base опубликованы [3].", Verdict.CONTRADICTED),
    Case("no said for yes", "Веса Qwen3-14B-Base не опубликованы [6].", Verdict.CONTRADICTED),
    Case("no said as no", "Весов Qwen3-32B-Base нет [3].", Verdict.SUPPORTED),
    Case("the day of the evidence", "На 16 октября 2025 г. весов Qwen3-32B-Base нет [3].", Verdict.SUPPORTED),
    Case("another licence", "Лицензия Qwen3: MIT [4].", Verdict.PARTLY),
    Case("another version of a licence", "Лицензия Qwen3: Apache 3.0 [4].", Verdict.PARTLY),
    Case("a count of a list", "Плотных моделей в списке 2: Qwen3-14B и Qwen3-32B [7].", Verdict.SUPPORTED),
    Case("a wrong count", "Плотных моделей 5 [7].", Verdict.PARTLY),
    Case("a build", "Qwen3 needs b5401 [8].", Verdict.SUPPORTED),
    Case("the neighbour of a build", "Qwen3 needs b5400 [8].", Verdict.PARTLY),
    Case("a version", "It runs on vLLM 0.8.5 [8].", Verdict.SUPPORTED),
    Case("the neighbour of a version", "It runs on vLLM 0.8.6 [8].", Verdict.PARTLY),
    Case("an invented source", "Qwen3 вышла в 2025 году [99].", Verdict.NO_SOURCE),
    Case("no source at all", "Qwen3 вышла в 2025 году.", Verdict.NO_SOURCE),
    Case("the right words with the wrong source", "Qwen3 вышла 29 апреля 2025 г. [4].", Verdict.PARTLY),
    Case("an introduction", "Вот что известно:", Verdict.NOT_A_CLAIM),
    Case("Chinese slipped in", "Qwen3 вышла 29 апреля 2025 г. 发布 [1].", Verdict.NO_SOURCE),
    Case("an invented company", "Qwen3 от NVIDIA вышла 29 апреля 2025 г. [1].", Verdict.PARTLY),
    Case("a model's nonsense around a true date",
         "Прекрасная погода радовала туристов весной 29 апреля 2025 г. [1].", Verdict.PARTLY, "model"),
    Case("a model's own wording", "Модель Qwen3 выпущена, дата выхода — 29 апреля 2025 года [1].",
         Verdict.SUPPORTED, "model"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=attrgetter("name"))
def test_verdict(case):
    (sentence,) = verify(case.text, case.by, KNOWN, "Что известно?", whole=True)
    assert sentence.verdict is case.verdict


def test_only_supported_sentences_and_introductions_are_shown():
    sentences = verify(
        "Вот что известно:\nQwen3 вышла в 2025 году [1].\nИ в 2024 [1].", "model", KNOWN, ""
    )
    assert [is_shown(sentence) for sentence in sentences] == [True, True, False]


def test_numbers_of_the_question_may_be_repeated():
    (sentence,) = verify(
        "Плотных моделей на 70 млрд в списке нет [7].", "ledger", KNOWN, "70B?", whole=True
    )
    assert sentence.verdict is Verdict.SUPPORTED


@given(st.permutations(KNOWN))
def test_a_verdict_does_not_depend_on_the_order_of_evidence(known):
    (sentence,) = verify(
        "Весов Qwen3-32B-Base нет [3], есть Qwen3-14B-Base [6].", "ledger", known, ""
    )
    assert sentence.citations == (3, 6)
    assert sentence.verdict is Verdict.SUPPORTED


@given(st.text(max_size=200))
def test_any_text_gets_a_verdict(text):
    assert all(sentence.by == "model" for sentence in verify(text, "model", KNOWN, ""))


def test_a_claim_is_covered_by_a_sentence_that_holds_its_names_and_dates():
    claim = Claim("Весов Qwen3-32B-Base не найдено", (3,))
    whole, other = verify("Весов Qwen3-32B-Base нет [3]. Весов нет [3].", "model", KNOWN, "")
    assert is_covered(claim, [whole])
    assert not is_covered(claim, [other])
