"""Whatever goes wrong under /api has one shape: ``{"error": {"status": 404, "reason": "missing", "message": "…"}}``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from rawi.errors import DeskError, RawiError
from rawi.web.api.shapes import Json, Missing
from rawi.web.faults import LOG, noted

REASONS: Final = {
    400: "wrong", 401: "token", 403: "forbidden", 404: "missing", 405: "method", 413: "large", 421: "host", 422: "wrong",
    500: "fault", 503: "desk",
}  # fmt: skip
"""Reason by status."""


class Fault(BaseModel):
    """What went wrong."""

    status: int
    reason: str
    message: str


class Error(BaseModel):
    """The shape of every answer that is none."""

    error: Fault


RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    status: {"model": Error, "description": REASONS[status]} for status in (400, 401, 403, 404, 413, 421, 422, 503)
}
"""For the OpenAPI document."""


def answer(status: int, message: str, headers: Mapping[str, str] | None = None) -> Json:
    """An error."""
    fault = {"status": status, "reason": REASONS.get(status, "wrong"), "message": message}
    return Json({"error": fault}, status, headers=dict(headers or {}))


def broken(number: str) -> Json:
    """A fault that nobody foresaw, by its number in the log."""
    return answer(500, f"This is a fault of Rawi's own; what happened stands under {number} in its log, {LOG}.")


def install(api: FastAPI) -> None:
    """Give an application these errors, and no others."""

    @api.exception_handler(RequestValidationError)
    def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"] if part not in ("query", "path", "body"))
        return answer(422, f"{where}: {first['msg']}" if where else first["msg"])

    @api.exception_handler(HTTPException)
    def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return answer(error.status_code, str(error.detail), error.headers)

    @api.exception_handler(RawiError)
    def rawi(request: Request, error: Exception) -> Response:
        status = 404 if isinstance(error, Missing) else 503 if isinstance(error, DeskError) else 422
        return answer(status, str(error))

    @api.exception_handler(Exception)
    def fault(request: Request, error: Exception) -> Response:
        return broken(noted(request, error))
