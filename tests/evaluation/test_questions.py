"""Files of questions: what is read, and how a mistake is told."""

import json

import pytest

from assistant.domain import Turn
from assistant.errors import QuestionsWrong
from assistant.evaluation.questions import read_questions
from tests.evaluation.samples import LINE, cases, lines


def test_a_line_becomes_a_case(tmp_path):
    history = [{"role": "user", "content": "Norbert?"}, {"role": "assistant", "content": "Yes."}]
    (case,) = cases(
        tmp_path,
        {"history": history, "must_not": ["8B"], "gold_source_urls": ["https://norbert.example"]},
    )
    assert (case.id, case.language, case.kind, case.is_answerable) == ("a1", "en", "numeric", True)
    assert case.conversation == (Turn("user", "Norbert?"), Turn("assistant", "Yes."))
    assert case.must_have[0].search("7.2 BILLION")
    assert case.must_not[0].search("8b")
    assert case.gold_urls == ("https://norbert.example",)


def test_fields_of_others_and_empty_lines_do_not_matter(tmp_path):
    file = tmp_path / "q.jsonl"
    file.write_bytes(b"\xef\xbb\xbf\r\n" + lines({"note": "x", "pair": None}).encode() + b"\n\n")
    assert [case.id for case in read_questions(file)] == ["a1"]


def test_a_separator_of_lines_inside_a_text_is_no_new_line(tmp_path):
    (case,) = cases(tmp_path, {"question": "One\u2028or two?"})
    assert case.text == "One\u2028or two?"


WRONG = {
    "no JSON": "{",
    "a list": "[]",
    "no question": json.dumps({key: LINE[key] for key in LINE if key != "question"}),
    "nothing asked": json.dumps(LINE | {"question": " ? "}),
    "a language that is none": json.dumps(LINE | {"lang": "fr"}),
    "an expression that is none": json.dumps(LINE | {"must_have": ["(7"]}),
    "a turn by nobody": json.dumps(LINE | {"history": [{"role": "x", "content": ""}]}),
}


@pytest.mark.parametrize("line", WRONG.values(), ids=WRONG)
def test_a_mistake_is_told_with_file_and_line(tmp_path, line):
    file = tmp_path / "q.jsonl"
    file.write_text(lines({"id": "first"}) + "\n" + line, "utf-8")
    with pytest.raises(QuestionsWrong, match=r"q\.jsonl, line 3: ") as told:
        read_questions(file)
    assert "\n" not in str(told.value)


def test_an_id_stands_once(tmp_path):
    with pytest.raises(QuestionsWrong, match="'a1' stands there twice"):
        cases(tmp_path, {}, {})


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"\xff\xfe\xff"], ids=["empty", "blank", "binary"]
)
def test_a_file_without_questions_is_told(tmp_path, content):
    file = tmp_path / "q.jsonl"
    file.write_bytes(content)
    with pytest.raises(QuestionsWrong, match=r"q\.jsonl"):
        read_questions(file)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(QuestionsWrong, match=r"none\.jsonl"):
        read_questions(tmp_path / "none.jsonl")
