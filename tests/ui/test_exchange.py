"""Events are folded into what the page shows."""

from dataclasses import replace
from functools import reduce

import pytest

from assistant.domain import Section, Sentence, Turn
from assistant.events import Checked, Drafted, Event, Failed, Planned, Thought
from assistant.ui.exchange import Exchange, follow, turns
from tests.ui.samples import ANSWER, BEGINNING, DRAFT, FULL, LEAD, LISTED, PLAN, QUOTE

ASKED = Exchange(1, "Почему нет базы 70B?")


def folded(*events: Event) -> Exchange:
    return reduce(follow, events, ASKED)


def test_a_whole_stream_ends_in_the_answer():
    exchange = folded(*FULL)
    assert exchange.stage == "done"
    assert exchange.sections == ANSWER.sections
    assert exchange.evidence == ANSWER.evidence
    assert exchange.draft == ""


@pytest.mark.parametrize(
    ("events", "stage"),
    [
        (0, "waiting"),
        (1, "searching"),
        (2, "searching"),
        (3, "reading"),
        (4, "reading"),
        (5, "thinking"),
    ],
)
def test_each_stage_has_a_name(events: int, stage: str):
    assert folded(*BEGINNING[:events]).stage == stage


def test_a_checked_sentence_takes_the_place_of_its_draft():
    before = folded(*BEGINNING, DRAFT, Drafted("lead", " на 70B нет [1]. А ещё"))
    after = follow(before, Checked("lead", LEAD))
    assert before.draft == "Плотной модели на 70B нет [1]. А ещё"
    assert after.draft == " А ещё"
    assert after.sections[0].sentences == (LEAD,)


def test_a_rewritten_sentence_takes_the_place_of_the_first_drafted_one():
    drafted = folded(*BEGINNING, Drafted("lead", "## Итог\nНеверно сказано [1]. А ещё"))
    rewritten = follow(drafted, Checked("lead", replace(LEAD, by="ledger")))
    assert rewritten.draft == " А ещё"


def test_a_sentence_after_a_removed_one_takes_both_drafts_away():
    drafted = folded(*BEGINNING, Drafted("lead", "Выдумка. Плотной модели на 70B нет. Даль"))
    assert follow(drafted, Checked("lead", LEAD)).draft == " Даль"


def test_a_new_frame_keeps_what_was_verified():
    grown = replace(PLAN, sections=(Section("draft-1", "text", (), "Новое"), *PLAN.sections))
    exchange = folded(*BEGINNING, Planned(grown))
    said = {section.key: section.sentences for section in exchange.sections}
    assert said == {"draft-1": (), "lead": (), "list": (LISTED,), "table": ()}


def test_a_sentence_of_an_unknown_section_is_not_lost():
    exchange = folded(*BEGINNING, Checked("more", QUOTE))
    assert exchange.sections[-1].sentences == (QUOTE,)


def test_trouble_with_the_model_drops_the_draft_and_goes_on():
    exchange = folded(*BEGINNING, DRAFT, Failed("It died.", "Ask again."))
    assert exchange.draft == ""
    assert exchange.is_running
    assert folded(*BEGINNING, Failed("It died.", "Ask again."), *FULL[-1:]).trouble is not None


def test_an_exchange_cut_short_keeps_only_what_was_verified():
    cut = folded(*BEGINNING, DRAFT).cut_short("interrupted")
    assert (cut.draft, cut.sentences, cut.is_running) == ("", (LISTED,), False)


def test_the_model_reads_verified_plain_text_only():
    finished = folded(*FULL)
    unanswered = Exchange(2, "Ещё?").refused("no", "hint")
    said = turns([finished, unanswered])
    assert said[0] == Turn("user", finished.asked)
    assert [turn.role for turn in said] == ["user", "assistant"]
    assert LEAD.text in said[1].content
    assert "[1]" not in said[1].content
    assert "Посмотрю" not in said[1].content


def test_thinking_grows_piece_by_piece():
    assert folded(Thought("а"), Thought("б")).thought == "аб"


def test_a_sentence_that_is_not_in_the_draft_leaves_no_orphan_behind():
    other = Sentence("Совсем другое.", "ledger")
    assert folded(Drafted("lead", "Первое."), Checked("lead", other)).draft == ""
