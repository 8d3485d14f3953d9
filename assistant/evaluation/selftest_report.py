"""What a model showed, as one table to read and one JSON object."""

import json

from rich.table import Table

from assistant.domain import Language
from assistant.evaluation.selftest import Report
from assistant.evaluation.texts import text
from assistant.pipeline import Brain

_SKILLS = ("calls", "cites", "russian", "yes_no")
_SAYS = {True: "yes", False: "no"}


def table(found: Report, brain: Brain, language: Language) -> Table:
    """Return a row for each skill, the speed, and the style beside that of the catalogue."""
    result = Table(title=brain.identity.name, title_justify="left")
    result.add_column(text("selftest_skill", language))
    result.add_column(text("selftest_shown", language), justify="right")
    for skill in _SKILLS:
        tried = [t.passed for t in found.trials if t.skill == skill and t.passed is not None]
        shown = f"{sum(tried)}/{len(tried)}" if tried else "—"
        result.add_row(text(f"selftest_{skill}", language), shown)
    result.add_row(text("selftest_judges", language), text(_SAYS[found.judges], language))
    result.add_row(text("selftest_speed", language), str(found.tokens_per_second or "—"))
    result.add_row(text("selftest_style", language), found.style)
    result.add_row(text("selftest_catalogue", language), brain.style)
    return result


def as_json(found: Report, brain: Brain) -> str:
    """Return the same as one line of JSON."""
    return json.dumps(
        {
            "model": brain.identity.name,
            **{skill: found.share(skill) for skill in _SKILLS},
            "judges": found.judges,
            "tokens_per_second": found.tokens_per_second,
            "seconds": found.seconds,
            "style": found.style,
            "catalogue": brain.style,
            "agrees": found.style == brain.style,
        },
        ensure_ascii=False,
    )
