"""The real page in headless Chromium: what a user sees and does."""

import time
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from assistant.errors import QuestionTooLong
from assistant.events import Failed
from assistant.network import Switch
from assistant.testing import ScriptedAssistant
from assistant.ui.status import Place, Status
from tests.ui.conftest import Open, Serve
from tests.ui.samples import BEGINNING, DRAFT, FULL, LEAD, OFFERS

pytestmark = [pytest.mark.browser, pytest.mark.allow_hosts(["127.0.0.1"])]


def ask(page: Page, question: str = "Почему нет базы?") -> None:
    page.locator("#box textarea").fill(question)
    page.locator("#box textarea").press("Enter")


def answered(page: Page) -> None:
    expect(page.locator("#chat .sn.done").last).to_be_visible()


def test_an_answer_streams_grey_and_locks(serve_page: Serve, open_page: Open):
    page = open_page(serve_page(ScriptedAssistant([*BEGINNING, DRAFT, 1.5, *FULL]).ask))
    ask(page)
    expect(page.locator("#chat .draft")).to_have_text("Плотной модели")
    answered(page)
    expect(page.locator("#chat .draft")).to_have_count(0)
    expect(page.locator("#chat .lead")).to_contain_text(LEAD.text)


def test_a_citation_opens_and_lights_its_card(serve_page: Serve, open_page: Open):
    page = open_page(serve_page(ScriptedAssistant(FULL).ask))
    ask(page)
    answered(page)
    page.locator('#chat a.cite[href="#src-1-2"]').first.click()
    expect(page.locator(".card.lit")).to_have_id("src-1-2")
    expect(page.locator(".card.lit")).to_contain_text("qwenlm.github.io/blog/qwen3")
    expect(page.locator(".card.lit")).to_be_in_viewport()
    assert "#" not in page.url


def test_each_answer_shows_its_own_sources(serve_page: Serve, open_page: Open):
    page = open_page(serve_page(ScriptedAssistant(FULL).ask))
    for number in (1, 2):
        ask(page)
        expect(page.locator("#chat .sn.done")).to_have_count(number)
    expect(page.locator("#src-2-1")).to_be_visible()
    expect(page.locator("#src-1-1")).to_be_hidden()
    page.locator('#chat a.cite[href="#src-1-1"]').first.click()
    expect(page.locator("#src-1-1")).to_be_visible()
    expect(page.locator("#src-2-1")).to_be_hidden()


def test_an_offer_asks_its_question(serve_page: Serve, open_page: Open):
    assistant = ScriptedAssistant(FULL)
    page = open_page(serve_page(assistant.ask))
    ask(page)
    answered(page)
    page.get_by_role("button", name=OFFERS[0].label).click()
    expect(page.locator("#chat .sn.done")).to_have_count(2)
    question, conversation = assistant.asked[1]
    assert question == OFFERS[0].question
    assert [turn.role for turn in conversation] == ["user", "assistant"]
    assert "<" not in conversation[1].content


def test_an_example_asks_its_question(serve_page: Serve, open_page: Open):
    assistant = ScriptedAssistant(FULL)
    page = open_page(serve_page(assistant.ask))
    page.locator("#chat .example").first.click()
    answered(page)
    assert assistant.asked[0][0].startswith("Почему у квент-3")


def test_stop_frees_the_page_within_a_second(serve_page: Serve, open_page: Open):
    assistant = ScriptedAssistant([*BEGINNING, DRAFT, 60.0, *FULL])
    page = open_page(serve_page(assistant.ask))
    ask(page)
    expect(page.locator("#chat .draft")).to_be_visible()
    begun = time.monotonic()
    page.locator("#box .stop-button").click()
    expect(page.locator("#chat .sn.interrupted")).to_be_visible()
    expect(page.locator("#box .submit-button")).to_be_visible()
    assert assistant.was_aborted.wait(1)
    assert time.monotonic() - begun < 1
    bubble = page.locator("#chat .sn.interrupted")
    expect(bubble).to_contain_text("Самая большая плотная")
    expect(bubble).not_to_contain_text("Плотной модели")
    assistant.script = FULL
    ask(page)
    answered(page)


def test_a_second_question_while_busy_is_refused_and_kept(serve_page: Serve, open_page: Open):
    assistant = ScriptedAssistant([*BEGINNING, 2.0, *FULL])
    page = open_page(serve_page(assistant.ask))
    ask(page)
    expect(page.locator("#chat .sn.running")).to_be_visible()
    ask(page, "Ещё вопрос")
    expect(page.get_by_text("Ещё отвечаю на прошлый вопрос")).to_be_visible()
    answered(page)
    expect(page.locator("#box textarea")).to_have_value("Ещё вопрос")
    assert len(assistant.asked) == 1


def test_shift_enter_begins_a_line_and_an_empty_question_is_not_asked(
    serve_page: Serve, open_page: Open
):
    assistant = ScriptedAssistant(FULL)
    page = open_page(serve_page(assistant.ask))
    box = page.locator("#box textarea")
    box.press("Enter")
    box.press_sequentially("раз")
    box.press("Shift+Enter")
    box.press_sequentially("два")
    box.press("Enter")
    answered(page)
    assert assistant.asked == [("раз\nдва", ())]


def test_an_empty_question_sent_by_the_button_is_explained(serve_page: Serve, open_page: Open):
    assistant = ScriptedAssistant(FULL)
    page = open_page(serve_page(assistant.ask))
    page.locator("#box .submit-button").click()
    expect(page.get_by_text("Сначала напишите вопрос")).to_be_visible()
    assert assistant.asked == []


def test_what_is_typed_while_an_answer_streams_stays(serve_page: Serve, open_page: Open):
    slow = [part for event in FULL for part in (event, 0.25)]
    page = open_page(serve_page(ScriptedAssistant(slow).ask))
    ask(page)
    expect(page.locator("#chat .sn.running")).to_be_visible()
    page.locator("#box textarea").press_sequentially("следующий вопрос", delay=100)
    expect(page.locator("#chat .sn.running")).to_be_visible()
    expect(page.locator("#box textarea")).to_have_value("следующий вопрос")
    answered(page)
    expect(page.locator("#box .submit-button")).to_be_visible()
    expect(page.locator("#box textarea")).to_have_value("следующий вопрос")


def test_a_refused_question_goes_back_into_the_box(serve_page: Serve, open_page: Open):
    page = open_page(serve_page(ScriptedAssistant([QuestionTooLong("5,000 characters")]).ask))
    ask(page, "очень длинный вопрос")
    expect(page.locator("#chat .notice")).to_contain_text("Вопрос слишком длинный")
    expect(page.locator("#box textarea")).to_have_value("очень длинный вопрос")


def test_an_error_of_the_program_leaves_what_was_verified(serve_page: Serve, open_page: Open):
    page = open_page(serve_page(ScriptedAssistant(BEGINNING).ask))
    ask(page)
    expect(page.locator("#chat .sn.broken")).to_contain_text("Самая большая плотная")
    expect(page.locator("#chat .notice")).to_contain_text("внутренняя ошибка")
    expect(page.locator("#box .submit-button")).to_be_visible()


def test_trouble_with_the_model_is_said_and_the_answer_comes(serve_page: Serve, open_page: Open):
    script = [*BEGINNING, Failed("The model process died.", "Ask again."), *FULL]
    page = open_page(serve_page(ScriptedAssistant(script).ask))
    ask(page)
    answered(page)
    expect(page.locator("#chat .notice").first).to_contain_text("The model process died.")


def test_a_new_conversation_is_empty(serve_page: Serve, open_page: Open):
    assistant = ScriptedAssistant(FULL)
    page = open_page(serve_page(assistant.ask))
    ask(page)
    answered(page)
    page.locator("#clear").click()
    expect(page.locator("#chat .welcome")).to_be_visible()
    expect(page.locator(".card")).to_have_count(0)
    ask(page)
    answered(page)
    assert assistant.asked[1][1] == ()


@pytest.mark.parametrize(("locale", "greeting"), [("ru-RU", "О каком"), ("en-US", "Which release")])
def test_the_page_speaks_the_browsers_language(
    serve_page: Serve, open_page: Open, locale: str, greeting: str
):
    page = open_page(serve_page(ScriptedAssistant(FULL).ask), locale=locale)
    expect(page.locator("#chat .welcome")).to_contain_text(greeting)
    expect(page.locator("html")).to_have_attribute("lang", locale[:2])


def test_the_language_can_be_switched_and_is_remembered(serve_page: Serve, open_page: Open):
    page = open_page(serve_page(ScriptedAssistant(FULL).ask))
    ask(page)
    answered(page)
    page.locator("#switch").click()
    expect(page.locator("#clear")).to_have_text("New conversation")
    expect(page.locator("#chat .figures")).to_contain_text("laid out by the ledger")
    expect(page.locator("#cards h3")).to_have_text("Sources")
    page.reload()
    expect(page.locator("#chat .welcome")).to_contain_text("Which release")


def test_a_setting_goes_before_the_browsers_language(serve_page: Serve, open_page: Open):
    page = open_page(serve_page(ScriptedAssistant(FULL).ask, language="en"))
    expect(page.locator("#chat .welcome")).to_contain_text("Which release")


def test_a_download_is_followed_until_the_model_is_ready(serve_page: Serve, open_page: Open):
    status = Status("downloading", fetching="Qwen3-8B", done_bytes=10, total_bytes=100)
    states = [status]
    page = open_page(serve_page(ScriptedAssistant(FULL).ask, lambda: states[0]))
    expect(page.locator("#model .percent")).to_have_text("10%")
    states[0] = replace(status, done_bytes=60)
    expect(page.locator("#model .percent")).to_have_text("60%")
    states[0] = Status("ready", "Qwen3-8B", "hub", Place(36, 36, has_gpu=True))
    expect(page.locator("#model")).to_contain_text("36/36 слоёв на видеокарте")


def test_a_copied_answer_has_its_footnotes(serve_page: Serve, open_page: Open):
    page = open_page(serve_page(ScriptedAssistant(FULL).ask))
    ask(page)
    answered(page)
    page.locator("#chat a.copy").click()
    expect(page.locator("#chat a.copy.done")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Плотной модели на 70B нет.[1]" in copied
    assert "[1] Qwen3 README — github.com/QwenLM/Qwen3" in copied
    assert "<" not in copied


def test_a_phone_shows_everything_without_scrolling_sideways(serve_page: Serve, open_page: Open):
    page = open_page(serve_page(ScriptedAssistant(FULL).ask), width=360, height=740)
    ask(page)
    answered(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    expect(page.locator("#sources")).not_to_be_in_viewport()
    page.locator("#chat a.cite").first.click()
    expect(page.locator(".card.lit")).to_be_in_viewport()
    page.locator("#cards .close").click()
    expect(page.locator("#sources")).not_to_be_in_viewport()


def test_a_page_and_its_answer_ask_no_other_server_and_log_no_error(
    serve_page: Serve, open_page: Open
):
    seen: list[str] = []
    page = open_page(serve_page(ScriptedAssistant(FULL).ask), seen=seen)
    ask(page)
    answered(page)
    page.locator("#chat a.cite").first.click()
    page.locator("#switch").click()
    expect(page.locator("#clear")).to_have_text("New conversation")
    assert seen == []


def test_the_page_can_be_taken_off_the_network_and_back(serve_page: Serve, open_page: Open):
    network = Switch()
    page = open_page(serve_page(ScriptedAssistant(FULL).ask, network=network), locale="en-US")
    box = page.get_by_label("Offline")
    expect(box).not_to_be_checked()
    box.check()
    page.wait_for_function("document.querySelector('#offline input').checked")
    expect(page.locator("#model .status")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Offline")).to_be_checked()
    assert network.offline
    page.get_by_label("Offline").uncheck()
    page.reload()
    expect(page.get_by_label("Offline")).not_to_be_checked()


def test_a_page_started_offline_stays_so(serve_page: Serve, open_page: Open):
    page = open_page(serve_page(ScriptedAssistant(FULL).ask, network=Switch(offline=True)))
    expect(page.get_by_label("Без сети")).to_be_checked()
    expect(page.get_by_label("Без сети")).to_be_disabled()
