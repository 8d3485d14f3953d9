"""The question this project began with, asked of the real assistant in the real page."""

import os
import re
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant.assembly import Built, build
from assistant.settings import Settings
from assistant.ui.run import status_now
from assistant.ui.texts import EXAMPLES
from tests.conftest import EMBEDDED
from tests.ui.conftest import Open, Serve
from tests.ui.pictures import screenshot

pytestmark = [
    pytest.mark.model,
    pytest.mark.browser,
    pytest.mark.allow_hosts(["127.0.0.1"]),
    pytest.mark.timeout(300),
]

NO_REASON = {"ru": "не придумывается", "en": "none is invented"}


@pytest.fixture
def built(tmp_path: Path, embedded_model: Path):
    settings = Settings(home=tmp_path, offline=True)
    settings.prepare()
    (settings.models / EMBEDDED).symlink_to(embedded_model)
    with closing(build(settings)) as built:
        built.supply.wait(120)
        yield built


@pytest.mark.parametrize(("language", "locale"), [("ru", "ru-RU"), ("en", "en-US")])
def test_the_seed_question_is_answered_with_footnotes_that_open(
    serve_page: Serve,
    open_page: Open,
    built: Built,
    tmp_path: Path,
    language: str,
    locale: str,
):
    seen: list[str] = []
    page = open_page(
        serve_page(built.assistant.ask, lambda: status_now(built)), locale=locale, seen=seen
    )
    expect(page.locator("#model .status.ready")).to_be_visible(timeout=60_000)
    page.locator("#chat .example").first.click()
    expect(page.locator("#chat .user")).to_contain_text(EXAMPLES[language][0])
    expect(page.locator("#chat .sn.done")).to_be_visible(timeout=240_000)
    answer = page.locator("#chat .sn .body")
    for part in ("32B", "235B-A22B", "Qwen3-30B-A3B-Base", NO_REASON[language]):
        expect(answer).to_contain_text(part)
    expect(page.locator("#chat .option")).to_have_count(3)
    page.locator("#chat a.cite").first.click()
    expect(page.locator(".card.lit")).to_contain_text(re.compile(r"qwen|github|arxiv"))
    assert seen == []
    # SNOSKA_TEST_PICTURES=docs makes the README's pictures anew
    folder = Path(os.environ.get("SNOSKA_TEST_PICTURES", tmp_path))
    screenshot(page, folder / f"page.{language}.png")


def test_an_answer_of_the_real_model_can_be_stopped(
    serve_page: Serve, open_page: Open, built: Built
):
    page: Page = open_page(serve_page(built.assistant.ask, lambda: status_now(built)))
    page.locator("#chat .example").first.click()
    page.locator("#box .stop-button").click()
    expect(page.locator("#chat .sn.interrupted")).to_be_visible(timeout=1000)
    page.locator("#box textarea").fill("Когда вышла Qwen3?")
    page.locator("#box textarea").press("Enter")
    expect(page.locator("#chat .sn.done")).to_contain_text("29 апреля 2025", timeout=240_000)
