"""What is quoted, and when nothing is."""

from datetime import date

import pytest

from assistant.domain import Finding, Passage, Question, Source
from assistant.planning import no_meaning, remembered
from assistant.planning.quote_choice import choose

DAY = date(2026, 2, 3)


def passage(text, *headings, title="Changelog (bell_CHANGELOG.md)", version="", day=None):
    source = Source("s", title, f"file:///notes/{title}", "local", DAY)
    slice_ = Passage("s", 0, len(text), text, (title, *headings), version, day)
    return Finding("passage", text, source, DAY, passage=slice_)


NOTES = (
    passage("## 8.0.0 (2026-02-03)\n\n- The gong needs Node 18.", "8.0.0 (2026-02-03)",
            version="8.0.0", day=DAY),
    passage("- The gong needs Node 16.", "7.0.0", version="7.0.0"),
)  # fmt: skip


def quoted(text, quotes=NOTES, hints=None, meaning=no_meaning):
    chosen = choose(Question(text, "en"), quotes, hints or {}, meaning)
    return [unit.text for found in chosen for unit in found.units]


def test_a_version_is_looked_for_in_the_notes_of_that_program_and_version():
    assert quoted("Which Node does the gong of Bell 8 need?") == ["The gong needs Node 18."]
    assert quoted("Which Node does the gong of Bell 7 need?") == ["The gong needs Node 16."]


@pytest.mark.parametrize("name", ["Bell 9", "Bell 80", "Drum 8"])
def test_what_no_document_is_about_is_not_answered_from_another(name):
    assert not quoted(f"Which Node does the gong of {name} need?")


def test_an_identifier_that_nothing_names_is_not_answered():
    assert not quoted("What is the default of gongDelay in Bell 8?")


def test_a_day_that_stands_in_a_heading_answers():
    hints = {"released": ("releas",)}
    assert "8.0.0 (2026-02-03)" in quoted("When was Bell 8.0.0 released?", hints=hints)


def test_meaning_decides_where_words_do_not():
    question = "Is loud music allowed?"
    notes = (passage("Concerts may be noisy."), passage("The door is red."))
    near = {"Concerts may be noisy.": 0.95, "The door is red.": 0.75}

    def meaning(texts):
        return [next(value for end, value in near.items() if t.endswith(end)) for t in texts]

    assert not quoted(question, notes)
    assert quoted(question, notes, meaning=meaning) == ["Concerts may be noisy."]


def test_no_text_is_compared_twice():
    asked = []

    def lengths(texts):
        asked.extend(texts)
        return [float(len(text)) for text in texts]

    meaning = remembered(lengths)
    assert meaning(["tea", "bell", "tea"]) == [3.0, 4.0, 3.0]
    assert meaning(["bell", "water"]) == [4.0, 5.0]
    assert asked == ["tea", "bell", "water"]


def test_what_cannot_be_compared_stays_so():
    assert remembered(no_meaning)(["tea"]) == ()


TUNES = ("Summer", "Autumn", "Winter", "Easter", "Wedding", "Farewell")


def test_a_list_is_given_whole():
    said = "The bell knows these tunes no more:\n\n" + "\n".join(f"- {tune}" for tune in TUNES)
    found = quoted(
        "Which tunes does Bell 6 know no more?", (passage(said, "6.0.0", version="6.0.0"),)
    )
    assert set(TUNES) <= set(found)


CARDS = (passage("Gong-2 needs 20 GB of memory, a whistle needs 1 GB."),)


def test_ones_own_card_need_not_be_named_and_any_other_must():
    found = quoted("I have an RTX 3090. Is that enough memory for Gong-2?", CARDS)
    assert found == ["Gong-2 needs 20 GB of memory, a whistle needs 1 GB."]
    assert not quoted("How much memory does Gong-2 need on the RTX 3090 board?", CARDS)


def test_how_long_is_answered_in_days():
    notes = (passage("Casting Gong-2 took 300 workers."), passage("Casting Gong-2 took 21 days."))
    assert quoted("How long did casting Gong-2 take?", notes)[0] == "Casting Gong-2 took 21 days."


CODE = (
    passage(
        "Load it:\n\n```sh\nlms import bell.gguf\nprint('gong')\n```\n\nIt rings.\n\n"
        "```\n2026-01-19 add Gong-2\n2026-01-20 tidy up\n```\n"
    ),
)


def test_a_command_is_quoted_where_one_is_asked_for_and_other_code_never():
    assert quoted("Which command imports bell.gguf?", CODE) == ["lms import bell.gguf"]
    assert "lms import bell.gguf" not in quoted("What is bell.gguf?", CODE)
    assert not any("print" in text for text in quoted("Which command prints the gong?", CODE))


def test_a_line_of_a_log_gives_the_day_of_what_it_names():
    assert quoted("What day was Gong-2 added?", CODE) == ["2026-01-19 add Gong-2"]


def test_a_slip_in_a_word_is_forgiven_when_one_word_alone_is_like_it():
    notes = (passage("The recommended temperature is low."), passage("The gong is heavy."))
    assert quoted("what temprature is recomended", notes) == ["The recommended temperature is low."]


def test_words_that_begin_like_a_month_count():
    notes = (passage("Greedy decoding is discouraged."), passage("Greedy people are discouraged."))
    assert quoted("Is greedy decoding discouraged?", notes)[0] == "Greedy decoding is discouraged."


def test_whose_site_is_named_need_not_stand_in_the_quote():
    notes = (passage("2024-03-06: Gong-9 is available to the public."),)
    assert quoted("What day did Chimes.AI make Gong-9 available to the public?", notes)


def test_a_family_named_in_a_document_about_one_member_means_that_member():
    cast = "Bell 2 was cast from bronze."
    asked = "What was Bell 2 7B cast from?"
    assert quoted(asked, (passage(cast, title="Bell 2 7B model card"),)) == [cast]
    assert not quoted(asked, (passage(cast, title="Bell 2 13B model card"),))


def test_notes_of_a_version_give_its_day_however_it_is_asked_for():
    assert quoted("On what day did Bell 8.0.0 see the light?")
    assert not quoted("On what day did Bell 7.0.0 see the light?")


def test_a_field_in_the_head_of_a_page_answers_what_asks_for_it_alone():
    notes = (passage("---\nlicense: mit\n---\nThe door of Bell3 is red.", title="Bell3 card"),)
    assert quoted("Which license has Bell3?", notes) == ["license: mit"]
    assert "license: mit" not in quoted("Which door has Bell3?", notes)


def test_nothing_is_quoted_of_a_test_or_a_card_that_no_document_names():
    notes = (passage("Bell3 scores 81 on MMLU and writes 30 tokens per second on an H20."),)
    scored = Question(
        "What does Bell3 get on MERA?", "en", predicates=("score_mmlu",), things=("MERA",)
    )
    fast = Question(
        "How many tokens per second does Bell3 write on a 5090?",
        "en",
        predicates=("speed_x",),
        cards=(("5090", 1),),
    )
    assert not choose(scored, notes, {}, no_meaning)
    assert not choose(fast, notes, {}, no_meaning)
    known = Question(
        "How many tokens per second does Bell3 write on an H20?",
        "en",
        predicates=("speed_x",),
        cards=(("H20", 1),),
    )
    assert choose(known, notes, {}, no_meaning)[0].units


def test_notes_of_each_version_that_is_named_are_taken():
    notes = (
        passage("- The gong is new.", "8.0.0", version="8.0.0", day=DAY),
        passage("- The door is red.", "7.0.0", version="7.0.0", day=DAY),
    )
    found = choose(
        Question("When did Bell 8.0.0 and Bell 7.0.0 come out?", "en"), notes, {}, no_meaning
    )
    assert {unit.text for one in found for unit in one.units} == {
        "The gong is new.",
        "The door is red.",
    }


def test_a_number_behind_a_name_is_no_version_that_needs_no_proof():
    notes = (passage("Bell 3 is an instrument of the orchestra."),)
    far, near = (lambda texts, cosine=cosine: [cosine] * len(texts) for cosine in (0.855, 0.9))
    question = "Can I sell Bell 3 to a museum?"
    assert not quoted(question, notes, meaning=far)
    assert quoted(question, notes, meaning=near)
