"""What went wrong in the model's process, as errors that a user can do something about."""

import logging

from assistant.errors import (
    ContextOverflow,
    ModelCrashed,
    ModelError,
    ModelFileBroken,
    ModelNotFound,
)
from assistant.generation.child import Died
from assistant.generation.wire import Fault, Reply

log = logging.getLogger(__name__)


def failure(reply: Reply | Died) -> ModelError:
    """Return the error for a reply that is none."""
    match reply:
        case Died(was_asked=True):
            return ModelCrashed("The model was ended.")
        case Died(how, last_words):
            log.warning("the model's process died (%s): %s", how, last_words)
            return ModelCrashed(f"The model's process died ({how}).")
        case Fault("missing", message):
            return ModelNotFound(message)
        case Fault("broken", message):
            return ModelFileBroken(message)
        case Fault("memory", message):
            return ModelError(message, "Choose a smaller model, or set a smaller SNOSKA_CONTEXT.")
        case Fault("overflow", message):
            return ContextOverflow(f"The conversation is too long: {message}")
        case Fault(_, message):
            return ModelError(message)
        case _:
            return ModelError(f"The model's process answered something else: {reply!r}.")


def death_while_loading(died: Died, path: str) -> ModelError:
    """Return the error for a process that did not survive a file."""
    log.warning("the model's process died while loading (%s): %s", died.how, died.last_words)
    if died.how == "SIGKILL":
        return ModelError(
            f"The system ended the loading of {path!r}, probably for lack of memory.",
            "Choose a smaller model.",
        )
    return ModelFileBroken(f"llama.cpp died of {path!r} ({died.how}).")
