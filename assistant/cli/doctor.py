"""`snoska doctor`: what this computer has, what is missing, what to do."""

import typer

from assistant.cli.language import users_language
from assistant.cli.options import settings
from assistant.cli.speaking import say

_SIGNS = {"well": "✓", "note": "·", "wrong": "✗"}


def doctor() -> None:
    """Check what this computer has and what is missing."""
    language, chosen = users_language(), settings()
    from assistant.doctor import examine

    wrong = 0
    for check in examine(chosen):
        wrong += check.grade == "wrong"
        print(f"{_SIGNS[check.grade]} {check.text[language]}", flush=True)
        if check.hint:
            print(f"  {check.hint[language]}", flush=True)
    print(say("not_well", language, count=wrong) if wrong else say("all_well", language))
    if wrong:
        raise typer.Exit(1)
