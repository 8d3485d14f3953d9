"""The cards of the sources panel."""

from dataclasses import replace
from functools import reduce

import pytest

from assistant.domain import Evidence, Finding, Passage, Source
from assistant.ui.exchange import Exchange, follow
from assistant.ui.sources import cards, host
from tests.ui.samples import DAY, EVIDENCE, FULL
from tests.ui.test_chat import HOSTILE, Seen


def answered(number: int = 1, evidence: tuple[Evidence, ...] = EVIDENCE) -> Exchange:
    return replace(reduce(follow, FULL, Exchange(number, "?")), evidence=evidence)


def from_source(url: str) -> tuple[Evidence, ...]:
    source = Source("s", "T", url, "local", DAY)
    return (Evidence(1, (Finding("fact", "so", source, DAY),)),)


def test_a_card_shows_title_address_date_and_what_the_source_says():
    text = Seen(cards([answered()], "ru")).text
    for part in (
        "Qwen3 README",
        "сам издатель · факт реестра · на 30.06.2025",
        "The largest dense Qwen3 is 32B.",
        "github.com/QwenLM/Qwen3",
    ):
        assert part in text


def test_a_quote_shows_the_headings_above_it():
    source = Source("s", "Bell", "", "local", DAY)
    headings = ("Bell", "[1.4.0](https://bell.example) - 2026-02-03", "Added <img src=x>")
    passage = Passage("s", 0, 2, "so", headings)
    evidence = (Evidence(1, (Finding("passage", "so", source, DAY, passage=passage),)),)
    seen = Seen(cards([answered(evidence=evidence)], "en"))
    assert "1.4.0 - 2026-02-03 › Added" in seen.text
    assert "img" not in [tag for tag, _ in seen.tags]


def test_a_quote_is_set_off_from_a_fact():
    tags = Seen(cards([answered()], "en")).having("said")
    names = [tag for tag, attrs in Seen(cards([answered()], "en")).tags if attrs in tags]
    assert names == ["p", "blockquote"]


def test_cards_of_different_answers_have_different_ids():
    seen = Seen(cards([answered(1), answered(2)], "en"))
    ids = [attrs["id"] for _, attrs in seen.tags if "id" in attrs]
    assert len(ids) == len(set(ids)) == 6
    assert "src-2-1" in ids


def test_a_link_names_its_whole_host_and_tells_it_nothing():
    links = [attrs for tag, attrs in Seen(cards([answered()], "en")).tags if tag == "a"]
    assert links[1] == {
        "href": "https://github.com/QwenLM/Qwen3",
        "target": "_blank",
        "rel": "noreferrer noopener",
    }


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x/y", "", "http://["],
)
def test_what_is_not_a_web_address_is_not_a_link(url: str):
    seen = Seen(cards([answered(evidence=from_source(url))], "en"))
    assert [attrs["href"] for tag, attrs in seen.tags if tag == "a"] == ["#close"]
    assert url in seen.text


def test_a_host_cannot_hide_behind_a_user_name():
    url = "https://github.com@evil.example/x"
    assert host(url) == "github.com@evil.example"
    assert (
        "github.com@evil.example/x" in Seen(cards([answered(evidence=from_source(url))], "en")).text
    )


def test_no_text_of_a_source_becomes_markup():
    source = Source("s", HOSTILE, f"https://x/{HOSTILE}", "third-party", DAY)
    evidence = (Evidence(1, (Finding("passage", HOSTILE, source, DAY),)),)
    seen = Seen(cards([answered(evidence=evidence)], "ru"))
    assert not {tag for tag, _ in seen.tags} & {"img", "script"}
    assert not any(name.startswith("on") for _, attrs in seen.tags for name in attrs)


def test_an_empty_panel_says_what_will_be_here():
    assert "Источники" in Seen(cards([], "ru")).text
    assert "appear here" in Seen(cards([], "en")).text
