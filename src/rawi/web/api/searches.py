"""Saved searches: listed, saved, renamed, taken away and brought back."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request

from rawi.desk.saved import SavedSearch
from rawi.web.api.deciding import may_decide
from rawi.web.api.reading import desk_of, number, page_of, there
from rawi.web.api.shapes import After, Json, Limit, Listing, Number, Renamed, SearchIn

router = APIRouter(tags=["saved searches"])
changing = APIRouter(tags=["saved searches"], dependencies=[Depends(may_decide)])


@router.get("/searches", response_model=Listing[SavedSearch])
def list_searches(request: Request, after: After = None, limit: Limit = 50) -> Json:
    """Saved searches in the order of their numbers, with how many results came since each was last opened."""
    last = number(after)
    found = sorted((one for one in desk_of(request).saved_searches() if one.id > last), key=lambda one: one.id)
    return page_of(found[: limit + 1], limit, lambda one: one.id)


@router.get("/searches/{search}", response_model=SavedSearch)
def get_search(request: Request, search: Number) -> Json:
    """One of them. What it finds is asked for by its own words and filters."""
    with there():
        return Json(desk_of(request).saved_search(search))


@changing.post("/searches", response_model=SavedSearch, status_code=201)
def save_search(request: Request, asked: SearchIn) -> Json:
    """Keep a search under a name that no other has."""
    return Json(desk_of(request).save_search(asked.name, asked.q, **asked.filters()), 201)


@changing.post("/searches/{search}/open", response_model=SavedSearch, status_code=201)
def open_search(request: Request, search: Number) -> Json:
    """Note that one was looked at, so that what is on the desk now is new no longer; it comes back as it was before."""
    with there():
        return Json(desk_of(request).open_search(search), 201)


@changing.post("/searches/{search}/rename", response_model=SavedSearch, status_code=201)
def rename_search(request: Request, search: Number, given: Renamed) -> Json:
    """Give one another name."""
    desk = desk_of(request)
    with there():
        desk.saved_search(search)
    return Json(desk.rename_search(search, given.name), 201)


@changing.delete("/searches/{search}", response_model=SavedSearch)
def remove_search(request: Request, search: Number) -> Json:
    """Take one away. For 30 days it can be brought back."""
    with there():
        return Json(desk_of(request).remove_search(search))


@changing.post("/searches/{search}/restore", response_model=SavedSearch, status_code=201)
def restore_search(request: Request, search: Number) -> Json:
    """Bring one back that was taken away."""
    with there():
        return Json(desk_of(request).restore_search(search), 201)
