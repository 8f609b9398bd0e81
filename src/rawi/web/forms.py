"""What comes in by POST: parsed within limits, and only from a page of this session."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from rawi.web.safety.session import Sessions

FIELD = "csrf"
FIELD_BYTES = 20_000_000
"""Of one field that is no file: a pasted text."""


def posted(view: Callable[[Request, FormData], Response]) -> Callable[[Request], object]:
    """A view of a form: it is called, in a thread, with the request and the fields, once the CSRF token was found right."""

    @wraps(view)
    async def endpoint(request: Request) -> Response:
        settings = request.app.state.settings
        async with request.form(max_files=settings.upload_files, max_fields=200, max_part_size=FIELD_BYTES) as form:
            given = form.get(FIELD)
            sessions = Sessions(settings.token)
            if not isinstance(given, str) or not sessions.is_csrf(request.state.cookie, given):
                raise HTTPException(403, "csrf")
            return await run_in_threadpool(view, request, form)

    return endpoint


def text(form: FormData, name: str) -> str:
    """A field's text without space around it; "" where there is none."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""
