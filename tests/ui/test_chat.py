"""What a bubble shows, and that nothing in it can become markup of its own."""

import re
from dataclasses import replace
from functools import reduce
from html.parser import HTMLParser
from typing import Any

import pytest

from assistant.domain import Finding, Language, Sentence, Source, Verdict
from assistant.events import Answered, Drafted, Event, Failed, Thought, ToolUsed
from assistant.ui.chat import bubble, messages
from assistant.ui.exchange import Exchange, follow
from tests.ui.samples import (
    ANSWER,
    BEGINNING,
    DAY,
    DRAFT,
    EVIDENCE,
    FULL,
    OFFERS,
    STEP,
    answer_of,
)

LANGUAGES: list[Language] = ["ru", "en"]
HOSTILE = '<img src="//x"><script>alert(1)</script>![i](http://x/y) [a](javascript:z) " onclick="q'


class Seen(HTMLParser):
    """Collects tags, their attributes and the visible text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def having(self, css: str) -> list[dict[str, str | None]]:
        return [each for _, each in self.tags if css in (each.get("class") or "").split()]


def exchange(*events: Event, number: int = 1) -> Exchange:
    return reduce(follow, events, Exchange(number, "Почему нет базы 70B?"))


def shown(*events: Event, language: Language = "ru") -> Seen:
    return Seen(bubble(exchange(*events), language))


def test_draft_is_grey_until_it_is_checked():
    before, after = shown(*BEGINNING, DRAFT), shown(*FULL)
    assert len(before.having("draft")) == 1
    assert "Плотной модели" in before.text
    assert after.having("draft") == []
    assert "Плотной модели на 70B нет." in after.text


def test_a_draft_of_a_section_not_framed_yet_stands_on_top():
    html = bubble(exchange(*BEGINNING, Drafted("draft-0", "Сначала")), "ru")
    assert html.index("Сначала") < html.index("Самая большая")


def test_headings_lists_and_tables_keep_their_form():
    tags = [tag for tag, _ in shown(*FULL).tags]
    assert tags.count("h4") == 2
    assert tags.count("li") == 2
    assert tags.count("th") == 2
    assert tags.count("td") == 2


def test_every_citation_links_to_the_card_of_its_own_message():
    links = [link["href"] for link in Seen(bubble(exchange(*FULL, number=7), "ru")).having("cite")]
    assert links == ["#src-7-1", "#src-7-1", "#src-7-2", "#src-7-2", "#src-7-2"]


@pytest.mark.parametrize(
    ("language", "wording"),
    [("ru", "Слова модели, сверенные с источником"), ("en", "The model’s words")],
)
def test_who_worded_a_sentence_can_be_read(language: Language, wording: str):
    title = shown(*FULL, language=language).having("by-model")[0]["title"] or ""
    assert wording in title
    assert len(shown(*FULL, language=language).having("is-partly")) == 1


def test_the_share_of_the_model_is_always_shown():
    assert re.search(r"модель 1\s+реестр 2\s+цитата 1", shown(*FULL).text)


@pytest.mark.parametrize(
    ("language", "figures"),
    [
        (
            "ru",
            "изложено реестром, вступление написала модель · Qwen3-0.6B · "
            "первое слово через 1,2 с · всего 5,7 с · 9,5 ток/с",
        ),
        (
            "en",
            "laid out by the ledger, lead by the model · Qwen3-0.6B · "
            "first word after 1.2 s · 5.7 s in total · 9.5 tok/s",
        ),
    ],
)
def test_time_speed_and_style_stand_under_the_answer(language: Language, figures: str):
    assert figures in shown(*FULL, language=language).text


def test_an_answer_without_a_model_names_no_speed():
    text = shown(*answer_of(Sentence("Да.", "ledger"))).text
    assert "составлено реестром без модели" in text
    assert "ток/с" not in text


def test_an_answer_in_which_no_word_of_the_model_held_says_so():
    overruled = Answered(replace(ANSWER, style="ledger"))
    assert "слова модели не прошли проверку · Qwen3-0.6B" in shown(*BEGINNING, overruled).text


def test_what_is_going_on_is_said_until_the_answer_is_there():
    assert "Ищу в реестре" in shown(*BEGINNING[:1]).text
    assert shown(*FULL).having("now") == []


def test_an_interrupted_answer_says_so_and_keeps_what_was_verified():
    seen = Seen(bubble(exchange(*BEGINNING, DRAFT).cut_short("interrupted"), "ru"))
    assert "Остановлено" in seen.text
    assert "Самая большая плотная" in seen.text
    assert "Плотной модели" not in seen.text


def test_trouble_is_one_sentence_with_a_hint():
    text = shown(*BEGINNING, Failed("The model process died.", "Ask again."), *FULL[-1:]).text
    assert "ответ составлен по реестру. The model process died. Ask again." in text


def test_the_newest_answer_offers_follow_ups_and_an_older_one_does_not():
    both = messages([exchange(*FULL), exchange(*FULL, number=2)], "ru")
    offering = [message for message in both if "options" in message]
    assert offering == [both[-1]]
    assert offering[0]["options"] == [{"value": o.question, "label": o.label} for o in OFFERS]


def test_the_step_and_the_thinking_are_folded():
    folded = [each for each in messages([exchange(*FULL)], "ru") if "metadata" in each]
    assert [each["metadata"]["status"] for each in folded] == ["done", "done"]
    title = Seen(folded[0]["metadata"]["title"]).text
    assert title == 'search_releases(subject="Qwen3") → источников: 2'
    assert "имя исправлено" in Seen(folded[0]["content"][0]["text"]).text


def test_thinking_is_open_while_it_runs():
    last = messages([exchange(*BEGINNING[:5])], "en")[-2]
    assert last["metadata"]["status"] == "pending"


def test_a_very_long_question_is_cut_in_the_display_only():
    asked = Exchange(1, "а" * 100_000)
    assert len(messages([asked], "ru")[0]["content"][0]["text"]) < 2_100
    assert len(asked.asked) == 100_000


def hostile_events() -> list[Event]:
    source = Source(HOSTILE, HOSTILE, "javascript:alert(1)", "third-party", DAY)
    evidence = (replace(EVIDENCE[0], findings=(Finding("passage", HOSTILE, source, DAY),)),)
    sentence = Sentence(HOSTILE, "model", (1,), Verdict.SUPPORTED)
    finished = answer_of(sentence, evidence)
    step = replace(STEP, tool=HOSTILE, arguments={"subject": HOSTILE}, repaired=HOSTILE)
    return [finished[0], ToolUsed(step), Thought(HOSTILE), Failed(HOSTILE, HOSTILE), finished[1]]


def texts(message: dict[str, Any]) -> list[str]:
    title = message.get("metadata", {}).get("title", "")
    return [message["content"][0]["text"], title]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_others_becomes_a_tag_a_link_or_an_attribute(language: Language):
    asked = replace(exchange(*hostile_events()), asked=HOSTILE)
    drafting = follow(exchange(*BEGINNING), Drafted("lead", HOSTILE))
    seen = [Seen(text) for each in messages([asked, drafting], language) for text in texts(each)]
    tags = [tag for each in seen for tag in each.tags]
    assert not {name for name, _ in tags} & {"img", "script", "iframe", "form", "input", "style"}
    assert all((attrs.get("href") or "#").startswith("#") for _, attrs in tags)
    assert not any(name.startswith("on") for _, attrs in tags for name in attrs)
    assert all(HOSTILE not in text for each in messages([asked], language) for text in texts(each))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bubble_is_one_line_so_that_markdown_leaves_it_alone(language: Language):
    for upto in range(len(FULL) + 1):
        html = bubble(exchange(*FULL[:upto]), language)
        assert html.startswith("<div")
        assert len(html.splitlines()) == 1


def test_the_answer_in_the_bubble_is_the_answer():
    text = shown(*FULL).text
    for sentence in ANSWER.sentences:
        assert sentence.text.split(" ¦ ")[0].split(".")[0] in text
