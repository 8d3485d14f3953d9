"""
What the server refuses before Gradio sees it, and the headers every response gets.

A page of the web that the user visits can reach 127.0.0.1 too. Refused: foreign host names (DNS
rebinding), unsafe methods from foreign origins (CSRF), bodies over the limit. The headers keep
answer text from loading anything from another host. Not covered: other programs of this computer.
"""

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY_BYTES = 2 * 1024 * 1024

_HOST = re.compile(r"(127\.0\.0\.1|localhost)(:\d{1,5})?", re.ASCII)
"""Any port: the page may be reached through a tunnel. An origin must be that very host."""

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_FOREIGN_SITES = frozenset({"cross-site", "same-site"})
_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline'",  # Gradio's start is inline; nothing needs eval
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "frame-src 'none'",
        "frame-ancestors 'none'",
        "form-action 'none'",
        "base-uri 'self'",  # Gradio sets its own
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """ASGI middleware that lets only this computer's own page in."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it with a refusal."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            send = _with_headers(send)
            answer = _refusal(Headers(scope=scope), scope["method"]) or self._limited
            await answer(scope, receive, send)
        else:  # the page opens no websocket
            await send({"type": "websocket.close"})

    async def _limited(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the app, but stop reading a body that is longer than it said."""
        length = 0

        async def counted() -> Message:
            nonlocal length
            message = await receive()
            length += len(message.get("body", b""))
            if length > LARGEST_BODY_BYTES:
                raise _TooLargeError
            return message

        try:
            await self._app(scope, counted, send)
        except _TooLargeError:
            await _TOO_LARGE(scope, receive, send)


class _TooLargeError(Exception):
    pass


_UNKNOWN_HOST = PlainTextResponse("Unknown host.", 400)
_FOREIGN = PlainTextResponse("Requests from other pages are refused.", 403)
_TOO_LARGE = PlainTextResponse("The request is too large.", 413)


def _refusal(headers: Headers, method: str) -> PlainTextResponse | None:
    if not _HOST.fullmatch(headers.get("host", "")):
        return _UNKNOWN_HOST
    if method not in _SAFE_METHODS and _is_foreign(headers):
        return _FOREIGN
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > LARGEST_BODY_BYTES:
        return _TOO_LARGE
    return None


def _is_foreign(headers: Headers) -> bool:
    own = f"http://{headers['host']}"
    if headers.get("sec-fetch-site") in _FOREIGN_SITES:
        return True
    return headers.get("origin", own) != own


def _with_headers(send: Send) -> Send:
    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(_HEADERS)
        await send(message)

    return sender
