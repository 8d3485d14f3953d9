"""The independent judge: what it takes for right, for supported and for a refusal."""

import pytest

from assistant.evaluation.judge import is_factual, judge
from tests.evaluation.samples import answered, cases, said

GOOD = said("Norbert-7B has 7.2 billion parameters.", 1)


@pytest.fixture
def case(tmp_path):
    return cases(tmp_path, {"must_not": [r"7\.3"]})[0]


@pytest.fixture
def unanswerable(tmp_path):
    change = {"answerable": False, "must_have": ["not|нет|не "], "must_not": [r"\d+ dollars"]}
    return cases(tmp_path, change | {"question": "What does Norbert-7B cost?"})[0]


def verdict(case, sentence):
    return judge(case, answered(sentence)).sentences[0]


class TestRight:
    def test_when_all_is_said_and_nothing_wrong(self, case):
        opinion = judge(case, answered(GOOD))
        assert opinion.is_right
        assert not opinion.is_refused

    def test_not_when_something_lacks(self, case):
        opinion = judge(case, answered(said("Norbert-7B is a model.", 1)))
        assert not opinion.is_right
        assert opinion.lacks == (r"7\.2\s*(B|billion)",)

    def test_not_when_something_wrong_is_said_too(self, case):
        opinion = judge(case, answered(GOOD, said("Others say 7.3B.", 1)))
        assert not opinion.is_right
        assert opinion.says_wrongly == (r"7\.3",)

    def test_escapes_and_markers_are_not_part_of_the_text(self, tmp_path):
        (case,) = cases(tmp_path, {"must_have": [r"Q4_K_M is small\."]})
        record = answered(said("Q4_K_M is small.", 1)) | {"answer": r"Q4\_K\_M [1] is small. [1]"}
        assert judge(case, record).is_right

    def test_a_refusal_is_no_right_answer_even_if_the_words_are_there(self, case):
        opinion = judge(case, answered(GOOD, refused=True))
        assert not opinion.is_right
        assert opinion.is_refused


class TestRefusal:
    def test_by_the_flag(self, unanswerable):
        refusal = answered(said("The sources do not say it."), refused=True)
        assert judge(unanswerable, refusal).is_right

    def test_the_flag_is_needed_where_a_design_has_one(self, unanswerable):
        opinion = judge(unanswerable, answered(said("The sources do not say it.")))
        assert not opinion.is_right

    @pytest.mark.parametrize(
        "text",
        ["The passages do not say it.", "В отрывках ответа нет.", "I cannot answer: not found."],
    )
    def test_by_words_where_a_design_has_none(self, unanswerable, text):
        assert judge(unanswerable, answered(said(text)), trusts_flag=False).is_right

    def test_not_with_an_invention(self, unanswerable):
        text = "It is not found. It costs 5 dollars."
        assert not judge(unanswerable, answered(said(text)), trusts_flag=False).is_right

    def test_silence_refuses_an_answerable_question(self, case):
        opinion = judge(case, answered(), trusts_flag=False)
        assert (opinion.is_right, opinion.is_refused) == (False, True)


SUPPORTED = [
    ("Norbert-7B has 7.2B parameters.", 1),
    ("У Norbert-7B 7,2 млрд параметров.", 1),
    ("It came out on 2031-03-04.", 1),
    ("Вышла 4 марта 2031 года.", 1),
    ("It was released in March 2031.", 1),
    ("Norbert-7B does not support tools.", 2),
    ("The context is 128K tokens.", 2),
    ("Как сказано на 1 мая 2031 г., контекст — 131072.", 2),
]
UNSUPPORTED = [
    ("Norbert-7B has 7.1B parameters.", 1, "7.1"),
    ("Norbert-7B has 7.2 million parameters.", 1, "7.2"),
    ("Norbert-8B has 7.2B parameters.", 1, "norbert-8b"),
    ("Norbert-7B-Base has 7.2B parameters.", 1, "norbert-7b-base"),
    ("It was released on March 5, 2031.", 1, "2031, 3, 5"),
    ("It was released on May 1, 2031.", 2, "2031, 5, 1"),
    ("Norbert-7B needs Ollama and 7.2B parameters.", 1, "ollama"),
    ("Norbert-7B supports tools.", 2, "denies"),
    ("Norbert-7B does not have 7.2B parameters.", 1, "denies"),
    ("It needs v1.2.3 and has 7.2B parameters.", 1, "1.2.3"),
    ("This model is quick, pleasant and popular.", 1, "something else"),
    ("Norbert-7B is pleasant.", 1, "something else"),
]


class TestSupport:
    @pytest.mark.parametrize(("text", "number"), SUPPORTED)
    def test_given(self, case, text, number):
        assert verdict(case, said(text, number)).why_not == ""

    @pytest.mark.parametrize(("text", "number", "why"), UNSUPPORTED)
    def test_not_given(self, case, text, number, why):
        judged = verdict(case, said(text, number))
        assert not judged.is_supported
        assert why in judged.why_not

    def test_nothing_is_supported_by_nothing(self, case):
        assert verdict(case, said("Norbert-7B has 7.2B parameters.")).why_not == "it cites nothing"

    def test_what_must_not_be_said_is_never_supported(self, tmp_path):
        (case,) = cases(tmp_path, {"must_not": ["7.2B"]})
        assert not verdict(case, said("Norbert-7B has 7.2B parameters.", 1)).is_supported

    def test_our_own_verdict_does_not_count(self, case):
        right = said("Norbert-7B has 7.2B parameters.", 1) | {"verdict": "contradicted"}
        assert verdict(case, right).is_supported

    def test_a_name_may_come_from_the_conversation(self, tmp_path):
        turn = {"role": "user", "content": "And Hugo?"}
        (case,) = cases(tmp_path, {"history": [turn]})
        assert verdict(case, said("Unlike Hugo it has 7.2B parameters.", 1)).is_supported

    def test_a_closed_list_proves_that_something_is_not_there(self, case):
        listed = {"quote": "The complete list of Norbert: Norbert-7B, Norbert-30B."}
        record = answered(said("There is no Norbert larger than Norbert-30B.", 1))
        record["sources"] = [record["sources"][0] | listed]
        assert judge(case, record).sentences[0].is_supported


class TestCitations:
    def test_an_invented_number_is_counted(self, case):
        judged = verdict(case, said("Norbert-7B has 7.2B parameters.", 1, 9))
        assert (judged.citations, judged.good_citations, judged.invented) == (2, 1, 1)

    def test_a_source_about_something_else_is_not_good(self, case):
        judged = verdict(case, said("Norbert-7B has 7.2B parameters.", 1, 2))
        assert (judged.citations, judged.good_citations) == (2, 1)

    def test_two_halves_are_both_needed(self, case):
        judged = verdict(case, said("It has 7.2B parameters and a context of 131,072.", 1, 2))
        assert (judged.good_citations, judged.needed_citations) == (2, 2)

    def test_an_unsupported_sentence_has_no_good_citation(self, case):
        assert verdict(case, said("Norbert-7B has 9B parameters.", 1)).good_citations == 0

    def test_the_expected_source_is_looked_for(self, tmp_path):
        expected = {"gold_source_urls": ["https://norbert.example/notes#top"]}
        (case,) = cases(tmp_path, expected)
        assert judge(case, answered(GOOD)).cites_gold is False
        assert judge(case, answered(GOOD | {"citations": [2]})).cites_gold is True
        assert judge(cases(tmp_path, {})[0], answered(GOOD)).cites_gold is None


class TestQuotes:
    def test_a_verbatim_quote_holds_in_any_language(self, case):
        quote = said("Контекст — 131 072 токена.", 2, by="quote")
        opinion = judge(case, answered(quote))
        assert opinion.sentences[0].is_supported
        assert opinion.broken_quotes == 0

    def test_a_verbatim_quote_of_what_must_not_be_said_is_wrong_but_not_broken(self, tmp_path):
        (case,) = cases(tmp_path, {"must_not": ["131 072"]})
        opinion = judge(case, answered(said("Контекст — 131 072 токена.", 2, by="quote")))
        assert not opinion.sentences[0].is_supported
        assert opinion.broken_quotes == 0

    def test_a_quote_is_a_claim_whatever_it_says(self, case):
        record = answered(said("Nothing was found:", 1, by="quote"))
        assert judge(case, record).broken_quotes == 1
        record["sources"] = [record["sources"][0] | {"quote": "Nothing was found: so be it."}]
        assert judge(case, record).broken_quotes == 0

    @pytest.mark.parametrize(
        ("text", "number"), [("Контекст — 131072 токена.", 2), ("Контекст — 131 072 токена.", 1)]
    )
    def test_another_is_broken(self, case, text, number):
        assert judge(case, answered(said(text, number, by="quote"))).broken_quotes == 1


@pytest.mark.parametrize(
    ("text", "factual"),
    [
        ("Norbert-7B has 7.2B parameters.", True),
        ("The weights of Norbert-7B are not published: the sources searched hold none.", True),
        ("Веса Norbert-7B не опубликованы: последнее свидетельство — 4 марта 2031 г.", True),
        ("The sources disagree; both values are given.", False),
        ("Источники расходятся, приведены оба значения.", False),
        ("No reason was found in the sources searched.", False),
        ("В отрывках нет информации о цене.", False),
        ("Here is what is known:", False),
        ("What do you need?", False),
        ("Yes.", False),
    ],
)
def test_what_a_source_could_prove(text, factual):
    assert is_factual(text) is factual
