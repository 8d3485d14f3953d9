"""Sentences that would pass if their words alone were proven, and those that would not."""

import pytest

from assistant.citations import is_shown, verify
from assistant.citations.verify import is_exact
from assistant.domain import Evidence
from assistant.knowledge import Ledger

LEDGER = Ledger()


def evidence():
    facts = LEDGER.facts("en", ("Qwen3-8B", "Qwen3-14B"), ("layers",))
    return [Evidence(number, (finding,)) for number, finding in enumerate(facts, 1)]


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("Qwen3-8B has 36 layers, so the stack is reasonably tall for modest laptops.", True),
        ("Qwen3-8B speaks many languages.", True),
        ("Qwen3-8B writes prettier verses than Qwen3-14B.", False),
        ("Only Qwen3-8B has 36 layers.", False),
        ("Qwen3-8B has 37 layers, so the stack is reasonably tall for modest laptops.", False),
        ("Qwen3-4B has 36 layers, so the stack is reasonably tall for modest laptops.", False),
        ("Qwen3-8B is the best with 36 layers.", False),
    ],
)
def test_only_words_are_forgiven(text, exact):
    marked = f"{text} [1][2]"
    assert not is_shown(verify(marked, "model", evidence(), "")[-1])
    assert is_exact(marked, evidence(), "", None) is exact


def test_what_is_said_before_tells_of_whom_it_is():
    said = "It has 36 layers, so the stack is reasonably tall for modest laptops. [1]"
    assert is_exact(f"Qwen3-8B is small.\n{said}", evidence()[:1], "", None)
    assert not is_exact(f"Qwen3-14B is small.\n{said}", evidence()[:1], "", None)
