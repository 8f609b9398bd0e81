"""Round the application: who may ask, how much, and what the browser is told."""

from __future__ import annotations

import secrets
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request, cookie_parser
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rawi.web import errors
from rawi.web.safety import hosts, limits
from rawi.web.safety.headers import harden
from rawi.web.safety.session import Sessions
from rawi.web.settings import Settings

_DOOR: Final = {"www-authenticate": "Bearer"}
OPEN: Final = ("/enter", "/static/")
"""What can be asked for without the token: the door itself, and files that tell nothing of the desk."""


class Guard:
    """ASGI middleware. Leaves `nonce`, `cookie` and `is_in` in the request's state."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings
        self._sessions = Sessions(settings.token)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        nonce = secrets.token_urlsafe(16)
        cookie = cookie_parser(headers.get("cookie", "")).get(self._settings.cookie)
        by_token = scope["path"].startswith(errors.API) and self._has_token(headers)
        is_in = by_token or self._sessions.is_in(cookie)
        scope.setdefault("state", {}).update(nonce=nonce, cookie=cookie or "", is_in=is_in, by_token=by_token)

        async def send_hardened(message: Message) -> None:
            if message["type"] == "http.response.start":
                harden(MutableHeaders(scope=message), nonce)
            await send(message)

        refused = self._refused(scope, headers, is_in)
        if refused is not None:
            await refused(scope, receive, send_hardened)
            return
        await self._app(scope, limits.counted(receive, self._settings.upload_bytes), send_hardened)

    def _has_token(self, headers: Headers) -> bool:
        """Whether a program sends the start-up token."""
        scheme, _, given = headers.get("authorization", "").partition(" ")
        return scheme.lower() == "bearer" and self._sessions.knows(given.strip())

    def _refused(self, scope: Scope, headers: Headers, is_in: bool) -> Response | None:
        path: str = scope["path"]
        request = Request(scope)
        if not hosts.is_ours(headers, self._settings.hosts):
            told = f"This desk answers at http://{self._settings.hosts[0]} only."
            return errors.refused(request, 421, told, _DOOR)
        if not hosts.is_from_here(headers, scope["method"], self._settings.hosts):
            return errors.refused(request, 403, "This request was sent by a page of another site.", _DOOR)
        if limits.says_too_much(headers.get("content-length"), self._settings.upload_bytes):
            most = self._settings.upload_bytes // 1_000_000
            return errors.refused(request, 413, f"This is more than {most} MB at once; use rawi add.", _DOOR)
        if not is_in and not path.startswith(OPEN):
            door = "Open the address that rawi serve has printed: it holds the token of this start."
            return errors.refused(request, 401, door, _DOOR)
        return None
