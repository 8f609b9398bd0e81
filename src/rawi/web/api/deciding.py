"""What can be decided, and taken back."""

from __future__ import annotations

from fastapi import APIRouter, Depends, HTTPException, Request

from rawi.desk.decisions import Decision
from rawi.errors import OptionError
from rawi.web.api.reading import desk_of, there
from rawi.web.api.shapes import Asked, DecisionOut, Json, Merge, Note, Number, OnClaim, OnPage, Split
from rawi.web.safety.session import Sessions


def may_decide(request: Request) -> None:
    """Programs send the token; a page of the desk, whose cookie any request carries, its CSRF token beside it."""
    if getattr(request.state, "by_token", False):
        return
    sessions = Sessions(request.app.state.token)
    if not sessions.is_csrf(request.state.cookie, request.headers.get("x-csrf-token", "")):
        raise HTTPException(403, "Send the token of this start as Authorization: Bearer.")


router = APIRouter(dependencies=[Depends(may_decide)])


@router.post("/decisions", response_model=DecisionOut, status_code=201, tags=["decisions"])
def decide(request: Request, asked: Asked) -> Json:
    """Decide on a claim, a page, or who is who. Decisions are never altered; they are taken back by another."""
    desk = desk_of(request)
    made: Decision
    match asked:
        case OnClaim(kind="accept"):
            made = desk.accept(asked.page, asked.claim, why=asked.why)
        case OnClaim():
            made = desk.reject(asked.page, asked.claim, why=asked.why)
        case Note():
            made = desk.note(asked.page, asked.note, asked.claim, why=asked.why)
        case OnPage(kind="checked"):
            made = desk.checked(asked.page, why=asked.why)
        case OnPage():
            made = desk.not_news(asked.page, why=asked.why)
        case Merge():
            made = desk.merge(asked.entity, *asked.others, why=asked.why)
        case Split():
            made = desk.split(asked.entity, asked.pages, why=asked.why)
        case _:
            raise OptionError("This is nothing that can be decided.")
    return Json(made.to_json(), 201)


@router.post("/decisions/{decision}/undo", response_model=DecisionOut, status_code=201, tags=["decisions"])
def undo(request: Request, decision: Number) -> Json:
    """Take a decision back. To take that back, undo it as well."""
    desk = desk_of(request)
    with there():
        if not [one for one in desk.decisions(after=decision - 1, limit=1) if one.id == decision]:
            raise OptionError(f"There is no decision {decision}.")
    return Json(desk.undo(decision).to_json(), 201)
