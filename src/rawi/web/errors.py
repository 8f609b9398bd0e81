"""What people see where something cannot be done: a page, or a piece of one where htmx asks for a piece."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from rawi.errors import DeskError, OptionError, RawiError
from rawi.web.api.errors import answer as api_answer
from rawi.web.api.errors import broken
from rawi.web.rendering import render
from rawi.web.sentences import is_damaged, is_missing

REASONS: Final = {
    400: "wrong", 401: "token", 403: "forbidden", 404: "missing", 405: "method", 413: "large", 422: "wrong", 503: "desk",
}  # fmt: skip
"""Which page tells it, by status."""
API: Final = "/api/"
_LARGEST: Final = (1 << 63) - 1
_BARE: Final = """<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>راوٍ</title></head><body>
<p>وقع خلل في راوٍ. لم يضِع شيء مما حُفظ. رقمه في السجل: <bdi dir="ltr">{number}</bdi></p>
<p lang="en" dir="ltr">Something broke in Rawi. Nothing that was saved is lost. Its number in the log: {number}</p></body></html>
"""
"""Where the page that tells of a fault cannot be made either."""


def told(
    request: Request, status: int, reason: str, detail: str = "", headers: Mapping[str, str] | None = None, **more: str
) -> Response:
    """The page of an error, or the piece of one where htmx asked: it takes the place that every page has for it."""
    template = "error_piece.html" if request.headers.get("hx-request") == "true" else "error.html"
    given = render(request, template, status, reason=reason, detail=detail, **{"number": "", **more})
    given.headers.update(headers or {})
    return given


def refused(request: Request, status: int, message: str, headers: Mapping[str, str] | None = None) -> Response:
    """What the guard does not let through, before any view is asked. `message`: for programs."""
    if request.url.path.startswith(API):
        return api_answer(status, message, headers)
    if status in (401, 413):
        return told(request, status, "door" if status == 401 else "large")
    return PlainTextResponse(f"{message}\n", status)  # to strangers nothing of the desk is shown


def fault(request: Request, number: str) -> Response:
    """What nobody foresaw, by its number in the log."""
    if request.url.path.startswith(API):
        return broken(number)
    try:
        return told(request, 500, "fault", number=number)
    except Exception:  # whatever broke may be what every page needs
        return HTMLResponse(_BARE.format(number=escape(number)), 500)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return told(request, error.status_code, REASONS.get(error.status_code, "other"), headers=error.headers)


def _rawi(request: Request, error: Exception) -> Response:
    """A sentence of the desk's own: what was asked for is not there, or cannot be asked so."""
    if isinstance(error, OptionError):
        if is_missing(str(error)):
            status, reason = 404, "missing"
        else:
            status, reason = (400, "asked") if request.method == "GET" else (422, "wrong")
    elif isinstance(error, DeskError):
        status, reason = 503, "damaged" if is_damaged(str(error)) else "desk"
    else:
        status, reason = 422, "wrong"
    return told(request, status, reason, str(error))


def _number(request: Request, error: Exception) -> Response:
    """A number in the address that is larger than any of a database: there is nothing of that number."""
    if any(isinstance(given, int) and given > _LARGEST for given in request.path_params.values()):
        return told(request, 404, "missing")
    raise error


HANDLERS: Mapping[Any, Callable[[Request, Exception], Response]] = {
    HTTPException: _http, RawiError: _rawi, OverflowError: _number,
}  # fmt: skip
