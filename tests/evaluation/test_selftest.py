"""What a model can do, tried with scripted models and with the embedded default."""

import json

import pytest
from langchain_core.messages import AIMessage, ToolCall
from rich.console import Console

from assistant.domain import ModelIdentity
from assistant.evaluation.selftest import selftest
from assistant.evaluation.selftest_report import as_json, table
from assistant.generation.chat_model import ChatLlamaCpp
from assistant.knowledge import Ledger
from assistant.pipeline import Brain
from assistant.pipeline.ability import trial
from assistant.settings import resource
from assistant.testing import ScriptedJudge, ScriptedModel

LEDGER = Ledger()
CALL = AIMessage(
    "", tool_calls=[ToolCall(name="search_releases", args={"subject": "Qwen3-8B"}, id="1")]
)
ABLE = [
    *(CALL, "Qwen3-8B has 36 layers [2]."),
    *(CALL, "У Qwen3-8B 36 слоёв [2]."),
    "Лицензия говорит, что можно делать с программой.",
]


def brain(model, style="tools"):
    return Brain(model, ModelIdentity("scripted", "s.gguf", None), style, resource("prompts"))


def test_a_model_that_calls_cites_and_writes_russian_writes_answers():
    found = selftest(brain(ScriptedModel(replies=ABLE)), LEDGER)
    assert [found.share(skill) for skill in ("calls", "cites", "russian")] == [1.0, 1.0, 1.0]
    assert found.style == "tools"
    assert found.share("yes_no") is None


@pytest.mark.parametrize(
    ("number", "reply", "skill"),
    [
        (0, "I think it has 36.", "calls"),
        (1, "Qwen3-8B has 99 layers [2].", "cites"),
        (1, "Qwen3-8B has 36 layers.", "cites"),
        (4, "A licence says what you may do.", "russian"),
        (4, "Лицензия 许可证许可证许可证许可证许可证.", "russian"),
    ],
)
def test_one_that_lacks_a_skill_is_guided(number, reply, skill):
    replies = [*ABLE[:number], reply, *ABLE[number + 1 :]]
    found = selftest(brain(ScriptedModel(replies=replies)), LEDGER)
    assert found.share(skill) < 1
    assert found.style == "guided"


@pytest.mark.parametrize("likely", [0.8, 0.2])
def test_who_always_says_the_same_does_not_tell_yes_from_no(likely):
    model = ScriptedJudge(replies=ABLE, odds=lambda _: likely)
    found = selftest(brain(model), LEDGER)
    assert found.share("yes_no") == 0.5
    assert not found.judges


@pytest.mark.parametrize(("slips", "judges"), [(1, True), (2, False)])
def test_who_tells_nine_of_ten_may_judge(slips, judges):
    answers = [pair.is_true for pair in trial(LEDGER)]
    given = iter([not right for right in answers[:slips]] + answers[slips:])
    found = selftest(brain(ScriptedJudge(replies=ABLE, odds=lambda _: float(next(given)))), LEDGER)
    assert found.judges is judges
    assert json.loads(as_json(found, brain(ScriptedModel(replies=ABLE))))["judges"] is judges


def test_what_there_is_no_time_for_is_not_tried():
    model = ScriptedModel(replies=ABLE)
    found = selftest(brain(model), LEDGER, seconds=0)
    assert model.seen == []
    assert (found.style, found.share("calls"), found.judges) == ("guided", None, False)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_report_stands_beside_the_catalogue(language):
    thinker = brain(ScriptedModel(replies=ABLE), "guided")
    found = selftest(thinker, LEDGER)
    console = Console(width=80, record=True)
    console.print(table(found, thinker, language))
    assert "tools" in console.export_text()
    said = json.loads(as_json(found, thinker))
    assert (said["style"], said["catalogue"], said["agrees"]) == ("tools", "guided", False)


@pytest.mark.model
def test_the_embedded_default_is_what_the_catalogue_says(embedded_model, chatml):
    model = ChatLlamaCpp(model="e", path=embedded_model, template=chatml, context=2048)
    found = selftest(brain(model, "guided"), LEDGER)
    assert found.style == "guided"
    assert found.share("russian") == 1.0
    assert not found.judges
