"""One tab's conversation."""

from assistant.ui.conversation import Conversation
from tests.ui.samples import BEGINNING, FULL, LISTED


def asked(*questions: str) -> Conversation:
    conversation = Conversation("ru")
    for question in questions:
        conversation.ask(question)
    return conversation


def test_numbers_are_never_used_twice():
    conversation = asked("раз")
    conversation.clear()
    conversation.ask("два")
    assert [each.number for each in conversation.exchanges] == [2]


def test_stop_keeps_what_was_verified_and_takes_no_more():
    conversation = asked("раз")
    stop = conversation.begin()
    conversation.follow(1, BEGINNING)
    conversation.stop()
    conversation.follow(1, FULL)
    assert stop.is_set()
    assert conversation.exchanges[0].stage == "interrupted"
    assert conversation.exchanges[0].sentences == (LISTED,)
    assert conversation.running is None


def test_events_of_a_stopped_question_do_not_reach_the_next():
    conversation = asked("раз")
    conversation.begin()
    conversation.stop()
    conversation.ask("два")
    conversation.follow(1, FULL)
    conversation.end(1)
    assert [each.stage for each in conversation.exchanges] == ["interrupted", "waiting"]


def test_the_model_is_told_what_was_said_before():
    conversation = asked("раз")
    conversation.follow(1, FULL)
    conversation.ask("два")
    assert conversation.before(conversation.exchanges[1])[0].content == "раз"
    assert conversation.before(conversation.exchanges[0]) == ()


def test_an_answer_that_never_came_is_marked_as_broken():
    conversation = asked("раз")
    conversation.end(1)
    assert conversation.exchanges[0].stage == "broken"


def test_an_answer_that_came_is_not():
    conversation = asked("раз")
    conversation.follow(1, FULL)
    conversation.end(1)
    assert conversation.exchanges[0].stage == "done"
