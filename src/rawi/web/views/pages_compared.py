"""Two pages compared: what one has and the other has not, what each attributes to whom, figures that differ, copies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from rawi.desk.views import places
from rawi.desk.views.rows import ChainLink, Who
from rawi.errors import OptionError
from rawi.together import desk as together
from rawi.together.answers import Common, PagesCompared
from rawi.web import told as telling
from rawi.web import whereabouts
from rawi.web.rendering import render
from rawi.web.told import Said
from rawi.web.views.disputes import number
from rawi.web.views.linking import done

COPIES: Final = 30


@dataclass(frozen=True, slots=True)
class Both:
    """What both pages claim; `sides`: the claims of each."""

    name: int | None
    text: str
    conflicts: tuple[str, ...]
    sides: tuple[tuple[Said, ...], tuple[Said, ...]]


@dataclass(frozen=True, slots=True)
class Speaker:
    """To whom a page attributes claims; `name` None: the page says it itself."""

    name: str | None
    who: Who | None
    claims: tuple[Said, ...]


def compare(request: Request) -> Response:
    """Two pages of the desk; without them, a form that asks for them."""
    desk, asked = request.app.state.desk, request.query_params
    given = {name: asked.get(name, "").strip() for name in ("one", "other")}
    one, other = number(given["one"]), number(given["other"])
    problem = None
    if any(given.values()) and (one is None or other is None):
        problem = "A page is given by its number."
    if one is None or other is None:
        return render(request, "compare.html", both=None, asked=given, problem=problem, done=None)
    try:
        found = together.compare_pages(desk, one, other)
    except OptionError as error:
        return render(request, "compare.html", both=None, asked=given, problem=str(error), done=None)
    every = [*found.only_one, *found.only_other, *(a for c in found.common for a in (*c.one, *c.other))]
    ours = {id(a) for a in (*found.only_one, *(a for c in found.common for a in c.one))}
    with desk.reading() as connection:
        rows = places.claims(
            connection, ((one if id(a) in ours else other, a.claim) for a in every if a.claim is not None)
        )
        texts = places.texts(connection, (one, other))
        links = places.links(connection, (one, other))
    both = [_both(common, found, rows) for common in found.common]
    only = (
        [telling.attributed(a, found.one, rows) for a in found.only_one],
        [telling.attributed(a, found.other, rows) for a in found.only_other],
    )
    pages = {page.id: page for page in (found.one, found.other)}
    copies = sorted(found.copies, key=lambda copy: -copy.equal)
    return render(
        request, "compare.html", both=(found.one, found.other), asked=given, problem=None,
        pending=together.pending(desk), differing=[b for b in both if b.conflicts],
        common=[b for b in both if not b.conflicts], only=only,
        taken=telling.copies_shown(copies[:COPIES], pages, lambda page: texts.get(page, "")),
        attributed=[
            _speakers([*only[n], *(said for b in both for said in b.sides[n])]) for n in (0, 1)
        ],
        links=[link for link in links if {end.page_id for end in link.ends} <= {one, other}],
        whereabouts=whereabouts, done=done(desk, asked.get("done", "")),
    )  # fmt: skip


def _both(common: Common, found: PagesCompared, rows: telling.Rows) -> Both:
    sides = (
        tuple(telling.attributed(a, found.one, rows) for a in common.one),
        tuple(telling.attributed(a, found.other, rows) for a in common.other),
    )
    return Both(common.name, common.text, common.conflicts, sides)


def _speakers(said: Iterable[Said]) -> list[Speaker]:
    """Claims by the innermost of their chain, those with most claims first; each claim once."""
    claims: dict[str | None, dict[tuple[int | None, str], Said]] = defaultdict(dict)
    whose: dict[str | None, Who | None] = {}
    for one in said:
        last = one.chain[-1] if one.chain and one.chain[-1].link == "attribution" else ChainLink("page", None)
        claims[last.name].setdefault((one.claim, one.text), one)
        whose[last.name] = whose.get(last.name) or last.who
    found = [Speaker(name, whose[name], tuple(_in_order(some.values()))) for name, some in claims.items()]
    return sorted(found, key=lambda one: (one.name is None, -len(one.claims), one.name or ""))


def _in_order(said: Iterable[Said]) -> Sequence[Said]:
    return sorted(said, key=lambda one: (one.claim is None, one.claim or 0))
