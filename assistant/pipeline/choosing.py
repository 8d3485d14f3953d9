"""Whether the model is asked, and in which style the answer was written."""

from assistant.domain import Intent, Plan, Question, Style
from assistant.pipeline.brain import Brain
from assistant.pipeline.layout import Layout


def needed(question: Question, plan: Plan, brain: Brain | None) -> Brain | None:
    """Return the model if it has something to say: where the plan refuses, one that can search."""
    match question.intent:
        case Intent.EXPLAIN:
            return brain if plan.refused and not question.sources_only else None
        case Intent.OUTSIDE | Intent.GREETING | Intent.ABOUT | Intent.MOOD | Intent.THANKS:
            return None
        case _:
            return brain if not plan.refused or (brain and brain.style == "tools") else None


def style_of(brain: Brain | None, layout: Layout) -> Style:
    """Return who wrote the answer: the ledger, the ledger and the model, or the model."""
    if brain is None or not layout.said_by_model():
        return "ledger"
    return "drafted" if brain.style == "tools" else "guided"
