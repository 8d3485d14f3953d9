"""The page: `python app.py`. The same as `snoska serve`."""

import sys

from assistant.errors import AssistantError
from assistant.settings import Settings
from assistant.ui.run import run

if __name__ == "__main__":
    try:
        run(Settings())
    except AssistantError as error:
        sys.exit(f"{error} {error.hint}")
