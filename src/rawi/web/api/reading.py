"""What can be asked of a desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from sqlalchemy import Connection

from rawi.desk.desk import Desk
from rawi.desk.search.results import ClaimHit, NameHit, Order, PageHit, Results
from rawi.desk.views import entity as entities
from rawi.desk.views import pages
from rawi.desk.views import source as sources
from rawi.desk.views.claim_lists import ClaimList
from rawi.desk.views.entity import EntityLine, EntitySeen
from rawi.desk.views.pages import PageLine
from rawi.desk.views.rows import ClaimRow, Who
from rawi.desk.views.source import SourceLine, SourceSeen
from rawi.errors import OptionError
from rawi.reading import to_json
from rawi.web.api.shapes import (
    HIGHEST,
    After,
    DecisionOut,
    Found,
    Json,
    Kind,
    Limit,
    Listing,
    Missing,
    Number,
    PageOut,
    Stance,
    Type,
)

router = APIRouter()
Words = Annotated[str | None, Query(min_length=1, max_length=1000)]
Day = Annotated[str | None, Query(pattern=r"^\d{4}-\d{2}-\d{2}$", description="An ISO day.")]
Name = Annotated[str, Query(min_length=1, max_length=600, description="The folded name, `key` of a source.")]


def desk_of(request: Request) -> Desk:
    """The open desk."""
    desk: Desk = request.app.state.desk
    return desk


@contextmanager
def there() -> Iterator[None]:
    """Within it, what the desk refuses is something that is not there."""
    try:
        yield
    except OptionError as error:
        raise Missing(str(error)) from None


def number(after: str | None) -> int:
    """A key that is a number; 0 for none."""
    if after is None:
        return 0
    if not (after.isascii() and after.isdigit() and len(after) < 17 and int(after) <= HIGHEST):
        raise OptionError("after is a key that a list gave as `next`; this is none.")
    return int(after)


def page_of(items: list[Any], limit: int, key: Callable[[Any], object]) -> Json:
    """A list of which one more was asked for than are shown."""
    return Json({"items": items[:limit], "next": str(key(items[limit - 1])) if len(items) > limit else None})


@router.get("/pages", response_model=Listing[PageLine], tags=["pages"])
def list_pages(request: Request, after: After = None, limit: Limit = 50) -> Json:
    """Pages, the last that came first."""
    before = number(after) if after is not None else None
    with desk_of(request).reading() as connection:
        found = pages.newest(connection, before=before, limit=limit + 1)
    return page_of(found, limit, lambda page: page.id)


@router.get("/pages/{page}", response_model=PageOut, tags=["pages"])
def get_page(request: Request, page: Number) -> Json:
    """A page with its reading as it now stands, and how it came."""
    desk = desk_of(request)
    with there():
        decided = desk.decided(page)
        with desk.reading() as connection:
            kept = pages.kept(connection, page)
    return Json(
        {
            "page": kept, "captures": desk.captures(page), "versions": desk.versions(page),
            "checked": decided.checked, "not_news": decided.not_news, "reading": to_json(decided.reading),
        }
    )  # fmt: skip


@router.get("/claims", response_model=Found[ClaimHit], tags=["search"])
def find_claims(
    request: Request,
    q: Annotated[str, Query(max_length=1000)] = "",
    source: Words = None,
    source_entity: Annotated[int | None, Query(ge=1, le=HIGHEST)] = None,
    entity: Words = None,
    entity_id: Annotated[int | None, Query(ge=1, le=HIGHEST)] = None,
    kind: Kind | None = None,
    stance: Stance | None = None,
    named: bool | None = None,
    outlet: Words = None,
    said_from: Day = None,
    said_to: Day = None,
    about_from: Day = None,
    about_to: Day = None,
    sort: Order = "relevance",
    after: After = None,
    limit: Limit = 50,
) -> Json:
    """Claims by words and filters; without words all, the newest first. See docs/search.md for what can be written."""
    results = desk_of(request).search(
        q, of="claims", source=source_entity or source, entity=entity_id or entity, kind=kind, stance=stance, named=named,
        outlet=outlet, said=_days(said_from, said_to), about=_days(about_from, about_to), sort=sort, after=after, limit=limit,
    )  # fmt: skip
    return _found(results)


@router.get("/search/pages", response_model=Found[PageHit], tags=["search"])
def find_pages(
    request: Request,
    q: Annotated[str, Query(max_length=1000)] = "",
    outlet: Words = None,
    published_from: Day = None,
    published_to: Day = None,
    sort: Order = "relevance",
    after: After = None,
    limit: Limit = 50,
) -> Json:
    """Pages by their words."""
    days = _days(published_from, published_to)
    results = desk_of(request).search(q, of="pages", outlet=outlet, said=days, sort=sort, after=after, limit=limit)
    return _found(results)


@router.get("/search/names", response_model=Found[NameHit], tags=["search"])
def find_names(
    request: Request,
    q: Annotated[str, Query(max_length=1000)] = "",
    kind: Type | None = None,
    after: After = None,
    limit: Limit = 50,
) -> Json:
    """Names of entities and sources, in any spelling, in Latin letters too."""
    return _found(desk_of(request).search(q, of="names", kind=kind, after=after, limit=limit))


@router.get("/sources", response_model=Listing[SourceLine], tags=["sources"])
def list_sources(request: Request, after: After = None, limit: Limit = 50) -> Json:
    """All to whom anything is attributed: entities first, then those known by a name alone."""
    with desk_of(request).reading() as connection:
        items, following = sources.listed(connection, after=after, limit=limit)
    return Json({"items": items, "next": following})


@router.get("/sources/named", response_model=SourceSeen, tags=["sources"])
def get_source_by_name(request: Request, name: Name) -> Json:
    """Those who go by a name and are no entity."""
    return _source(request, key=name)


@router.get("/sources/named/claims", response_model=Listing[ClaimRow], tags=["sources"])
def list_claims_of_name(
    request: Request, name: Name, stance: Stance | None = None, after: After = None, limit: Limit = 50
) -> Json:
    """What they are reported to have said, the newest first."""
    return _claims_of(request, stance, after, limit, key=name)


@router.get("/sources/{entity}", response_model=SourceSeen, tags=["sources"])
def get_source(request: Request, entity: Number) -> Json:
    """A source that is an entity, with all that people merged with it."""
    return _source(request, entity=entity)


@router.get("/sources/{entity}/claims", response_model=Listing[ClaimRow], tags=["sources"])
def list_claims_of_source(
    request: Request, entity: Number, stance: Stance | None = None, after: After = None, limit: Limit = 50
) -> Json:
    """What it is reported to have said, the newest first."""
    return _claims_of(request, stance, after, limit, entity=entity)


@router.get("/entities", response_model=Listing[EntityLine], tags=["entities"])
def list_entities(request: Request, type: Type | None = None, after: After = None, limit: Limit = 50) -> Json:
    """Entities in the order in which they came; those that were merged into others are left out."""
    with desk_of(request).reading() as connection:
        found = entities.listed(connection, type=type, after=number(after), limit=limit + 1)
    return page_of(found, limit, lambda line: line.id)


@router.get("/entities/{entity}", response_model=EntitySeen, tags=["entities"])
def get_entity(request: Request, entity: Number) -> Json:
    """An entity, its names and roles, and what people decided of it."""
    with there(), desk_of(request).reading() as connection:
        return Json(entities.seen(connection, entity))


@router.get("/entities/{entity}/claims", response_model=Listing[ClaimRow], tags=["entities"])
def list_claims_about(
    request: Request, entity: Number, stance: Stance | None = None, after: After = None, limit: Limit = 50
) -> Json:
    """Claims that name it, the newest first."""
    with desk_of(request).reading() as connection:
        with there():
            entities.there(connection, entity)
        return _listing(entities.claims(connection, entity, stance=stance, after=after, limit=limit))


@router.get("/decisions", response_model=Listing[DecisionOut], tags=["decisions"])
def list_decisions(
    request: Request,
    page: Annotated[int | None, Query(ge=1, le=HIGHEST)] = None,
    after: After = None,
    limit: Limit = 50,
) -> Json:
    """What people decided, in its order: on a page, or on all."""
    found = desk_of(request).decisions(page, after=number(after), limit=limit + 1)
    return page_of([decision.to_json() for decision in found], limit, lambda decision: decision["id"])


def _days(first: str | None, last: str | None) -> tuple[str | None, str | None] | None:
    return (first, last) if first or last else None


def _found(results: Results) -> Json:
    return Json(
        {
            "items": results.hits, "next": results.next, "count": results.count, "exact": results.exact,
            "order": results.order, "note": results.note,
        }
    )  # fmt: skip


def _find(connection: Connection, *, entity: int | None, key: str | None) -> Who:
    with there():
        return sources.find(connection, entity=entity, key=key)


def _source(request: Request, *, entity: int | None = None, key: str | None = None) -> Json:
    with desk_of(request).reading() as connection:
        return Json(sources.seen(connection, _find(connection, entity=entity, key=key)))


def _claims_of(
    request: Request,
    stance: str | None,
    after: str | None,
    limit: int,
    *,
    entity: int | None = None,
    key: str | None = None,
) -> Json:
    with desk_of(request).reading() as connection:
        who = _find(connection, entity=entity, key=key)
        return _listing(sources.claims(connection, who, stance=stance, after=after, limit=limit))


def _listing(found: ClaimList) -> Json:
    return Json({"items": found.claims, "next": found.next})
