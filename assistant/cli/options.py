"""Settings out of a command's options; what is not given comes from the environment."""

from typing import TYPE_CHECKING, Any

import typer

from assistant.cli.language import users_language
from assistant.cli.speaking import say

if TYPE_CHECKING:
    from assistant.settings import Settings


def settings(**given: Any) -> "Settings":
    """
    Return the settings with those `given` that are not None.

    A wrong value is a wrong call, named in one sentence. Nothing reports home from here on.
    """
    from pydantic import ValidationError

    from assistant.settings import Settings
    from assistant.ui.environment import private_environment

    private_environment()
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = f"SNOSKA_{str(first['loc'][0]).upper()}"
        why = say("setting_wrong", users_language(), name=name, value=first["input"])
        raise typer.BadParameter(why) from error
