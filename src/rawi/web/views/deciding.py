"""People accept and reject, check a page, write a note, and undo what was decided."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rawi.errors import OptionError
from rawi.web import claims
from rawi.web.forms import posted, text


@posted
def on_claim(request: Request, form: FormData) -> Response:
    """Accept or reject a claim, or write a note on it."""
    desk, page_id, key = request.app.state.desk, request.path_params["page"], request.path_params["key"]
    thing = claims.thing(claims.find(claims.shown(desk.decided(page_id)), key))
    why = text(form, "why") or None
    match text(form, "decision"):
        case "accept":
            made = desk.accept(page_id, thing, why=why)
        case "reject":
            made = desk.reject(page_id, thing, why=why)
        case "note":
            made = desk.note(page_id, text(form, "note"), thing)
        case other:
            raise OptionError(f"{other[:40]!r} is nothing that can be decided on a claim.")
    request.app.state.gatherer.start_soon()
    return RedirectResponse(f"/pages/{page_id}?done={made.id}#c{key}", 303)


@posted
def on_page(request: Request, form: FormData) -> Response:
    """Say that a page was checked, or is no news, or write a note on it."""
    desk, page_id = request.app.state.desk, request.path_params["page"]
    match text(form, "decision"):
        case "checked":
            made = desk.checked(page_id)
        case "not_news":
            made = desk.not_news(page_id)
        case "note":
            made = desk.note(page_id, text(form, "note"))
        case other:
            raise OptionError(f"{other[:40]!r} is nothing that can be decided on a page.")
    request.app.state.gatherer.start_soon()
    return RedirectResponse(f"/pages/{page_id}?done={made.id}", 303)


@posted
def undo(request: Request, form: FormData) -> Response:
    """Take a decision back."""
    made = request.app.state.desk.undo(request.path_params["decision"])
    page, key = text(form, "page"), text(form, "key")
    where = f"/pages/{page}" if page.isascii() and page.isdigit() else "/"
    anchor = f"#c{key}" if key.replace("-", "").isalnum() and key.isascii() else ""
    request.app.state.gatherer.start_soon()
    return RedirectResponse(f"{where}?done={made.id}{anchor}", 303)
