"""What people see where something cannot be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from rawi.errors import DeskError, OptionError, RawiError
from rawi.web.rendering import render


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    reason = {403: "forbidden", 404: "missing", 405: "missing", 413: "large"}.get(error.status_code, "other")
    return render(request, "error.html", error.status_code, reason=reason, detail="")


def _rawi(request: Request, error: Exception) -> Response:
    """A sentence of the desk's own. What was asked for by an address is missing; what was given in a form is wrong."""
    if isinstance(error, OptionError):
        status, reason = (404, "missing") if request.method == "GET" else (422, "wrong")
    else:
        status, reason = (503, "desk") if isinstance(error, DeskError) else (422, "wrong")
    return render(request, "error.html", status, reason=reason, detail=str(error))


HANDLERS: Mapping[Any, Callable[[Request, Exception], Response]] = {HTTPException: _http, RawiError: _rawi}
