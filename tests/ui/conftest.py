"""The real page on a free port of 127.0.0.1, and a browser to look at it."""

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from assistant.domain import Language
from assistant.network import Switch
from assistant.ui.environment import private_environment

private_environment()  # before Gradio is imported, as the entry points do

from assistant.ui.page import build  # noqa: E402 - see above
from assistant.ui.serve import guarded, server  # noqa: E402
from assistant.ui.status import Place, Status  # noqa: E402
from assistant.ui.stream import Ask  # noqa: E402

READY = Status("ready", "Qwen3-0.6B-Q8_0", "disk", Place(0, 28, has_gpu=False))
Serve = Callable[..., str]
Open = Callable[..., Page]

_CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture
def serve_page() -> Iterator[Serve]:
    """Return a function that serves a page for an `ask` and returns its address."""
    with ExitStack() as running:

        def serve(
            ask: Ask,
            status: Callable[[], Status] = lambda: READY,
            language: Language | None = None,
            network: Switch | None = None,
        ) -> str:
            return running.enter_context(served(build(ask, status, network or Switch(), language)))

        yield serve


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a headless Chromium; its event loop must not outlive the module."""
    if _CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=_CHROMIUM, args=list(_QUIET))
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Return a function that opens an address in a new window and waits for the page."""
    with ExitStack() as opened:

        def open_(
            url: str,
            locale: str = "ru-RU",
            width: int = 1280,
            height: int = 860,
            seen: list[str] | None = None,
        ) -> Page:
            size: ViewportSize = {"width": width, "height": height}
            context = browser.new_context(locale=locale, viewport=size)
            opened.callback(context.close)
            context.grant_permissions(["clipboard-read", "clipboard-write"])
            page = context.new_page()
            _watch(page, url, [] if seen is None else seen)
            page.goto(url)
            page.wait_for_selector("#model .status")
            return page

        yield open_


def _watch(page: Page, url: str, seen: list[str]) -> None:
    """Put into `seen` what should not happen: errors, dialogs, requests to another server."""
    own = (url, "data:", "blob:")
    page.on("console", lambda said: seen.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.on("dialog", lambda dialog: (seen.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda r: None if r.url.startswith(own) else seen.append(r.url))


@contextmanager
def served(blocks: Any) -> Iterator[str]:
    """Serve a page as `launch` does, but in a thread; yield its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    running = server(guarded(blocks))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    running.should_exit = True
    thread.join(10)
