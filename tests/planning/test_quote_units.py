"""What is quoted of tables is a slice of one passage; a named version needs less proof."""

from datetime import date

from assistant.domain import Finding, Passage, Question, Source
from assistant.planning.quote_choice import choose
from assistant.planning.quote_units import in_paragraph, units

DAY = date(2026, 1, 1)
BELL = Source("bell", "Bell", "https://bell.example/CHANGELOG", "docs", DAY)
SPANNED = (
    "<table><tr><th>Bell</th><th>Bytes</th></tr>\n",
    '<tr><td rowspan="2">Small</td><td>10</td></tr>\n',
    "<tr><td>20</td></tr></table>",
)
LINKED = (
    "| Bell | Where |\n|---|---|\n| Big | [shop](https://a.example) or [web](https://b.example) |"
)


def passages(*texts, version=""):
    start = 0
    for text in texts:
        part = Passage("s", start, start + len(text), text, ("Bell", version), version, None)
        yield Finding("passage", text, BELL, DAY, passage=part)
        start += len(text)


def test_a_row_whose_cells_span_passages_is_quoted_of_one_longer_slice():
    text = "".join(SPANNED)
    shown = [u for u in units(tuple(passages(text[:60], text[60:]))) if u.row]
    assert [unit.row.cells for unit in shown] == [("Small", "10"), ("Small", "20")]
    (whole,) = shown[-1].findings
    assert whole.statement == whole.passage.text == text[: whole.passage.end]
    assert all(cell in whole.statement for cell in shown[-1].row.cells)


def test_a_cell_with_links_inside_is_quoted_as_it_stands():
    (row,) = [unit.row for unit in units(tuple(passages(LINKED))) if unit.row]
    assert row.cells[0] == "Big"
    assert row.cells[1] in LINKED


def test_a_named_version_needs_less_proof_than_words_alone():
    notes = tuple(passages("- The clapper is lighter.", version="4.0.0"))
    for wording, is_quoted in (("Bell 4", True), ("it", False)):
        question = Question(f"What incompatibility comes with {wording}?", "en")
        found = choose(question, notes, {}, lambda texts: [0.88] * len(texts))
        assert any(part.units for part in found) == is_quoted, wording


def test_thanks_for_a_change_are_no_quote():
    notes = "- Fix the bell (#12). Thanks @ann!\n- Thanks @bob-b!\n"
    shown = [unit.text for unit in units(tuple(passages(notes)))]
    assert any("Fix the bell" in text for text in shown)
    assert not any("bob" in text for text in shown)


def test_a_sentence_is_quoted_with_the_short_paragraph_it_stands_in():
    reason = (
        "- The rope is gone. It wore out too soon.\n- The door stays.\n\n"
        + "Long " * 90
        + "tale. End.\n"
    )
    found = [in_paragraph(unit).text for unit in units((*passages(reason),))]
    assert found[:2] == ["The rope is gone. It wore out too soon."] * 2
    assert found[2] == "The door stays."
    assert found[-1] == "End."
    assert all(text in reason for text in found)
