"""Somebody or something with a name: claims about it, what it is called; merged with others, split, and that undone."""

from __future__ import annotations

from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rawi.desk.search.filters import NAME_KINDS
from rawi.desk.search.results import NameHit
from rawi.desk.views import entity as entities
from rawi.desk.views.entity import EntitySeen
from rawi.errors import OptionError
from rawi.tagger.labels import STANCES
from rawi.web import whereabouts
from rawi.web.forms import posted, text
from rawi.web.rendering import render

LISTED = 25
MOST_NAMED = 60
PAGES = 40
"""Pages on which a name can be said to be somebody else, in one form."""
CANDIDATES = 8


def all_entities(request: Request) -> Response:
    """The names that most pages name."""
    kind = request.query_params.get("type") or None
    if kind is not None and kind not in NAME_KINDS:
        raise OptionError(f"{kind[:40]!r} is no type of names.")
    with request.app.state.desk.reading() as connection:
        lines = entities.most_named(connection, type=kind, limit=MOST_NAMED)
    types = [one for one in NAME_KINDS if one != "source"]
    return render(request, "entities.html", lines=lines, kind=kind, types=types)


def entity(request: Request) -> Response:
    """An entity; of one that was merged, the one that it was merged into."""
    number, asked = request.path_params["entity"], request.query_params
    stance = asked.get("stance") or None
    if stance is not None and stance not in STANCES:
        raise OptionError(f"{stance[:40]!r} is no stance.")
    desk = request.app.state.desk
    before = asked.get("pages_before", "")
    with desk.reading() as connection:
        seen = entities.seen(connection, number)
        if seen.id != number:
            return RedirectResponse(f"/entities/{seen.id}", 303)
        found = entities.claims(connection, number, stance=stance, after=asked.get("after") or None, limit=LISTED)
        key = int(before) if before.isascii() and before.isdigit() and len(before) < 18 else None
        pages = entities.named_on(connection, number, before=key, limit=PAGES)
    sought = asked.get("find", "").strip()
    candidates, problem = _candidates(desk, seen, sought)
    return render(
        request, "entity.html", seen=seen, found=found, stance=stance, pages=pages, sought=sought, candidates=candidates,
        problem=problem, first="after" not in asked, whereabouts=whereabouts, done=_done(desk, asked.get("done", "")),
    )  # fmt: skip


@posted
def decide(request: Request, form: FormData) -> Response:
    """Merge others into an entity, split it off, say that on some pages it is somebody else, or take that back."""
    desk, number = request.app.state.desk, request.path_params["entity"]
    why = text(form, "why") or None
    to = number
    match text(form, "decision"):
        case "merge":
            others = [_number(value) for value in form.getlist("other")]
            if not others:
                raise OptionError("Choose at least one name that is the same.")
            made = desk.merge(number, *others, why=why)
        case "leave":
            made = desk.split(_number(text(form, "other")), why=why)
        case "split":
            pages = [_number(value) for value in form.getlist("page")]
            if not pages:
                raise OptionError("Choose at least one page on which it is somebody else.")
            made = desk.split(_number(text(form, "other")) if text(form, "other") else number, pages, why=why)
        case "undo":
            made = desk.undo(_number(text(form, "made")), why=why)
            to = _still_there(desk, number)
        case other:
            raise OptionError(f"{other[:40]!r} is nothing that can be decided on a name.")
    request.app.state.gatherer.start_soon()
    return RedirectResponse(f"/entities/{to}?done={made.id}" if to else f"/entities?done={made.id}", 303)


def _number(value: object) -> int:
    given = str(value)
    if not (given.isascii() and given.isdigit() and len(given) < 18):
        raise OptionError("This is no number of the desk.")
    return int(given)


def _still_there(desk: Any, number: int) -> int | None:
    """An entity that was split off is gone when that is taken back."""
    with desk.reading() as connection:
        try:
            return entities.seen(connection, number).id
        except OptionError:
            return None


def _done(desk: Any, given: str) -> Any:
    """The decision that was just made, which the page tells of."""
    if not (given.isascii() and given.isdigit() and len(given) < 18):
        return None
    made = desk.decisions(after=int(given) - 1, limit=1)
    return made[0] if made and made[0].id == int(given) and made[0].page_id is None else None


def _candidates(desk: Any, seen: EntitySeen, sought: str) -> tuple[list[NameHit], str | None]:
    """Names that may be the same: those that were sought, else those that share the rarest word of this one."""
    mine = {line.id for line in seen.merged}
    tries = [sought] if sought else _wordings(seen.name)
    found: dict[int, NameHit] = {}
    for words in tries:
        try:
            results = desk.search(words, of="names", limit=CANDIDATES * 3, kind=None if sought else seen.type)
        except OptionError as error:
            return [], str(error) if sought else None
        for hit in results.hits:
            if hit.entity_id is not None and hit.entity_id not in mine:
                found.setdefault(hit.entity_id, hit)
        if len(found) >= CANDIDATES:
            break
    return list(found.values())[:CANDIDATES], None


def _wordings(name: str) -> list[str]:
    """The whole name, then its words alone, the last ones first: family names tell people apart better than titles."""
    words = [word for word in "".join(c if c.isalnum() else " " for c in name).split() if len(word) > 2]
    return [" ".join(words), *reversed(words)][:5] if words else []
