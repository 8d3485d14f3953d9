"""What a model can do, tried with scripted models and with the embedded default."""

import json

import pytest
from langchain_core.messages import AIMessage, ToolCall
from rich.console import Console

from assistant.domain import ModelIdentity
from assistant.evaluation.selftest import selftest
from assistant.evaluation.selftest_report import as_json, table
from assistant.generation.chat_model import ChatLlamaCpp
from assistant.generation.wire import Scored
from assistant.knowledge import Ledger
from assistant.pipeline import Brain
from assistant.settings import resource
from assistant.testing import ScriptedModel

LEDGER = Ledger()
CALL = AIMessage(
    "", tool_calls=[ToolCall(name="search_releases", args={"subject": "Qwen3-8B"}, id="1")]
)
ABLE = [
    *(CALL, "Qwen3-8B has 36 layers [2]."),
    *(CALL, "У Qwen3-8B 36 слоёв [2]."),
    "Лицензия говорит, что можно делать с программой.",
]


class Judge(ScriptedModel):
    """A scripted model that finds whatever it is told likely."""

    says_yes: bool = True

    def score(self, messages, texts):
        return Scored((-1.0, -2.0) if self.says_yes else (-2.0, -1.0), (1, 1))


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


@pytest.mark.parametrize("says_yes", [True, False])
def test_who_always_says_the_same_does_not_tell_yes_from_no(says_yes):
    found = selftest(brain(Judge(replies=ABLE, says_yes=says_yes)), LEDGER)
    assert found.share("yes_no") == 0.5


def test_what_there_is_no_time_for_is_not_tried():
    model = ScriptedModel(replies=ABLE)
    found = selftest(brain(model), LEDGER, seconds=0)
    assert model.seen == []
    assert (found.style, found.share("calls")) == ("guided", None)


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
