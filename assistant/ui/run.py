"""From settings to a page in the browser: what `snoska serve` and `app.py` do."""

from contextlib import ExitStack
from typing import TYPE_CHECKING

from assistant.settings import Settings
from assistant.ui.environment import private_environment
from assistant.ui.serve import launch

if TYPE_CHECKING:
    import gradio as gr

    from assistant.assembly import Built
    from assistant.domain import Language
    from assistant.ui.status import Status


def run(settings: Settings, *, open_browser: bool = True) -> None:
    """Serve the page until Ctrl-C. Raises `AssistantError` when it cannot start."""
    private_environment()
    with ExitStack() as closing:

        def page() -> "gr.Blocks":
            # only now: the port is ours, and these imports take seconds
            from assistant.assembly import build
            from assistant.ui.page import build as build_page

            built = build(settings)
            closing.callback(built.close)
            built.embed_in_background()
            language = _language(settings.language)
            return build_page(
                built.assistant.ask, lambda: status_now(built), built.switch, language
            )

        launch(page, settings.port, open_browser=open_browser)


def status_now(built: "Built") -> "Status":
    """Return what the page says of the model at this moment."""
    from assistant.ui.status import Place, status_of

    model, place = built.model, None
    if model.loaded:
        has_gpu = bool(built.machine.gpus)
        place = Place(model.loaded.gpu_layers, model.loaded.layers, has_gpu)
    return status_of(built.state, place, model.trouble)


def _language(wanted: str) -> "Language | None":
    return "ru" if wanted == "ru" else "en" if wanted == "en" else None
