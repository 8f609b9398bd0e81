"""The door: the start-up token for a cookie; and the choice of a language."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rawi.web.languages import COOKIE, LANGUAGES
from rawi.web.rendering import render
from rawi.web.safety.session import Sessions

YEAR = 365 * 24 * 3600


def enter(request: Request) -> Response:
    """Let in whoever has the token of this start."""
    settings = request.app.state.settings
    sessions = Sessions(settings.token)
    if not sessions.knows(request.query_params.get("token", "")):
        return render(request, "error.html", 401, reason="token", detail="")
    answer = RedirectResponse(local(request.query_params.get("to")), 303)
    answer.set_cookie(settings.cookie, sessions.cookie(), httponly=True, samesite="lax")
    return answer


def language(request: Request) -> Response:
    """Remember the language of the interface."""
    code = request.path_params["code"]
    answer = RedirectResponse(local(request.query_params.get("to")), 303)
    if code in LANGUAGES:
        answer.set_cookie(COOKIE, code, max_age=YEAR, httponly=True, samesite="lax")
    return answer


def local(path: str | None) -> str:
    """An address within the desk; the first page for every other."""
    if not path or not path.startswith("/") or path.startswith("//") or "\\" in path or not path.isprintable():
        return "/"
    return path
