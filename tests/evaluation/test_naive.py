"""The naive design: what it gives the model, and what it makes of what the model says."""

from datetime import date

import pytest

from assistant.domain import Finding, Findings, ModelIdentity, Question, Source, Turn
from assistant.errors import ModelCrashed
from assistant.evaluation.naive import NaiveAssistant, nearest, sentences
from assistant.events import Answered, Drafted, Failed, Found
from assistant.knowledge import Ledger
from assistant.pipeline import Assistant, Brain
from assistant.settings import resource
from assistant.testing import ScriptedModel

LEDGER = Ledger()
SOURCE = Source("s", "A card", "https://norbert.example", "maker", date(2031, 3, 4))


def brain(*replies):
    model = ScriptedModel(replies=list(replies))
    return Brain(model, ModelIdentity("scripted", "s.gguf", None), "guided", resource("prompts"))


def ask(thinker, text="When was Qwen3-8B released?", conversation=(), passages=4):
    assistant = Assistant(LEDGER, lambda: thinker, lambda _: ())
    return list(NaiveAssistant(assistant, thinker, passages).ask(text, conversation))


def finding(statement, kind="passage"):
    return Finding(kind, statement, SOURCE, date(2031, 3, 4))


@pytest.mark.parametrize("text", ["When was Qwen3-8B released?", "Когда вышла Qwen3-8B?"])
def test_the_model_reads_numbered_passages_and_the_question(text):
    thinker = brain("On a day [1].")
    found = next(event for event in ask(thinker, text) if isinstance(event, Found))
    last = thinker.model.seen[0][-1].content
    assert len(found.evidence) == 4
    assert all(f"[{item.number}] {item.statement}" in last for item in found.evidence)
    assert last.endswith(text)
    assert "Qwen3" in found.evidence[0].statement


def test_what_the_model_says_is_the_answer_unchecked():
    events = ask(brain("Qwen3 came out in 1999 [1][7]. It is fine."))
    answer = events[-1].answer
    assert [(s.text, s.citations) for s in answer.sentences] == [
        ("Qwen3 came out in 1999.", (1, 7)),
        ("It is fine.", ()),
    ]
    assert {s.by for s in answer.sentences} == {"model"}
    assert [item.number for item in answer.evidence] == [1, 2, 3, 4]
    drafted = "".join(event.text for event in events if isinstance(event, Drafted))
    assert drafted == "Qwen3 came out in 1999 [1][7]. It is fine."


def test_the_conversation_stands_before_the_question():
    thinker = brain("Yes [1].")
    ask(thinker, "And the base?", (Turn("user", "When was Qwen3-14B released?"),))
    said = [message.content for message in thinker.model.seen[0]]
    assert "When was Qwen3-14B released?" in said[-2]
    assert "Qwen3-14B" in said[-1]


def test_trouble_with_the_model_ends_the_answer():
    *_, failed, answered = ask(brain(ModelCrashed("It died.")))
    assert isinstance(failed, Failed)
    assert isinstance(answered, Answered)
    assert answered.answer.sentences == ()


def test_facts_and_passages_share_the_room():
    quotes = tuple(finding(f"Passage {number}.") for number in range(9))
    facts = tuple(finding(f"Fact {number}.", "fact") for number in range(9))
    question = Question("Which facts?", "en")
    both = nearest(Findings(facts=facts, quotes=quotes), question, 4)
    assert [item.kind for item in both] == ["fact", "fact", "passage", "passage"]
    assert both[2:] == quotes[:2]
    assert nearest(Findings(quotes=quotes), question, 4) == quotes[:4]
    assert nearest(Findings(facts=facts, quotes=quotes[:1]), question, 4)[-1] == quotes[0]


def test_facts_that_share_words_come_first():
    far, near = finding("Licences vary.", "fact"), finding("The context is 8 tokens.", "fact")
    long = finding("The context and " + " ".join(f"word{n}" for n in range(40)) + ".", "fact")
    found = Findings(facts=(far, long, near))
    assert nearest(found, Question("How long is the context?", "en"), 2) == (near, long)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[1] It is 7B.\n[2] It is MIT.", [("It is 7B.", (1,)), ("It is MIT.", (2,))]),
        ("[1][2]", []),
        ("", []),
        ("Да [1, 2].", [("Да.", (1, 2))]),
    ],
)
def test_markers_are_read_wherever_they_stand(text, expected):
    assert [(s.text, s.citations) for s in sentences(text)] == expected
