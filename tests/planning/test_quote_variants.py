"""Whether documents give an address of the version of a model that is asked for."""

from datetime import date

import pytest

from assistant.domain import Finding, Findings, Intent, Passage, Question, Source
from assistant.planning import Footnotes
from assistant.planning.quote_variants import variant_claims
from assistant.planning.shelf import Shelf
from assistant.planning.variants import asks_whether_there_is, kinds_asked, listed

DAY = date(2026, 2, 3)


def passages(*texts):
    return tuple(
        Finding("passage", text, Source(str(at), "Notes", f"file:///{at}", "local", DAY), DAY,
                passage=Passage(str(at), 0, len(text), text, ("Notes",)))
        for at, text in enumerate(texts)
    )  # fmt: skip


HUB = passages(
    "Weights: https://hub.example/bell/Bell3-8B-Base and [base](https://hub.example/bell/Bell3-14B-Base).",
    "We tested bell/Bell3-32B, bell/Bell3-90B-A9B-Instruct and fork/Bell3-8B-Base; bell/Bell3-8B-Base won.",
    "| gong-ai/Gong-V3-Base | 671B | img/bell3-base.png | bell/Bell3-GGUF-notes.md |",
)


def told(text, addresses=HUB, **given):
    shelf = Shelf(Findings(addresses=addresses), Footnotes(), "en")
    return [claim.text for claim in variant_claims(Question(text, "en", **given), shelf)]


def test_a_version_with_an_address_exists():
    (claim,) = told("Is there a base version of Bell3-8B?")
    assert claim == "Yes, there is a Base version: the sources give the address bell/Bell3-8B-Base."


@pytest.mark.parametrize("name", ["bel3 8b", "Белл 3 8B", "Bell3-8B-Base"])
def test_however_its_name_is_spelt(name):
    assert "bell/Bell3-8B-Base" in told(f"Is there a base version of {name}?")[0]


def test_one_that_others_have_and_it_has_not_is_not_published():
    first, second = told("Does Bell3-32B have a base version?")
    assert "no published Base version of Bell3-32B" in first
    assert "bell/Bell3-14B-Base, bell/Bell3-8B-Base" in second


def test_nothing_is_concluded_where_no_document_gives_such_an_address():
    assert not told("Does Bell3-32B have a base version?", HUB[1:][:0])
    assert not told("Does Drum-7B have a base version?")
    assert not told("Is there a GGUF of Bell3-8B?")


def test_of_a_line_the_larger_ones_without_are_named():
    claims = told("Why is there no base of Bell3 of 70B or more?", min_size_b=70, intent=Intent.WHY)
    assert "no published Base version of Bell3 of 70B or more" in claims[0]
    assert "Bell3-32B, Bell3-90B-A9B" in claims[2]
    assert "No official reason" in claims[3]


def test_a_reason_that_documents_give_is_not_denied():
    reason = passages("The base weights of Bell3 are not published because the rope broke.")
    shelf = Shelf(Findings(addresses=HUB, quotes=reason), Footnotes(), "en")
    asked = Question("Why is there no base of Bell3-32B?", "en", Intent.WHY)
    assert not any("reason" in claim.text for claim in variant_claims(asked, shelf))


def test_without_a_name_all_large_enough_are_listed():
    (claim,) = told("Which models of 100B and more have a published base?", min_size_b=100)
    assert claim.endswith(": gong-ai/Gong-V3-Base.")


def test_a_name_of_what_is_not_there_is_told_whatever_is_asked():
    assert "no published Base version of Bell3-32B:" in told("The score of Bell3-32B-Base?")[0]
    assert not told("The score of Bell3-8B-Base?")
    assert not told("The base score of Bell3-32B?")


def test_claims_rest_on_the_passages_with_the_addresses():
    notes = Footnotes()
    shelf = Shelf(Findings(addresses=HUB), notes, "en")
    (claim,) = variant_claims(Question("Is there a base version of Bell3-14B?", "en"), shelf)
    assert [item.statement for item in notes.evidence(claim.rests_on)] == [HUB[0].statement]


def test_files_and_slugs_are_no_models():
    names = {one.name for one in listed(HUB)}
    assert "bell3-base.png" not in names
    assert "Bell3-GGUF-notes.md" not in names


@pytest.mark.parametrize("text", ["the base URL", "a database", "what is basic?", "базар"])
def test_not_every_base_is_a_version(text):
    assert not kinds_asked(text)


@pytest.mark.parametrize(
    "text", ["Есть ли база?", "А базу выложили?", "is the base out", "was it published"]
)
def test_existence_is_asked_in_many_ways(text):
    assert asks_whether_there_is(text)


def test_a_kind_that_is_not_meant_is_not_asked_for():
    assert kinds_asked("The base of Bell-7B, not the Instruct one?") == ("Base",)
    assert kinds_asked("базовая Bell-7B, которая не Instruct") == ("Base",)
    assert kinds_asked("Why is there no base of Bell-7B?") == ("Base",)
