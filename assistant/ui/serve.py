"""
Serve the page on 127.0.0.1 until Ctrl-C.

The port is taken before anything heavy starts, so that a second start fails at once. Not covered:
other addresses, TLS, accounts; this page is for the person at this computer.
"""

import logging
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import uvicorn

from assistant.errors import PortInUse

if TYPE_CHECKING:
    from types import FrameType

    import gradio as gr
    from starlette.types import ASGIApp

ADDRESS = "127.0.0.1"

_LONGEST_GOODBYE_SECONDS = 1
_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E"
    "%3Crect width='32' height='32' rx='8' fill='%230f766e'/%3E%3Cpath d='M8 23h9M8 17h9' "
    "stroke='white' stroke-width='3' stroke-linecap='round'/%3E%3Cpath d='m21 11 3-2v8' "
    "fill='none' stroke='white' stroke-width='2.5' stroke-linecap='round'/%3E%3C/svg%3E"
)


def launch(
    build: "Callable[[], gr.Blocks]",
    port: int,
    *,
    open_browser: bool = True,
    announce: Callable[[str], object] = sys.stdout.write,
) -> None:
    """
    Take `port`, build the page, serve it until Ctrl-C, and return.

    `announce` gets a line with the address. Raises `PortInUse` before `build` is called.
    """
    with _taken(port) as listener:
        app = guarded(build())
        address = f"http://{ADDRESS}:{listener.getsockname()[1]}"
        announce(f"{address}  (Ctrl-C: stop)\n")
        sys.stdout.flush()
        if open_browser and sys.stdout.isatty():
            threading.Thread(target=_open, args=(address,), daemon=True).start()
        with suppress(KeyboardInterrupt):  # uvicorn raises it again after it has shut down
            server(app).run(sockets=[listener])


def guarded(blocks: "gr.Blocks") -> "ASGIApp":
    """Return the page as an application that answers this computer only."""
    import fastapi
    import gradio as gr

    from assistant.ui.guard import Guard
    from assistant.ui.theme import theme

    undocumented: dict[str, Any] = {"openapi_url": None, "docs_url": None, "redoc_url": None}
    own = files("assistant.ui")
    app = gr.mount_gradio_app(
        fastapi.FastAPI(**undocumented),
        blocks,
        path="",
        server_name=ADDRESS,
        footer_links=[],
        run_history=False,
        app_kwargs=undocumented,
        show_error=False,
        max_file_size="1b",  # nothing on the page takes a file
        ssr_mode=False,
        enable_monitoring=False,
        mcp_server=False,
        theme=theme(),
        css=own.joinpath("style.css").read_text("utf-8"),
        head=f'<link rel="icon" href="{_ICON}">'
        f"<script>{own.joinpath('page.js').read_text('utf-8')}</script>",
    )
    return Guard(app)


def server(app: "ASGIApp") -> uvicorn.Server:
    """Return a server for `app` that says nothing about itself and does not wait for open pages."""
    return _Server(
        uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws="none",
            timeout_graceful_shutdown=_LONGEST_GOODBYE_SECONDS,
        )
    )


class _Server(uvicorn.Server):
    def handle_exit(self, sig: int, frame: "FrameType | None") -> None:
        """Go quietly: each page still open would be logged as an error with a traceback."""
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL + 1)
        super().handle_exit(sig, frame)


def _taken(port: int) -> socket.socket:
    listener = socket.socket()
    if sys.platform == "win32":  # there SO_REUSEADDR would share the port with another program
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((ADDRESS, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise PortInUse(f"Port {port} on {ADDRESS} is taken by another program.") from error
    return listener


def _open(address: str) -> None:
    with suppress(webbrowser.Error):
        # a browser of the terminal would fight with this program for the screen
        if type(webbrowser.get()) is not webbrowser.GenericBrowser:
            webbrowser.open(address)
