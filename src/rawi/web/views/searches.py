"""Searches that are kept under a name: saved, opened, renamed, taken away and brought back. Opening is a form as well,
since it changes what counts as new; the address of one (`/searches/3`) only leads to what it finds."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import NullTranslations
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rawi.desk.saved import SavedSearch
from rawi.errors import OptionError
from rawi.web import saved, words
from rawi.web.forms import posted, text
from rawi.web.languages import catalogue
from rawi.web.rendering import language_of, render
from rawi.web.views.search import OF, Asked, address, filters, shown
from rawi.web.words import N_

NAMES = {
    "stance": N_("stance"), "kind": N_("kind of the source"), "named": N_("source"), "source": N_("who says it"),
    "entity": N_("who is named"), "outlet": N_("outlet"), "said": N_("said"), "about": N_("about"), "quantity": N_("figures"),
    "language": N_("language"),
}  # fmt: skip
"""What filters are called."""
LONGEST = 8000
"""Characters of a search as an address."""


def searches(request: Request) -> Response:
    """All of them, with what is new in each."""
    gone = request.query_params.get("removed", "")
    return _all(request, removed=gone if saved.is_number(gone) else None)


def _all(request: Request, status: int = 200, **told: object) -> Response:
    """``removed``: the number of one that was just taken away; ``fault``, ``named``: why which one has its name still."""
    translations = catalogue(language_of(request).code)
    found = request.app.state.desk.saved_searches()
    asked = {one.id: list(_filters(one, translations)) for one in found}
    return render(
        request,
        "searches.html",
        status,
        found=found,
        asked=asked,
        **{"removed": None, "fault": None, "named": None, **told},
    )


def _filters(one: SavedSearch, translations: NullTranslations) -> Iterator[tuple[str, str]]:
    """The filters of a search for people, each with its name."""
    for name, value in one.filters.items():
        match value:
            case bool():
                said = translations.gettext(N_("named") if value else N_("not named"))
            case tuple():
                sides = [
                    "" if side is None else f"{side:.15g}" if isinstance(side, float) else str(side)
                    for side in value[:2]
                ]
                said = " ".join([sides[0] if sides[0] == sides[1] else "..".join(sides), *filter(None, value[2:])])
                said = f"\u2066{said}\u2069"  # the first day to the left in both languages
            case _ if name in ("stance", "kind", "language"):
                said = translations.gettext(words.term(value))
            case _:
                said = str(value)
        yield translations.gettext(NAMES[name]), said


def one(request: Request) -> Response:
    """What one finds; nothing is noted."""
    found = request.app.state.desk.saved_search(request.path_params["number"])
    return RedirectResponse(_address(found, found.id), 303)


def export(request: Request) -> Response:
    """All that one finds, as a file."""
    found = request.app.state.desk.saved_search(request.path_params["number"])
    form = {"as": request.query_params.get("as", "")}
    return RedirectResponse(where(found).replace("/search?", "/search/export?", 1) + "&" + urlencode(form), 303)


@posted
def save(request: Request, form: FormData) -> Response:
    """Keep the search in view; what it asks for comes as its address has it."""
    given = text(form, "asked")
    if len(given) > LONGEST:
        raise OptionError(f"A search as an address has {LONGEST:,} characters at most.")
    asked = Asked({name: value.strip() for name, value in parse_qsl(given, max_num_fields=50) if value.strip()})
    asked.pop("after", None)
    of = asked.get("of", "claims") if asked.get("of") in OF else "claims"
    sort = "time" if asked.get("sort") == "time" else "relevance"
    try:
        made = request.app.state.desk.save_search(
            text(form, "name"), asked.get("q", ""), of=of, sort=sort, **filters(asked, of)
        )
    except OptionError as error:
        return shown(request, asked, str(error), 422)
    return RedirectResponse(_address(made, made.id), 303)


@posted
def open_it(request: Request, form: FormData) -> Response:
    """Show what one finds, what is new marked, and note that it was seen."""
    before = request.app.state.desk.open_search(request.path_params["number"])
    return RedirectResponse(_address(before, before.id, before.seen), 303)


@posted
def rename(request: Request, form: FormData) -> Response:
    """Give one another name."""
    desk, number = request.app.state.desk, request.path_params["number"]
    try:
        desk.rename_search(number, text(form, "name"))
    except OptionError as error:
        return _all(request, 422, fault=str(error), named=number)
    return RedirectResponse("/searches", 303)


@posted
def remove(request: Request, form: FormData) -> Response:
    """Take one away; the next page offers to bring it back."""
    gone = request.app.state.desk.remove_search(request.path_params["number"])
    return RedirectResponse(f"/searches?removed={gone.id}", 303)


@posted
def restore(request: Request, form: FormData) -> Response:
    """Bring one back."""
    request.app.state.desk.restore_search(request.path_params["number"])
    return RedirectResponse("/searches", 303)


def where(found: SavedSearch) -> str:
    """The address of what one finds."""
    return address(found.asked)


def _address(found: SavedSearch, number: int, since: int | None = None) -> str:
    more = {"saved": number} | ({} if since is None else {"since": since})
    return where(found) + "&" + urlencode(more)
